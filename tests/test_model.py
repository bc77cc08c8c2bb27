"""EDTF, precision and order of `TimeSpan`."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.model import Day, Grain, Problem, Severity, Statement, TimeSpan
from timeline.resolve.calendar import add_days, month_length
from timeline.resolve.units import months_span, season_span, unit_span

SPANS = {
    "2024-10-24": (TimeSpan(Day(2024, 10, 24), Day(2024, 10, 24), Grain.DAY), "day"),
    "2024-05-03/2024-05-05": (TimeSpan(Day(2024, 5, 3), Day(2024, 5, 5), Grain.DAY), "range"),
    "2024-10": (unit_span(Day(2024, 10, 5), Grain.MONTH), "month"),
    "2024-05/2024-07": (months_span(2024 * 12 + 4, 3, Grain.MONTH), "range"),
    "2024-24": (season_span(Day(2023, 12, 24)), "season"),
    "2025-21": (season_span(Day(2025, 4, 1)), "season"),
    "2025-04/2025-06": (unit_span(Day(2025, 6, 30), Grain.QUARTER), "quarter"),
    "2025-07/2025-12": (unit_span(Day(2025, 8, 1), Grain.HALF), "range"),
    "2024-10-21/2024-10-27": (unit_span(Day(2024, 10, 27), Grain.WEEK), "range"),
    "2024-10-26/2024-10-27": (unit_span(Day(2024, 10, 23), Grain.WEEKEND), "range"),
    "2024": (unit_span(Day(2024, 2, 29), Grain.YEAR), "year"),
    "2014/2016": (TimeSpan(Day(2014, 1, 1), Day(2016, 12, 31), Grain.YEAR), "range"),
    "2014/2016-05": (TimeSpan(Day(2014, 1, 1), Day(2016, 5, 31), Grain.YEAR, Grain.MONTH), "range"),
    "199X": (unit_span(Day(1994, 1, 1), Grain.DECADE), "decade"),
    "18XX": (unit_span(Day(1815, 1, 1), Grain.CENTURY), "century"),
    "2014/..": (TimeSpan(Day(2014, 1, 1), None, Grain.YEAR), "open"),
    "../2014": (TimeSpan(None, Day(2014, 12, 31), Grain.YEAR), "open"),
    "-0043": (unit_span(Day(-43, 3, 15), Grain.YEAR), "year"),
    "-0043-03-15": (TimeSpan(Day(-43, 3, 15), Day(-43, 3, 15), Grain.DAY), "day"),
    "-0020/-0011": (unit_span(Day(-15, 1, 1), Grain.DECADE), "range"),
    "Y12000": (unit_span(Day(12000, 1, 1), Grain.YEAR), "year"),
    "1920~": (TimeSpan(Day(1920, 1, 1), Day(1920, 12, 31), Grain.YEAR, approximate=True), "year"),
    "1920?": (TimeSpan(Day(1920, 1, 1), Day(1920, 12, 31), Grain.YEAR, uncertain=True), "year"),
    "1920%/1921%": (TimeSpan(Day(1920, 1, 1), Day(1921, 12, 31), Grain.YEAR, approximate=True, uncertain=True), "range"),
}


@pytest.mark.parametrize(("edtf", "span", "precision"), [(edtf, *rest) for edtf, rest in SPANS.items()])
def test_edtf_and_precision(edtf: str, span: TimeSpan, precision: str) -> None:
    assert (span.edtf, span.precision) == (edtf, precision)


days = st.builds(
    lambda year, month, day: Day(year, month, min(day, month_length(year, month))),
    st.integers(-3000, 9999),
    st.integers(1, 12),
    st.integers(1, 31),
)


@given(days, st.sampled_from(Grain))
def test_a_unit_holds_its_day_and_is_the_unit_of_each_of_its_days(day: Day, grain: Grain) -> None:
    span = unit_span(day, grain)
    assert span.first is not None
    assert span.last is not None
    assert span.first <= day <= span.last or grain is Grain.WEEKEND
    assert unit_span(span.first, grain) == unit_span(span.last, grain) == span
    assert span.is_range == (grain in (Grain.WEEK, Grain.WEEKEND) or (grain in (Grain.DECADE, Grain.CENTURY) and day.year < 0))


@given(days, st.sampled_from([g for g in Grain if g is not Grain.WEEKEND]))
def test_units_follow_each_other_without_a_gap(day: Day, grain: Grain) -> None:
    span = unit_span(day, grain)
    assert span.last is not None
    following = unit_span(add_days(span.last, 1), grain)
    assert following.first == add_days(span.last, 1)
    assert span.sort_key < following.sort_key


def test_order_of_one_first_day() -> None:
    day = Day(2024, 10, 1)
    open_end = TimeSpan(day, None, Grain.DAY)
    month = unit_span(day, Grain.MONTH)
    whole_day = TimeSpan(day, day, Grain.DAY)
    noon = TimeSpan(day, day, Grain.DAY, time="12:00")
    evening = TimeSpan(day, day, Grain.DAY, time="19:30")
    assert sorted([evening, whole_day, noon, month, open_end], key=lambda s: s.sort_key) == [open_end, month, whole_day, noon, evening]


def test_an_open_start_sorts_by_its_known_end() -> None:
    open_start = TimeSpan(None, Day(2024, 12, 31), Grain.YEAR)
    assert open_start.sort_key > unit_span(Day(2024, 10, 1), Grain.MONTH).sort_key


def test_a_statement_is_named_by_document_quote_and_date() -> None:
    span = unit_span(Day(2024, 6, 1), Grain.MONTH)
    one = Statement("a", "they signed", 0, 11, span)
    assert one.id == Statement("a", "they signed", 40, 51, span, headline="Signed").id
    assert one.id != Statement("b", "they signed", 0, 11, span).id


def test_a_problem_is_one_line_that_names_its_place() -> None:
    assert str(Problem("a.txt", "is empty", Severity.ERROR, 3)) == "a.txt:3: error: is empty"
    assert str(Problem("a.txt", "is empty")) == "a.txt: warning: is empty"
