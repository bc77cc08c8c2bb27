"""EDTF read back: what is printed gives the same days, and what is no date is refused with its reason."""

from __future__ import annotations

import contextlib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.edtf import parse_edtf
from timeline.model import Day, Grain, TimeSpan
from timeline.resolve.calendar import add_days, exists
from timeline.resolve.units import unit_span

YEARS = st.one_of(st.integers(1, 2400), st.integers(-9000, 0), st.integers(10_000, 90_000))
DAYS = st.builds(Day, YEARS, st.integers(1, 12), st.integers(1, 31)).filter(lambda day: exists(*day))
UNITS = st.builds(unit_span, DAYS, st.sampled_from(list(Grain)))
RANGES = st.builds(lambda day, length: TimeSpan(day, add_days(day, length), Grain.DAY), DAYS, st.integers(1, 5000))
OPEN = st.builds(
    lambda span, end: replace(span, **{end: None}),
    UNITS.filter(lambda span: span.grain in (Grain.DAY, Grain.MONTH, Grain.YEAR)),
    st.sampled_from(["first", "last"]),
)
SPANS = st.builds(
    lambda span, approximate, uncertain: replace(span, approximate=approximate, uncertain=uncertain),
    st.one_of(UNITS, RANGES, OPEN),
    st.booleans(),
    st.booleans(),
)


@given(SPANS)
def test_what_is_printed_gives_the_same_days_back(span: TimeSpan) -> None:
    read = parse_edtf(span.edtf)
    assert (read.first, read.last, read.approximate, read.uncertain) == (span.first, span.last, span.approximate, span.uncertain)
    assert read.edtf == span.edtf


@given(st.one_of(st.text(max_size=20), st.from_regex(r"[Y-]?[0-9X]{1,6}(-[0-9]{1,3}){0,3}[~?%/.]{0,3}", fullmatch=True)))
def test_any_text_is_a_span_or_refused(text: str) -> None:
    span = None
    with contextlib.suppress(ValueError):
        span = parse_edtf(text)
    assert span is None or span.first or span.last


@pytest.mark.parametrize(
    ("text", "first", "last", "grain"),
    [
        ("2024-24", (2023, 12, 1), (2024, 2, 29), Grain.SEASON),
        ("2024-34", (2024, 4, 1), (2024, 6, 30), Grain.QUARTER),
        ("2024-41", (2024, 7, 1), (2024, 12, 31), Grain.HALF),
        ("196X", (1960, 1, 1), (1969, 12, 31), Grain.DECADE),
        ("19XX", (1900, 1, 1), (1999, 12, 31), Grain.CENTURY),
        ("-0043-03-15", (-43, 3, 15), (-43, 3, 15), Grain.DAY),
        ("Y12000", (12000, 1, 1), (12000, 12, 31), Grain.YEAR),
        (" 2024-02/2024-03-05 ", (2024, 2, 1), (2024, 3, 5), Grain.MONTH),
    ],
)
def test_units(text: str, first: tuple[int, int, int], last: tuple[int, int, int], grain: Grain) -> None:
    span = parse_edtf(text)
    assert (span.first, span.last, span.grain) == (first, last, grain)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("24.10.2024", "is no EDTF date"),
        ("2024-13", "not in the calendar"),
        ("2023-02-29", "not in the calendar"),
        ("2024-05-00", "not in the calendar"),
        ("2024/2023", "ends before"),
        ("../..", "open on both sides"),
        ("", "is no EDTF date"),
    ],
)
def test_what_is_no_date_is_refused_with_its_reason(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        parse_edtf(text)
