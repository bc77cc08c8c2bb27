"""IPTC ninjs, the wire's JSON: versions 1.x, 2.x and 3.x, which write the same names in other ways."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from timeline.model import Problem, Severity
from timeline.read.compose import Said, compose, paragraphs
from timeline.read.fragment import fragment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from timeline.config import Options
    from timeline.model import Document
    from timeline.read.layout import Piece

_MARKS = frozenset(
    {"versioncreated", "pubstatus", "bodies", "headlines", "bodytext", "bodyhtml", "bodyxhtml", "firstcreated", "infosource"}
)
_BODIES = ("bodyxhtml", "bodyhtml", "bodytext")
_BEST = ("main", "xhtml", "html", "text")
_GONE = frozenset({"canceled", "cancelled", "withheld"})


def is_item(found: dict[str, Any]) -> bool:
    """Whether an object is made as ninjs says: it has a `uri` and one of the names that no other format has."""
    names = set(_folded(found))
    return "uri" in names and bool(names & _MARKS)


def ninjs(item: dict[str, Any], place: tuple[str, str], options: Options) -> tuple[list[Document], list[Problem]]:
    """The document of an item; one that its agency has cancelled or withheld is a problem and no document."""
    found = _folded(item)
    status = _text(found.get("pubstatus")).rpartition(":")[2].lower()
    if status in _GONE:
        return [], [Problem(place[1], f"{_text(found.get('uri'))} is {status} by its agency, and left out", Severity.WARNING)]
    own = _text(found.get("uri")) or place[0]
    return compose((own, place[1]), list(_pieces(found)), [Said(field, value, "ninjs") for field, value in _said(found)], options)


def _folded(item: dict[str, Any]) -> dict[str, Any]:
    """Names without case and `_`: `body_text`, `versioncreated` and `versionCreated` are of one standard."""
    return {name.replace("_", "").lower(): value for name, value in item.items()}


def _said(found: dict[str, Any]) -> Iterator[tuple[str, str]]:
    yield from (("title", _text(found.get(name))) for name in ("headline", "headlines", "title", "slugline"))
    yield from (("published", _text(found.get(name))) for name in ("versioncreated", "firstcreated", "contentcreated"))
    yield from (("url", _text(found.get(name))) for name in ("canonicalurl", "url", "uri"))
    yield from (("url", _text(link.get("href"))) for link in _all(found.get("links")) if isinstance(link, dict))
    yield "language", _text(found.get("language"))
    yield "author", _text(found.get("byline")) or _text(found.get("by"))
    yield from (("publisher", _text(found.get(name))) for name in ("infosource", "infosources", "provider", "copyrightholder", "source"))
    for name in ("keyword", "keywords", "subject", "subjects"):
        yield from (("tag", _text(one)) for one in _all(found.get(name)))


def _pieces(found: dict[str, Any]) -> Iterator[Piece]:
    for name in _BODIES:
        if body := _text(found.get(name)):
            yield from paragraphs(body) if name == "bodytext" else fragment(body)
            return
    bodies = [body for body in _all(found.get("bodies")) if isinstance(body, dict) and _text(body.get("value"))]
    if bodies:
        best = min(
            bodies, key=lambda body: next((rank for rank, role in enumerate(_BEST) if role in _text(body.get("role")).lower()), len(_BEST))
        )
        kind = (_text(best.get("contenttype")) or _text(best.get("contentType"))).lower()
        value = _text(best["value"])
        yield from fragment(value) if "html" in kind or (not kind and value.lstrip().startswith("<")) else paragraphs(value)
        return
    if _text(found.get("type")).rpartition(":")[2] in {"", "text", "composite"}:  # of a picture it is the caption
        yield from paragraphs(_text(found.get("descriptiontext")) or _text(found.get("descriptions")))


def _all(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _text(value: Any) -> str:
    """A value as text: itself, or the name or value of the first of several with roles."""
    for one in _all(value):
        held = one.get("value", one.get("name", one.get("literal"))) if isinstance(one, dict) else one
        if isinstance(held, str) and held.strip():
            return held.encode("utf-8", "replace").decode()
    return ""
