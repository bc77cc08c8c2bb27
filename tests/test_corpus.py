"""Every phrase of tests/corpus: what it means on one fixed reference date, and what must not be found."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from timeline import languages
from timeline.config import Options
from timeline.model import Block, Day, Document, Sentence, TimeExpression
from timeline.resolve import resolve
from timeline.tag import tag
from timeline.tag.grammar import compile_grammar

FOLDER = Path(__file__).parent / "corpus"
CODES = sorted(path.stem for path in FOLDER.glob("*.toml"))


def load(code: str) -> dict[str, dict[str, object]]:
    return tomllib.loads((FOLDER / f"{code}.toml").read_text(encoding="utf-8"))


def expressions(text: str, code: str, reference: Day) -> list[TimeExpression]:
    language = languages.load(code)
    document = Document("corpus", text, (Block("paragraph", 0, len(text)),), language=code, published=reference)
    mentions = tag(text, language, code)
    found = resolve(document, [(Sentence(0, len(text)), mentions)], language, Options(today=reference))
    return [expression for _, one in found.sentences for expression in one]


def shown(expression: TimeExpression) -> str:
    """The EDTF date, with the time of day behind it; for what is no calendar date the TIMEX3 value."""
    if expression.span is None:
        return expression.value
    return expression.span.edtf + (f"T{expression.span.time}" if expression.span.time else "")


def phrases() -> list[tuple[str, str, str, str]]:
    return [
        (code, kind, phrase, str(value))
        for code in CODES
        for kind, entries in load(code)["phrases"].items()
        for phrase, value in entries.items()  # type: ignore[attr-defined]  # a TOML table
    ]


def negatives() -> list[tuple[str, str, str]]:
    return [(code, kind, phrase) for code in CODES for kind, entries in load(code)["negative"].items() for phrase in entries]  # type: ignore[attr-defined]  # a TOML array


@pytest.mark.parametrize(("code", "kind", "phrase", "value"), phrases())
def test_phrase(code: str, kind: str, phrase: str, value: str) -> None:
    found = expressions(phrase, code, Day(2024, 10, 27))
    assert " ".join(map(shown, found)) == value, (
        f"{kind}: {[(phrase[e.mention.start : e.mention.end], e.mention.rule, e.value) for e in found]}"
    )


@pytest.mark.parametrize(("code", "kind", "phrase"), negatives())
def test_negative(code: str, kind: str, phrase: str) -> None:
    found = expressions(phrase, code, Day(2024, 10, 27))
    assert not found, f"{kind}: {[(phrase[e.mention.start : e.mention.end], e.mention.rule) for e in found]}"


@pytest.mark.parametrize("code", languages.available())
def test_every_rule_finds_its_example(code: str) -> None:
    language = languages.load(code)
    assert language is not None
    for rule in language.data["rule"]:
        if rule["op"] == "reject":
            assert not tag(rule["example"], language, code), rule["name"]
        else:
            assert rule["name"] in {mention.rule.split(": ")[-1] for mention in tag(rule["example"], language, code)}, rule["name"]


@pytest.mark.parametrize("code", languages.available())
def test_language_has_a_corpus_and_compiles(code: str) -> None:
    language = languages.load(code)
    assert language is not None
    assert compile_grammar(language).rules.root.threads[0].node.edges
    assert code in CODES
