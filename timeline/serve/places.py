"""Where the files of a project are, so that a change of any of them is seen."""

from __future__ import annotations

import glob
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from timeline.config import Config


class Places(NamedTuple):
    """Folders of which everything counts, and single files. They are seen through their folders, whose other files may be anything."""

    folders: frozenset[Path]
    files: frozenset[Path]


def places(config: Config) -> Places:
    """The sources and templates, the introductions, and the settings, which are all files of TOML beside `timeline.toml`."""
    base = (config.base or config.root).absolute()
    root = config.root.absolute()
    patterns = [*config.sources, *(name for story in config.story for name in story.sources)]
    found = [_fixed(base, pattern) for pattern in patterns]
    found += [root / config.templates] if config.templates else []
    folders = {path for path in found if path.is_dir()}
    files = {path for path in found if not path.is_dir()} | set(_intros(config)) | {root / "timeline.toml", *root.glob("*.toml")}
    return Places(frozenset(folders), frozenset(files))


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
