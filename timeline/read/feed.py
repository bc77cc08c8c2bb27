"""RSS and Atom files: every entry is a document, with its whole text or with the summary that the feed gives."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from timeline.errors import ReadError
from timeline.model import Problem, Severity
from timeline.read.compose import Said, compose
from timeline.read.extras import extra
from timeline.read.fragment import fragment
from timeline.read.names import stem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from timeline.config import Options
    from timeline.model import Document

suffixes = (".xml", ".rss", ".atom", ".rdf")

_ROOT = re.compile(r"<(?:\w+:)?(?:rss|feed|RDF)\b")
_OTHERS = re.compile(r"wordpress\.org/export/|<html\b")
_ENOUGH = 400  # characters; a shorter text may be a teaser


class Link(NamedTuple):
    """An entry as an address to fetch, with what the feed says of it."""

    url: str
    title: str
    author: str
    published: str
    publisher: str
    language: str


def accepts(head: str) -> bool:
    """Whether a file begins with a feed's element."""
    return bool(_ROOT.search(head)) and not _OTHERS.search(head)


recognises = accepts


def read(data: bytes, name: str, options: Options) -> tuple[list[Document], list[Problem]]:
    """A document for each entry with a text; a note says where a feed gives only summaries."""
    feed = _parsed(data)
    documents: list[Document] = []
    problems: list[Problem] = []
    short = 0
    for number, entry in enumerate(feed.entries, start=1):
        whole = next((one.get("value", "") for one in entry.get("content", ())), "")
        summary = str(entry.get("summary", ""))
        pieces = fragment(max(whole, summary, key=len))
        found, remarks = compose((f"{stem(name)}-{number}", name), pieces, _said(entry, feed.feed), options)
        short += not whole and sum(len(piece.text) for piece in pieces) < _ENOUGH
        documents += (one for one in found if one.text)
        problems += remarks
    if not feed.entries:
        raise ReadError("is a feed without entries")
    if short:
        problems.append(Problem(name, f"gives only summaries of {short} entries: `timeline fetch` gets the pages", Severity.NOTE))
    return documents, problems


def links(data: bytes) -> list[Link]:
    """The addresses of a feed's entries, in its order; none for what is no feed."""
    feed = _parsed(data)
    found = []
    for entry in feed.entries:
        said: dict[str, str] = {}
        for one in _said(entry, feed.feed):
            if one.value:
                said.setdefault(one.field, one.value)
        found.append(Link(*(said.get(field, "") for field in Link._fields)))
    return [link for link in found if link.url]


def _parsed(data: bytes) -> Any:
    with extra("feeds"):
        import feedparser  # noqa: PLC0415 - of an extra
    # as a stream: it takes other bytes for the name of a file and opens it
    return feedparser.parse(io.BytesIO(data), resolve_relative_uris=True, sanitize_html=True)


def _said(entry: Any, feed: Any) -> Iterator[Said]:
    authors = [one.get("name", "") for one in entry.get("authors", ())] or [entry.get("author", "")]
    source = entry.get("source") or {}
    values = (
        ("title", entry.get("title", "")),
        ("url", entry.get("link", "")),
        ("published", entry.get("published", "")),
        ("published", dict.get(entry, "updated", "")),  # its own `get` gives `published` for it, with a warning
        *(("author", name) for name in authors),
        ("publisher", source.get("title", "") if isinstance(source, dict) else ""),
        ("publisher", feed.get("title", "")),
        ("language", next((one.get("language") or "" for one in entry.get("content", ())), "")),
        ("language", feed.get("language", "")),
        *(("tag", one.get("term") or "") for one in entry.get("tags", ())),
    )
    return (Said(field, str(value), "feed") for field, value in values)
