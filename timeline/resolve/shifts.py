"""Dates that count from another one: `yesterday`, `three weeks ago`, `last year`, `the day after`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from timeline.model import Day, Grain, TimeSpan
from timeline.resolve.calendar import add_months
from timeline.resolve.dates import with_details
from timeline.resolve.units import grain_of, shift, unit_span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from timeline.resolve.anchors import Anchors

_DAYS = frozenset({"day", "night", "hour", "minute"})
_COARSE = frozenset({Grain.MONTH, Grain.YEAR})
_HOURS = {"hour": 1 / 24, "minute": 1 / 1440, "second": 1 / 86400}


def resolve_shift(fields: Mapping[str, Any], anchors: Anchors) -> TimeSpan | None:
    """The unit so many units away from the publication, or from the last date in the text where the rule says `from = "text"`.

    In a narrative `this year` is the year that is told, while `today` and `ten years ago` stay those of the teller.

    What is counted decides the grain: three weeks ago is a week, not a day. A count of hours stays on its day.
    """
    count, unit = _count(fields)
    tale = fields.get("from") == "text" or (anchors.narrative and "deictic" not in fields and "sign" not in fields)
    base = anchors.told if tale else (anchors.reference or anchors.base)
    if base is None or count is None or (fields.get("from") == "text" and anchors.text is None and not _is_next(count, unit)):
        return None
    quarter = _same_quarter(count, unit, anchors, fields)
    if quarter is not None:
        return replace(quarter, implied=frozenset({"year", "month", "day"}))
    if fields.get("from") == "text" and _is_finer(unit, anchors.text):
        return anchors.text
    if unit in _HOURS:
        day = shift(base, round(count * _HOURS[unit]), "day")
        grain: Grain | None = Grain.DAY
    else:
        day, grain = shift(base, count, unit), grain_of(unit)
    if day is None or grain is None:
        return None
    span = _weekend(day, anchors, fields) if grain is Grain.WEEKEND else unit_span(day, grain)
    return replace(with_details(span, fields), implied=frozenset({"year", "month", "day"}))


def _is_finer(unit: str, told: TimeSpan | None) -> bool:
    """`The same day` where only a month or a year was told says no more than that one."""
    return told is not None and unit in _DAYS and told.grain in _COARSE


def _same_quarter(count: float, unit: str, anchors: Anchors, fields: Mapping[str, Any]) -> TimeSpan | None:
    """`A year earlier` in a report on a quarter is that quarter of the year before."""
    told, base = anchors.period, anchors.base
    if unit != "year" or "sign" not in fields or abs(count) != 1:
        return None
    if "quarter" in fields and base is not None:
        return unit_span(Day(base.year + round(count), 3 * int(fields["quarter"]), 1), Grain.QUARTER)
    if told is None or told.first is None:
        return None
    return unit_span(add_months(told.first, round(12 * count)), Grain.QUARTER)


def _is_next(count: float, unit: str) -> bool:
    """What may count from the publication where the text has named no date: the next day, and what is earlier."""
    return count <= 0 or (count == 1 and unit == "day")


def _count(fields: Mapping[str, Any]) -> tuple[float | None, str]:
    if "deictic" in fields:
        count, unit = str(fields["deictic"]).split()
        return float(count), unit
    unit = str(fields.get("unit", "day"))
    if "rel" in fields:
        return float(fields["rel"]), unit
    number = fields.get("n")
    return (None if number in (None, "X") else float(fields.get("sign", 1)) * float(number or 0)), unit


def _weekend(day: Day, anchors: Anchors, fields: Mapping[str, Any]) -> TimeSpan:
    """`at the weekend`: the coming one, unless the clause looks back from before Saturday."""
    span = unit_span(day, Grain.WEEKEND)
    looks_back = "near" in fields and anchors.direction == "past" and span.first is not None and span.first > day
    return unit_span(shift(day, -1, "week") or day, Grain.WEEKEND) if looks_back else span
