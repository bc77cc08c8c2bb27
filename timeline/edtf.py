"""EDTF (ISO 8601-2) read back to spans: what editors write in a config or a table, and what the project prints itself."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import replace

from timeline.timespan import Day, Grain, TimeSpan

_UNIT = re.compile(
    r"(?:(?P<century>\d\d)XX|(?P<decade>\d{3})X|(?P<year>-?\d{4}|Y-?\d{5,9})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?)(?P<mark>[~?%])?"
)
_OPEN = ("", "..")
_SEASONS = {21: 3, 22: 6, 23: 9, 24: 0}  # the code and its first month; 0 is December of the year before
_QUARTERS = {33: 1, 34: 4, 35: 7, 36: 10}
_HALVES = {40: 1, 41: 7}


def parse_edtf(text: str) -> TimeSpan:
    """The span of an EDTF date or interval: level 1, decades and centuries in X form, and the codes of quarters and halves.

    What `TimeSpan.edtf` prints gives the same days back; weeks, quarters and halves, which level 1 has no name for, are printed as
    ranges and come back as such. Raises ValueError with the reason.
    """
    start, slash, end = text.strip().partition("/")
    if not slash:
        return _unit(start)
    if start in _OPEN and end in _OPEN:
        raise ValueError(f"{text!r} is open on both sides")
    if start in _OPEN:
        return replace(_unit(end), first=None)
    if end in _OPEN:
        return replace(_unit(start), last=None)
    first, last = _unit(start), _unit(end)
    if last.sort_key < first.sort_key:
        raise ValueError(f"{text!r} ends before it starts")
    return replace(
        first,
        last=last.last,
        end_grain=last.grain if last.grain is not first.grain else None,
        approximate=first.approximate or last.approximate,
        uncertain=first.uncertain or last.uncertain,
    )


def _unit(text: str) -> TimeSpan:
    match = _UNIT.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is no EDTF date such as 2024-10-24, 2024-10, 2024, 196X or 2024-06/2024-09")
    if match["century"] or match["decade"]:
        length = 100 if match["century"] else 10
        year = int(match["century"] or match["decade"]) * length
        span = TimeSpan(Day(year, 1, 1), Day(year + length - 1, 12, 31), Grain.CENTURY if match["century"] else Grain.DECADE)
    else:
        span = _dated(
            text, int(match["year"].removeprefix("Y")), *(None if part is None else int(part) for part in match.group("month", "day"))
        )
    return replace(span, approximate=match["mark"] in ("~", "%"), uncertain=match["mark"] in ("?", "%"))


def _dated(text: str, year: int, month: int | None, day: int | None) -> TimeSpan:
    if month is None:
        return TimeSpan(Day(year, 1, 1), Day(year, 12, 31), Grain.YEAR)
    for codes, months, grain in ((_SEASONS, 3, Grain.SEASON), (_QUARTERS, 3, Grain.QUARTER), (_HALVES, 6, Grain.HALF)):
        if month in codes and day is None:
            return _months(year, codes[month], months, grain)
    if not 1 <= month <= 12 or not (day is None or 1 <= day <= monthrange(year, month)[1]):
        raise ValueError(f"{text!r} is not in the calendar")
    if day is None:
        return _months(year, month, 1, Grain.MONTH)
    return TimeSpan(Day(year, month, day), Day(year, month, day), Grain.DAY)


def _months(year: int, month: int, count: int, grain: Grain) -> TimeSpan:
    first = Day(year, month, 1) if month else Day(year - 1, 12, 1)
    ahead = first.month + count - 2
    last_year, last_month = first.year + ahead // 12, ahead % 12 + 1
    return TimeSpan(first, Day(last_year, last_month, monthrange(last_year, last_month)[1]), grain)
