"""A file that was packed with gzip: one member, without the suffix `.gz`."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING, BinaryIO

from timeline.errors import ReadError
from timeline.read.archive import Member
from timeline.read.reports import over_limit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from timeline.config import Options
    from timeline.model import Problem

suffixes = (".gz",)


def members(file: BinaryIO, name: str, options: Options) -> Iterator[Member | Problem]:
    """The file in it; `ReadError` where it unpacks to more than a document may have."""
    with gzip.GzipFile(fileobj=file) as packed:
        data = packed.read(options.max_bytes + 1)
    if len(data) > options.max_bytes:
        raise ReadError(over_limit(len(data), options.max_bytes))
    yield Member(name.removesuffix(".gz"), data)
