"""Which files a build reads: named files, the documents in named folders, and what patterns match."""

from __future__ import annotations

import glob
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from timeline.model import Problem, Severity
from timeline.read.provenance import SIDECAR

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

STDIN = "-"
MARKER = ".timeline"  # the list of its pages that `output` leaves in every folder that it writes: they are no documents


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read: `name` is what reports call it, `relative` its path below the source folder; both with forward slashes."""

    path: Path
    name: str
    relative: str
    data: bytes | None = None  # what standard input held: it can be read once only, and by one process


@dataclass(frozen=True, slots=True)
class Search:
    """Where to look: patterns relative to `base`; in folders only files with one of `suffixes`, and nothing below `skip`."""

    patterns: tuple[str, ...]
    base: Path
    suffixes: Collection[str]
    skip: frozenset[str] = frozenset()  # real paths


def find(search: Search) -> tuple[list[Source], list[Problem]]:
    """Find every file once, in the order of the patterns and of the paths in each folder, with a problem for what is not there."""
    problems: list[Problem] = []
    found: dict[str, Source] = {}
    for pattern in search.patterns:
        for source in _matches(search, pattern, problems):
            found.setdefault(os.path.realpath(source.path), source)
    return list(found.values()), problems


def _matches(search: Search, pattern: str, problems: list[Problem]) -> Iterator[Source]:
    path = search.base / pattern
    if pattern == STDIN:
        yield Source(Path(STDIN), "stdin", "stdin", sys.stdin.buffer.read())
    elif path.is_dir():
        yield from _documents(search, path, problems)
    elif path.exists():
        yield _named(path)
    elif glob.has_magic(pattern):
        yield from _globbed(search, pattern, problems)
    else:
        problems.append(Problem(_shown(path), "no such file or folder", Severity.ERROR))


def _named(path: Path) -> Source:
    return Source(path, _shown(path), _shown(Path(path.name)))


def _globbed(search: Search, pattern: str, problems: list[Problem]) -> Iterator[Source]:
    found = sorted(glob.glob(pattern, root_dir=search.base, recursive=True))  # noqa: PTH207 - Path.glob takes no absolute pattern
    if not found:
        problems.append(Problem(_shown(search.base / pattern), "matches no file", Severity.ERROR))
    folder = search.base / _fixed_part(pattern)
    for match in found:
        path = search.base / match
        if path.is_file() and not _is_passed_over(path.name) and os.path.realpath(path) not in search.skip:
            yield Source(path, _shown(path), _shown(path.relative_to(folder)))


def _fixed_part(pattern: str) -> Path:
    """The folder before the first wildcard."""
    parts = Path(pattern).parts
    magic = next(index for index, part in enumerate(parts) if glob.has_magic(part))
    return Path(*parts[:magic])


def _documents(search: Search, folder: Path, problems: list[Problem]) -> Iterator[Source]:
    found = sorted(_walk(search, folder, problems), key=lambda path: path.relative_to(folder).parts)
    if not found:
        kinds = ", ".join(sorted(search.suffixes))
        problems.append(Problem(_shown(folder), f"holds no documents ({kinds})", Severity.WARNING))
    for path in found:
        yield Source(path, _shown(path), _shown(path.relative_to(folder)))


def _walk(search: Search, folder: Path, problems: list[Problem]) -> Iterator[Path]:
    def unreadable(error: OSError) -> None:
        problems.append(Problem(_shown(Path(error.filename)), f"cannot be read: {error.strerror}", Severity.ERROR))

    pages: set[str] = set()
    for here, folders, files in os.walk(folder, onerror=unreadable):
        if os.path.realpath(here) in search.skip:
            folders.clear()
            continue
        folders[:] = _kept(folders)
        if MARKER in files:
            pages |= {os.path.realpath(Path(here, page)) for page in listed_pages(Path(here))}
        for name in _kept(files):
            path = Path(here, name)
            if path.suffix.lower() in search.suffixes and path.is_file() and os.path.realpath(path) not in search.skip | pages:
                yield path


def listed_pages(folder: Path) -> set[str]:
    """The pages that the last build wrote into a folder; none where it left no list."""
    try:
        lines = (folder / MARKER).read_text(encoding="utf-8").splitlines()
    except (FileNotFoundError, IsADirectoryError, PermissionError, UnicodeDecodeError):
        return set()
    return {line for line in lines if line and not line.startswith("#")}


def _kept(names: Iterable[str]) -> list[str]:
    return [name for name in names if not _is_passed_over(name)]


def _is_passed_over(name: str) -> bool:
    return name.startswith(".") or name.upper().startswith("README") or name.endswith(SIDECAR)


def _shown(path: Path) -> str:
    """A path as text, with forward slashes; file names are UTF-8 whatever the locale, so that ids do not depend on it."""
    return os.fsencode(path.as_posix()).decode("utf-8", "surrogateescape")
