"""Centuries and decades, before and after Christ."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from timeline.model import Day, Grain, TimeSpan
from timeline.resolve.units import unit_span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from timeline.resolve.anchors import Anchors


def century(fields: Mapping[str, Any], _anchors: Anchors) -> TimeSpan:
    """The century of a number, also before Christ."""
    number = int(fields["century"])
    if fields.get("era") == "BC":
        return _before_christ(100 * number - 1, 100, Grain.CENTURY)
    return TimeSpan(Day((number - 1) * 100, 1, 1), Day(number * 100 - 1, 12, 31), Grain.CENTURY)


def _before_christ(start: int, years: int, grain: Grain) -> TimeSpan:
    """So many years from one before Christ on: no X form of EDTF counts backwards, so that it is a range of years."""
    return TimeSpan(Day(-start, 1, 1), Day(-start + years - 1, 12, 31), grain, Grain.YEAR)


def decade(fields: Mapping[str, Any], anchors: Anchors) -> TimeSpan:
    """The decade of a year, also before Christ; by two digits alone the last such one that is told as past."""
    year = int(fields.get("decade_year", 0))
    if fields.get("era") == "BC":
        return _before_christ(year + 8, 10, Grain.DECADE)
    if not year:
        tens, base = int(fields["decade"]), anchors.base
        year = (base.year if base else 2000) // 100 * 100 + tens
        if tens >= 20 and (base is None or year > base.year - 5):  # the 20s of this century are not yet told as `the twenties`
            year -= 100
        return replace(unit_span(Day(year, 1, 1), Grain.DECADE), implied=frozenset({"century"}))
    return unit_span(Day(year, 1, 1), Grain.YEAR if year % 10 else Grain.DECADE)  # `los años 1988, 1994 y 2000`
