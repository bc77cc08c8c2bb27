"""Which name a document goes by: its own id, and its path where several documents of a run share one."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from timeline.sources import Source


class Found(NamedTuple):
    """A document of a run: the source that it is in, its own id, and its path, which in an archive leads on from the archive's."""

    source: Source
    id: str
    path: str

    @property
    def relative(self) -> str:
        """Where it is, below the folder that was given, so that no order depends on the working folder."""
        return self.source.relative + self._within

    @property
    def shown(self) -> str:
        """Where it is, as it was given."""
        return self.source.name + self._within

    @property
    def _within(self) -> str:
        return self.path[len(self.source.name) :] if self.path.startswith(self.source.name) else ""


def names(found: Sequence[Found]) -> Iterator[str]:
    """For each document an id that no other has.

    All that share one take the path below their source folder, with its suffix. Where that is not enough (two folders with a file
    of the same name, one JSON Lines file with an id twice), the path as it was given and finally a number make them differ.
    """
    ids = [document.id for document in found]
    if len(set(ids)) < len(ids):
        in_file = Counter(document.shown for document in found)
        for path in (Found.relative.fget, Found.shown.fget):  # type: ignore[attr-defined]  # properties, as functions
            ids = _renamed(ids, [_below(path(document), document.id, in_file[document.shown]) for document in found])
    seen: Counter[str] = Counter()
    for name in ids:
        seen[name] += 1
        yield name if seen[name] == 1 else f"{name}#{seen[name]}"


def _renamed(ids: Sequence[str], longer: Sequence[str]) -> list[str]:
    count = Counter(ids)
    return [long if count[short] > 1 else short for short, long in zip(ids, longer, strict=True)]


def _below(path: str, own: str, documents_in_file: int) -> str:
    return f"{path}#{own}" if documents_in_file > 1 else path
