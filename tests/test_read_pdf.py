"""PDF: columns, divided words, running heads, pages, scans; and scripts from the right as a browser prints them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from format_samples import STORIES, Story, page
from pdf_sample import Put, pdf

from timeline.config import Options
from timeline.model import Day, Document, Problem, Severity
from timeline.read import read

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conftest import Invoke
    from playwright.sync_api import Browser

OPTIONS = Options(today=Day(2024, 11, 1), published=Day(2024, 10, 24))
CHROMIUM = Path("/usr/bin/chromium")
LEFT = (
    "Am 4. März 2024 begann am Anleger der Um-",
    "bau, teilte die Hafenbehörde mit. Nord- und",
    "Südkai bleiben offen. Im Nord-Süd-Verkehr",
    "fährt der Bus, bis die neue Fähre übersetzt.",
)
RIGHT = (
    "Der Rat stimmte am 7. Juni 2024 dem Bau der",
    "neuen Mole zu. Gegner klagten am 8. Juli 2024",
    "vor dem Gericht. Ein Urteil wird im Nord-",
    "Süd-Streit für das nächste Jahr erwartet.",
)
FIRST = "Am 4. März 2024 begann am Anleger der Umbau, teilte die Hafenbehörde mit. Nord- und Südkai bleiben offen."
SECOND = "Der Rat stimmte am 7. Juni 2024 dem Bau der neuen Mole zu. Gegner klagten am 8. Juli 2024 vor dem Gericht."
COLUMNS = [
    f"{FIRST} Im Nord-Süd-Verkehr fährt der Bus, bis die neue Fähre übersetzt.",
    f"{SECOND} Ein Urteil wird im Nord-Süd-Streit für das nächste Jahr erwartet.",
]


def one(data: bytes) -> tuple[Document, list[Problem]]:
    documents, problems = read(data, "a.pdf", OPTIONS)
    (document,) = documents
    return document, problems


def blocks(document: Document) -> list[str]:
    return [document.text[block.start : block.end] for block in document.blocks]


def lines(texts: Sequence[str], x: float, top: float = 700) -> list[Put]:
    return [Put(x, top - 12 * index, text) for index, text in enumerate(texts)]


def test_columns_drawn_one_after_the_other() -> None:
    document, problems = one(pdf([[*lines(LEFT, 50), *lines(RIGHT, 280)]]))
    assert (blocks(document), problems) == (COLUMNS, [])


def test_columns_drawn_row_by_row() -> None:
    rows = [put for pair in zip(lines(LEFT, 50), lines(RIGHT, 280), strict=True) for put in pair]
    assert blocks(one(pdf([rows]))[0]) == COLUMNS


def test_a_table_is_read_by_its_rows() -> None:
    rows = [("4. März 2024", "Der Umbau des Anlegers beginnt."), ("7. Juni 2024", "Der Rat stimmt zu."), ("8. Juli 2024", "Gegner klagen.")]
    puts = [put for at, (day, text) in enumerate(rows) for put in (Put(50, 700 - 16 * at, day), Put(200, 700 - 16 * at, text))]
    document, _ = one(pdf([puts]))
    assert blocks(document) == [f"{day} | {text}" for day, text in rows]
    assert {block.kind for block in document.blocks} == {"item"}


def test_running_heads_and_page_numbers_go_and_pages_stay() -> None:
    def body(number: int) -> list[Put]:
        head = [Put(50, 800, f"Küstenbote, Nr. {number}"), Put(280, 30, f"Seite {number} von 3")]
        return [*head, Put(50, 740, f"Abschnitt {number}", 16), *lines([f"Am {number}. März 2024 tagte der Rat zum Anleger."], 50)]

    document, problems = one(pdf([body(1), body(2), body(3)], info="/Title (Der Anleger) /Author (Jana Gr\xf6\xdfel)"))
    assert problems == []
    assert blocks(document) == [
        text for number in (1, 2, 3) for text in (f"Abschnitt {number}", f"Am {number}. März 2024 tagte der Rat zum Anleger.")
    ]
    assert [document.page(document.text.index(f"Am {number}.")) for number in (1, 2, 3)] == [1, 2, 3]
    assert (document.title, document.author) == ("Der Anleger", "Jana Größel")


def test_a_paragraph_across_pages_knows_where_the_page_turns() -> None:
    top, bottom = (
        [Put(50, 60, "Am 4. März 2024 begann der Umbau, der nach dem Willen des")],
        [Put(50, 780, "Rates am 6. Mai 2025 enden soll.")],
    )
    document, _ = one(pdf([[Put(50, 700, "Der Anleger", 16), *top], bottom]))
    assert blocks(document)[-1] == "Am 4. März 2024 begann der Umbau, der nach dem Willen des Rates am 6. Mai 2025 enden soll."
    assert (document.page(document.text.index("4. März")), document.page(document.text.index("6. Mai"))) == (1, 2)


def test_a_statement_names_its_page(invoke: Invoke, here: Path) -> None:
    (here / "a.pdf").write_bytes(
        pdf([lines(["Der Rat tagte am Anleger und beriet."], 50), lines(["Am 4. März 2024 begann der Umbau des Anlegers."], 50)])
    )
    result = invoke("extract", here / "a.pdf", "--explain", "--language", "de", "--date", "2024-10-24")
    assert "  page        2" in result.stdout


def test_the_largest_heading_is_the_title_where_the_properties_have_none() -> None:
    content = [[Put(50, 760, "Küstenbote", 12), Put(50, 740, "Grünes Licht für die Fähre", 22), *lines(LEFT, 50)]]
    document, _ = one(pdf(content, info="/Title (Microsoft Word - x.docx)"))
    assert (document.title, dict(document.origin)["title"]) == ("Grünes Licht für die Fähre", "the largest heading")


def test_the_language_of_a_tagged_file() -> None:
    assert one(pdf([lines(LEFT, 50)], catalog="/Lang (de-AT)"))[0].language == "de"


def test_the_day_of_making_is_a_guess() -> None:
    ((document,), (problem,)) = read(
        pdf([lines(LEFT, 50)], info="/CreationDate (D:20241024081500+02'00')"), "a.pdf", Options(today=Day(2024, 11, 1))
    )
    assert (document.published, problem.severity) == (Day(2024, 10, 24), Severity.NOTE)


def test_a_file_without_text_is_reported_as_a_scan() -> None:
    documents, (problem,) = read(pdf([[]]), "a.pdf", OPTIONS)
    assert documents == []
    assert "scan" in problem.message
    assert "OCR" in problem.message


def test_damaged_and_locked_files_are_one_error() -> None:
    for data in (b"%PDF-1.4\nnonsense", pdf([lines(LEFT, 50)])[:200]):
        documents, (problem,) = read(data, "a.pdf", OPTIONS)
        assert (documents, problem.severity) == ([], Severity.ERROR)


@pytest.mark.browser
@pytest.mark.parametrize("story", [story for story in STORIES if story.language != "zh"], ids=lambda story: story.language)
def test_what_a_browser_prints_is_read_in_the_order_of_its_script(browser: Browser, story: Story) -> None:
    tab = browser.new_page()
    tab.set_content(page(story).decode().replace("<article>", f'<article dir="{"rtl" if story.language == "ar" else "ltr"}">'))
    document, problems = one(tab.pdf())
    tab.close()
    assert [" ".join(blocks(document))] == [" ".join((story.title, *story.paragraphs))]
    assert (document.title, problems) == (story.title, [])
