"""What the layout needs to know of a `TimeSpan`: where it stands, how long it is, and under which heading."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from timeline.model import Day, Grain

if TYPE_CHECKING:
    from timeline.model import TimeSpan

_DAYS_IN_400_YEARS = 146_097
_UNIT_DAYS = {
    Grain.DAY: 1,
    Grain.WEEKEND: 2,
    Grain.WEEK: 7,
    Grain.MONTH: 31,
    Grain.SEASON: 92,
    Grain.QUARTER: 92,
    Grain.HALF: 184,
    Grain.YEAR: 366,
    Grain.DECADE: 3_653,
    Grain.CENTURY: 36_525,
}


@lru_cache(1 << 15)
def ordinal(day: Day) -> int:
    """The number of a day, proleptic Gregorian, for any year; only differences mean something."""
    cycle, year = divmod(day.year, 400)
    return cycle * _DAYS_IN_400_YEARS + date(year + 400, day.month, day.day).toordinal()


def place(span: TimeSpan) -> Day:
    """The day by which the span is sorted: its first, or its last where the start is open."""
    return span.first or span.last or Day(0, 1, 1)


def days(span: TimeSpan) -> int:
    """How many days the span covers; an open one counts as its known unit."""
    if span.first is None or span.last is None:
        return _UNIT_DAYS[span.grain if span.first else span.end_grain or span.grain]
    return ordinal(span.last) - ordinal(span.first) + 1


def is_unit(span: TimeSpan) -> bool:
    """Whether the span is one calendar unit; EDTF has no name for decades and centuries before our era, words have."""
    if span.first is None or span.last is None:
        return False
    years = {Grain.DECADE: 9, Grain.CENTURY: 99}.get(span.grain)
    return not span.is_range or (span.end_grain in (None, span.grain) and span.last.year - span.first.year == years)


def is_fine(span: TimeSpan) -> bool:
    """Whether the span is no longer than a month, so that it can stand under the name of one."""
    return days(span) <= 31


def length(span: TimeSpan) -> str:
    """The class of a sign's length: `day`, `month`, `season` (up to half a year) or `year` (longer)."""
    count = days(span)
    return "day" if count <= 1 else "month" if count <= 31 else "season" if count <= 184 else "year"


def open_side(span: TimeSpan) -> str:
    """`start` or `end` where the span is open on that side, else an empty string."""
    return "start" if span.first is None else "end" if span.last is None else ""
