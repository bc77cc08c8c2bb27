"""TIMEX3 types and values (ISO-TimeML) from fields and spans."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from timeline.model import Day, Grain, TimeSpan
from timeline.resolve.calendar import iso_week
from timeline.timespan import edtf_year

if TYPE_CHECKING:
    from collections.abc import Mapping

_LETTERS = {
    "day": "D", "night": "D", "week": "W", "weekend": "WE", "month": "M", "year": "Y", "decade": "DE", "century": "CE", "millennium": "ML",
    "hour": "H", "minute": "M", "second": "S",
}  # fmt: skip
_MULTIPLES = {"quarter": (3, "month"), "half": (6, "month"), "fortnight": (2, "week"), "season": (3, "month")}
_SMALL = frozenset({"hour", "minute", "second"})
_SEASONS = {3: "SP", 6: "SU", 9: "FA", 12: "WI"}


def duration(count: float | str | None, unit: str) -> str:
    """A TIMEX3 duration such as `P3D`, `PT2H`, `PXY`; half units are spelled in smaller ones where they come out even."""
    factor, unit = _MULTIPLES.get(unit, (1, unit))
    if count in (None, "", "X"):
        number = "X"
    else:
        amount = float(count) * factor
        if unit == "year" and amount == 0.5:
            amount, unit = 6, "month"
        number = f"{amount:g}"
    return f"P{'T' if unit in _SMALL else ''}{number}{_LETTERS[unit]}"


def length(fields: Mapping[str, Any]) -> str:
    """The TIMEX3 value of a duration in one unit or in two (`P2Y3M`, `PT1H30M`)."""
    first = duration(fields.get("n", fields.get("count")), str(fields["unit"]))
    if "unit2" not in fields:
        return first
    second = duration(fields.get("n2"), str(fields["unit2"]))
    return first + (second[2:] if first.startswith("PT") and second.startswith("PT") else second[1:])


def date_value(span: TimeSpan) -> str:
    """The TIMEX3 value of a span; of a range the first end, since TIMEX3 has no ranges of dates."""
    first = span.first or span.last
    if first is None:
        return ""
    if first.year < 0 and span.last is not None and span.grain in (Grain.DECADE, Grain.CENTURY):
        first = span.last  # before Christ the smaller numbers come last: the 470s are BC047
    year = _year(first.year)
    match span.grain:
        case Grain.DAY:
            return f"{year}-{first.month:02}-{first.day:02}"
        case Grain.WEEK | Grain.WEEKEND:
            number, week = iso_week(first)
            return f"{_year(number)}-W{week:02}" + ("-WE" if span.grain is Grain.WEEKEND else "")
        case Grain.MONTH:
            return f"{year}-{first.month:02}"
        case Grain.SEASON:
            return f"{_year(first.year + first.month // 12)}-{_SEASONS[first.month]}"  # a winter bears the year that it starts
        case Grain.QUARTER:
            return f"{year}-Q{(first.month + 2) // 3}"
        case Grain.HALF:
            return f"{year}-H{(first.month + 5) // 6}"
        case Grain.YEAR:
            return year
        case Grain.DECADE:
            return year[:-1]
        case _:  # a century
            return year[:-2]


def _year(year: int) -> str:
    return f"BC{1 - year:04}" if year < 1 else edtf_year(year)


def with_time(value: str, fields: Mapping[str, Any], clock: str | None) -> str:
    """A day's value with the clock time, its zone where that is UTC, or the part of the day that the words add."""
    if clock is not None:
        return f"{value}T{clock}{fields.get('zone', '')}"
    return f"{value}T{fields['part']}" if fields.get("part") else value


def set_value(fields: Mapping[str, Any]) -> str:
    """What repeats: `XXXX-WXX-5` for Fridays, `P1W` for every week, `P2Y` for every two years."""
    if "set" in fields:
        return str(fields["set"])
    if "weekday" in fields:
        return f"XXXX-WXX-{fields['weekday']}"
    return duration(fields.get("n", 1), str(fields.get("unit") or fields.get("per") or "day"))


def reference_value(day: Day, fields: Mapping[str, Any], clock: str | None) -> str:
    """The value of a bare time of day: on the day that the text speaks of."""
    return with_time(date_value(TimeSpan(day, day, Grain.DAY)), fields, clock)
