"""The values that flow through the pipeline: frozen, and each built in one line in a test.

Offsets are code points into `Document.text`. Days are proleptic Gregorian; years are plain integers, counted
astronomically (1 BC = 0, 44 BC = -43), so that BCE years and years beyond 9999 work.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from timeline.timespan import Day, Grain, TimeSpan

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "GUESS",
    "Block",
    "Chronology",
    "Confidence",
    "Correction",
    "Day",
    "Document",
    "Event",
    "Grain",
    "Image",
    "Mention",
    "Page",
    "Problem",
    "Row",
    "Sentence",
    "Severity",
    "Statement",
    "Status",
    "TimeExpression",
    "TimeSpan",
]


class Status(StrEnum):
    """Whether a statement's event has happened, as the text reports it."""

    PAST = "past"
    EXPECTED = "expected"
    DEADLINE = "deadline"
    CONDITIONAL = "conditional"
    DENIED = "denied"


class Confidence(StrEnum):
    """How sure a statement is, coarsely; the members stand from the least to the most."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"

    def reaches(self, least: Confidence) -> bool:
        """Whether it is as high as `least` or higher."""
        ranks = list(Confidence)
        return ranks.index(self) >= ranks.index(least)


class Severity(StrEnum):
    """How bad a `Problem` is; `--strict` makes warnings and errors fatal, never notes."""

    NOTE = "note"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that the reader of a report should know; no problem stops the other documents."""

    path: str
    message: str
    severity: Severity = Severity.WARNING
    line: int | None = None

    def __str__(self) -> str:
        where = f"{self.path}:{self.line}" if self.line else self.path
        return f"{where}: {self.severity}: {self.message}"


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a document's text: `kind` is heading, paragraph, item or caption."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Image:
    """A picture that a document names: `src` is its address or a path beside the document; width and height in px, 0 if unknown."""

    src: str
    alt: str = ""
    credit: str = ""
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """A stretch of a document's text that the document itself dates: a row of a table of events."""

    start: int
    end: int
    span: TimeSpan
    headline: str = ""


GUESS = "guess"
"""What the origin of a field begins with that is only likely."""


@dataclass(frozen=True, slots=True)
class Document:
    """An article as it was read. `text` is final: every offset of every later stage refers to it.

    `published_at` is the time of publication as stated, ISO 8601 with its zone, where more than the day is known; `published` is its
    day in the publisher's zone. `origin` names, field by field, where a value came from: `("published", "json-ld")`; what is only likely
    begins with `GUESS`: `("published", "guess (docx properties)")`.
    `rows` are the parts that the document dates itself; then nothing else in it is looked for. `pages` holds the offset at which
    each page of a paged document starts.
    """

    id: str
    text: str
    blocks: tuple[Block, ...]
    path: str = ""
    title: str = ""
    url: str = ""
    publisher: str = ""
    author: str = ""
    language: str = ""
    published: Day | None = None
    retrieved: Day | None = None
    published_at: str = ""
    tags: tuple[str, ...] = ()
    image: Image | None = None
    origin: tuple[tuple[str, str], ...] = ()
    rows: tuple[Row, ...] = ()
    pages: tuple[int, ...] = ()

    def guesses(self, field: str) -> bool:
        """Whether a field is only likely, and stated nowhere."""
        return dict(self.origin).get(field, "").startswith(GUESS)

    def page(self, offset: int) -> int | None:
        """The number of the page, from 1, that an offset lies on; None where the document has no pages."""
        return max(1, bisect_right(self.pages, offset)) if self.pages else None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence's place in its document, and the heading that it stands under (or an empty string)."""

    start: int
    end: int
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """A time expression as written: the rule that found it and its fields, not yet resolved to a date.

    `fields` holds what the words say (`{"weekday": 4, "day": 24, "month": 10}`), nothing inferred.
    """

    start: int
    end: int
    rule: str
    op: str
    fields: Mapping[str, int | float | str]


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A `Mention` with its meaning: TIMEX3 type and value, and the `TimeSpan` where it is a calendar date.

    `span` is None for durations, sets, vague references and dates that could not be anchored. `reason` says which anchor was
    used and why. `inferred` is true where the reference date itself was inferred.
    """

    mention: Mention
    type: str  # DATE, TIME, DURATION or SET (TIMEX3)
    value: str
    mod: str | None = None
    span: TimeSpan | None = None
    anchor: Day | None = None
    reason: str = ""
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class Statement:
    """One dated statement of one document: `quote` is exactly `document.text[start:end]`."""

    document: str
    quote: str
    start: int
    end: int
    span: TimeSpan
    status: Status = Status.PAST
    attribution: str | None = None
    attribution_kind: str | None = None  # speech, medium, document or denial
    heading: str = ""
    headline: str = ""
    inferred: bool = False
    rules: tuple[str, ...] = ()
    confidence: Confidence = Confidence.HIGH
    doubts: tuple[str, ...] = ()  # what keeps the confidence from being high

    @property
    def id(self) -> str:
        """A name that stays while document id, quote and date stay: it does not depend on order or on other documents."""
        return _digest(self.document, self.quote, self.span.edtf)


@dataclass(frozen=True, slots=True)
class Correction:
    """What an editor set right in an event, and on which day; it is shown with the event."""

    date: Day
    note: str


@dataclass(frozen=True, slots=True)
class Event:
    """What several statements tell: `statements` are in the total order, the first one names the event, `lead` gives its text.

    A `folded` event is kept and shown on demand only. `disputed` says that its statements contradict each other; `replaced_by` is
    the id of the event that a postponement moved it to.

    An editor may have given it an `image`, `corrections` (by date) and an `order` among the events of its date (1 is the first);
    a `pinned` event is always shown.
    """

    headline: str
    span: TimeSpan
    status: Status
    lead: Statement
    statements: tuple[Statement, ...]
    importance: float = 0.0
    tags: tuple[str, ...] = ()
    folded: bool = False
    disputed: bool = False
    replaced_by: str = ""
    pinned: bool = False
    order: int | None = None
    image: Image | None = None
    corrections: tuple[Correction, ...] = ()

    @property
    def id(self) -> str:
        """The id of the first member; every member's id stays an anchor on the page."""
        return self.statements[0].id


@dataclass(frozen=True, slots=True)
class Chronology:
    """Events in their total order, and the documents that they come from by id.

    `tags` gives the kind (tag, era, person, place) of each tag that an event bears; `names` are names that several documents mention
    with their number: suggestions for tags, never shown unasked. `problems` says which edits could not be followed, and why: for
    reports, never for pages.
    """

    title: str
    language: str
    events: tuple[Event, ...]
    documents: Mapping[str, Document] = field(default_factory=dict)
    tags: Mapping[str, str] = field(default_factory=dict)
    names: tuple[tuple[str, int], ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A file of the site: a relative path with forward slashes, and its bytes."""

    path: str
    content: bytes


@lru_cache(1 << 16)  # pages ask for the same names again and again
def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode(errors="replace")).hexdigest()[:12]
