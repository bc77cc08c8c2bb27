"""Puts a finished site on disk: all of it or nothing, and never over a file that timeline did not write.

The pages are written into a hidden folder inside the output folder (the same file system, also where the folder is a mount
point), and moved into place only when all of them are there. A list of what was written stays in the folder as `.timeline`:
by it the next build knows what it may replace and remove. Files of others (`CNAME`, `.git`) stay untouched.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from timeline.errors import OutputError
from timeline.sources import MARKER, listed_pages

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from timeline.model import Page

HEADING = "# Files written by timeline; the next build replaces or removes them, and nothing else in this folder."


def write(pages: Sequence[Page], folder: Path) -> None:
    """Replace the site in `folder` by `pages`; an `OutputError` names what cannot be written, and the old site is still whole."""
    made = _missing_parents(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _replace(pages, folder)
    except OSError as error:
        _remove_empty(made)
        where = error.filename or folder
        raise OutputError(f"{where}: cannot be written: {error.strerror or error}") from error


def differences(pages: Sequence[Page], folder: Path) -> list[str]:
    """The paths, sorted, at which the site in `folder` is not what `pages` would make of it."""
    new = {_checked(page.path): page.content for page in pages}
    old = {_checked(path) for path in listed_pages(folder)}
    changed = [path for path in new.keys() & old if not (folder / path).is_file() or (folder / path).read_bytes() != new[path]]
    return sorted([*changed, *(new.keys() ^ old)])


def _replace(pages: Sequence[Page], folder: Path) -> None:
    old, new = {_checked(path) for path in listed_pages(folder)}, [_checked(page.path) for page in pages]
    _refuse_strangers(folder, new, old)
    stage = Path(tempfile.mkdtemp(prefix=".timeline-", dir=folder))
    try:
        for page in pages:
            _write(stage / page.path, page.content)
        _list(stage, {*old, *new}).replace(folder / MARKER)
        for path in new:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (stage / path).replace(folder / path)
        for path in old - set(new):
            _remove(folder, path)
        _list(stage, new).replace(folder / MARKER)
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _checked(path: str) -> str:
    """A page's path, which must stay inside the output folder, whoever wrote it."""
    pure = PurePosixPath(path)
    if pure.is_absolute() or ".." in pure.parts or "\\" in path or ":" in path or not pure.parts:
        raise OutputError(f"{path!r} leads out of the output folder")
    return str(pure)


def _refuse_strangers(folder: Path, new: Iterable[str], old: set[str]) -> None:
    for path in new:
        if path not in old and (folder / path).exists():
            raise OutputError(f"{folder / path}: was not written by timeline; move it away or choose another folder with -o")


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _list(stage: Path, paths: Iterable[str]) -> Path:
    path = stage / MARKER
    _write(path, "\n".join([HEADING, *sorted(paths), ""]).encode())
    return path


def _remove(folder: Path, path: str) -> None:
    """Remove a page of the last build, and the folders that it leaves empty."""
    (folder / path).unlink(missing_ok=True)
    _remove_empty([folder / parent for parent in PurePosixPath(path).parents if parent.parts])


def _missing_parents(folder: Path) -> list[Path]:
    return [path for path in (folder, *folder.parents) if not path.exists()]


def _remove_empty(folders: Iterable[Path]) -> None:
    for path in folders:
        try:
            path.rmdir()
        except OSError:
            return
