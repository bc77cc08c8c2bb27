"""From blocks and from what a format says about its document to a `Document`, with where each field came from."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from timeline.model import GUESS, Document, Problem, Severity
from timeline.read.encoding import clean
from timeline.read.fields import Entry, interpret, join_names, tidy, web_address
from timeline.read.jsonl import blocks
from timeline.read.layout import Piece, assemble, classify, reflow, runs, without_bullet
from timeline.read.published import GUESSED

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from timeline.config import Options

_FIELDS = ("title", "url", "publisher", "author", "language", "published", "retrieved")
_COMPACT = re.compile(r"(\d{8}T\d{4,6})(?:\.\d+)?([+-]\d{4}|Z)?", re.ASCII)
_BY = re.compile(r"(?:by|von|par|por|di|door|od|av|af)\s+(?=[^\W\d_])", re.IGNORECASE)
_LONGEST_DATE = 60


class Said(NamedTuple):
    """What a format says of one field: the field's name in `Document` (`tag` for one of `tags`), the value, and who says so.

    `hints` is true where it says only something like it: the day on which a file was made.
    """

    field: str
    value: str
    by: str
    hints: bool = False

    @property
    def origin(self) -> str:
        """As `Document.origin` names it."""
        return f"{GUESS} ({self.by})" if self.hints else self.by


def compose(
    place: tuple[str, str], pieces: Sequence[Piece], said: Iterable[Said], options: Options
) -> tuple[list[Document], list[Problem]]:
    """The document of an id and a display path (`place`), and what is wrong with its fields; of several values the first holds.

    Several authors are joined. Addresses that are none of the web are left out.
    """
    own, name = place
    usable = [one for one in said if tidy(one.value) and (one.field != "url" or web_address(one.value))]
    first: dict[str, Said] = {}
    for one in usable:
        first.setdefault(one.field, one)
    authors = [_BY.sub("", tidy(one.value), count=1) for one in usable if one.field == "author"]
    entries = [Entry(field, (moment(one.value) if field in {"published", "retrieved"} else one.value,)) for field, one in first.items()]
    fields, problems = interpret((entry for entry in entries if entry.name in _FIELDS and entry.name != "author"), name, options.today)
    values = {field: getattr(fields, field) for field in _FIELDS} | {"author": join_names(authors)}
    if values["published"] and first["published"].hints:
        problems += _unsure(values, name, options)
    text, parts = assemble(pieces)
    stated = moment(first["published"].value) if values["published"] else ""
    document = Document(
        tidy(own),
        text,
        parts,
        name,
        published_at=stated if "T" in stated else "",
        tags=tuple(dict.fromkeys(tidy(one.value) for one in usable if one.field == "tag")),
        origin=tuple((field, first[field].origin) for field in _FIELDS if values[field]),
        **values,
    )
    return [document], problems


def _unsure(values: dict[str, Any], name: str, options: Options) -> list[Problem]:
    """Mark a guessed day of publication as one; where the settings name the day, nothing is guessed."""
    if options.published is not None:
        values["published"] = None
        return []
    advice = "check it, and set `published` for this document in timeline.toml"
    return [Problem(name, f"the date {values['published']} {GUESSED} the file's properties: {advice}", Severity.NOTE)]


def paragraphs(text: str) -> list[Piece]:
    """The pieces of plain text."""
    lines = clean(text).split("\n")
    return classify([piece for run in runs(lines) if (piece := _piece(lines[run.first : run.end], item=run.item)).text])


def _piece(lines: Sequence[str], *, item: bool) -> Piece:
    text = reflow([without_bullet(lines[0]), *lines[1:]] if item else lines)
    return Piece("item" if item else "", text, len(lines) == 1)


def verbatim(document: Document, text: str) -> Document:
    """The document with a text that stays as it is, so that offsets into what was handed in hold."""
    return replace(document, text=text, blocks=blocks(text))


def moment(value: str) -> str:
    """A time with its zone in ISO 8601, from ISO itself or as mails and feeds write it (RFC 5322); any other value as it is."""
    value = value.strip()
    if len(value) > _LONGEST_DATE or not value[:1].isalnum():
        return value
    try:
        found = _iso(value)
    except ValueError:
        try:
            found = parsedate_to_datetime(value)
        except (ValueError, TypeError, IndexError, OverflowError):
            return value
    return found.isoformat() if found.tzinfo is not None else value


def _iso(value: str) -> datetime:
    if match := _COMPACT.fullmatch(value):
        value = match[1] + (match[2] or "")
    if "T" not in value and " " not in value:
        raise ValueError(value)
    return datetime.fromisoformat(value)
