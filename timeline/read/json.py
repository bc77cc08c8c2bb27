"""JSON files: an article or a list of them, as content systems and agencies give them out (WordPress, JSON Feed, schema.org, ninjs)."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from timeline.errors import ReadError
from timeline.read import jsonl
from timeline.read.compose import Said, compose, verbatim
from timeline.read.encoding import decode
from timeline.read.fields import NAMES, key
from timeline.read.fragment import fragment
from timeline.read.names import stem
from timeline.read.ninjs import is_item, ninjs
from timeline.read.reports import decoding, empty

if TYPE_CHECKING:
    from timeline.config import Options
    from timeline.model import Document, Problem

suffixes = (".json", ".ninjs")

_START = re.compile(r"\s*(?:\[\s*)?\{\s*\"|\s*\[\s*\]")
_WIRE = re.compile(r"\"(?:uri|versioncreated|versionCreated|@type)\"\s*:")
_LISTS = ("articles", "items", "posts", "documents", "results", "entries", "stories", "docs", "data")
_TEXTS = ("text", "articlebody", "body", "content", "contenthtml", "bodyhtml", "contenttext", "html", "fulltext", "maintext", "article")
_LESS = ("summary", "description", "excerpt")  # what stands where the text itself is not given
_DATES = ("datepublished", "dategmt", "publishedat", "firstpublished")
_MARKUP = re.compile(r"</?(?:p|br|div|h[1-6]|ul|ol|li|a|b|i|em|strong|span|blockquote|figure|table)\b[^<>]*>", re.IGNORECASE)
_HALF = re.compile("[\ud800-\udfff]")


def recognises(head: str) -> bool:
    """Whether a content begins as an object or a list of objects does, and not as JSON Lines."""
    head = head.removeprefix("\ufeff")
    return bool(_START.match(head)) and (not jsonl.recognises(head) or bool(_WIRE.search(head.partition("\n")[0])))


def read(data: bytes, name: str, options: Options) -> tuple[list[Document], list[Problem]]:
    """A document for each article; a file of one object a line is JSON Lines, whatever its suffix."""
    decoded = decode(data)
    text = decoded.text.removeprefix("\ufeff")
    try:
        found = json.loads(text)
    except RecursionError:
        raise ReadError("is nested too deeply: write a list of flat objects") from None
    except json.JSONDecodeError as error:
        if error.msg == "Extra data" and jsonl.recognises(text[:4096]):
            return jsonl.read(data, name, options)
        raise ReadError(f"is not JSON ({error.msg}, line {error.lineno}): export it again") from None
    except ValueError:
        raise ReadError("is not JSON (a number is too long): export it again") from None
    articles = _articles(found)
    if not articles:
        raise ReadError("holds no articles: write an object or a list of objects with `text`, `title` and `published`")
    documents: list[Document] = []
    problems = decoding(decoded, name)
    for number, article in enumerate(articles, start=1):
        place = (stem(name) if len(articles) == 1 else f"{stem(name)}-{number}", name)
        found_here, remarks = ninjs(article, place, options) if is_item(article) else _document(article, place, options)
        problems += remarks
        documents += (one for one in found_here if one.text.strip())
        if not remarks and not any(one.text.strip() for one in found_here):
            problems.append(empty(f"{name}, article {number}" if len(articles) > 1 else name))
    return documents, problems


def _articles(found: Any) -> list[dict[str, Any]]:
    """The objects that are articles: of a list, in a list under one of the usual names, or the object itself."""
    if isinstance(found, dict):
        held = next((found[name] for name in _LISTS if isinstance(found.get(name), list) and not _text(found)), None)
        found = [found] if held is None else held
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _text(article: dict[str, Any]) -> str:
    folded = {key(name): text for name, value in article.items() if (text := _value(value)).strip()}
    return next((folded[name] for name in (*_TEXTS, *_LESS) if name in folded), "")


def _value(value: Any) -> str:
    """The text of a value: itself, what WordPress has `rendered`, or the name of a person or an organisation."""
    if isinstance(value, dict):
        value = next((value[name] for name in ("rendered", "name", "value", "@value") if isinstance(value.get(name), str)), "")
    return _HALF.sub("\ufffd", value) if isinstance(value, str) else ""


def _document(article: dict[str, Any], place: tuple[str, str], options: Options) -> tuple[list[Document], list[Problem]]:
    own = article.get("id")
    place = (_HALF.sub("\ufffd", str(own)), place[1]) if isinstance(own, str | int) and str(own).strip() else place
    text = _text(article)
    if _MARKUP.search(text):
        return compose(place, fragment(text), _said(article), options)
    documents, problems = compose(place, (), _said(article), options)
    return [verbatim(documents[0], text)], problems


def _said(article: dict[str, Any]) -> list[Said]:
    folded = {key(name): value for name, value in article.items()}
    said = [
        Said(field, text, "json")
        for field, names in NAMES.items()
        for name in (*(_DATES if field == "published" else ()), *names)
        if name in folded
        for value in (folded[name] if isinstance(folded[name], list) else [folded[name]])
        if (text := _value(value)) and not (field == "title" and _MARKUP.search(text))
    ]
    tags = folded.get("keywords", folded.get("tags", []))
    return said + [Said("tag", text, "json") for value in (tags if isinstance(tags, list) else []) if (text := _value(value))]
