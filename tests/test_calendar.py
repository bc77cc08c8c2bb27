"""The calendar against the standard library where that reaches, and against its own laws beyond."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.model import Day
from timeline.resolve import calendar
from timeline.timespan import to_ordinal

if TYPE_CHECKING:
    import datetime as dt

years = st.integers(-20_000, 20_000)
days = st.builds(
    lambda year, month, day: Day(year, month, min(day, calendar.month_length(year, month))), years, st.integers(1, 12), st.integers(1, 31)
)


@given(st.dates())
def test_agrees_with_the_standard_library(date: dt.date) -> None:
    day = Day(date.year, date.month, date.day)
    assert calendar.weekday(day) == date.isoweekday()
    assert calendar.iso_week(day) == date.isocalendar()[:2]


@given(days, st.integers(-1_000_000, 1_000_000))
def test_adding_days_can_be_undone(day: Day, count: int) -> None:
    later = calendar.add_days(day, count)
    assert calendar.add_days(later, -count) == day
    assert (later > day) == (count > 0)
    assert calendar.exists(*later)


@given(days)
def test_ordinals_and_weekdays_follow_each_other(day: Day) -> None:
    following = calendar.add_days(day, 1)
    assert to_ordinal(following) == to_ordinal(day) + 1
    assert calendar.weekday(following) == calendar.weekday(day) % 7 + 1


@given(days, st.integers(-5_000, 5_000))
def test_adding_months_moves_the_month_number(day: Day, months: int) -> None:
    moved = calendar.add_months(day, months)
    assert moved.year * 12 + moved.month == day.year * 12 + day.month + months
    assert moved.day == min(day.day, calendar.month_length(moved.year, moved.month))


@given(years, st.integers(1, 52))
def test_week_start_is_the_monday_of_its_week(year: int, week: int) -> None:
    monday = calendar.week_start(year, week)
    assert calendar.weekday(monday) == 1
    assert calendar.iso_week(monday) == (year, week)


@given(years)
def test_feasts_are_sundays_in_their_season(year: int) -> None:
    easter, advent = calendar.easter(year), calendar.fourth_advent(year)
    assert calendar.weekday(easter) == 7
    assert Day(year, 3, 22) <= easter <= Day(year, 4, 25)
    assert calendar.weekday(advent) == 7
    assert Day(year, 12, 18) <= advent <= Day(year, 12, 24)


@pytest.mark.parametrize(
    ("year", "day"), [(2024, Day(2024, 3, 31)), (2025, Day(2025, 4, 20)), (1961, Day(1961, 4, 2)), (2000, Day(2000, 4, 23))]
)
def test_easter(year: int, day: Day) -> None:
    assert calendar.easter(year) == day


@pytest.mark.parametrize(
    ("year", "month", "day", "there"),
    [(2023, 2, 29, False), (2024, 2, 29, True), (1900, 2, 29, False), (2024, 13, 1, False), (2024, 4, 31, False), (-4, 2, 29, True)],
)
def test_exists(year: int, month: int, day: int, there: bool) -> None:
    assert calendar.exists(year, month, day) is there
