"""Find time expressions: rules over words, then rules over what was found, then checks that drop look-alikes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from timeline.tag import fallback
from timeline.tag.grammar import compile_grammar
from timeline.tag.match import look_up
from timeline.tag.refine import find, join
from timeline.tag.tokens import Tokens, fold, stretches

if TYPE_CHECKING:
    from timeline.languages import Language
    from timeline.model import Mention

__all__ = ["tag"]

HAS_DIGIT = re.compile(r"\d").search


def tag(text: str, language: Language | None, code: str) -> list[Mention]:
    """The mentions in a text, in order and without overlap; `code` names the language of the fallback where there is no data."""
    if language is None:
        return fallback.find(text, code)
    grammar = compile_grammar(language)
    folded = fold(text)
    mentions: list[Mention] = []
    for start, end in stretches(text):
        tokens = Tokens(text, folded, start, end)
        if grammar.triggers.keys().isdisjoint(tokens.words) and not HAS_DIGIT(folded, start, end):
            continue
        lexemes = look_up(tokens, grammar.lexicon)
        found = find(tokens, lexemes, grammar)
        if found:
            mentions += join(tokens, lexemes, found, grammar)
    return mentions
