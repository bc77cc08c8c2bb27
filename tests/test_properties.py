"""What holds of every resolved date, whatever its parts, its direction and the day that it is told on."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from timeline.model import Day, Grain, TimeSpan
from timeline.resolve.anchors import Anchors
from timeline.resolve.calendar import add_days, exists
from timeline.resolve.dates import resolve_date
from timeline.resolve.shifts import resolve_shift
from timeline.resolve.timex import date_value
from timeline.resolve.units import unit_span

Fields = dict[str, Any]
CYCLE = 400  # years after which the Gregorian calendar comes round again, its weekdays included

references = st.builds(Day, st.integers(1000, 2600), st.integers(1, 12), st.integers(1, 28))
directions = st.sampled_from(["past", "future", None])
years = st.integers(-800, 3000)
near = st.sampled_from([-1, 0, 1])
months, days, weekdays = st.integers(1, 12), st.integers(1, 28), st.integers(1, 7)


def fields(**parts: st.SearchStrategy[Any]) -> st.SearchStrategy[Fields]:
    return st.fixed_dictionaries(dict(parts))


complete = st.one_of(
    fields(year=years),
    fields(year=years, month=months),
    fields(year=years, month=months, day=days),
    fields(year=years, season=st.integers(21, 24)),
    fields(year=years, quarter=st.integers(1, 4)),
    fields(year=years, half=st.integers(1, 2)),
    fields(year=years, month=months, weekday=weekdays, nth=st.sampled_from([-2, -1, 1, 2, 3, 4])),
    fields(year=years, week=st.integers(1, 52)),
    fields(year=years, holiday=st.sampled_from(["12-25", "easter+1", "advent+0", "nth-11-4-4"])),
    fields(century=st.integers(1, 30)),
    fields(decade_year=st.integers(100, 299).map(lambda ten: 10 * ten)),
)
yearly = st.one_of(
    fields(month=months),
    fields(month=months, rel=near),
    fields(month=months, rel_year=near),
    fields(month=months, day=days),
    fields(season=st.integers(21, 24)),
    fields(quarter=st.integers(1, 4)),
    fields(half=st.integers(1, 2)),
    fields(holiday=st.sampled_from(["12-25", "nth-11-4-4", "advent+0"])),
    fields(day=days),
    fields(day=days, rel_month=near),
    fields(rel_year=near),
)
weekly = st.one_of(fields(weekday=weekdays), fields(weekday=weekdays, rel=near), fields(weekday=weekdays, rel_week=near))
counted = st.one_of(
    fields(
        n=st.integers(0, 60), sign=st.sampled_from([-1, 1]), unit=st.sampled_from(["day", "week", "month", "year", "decade", "century"])
    ),
    fields(rel=near, unit=st.sampled_from(["day", "week", "weekend", "month", "quarter", "half", "year", "decade", "century"])),
)


def resolved(parts: Fields, anchors: Anchors) -> TimeSpan | None:
    return resolve_shift(parts, anchors) if "unit" in parts else resolve_date(parts, anchors)


def moved(day: Day, years_on: int) -> Day:
    return Day(day.year + years_on, day.month, day.day)


@given(st.one_of(complete, yearly, weekly, counted), references, directions)
def test_a_span_lies_in_its_grain(parts: Fields, reference: Day, direction: str | None) -> None:
    span = resolved(parts, Anchors(reference, direction=direction))
    if span is None:  # the last of these months, seen from this one, has no such name in this year
        assert "rel" in parts
        return
    assert span.first is not None
    assert span.last is not None
    assert exists(*span.first)
    assert exists(*span.last)
    assert unit_span(span.first, span.grain) == TimeSpan(span.first, span.last, span.grain)


@given(complete, references, references, directions)
def test_what_is_complete_depends_on_no_reference(parts: Fields, one: Day, other: Day, direction: str | None) -> None:
    assert resolved(parts, Anchors(one)) == resolved(parts, Anchors(other, direction=direction)) == resolved(parts, Anchors(None))


@given(st.one_of(weekly, counted), references, directions, st.integers(0, 4000))
def test_a_later_reference_gives_no_earlier_date(parts: Fields, reference: Day, direction: str | None, later: int) -> None:
    before = resolved(parts, Anchors(reference, direction=direction))
    after = resolved(parts, Anchors(add_days(reference, later), direction=direction))
    assert before is not None
    assert after is not None
    assert before.sort_key <= after.sort_key


@given(weekly, references, directions, st.integers(-500, 500))
def test_whole_weeks_move_a_weekday_by_themselves(parts: Fields, reference: Day, direction: str | None, weeks: int) -> None:
    before = resolved(parts, Anchors(reference, direction=direction))
    after = resolved(parts, Anchors(add_days(reference, 7 * weeks), direction=direction))
    assert before is not None
    assert before.first is not None
    assert after is not None
    assert after.first == add_days(before.first, 7 * weeks)


@given(st.one_of(yearly, weekly, counted), references, directions)
def test_a_cycle_of_the_calendar_moves_every_date_by_itself(parts: Fields, reference: Day, direction: str | None) -> None:
    before = resolved(parts, Anchors(reference, direction=direction))
    after = resolved(parts, Anchors(moved(reference, CYCLE), direction=direction))
    if before is None or after is None:
        assert before is after
        return
    assert before.first is not None
    assert before.last is not None
    assert (after.first, after.last, after.grain) == (moved(before.first, CYCLE), moved(before.last, CYCLE), before.grain)


@given(st.one_of(fields(month=months), fields(month=months, day=days)), references, st.sampled_from([Grain.DAY, Grain.MONTH, Grain.YEAR]))
def test_a_tale_goes_to_a_date_less_than_a_year_away(parts: Fields, told: Day, grain: Grain) -> None:
    tale = Anchors(Day(2024, 10, 27), unit_span(told, grain), narrative=True)
    span = resolved(parts, tale)
    assert span is not None
    assert span.first is not None
    assert abs(span.first.year - told.year) <= 1
    assert span == resolved(parts, replace(tale, reference=Day(1999, 1, 1)))


@given(complete)
def test_a_value_says_what_its_span_covers(parts: Fields) -> None:
    span = resolved(parts, Anchors(None))
    assert span is not None
    assert span.first is not None
    year = span.first.year + (span.grain is Grain.SEASON and span.first.month == 12)
    if span.grain is Grain.WEEK:  # its ISO year may be the next one
        year = add_days(span.first, 3).year
    name = f"BC{1 - year:04}" if year < 1 else f"{year:04}"
    assert date_value(span).startswith(name[: {Grain.CENTURY: 2, Grain.DECADE: 3}.get(span.grain, len(name))])
