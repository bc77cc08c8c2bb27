"""Which name a document goes by: its own id, and its path where several documents of a run share one."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from timeline.model import Document
    from timeline.sources import Source


def distinct(found: Sequence[tuple[Source, Document]]) -> list[Document]:
    """The documents with ids that differ. All that share one take the path below their source folder, with its suffix.

    Where that is not enough (two folders with a file of the same name, one JSON Lines file with an id twice), the path as it was
    given and finally a number make them differ. Their `path` becomes relative too, so that no order depends on the working folder.
    """
    ids = [document.id for _, document in found]
    in_file = Counter((source.name, document.path) for source, document in found)
    for path in (_relative, _shown):
        ids = _renamed(ids, [_below(path(s, document), document.id, in_file[s.name, document.path]) for s, document in found])
    seen: Counter[str] = Counter()
    named = []
    for (source, document), name in zip(found, ids, strict=True):
        seen[name] += 1
        final = name if seen[name] == 1 else f"{name}#{seen[name]}"
        named.append(replace(document, id=final, path=_relative(source, document)))
    return named


def _relative(source: Source, document: Document) -> str:
    return source.relative + _within(source, document)


def _shown(source: Source, document: Document) -> str:
    return source.name + _within(source, document)


def _within(source: Source, document: Document) -> str:
    """The path of a document in its archive, from the archive's name on; empty for a file of its own."""
    return document.path[len(source.name) :] if document.path.startswith(source.name) else ""


def _renamed(ids: Sequence[str], longer: Sequence[str]) -> list[str]:
    count = Counter(ids)
    return [long if count[short] > 1 else short for short, long in zip(ids, longer, strict=True)]


def _below(path: str, own: str, documents_in_file: int) -> str:
    return f"{path}#{own}" if documents_in_file > 1 else path
