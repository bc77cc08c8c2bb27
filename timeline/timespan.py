"""Calendar days and the spans of them, with their EDTF: the values that dates are resolved to.

Days are proleptic Gregorian; years are plain integers, counted astronomically (1 BC = 0, 44 BC = -43), so that BCE years and
years beyond 9999 work. `timeline.model` offers these values beside the others.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple


class Day(NamedTuple):
    """A calendar day, proleptic Gregorian, of any astronomical year; it sorts as a tuple."""

    year: int
    month: int
    day: int

    def __str__(self) -> str:
        return f"{edtf_year(self.year)}-{self.month:02}-{self.day:02}"


def to_ordinal(day: Day) -> int:
    """Days since 1 March of the year 0; only differences mean anything (Howard Hinnant, "days from civil")."""
    year = day.year - (day.month <= 2)
    era, of_era = divmod(year, 400)
    of_year = (153 * ((day.month + 9) % 12) + 2) // 5 + day.day - 1
    return era * 146097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year


class Grain(StrEnum):
    """What a calendar unit is as coarse as. `TimeSpan.precision` maps it to the vocabulary of entries."""

    DAY = "day"
    WEEKEND = "weekend"
    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """The days that an expression covers, with the precision that the text gave, and no more.

    `first` is None for an open start, `last` for an open end (`seit 2014` = first day 2014-01-01, last None). `grain` says what
    unit the ends are; `end_grain` stands only where the last end of a range has another one (`2014/2016-05`).
    `implied` names the parts (year, month, day, weekday …) that were inferred and are not in the text.
    """

    first: Day | None
    last: Day | None
    grain: Grain
    end_grain: Grain | None = None
    approximate: bool = False
    uncertain: bool = False
    part: str = ""  # "start", "mid" or "end" of the unit; it never narrows the days
    time: str | None = None  # HH:MM as the text gives it, in the text's own zone
    implied: frozenset[str] = frozenset()

    @property
    def is_range(self) -> bool:
        """True where both ends are known and are not one calendar unit."""
        if self.first is None or self.last is None:
            return False
        if self.end_grain is not None and self.end_grain != self.grain:
            return True
        return _edtf_unit(self.first, self.grain) != _edtf_unit(self.last, self.grain)

    @property
    def edtf(self) -> str:
        """The date in EDTF (ISO 8601-2, level 1, decades and centuries in X form), without qualifiers for inference."""
        end_grain = self.end_grain or self.grain
        start = _edtf_end(self.first, self.grain, last=False)
        end = _edtf_end(self.last, end_grain, last=True)
        single = "/" not in start and start == end and self.grain == end_grain
        suffix = {(True, False): "~", (False, True): "?", (True, True): "%"}.get((self.approximate, self.uncertain), "")
        if single:
            return start + suffix
        return f"{start.split('/')[0]}{suffix if self.first else ''}/{end.split('/')[-1]}{suffix if self.last else ''}"

    @property
    def precision(self) -> str:
        """The precision in the vocabulary of entries: day, month, season, quarter, year, decade, century, range or open."""
        if self.first is None or self.last is None:
            return "open"
        if self.is_range or self.grain in (Grain.WEEK, Grain.WEEKEND, Grain.HALF):
            return "range"
        return self.grain.value

    @property
    def sort_key(self) -> tuple[Day, int, Day, str]:
        """First day (an open start sorts by its known end), then the later last day first, then clock time (none first)."""
        first = self.first or self.last or Day(0, 1, 1)
        last = self.last
        negated = Day(-last.year, -last.month, -last.day) if last else Day(0, 0, 0)
        return (first, 0 if last is None else 1, negated, self.time or "")


def edtf_year(year: int) -> str:
    """An astronomical year as EDTF writes it: four digits, a sign before BCE years, `Y` beyond four digits."""
    if -9999 <= year <= 9999:
        return f"{'-' if year < 0 else ''}{abs(year):04}"
    return f"Y{year}"


def _edtf_end(day: Day | None, grain: Grain, *, last: bool) -> str:
    return ".." if day is None else _edtf_unit(day, grain, last=last)


@lru_cache(1 << 15)  # a day is asked for by all that bear its date, several times
def _edtf_unit(day: Day, grain: Grain, *, last: bool = False) -> str:
    """The calendar unit that `day` lies in; units that EDTF level 1 has no name for are written as a range `a/b`."""
    year = edtf_year(day.year)
    match grain:
        case Grain.DAY | Grain.WEEK | Grain.WEEKEND:
            return str(day)
        case Grain.MONTH:
            return f"{year}-{day.month:02}"
        case Grain.SEASON:
            return _season(day)
        case Grain.QUARTER | Grain.HALF:
            return _months(day, 3 if grain is Grain.QUARTER else 6, last=last)
        case Grain.DECADE if 0 <= day.year <= 9999:  # X forms have four places and count away from zero: others are ranges of years
            return f"{year[:-1]}X"
        case Grain.CENTURY if 0 <= day.year <= 9999:
            return f"{year[:-2]}XX"
        case _:
            return year


def _season(day: Day) -> str:
    """EDTF 21 to 24; a winter bears the year that it starts: `2024-24` is December 2023 to February 2024."""
    if day.month == 12 or day.month < 3:
        return f"{edtf_year(day.year + day.month // 12)}-24"
    return f"{edtf_year(day.year)}-{20 + day.month // 3}"


def _months(day: Day, length: int, *, last: bool) -> str:
    first = (day.month - 1) // length * length + 1
    month = first + length - 1 if last else first
    return f"{edtf_year(day.year)}-{month:02}"
