"""What the files of a run held, for the next run: a preview reads again only what has changed."""

from __future__ import annotations

from stat import S_ISREG
from typing import TYPE_CHECKING

from timeline.read.provenance import SIDECAR

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from timeline.config import Config
    from timeline.extraction import Extraction
    from timeline.sources import Source


class Memory:
    """What the files of a run held, for the next run of the same errand: a file that has not changed since is not read again."""

    def __init__(self) -> None:
        self._held: dict[Source, tuple[object, Extraction]] = {}

    def recall(self, source: Source, state: object) -> Extraction | None:
        """What the file held when it was last read, if its state is still the same."""
        before, extraction = self._held.get(source, (None, None))
        return extraction if state is not None and state == before else None

    def keep(self, held: Mapping[Source, tuple[object, Extraction]]) -> None:
        """Remember these files and no others."""
        self._held = dict(held)


def state(source: Source, config: Config) -> object:
    """What the extraction of a file depends on: the file, what a fetch says of it, and the settings; None where that cannot be told."""
    if source.data is not None:
        return source.data
    try:
        stamps = [_stamp(source.path), _stamp(source.path.with_name(source.path.name + SIDECAR))]
    except OSError:
        return None
    settings = (config.root, config.documents, config.limits, config.today, config.timezone, config.publish_text)
    return (stamps, settings) if stamps[0] else None


def _stamp(path: Path) -> tuple[int, ...]:
    """What changes with a file; empty for what is no file."""
    try:
        stat = path.stat()
    except FileNotFoundError:
        return ()
    return (stat.st_mtime_ns, stat.st_ctime_ns, stat.st_size, stat.st_ino) if S_ISREG(stat.st_mode) else ()
