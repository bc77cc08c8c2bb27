"""How sure a statement is: each doubt by itself, and what comes of it in data, pages and the stage."""

from __future__ import annotations

import json
from typing import Any

import pytest

from timeline import extract
from timeline.chronology import chronicle
from timeline.export.site import Site, Story, render
from timeline.model import Confidence, Day, Document, Grain, Mention, Statement, TimeExpression, TimeSpan
from timeline.statement.confidence import assess

TODAY = Day(2024, 11, 20)
MARCH = Day(2024, 3, 4)
PUBLISHED = Day(2024, 11, 15)
FULL: dict[str, int | float | str] = {"day": 4, "month": 3, "year": 2024}


def span(day: Day = MARCH, grain: Grain = Grain.DAY, **more: Any) -> TimeSpan:
    return TimeSpan(day, day, grain, **more)


def expression(fields: dict[str, int | float | str], reason: str = "complete", op: str = "date", **more: Any) -> TimeExpression:
    return TimeExpression(Mention(0, 5, "rule", op, fields), "DATE", "", reason=reason, **more)


def test_the_members_stand_in_their_order() -> None:
    low, medium, high = Confidence
    assert (low, medium, high) == ("low", "medium", "high")
    assert [[one.reaches(least) for least in Confidence] for one in Confidence] == [
        [True, False, False],
        [True, True, False],
        [True, True, True],
    ]


def test_a_full_date_leaves_no_doubt() -> None:
    assert assess(expression(FULL), span(), 60) == (Confidence.HIGH, ())


@pytest.mark.parametrize(
    ("timex", "of", "doubt"),
    [
        (expression({"month": 3}, "nearest"), span(), "undecided date"),
        (expression({"month": 3}, "direction past", inferred=True), span(), "inferred reference"),
        (expression({"yy": 68}), span(implied=frozenset({"century"})), "implied century"),
        (expression(FULL), span(approximate=True), "approximate date"),
        (expression(FULL), span(uncertain=True), "approximate date"),
        (expression(FULL), span(Day(1990, 1, 1), Grain.DECADE), "wide date"),
        (expression(FULL), span(Day(1800, 1, 1), Grain.YEAR, end_grain=Grain.CENTURY), "wide date"),
    ],
)
def test_a_doubt_about_the_date_is_medium(timex: TimeExpression, of: TimeSpan, doubt: str) -> None:
    assert assess(timex, of, 20) == (Confidence.MEDIUM, (doubt,))


@pytest.mark.parametrize(
    "decided",
    [
        expression({"weekday": 4}, "direction past"),
        expression({"weekday": 4, "rel": -1}, "nearest"),
        expression({"weekday": 4, "rel_week": 1}, "nearest"),
        expression({"weekday": 4, "day": 24, "month": 10}, "nearest"),
        expression({"deictic": "-1 day"}, "nearest", op="shift"),
    ],
)
def test_what_a_word_decides_is_no_guess(decided: TimeExpression) -> None:
    assert assess(decided, span(implied=frozenset({"year"})), 20) == (Confidence.HIGH, ())


def test_few_words_without_a_finite_verb_are_medium() -> None:
    assert assess(expression(FULL), span(), 20, words_of_phrase=4) == (Confidence.MEDIUM, ("short phrase",))
    assert assess(expression(FULL), span(), 20, words_of_phrase=5) == (Confidence.HIGH, ())


def test_a_grave_doubt_is_low_and_named_first() -> None:
    assert assess(expression(FULL), span(), 61) == (Confidence.LOW, ("long sentence",))
    assert assess(expression(FULL), span(approximate=True), 20, analysed=False) == (Confidence.LOW, ("whole sentence", "approximate date"))


def stated(text: str, language: str, published: Day | None = PUBLISHED) -> list[tuple[Confidence, tuple[str, ...]]]:
    found = extract(text, today=TODAY, published=published, language=language)
    return [(statement.confidence, statement.doubts) for statement in found.statements]


def test_the_stage_gives_every_statement_its_confidence() -> None:
    assert stated("Am 4. März 2024 begann der Umbau des Hafens.", "de") == [(Confidence.HIGH, ())]
    assert stated("Um 1890 stand am Hafen ein hoher Turm.", "de") == [(Confidence.MEDIUM, ("approximate date",))]
    assert stated("Am Donnerstag (24. Oktober) begann der Umbau.", "de", None) == [(Confidence.MEDIUM, ("inferred reference",))]
    assert stated(f"Am 4. März 2024 begann der Umbau des Hafens {'mit viel Mühe ' * 20}.", "de") == [(Confidence.LOW, ("long sentence",))]


def test_a_language_without_data_is_low() -> None:
    assert stated("Most otwarto w dniu 4 marca 2024 roku.", "pl") == [(Confidence.LOW, ("whole sentence",))]


# ---- on the page


def statement(quote: str, number: int, confidence: Confidence) -> Statement:
    day = Day(2024, 3, number)
    return Statement("a", quote, 0, len(quote), TimeSpan(day, day, Grain.DAY), headline=quote, confidence=confidence)


def pages(least: Confidence) -> tuple[str, str, list[str]]:
    found = [
        statement("Eins sank", 4, Confidence.LOW),
        statement("Zwei fuhr", 5, Confidence.MEDIUM),
        statement("Drei kam", 6, Confidence.HIGH),
    ]
    chronology = chronicle("Hafen", "de", [Document("a", "", ())], found)
    files = {page.path: page.content for page in render(Site("x", "de", min_confidence=least), [Story("s", chronology)])}
    sources = [source for event in json.loads(files["s/chronology.json"])["events"] for source in event["sources"]]
    return files["s/index.html"].decode(), files["index.html"].decode(), [source["confidence"] for source in sources]


@pytest.mark.parametrize(("least", "shown"), [(Confidence.LOW, 3), (Confidence.MEDIUM, 2), (Confidence.HIGH, 1)])
def test_the_page_shows_what_is_sure_enough_and_the_data_all(least: Confidence, shown: int) -> None:
    page, index, confidences = pages(least)
    assert confidences == ["low", "medium", "high"]
    assert [quote in page for quote in ("Eins sank", "Zwei fuhr", "Drei kam")] == [shown > 2, shown > 1, True]
    assert ("4. März" in index) == (shown > 2)
