"""ZIP archives of documents. Nothing is written to disk: a member's path is a name and never a place."""

from __future__ import annotations

import stat
import zipfile
import zlib
from typing import TYPE_CHECKING, BinaryIO

from timeline.errors import ReadError
from timeline.model import Problem, Severity
from timeline.read.archive import Member, unpacks_to_more
from timeline.read.fields import tidy
from timeline.read.names import suffix
from timeline.read.provenance import SIDECAR, UNKNOWN, Provenance, from_sidecar
from timeline.read.reports import over_limit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from timeline.config import Options

suffixes = (".zip",)

_ENCRYPTED = 1


def members(file: BinaryIO, name: str, options: Options) -> Iterator[Member | Problem]:
    """The files in an archive in the order of their paths; the others are passed over that are not read from folders either."""
    from timeline.read import suffixes as known  # noqa: PLC0415 - the package imports what this module imports

    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise ReadError(f"is a damaged ZIP archive ({error}): pack it again") from None
    with archive:
        found = {info.filename: info for info in archive.infolist() if not info.is_dir()}
        readable = known()
        wanted = sorted(
            (one for one in found.values() if suffix(one.filename) in readable and _is_wanted(one.filename)),
            key=lambda info: info.filename.split("/"),
        )
        if sum(info.file_size for info in wanted) > options.max_unpacked:
            raise ReadError(unpacks_to_more(options))
        for info in wanted:
            own = f"{name}/{tidy(info.filename)}"
            reason = _refused(info, options)
            if reason:
                yield Problem(own, reason, Severity.ERROR)
                continue
            try:
                yield Member(own, archive.read(info), _known(archive, found.get(info.filename + SIDECAR)))
            except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, zlib.error) as error:
                yield Problem(own, f"cannot be unpacked ({error}): pack it again", Severity.ERROR)


def _is_wanted(path: str) -> bool:
    parts = path.replace("\\", "/").split("/")
    hidden = any((part.startswith(".") and part not in {".", ".."}) or part == "__MACOSX" for part in parts)
    return not hidden and not parts[-1].upper().startswith("README") and not path.endswith(SIDECAR)


def _refused(info: zipfile.ZipInfo, options: Options) -> str:
    """Why a member is left out, or an empty string."""
    path = info.filename.replace("\\", "/")
    if path.startswith("/") or ".." in path.split("/") or path[1:2] == ":":
        return "has a path that leads out of the archive: pack it again"
    if stat.S_ISLNK(info.external_attr >> 16):
        return "is a link and no file: pack the file itself"
    if info.flag_bits & _ENCRYPTED:
        return "is encrypted: unpack it with its password first"
    return over_limit(info.file_size, options.max_bytes) if info.file_size > options.max_bytes else ""


def _known(archive: zipfile.ZipFile, sidecar: zipfile.ZipInfo | None) -> Provenance:
    if sidecar is None or sidecar.file_size > 1 << 16:
        return UNKNOWN
    return from_sidecar(archive.read(sidecar))
