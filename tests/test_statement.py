"""Statements from marked sentences (`tests/statements/*.toml`), and what the stage does at its edges."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.config import Options
from timeline.languages import load
from timeline.model import Block, Day, Document, Grain, Mention, Sentence, Statement, TimeExpression, TimeSpan
from timeline.statement import statements

FOLDER = Path(__file__).with_name("statements")
REFERENCE = Day(2024, 11, 22)
MARK = re.compile(r"\[([^|\[\]]+)\|([^|\[\]]*)(?:\|(\w+))?\]")
QUARTERS = {1, 4, 7, 10}


def cases() -> list[Any]:
    files = {file.stem: tomllib.loads(file.read_text(encoding="utf-8")) for file in sorted(FOLDER.glob("*.toml"))}
    return [
        pytest.param(code, case["text"], case["entries"], id=f"{code}: {case['text'][:50]}")
        for code, table in files.items()
        for case in table["case"]
    ]


def end_of(unit: str, *, last: bool) -> tuple[Day | None, Grain]:
    if unit == "..":
        return None, Grain.DAY
    if unit.endswith("X"):
        size = 10 ** unit.count("X")
        year = int(unit.rstrip("X")) * size
        return Day(year + (size - 1 if last else 0), 12 if last else 1, 31 if last else 1), Grain.DECADE if size == 10 else Grain.CENTURY
    parts = [int(part) for part in unit.split("-")]
    if len(parts) == 3:
        return Day(*parts), Grain.DAY
    if len(parts) == 1:
        return Day(parts[0], 12 if last else 1, 31 if last else 1), Grain.YEAR
    if parts[1] > 20:
        if parts[1] == 24:  # the winter that starts the year
            return (Day(parts[0], 2, 28) if last else Day(parts[0] - 1, 12, 1)), Grain.SEASON
        return Day(parts[0], (parts[1] - 20) * 3 + (2 if last else 0), 30 if last else 1), Grain.SEASON
    return Day(parts[0], parts[1], 28 if last else 1), Grain.MONTH


def span_of(edtf: str) -> TimeSpan:
    start, _, end = edtf.partition("/")
    first, grain = end_of(start, last=False)
    last, end_grain = end_of(end or start, last=True)
    grain = end_grain if first is None else grain
    if end and first and last and grain is Grain.MONTH and first.month in QUARTERS and last.month == first.month + 2:
        grain = Grain.QUARTER
    if end and first and last and grain is Grain.DAY and last.day - first.day == 6:
        grain = Grain.WEEK
    return TimeSpan(first, last, grain)


def expressions(marked: str) -> tuple[str, list[TimeExpression]]:
    text, found, taken = "", [], 0
    for match in MARK.finditer(marked):
        text += marked[taken : match.start()]
        op = match[3] or "date"
        mention = Mention(
            len(text), len(text) + len(match[1]), "marked", "date" if op == "next" else op, {"rel": 1} if op == "next" else {}
        )
        kind = {"set": "SET", "duration": "DURATION", "time": "TIME"}.get(op, "DATE")
        found.append(TimeExpression(mention, kind, match[2], span=span_of(match[2]) if match[2] else None))
        text += match[1]
        taken = match.end()
    return text + marked[taken:], found


def state(code: str, marked: str, reference: Day | None = REFERENCE, heading: str = "") -> list[Statement]:
    text, found = expressions(marked)
    document = Document("doc", text, (Block("paragraph", 0, len(text)),))
    return statements(document, Sentence(0, len(text), heading), found, load(code), reference, Options(REFERENCE))


@pytest.mark.parametrize(("code", "marked", "expected"), cases())
def test_a_marked_sentence_gives_its_statements(code: str, marked: str, expected: list[dict[str, str]]) -> None:
    found = [(s.span.edtf, str(s.status), s.quote, s.attribution, s.attribution_kind) for s in state(code, marked)]
    assert found == [(e["date"], e["status"], e["quote"], e.get("by"), e.get("kind")) for e in expected]


@pytest.mark.parametrize(("code", "marked", "expected"), cases())
def test_a_quote_is_the_text_between_its_offsets(code: str, marked: str, expected: list[dict[str, str]]) -> None:
    text, _ = expressions(marked)
    for statement in state(code, marked):
        assert statement.quote == text[statement.start : statement.end]
        assert statement.quote == statement.quote.strip(" ,;:")
        assert statement.rules
        assert 0 < len(statement.headline) <= 90
    assert isinstance(expected, list)


@pytest.mark.parametrize(
    ("code", "marked"),
    [
        ("de", "Druck im [Mai 2019|2019-05] in Leipzig bei Maier und Söhnen"),
        ("de", "Kommentare, Fotos und Karten vom [5. Mai|2024-05-05]"),
        ("de", "Der Richter verhängte [zwei Jahre||duration] auf Bewährung."),
        ("de", "Die Halle öffnet [jeden Freitag||set] um [8 Uhr|2024-11-22|time]."),
        ("de", "Die Zahl der Fälle ist [kürzlich||vague] gestiegen."),
        ("de", "Die Beratung über den Haushalt [2024|2024] dauerte lange."),
        ("de", "[Heute|2024-11-22|shift] lebt die Familie in Bremen."),
        ("en", "Photo credit: Jane Roe, [May 2019|2019-05]"),
        ("en", "The judge gave him [two years||duration]."),
        ("en", "The shop opens [every Friday||set]."),
        ("en", "The [2018|2018] law protects tenants."),
        ("en", "The mood before [next week|2024-11-25/2024-12-01|shift]'s talks is tense."),
    ],
)
def test_nothing_is_made_of(code: str, marked: str) -> None:
    assert state(code, marked) == []


def test_without_a_reference_day_the_tense_decides() -> None:
    (past,) = state("de", "Am [5. Mai 2019|2019-05-05] schloss die Fabrik.", None)
    (ahead,) = state("de", "Am [5. Mai 2031|2031-05-05] wird die Fabrik schließen.", None)
    assert (str(past.status), str(ahead.status)) == ("past", "expected")


@pytest.mark.parametrize("text", ["Il a quitté la ville le [5 mai 2019|2019-05-05] avec ses amis.", "Lit. [2019|2019]"])
def test_a_language_without_data_gives_whole_sentences_or_nothing(text: str) -> None:
    found = state("xx", text)
    assert [s.quote for s in found] == (["Il a quitté la ville le 5 mai 2019 avec ses amis"] if "mai" in text else [])
    assert all(s.attribution is None and str(s.status) == "past" for s in found)


def test_a_date_to_come_is_expected_in_a_language_without_data() -> None:
    (statement,) = state("xx", "Il quittera la ville le [5 mai 2031|2031-05-05].")
    assert str(statement.status) == "expected"


def test_the_heading_is_kept_and_gives_the_headline_where_a_pronoun_would() -> None:
    (statement,) = state("de", "Er trat am [Montag|2024-11-18] zurück.", heading="Minister geht")
    assert (statement.heading, statement.headline) == ("Minister geht", "Minister geht")


def test_a_headline_is_cut_before_a_phrase() -> None:
    (statement,) = state(
        "de",
        "Die Feuerwehr rückte am [Montag|2024-11-18] mit vierzig Leuten und neun Fahrzeugen zu einem Lagerhaus am Rand des Hafens aus.",
    )
    assert len(statement.headline) <= 90
    assert statement.headline.endswith("…")
    assert statement.quote.startswith(statement.headline.rstrip("…"))


def test_the_headline_of_a_saying_is_what_is_said() -> None:
    (statement,) = state("de", "Am [Montag|2024-11-18] teilte die Reederei mit, dass die Fähre verkauft ist.")
    assert statement.headline == "Die Fähre verkauft ist"


@pytest.mark.parametrize(
    ("code", "plan", "sequel", "status"),
    [
        ("de", "Am [20. November|2024-11-20] sollte das Parlament abstimmen.", "Dazu kam es nicht, wie sich zeigte.", "denied"),
        ("de", "Am [20. November|2024-11-20] sollte das Parlament abstimmen.", "Dazu kamen hundert Gäste.", "expected"),
        ("en", "Flights were to resume on [Wednesday|2024-11-27].", "That will not happen.", "denied"),
        ("en", "Flights resumed on [Wednesday|2024-11-20].", "That did not happen by chance.", "past"),
        ("fr", "La région devait verser l'aide [jeudi|2024-11-21].", "Il n'en a rien été.", "denied"),
        ("es", "El ministro debía declarar [ayer|2024-11-21].", "No lo hizo.", "denied"),
    ],
)
def test_the_next_sentence_can_call_a_plan_off(code: str, plan: str, sequel: str, status: str) -> None:
    text, found = expressions(f"{plan} {sequel}")
    end = len(expressions(plan)[0])
    document = Document("doc", text, (Block("paragraph", 0, len(text)),))
    (statement,) = statements(document, Sentence(0, end, ""), found, load(code), REFERENCE, Options(REFERENCE))
    assert str(statement.status) == status
    assert statement.end <= end


@pytest.mark.parametrize(
    ("code", "marked", "headline"),
    [
        ("en", "The panel has not ruled yet and is expected to do so on [5 May|2025-05-05].", None),
        ("en", "The hull, built by convicts, failed an inspection [last summer|2024-22].", None),
        ("de", "Sollte das Wetter mitspielen, startet die Rakete am [Sonntag|2024-11-24].", None),
        (
            "de",
            "Wenn das Verfassungsgericht dem Antrag der Opposition gegen das Gesetz folgt, muss der Landtag im [Mai|2025-05] abstimmen.",
            "… muss der Landtag im Mai abstimmen",
        ),
        (
            "de",
            "Wie die Polizei mitteilte, wurde der Mann am [Montag|2024-11-18] gefasst.",
            "… wurde der Mann am Montag gefasst",
        ),
        (
            "en",
            "The man, who designed the tallest bridge of the county in his youth, denied in court that he had fled in [May|2024-05].",
            "He had fled in May",
        ),
        ("de", "Die Bahn teilte mit, die Strecke sei seit [Montag|2024-11-18/..] gesperrt.", "Die Strecke sei seit Montag gesperrt"),
    ],
)
def test_a_headline_has_the_subject_that_its_clause_shares(code: str, marked: str, headline: str | None) -> None:
    (statement,) = state(code, marked)
    assert statement.headline == (headline or expressions(marked)[0].rstrip("."))


def test_past_tense_after_an_inferred_day_is_past() -> None:
    text, (found,) = expressions("Die Robbe wurde am [Dienstag|2024-11-26] in die Klinik gebracht.")
    document = Document("doc", text, (Block("paragraph", 0, len(text)),))
    inferred = replace(found, inferred=True)
    told = [statements(document, Sentence(0, len(text), ""), [one], load("de"), REFERENCE, Options(REFERENCE)) for one in (found, inferred)]
    assert [str(statement.status) for (statement,) in told] == ["expected", "past"]


def test_one_date_told_twice_in_one_clause_is_one_statement() -> None:
    assert len(state("de", "Am [Montag|2024-11-18], dem [18. November|2024-11-18], brach der Damm.")) == 1


WORDS = {
    "de": "der die ein im Juni ausgehandelte Pakt wird soll am nicht sagte er , . ; : „ “ ( ) – "
    "und dass wenn seit bis zwischen [Mai|2024-05] [2019|2019] [heute|2024-11-22|shift] laut Polizei so zufolge abgesagt",
    "en": 'the a man was closed in on said that who if and will not to , . ; : " ( ) – '
    "by until from between [May|2024-05] [2019|2019] [today|2024-11-22|shift] according to police cancelled Reports",
}


@pytest.mark.parametrize("code", sorted(WORDS))
@given(data=st.data())
def test_no_sequence_of_words_breaks_it(code: str, data: st.DataObject) -> None:
    words = data.draw(st.lists(st.sampled_from(WORDS[code].split()), max_size=40))
    marked = " ".join(words)
    text, _ = expressions(marked)
    for reference in (None, REFERENCE):
        for statement in state(code, marked, reference):
            assert statement.quote == text[statement.start : statement.end]
            assert statement.quote
