"""NITF, the News Industry Text Format of IPTC (3.x), in which many agencies and archives still keep their stories."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from timeline.read.compose import Said, compose
from timeline.read.fragment import pieces
from timeline.read.layout import Piece
from timeline.read.names import stem
from timeline.read.xmltree import descendants, parse, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from timeline.config import Options
    from timeline.model import Document, Problem

suffixes = (".xml", ".nitf")

_ROOT = re.compile(r"<(?:\w+:)?nitf\b")
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def accepts(head: str) -> bool:
    """Whether a file begins with NITF's element."""
    return bool(_ROOT.search(head))


recognises = accepts


def read(data: bytes, name: str, options: Options) -> tuple[list[Document], list[Problem]]:
    """One document: its headline is its first block, its captions are captions."""
    root = parse(data)
    parts = [piece for part in descendants(root, "body.content") for piece in content(part)]
    own = next((one.get("id-string") for one in descendants(root, "doc-id") if one.get("id-string")), stem(name))
    return compose((own, name), parts, [Said(field, value, "nitf") for field, value in _said(root)], options)


def content(part: Any) -> list[Piece]:
    """The pieces of a `body.content`; pictures' captions come after the text."""
    captions = [Piece("caption", text) for one in descendants(part, "media-caption") if (text := words(one))]
    return pieces(part) + captions


def _said(root: Any) -> Iterator[tuple[str, str]]:
    def texts(*names: str) -> Iterator[str]:
        return (words(one) for one in descendants(root, *names))

    def values(name: str, attribute: str) -> Iterator[str]:
        return (one.get(attribute, "") for one in descendants(root, name))

    yield from (("title", text) for name in ("hl1", "hedline", "title") for text in texts(name))
    yield from (("published", text) for text in values("date.issue", "norm"))
    yield from (("published", text) for text in values("pubdata", "date.publication"))
    yield from (("published", text) for text in values("story.date", "norm"))
    yield from (("author", text) for text in list(texts("byline"))[:1])
    yield from (("publisher", text) for text in values("pubdata", "name"))
    yield from (("publisher", text) for text in (*texts("distributor"), *values("doc.copyright", "holder")))
    yield from (("url", text) for text in values("pubdata", "ex-ref"))
    yield "language", root.get(_LANGUAGE, "")
    yield from (("language", text) for text in (*values("body", _LANGUAGE), *values("body.content", _LANGUAGE)))
    yield from (("tag", text) for text in values("keyword", "key"))
