"""Where the files of a project are, so that a change of any of them is seen."""

from __future__ import annotations

import glob
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from timeline.config import Config


class Places(NamedTuple):
    """Folders to watch whole, and folders of which only the files count."""

    deep: frozenset[Path]
    flat: frozenset[Path]


def places(config: Config) -> Places:
    """The folders of the sources, templates and introductions, and the project's own.

    A file is seen through its folder: many editors put a new file in its place, which a watch on the file itself would not see.
    """
    base = (config.base or config.root).absolute()
    root = config.root.absolute()
    patterns = [*config.sources, *(name for story in config.story for name in story.sources)]
    found = [_fixed(base, pattern) for pattern in patterns]
    found += [root / config.templates] if config.templates else []
    deep = {path for path in found if path.is_dir()}
    files = [path for path in found if not path.is_dir()] + list(_intros(config))
    flat = {root, *(path.parent for path in files if path.parent.is_dir())}
    return Places(frozenset(deep), frozenset(path for path in flat if not any(path.is_relative_to(folder) for folder in deep)))


def _intros(config: Config) -> Iterator[Path]:
    for name in (config.intro, *(story.intro for story in config.story)):
        if name:
            yield config.root.absolute() / name


def _fixed(base: Path, pattern: str) -> Path:
    """The path before the first wildcard."""
    path = base
    for part in Path(pattern).parts:
        if glob.has_magic(part):
            break
        path /= part
    return path
