"""The dates in tables: ISO 8601 to the day, month or year, years before Christ, intervals, and days in words."""

from __future__ import annotations

import re
from calendar import monthrange
from typing import TYPE_CHECKING

from timeline.read.dates import parse_day
from timeline.timespan import Day, Grain, TimeSpan

if TYPE_CHECKING:
    from collections.abc import Mapping

_ISO = re.compile(r"(-?)(\d{1,9})(?:-(\d{1,2})(?:-(\d{1,2})(?:[T ].*)?)?)?", re.ASCII)
_TIME = re.compile(r"(\d{1,2}):(\d\d)(?::\d\d(?:\.\d+)?)?(?:\s*([ap])\.?m\.?)?", re.IGNORECASE | re.ASCII)
_GRAINS: Mapping[int, Grain] = {1: Grain.YEAR, 2: Grain.MONTH, 3: Grain.DAY}


def span_of(first: str, last: str, time: str | None, today: Day) -> TimeSpan:
    """The span of a row: of one date or of two; `2024-03-04/2024-03-06` is two.

    A minus before a year means BCE as people count it: -44 is 44 BC, the astronomical year -43. `ValueError` says what is wrong.
    """
    if "/" in first and not last and _ISO.fullmatch(first.partition("/")[0].strip()):
        first, _, last = first.partition("/")
    if not first.strip():
        raise ValueError("has no date")
    start, _, grain = _unit(first, today)
    _, end, end_grain = _unit(last, today) if last.strip() else _unit(first, today)
    if end < start:
        raise ValueError(f"{last.strip()!r} is before {first.strip()!r}")
    return TimeSpan(start, end, grain, end_grain if end_grain != grain else None, time=time if grain is Grain.DAY else None)


def time_of(text: str) -> str | None:
    """A clock time as HH:MM, or None for what is none."""
    match = _TIME.fullmatch(text.strip())
    if match is None:
        return None
    hour = int(match[1]) % 12 + (12 if match[3].lower() == "p" else 0) if match[3] else int(match[1])
    return f"{hour:02}:{match[2]}" if hour < 24 and int(match[2]) < 60 else None


def _unit(text: str, today: Day) -> tuple[Day, Day, Grain]:
    """The first and the last day of a date, and its grain."""
    text = text.strip()
    match = _ISO.fullmatch(text)
    if match is None or (match[3] is None and len(match[2]) > 5):
        day = parse_day(text, "", today)
        return day, day, Grain.DAY
    sign, *numbers = match.groups()
    year, month, day_number = (int(number) if number else None for number in numbers)
    year = 1 - (year or 0) if sign else year or 0
    if month is not None and not 1 <= month <= 12:
        raise ValueError(f"{text!r} is not a day of the calendar")
    length = _length(year, month or 12)
    if day_number is not None and not 1 <= day_number <= length:
        raise ValueError(f"{text!r} is not a day of the calendar")
    grain = _GRAINS[1 + (month is not None) + (day_number is not None)]
    return Day(year, month or 1, day_number or 1), Day(year, month or 12, day_number or length), grain


def _length(year: int, month: int) -> int:
    return monthrange(2000 + year % 400, month)[1]  # the calendar repeats, and the library knows four digits only
