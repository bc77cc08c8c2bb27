"""HTML fragments to pieces: the bodies of articles in feeds, exports and books, which have no page around them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from timeline.read.encoding import clean
from timeline.read.layout import Piece, is_caption, is_meant, reflow, tighten

if TYPE_CHECKING:
    from collections.abc import Iterator

_KINDS = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6", "hl1", "hl2"), "heading"),
    **dict.fromkeys(("li", "dd", "dt", "tr"), "item"),
    **dict.fromkeys(("figcaption", "caption"), "caption"),
}
# They stand on lines of their own and are what they stand in.
_BLOCKS = frozenset(
    {
        *("p", "div", "blockquote", "pre", "section", "article", "header", "footer", "main", "aside", "figure", "ul", "ol", "dl"),
        *(
            "table",
            "tbody",
            "thead",
            "tfoot",
            "center",
            "address",
            "hr",
            "body",
            "html",
            "details",
            "summary",
            "block",
            "body.content",
            "nitf-table",
        ),
    }
)
_SKIPPED = frozenset(
    {"script", "style", "noscript", "template", "iframe", "svg", "form", "button", "select", "object", "nav", "head", "media"}
)
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def fragment(markup: str) -> list[Piece]:
    """The pieces of a stretch of HTML, such as the `content:encoded` of a feed; text without any markup is a paragraph."""
    from lxml import etree, html  # noqa: PLC0415 - a heavy library that plain formats do not need

    markup = _UNFIT.sub(" ", markup)
    if not markup.strip():
        return []
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        tree = html.document_fromstring(f"<html><body>{markup}</body></html>".encode(), parser=parser)
    except etree.ParserError:  # nothing but comments
        return []
    return pieces(tree)


def pieces(tree: Any) -> list[Piece]:
    """The pieces of a tree of HTML elements, or of XML ones that bear HTML's names in whatever namespace."""
    from lxml import etree  # noqa: PLC0415 - as above

    walk = _Walk()
    events = etree.iterwalk(tree, events=("start", "end"))
    for event, element in events:
        tag = local_name(element)
        if event == "start":
            if tag in _SKIPPED or not tag:
                events.skip_subtree()
            else:
                walk.start(tag, element)
        else:
            if tag and tag not in _SKIPPED:
                walk.end(tag)
            if element is not tree:
                walk.text(element.tail)
    walk.flush()
    return walk.found


def local_name(element: Any) -> str:
    """An element's name without its namespace, in lower case; empty for comments, instructions and entities."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


class _Walk:
    """The text since the last block began or ended, and the kinds of the blocks around it."""

    def __init__(self) -> None:
        self.found: list[Piece] = []
        self._kinds = ["paragraph"]
        self._parts: list[str] = []
        self._row = 0  # how deep in a row of a table that is one line

    def start(self, tag: str, element: Any) -> None:
        if tag == "br":
            self._parts.append(" " if self._row else "\n")
        elif tag in {"td", "th", "entry"} and self._row:
            self._parts.append(" | " if "".join(self._parts).strip() else "")
        elif self._row:
            self._row += tag == "tr"
            self._parts.append(" " if tag in _BLOCKS or tag in _KINDS else "")
        elif tag == "tr" and not _is_layout(element):
            self.flush()
            self._row = 1
            self._kinds.append("item")
        elif tag in _BLOCKS or tag in _KINDS or tag in {"td", "tr"}:
            self.flush()
            kind = self._kinds[-1]
            self._kinds.append("caption" if "caption" in (element.get("class") or "") and tag == "p" else _kind(tag, kind))
        self.text(element.text)

    def end(self, tag: str) -> None:
        if self._row:
            self._row -= tag == "tr"
            if not self._row:
                self._close()
        elif tag in _BLOCKS or tag in _KINDS or tag in {"td", "tr"}:
            self._close()

    def text(self, text: str | None) -> None:
        if text:
            self._parts.append(text.replace("\n", " "))

    def flush(self) -> None:
        """End the current piece."""
        self.found += _lines("".join(self._parts), self._kinds[-1])
        self._parts = []

    def _close(self) -> None:
        self.flush()
        if len(self._kinds) > 1:
            self._kinds.pop()


def _kind(tag: str, around: str) -> str:
    """A paragraph within an item is the item, a row outside of rows holds a layout."""
    if tag == "tr":
        return around
    return _KINDS.get(tag, around)


def _is_layout(row: Any) -> bool:
    """Whether a row holds paragraphs, not cells: mails and old pages are laid out by tables."""
    return any(local_name(one) in {"p", "table", "ul", "ol", "h1", "h2", "h3"} for one in row.iter() if one is not row)


def _lines(text: str, kind: str) -> Iterator[Piece]:
    """A stretch of text as a piece, or as several where its forced line breaks were meant."""
    part: list[str] = []
    for raw in text.split("\n"):
        line = tighten(clean(raw))
        if part and line and is_meant(part[-1], line):
            yield _piece(reflow(part), kind)
            part = []
        if line:
            part.append(line)
    if part:
        yield _piece(reflow(part), kind)


def _piece(text: str, kind: str) -> Piece:
    return Piece("caption" if kind == "paragraph" and is_caption(text) else kind, text)
