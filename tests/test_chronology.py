"""Merging, ranking and order of statements."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest

from timeline.chronology import chronicle
from timeline.chronology.order import coarseness
from timeline.model import Chronology, Day, Document, Grain, Statement, Status, TimeSpan


def day(text: str, time: str | None = None) -> TimeSpan:
    at = Day(*map(int, text.split("-")))
    return TimeSpan(at, at, Grain.DAY, time=time)


def month(text: str) -> TimeSpan:
    year, number = map(int, text.split("-"))
    return TimeSpan(Day(year, number, 1), Day(year, number, 30), Grain.MONTH)


def since(text: str) -> TimeSpan:
    return TimeSpan(Day(*map(int, text.split("-"))), None, Grain.DAY)


def until(text: str) -> TimeSpan:
    return TimeSpan(None, Day(*map(int, text.split("-"))), Grain.DAY)


def told(*rows: tuple[str, str, TimeSpan] | tuple[str, str, TimeSpan, dict[str, Any]], language: str = "de") -> Chronology:
    """A chronology of (document, quote, date): a document's id starts with its language, `de1`; a third of its offset is the row."""
    documents: dict[str, Document] = {}
    statements = []
    for number, row in enumerate(rows):
        name, quote, span = row[:3]
        more = dict(row[3]) if len(row) > 3 else {}
        published = more.pop("published", None)
        documents.setdefault(name, Document(name, "", (), path=f"{name}.txt", language=name[:2].strip("0"), published=published))
        statements.append(Statement(name, quote, number * 3, number * 3 + len(quote), span, headline=quote, **more))
    return chronicle("Titel", language, list(documents.values()), statements)


def groups(chronology: Chronology) -> list[set[str]]:
    return [{statement.document for statement in event.statements} for event in chronology.events]


TOGETHER = {
    "one event, two tellings": (
        ("de1", "Am Montag brannte die Lagerhalle der Reederei Jansen in Husum nieder", day("2024-03-04")),
        ("de2", "Ein Feuer zerstörte am 4. März die Lagerhalle der Husumer Reederei Jansen", day("2024-03-04")),
    ),
    "a month and a day inside it": (
        ("en1", "The builder Vandersteen won the harbour contract in June", month("2024-06")),
        ("en2", "On 28 June the contract for the harbour went to Vandersteen", day("2024-06-28")),
    ),
    "languages share names and numbers": (
        ("de1", "Kyrill Oblomow nahm 340 Millionen Euro entgegen", day("2024-03-04")),
        ("en1", "An envelope with 340 million was handed to Oblomow", day("2024-03-04")),
    ),
    "languages share numbers, in words too": (
        ("de1", "dass zehn Offiziere nach Kursk kamen", day("2024-03-04")),
        ("en1", "ten officers came to Kursk", day("2024-03-04")),
    ),
    "an agency's words": (("de1", "Alle jubeln", day("2024-03-04")), ("de2", "Alle jubeln", day("2024-03-04"))),
    "thousands are written in several ways": (
        ("de1", "die Zahl der Soldaten stieg auf 10.000", day("2024-03-04")),
        ("en1", "the contingent grew to 10,000", day("2024-03-04")),
    ),
    "a day inside a month is joined in any order": (
        ("en2", "On 28 June the contract for the harbour went to Vandersteen", day("2024-06-28")),
        ("en1", "The builder Vandersteen won the harbour contract in June", month("2024-06")),
    ),
    "a day and a span that starts with it": (
        ("de1", "Die Reederei Jansen ist insolvent und zahlt nicht", day("2024-03-04")),
        ("de2", "Die Reederei Jansen ist insolvent und zahlt nicht mehr", since("2024-03-04")),
    ),
    "a language without data": (
        ("xx1", "Zorbani kelemti Marvalo durtenka", day("2024-03-04")),
        ("xx2", "Marvalo kelemti Zorbani", day("2024-03-04")),
    ),
}

