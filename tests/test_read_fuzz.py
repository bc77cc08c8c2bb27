"""Hostile input of every kind: nothing raises, nothing hangs, and every block lies within its text."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from timeline.config import Options
from timeline.model import Day, Document, Problem
from timeline.read import read

OPTIONS = Options(today=Day(2024, 11, 1))


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
    assert time.process_time() - before < 30  # a guard against a hang, no measurement: a square of the length takes minutes


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
    assert time.process_time() - before < 60
