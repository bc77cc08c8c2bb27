"""Find time expressions: rules over words, then rules over what was found, then checks that drop look-alikes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline.model import Mention
from timeline.tag import fallback
from timeline.tag.grammar import compile_grammar
from timeline.tag.match import look_up
from timeline.tag.refine import find, join
from timeline.tag.tokens import fold, tokenize

if TYPE_CHECKING:
    from timeline.languages import Language

__all__ = ["tag"]


def tag(text: str, language: Language | None, code: str) -> list[Mention]:
    """The mentions in a text, in order and without overlap; `code` names the language of the fallback where there is no data."""
    if language is None:
        return fallback.find(text, code)
    grammar = compile_grammar(language)
    folded = fold(text)
    mentions: list[Mention] = []
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        if line:
            tokens = tokenize(folded, start, end)
            lexemes = look_up(tokens, text, grammar.lexicon)
            found = find(tokens, lexemes, text, grammar)
            if found:
                mentions += join(tokens, lexemes, found, grammar)
        start = end + 1
    return mentions
