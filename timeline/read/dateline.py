"""The dateline of wire copy: «KYIV, Oct 24 (Agency) – …» says where, when and by whom the story was written."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from timeline.model import GUESS, Block, Day, Problem, Severity
from timeline.read.dates import parse_day
from timeline.read.published import GUESSED
from timeline.read.written import month_number

if TYPE_CHECKING:
    from timeline.config import Options
    from timeline.model import Document

_PLACE = r"(?P<place>[^\W\d_][^\n.!?;:()–—\d]{1,50}?)"
_DAY = (
    r"(?:(?P<day>\d{1,2})(?:\.|st|nd|rd|th|er)?\s(?:de\s)?(?P<word>[^\W\d_]{3,12})\.?|(?P<word_b>[^\W\d_]{3,12})\.?\s(?P<day_b>\d{1,2}))"
    r"(?:,?\s(?:de\s)?(?P<year>\d{4}))?"
)
_AGENCY = r"\((?P<agency>[^()\n]{2,40})\)"
_LINE = re.compile(rf"{_PLACE},\s{_DAY}(?:,?\s{_AGENCY})?\s?(?:[–—-]{{1,2}}|:)\s+(?=\S)")
_UNDATED = re.compile(rf"(?P<place>[^\W\d_][^\n.!?;:()–—\d]{{1,50}}?)\s{_AGENCY}\s?[–—-]{{1,2}}\s+(?=\S)")
_CHINESE = re.compile(
    r"(?P<agency>[^\d\s，。]{2,6}社)(?P<place>[^\d\s，。]{2,8}?)(?P<month>\d{1,2})月(?P<day>\d{1,2})日电(?:[（(][^（）()\n]{1,40}[）)])?\s*"
)
_BLOCKS = 4  # among so many at the start it stands


class Dateline(NamedTuple):
    """A dateline: where it ends in the text, its month, day and year (0 where it names none), and its agency."""

    end: int
    month: int
    day: int
    year: int
    agency: str


def dateline(text: str, locale: str) -> Dateline | None:
    """The dateline that a paragraph begins with, if it does; `locale` is the document's language tag, or empty."""
    head = text[:160]
    if match := _CHINESE.match(head):
        return Dateline(match.end(), int(match["month"]), int(match["day"]), 0, match["agency"])
    if match := _LINE.match(head):
        month = month_number(match["word"] or match["word_b"], locale)
        if month and (match["agency"] or match["place"].isupper()):
            return Dateline(match.end(), month, int(match["day"] or match["day_b"]), int(match["year"] or 0), match["agency"] or "")
    if (match := _UNDATED.match(head)) and len(match["place"].split()) <= 4:
        return Dateline(match.end(), 0, 0, 0, match["agency"])
    return None


def with_dateline(document: Document, options: Options) -> tuple[Document, list[Problem]]:
    """The document with its dateline in a block of its own, which holds no entry, and with what it says where nothing else does."""
    for index, block in enumerate(document.blocks[:_BLOCKS]):
        found = dateline(document.text[block.start : block.end], document.language) if block.kind == "paragraph" else None
        if found is None:
            continue
        end = block.start + len(document.text[block.start : block.start + found.end].rstrip())
        parts = (Block("caption", block.start, end), Block(block.kind, block.start + found.end, block.end))
        document = replace(document, blocks=(*document.blocks[:index], *parts, *document.blocks[index + 1 :]))
        return _stated(document, found, options)
    return document, []


def _stated(document: Document, found: Dateline, options: Options) -> tuple[Document, list[Problem]]:
    origin: dict[str, str] = dict(document.origin)
    if found.agency and not document.publisher:
        document, origin["publisher"] = replace(document, publisher=found.agency), "dateline"
    problems: list[Problem] = []
    if (document.published is None and options.published is None) or document.guesses("published"):
        day = _day(found, options.today)
        if day is not None:
            document, problems = _dated(document, day, origin, known=bool(found.year))
    return replace(document, origin=tuple(origin.items())), problems


def _dated(document: Document, day: Day, origin: dict[str, str], *, known: bool) -> tuple[Document, list[Problem]]:
    origin["published"] = "dateline" if known else GUESS
    advice = "set `published` for this document in timeline.toml"
    message = f"the date {day} {GUESSED} the dateline, which names no year: check it, and {advice}"
    return replace(document, published=day), [] if known else [Problem(document.path, message, Severity.NOTE)]


def _day(found: Dateline, today: Day) -> Day | None:
    """The day of a dateline; without a year the last such day that is not in the future."""
    years = (found.year,) if found.year else range(today.year, today.year - 5, -1)
    for year in years:
        try:
            day = parse_day(f"{year:04}-{found.month:02}-{found.day:02}", "", today)
        except ValueError:
            continue
        if day <= today:
            return day
    return None
