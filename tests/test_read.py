"""The choice of a reader, limits, and that no file of any kind brings a build down."""

from __future__ import annotations

import time
from importlib import import_module

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from timeline.config import Options
from timeline.model import Day, Document, Problem, Severity
from timeline.read import READERS, read, suffixes

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
        (b"%PDF-1.7 text text", "a PDF"),
        (b"PK\x03\x04 text text", "an office document"),
        (b"GIF89a text", "a picture"),
        (b"{\\rtf1 text}", "an RTF document"),
        (bytes(range(1, 9)) * 20 + b"some words", "binary data"),
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.jsonl", "a.bin"])
def test_binary_files_are_one_error_with_the_remedy(data: bytes, what: str, name: str) -> None:
    problem = only_problem(data, name)
    assert problem.severity is Severity.ERROR
    assert what in problem.message
    assert "save the article as text" in problem.message


def test_a_reader_that_fails_is_a_problem_of_its_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("first line\nsecond line")

    monkeypatch.setattr("timeline.read.plain.decode", fail)
    problem = only_problem(b"text", "a.txt")
    assert problem.severity is Severity.ERROR
    assert "RuntimeError: first line second line" in problem.message


def test_a_document_without_a_date_is_no_problem_here() -> None:
    assert one(SENTENCE, "a.txt").published is None


def check(documents: list[Document], problems: list[Problem]) -> None:
    for document in documents:
        document.text.encode()
        (document.title + document.author + document.publisher + document.id).encode()
        last = 0
        for block in document.blocks:
            assert last <= block.start < block.end <= len(document.text)
            assert document.text[block.start : block.end].strip() == document.text[block.start : block.end]
            assert block.kind in {"heading", "paragraph", "item", "caption"}
            last = block.end
    for problem in problems:
        assert "cannot be read" not in problem.message
        assert len(str(problem).splitlines()) == 1


MARKUP = st.lists(
    st.sampled_from(
        [
            *(
                "---\n",
                "+++\n",
                "title: x\n",
                "date: 2024-10-24\n",
                "date: 31. Februar 2024\n",
                "lang: no\n",
                "key = 1\n",
                "- ",
                "1. ",
                "6. November 2023: x\n",
            ),
            *(
                "# ",
                "> ",
                "```\n",
                "~~~",
                "|a|b|\n",
                "|-|-|\n",
                "[a](b)",
                "![a](b)",
                "[^1]",
                "[^1]: ",
                "[r]: u\n",
                "**",
                "*",
                "_",
                "`",
                "\\",
                "\n",
                "\n\n",
                "  \n",
            ),
            *(
                "<p>",
                "</p>",
                "<time datetime='2024-10-24'>",
                "</time>",
                "<script type='application/ld+json'>",
                "</script>",
                '{"@type":"Article"',
                "}",
                "<html>",
            ),
            *(
                "<!--",
                "-->",
                "<body>",
                "<article>",
                "<ul><li>",
                "<br>",
                "<table><tr><td>",
                "&amp;",
                "&#xD800;",
                "&shy;",
                "\u00ad",
                "\ufeff",
                "\u2028",
                "\x85",
                "\ue000",
            ),
            *(
                '{"text": "',
                '"}',
                '"id": 1, ',
                "\\ud800",
                "wort ",
                "Ein Satz. ",
                "© Foto: X",
                "Kommentare\n",
                "Date: x\n",
                "\x00",
                "\t",
                "\r\n",
                "\f",
                "中文。",
                "e\u0301",
            ),
        ]
    ),
    max_size=40,
).map("".join)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=400), st.sampled_from(["a.txt", "a.md", "a.html", "a.jsonl", "stdin"]))
def test_random_bytes_never_raise(data: bytes, name: str) -> None:
    check(*read(data, name, OPTIONS))


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(MARKUP, st.sampled_from(["a.txt", "a.md", "a.html", "a.jsonl", "stdin"]), st.sampled_from(["utf-8", "utf-16", "cp1252", "gb18030"]))
def test_random_markup_never_raises(text: str, name: str, encoding: str) -> None:
    check(*read(text.encode(encoding, "replace"), name, OPTIONS))


@pytest.mark.parametrize(
    "text",
    [
        *(
            "*a " * 50_000,
            "[" * 100_000,
            "[a](" * 30_000,
            "![" * 50_000,
            "`a" * 50_000,
            "<!--" * 30_000,
            "<a " * 40_000,
            "{{" * 50_000,
            ">" * 100_000,
        ),
        *(
            "# a" + " " * 100_000 + "b",
            "---\na" + " " * 100_000 + "b\n---\nx",
            "---\n" + "a: b\n" * 30_000,
            "a\u0300\u0316" + "\u0300\u0316" * 50_000,
        ),
        *(
            "1. a\n" * 30_000,
            "```\n" * 30_000 + "x",
            "|" * 100_000,
            " " * 100_000 + "x",
            "." * 100_000,
            "a" * 100_000 + ": x",
            "[a]" + "(" * 100_000,
        ),
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_hostile_text_takes_no_more_than_its_length(text: str, name: str) -> None:
    before = time.process_time()
    check(*read(text.encode(), name, OPTIONS))
    assert time.process_time() - before < 5  # a quadratic cost takes minutes here


@pytest.mark.parametrize(
    "body",
    [
        *(
            "<div>" * 50_000 + "On 24 October 2024",
            "<p>" + "<b>a</b> " * 30_000,
            "<ul><li>a" * 10_000,
            "<!-- " * 20_000,
            "<p <a <" * 20_000,
        ),
        *(
            "<table><tr><td>" * 500 + "x",
            '<script type="application/ld+json">' + "[" * 100_000 + "</script><p>A fact.</p>",
            "<" * 100_000,
            "&amp;" * 20_000,
        ),
    ],
)
def test_hostile_pages_end_in_documents_or_a_problem(body: str) -> None:
    before = time.process_time()
    documents, problems = read(f"<html><body>{body}</body></html>".encode(), "a.html", OPTIONS)
    check(documents, problems)
    assert documents or problems
    assert time.process_time() - before < 20
