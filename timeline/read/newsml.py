"""IPTC NewsML: wire copy in XML, of version G2 (news items, alone or in a message) and of version 1 with its components."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from timeline.errors import ReadError
from timeline.model import Problem, Severity
from timeline.read import nitf
from timeline.read.compose import Said, compose, paragraphs
from timeline.read.fragment import fragment, pieces
from timeline.read.names import stem
from timeline.read.xmltree import children, descendants, local, parse, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from timeline.config import Options
    from timeline.model import Document
    from timeline.read.layout import Piece

suffixes = (".xml", ".newsml", ".g2")

_ROOT = re.compile(r"<(?:\w+:)?(?:newsMessage|newsItem|packageItem|knowledgeItem|NewsML)\b")
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_GONE = frozenset({"canceled", "withheld"})


def accepts(head: str) -> bool:
    """Whether a file begins with one of NewsML's elements."""
    return bool(_ROOT.search(head))


recognises = accepts


def read(data: bytes, name: str, options: Options) -> tuple[list[Document], list[Problem]]:
    """A document for each item with a text; packages and pictures have none."""
    root = parse(data)
    items = list(descendants(root, "newsItem", "NewsItem"))
    documents: list[Document] = []
    problems: list[Problem] = []
    for number, item in enumerate(items, start=1):
        place = (stem(name) if len(items) == 1 else f"{stem(name)}-{number}", name)
        found, remarks = _item(item, place, options) if local(item) == "newsItem" else _component(item, place, options)
        documents += (one for one in found if one.text)
        problems += remarks
    if not documents and not problems:
        raise ReadError("holds no item with a text: it may be a package or pictures")
    return documents, problems


def _item(item: Any, place: tuple[str, str], options: Options) -> tuple[list[Document], list[Problem]]:
    status = next((one.get("qcode", "") for one in descendants(item, "pubStatus")), "").rpartition(":")[2]
    own = item.get("guid") or place[0]
    if status in _GONE:
        return [], [Problem(place[1], f"{own} is {status} by its agency, and left out", Severity.WARNING)]
    said = [Said(field, value, "newsml-g2") for field, value in _said(item)]
    return compose((own, place[1]), list(_content(item)), said, options)


def _said(item: Any) -> Iterator[tuple[str, str]]:
    meta = next(children(item, "contentMeta"), None)
    about = next(children(item, "itemMeta"), None)
    for part, field, names in (
        (meta, "title", ("headline", "slugline")),
        (about, "title", ("title",)),
        (about, "published", ("versionCreated", "firstCreated")),
        (meta, "published", ("contentModified", "contentCreated")),
        (meta, "author", ("by",)),
    ):
        yield from ((field, words(one)) for name in names for one in _within(part, name))
    if not any(True for _ in _within(meta, "by")):
        yield from (("author", _named(one)) for one in _within(meta, "creator"))
    yield from (("publisher", _named(one)) for name in ("provider", "infoSource") for one in (*_within(about, name), *_within(meta, name)))
    yield from (("language", one.get("tag", "")) for one in _within(meta, "language"))
    yield "language", item.get(_LANGUAGE, "")
    yield from (("url", one.get("href", "")) for one in _within(about, "link") if "canonical" in one.get("rel", "").lower())
    yield "url", item.get("guid", "")
    yield from (("tag", words(one)) for one in _within(meta, "keyword"))
    yield from (("tag", _named(one)) for one in _within(meta, "subject") if next(children(one, "name"), None) is not None)


def _within(part: Any | None, name: str) -> Iterator[Any]:
    return children(part, name) if part is not None else iter(())


def _named(concept: Any) -> str:
    """The name of a concept, or else its code without the scheme."""
    given = words(next(children(concept, "name"), None))
    return given or concept.get("literal") or concept.get("qcode", "").rpartition(":")[2]


def _content(item: Any) -> Iterator[Piece]:
    """The text of an item: the first of its renditions that has one."""
    for part in (one for one in item.iter() if local(one) in {"inlineXML", "inlineData"}):
        if local(part) == "inlineData":
            text = "".join(part.itertext())
            found = fragment(text) if "html" in part.get("contenttype", "") else paragraphs(text)
        else:
            found = body(part)
        if found:
            yield from found
            return


def body(part: Any) -> list[Piece]:
    """The pieces of what stands within an element: HTML, NITF or bare paragraphs."""
    inner = next(descendants(part, "body.content", "body"), part)
    return nitf.content(inner) if local(inner) == "body.content" else pieces(inner)


def _component(item: Any, place: tuple[str, str], options: Options) -> tuple[list[Document], list[Problem]]:
    """An item of NewsML 1."""
    first = {local(one): one for one in reversed(list(item.iter())) if local(one)}
    own = words(first.get("PublicIdentifier")) or place[0]
    language = first.get("Language")
    content = next(descendants(item, "DataContent"), None)
    said = [
        Said("title", words(first.get("HeadLine")), "newsml"),
        Said("published", words(first.get("ThisRevisionCreated")) or words(first.get("FirstCreated")), "newsml"),
        Said("published", words(first.get("DateId")), "newsml"),
        Said("author", words(first.get("ByLine")), "newsml"),
        Said("publisher", words(first.get("CopyrightHolder")) or words(first.get("ProviderId")), "newsml"),
        Said("language", language.get("FormalName", "") if language is not None else "", "newsml"),
    ]
    return compose((own, place[1]), body(content) if content is not None else [], said, options)
