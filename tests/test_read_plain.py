"""Plain text: headers, paragraphs, headings, menus and credits."""

from __future__ import annotations

import pytest

from timeline.config import Options
from timeline.model import Day, Document, Problem
from timeline.read import read
from timeline.read.layout import runs

OPTIONS = Options(today=Day(2024, 11, 1))


def one(text: str) -> tuple[Document, list[Problem]]:
    documents, problems = read(text.encode(), "a.txt", OPTIONS)
    return documents[0], problems


def blocks(text: str) -> list[tuple[str, str]]:
    document, _ = one(text)
    return [(block.kind, document.text[block.start : block.end]) for block in document.blocks]


ARTICLE = """Brücke über den Fluss gesperrt – Pendler suchen neue Wege

  1. Startseite
  2. Region

Kommentare

Der Landkreis hat die alte Brücke am Montag gesperrt: Gutachter fanden Risse im Beton.

Die Folgen für den Verkehr

Am 24. Oktober wurde die Umleitung eingerichtet. Sie soll bis Dezember bleiben.

Die Brücke am Tag der Sperrung, vom Ufer gesehen. © Fotos: Archiv | links: @beispiel

Auch interessant

Kommentare
"""


def test_an_article_as_it_is_copied_from_a_page() -> None:
    assert blocks(ARTICLE) == [
        ("heading", "Brücke über den Fluss gesperrt – Pendler suchen neue Wege"),
        ("caption", "1. Startseite"),
        ("caption", "2. Region"),
        ("caption", "Kommentare"),
        ("paragraph", "Der Landkreis hat die alte Brücke am Montag gesperrt: Gutachter fanden Risse im Beton."),
        ("heading", "Die Folgen für den Verkehr"),
        ("paragraph", "Am 24. Oktober wurde die Umleitung eingerichtet. Sie soll bis Dezember bleiben."),
        ("caption", "Die Brücke am Tag der Sperrung, vom Ufer gesehen. © Fotos: Archiv | links: @beispiel"),
        ("caption", "Auch interessant"),
        ("caption", "Kommentare"),
    ]
    assert one(ARTICLE)[0].title == "Brücke über den Fluss gesperrt – Pendler suchen neue Wege"


@pytest.mark.parametrize(
    "header",
    [
        "Title: Pact signed\nDate: 24 October 2024\nSource: The Example Post\nURL: https://example.org/a\nAuthor: A. Writer\nLang: en-GB\n",
        (
            "Titel: Pact signed\nDatum: 24.10.2024\nQuelle: The Example Post\nAdresse: https://example.org/a\n"
            "Autorin: A. Writer\nSprache: Englisch\n"
        ),
        (
            "\n\nHeadline: Pact signed\nPublished: 2024-10-24T08:00:00+02:00\nPublisher: The Example Post\n"
            "Link: https://example.org/a\nBy: A. Writer\nLanguage: English\n"
        ),
        (
            "title:  Pact signed\nSeite: 3\npublished at: Thu, 24 Oct 2024 23:30:00 -0500\nMedium: The Example Post\n"
            "URL: https://example.org/a\nvon: A. Writer\nLocale: en_US\n"
        ),
    ],
)
def test_header_lines_in_english_and_german(header: str) -> None:
    document, problems = one(header + "\nThe pact was signed in June.")
    assert problems == []
    assert document.text == "The pact was signed in June."
    described = (document.title, document.published, document.publisher, document.url, document.author, document.language)
    assert described == ("Pact signed", Day(2024, 10, 24), "The Example Post", "https://example.org/a", "A. Writer", "en")


def test_a_source_that_is_an_address_is_the_address() -> None:
    document, _ = one("Quelle: https://example.org/a\n\nEin Satz.")
    assert (document.url, document.publisher) == ("https://example.org/a", "")


@pytest.mark.parametrize("value", ["javascript:alert(1)", "data:text/html,x", "/2024/x", "https://a b", 'https://a"onload="x'])
def test_only_web_addresses_become_links(value: str) -> None:
    assert one(f"URL: {value}\n\nEin Satz.")[0].url == ""


def test_a_headline_with_a_colon_is_no_header() -> None:
    document, _ = one("Moscow: pact signed\n\nThe pact was signed in June.")
    assert document.title == "Moscow: pact signed"
    assert document.blocks[0].kind == "heading"


def test_a_header_ends_before_a_line_that_is_none() -> None:
    assert one("Title: X\nDate: 2024-10-24\nThe pact was signed.\n")[0].text == "The pact was signed."


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("yesterday", "is not a date with day, month and year"),
        ("October 2024", "is not a date with day, month and year"),
        ("31. Februar 2024", "is not a date"),
        ("2024-02-30", "is not a day of the calendar"),
        ("03/04/2024", "can be read as two dates"),
        ("x" * 300, "is not a date"),
    ],
)
def test_a_date_that_cannot_be_used_is_a_problem_with_its_line(value: str, reason: str) -> None:
    document, problems = one(f"Title: X\nLang: de\nDate: {value}\n\nEin Satz.".replace("Lang: de\n", "" if "/" in value else "Lang: de\n"))
    assert document.published is None
    assert len(problems) == 1
    assert problems[0].line == (2 if "/" in value else 3)
    assert reason in problems[0].message
    assert "YYYY-MM-DD" in problems[0].message
    assert len(str(problems[0])) < 200


