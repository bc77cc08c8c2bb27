"""JSON Lines: many documents a file, and texts that stay as they are."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from timeline.config import Options
from timeline.model import Day, Severity
from timeline.read import read
from timeline.read.jsonl import blocks

OPTIONS = Options(today=Day(2024, 11, 1))


def lines(*found: object) -> bytes:
    return "\n".join(one if isinstance(one, str) else json.dumps(one, ensure_ascii=False) for one in found).encode()


def test_every_field_and_the_text_untouched() -> None:
    text = "\nTitel\r\n\n  Ein\u00a0Satz  mit\u00adTrenner.\n\n"
    documents, problems = read(
        lines(
            {
                "id": "a/1",
                "language": "de-AT",
                "published": "2024-10-24",
                "text": text,
                "title": "T",
                "url": "https://e.org",
                "publisher": "P",
                "author": "A",
            },
            "",
            {"id": 7, "text": "Second.", "timexes": [{"start": 1}], "date": "24 October 2024", "authors": ["A", "B"], "lang": "en"},
            {"text": "Third."},
        ),
        "x/many.jsonl",
        OPTIONS,
    )
    assert problems == []
    first, second, third = documents
    assert first.text == text
    assert (first.id, first.language, first.published, first.title) == ("a/1", "de", Day(2024, 10, 24), "T")
    assert (first.url, first.publisher, first.author, first.path) == ("https://e.org", "P", "A", "x/many.jsonl")
    assert [(b.kind, text[b.start : b.end]) for b in first.blocks] == [
        ("heading", "Titel"),
        ("paragraph", "Ein\u00a0Satz  mit\u00adTrenner."),
    ]
    assert (second.id, second.published, second.author, second.language) == ("7", Day(2024, 10, 24), "A, B", "en")
    assert third.id == "many-4"


def test_bad_lines_are_errors_with_their_number_and_the_others_are_read() -> None:
    documents, problems = read(
        lines({"text": "One."}, "{broken", "[1]", {"id": "x"}, {"text": 3}, "[" * 100_000, "1" * 5000, {"text": "Two."}), "a.jsonl", OPTIONS
    )
    assert [document.text for document in documents] == ["One.", "Two."]
    assert [(problem.line, problem.severity) for problem in problems] == [(number, Severity.ERROR) for number in range(2, 8)]
    assert all(len(str(problem)) < 200 for problem in problems)


def test_a_file_of_something_else_is_reported_in_a_few_lines() -> None:
    documents, problems = read(b"no json\n" * 500, "a.jsonl", OPTIONS)
    assert documents == []
    assert len(problems) == 11
    assert "490 more lines" in problems[-1].message


def test_empty_texts_and_bad_dates_are_warnings_with_their_line() -> None:
    documents, problems = read(lines({"text": " \n"}, {"text": "Two.", "published": "soon"}), "a.jsonl", OPTIONS)
    assert [document.text for document in documents] == ["Two."]
    assert [(problem.line, problem.severity) for problem in problems] == [(1, Severity.WARNING), (2, Severity.WARNING)]


def test_the_limit_counts_for_each_document() -> None:
    small = Options(today=Day(2024, 11, 1), max_bytes=1000)
    documents, problems = read(lines(*({"text": "Ein Satz. " * 50} for _ in range(20)), {"text": "ä" * 600}), "a.jsonl", small)
    assert len(documents) == 20
    assert problems[0].line == 21
    assert "limits.max_megabytes" in problems[0].message


def test_halves_of_pairs_are_replaced_without_moving_an_offset() -> None:
    documents, problems = read(
        b'{"id": "\\udc00x", "title": "a\\ud800b", "text": "vor \\ud83d nach"}\n{"text": "\\ud83d\\ude00"}', "a.jsonl", OPTIONS
    )
    assert documents[0].text == "vor \ufffd nach"
    assert documents[1].text == "\U0001f600"
    assert problems[0].line == 1
    (documents[0].title + documents[0].id).encode()


def test_utf16_and_a_byte_order_mark_are_read() -> None:
    data = json.dumps({"id": "a", "text": "Für alle."}, ensure_ascii=False)
    for encoding in ("utf-8-sig", "utf-16"):
        documents, problems = read(data.encode(encoding), "a.jsonl", OPTIONS)
        assert (documents[0].text, problems) == ("Für alle.", [])


def test_a_line_separator_within_a_text_ends_no_line() -> None:
    documents, problems = read('{"text": "eins\u2028zwei\x85drei"}'.encode(), "a.jsonl", OPTIONS)
    assert (documents[0].text, problems) == ("eins\u2028zwei\x85drei", [])


@given(st.text(alphabet=st.sampled_from("aB1. \n\t\r-:©\u00a0ä中"), max_size=120))
def test_blocks_cover_every_visible_character_once_and_in_order(text: str) -> None:
    last = 0
    for block in blocks(text):
        assert not any(char.isalnum() for char in text[last : block.start])
        assert text[block.start : block.end] == text[block.start : block.end].strip()
        last = block.end
    assert not any(char.isalnum() for char in text[last:])
