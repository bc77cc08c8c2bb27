"""What a wrong language file is told: one line that names the file, the rule and the reason."""

from __future__ import annotations

from typing import Any

import pytest

from timeline.errors import LanguageDataError
from timeline.languages import Language
from timeline.tag import tag
from timeline.tag.grammar import compile_grammar

WORDS = {"n": {"1": ["one"]}, "unit": {"day": ["day", "days"]}, "month": {"5": ["May"]}}


def language(*rules: dict[str, Any], words: dict[str, Any] | None = None) -> Language:
    return Language("xx", {"code": "xx", "name": "Test", "words": words or WORDS, "rule": list(rules)})


@pytest.mark.parametrize(
    ("rule", "reason"),
    [
        ({"name": "r", "op": "date", "phrases": ["{mnth}"]}, "no words for the slot {mnth}"),
        ({"name": "r", "op": "guess", "phrases": ["{month}"]}, "an op of"),
        ({"op": "date", "phrases": ["{month}"]}, "needs a name"),
        ({"name": "r", "op": "date"}, "phrases"),
        ({"name": "r", "op": "duration", "phrases": ["{n}"]}, "fills none of unit"),
        ({"name": "r", "op": "date", "phrases": ["[{month}"]}, "is not closed"),
        ({"name": "r", "op": "date", "phrases": ["{month})"]}, "was not opened"),
        ({"name": "r", "op": "date", "phrases": ["{month"]}, "malformed"),
        ({"name": "r", "op": "date", "phrases": ["(a|b|c|d|e)" * 6]}, "variants"),
    ],
)
def test_a_wrong_rule_is_named_with_its_reason(rule: dict[str, Any], reason: str) -> None:
    with pytest.raises(LanguageDataError, match=r"^xx\.toml: rule ") as error:
        compile_grammar(language(rule))
    assert reason in str(error.value)
    assert "\n" not in str(error.value)


def test_words_that_are_no_list_are_named() -> None:
    with pytest.raises(LanguageDataError, match=r"words\.month"):
        compile_grammar(language({"name": "r", "op": "date", "phrases": ["{month}"]}, words={"month": "May"}))


def test_a_rule_of_a_small_language_works() -> None:
    small = language({"name": "in", "op": "shift", "sign": 1, "phrases": ["in <{n} {unit}>"]})
    assert [(m.start, m.end, m.op) for m in tag("in one day, in 3 days", small, "xx")] == [(3, 10, "shift"), (15, 21, "shift")]


def test_each_phrase_says_itself_whether_a_word_needs_its_capital() -> None:
    rules = [
        {"name": "name", "op": "reject", "phrases": ["May {n} {unit}"]},
        {"name": "may", "op": "duration", "phrases": ["may <{n} {unit}>"]},
    ]
    both = language(rules[0])
    both = Language("xx", {**both.data, "rule": rules})
    assert [(m.start, m.rule) for m in tag("may 2 days", both, "xx")] == [(4, "may")]
    assert tag("May 2 days", both, "xx") == []
