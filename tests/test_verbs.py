"""Verb forms without a tagger, and the direction that they give a date."""

from __future__ import annotations

import re

import pytest

from timeline.languages import Language, load
from timeline.languages.direction import direction
from timeline.languages.forms import (
    ATTRIBUTIVE,
    BE,
    CONDITIONAL,
    FINITE,
    FUTURE,
    HAVE,
    INFINITIVE,
    MODAL,
    PARTICIPLE,
    PAST,
    PRESENT,
    SUBJUNCTIVE,
)
from timeline.languages.verbs import DATE, reader


def language(code: str) -> Language:
    found = load(code)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("code", "word", "flags"),
    [
        ("de", "reisten", PAST),
        ("de", "ging", PAST),
        ("de", "ausging", PAST),
        ("de", "verlor", PAST),
        ("de", "ratifizierte", PAST),
        ("de", "geht", PRESENT),
        ("de", "gegangen", PARTICIPLE),
        ("de", "ausgehandelt", PARTICIPLE),
        ("de", "ausgehandelter", ATTRIBUTIVE),
        ("de", "entsandten", ATTRIBUTIVE),
        ("de", "bekommen", PARTICIPLE | INFINITIVE),
        ("de", "abzureisen", INFINITIVE),
        ("de", "wird", FUTURE | BE),
        ("de", "sei", SUBJUNCTIVE),
        ("de", "könnte", CONDITIONAL | MODAL),
        ("de", "hat", PRESENT | HAVE),
        ("en", "went", PAST),
        ("en", "taken", PARTICIPLE),
        ("en", "announced", PAST | PARTICIPLE),
        ("en", "ratified", PAST | PARTICIPLE),
        ("en", "stopped", PAST | PARTICIPLE),
        ("en", "will", FUTURE),
        ("en", "has", PRESENT | HAVE),
        ("en", "didn't", PAST),
        ("en", "might", CONDITIONAL | MODAL),
        ("fr", "annonça", PAST),
        ("fr", "étaient", PAST | BE),
        ("fr", "rouvrira", FUTURE),
        ("fr", "commenceraient", CONDITIONAL),
        ("fr", "aurait", CONDITIONAL | HAVE),
        ("fr", "inscrite", PARTICIPLE),
        ("fr", "espère-t-il", PRESENT),
        ("fr", "doit", PRESENT | MODAL),
        ("fr", "puisse", SUBJUNCTIVE | MODAL),
        ("fr", "renouvellent", PRESENT),
        ("es", "condenó", PAST),
        ("es", "anduvo", PAST),
        ("es", "celebrará", FUTURE),
        ("es", "tendría", CONDITIONAL),
        ("es", "murieran", PAST),
        ("es", "inscritas", PARTICIPLE),
        ("es", "despliegan", PRESENT),
        ("es", "paguen", SUBJUNCTIVE),
        ("es", "deberá", FUTURE | MODAL),
        ("es", "enviarse", INFINITIVE),
    ],
)
def test_a_word_can_be(code: str, word: str, flags: int) -> None:
    assert reader(language(code)).verbs.flags(word) & flags == flags


@pytest.mark.parametrize(
    ("code", "word"),
    [
        ("de", "heute"),
        ("de", "letzten"),
        ("de", "nicht"),
        ("de", "gegen"),
        ("de", "seit"),
        ("en", "hundred"),
        ("en", "during"),
        ("en", "red"),
        ("en", "table"),
        ("fr", "société"),
        ("fr", "plus"),
        ("fr", "entre"),
        ("fr", "dernier"),
        ("fr", "devant"),
        ("es", "cuando"),
        ("es", "como"),
        ("es", "una"),
        ("es", "este"),
        ("es", "mercado"),
    ],
)
def test_a_word_that_is_no_verb(code: str, word: str) -> None:
    assert reader(language(code)).verbs.flags(word) & FINITE == 0


@pytest.mark.parametrize(
    ("code", "sentence", "word", "is_finite"),
    [
        ("en", "They deny reports of a crash", "reports", False),
        ("en", "He denied reports of a crash", "reports", False),
        ("en", "The plans were dropped", "plans", False),
        ("en", "The group plans a sale", "plans", True),
        ("en", "Ministers meet in Rome", "meet", True),
        ("en", "They want to meet", "meet", False),
        ("en", "The insurance concern said no", "concern", False),
        ("fr", "La marche part de Lille", "marche", False),
        ("fr", "Le groupe annonce une vente", "annonce", True),
        ("es", "La denuncia llegó al juzgado", "denuncia", False),
        ("es", "El grupo compra una fábrica", "compra", True),
        ("de", "Die Meldung reiste um die Welt", "reiste", True),
        ("de", "Das Reisen ist schön", "reisen", False),
        ("de", "Er plant zu reisen", "reisen", False),
    ],
)
def test_the_words_beside_it_narrow_a_form(code: str, sentence: str, word: str, *, is_finite: bool) -> None:
    tokens = reader(language(code)).read(sentence, 0, len(sentence))
    flags = next(token.flags for token in tokens if token.word == word)
    assert bool(flags & FINITE) is is_finite


