"""Find time expressions: rules over words, then rules over what was found, then checks that drop look-alikes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline.tag import fallback
from timeline.tag.alphabet import END
from timeline.tag.grammar import compile_grammar
from timeline.tag.refine import find, join
from timeline.tag.tokens import Tokens

if TYPE_CHECKING:
    from timeline.languages import Language
    from timeline.model import Mention

__all__ = ["tag"]


def tag(text: str, language: Language | None, code: str) -> list[Mention]:
    """The mentions in a text, in order and without overlap; `code` names the language of the fallback where there is no data."""
    if language is None:
        return fallback.find(text, code)
    grammar = compile_grammar(language)
    tokens = Tokens(text, grammar.alphabet, END)
    return join(tokens, find(tokens, grammar), grammar)
