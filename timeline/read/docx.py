"""DOCX, the documents of Word: the text as it stands after all changes are accepted, without headers, footers and comments."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from timeline.errors import ReadError
from timeline.read.compose import Said, compose
from timeline.read.encoding import clean
from timeline.read.extras import extra
from timeline.read.layout import Piece, classify, tighten
from timeline.read.names import stem
from timeline.read.zipped import opened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from timeline.config import Options
    from timeline.model import Document, Problem

suffixes = (".docx", ".docm", ".dotx")

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXT = {f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}tab": " ", f"{_W}noBreakHyphen": "-", f"{_W}sym": " "}
# What was deleted or moved away, and what is drawn beside the text and stored twice for older programs.
_OUTSIDE = (f"{_W}del", f"{_W}moveFrom", f"{_W}txbxContent", "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback")
_DEEPEST = 50  # tables and content controls within each other


def accepts(_: str) -> bool:
    """Never by the suffix: the parts in it decide."""
    return False


def read(data: bytes, name: str, options: Options) -> tuple[list[Document], list[Problem]]:
    """One document; the day of its last change is a guess at its publication."""
    with extra("office"):
        import docx  # noqa: PLC0415 - of an extra
    with opened(data, options):
        try:
            document = docx.Document(io.BytesIO(data))
        except (KeyError, ValueError) as error:
            raise ReadError(f"is no Word document that can be opened ({error}): save it again") from None
        styles = {style.style_id: (style.name or "").lower() for style in document.styles if style.style_id}
        pieces = classify(list(_blocks(document.element.body, styles, 0)))
        return compose((stem(name), name), pieces, _said(document.core_properties, pieces), options)


def _said(properties: Any, pieces: list[Piece]) -> Iterator[Said]:
    by = "docx properties"
    yield Said("title", _property(properties, "title"), by)
    yield Said("title", pieces[0].text if pieces and pieces[0].kind == "heading" else "", "the first heading")
    yield Said("author", _property(properties, "author"), by)
    yield Said("language", _property(properties, "language"), by)
    for name in ("modified", "created"):
        yield Said("published", _property(properties, name)[:10], f"{by} ({name})", hints=True)
    for tag in _property(properties, "keywords").replace(";", ",").split(","):
        yield Said("tag", tag, by)


def _property(properties: Any, name: str) -> str:
    """A property's text; python-docx raises on dates that are none."""
    try:
        value = getattr(properties, name)
    except (ValueError, AttributeError, TypeError):
        return ""
    return "" if value is None or (name == "author" and value == "python-docx") else str(value)


def _blocks(container: Any, styles: dict[str, str], depth: int) -> Iterator[Piece]:
    for element in container:
        if element.tag == f"{_W}p":
            yield from _paragraph(element, styles)
        elif element.tag == f"{_W}tbl":
            for row in element.iterfind(f"{_W}tr"):
                yield from _row(row, styles, depth)
        elif element.tag in {f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml", f"{_W}ins"} and depth < _DEEPEST:
            yield from _blocks(element, styles, depth + 1)


def _row(row: Any, styles: dict[str, str], depth: int) -> Iterator[Piece]:
    """A row as an item, its cells divided by bars; a row of one cell, or with long ones, is a frame around paragraphs."""
    cells = list(row.iter(f"{_W}tc"))
    texts = [tighten(" ".join(clean(_text(p)) for p in cell.iter(f"{_W}p"))) for cell in cells]
    if len([text for text in texts if text]) > 1 and max(map(len, texts)) < 500:
        yield Piece("item", " | ".join(text for text in texts if text))
    elif depth < _DEEPEST:
        for cell in row.iterfind(f"{_W}tc"):
            yield from _blocks(cell, styles, depth + 1)


def _paragraph(element: Any, styles: dict[str, str]) -> Iterator[Piece]:
    properties = element.find(f"{_W}pPr")
    found = properties.find(f"{_W}pStyle") if properties is not None else None
    style = styles.get(found.get(f"{_W}val", ""), "") if found is not None else ""
    listed = properties is not None and properties.find(f"{_W}numPr") is not None
    kind = _kind(style, listed=listed)
    for line in clean(_text(element)).split("\n"):
        if text := tighten(line):
            yield Piece(kind, text, single=True)


def _kind(style: str, *, listed: bool) -> str:
    """The kind by Word's own names of styles, which are English in every language; empty for what the words must show."""
    if style.startswith(("heading", "title", "subtitle")):
        return "heading"
    if style.startswith("caption"):
        return "caption"
    return "item" if listed or style.startswith("list") else ""


def _text(paragraph: Any) -> str:
    boxed = _is_boxed(paragraph)
    return "".join(
        element.text or "" if element.tag == f"{_W}t" else _TEXT[element.tag]
        for element in paragraph.iter(f"{_W}t", *_TEXT)
        if boxed or not _is_boxed(element)
    )


def _is_boxed(element: Any) -> bool:
    return next(element.iterancestors(*_OUTSIDE), None) is not None
