"""The overview: which unit it takes, where it cuts, and that it fits on a phone."""

from __future__ import annotations

import itertools
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from timeline.export.strip import Moment, strip
from timeline.export.words import load
from timeline.model import Day, Status

if TYPE_CHECKING:
    from timeline.export.overview import StripView


def moment(day: Day, days: int = 1, status: Status = Status.PAST) -> Moment:
    return Moment("id" + str(day), day, str(day.year), days, status, "title")


def drawn(*moments: Moment, language: str = "en") -> StripView:
    view = strip(moments, load(language))
    assert view is not None
    return view


def names(view: StripView) -> list[str]:
    return [label.name for label in view.labels]


def test_days_where_all_is_near() -> None:
    view = drawn(*(moment(Day(2024, 10, number)) for number in (3, 4, 4, 7)))
    assert names(view)[0] == "October 3, 2024: 1 entry"
    assert [len(slot.marks) for slot in view.slots] == [1, 2, 1]
    assert not view.gaps


def test_days_run_on_over_the_end_of_a_month() -> None:
    view = drawn(moment(Day(2024, 10, 31)), moment(Day(2024, 11, 1)), moment(Day(2024, 11, 2)))
    assert [slot.x for slot in view.slots] == ["16.67%", "50%", "83.33%"]


def test_months_with_a_long_silence_cut_out() -> None:
    view = drawn(moment(Day(1997, 3, 1)), moment(Day(2024, 6, 1)), moment(Day(2024, 8, 2)), moment(Day(2024, 8, 3)))
    assert names(view) == ["March 1997: 1 entry", "June 2024: 1 entry", "August 2024: 2 entries"]
    assert len(view.gaps) == 1
    assert [label.year for label in view.labels] == ["1997", "2024", ""]


def test_a_coarse_date_stands_before_its_year_and_not_in_january() -> None:
    view = drawn(moment(Day(2024, 1, 1), 366), moment(Day(2024, 1, 9)), moment(Day(2024, 9, 9)))
    assert names(view)[:2] == ["2024: 1 entry", "January 2024: 1 entry"]
    assert len(view.slots) == 3


def test_coarse_dates_of_one_year_stand_together_and_only_whole_years_are_cut() -> None:
    coarse = [moment(Day(2023, 3, 1), 92), moment(Day(2023, 9, 1), 91), moment(Day(2024, 6, 1), 92), moment(Day(2027, 1, 1), 365)]
    view = drawn(*coarse, moment(Day(2024, 2, 1)), moment(Day(2024, 11, 30)))
    assert names(view) == [
        "2023: 2 entries",
        "2024: 1 entry",
        "February 2024: 1 entry",
        "November 2024: 1 entry",
        "2027: 1 entry",
    ]
    assert len(view.gaps) == 2


@pytest.mark.parametrize(("step", "count", "first"), [(1, 30, "1900"), (10, 30, "1900"), (100, 40, "1000")])
def test_years_and_coarser(step: int, count: int, first: str) -> None:
    view = drawn(*(moment(Day(int(first) + n * step, 5, 1)) for n in range(count)))
    assert view.labels[0].text.startswith(first[:2])
    assert len(view.slots) <= 40


def test_before_our_era() -> None:
    view = drawn(
        moment(Day(-43, 3, 15)), moment(Day(14, 8, 19)), moment(Day(79, 8, 24)), *(moment(Day(-500 + 10 * n, 1, 1)) for n in range(40))
    )
    assert "BC" in view.labels[0].name


def test_many_are_bars() -> None:
    days = [date(2020, 1, 1) + timedelta(n * 3) for n in range(500)]
    moments = [moment(Day(d.year, d.month, d.day), status=Status.EXPECTED if n % 5 == 0 else Status.PAST) for n, d in enumerate(days)]
    view = drawn(*moments)
    assert not view.slots
    assert 40 < len(view.bars) <= 96
    for bar in view.bars:
        assert 0 <= float(bar.other_y) <= float(bar.past_y) <= 56


def test_signs_stand_side_by_side_where_they_would_not_fit_above_each_other() -> None:
    view = drawn(*(moment(Day(2020 + n % 3, 1 + n % 12, 1 + n % 28)) for n in range(60)))
    tops = [float(mark.transform.split()[1].rstrip(")")) for slot in view.slots for mark in slot.marks]
    assert min(tops) > 0
    assert max(tops) < 56


@pytest.mark.parametrize("moments", [(), (moment(Day(2024, 1, 1)),) * 2, (moment(Day(2024, 1, 1)),) * 5])
def test_where_there_is_no_rhythm_there_is_no_picture(moments: tuple[Moment, ...]) -> None:
    assert strip(moments, load("en")) is None


def test_labels_do_not_touch_each_other() -> None:
    view = drawn(*(moment(Day(2022 + n // 12, 1 + n % 12, 5)) for n in range(30)))
    for width, labels in ((288, [label for label in view.labels if not label.wide]), (660, list(view.labels))):
        places = sorted(float(label.x.rstrip("%")) * width / 100 for label in labels)
        assert all(after - before >= 28 for before, after in itertools.pairwise(places))
        assert len(places) >= 3


def test_right_to_left_runs_from_the_right() -> None:
    moments = [moment(Day(2024, number, 1)) for number in (1, 5, 9)]
    left = [float(slot.x.rstrip("%")) for slot in drawn(*moments).slots]
    right = [float(slot.x.rstrip("%")) for slot in drawn(*moments, language="ar").slots]
    assert left == sorted(left)
    assert right == pytest.approx([100 - x for x in left])


def test_links_lead_to_the_first_of_a_slot() -> None:
    view = drawn(*(moment(Day(2024, month, day)) for month in (1, 5, 9) for day in (2, 9)))
    assert [label.href for label in view.labels] == ["id2024-01-02", "id2024-05-02", "id2024-09-02"]
    assert [mark.href for mark in view.slots[0].marks] == ["id2024-01-02", "id2024-01-09"]
