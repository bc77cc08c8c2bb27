"""The automaton of phrases: what it has met before changes its cost, never its answer; its memory is bounded; offsets are exact."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline import languages
from timeline.languages import Language
from timeline.tag import alphabet, automaton, tag
from timeline.tag.grammar import compile_grammar

WORDS = [
    "am",
    "24",
    ".",
    "Oktober",
    "2024",
    "Mai",
    "bis",
    "zum",
    "3",
    "/",
    "drei",
    "Tage",
    "später",
    "\n",
    "vor",
    "im",
    "Jahr",
    "Haus",
    ",",
    "(",
    ")",
    "–",
]
TEXTS = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(["", " ", "  ", "\t"])), max_size=30)


def fresh(code: str) -> Language:
    """The language under another identity, for which nothing has been compiled or met."""
    known = languages.load(code)
    assert known is not None
    return Language(code, dict(known.data))


def found(text: str, language: Language) -> list[dict[str, Any]]:
    return [dataclasses.asdict(mention) for mention in tag(text, language, language.code)]


USED = fresh("de")


@settings(max_examples=25, deadline=None)
@given(TEXTS)
def test_what_was_met_before_has_no_part_in_the_answer(pieces: list[tuple[str, str]]) -> None:
    text = "".join(word + blank for word, blank in pieces)
    compile_grammar.cache_clear()
    first = found(text, fresh("de"))
    assert found(text, USED) == first
    assert all(text[m["start"] : m["end"]].strip() == text[m["start"] : m["end"]] for m in first)


def test_memory_is_bounded_and_what_is_forgotten_is_found_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(automaton, "_MOST", 20)
    monkeypatch.setattr(alphabet, "_MOST", 30)
    language = fresh("de")
    text = "Am 24. Oktober 2024, vom 3. bis 5. Mai, vor drei Tagen, im Mai 2020, heute, Ende 2019. "
    expected = [m["rule"] for m in found(text, fresh("de"))]
    assert len(expected) == 6
    for number in range(60):
        found(f"Wort{number} am {number % 28 + 1}. Mai {1900 + number} und im Juni {number}", language)
        assert [m["rule"] for m in found(text, language)] == expected
    assert len(compile_grammar(language).alphabet) <= 30


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("İİİ am 24. Oktober 2024", "24. Oktober 2024"),  # a letter whose small form is two code points
        ("am\u00a024.\u00a0Oktober\t2024", "24.\u00a0Oktober\t2024"),
        ("Haus  am   24. OKTOBER 2024!", "24. OKTOBER 2024"),
        ("x" * 5000 + "24.10.2024", None),
        ("-" * 5000 + " 24.10.2024", "24.10.2024"),
    ],
)
def test_offsets_are_those_of_the_text(text: str, expected: str | None) -> None:
    assert [text[m["start"] : m["end"]] for m in found(text, USED)] == ([expected] if expected else [])


def test_no_phrase_crosses_the_end_of_a_line() -> None:
    assert [m["fields"] for m in found("am 24. Oktober\n2024", USED)] == [{"day": 24, "month": 10}, {"year": 2024}]