def test_a_language_that_is_none_is_a_problem() -> None:
    document, problems = one("Lang: unbekannt\n\nEin Satz.")
    assert document.language == ""
    assert problems[0].line == 1
    assert "is no language" in problems[0].message


def test_hard_wrapped_lines_are_joined() -> None:
    text = (
        "Am Donnerstag gab die Behörde bekannt, dass die ersten Züge über die\n"
        "neue Brücke fahren. Der Vertrag wird voraussichtlich am\n"
        "6. November 2024 unterzeichnet, so die Zeitung, die als erste davon\nberichtet hat.\n"
    )
    assert blocks(text) == [("paragraph", " ".join(text.split()))]


def test_lines_that_are_paragraphs_stay_apart() -> None:
    lines = [
        "Der Landkreis hat die alte Brücke gesperrt, weil Gutachter Risse im Beton fanden. " * 2,
        "Am Dienstag begann die Reparatur. " * 4,
        "Ende.",
    ]
    assert [text for _, text in blocks("\n".join(lines))] == [line.strip() for line in lines]


def test_lines_that_begin_with_dates_stay_apart() -> None:
    text = "24. Oktober 2024: Züge fahren\n6. November 2024: Vertrag wird unterzeichnet\n1. Dezember 2024: Fest am Ufer"
    assert blocks(text) == [("paragraph", line) for line in text.split("\n")]


def test_dates_in_sequence_keep_their_numbers() -> None:
    assert blocks("1. Mai 2024: Baubeginn\n2. Mai 2024: Baustopp") == [
        ("item", "1. Mai 2024: Baubeginn"),
        ("item", "2. Mai 2024: Baustopp"),
    ]
    assert blocks("6. November 2023: Der Minister trat zurück.") == [("paragraph", "6. November 2023: Der Minister trat zurück.")]


def test_bullets_go_and_wrapped_items_are_joined() -> None:
    assert blocks("Die Schritte:\n- am Montag die\n  Sperrung\n• am Dienstag die Reparatur") == [
        ("paragraph", "Die Schritte:"),
        ("item", "am Montag die Sperrung"),
        ("item", "am Dienstag die Reparatur"),
    ]


def test_a_dash_within_a_wrapped_paragraph_is_no_bullet() -> None:
    assert blocks("Die Züge fahren wieder, so hieß es am Montag aus dem Landkreis\n– und zwar über die neue Brücke.") == [
        ("paragraph", "Die Züge fahren wieder, so hieß es am Montag aus dem Landkreis – und zwar über die neue Brücke."),
    ]


def test_chinese_lines_are_joined_without_a_space() -> None:
    assert blocks("双方将于十一月六日\n签署协议，届时各国\n代表都会出席。") == [
        ("paragraph", "双方将于十一月六日签署协议，届时各国代表都会出席。")
    ]


def test_spaces_and_soft_hyphens_are_evened_out() -> None:
    assert blocks("Am 24.\u00a0Oktober  kam\tder Zug über die Eisen\u00adbahn\u00adbrücke.") == [
        ("paragraph", "Am 24. Oktober kam der Zug über die Eisenbahnbrücke.")
    ]


def test_a_single_sentence_without_a_full_stop_is_a_text() -> None:
    assert blocks("Am 24. Oktober 2024 fuhr der erste Zug") == [("paragraph", "Am 24. Oktober 2024 fuhr der erste Zug")]


def test_lines_that_nothing_follows_are_no_headings() -> None:
    text = "24. Oktober 2024: Züge fahren\n\n6. November 2024: Vertrag wird unterzeichnet\n\n1. Dezember 2024: Fest am Ufer"
    assert [kind for kind, _ in blocks(text)] == ["paragraph"] * 3


def test_a_line_with_a_date_at_the_end_is_kept() -> None:
    assert blocks("Ein Satz steht hier.\n\nMehr am 6. November 2024")[-1] == ("paragraph", "Mehr am 6. November 2024")


def test_a_long_caption_is_a_paragraph() -> None:
    text = "Die Brücke wurde gesperrt, Foto: Archiv, und noch vieles mehr stand darin. " * 10
    assert blocks(text)[0][0] == "paragraph"


def test_rules_divide_and_vanish() -> None:
    assert [text for _, text in blocks("Titel der Geschichte\n=====\nEin Satz.\n* * *\nNoch einer.")] == [
        "Titel der Geschichte",
        "Ein Satz.",
        "Noch einer.",
    ]


def test_runs_cover_every_line_with_text() -> None:
    lines = ARTICLE.split("\n")
    covered = [index for run in runs(lines) for index in range(run.first, run.end)]
    assert [lines[index] for index in covered] == [line for line in lines if line.strip()]