APART = {
    "same template, other fact": (
        ("de1", "Am 4. März verurteilte das Gericht in Kiel einen Bäcker wegen Betrugs", day("2024-03-04")),
        ("de2", "Am 4. März eröffnete die Oper in Kiel ihre Spielzeit mit einem Konzert", day("2024-03-04")),
    ),
    "another day": (
        ("de1", "Die Reederei Jansen meldete Insolvenz an", day("2024-03-04")),
        ("de2", "Die Reederei Jansen meldete Insolvenz an", day("2024-03-05")),
    ),
    "another time of day": (
        ("de1", "Die Reederei Jansen meldete Insolvenz an", day("2024-03-04", "09:00")),
        ("de2", "Die Reederei Jansen meldete Insolvenz an", day("2024-03-04", "17:00")),
    ),
    "two sentences of one document": (
        ("de1", "Die Reederei Jansen meldete Insolvenz an", day("2024-03-04")),
        ("de1", "Die Reederei Jansen zahlte am selben Tag keine Löhne mehr", day("2024-03-04")),
    ),
    "a denial": (
        ("de1", "Die Reederei Jansen meldete Insolvenz an", day("2024-03-04")),
        ("de2", "Die Reederei Jansen meldete keine Insolvenz an", day("2024-03-04"), {"status": Status.DENIED}),
    ),
    "an open span that starts later": (
        ("de1", "Die Reederei Jansen ist insolvent und zahlt nicht", day("2024-03-04")),
        ("de2", "Die Reederei Jansen ist insolvent und zahlt nicht mehr", since("2024-03-05")),
    ),
    "a place alone, in two languages": (
        ("de1", "In Kiel sank eine Fähre", day("2024-03-04")),
        ("en1", "A bakery in Kiel won a prize", day("2024-03-04")),
    ),
    "a month and a day, with one word in common": (
        ("en1", "The verdict was overturned in June", month("2024-06")),
        ("en2", "The parade overturned expectations", day("2024-06-28")),
    ),
    "spans that only overlap": (
        ("de1", "Die Reederei Jansen zahlte keine Löhne", TimeSpan(Day(2024, 3, 1), Day(2024, 3, 9), Grain.DAY)),
        ("de2", "Die Reederei Jansen zahlte keine Löhne", TimeSpan(Day(2024, 3, 5), Day(2024, 3, 19), Grain.DAY)),
    ),
    "nothing in common": (("de1", "Es brannte", day("2024-03-04")), ("de2", "Sonne schien", day("2024-03-04"))),
    "unknown words only": (("xx1", "ab cd", day("2024-03-04")), ("xx2", "ef gh", day("2024-03-04"))),
}


@pytest.mark.parametrize("rows", TOGETHER.values(), ids=TOGETHER)
def test_tellings_of_one_event_join(rows: tuple[Any, ...]) -> None:
    assert groups(told(*rows)) == [{row[0] for row in rows}]


@pytest.mark.parametrize("rows", APART.values(), ids=APART)
def test_two_events_stay_two(rows: tuple[Any, ...]) -> None:
    assert len(told(*rows).events) == 2


def test_a_group_is_parted_where_any_two_of_it_are() -> None:
    """A month could join either day; it joins the likelier, and the days stay apart."""
    chronology = told(
        ("en1", "The builder Vandersteen won the harbour contract in June", month("2024-06")),
        ("en2", "The harbour contract was won by the builder Vandersteen", day("2024-06-28")),
        ("en3", "The builder Vandersteen lost the harbour contract in court", day("2024-06-12")),
    )
    assert [set(group) for group in groups(chronology)] in ([{"en3"}, {"en1", "en2"}], [{"en1", "en3"}, {"en2"}])


def test_what_is_like_one_member_alone_does_not_join() -> None:
    chronology = told(
        ("en1", "Alpha Bravo Charlie Delta", day("2024-03-04")),
        ("en2", "Alpha Bravo Charlie Delta Echo", day("2024-03-04")),
        ("en3", "Bravo Charlie Delta Echo Foxtrot", day("2024-03-04")),
        ("en4", "Echo Foxtrot Golf Hotel India Juliett Kilo", day("2024-03-04")),
    )
    assert groups(chronology) == [{"en1", "en2", "en3"}, {"en4"}]


def test_a_plan_that_came_true_is_past_and_keeps_its_announcement() -> None:
    (event,) = told(
        ("de1", "Das Oberhaus ratifiziert den Pakt mit Nordkorea am 6. November", day("2024-11-06"), {"status": Status.EXPECTED}),
        ("de2", "Das Oberhaus ratifizierte am 6. November den Pakt mit Nordkorea", day("2024-11-06")),
    ).events
    assert event.status is Status.PAST
    assert event.lead.document == "de2"
    assert [statement.status for statement in event.statements] == [Status.EXPECTED, Status.PAST]


def test_otherwise_the_most_recent_document_says_the_status_and_of_equals_the_more_certain() -> None:
    quote = "Das Oberhaus ratifiziert den Pakt mit Nordkorea"
    early, late = {"published": Day(2024, 1, 1)}, {"published": Day(2024, 2, 1)}
    plan, condition = {"status": Status.EXPECTED}, {"status": Status.CONDITIONAL}
    (newer,) = told(("de1", quote, day("2024-11-06"), plan | early), ("de2", quote, day("2024-11-06"), condition | late)).events
    (undated,) = told(("de1", quote, day("2024-11-06"), condition), ("de2", quote, day("2024-11-06"), plan)).events
    assert (newer.status, undated.status) == (Status.CONDITIONAL, Status.EXPECTED)


