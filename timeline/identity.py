"""Which name a document goes by: its own id, and its path where several documents of a run share one."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from timeline.sources import Source


def names(found: Sequence[tuple[Source, str]]) -> Iterator[str]:
    """For each document, told by its source and its own id, an id that no other has.

    All that share one take the path below their source folder, with its suffix. Where that is not enough (two folders with a file
    of the same name, one JSON Lines file with an id twice), the path as it was given and finally a number make them differ.
    """
    ids = [own for _, own in found]
    if len(set(ids)) < len(ids):
        in_file = Counter(source.name for source, _ in found)
        for path in (_relative, _shown):
            ids = _renamed(ids, [_below(path(source), own, in_file[source.name]) for source, own in found])
    seen: Counter[str] = Counter()
    for name in ids:
        seen[name] += 1
        yield name if seen[name] == 1 else f"{name}#{seen[name]}"


def _relative(source: Source) -> str:
    return source.relative


def _shown(source: Source) -> str:
    return source.name


def _renamed(ids: Sequence[str], longer: Sequence[str]) -> list[str]:
    count = Counter(ids)
    return [long if count[short] > 1 else short for short, long in zip(ids, longer, strict=True)]


def _below(path: str, own: str, documents_in_file: int) -> str:
    return f"{path}#{own}" if documents_in_file > 1 else path