def test_a_date_is_one_token_and_leaves_a_mark_behind_it_to_the_sentence() -> None:
    text = "Am 5. Mai, kurz nach acht, ging er."
    tokens = reader(language("de")).read(text, 0, len(text), [(3, 10)])
    assert [token.word for token in tokens[:4]] == ["am", DATE, ",", "kurz"]
    assert all(text[token.start : token.end] == token.text for token in tokens)


@pytest.mark.parametrize(
    ("code", "marked", "expected"),
    [
        ("de", "Am [Montag] nahm die Polizei zwei Männer fest.", "past"),
        ("de", "Das Gericht hat am [Montag] geurteilt.", "past"),
        ("de", "Das Gericht wird am [Montag] urteilen.", "future"),
        ("de", "Am [Montag] beginnt der Prozess.", "future"),
        ("de", "Die Wahl ist für [Sonntag] geplant.", "future"),
        ("de", "Ein im [Juni] ausgehandelter Pakt wird bald ratifiziert.", "past"),
        ("de", "Der Mann soll am [Montag] seine Frau getötet haben.", "past"),
        ("de", "Die Brücke soll am [Montag] gesperrt werden.", "future"),
        ("de", "Seit [Montag] gilt die neue Regel.", "past"),
        ("de", "Die Premiere ist auf den [20. Januar] verschoben worden.", "future"),
        ("de", "Die Tore hätten am [Montag] öffnen sollen.", "past"),
        ("de", "Er sagte, dass die Zahl der entsandten Soldaten bis [Dezember] steigen könnte.", "future"),
        ("de", "Sie gewannen am Samstag und treffen am [8. Dezember] auf Bremen.", "future"),
        ("de", "[Montag]", None),
        ("en", "The court ruled on [Monday].", "past"),
        ("en", "The court will rule on [Monday].", "future"),
        ("en", "The trial starts on [Monday].", "future"),
        ("en", "The deal signed on [Monday] takes effect soon.", "past"),
        ("en", "Claims must be handed in by [10 June].", "future"),
        ("en", "The meeting planned for [5 December] was cancelled.", "future"),
        ("en", "The mill was to reopen on [1 December].", "future"),
        ("en", "The talks have been postponed to [20 January].", "future"),
        ("en", "The group will make its last trip on [30 March], the owner confirmed.", "future"),
        ("en", "He is accused of misleading them in [May].", "past"),
        ("en", "It has been closed since [Monday].", "past"),
        ("en", "Ministers meet on [Monday].", "future"),
        ("fr", "Le tribunal a jugé l'affaire [lundi].", "past"),
        ("fr", "Le tribunal jugera l'affaire [lundi].", "future"),
        ("fr", "Le procès s'ouvre [lundi].", "future"),
        ("fr", "Il est arrivé à Paris [lundi].", "past"),
        ("fr", "La réunion prévue [le 5 décembre] a été annulée.", "future"),
        ("fr", "Le suspect aurait été arrêté [jeudi].", "past"),
        ("fr", "Le concert a été reporté au [20 janvier].", "future"),
        ("fr", "Il est fermé depuis [lundi].", "past"),
        ("fr", "La mairie va rouvrir le pont en [mai].", "future"),
        ("es", "El tribunal juzgó el caso [el lunes].", "past"),
        ("es", "El tribunal juzgará el caso [el lunes].", "future"),
        ("es", "El juicio empieza [el lunes].", "future"),
        ("es", "El ministro ha llegado a Lima [el lunes].", "past"),
        ("es", "La reunión prevista para [el 5 de diciembre] fue cancelada.", "future"),
        ("es", "El sospechoso habría sido detenido [el jueves].", "past"),
        ("es", "Está cerrado desde [el lunes].", "past"),
        ("es", "El alcalde va a reabrir el puente en [mayo].", "future"),
    ],
)
def test_direction(code: str, marked: str, expected: str | None) -> None:
    match = re.search(r"\[(.+)\]", marked)
    assert match is not None
    text = marked.replace("[", "").replace("]", "")
    assert direction(text, 0, len(text), match.start(), match.end() - 2, language(code)) == expected


def test_a_language_without_verbs_gives_no_direction() -> None:
    bare = Language("xx", {})
    assert direction("Er kam am Montag.", 0, 17, 10, 16, bare) is None


def test_memory_is_bounded() -> None:
    known = reader(language("de"))
    known.read(
        " ".join(f"wort{chr(97 + number % 26)}{'x' * (number // 26 % 40)}{chr(97 + number // 1040)}" for number in range(60_000)), 0, 10**7
    )
    assert 9_000 < len(known._entries) <= 50_000  # noqa: SLF001 - nothing public tells what is remembered