def test_the_exact_date_leads() -> None:
    (event,) = told(*TOGETHER["a month and a day inside it"], language="en").events
    assert (event.span.edtf, event.lead.document, event.importance) == ("2024-06-28", "en2", 1.25)
    assert event.id == event.statements[0].id
    assert event.statements[0].document == "en1"


def test_the_text_is_in_the_language_of_the_page_if_any_is() -> None:
    rows = TOGETHER["languages share names and numbers"]
    assert [told(*rows, language=code).events[0].lead.document for code in ("de", "en-GB", "fr")] == ["de1", "en1", "de1"]


def test_a_date_whose_year_is_implied_is_as_exact_as_a_complete_one() -> None:
    rows = TOGETHER["languages share names and numbers"]
    implied = replace(day("2024-03-04"), implied=frozenset({"year"}))
    (event,) = told(rows[1], (rows[0][0], rows[0][1], implied), language="de").events
    assert (event.lead.document, event.span) == ("de1", implied)


def test_an_exact_plan_and_a_coarse_report() -> None:
    """What happened gives the text, what is exact gives the date."""
    (event,) = told(
        ("en1", "The builder Vandersteen opened the harbour bridge in June", month("2024-06")),
        ("en2", "On 28 June the harbour bridge of Vandersteen opens", day("2024-06-28"), {"status": Status.EXPECTED}),
        language="en",
    ).events
    assert (event.status, event.lead.document, event.span.edtf) == (Status.PAST, "en1", "2024-06-28")


def test_a_certain_date_and_a_readable_length_lead() -> None:
    short, long = "Jansen ist insolvent", "Die Reederei Jansen aus Husum ist seit Montag insolvent"
    inferred = {"inferred": True}
    (by_length,) = told(("de1", short, day("2024-03-04")), ("de2", long, day("2024-03-04"))).events
    (by_date,) = told(("de1", short, day("2024-03-04")), ("de2", long, day("2024-03-04"), inferred)).events
    assert (by_length.lead.quote, by_date.lead.quote) == (long, short)


def test_the_order_of_the_first_issue() -> None:
    """June pact, October officers, 24 October arrival, 6 November ratification; a range before the day that it starts on."""
    spans = [
        day("2024-11-06"),
        since("2024-11-06"),
        day("2024-10-24", "14:00"),
        day("2024-10-24"),
        month("2024-10"),
        until("2024-06-01"),
        month("2024-06"),
    ]
    chronology = told(*[(f"de{number}", f"Nummer{number}", span) for number, span in enumerate(spans)])
    assert [event.span.edtf for event in chronology.events] == [
        "2024-06", "../2024-06-01", "2024-10", "2024-10-24", "2024-10-24", "2024-11-06/..", "2024-11-06",
    ]  # fmt: skip
    assert [event.span.time for event in chronology.events[3:5]] == [None, "14:00"]


def test_equal_dates_go_by_path_and_offset() -> None:
    chronology = told(*[(name, quote, day("2024-03-04")) for name, quote in (("de2", "Alpha"), ("de1", "Bravo"), ("de2", "Charlie"))])
    assert [event.lead.quote for event in chronology.events] == ["Bravo", "Alpha", "Charlie"]


def test_the_order_of_the_arguments_has_no_part_in_the_result() -> None:
    rows: list[Any] = [(f"{name}{set_}", quote, span) for set_, group in enumerate(TOGETHER.values()) for name, quote, span in group]
    rows += [(f"{row[0]}{set_}", *row[1:]) for set_, group in enumerate(APART.values()) for row in group]
    whole = told(*rows)
    shuffler = random.Random(5)  # noqa: S311 - the same shuffles in every run
    for _ in range(5):
        statements = [statement for event in whole.events for statement in event.statements]
        documents = list(whole.documents.values())
        shuffler.shuffle(statements)
        shuffler.shuffle(documents)
        assert chronicle("Titel", "de", documents, statements) == whole


def test_every_statement_is_in_one_event() -> None:
    rows = [row for group in TOGETHER.values() for row in group]
    chronology = told(*rows)
    assert sorted(statement.start for event in chronology.events for statement in event.statements) == [
        3 * number for number in range(len(rows))
    ]


def test_a_word_of_everything_proposes_no_pairs() -> None:
    chronology = told(*[(f"xx{number}", "Zorbani Marvalo" + " x" * number, day("2024-03-04")) for number in range(201)])
    assert len(chronology.events) == 201


def test_no_statements_make_an_empty_chronology() -> None:
    assert chronicle("Titel", "de", [], []) == Chronology("Titel", "de", (), {})


def test_exact_dates_come_before_coarse_ones() -> None:
    spans = [since("2024-03-04"), month("2024-03"), day("2024-03-04"), day("2024-03-04", "09:00")]
    assert sorted(spans, key=coarseness) == spans[::-1]
