"""The day that a document speaks from: its publication date, or what its own dates tell; and whether it tells history."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from timeline.model import Day, Problem, Severity
from timeline.resolve.calendar import exists, weekday

if TYPE_CHECKING:
    from collections.abc import Sequence

    from timeline.config import Options
    from timeline.model import Document, Mention

_YEARS_BACK = 28  # the weekdays come round again after as many years: looking farther back finds nothing new
_HISTORY = 3  # explicit years long past before a text can count as history
_RECENT = 2  # years before the publication that news still speaks of as its own time


@dataclass(frozen=True, slots=True)
class Reference:
    """The reference day (DCT), or None; whether it was inferred; whether the text is a narrative; what to report."""

    day: Day | None
    inferred: bool
    narrative: bool
    problems: tuple[Problem, ...] = ()


def find_reference(document: Document, mentions: Sequence[Mention], options: Options) -> Reference:
    """The publication date where there is one; else the year follows from weekday and date, together with the years in the text."""
    published = document.published or options.published
    if published is not None:
        return Reference(published, inferred=document.guesses("published"), narrative=_is_narrative(mentions, published, options))
    day = _from_weekdays(mentions, options.today) or _from_full_dates(mentions, options.today)
    narrative = _is_narrative(mentions, day or options.today, options)
    if day is None or (narrative and options.type == "auto"):
        return Reference(None, inferred=False, narrative=True)
    message = f"no publication date: {day} was inferred from the dates in the text; state it in its header or with --date"
    return Reference(day, inferred=True, narrative=narrative, problems=(Problem(document.path, message, Severity.NOTE),))


def _from_weekdays(mentions: Sequence[Mention], today: Day) -> Day | None:
    """The most recent year, not in the future, in which most stated weekdays fall on their dates; there, the latest such day."""
    pairs = [m.fields for m in mentions if {"weekday", "day", "month"} <= m.fields.keys() and "year" not in m.fields]
    if not pairs:
        return None
    named = Counter(int(m.fields["year"]) for m in mentions if m.op == "date" and "year" in m.fields)
    told = max((year for year in named if year <= today.year), default=0)  # an article is not older than what it tells
    best: tuple[int, int] | None = None
    for year in range(today.year, today.year - _YEARS_BACK, -1):
        if best is not None and year < told:
            break
        days = [day for fields in pairs if (day := _fits(fields, year)) is not None and day <= today]
        score = len(days) * 2 + (named[year] > 0)
        if days and (best is None or score > best[0]):
            best = (score, year)
    if best is None:
        return None
    return max(day for fields in pairs if (day := _fits(fields, best[1])) is not None and day <= today)


def _fits(fields: object, year: int) -> Day | None:
    month, number = int(fields["month"]), int(fields["day"])  # type: ignore[index]  # a Mention's fields
    if not exists(year, month, number):
        return None
    day = Day(year, month, number)
    return day if weekday(day) == fields["weekday"] else None  # type: ignore[index]  # as above


def _from_full_dates(mentions: Sequence[Mention], today: Day) -> Day | None:
    """The latest day that the text names in full and that is not in the future."""
    days = [
        Day(int(f["year"]), int(f["month"]), int(f["day"]))
        for f in (m.fields for m in mentions if m.op == "date")
        if {"year", "month", "day"} <= f.keys() and "era" not in f and exists(int(f["year"]), int(f["month"]), int(f["day"]))
    ]
    return max((day for day in days if day <= today), default=None)


def _is_narrative(mentions: Sequence[Mention], reference: Day, options: Options) -> bool:
    """`auto`: history is told where years long past outnumber what only news says (yesterday, on Thursday, this year)."""
    if options.type != "auto":
        return options.type == "narrative"
    years = [int(m.fields["year"]) for m in mentions if m.op == "date" and "year" in m.fields and "weekday" not in m.fields]
    old = sum(year < reference.year - _RECENT for year in years)
    newsy = sum(m.op == "shift" and m.fields.get("from") != "text" for m in mentions)
    newsy += sum(m.op == "date" and "weekday" in m.fields and "year" not in m.fields for m in mentions)
    return old >= _HISTORY and old > 2 * (newsy + len(years) - old)
