"""ODT, the documents of LibreOffice: headings, paragraphs, lists and tables, with the properties in `meta.xml` (OpenDocument 1.x)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from timeline.errors import ReadError
from timeline.read.compose import Said, compose
from timeline.read.encoding import clean
from timeline.read.layout import Piece, classify, tighten
from timeline.read.names import stem
from timeline.read.xmltree import children, descendants, local, parse, words
from timeline.read.zipped import opened, part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from timeline.config import Options
    from timeline.model import Document, Problem

suffixes = (".odt", ".ott")

_SPACES = {"s": " ", "tab": " ", "line-break": "\n"}
# Comments, deleted text, notes, frames, and lists of contents that repeat the headings.
_PASSED_OVER = frozenset(
    {"annotation", "tracked-changes", "note", "table-of-content", "sequence-decls", "forms", "frame", "soft-page-break"}
)


def accepts(_: str) -> bool:
    """Never by the suffix: the parts in it decide."""
    return False


def read(data: bytes, name: str, options: Options) -> tuple[list[Document], list[Problem]]:
    """One document; the day of its last change is a guess at its publication."""
    with opened(data, options) as archive:
        content, meta = part(archive, "content.xml"), part(archive, "meta.xml")
    if not content:
        raise ReadError("has no content: save it again in its own program")
    body = next(descendants(parse(content), "text"), None)
    pieces = classify(list(_blocks(body, ""))) if body is not None else []
    return compose((stem(name), name), pieces, _said(parse(meta) if meta else None, pieces), options)


def _said(meta: Any | None, pieces: list[Piece]) -> Iterator[Said]:
    def stated(field: str, name: str) -> Iterator[Said]:
        if meta is not None:
            yield from (Said(field, words(one), "odt properties") for one in descendants(meta, name))

    yield from stated("title", "title")
    yield Said("title", pieces[0].text if pieces and pieces[0].kind == "heading" else "", "the first heading")
    yield from list(stated("author", "initial-creator"))[:1] or list(stated("author", "creator"))[:1]
    yield from stated("language", "language")
    yield from stated("tag", "keyword")
    for name in ("date", "creation-date"):
        yield from (Said("published", one.value[:10], f"odt properties ({name})", hints=True) for one in stated("published", name))


def _blocks(container: Any, kind: str) -> Iterator[Piece]:
    """The pieces of a body, a section or a list; the parser's limit on depth bounds the recursion."""
    for element in container:
        name = local(element)
        if name in {"p", "h"}:
            yield from _paragraph(element, "heading" if name == "h" else kind)
        elif name == "table":
            yield from (row for one in descendants(element, "table-row") for row in _row(one))
        elif name and name not in _PASSED_OVER:
            yield from _blocks(element, "item" if name == "list" else kind)


def _paragraph(element: Any, kind: str) -> Iterator[Piece]:
    for line in clean(_text(element)).split("\n"):
        if text := tighten(line):
            yield Piece(kind, text, single=True)


def _row(row: Any) -> Iterator[Piece]:
    cells = [tighten(" ".join(clean(_text(p)) for p in descendants(cell, "p", "h"))) for cell in children(row, "table-cell")]
    if any(cells):
        yield Piece("item", " | ".join(text for text in cells if text))


def _text(element: Any) -> str:
    parts = [element.text or ""]
    for child in element:
        name = local(child)
        if name in _SPACES:
            parts.append(_SPACES[name])
        elif name not in _PASSED_OVER:
            parts.append(_text(child))
        parts.append(child.tail or "")
    return "".join(parts)
