"""Fields and anchors to spans: no words of any language here."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline import languages
from timeline.config import Options
from timeline.model import Block, Day, Document, Grain, Mention, Sentence, Severity, TimeSpan
from timeline.resolve import Resolution, resolve, timexes
from timeline.resolve.anchors import Anchors, distance, pick
from timeline.resolve.calendar import add_days, month_length, weekday
from timeline.resolve.dates import clock, resolve_date
from timeline.resolve.shifts import resolve_shift
from timeline.resolve.timex import date_value, duration, length
from timeline.resolve.units import shift, unit_span
from timeline.tag import tag

SUNDAY = Day(2024, 10, 27)
NOWHERE = Anchors(None)


def edtf(fields: dict[str, Any], direction: str | None = None, anchors: Anchors | None = None) -> str | None:
    span = resolve_date(fields, anchors or Anchors(SUNDAY, direction=direction))
    return span.edtf if span else None


@pytest.mark.parametrize(
    ("fields", "direction", "expected"),
    [
        ({"year": 2024, "month": 10, "day": 24}, None, "2024-10-24"),
        ({"month": 10, "day": 24}, "past", "2024-10-24"),
        ({"month": 10, "day": 24}, "future", "2024-10-24"),
        ({"month": 5, "day": 24}, "future", "2025-05-24"),
        ({"month": 11, "day": 6}, "past", "2024-11-06"),
        ({"month": 3, "day": 6}, "past", "2024-03-06"),
        ({"month": 2, "day": 6}, "future", "2025-02-06"),
        ({"month": 11, "day": 6}, None, "2024-11-06"),
        ({"month": 12, "day": 29}, None, "2024-12-29"),
        ({"month": 6}, "past", "2024-06"),
        ({"month": 6}, "future", "2025-06"),
        ({"month": 10}, "past", "2024-10"),
        ({"month": 10}, "future", "2024-10"),
        ({"month": 5, "rel": -1}, None, "2024-05"),
        ({"month": 5, "rel": 1}, None, "2025-05"),
        ({"month": 5, "rel": 0}, None, "2024-05"),
        ({"month": 5, "rel": -2}, None, "2023-05"),
        ({"month": 5, "rel_year": -1}, None, "2023-05"),
        ({"month": 5, "rel": -9}, None, None),
        ({"weekday": 4}, "past", "2024-10-24"),
        ({"weekday": 4}, "future", "2024-10-31"),
        ({"weekday": 7}, None, "2024-10-27"),
        ({"weekday": 4, "rel": -1}, None, "2024-10-24"),
        ({"weekday": 7, "rel": -1}, None, "2024-10-20"),
        ({"weekday": 1, "rel": 1}, None, "2024-10-28"),
        ({"weekday": 7, "rel": 1}, None, "2024-11-03"),
        ({"weekday": 5, "rel": 0}, None, "2024-10-25"),
        ({"weekday": 5, "rel_week": 1}, None, "2024-11-01"),
        ({"day": 24}, "past", "2024-10-24"),
        ({"day": 24}, "future", "2024-11-24"),
        ({"day": 31}, None, "2024-10-31"),
        ({"day": 24, "weekday": 2}, None, "2024-09-24"),
        ({"day": 30, "weekday": 9}, None, "2024-10-30"),
        ({"day": 3, "rel": -1}, None, "2024-10-03"),
        ({"day": 3, "rel_month": -1}, None, "2024-09-03"),
        ({"day": 31, "rel_month": -1}, None, None),
        ({"year": 2024}, None, "2024"),
        ({"year": 44, "era": "BC"}, None, "-0043"),
        ({"year": 12000}, None, "Y12000"),
        ({"yy": 68}, None, "1968"),
        ({"yy": 31}, None, "2031"),
        ({"rel_year": 1}, None, "2025"),
        ({"year": 2014, "year2": 2016}, None, "2014/2016"),
        ({"year": 2023, "yy2": 24}, None, "2023/2024"),
        ({"year": 1999, "yy2": 1}, None, "1999/2001"),
        ({"fiscal": "10", "year": 2024}, None, "2024"),
        ({"fiscal": "08", "year": 2023, "yy2": 24}, None, "2023/2024"),
        ({"month": 5, "day": 3, "day2": 5}, None, "2024-05-03/2024-05-05"),
        ({"month": 12, "day": 28, "month2": 1, "day2": 3, "year": 2023}, None, "2023-12-28/2024-01-03"),
        ({"month": 5, "day": 5, "day2": 3, "year": 2023}, None, None),
        ({"month": 5, "day": 3, "day2": 32, "year": 2023}, None, None),
        ({"month": 5, "month2": 7, "year": 2024}, None, "2024-05/2024-07"),
        ({"month": 12, "month2": 1, "year": 2024}, None, "2024-12/2025-01"),
        ({"decade": 90}, None, "199X"),
        ({"decade": 20}, None, "192X"),
        ({"decade": 10}, None, "201X"),
        ({"decade_year": 1980}, None, "198X"),
        ({"century": 19}, None, "18XX"),
        ({"century": 1, "era": "BC"}, None, "-0099/0000"),
        ({"season": 23, "year": 1989}, None, "1989-23"),
        ({"season": 24, "year": 2024}, None, "2024-24"),
        ({"season": 24, "year": 2023, "yy2": 24}, None, "2024-24"),
        ({"season": 21}, "past", "2024-21"),
        ({"season": 21}, "future", "2025-21"),
        ({"season": 23}, None, "2024-23"),
        ({"quarter": 3}, "past", "2024-07/2024-09"),
        ({"quarter": 7}, None, None),
        ({"half": 1, "year": 2025}, None, "2025-01/2025-06"),
        ({"week": 42}, None, "2024-10-14/2024-10-20"),
        ({"holiday": "easter+1", "year": 2024}, None, "2024-04-01"),
        ({"holiday": "12-25"}, "past", "2023-12-25"),
        ({"holiday": "12-25"}, "future", "2024-12-25"),
        ({"holiday": "advent-3", "year": 2024}, None, "2024-12-01"),
        ({"holiday": "nth-11-4-4", "year": 2024}, None, "2024-11-28"),
        ({"holiday": "nth-5-1--1", "year": 2024}, None, "2024-05-27"),
        ({"month": 2, "day": 31}, None, None),
        ({"month": 2, "day": 29}, "past", "2024-02-29"),
        ({"month": 2, "day": 29}, "future", None),
        ({"month": 10, "day": 24, "weekday": 4}, None, "2024-10-24"),
        ({"month": 10, "day": 24, "weekday": 2}, None, "2023-10-24"),
        ({"month": 2, "day": 30, "weekday": 2}, None, None),
        ({"part": "MO"}, None, None),
    ],
)
def test_dates(fields: dict[str, Any], direction: str | None, expected: str | None) -> None:
    assert edtf(fields, direction) == expected


@pytest.mark.parametrize(
    "fields", [{"month": 5}, {"weekday": 3}, {"day": 3}, {"rel_year": 1}, {"month": 5, "day": 3, "day2": 5}, {"year2": 2016}]
)
def test_what_has_no_anchor_has_no_span(fields: dict[str, Any]) -> None:
    assert edtf(fields, anchors=NOWHERE) is None


@pytest.mark.parametrize(("fields", "expected"), [({"yy": 68}, "1968"), ({"decade": 90}, "199X"), ({"decade": 20}, "192X")])
def test_short_years_and_decades_need_no_anchor(fields: dict[str, Any], expected: str) -> None:
    assert edtf(fields, anchors=NOWHERE) == expected


def test_details_of_a_date() -> None:
    span = resolve_date({"year": 2024, "month": 10, "mod": "END", "about": "APPROX"}, NOWHERE)
    assert span is not None
    assert (span.part, span.approximate, span.edtf) == ("end", True, "2024-10~")


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"hour": 14, "minute": 30}, "14:30"),
        ({"hour": 2, "half_day": "PM"}, "14:00"),
        ({"hour": 12, "half_day": "AM"}, "00:00"),
        ({"hhmm": "0930"}, "09:30"),
        ({"hour": 24}, "00:00"),
        ({}, None),
    ],
)
def test_clock(fields: dict[str, Any], expected: str | None) -> None:
    assert clock(fields) == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"deictic": "-1 day"}, "2024-10-26"),
        ({"deictic": "0 year"}, "2024"),
        ({"n": 3, "unit": "day", "sign": -1}, "2024-10-24"),
        ({"n": 2, "unit": "week", "sign": -1}, "2024-10-07/2024-10-13"),
        ({"n": 1, "unit": "fortnight", "sign": 1}, "2024-11-04/2024-11-10"),
        ({"rel": -1, "unit": "week"}, "2024-10-14/2024-10-20"),
        ({"rel": 1, "unit": "month"}, "2024-11"),
        ({"rel": -1, "unit": "quarter"}, "2024-07/2024-09"),
        ({"rel": -1, "unit": "year", "mod": "END"}, "2023"),
        ({"n": 1, "unit": "year", "sign": -1}, "2023"),
        ({"n": 2, "unit": "decade", "sign": -1}, "200X"),
        ({"n": 1, "unit": "century", "sign": -1}, "19XX"),
        ({"n": 2, "unit": "millennium", "sign": -1}, "00XX"),
        ({"rel": 0, "unit": "weekend", "near": 1}, "2024-10-26/2024-10-27"),
        ({"n": 3, "unit": "hour", "sign": -1}, "2024-10-27"),
        ({"n": "X", "unit": "day", "sign": -1}, None),
        ({"n": 3, "unit": "blink", "sign": -1}, None),
    ],
)
def test_shifts(fields: dict[str, Any], expected: str | None) -> None:
    span = resolve_shift(fields, Anchors(SUNDAY))
    assert (span.edtf if span else None) == expected


def test_a_weekend_before_which_the_clause_looks_back_is_the_last_one() -> None:
    monday = Anchors(Day(2024, 10, 28), direction="past")
    span = resolve_shift({"rel": 0, "unit": "weekend", "near": 1}, monday)
    assert span is not None
    assert span.edtf == "2024-10-26/2024-10-27"


def test_text_anchors() -> None:
    told = unit_span(Day(2024, 5, 3), Grain.DAY)
    later = resolve_shift({"n": 3, "unit": "day", "sign": 1, "from": "text"}, Anchors(SUNDAY, told))
    assert later is not None
    assert later.edtf == "2024-05-06"
    assert resolve_shift({"n": 3, "unit": "day", "sign": 1}, NOWHERE) is None
    assert resolve_shift({"n": 3, "unit": "day", "sign": 1, "from": "text"}, Anchors(SUNDAY)) is None
    assert edtf({"weekday": 1, "rel": 1, "from": "text"}, anchors=Anchors(SUNDAY, told)) == "2024-05-06"
    assert edtf({"month": 6}, anchors=Anchors(SUNDAY, unit_span(Day(1861, 2, 7), Grain.DAY), narrative=True)) == "1861-06"
    assert edtf({"month": 6}, anchors=Anchors(SUNDAY, TimeSpan(None, Day(1861, 2, 7), Grain.DAY), narrative=True)) == "1861-06"
    assert edtf({"month": 6}, anchors=Anchors(None, told)) == "2024-06"


def test_open_spans_can_be_picked_and_measured() -> None:
    open_end = TimeSpan(Day(2020, 1, 1), None, Grain.YEAR)
    assert distance(open_end, SUNDAY) == 0
    assert distance(TimeSpan(None, Day(2024, 10, 26), Grain.DAY), SUNDAY) == 1
    assert pick([open_end], SUNDAY, "future") is None
    assert pick([], SUNDAY, None) is None


def found(text: str, mentions: list[Mention], **more: Any) -> Resolution:
    document = Document("x", text, (Block("paragraph", 0, len(text)),), path="x.txt", published=more.pop("published", None))
    return resolve(document, [(Sentence(0, len(text)), mentions)], None, Options(today=Day(2024, 12, 31), **more))


def mention(text: str, words: str, op: str = "date", **fields: Any) -> Mention:
    start = text.index(words)
    return Mention(start, start + len(words), "test", op, fields)


THURSDAY = "Donnerstag (24. Oktober) und am 6. November"


def thursday() -> list[Mention]:
    return [mention(THURSDAY, "Donnerstag (24. Oktober)", weekday=4, day=24, month=10), mention(THURSDAY, "6. November", day=6, month=11)]


def test_the_year_follows_from_weekday_and_date() -> None:
    result = found(THURSDAY, thursday())
    expressions = result.sentences[0][1]
    assert [e.span.edtf for e in expressions if e.span] == ["2024-10-24", "2024-11-06"]
    assert (result.reference, result.inferred) == (Day(2024, 10, 24), True)
    assert all(e.inferred for e in expressions)
    assert [p.severity for p in result.problems] == [Severity.NOTE]
    assert "2024-10-24" in result.problems[0].message


def test_a_stated_date_of_publication_infers_nothing() -> None:
    result = found(THURSDAY, thursday(), published=SUNDAY)
    assert [e.span.edtf for e in result.sentences[0][1] if e.span] == ["2024-10-24", "2024-11-06"]
    assert not any(e.inferred for e in result.sentences[0][1])
    assert not result.problems


def test_the_inferred_year_is_not_in_the_future() -> None:
    early = Options(today=Day(2024, 10, 1))
    document = Document("x", THURSDAY, (), path="x.txt")
    result = resolve(document, [(Sentence(0, len(THURSDAY)), thursday())], None, early)
    assert result.reference == Day(2019, 10, 24)


def test_years_in_the_text_decide_between_equal_fits() -> None:
    text = "Mittwoch, 5. Juni und Freitag, 7. Juni 1900"
    pairs = [mention(text, "Mittwoch, 5. Juni", weekday=3, day=5, month=6), mention(text, "Freitag", weekday=5, day=31, month=2)]
    assert found(text, pairs).reference == Day(2024, 6, 5)


def test_an_article_is_not_older_than_the_years_it_tells() -> None:
    text = "Montag, 15. April und Mittwoch, 17. April und Donnerstag, 17. Mai, seit 2023"
    mentions = [
        mention(text, "Montag, 15. April", weekday=1, day=15, month=4),
        mention(text, "Mittwoch, 17. April", weekday=3, day=17, month=4),
        mention(text, "Donnerstag, 17. Mai", weekday=4, day=17, month=5),
        mention(text, "2023", year=2023),
    ]
    assert found(text, mentions).reference == Day(2024, 4, 17)


def test_no_year_fits() -> None:
    text = "Montag, 30. Februar"
    result = found(text, [mention(text, text, weekday=1, day=30, month=2)])
    assert result.reference is None
    assert [p.severity for p in result.problems] == [Severity.WARNING, Severity.WARNING]


def test_full_dates_give_a_reference() -> None:
    text = "3. Mai 2024, 6. Juni 2030 und im April"
    result = found(
        text,
        [
            mention(text, "3. Mai 2024", day=3, month=5, year=2024),
            mention(text, "6. Juni 2030", day=6, month=6, year=2030),
            mention(text, "April", month=4),
        ],
    )
    assert result.reference == Day(2024, 5, 3)
    assert [e.span.edtf for e in result.sentences[0][1] if e.span] == ["2024-05-03", "2030-06-06", "2024-04"]


def test_without_any_anchor_relative_dates_are_reported() -> None:
    result = found("gestern", [mention("gestern", "gestern", "shift", deictic="-1 day")])
    assert result.sentences[0][1][0].span is None
    assert "--date" in result.problems[0].message
    assert not found("nichts", []).problems


def test_history_is_told_from_its_own_dates() -> None:
    text = "1861 1862 1863 Juni"
    mentions = [mention(text, str(year), year=year) for year in (1861, 1862, 1863)]
    result = found(text, [*mentions, mention(text, "Juni", month=6)], published=SUNDAY)
    assert result.narrative
    assert result.sentences[0][1][-1].value == "1863-06"
    news = found(text, [*mentions, mention(text, "Juni", month=6)], published=SUNDAY, type="news")
    assert news.sentences[0][1][-1].value == "2024-06"
    assert found(text, mentions).reference is None


def test_a_tale_goes_on_from_its_last_date() -> None:
    text = "Dezember 1941 Januar dieses Jahr gestern"
    mentions = [
        mention(text, "Dezember 1941", month=12, year=1941),
        mention(text, "Januar", month=1),
        mention(text, "dieses Jahr", "shift", rel=0, unit="year"),
        mention(text, "gestern", "shift", deictic="-1 day"),
    ]
    result = found(text, mentions, published=SUNDAY, type="narrative")
    assert [e.value for e in result.sentences[0][1]] == ["1941-12", "1942-01", "1942", "2024-10-26"]


def test_a_decade_does_not_lead_a_tale() -> None:
    text = "Juni 1941 40er Mai"
    mentions = [mention(text, "Juni 1941", month=6, year=1941), mention(text, "40er", decade=40), mention(text, "Mai", month=5)]
    assert found(text, mentions, published=SUNDAY, type="narrative").sentences[0][1][-1].value == "1941-05"


def test_a_tale_does_not_follow_a_year_in_passing() -> None:
    text = "Juni 1941, wie man erst aus den Akten weiß, die 2005 frei wurden, im August"
    mentions = [mention(text, "Juni 1941", month=6, year=1941), mention(text, "2005", year=2005), mention(text, "August", month=8)]
    assert found(text, mentions, published=SUNDAY, type="narrative").sentences[0][1][-1].value == "1941-08"


def test_a_year_earlier_than_a_quarter_is_a_quarter_however_often_it_is_said() -> None:
    text = "drittes Quartal, vor einem Jahr, nochmals vor einem Jahr, viertes Quartal, vor zwei Jahren"
    mentions = [
        mention(text, "drittes Quartal", quarter=3),
        mention(text, "vor einem Jahr", "shift", n=1, unit="year", sign=-1),
        mention(text, "nochmals vor einem Jahr", "shift", n=1, unit="year", sign=-1),
        mention(text, "viertes Quartal", quarter=4, year=2025),
        mention(text, "vor zwei Jahren", "shift", n=2, unit="year", sign=-1),
    ]
    values = [e.value for e in found(text, mentions, published=SUNDAY).sentences[0][1]]
    assert values == ["2024-Q3", "2023-Q3", "2023-Q3", "2025-Q4", "2022"]
    quarter = resolve_shift({"n": 1, "unit": "year", "sign": -1, "quarter": 2}, Anchors(SUNDAY))
    assert quarter is not None
    assert quarter.edtf == "2023-04/2023-06"


def test_a_clock_time_belongs_to_a_day_told_near_by() -> None:
    text = "am Freitag," + " " * 50 + "20 Uhr" + " " * 300 + "21 Uhr"
    clocks = [mention(text, "Freitag", weekday=5), mention(text, "20 Uhr", "time", hour=20), mention(text, "21 Uhr", "time", hour=21)]
    values = [e.value for e in found(text, clocks, published=SUNDAY).sentences[0][1]]
    assert values == ["2024-10-25", "2024-10-25T20:00", "2024-10-27T21:00"]


def test_what_a_newspaper_still_expects_is_no_part_of_the_tale() -> None:
    tale = unit_span(Day(1782, 6, 1), Grain.YEAR)
    fields = {"month": 11, "day": 6}
    assert edtf(fields, anchors=Anchors(SUNDAY, tale, narrative=True, newspaper=True, direction="future")) == "2024-11-06"
    assert edtf(fields, anchors=Anchors(SUNDAY, tale, narrative=True, newspaper=True, direction="past")) == "1782-11-06"


def test_timex3_has_each_end_of_a_range() -> None:
    text = "vom 3. bis 5. Mai"
    fields: dict[str, Any] = {"month": 5, "day": 3, "day2": 5, "first_end": 6, "second": 11}
    ends = timexes(found(text, [mention(text, "3. bis 5. Mai", **fields)], published=SUNDAY).sentences[0][1][0])
    assert [(text[e.mention.start : e.mention.end], e.value) for e in ends] == [("3.", "2024-05-03"), ("5. Mai", "2024-05-05")]
    single = found(text, [mention(text, "5. Mai", month=5, day=5)], published=SUNDAY).sentences[0][1][0]
    assert timexes(single) == (single,)


def test_contradictions_are_reported_and_the_date_wins() -> None:
    text = "Montag, 24. Oktober 2024"
    result = found(text, [mention(text, text, weekday=1, day=24, month=10, year=2024)], published=SUNDAY)
    assert result.sentences[0][1][0].value == "2024-10-24"
    assert "contradicts" in result.problems[0].message
    text = "am 31. Februar"
    impossible = found(text, [mention(text, "31. Februar", day=31, month=2)], published=SUNDAY)
    assert "no '31. Februar'" in impossible.problems[0].message


def test_the_tense_is_read_from_the_sentence() -> None:
    text = "Im November wurde gewählt."
    mentions = [mention(text, "November", month=11)]
    document = Document("x", text, (), published=SUNDAY)
    result = resolve(document, [(Sentence(0, len(text)), mentions)], languages.load("de"), Options(today=SUNDAY))
    assert result.sentences[0][1][0].value == "2023-11"
    assert result.sentences[0][1][0].reason == "direction past"


def test_other_types_have_values_and_no_span() -> None:
    text = "drei Wochen, jeden Freitag, kürzlich, um 14 Uhr"
    result = found(
        text,
        [
            mention(text, "drei Wochen", "duration", n=3, unit="week", about="MORE_THAN"),
            mention(text, "jeden Freitag", "set", weekday=5),
            mention(text, "Wochen", "set", n=2, unit="week"),
            mention(text, "drei", "set", set="P1D"),
            mention(text, "kürzlich", "vague", ref="PAST_REF"),
            mention(text, "14 Uhr", "time", hour=14),
        ],
        published=SUNDAY,
    )
    assert [(e.type, e.value, e.mod, e.span) for e in result.sentences[0][1]] == [
        ("DURATION", "P3W", "MORE_THAN", None),
        ("SET", "XXXX-WXX-5", None, None),
        ("SET", "P2W", None, None),
        ("SET", "P1D", None, None),
        ("DATE", "PAST_REF", None, None),
        ("TIME", "2024-10-27T14:00", None, None),
    ]
    assert found("14 Uhr", [mention("14 Uhr", "14 Uhr", "time", hour=14)]).sentences[0][1][0].value == "XXXX-XX-XXT14:00"


@pytest.mark.parametrize("text", ["Freitag um 14 Uhr", "14 Uhr am Freitag"])
def test_a_clock_time_beside_a_day_is_that_days(text: str) -> None:
    mentions = sorted([mention(text, "Freitag", weekday=5), mention(text, "14 Uhr", "time", hour=14)], key=lambda m: m.start)
    spans = [e.span for e in found(text, mentions, published=SUNDAY).sentences[0][1] if e.span]
    assert [(span.edtf, span.time) for span in spans] == [("2024-10-25", "14:00")]


def test_a_counted_distance_can_be_tagged_as_a_duration_and_still_dates() -> None:
    text = "vor drei Tagen"
    result = found(text, [mention(text, "drei Tagen", "shift", n=3, unit="day", sign=-1, **{"as": "duration"})], published=SUNDAY)
    expression = result.sentences[0][1][0]
    assert (expression.type, expression.value, expression.span and expression.span.edtf) == ("DURATION", "P3D", "2024-10-24")


@pytest.mark.parametrize(
    ("count", "unit", "expected"),
    [
        (3, "day", "P3D"),
        (2, "hour", "PT2H"),
        (None, "year", "PXY"),
        ("X", "month", "PXM"),
        (0.5, "year", "P6M"),
        (1.5, "year", "P1.5Y"),
        (2, "quarter", "P6M"),
        (1, "fortnight", "P2W"),
        (2, "decade", "P2DE"),
        (1, "weekend", "P1WE"),
    ],
)
def test_durations(count: float | str | None, unit: str, expected: str) -> None:
    assert duration(count, unit) == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"n": 2, "unit": "year", "n2": 3, "unit2": "month"}, "P2Y3M"),
        ({"n": 1, "unit": "hour", "n2": 30, "unit2": "minute"}, "PT1H30M"),
        ({"n": 1, "unit": "day", "n2": 6, "unit2": "hour"}, "P1DT6H"),
        ({"count": "X", "unit": "day"}, "PXD"),
    ],
)
def test_lengths_of_two_units(fields: dict[str, Any], expected: str) -> None:
    assert length(fields) == expected


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        (unit_span(Day(2024, 10, 24), Grain.WEEK), "2024-W43"),
        (unit_span(Day(2024, 10, 24), Grain.WEEKEND), "2024-W43-WE"),
        (unit_span(Day(2024, 1, 24), Grain.SEASON), "2024-WI"),
        (unit_span(Day(2024, 10, 24), Grain.SEASON), "2024-FA"),
        (unit_span(Day(2024, 10, 24), Grain.QUARTER), "2024-Q4"),
        (unit_span(Day(2024, 10, 24), Grain.HALF), "2024-H2"),
        (unit_span(Day(1994, 10, 24), Grain.DECADE), "199"),
        (unit_span(Day(1894, 10, 24), Grain.CENTURY), "18"),
        (unit_span(Day(-43, 3, 15), Grain.YEAR), "BC0044"),
        (unit_span(Day(2024, 10, 24), Grain.YEAR), "2024"),
        (unit_span(Day(2024, 10, 24), Grain.MONTH), "2024-10"),
        (TimeSpan(None, None, Grain.YEAR), ""),
    ],
)
def test_timex_values(span: TimeSpan, expected: str) -> None:
    assert date_value(span) == expected


references = st.builds(
    lambda year, month, day: Day(year, month, min(day, month_length(year, month))),
    st.integers(1900, 2100),
    st.integers(1, 12),
    st.integers(1, 31),
)
directions = st.sampled_from(["past", "future", None])
partial = st.one_of(
    st.fixed_dictionaries({"weekday": st.integers(1, 7)}),
    st.fixed_dictionaries({"month": st.integers(1, 12)}),
    st.fixed_dictionaries({"month": st.integers(1, 12), "day": st.integers(1, 28)}),
    st.fixed_dictionaries({"season": st.integers(21, 24)}),
    st.fixed_dictionaries({"quarter": st.integers(1, 4)}),
    st.fixed_dictionaries({"day": st.integers(1, 28)}),
)


@given(partial, references, directions)
def test_direction_is_kept(fields: dict[str, Any], reference: Day, direction: str | None) -> None:
    span = resolve_date(fields, Anchors(reference, direction=direction))
    assert span is not None
    assert span.first is not None
    assert span.last is not None
    assert span.first <= span.last
    against = span.first > reference if direction == "past" else direction == "future" and span.last < reference
    assert not against or (distance(span, reference) <= 100 and "season" not in fields)
    assert "year" in span.implied


@given(partial, references, directions, st.integers(0, 400))
def test_resolving_is_monotone_in_the_reference(fields: dict[str, Any], reference: Day, direction: str | None, days: int) -> None:
    earlier = resolve_date(fields, Anchors(reference, direction=direction))
    later = resolve_date(fields, Anchors(add_days(reference, days), direction=direction))
    assert earlier is not None
    assert later is not None
    assert earlier.sort_key <= later.sort_key


@given(references, st.integers(-500, 500), st.sampled_from(["day", "week", "month", "year", "quarter", "decade"]))
def test_shifting_keeps_the_order(reference: Day, count: int, unit: str) -> None:
    moved, further = shift(reference, count, unit), shift(reference, count + 1, unit)
    assert moved is not None
    assert further is not None
    assert moved < further
    assert (moved > reference) == (count > 0)


@given(references, st.integers(1, 7))
def test_a_weekday_is_that_weekday(reference: Day, wanted: int) -> None:
    span = resolve_date({"weekday": wanted}, Anchors(reference))
    assert span is not None
    assert span.first is not None
    assert weekday(span.first) == wanted


@pytest.mark.parametrize(
    ("told", "fields", "expected"),
    [
        (TimeSpan(Day(1941, 12, 7), Day(1941, 12, 7), Grain.DAY), {"month": 5}, "1942-05"),
        (TimeSpan(Day(1941, 5, 7), Day(1941, 5, 7), Grain.DAY), {"month": 12}, "1941-12"),
        (TimeSpan(Day(1959, 2, 1), Day(1959, 2, 28), Grain.MONTH), {"month": 11, "day": 2}, "1958-11-02"),
        (TimeSpan(Day(1948, 11, 21), Day(1949, 1, 31), Grain.DAY), {"month": 4, "day": 21}, "1949-04-21"),
        (TimeSpan(Day(1915, 1, 1), Day(1915, 12, 31), Grain.YEAR), {"month": 1, "day": 2}, "1915-01-02"),
        (unit_span(Day(-480, 10, 1), Grain.SEASON), {"season": 24}, "-0479-24"),
    ],
)
def test_a_tale_goes_to_the_nearer_year_and_rather_ahead(told: TimeSpan, fields: dict[str, Any], expected: str) -> None:
    assert edtf(fields, anchors=Anchors(SUNDAY, told, narrative=True)) == expected


def test_the_same_day_says_no_more_than_what_was_told() -> None:
    same = {"n": 0, "unit": "day", "from": "text"}
    month, day = unit_span(Day(1910, 6, 1), Grain.MONTH), unit_span(Day(1910, 6, 5), Grain.DAY)
    assert resolve_shift(same, Anchors(SUNDAY, month)) == month
    same_day = resolve_shift(same, Anchors(SUNDAY, day))
    assert same_day is not None
    assert same_day.edtf == "1910-06-05"


@pytest.mark.parametrize(
    ("fields", "expected", "value"),
    [
        ({"decade_year": 470, "era": "BC"}, "-0478/-0469", "BC047"),
        ({"century": 4, "era": "BC"}, "-0399/-0300", "BC03"),
        ({"century": 1, "era": "BC"}, "-0099/0000", "BC00"),
        ({"decade_year": 1990}, "199X", "199"),
        ({"decade_year": 1988}, "1988", "1988"),
    ],
)
def test_decades_and_centuries_before_christ(fields: dict[str, Any], expected: str, value: str) -> None:
    span = resolve_date(fields, NOWHERE)
    assert span is not None
    assert (span.edtf, date_value(span)) == (expected, value)


def test_days_of_this_or_last_month() -> None:
    assert edtf({"day": 20, "day2": 24, "rel_month": 0}) == "2024-10-20/2024-10-24"
    assert edtf({"day": 3, "day2": 5, "rel_month": -1}) == "2024-09-03/2024-09-05"
    assert edtf({"day": 3, "day2": 5, "rel_month": -1}, anchors=NOWHERE) is None
    assert edtf({"day": 29, "day2": 31, "rel_month": -1}) is None


def values(text: str, code: str, published: Day = SUNDAY, **more: Any) -> list[str]:
    language = languages.load(code)
    document = Document("x", text, (Block("paragraph", 0, len(text)),), language=code, published=published)
    result = resolve(document, [(Sentence(0, len(text)), tag(text, language, code))], language, Options(today=SUNDAY, **more))
    return [expression.value for _, expressions in result.sentences for expression in expressions]


def test_two_dates_that_share_a_month_are_two() -> None:
    text = "The mill was shut on May 3 and 5, 2024."
    document = Document("x", text, (), published=SUNDAY)
    language = languages.load("en")
    result = resolve(document, [(Sentence(0, len(text)), tag(text, language, "en"))], language, Options(today=SUNDAY))
    found = [(text[e.mention.start : e.mention.end], e.value) for e in result.sentences[0][1]]
    assert found == [("May 3", "2024-05-03"), ("5, 2024", "2024-05-05")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("War came in 1914. A second line was planned for 1920. On 3 May it was bombed.", "1914-05-03"),
        ("The town fell in 1914. It had belonged to the bishops since 1750. On 3 May it was burnt.", "1914-05-03"),
        ("The town fell in 1914. It was rebuilt in 1920. On 3 May the bridge opened.", "1920-05-03"),
    ],
)
def test_a_tale_follows_to_no_year_that_is_planned_or_lies_behind(text: str, expected: str) -> None:
    assert values(text, "en", type="narrative")[-1] == expected


def test_a_count_looks_back_where_the_clause_does() -> None:
    assert values("She won three titles in five years.", "en") == ["P5Y"]
    assert values("The mill will reopen in five years.", "en") == ["2029"]


def test_a_report_turns_from_the_quarter_to_the_months_so_far() -> None:
    text = "In the third quarter sales rose from a year earlier. In the first nine months they fell from a year earlier."
    assert values(text, "en") == ["2024-Q3", "2023-Q3", "P9M", "2023"]


def test_a_time_in_universal_time_says_so() -> None:
    assert values("The rocket rose at 14:30 GMT on Friday.", "en") == ["2024-10-25T14:30Z"]
    assert values("The rocket rose at 2:30 p.m. EST on Friday.", "en") == ["2024-10-25T14:30"]


def test_a_clock_time_belongs_to_the_day_before_it_rather_than_to_the_next() -> None:
    assert values("Freitag, 9 bis 11 Uhr, Samstag", "de") == ["2024-10-25", "2024-10-25T09:00", "2024-10-25T11:00", "2024-10-26"]
    assert values("Le rendez-vous est à 8 h jeudi.", "fr") == ["2024-10-31T08:00", "2024-10-31"]
    assert values("It ended at 9 a.m. (8 a.m. GMT) and on Friday it rained.", "en")[1] == "2024-10-27T08:00Z"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On 1 September 1939 the bridge was blown up. On 17 September a ferry took over.", ["1939-09-01", "1939-09-17"]),
        ("On 1 September 1939 the bridge was blown up. A new one will open on 17 November.", ["1939-09-01", "2024-11-17"]),
        ("The bridge of 1939 stood on piles. On 17 September it was closed.", ["1939", "2024-09-17"]),
        ("On 1 September 2023 the bridge was closed. On 17 August it was opened.", ["2023-09-01", "2024-08-17"]),
    ],
)
def test_news_that_tells_history_stays_there_for_a_sentence(text: str, expected: list[str]) -> None:
    assert values(text, "en", type="news") == expected


def test_a_weekday_of_a_month_is_counted_from_either_end() -> None:
    assert edtf({"nth": 1, "weekday": 7, "month": 5, "year": 2024}) == "2024-05-05"
    assert edtf({"nth": -1, "weekday": 5, "month": 10, "year": 2023}) == "2023-10-27"
    assert edtf({"nth": 2, "weekday": 2, "month": 11}, "future") == "2024-11-12"
    assert edtf({"nth": 5, "weekday": 1, "month": 5, "year": 2024}) is None
