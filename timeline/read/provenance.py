"""What is known of a document from outside it: the archive, the feed or the fetch that it came from."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from timeline.read.fields import language_code, tidy, web_address
from timeline.timespan import Day

if TYPE_CHECKING:
    from timeline.model import Document

SIDECAR = ".source.toml"  # beside `page.html` stands `page.html.source.toml`, as `timeline fetch` writes it
_LARGEST_SIDECAR = 1 << 16


@dataclass(frozen=True, slots=True)
class Provenance:
    """Fields that hold where the document itself is silent; `by` is what `Document.origin` calls the one who says so.

    `charset` is the encoding that a server or a mail stated for the bytes.
    """

    by: str = ""
    url: str = ""
    title: str = ""
    author: str = ""
    publisher: str = ""
    language: str = ""
    published: Day | None = None
    retrieved: Day | None = None
    charset: str = ""


UNKNOWN = Provenance()
_FIELDS = tuple(field.name for field in fields(Provenance) if field.name not in {"by", "charset"})


def completed(document: Document, known: Provenance) -> Document:
    """The document with what is known from outside where it says nothing itself."""
    added = {name: value for name in _FIELDS if (value := getattr(known, name)) and not getattr(document, name)}
    if not added:
        return document
    return replace(document, origin=(*document.origin, *((name, known.by) for name in added)), **added)


def from_sidecar(data: bytes) -> Provenance:
    """What a file of the suffix `SIDECAR` says; nothing where it is damaged or was made by other hands."""
    if len(data) > _LARGEST_SIDECAR:
        return UNKNOWN
    try:
        table = tomllib.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError):
        return UNKNOWN
    texts = {name: tidy(value) for name, value in table.items() if isinstance(value, str)}
    return Provenance(
        by=texts.get("by", "sidecar"),
        url=web_address(texts.get("url", "")),
        title=texts.get("title", ""),
        author=texts.get("author", ""),
        publisher=texts.get("publisher", ""),
        language=language_code(texts.get("language", "")),
        published=_day(table.get("published")),
        retrieved=_day(table.get("retrieved")),
        charset=texts.get("charset", ""),
    )


def _day(value: Any) -> Day | None:
    return Day(value.year, value.month, value.day) if isinstance(value, date | datetime) else None
