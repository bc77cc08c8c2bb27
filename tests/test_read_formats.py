"""Every format gives back the same story, in seven languages, with where each field came from."""

from __future__ import annotations

import pytest
from format_samples import FORMATS, STORIES, Story

from timeline.config import Options
from timeline.documents import extract_document
from timeline.model import Day, Severity
from timeline.read import read

OPTIONS = Options(today=Day(2024, 11, 1))


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.language)
@pytest.mark.parametrize(("make", "name", "missing"), FORMATS.values(), ids=FORMATS)
def test_a_format_gives_back_the_story(make: object, name: str, missing: tuple[str, ...], story: Story) -> None:
    assert callable(make)
    documents, problems = read(make(story), name, OPTIONS)
    (document,) = documents
    assert [problem for problem in problems if problem.severity is not Severity.NOTE] == []
    paragraphs = [document.text[block.start : block.end] for block in document.blocks if block.kind == "paragraph"]
    assert paragraphs == list(story.paragraphs)
    assert document.title == story.title
    assert document.author == story.author
    assert document.published == Day(2024, 10, 24)
    assert document.language in {story.language, ""} if name == "a.json" else document.language == story.language
    assert document.publisher == ("" if "publisher" in missing else story.publisher)
    assert document.url == ("" if "url" in missing else story.url)
    assert document.tags == (() if "tags" in missing else ("ferry",))
    named = {field for field in ("title", "author", "publisher", "language", "url", "published") if getattr(document, field)}
    assert {field for field, _ in document.origin} == named
    assert all(by for _, by in document.origin)


@pytest.mark.parametrize("name", [name for name in FORMATS if name not in {"DOCX", "ODT", "RTF", "CSV", "XLSX"}])
def test_the_time_of_publication_keeps_its_zone(name: str) -> None:
    make, file, _ = FORMATS[name]
    ((document,), _) = read(make(STORIES[0]), file, OPTIONS)
    assert document.published_at == "2024-10-24T08:15:00+02:00"


@pytest.mark.parametrize("name", ["DOCX", "ODT", "RTF"])
def test_the_day_of_an_office_document_is_a_guess_and_gives_way_to_the_settings(name: str) -> None:
    make, file, _ = FORMATS[name]
    ((document,), (problem,)) = read(make(STORIES[0]), file, OPTIONS)
    assert document.guesses("published")
    assert (problem.severity, "is a guess" in problem.message) == (Severity.NOTE, True)
    set_by_hand = Options(today=Day(2024, 11, 1), published=Day(2024, 10, 27))
    ((document,), problems) = read(make(STORIES[0]), file, set_by_hand)
    assert (document.published, problems) == (None, [])


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("other", ["a.bin", "a.txt"])
def test_the_content_decides_where_the_suffix_is_wrong(name: str, other: str) -> None:
    if name == "CSV":
        pytest.skip("a table of text is told by its suffix alone")
    make, _, _ = FORMATS[name]
    ((document,), _) = read(make(STORIES[0]), other, OPTIONS)
    assert document.title == STORIES[0].title


RTF = rb"{\rtf1\ansi{\info{\creatim\yr2024\mo10\dy25}}Der Rat stimmte gestern zu. Die Br\'fccke wurde am 3. Mai 2023 gesperrt.\par}"


def test_what_rests_on_a_guessed_day_is_inferred() -> None:
    found = extract_document(RTF, "notiz.rtf", Options(today=Day(2024, 12, 31), language="de"))
    assert found.documents[0].guesses("published")
    assert [(statement.span.edtf, statement.inferred) for statement in found.statements] == [("2023-05-03", False), ("2024-10-24", True)]
    stated = extract_document(RTF, "notiz.rtf", Options(today=Day(2024, 12, 31), language="de", published=Day(2024, 10, 28)))
    assert [(statement.span.edtf, statement.inferred) for statement in stated.statements] == [("2023-05-03", False), ("2024-10-27", False)]
    assert not stated.problems


def test_a_day_in_the_name_is_better_than_a_guess_and_takes_its_note_away() -> None:
    [document], problems = read(RTF, "2024-10-27-notiz.rtf", Options(today=Day(2024, 12, 31)))
    assert (document.published, dict(document.origin)["published"], problems) == (Day(2024, 10, 27), "file name", [])
