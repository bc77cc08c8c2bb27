"""The choice of a reader, limits, and what becomes of files that are no documents."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest

from timeline.config import Options
from timeline.model import Day, Document, Problem, Severity
from timeline.read import READERS, read, suffixes
from timeline.read.fields import KNOWN, NAMES, key

OPTIONS = Options(today=Day(2024, 11, 1))
SENTENCE = "The minister resigned on 5 May 2024."


def one(data: str | bytes, name: str, options: Options = OPTIONS) -> Document:
    documents, problems = read(data.encode() if isinstance(data, str) else data, name, options)
    assert problems == []
    assert len(documents) == 1
    return documents[0]


def only_problem(data: bytes, name: str, options: Options = OPTIONS) -> Problem:
    documents, problems = read(data, name, options)
    assert documents == []
    assert len(problems) == 1
    assert "\n" not in str(problems[0])
    return problems[0]


def test_every_reader_has_what_a_reader_needs() -> None:
    for module in READERS.values():
        reader = import_module(module)
        assert all(suffix.startswith(".") and suffix == suffix.lower() for suffix in reader.suffixes)
        assert callable(reader.read)
    assert {".txt", ".md", ".html", ".htm", ".jsonl"} <= suffixes()


@pytest.mark.parametrize(
    ("name", "identifier"),
    [("a/b/pact.txt", "pact"), ("C:\\x\\pact.v2.MD", "pact.v2"), ("stdin", "stdin"), (".hidden", ".hidden"), ("ü.txt", "ü")],
)
def test_the_id_is_the_name_without_its_suffix(name: str, identifier: str) -> None:
    document = one(SENTENCE, name)
    assert document.id == identifier
    assert document.path == name


@pytest.mark.parametrize(
    ("data", "name", "text"),
    [
        (
            "<!DOCTYPE html><html><body><article><p>A fact, a date, a place.</p></article></body></html>",
            "saved.txt",
            "A fact, a date, a place.",
        ),
        ("<!-- saved -->\n<HTML><body><p>A fact, a date, a place.</p></body></HTML>", "stdin", "A fact, a date, a place."),
        ('{"id": "a", "text": "A fact."}\n', "stdin", "A fact."),
        ("---\ntitle: X\n---\nA **fact**.", "stdin", "A fact."),
        ("A fact with <b>tags</b> in it.", "a.txt", "A fact with <b>tags</b> in it."),
        ("A fact without any tag.", "a.html", "A fact without any tag."),
        ("A fact.", "a.unknown", "A fact."),
    ],
)
def test_content_decides_where_the_suffix_does_not(data: str, name: str, text: str) -> None:
    assert one(data, name).text == text


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.jsonl", "stdin"])
@pytest.mark.parametrize("data", [b"", b"\n \t\r\n", b"\xef\xbb\xbf", b"\xff\xfe\n\0"])
def test_empty_files_are_a_warning(name: str, data: bytes) -> None:
    problem = only_problem(data, name)
    assert problem.severity is Severity.WARNING
    assert problem.message.startswith("is empty")


def test_front_matter_without_a_text_is_empty() -> None:
    assert only_problem(b"---\ntitle: X\n---\n", "a.md").message.startswith("is empty")
    assert only_problem(b"Title: X\nDate: 2024-10-24\n", "a.txt").message.startswith("is empty")


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
def test_a_document_over_the_limit_is_named_with_the_setting(name: str) -> None:
    problem = only_problem(b"word " * 500_000, name, Options(today=Day(2024, 11, 1), max_bytes=2_000_000))
    assert problem.severity is Severity.ERROR
    assert str(problem).startswith(f"{name}: error: has 2.5 MB, more than the limit of 2 MB")
    assert "limits.max_megabytes" in problem.message


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"\x00\x01\x02\x03" * 100, "binary data"),
        (b"\xd0\xcf\x11\xe0 text text", "an old office document"),
        (b"GIF89a text", "a picture"),
        (bytes(range(1, 9)) * 20 + b"some words", "binary data"),
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.jsonl", "a.bin"])
def test_binary_files_are_one_error_with_the_remedy(data: bytes, what: str, name: str) -> None:
    problem = only_problem(data, name)
    assert problem.severity is Severity.ERROR
    assert what in problem.message
    assert "save the article as text" in problem.message


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7 text text", "is a damaged PDF"),
        (b"PK\x03\x04 text text", "is a damaged ZIP archive"),
        (b"\x1f\x8b text text", "is damaged"),
        (b"%PDF-1.7", "is a damaged PDF"),
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.jsonl", "a.bin"])
def test_damaged_binary_files_are_told_by_their_first_bytes_whatever_their_suffix(data: bytes, what: str, name: str) -> None:
    problem = only_problem(data, name)
    assert problem.severity is Severity.ERROR
    assert what in problem.message


def test_a_reader_that_fails_is_a_problem_of_its_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("first line\nsecond line")

    monkeypatch.setattr("timeline.read.plain.decode", fail)
    problem = only_problem(b"text", "a.txt")
    assert problem.severity is Severity.ERROR
    assert "RuntimeError: first line second line" in problem.message


def test_a_document_without_a_date_is_no_problem_here() -> None:
    assert one(SENTENCE, "a.txt").published is None


def test_the_page_on_formats_names_every_suffix_and_only_known_fields() -> None:
    page = (Path(__file__).parent.parent / "docs" / "formats.md").read_text(encoding="utf-8")
    table = page.partition("## Fields")[0]
    assert {suffix for suffix in suffixes() if f"`{suffix}`" not in table} == set()
    rows = re.findall(r"^\| ([a-z ]+) \| (`[^|]*) \|$", page, re.MULTILINE)
    names = [key(name) for _, cell in rows for name in re.findall(r"`([^`]+)`", cell.partition(":")[0])]
    assert len(rows) == len(NAMES)
    assert set(names) <= KNOWN
