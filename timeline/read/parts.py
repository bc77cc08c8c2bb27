"""Parts of large files that hold a document a line, so that no more of one is in memory than a process works on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from timeline.read import jsonl
from timeline.read.names import suffix

if TYPE_CHECKING:
    from pathlib import Path

LARGE: Final = 500_000
"""Bytes of a part, but for the rest of its last line."""


class Part(NamedTuple):
    """Bytes `start` to `end` of a file, which begin with its line `first_line`; an end of 0 stands for the whole file."""

    start: int
    end: int
    first_line: int
    is_last: bool

    def read(self, path: Path) -> bytes:
        """The bytes of the part; an OSError where the file cannot be opened."""
        with path.open("rb") as file:
            file.seek(self.start)
            return file.read(self.end - self.start)


WHOLE: Final = Part(0, 0, 1, is_last=True)


def is_cut(path: Path, name: str) -> bool:
    """Whether a file is one to be read in parts, as far as its name and its size tell."""
    return suffix(name) in jsonl.suffixes and path.is_file() and path.stat().st_size > LARGE


def parts(path: Path, name: str) -> tuple[Part, ...]:
    """The parts that a file is read in: whole lines each. Encodings of more than one byte a unit (UTF-16) are read whole."""
    if not is_cut(path, name):
        return (WHOLE,)
    found: list[Part] = []
    start, line = 0, 1
    with path.open("rb") as file:
        while chunk := file.read(LARGE):
            if b"\0" in chunk:
                return (WHOLE,)
            chunk += file.readline()
            found.append(Part(start, start + len(chunk), line, is_last=False))
            start, line = start + len(chunk), line + chunk.count(b"\n")
    return (*found[:-1], found[-1]._replace(is_last=True))
