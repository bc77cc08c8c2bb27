"""Documents that are ZIP archives inside (DOCX, ODT, EPUB, XLSX): opened with a limit on what they unpack to."""

from __future__ import annotations

import io
import zipfile
from contextlib import contextmanager
from typing import TYPE_CHECKING

from timeline.errors import ReadError
from timeline.read.reports import over_limit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from timeline.config import Options


@contextmanager
def opened(data: bytes, options: Options) -> Iterator[zipfile.ZipFile]:
    """The parts of a document; `ReadError` where they are damaged, encrypted, or together more than a document may be.

    zipfile gives no more of a part than the size that it states, so the sum of these bounds what is ever unpacked.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check(archive.infolist(), options)
            yield archive
    except ReadError:
        raise
    except Exception as error:  # noqa: BLE001 - what reads the parts raises whatever it likes for damaged ones
        reason = " ".join(f"{type(error).__name__}: {error}".split())[:200]
        raise ReadError(f"is damaged ({reason}): open it in its own program and save it again") from None


def _check(parts: list[zipfile.ZipInfo], options: Options) -> None:
    size = sum(info.file_size for info in parts)
    if size > options.max_bytes:
        raise ReadError("unpacked it " + over_limit(size, options.max_bytes))
    if any(info.flag_bits & 1 for info in parts):
        raise ReadError("is encrypted: save it without a password")


def part(archive: zipfile.ZipFile, name: str) -> bytes:
    """The bytes of a part; none where it is missing."""
    try:
        return archive.read(name)
    except KeyError:
        return b""
