"""A sentence as it is read: tokens with the roles of their words, and the pieces that it falls into."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from timeline.languages.forms import ATTRIBUTIVE, FINITE, PAST
from timeline.languages.verbs import DATE
from timeline.statement.lexicon import ADVERB, CONNECT, COORD, DET, NEG, PREP, PRON

if TYPE_CHECKING:
    from timeline.languages.verbs import Token
    from timeline.statement.lexicon import Lexicon

PARENTHESIS: Final = 1000
"""Regions from here on are parentheses, those below are quotations."""

_SMALL: Final = ADVERB | NEG


@dataclass(slots=True)
class Parse:
    """The tokens of a sentence with the roles of their words; `words` repeats the words for quick searches."""

    source: str  # the text that offsets refer to
    tokens: list[Token]
    words: list[str]
    roles: list[int]
    lexicon: Lexicon
    sequel: str = ""  # the words that follow the sentence, in lower case


@dataclass(slots=True)
class Piece:
    """Tokens `first` to `last` (exclusive). `region` numbers the quotation or parenthesis that it lies in; 0 is outside."""

    first: int
    last: int
    opener: str = ""
    region: int = 0
    lead: int = 0
    finite: tuple[int, ...] = ()
    verbal: tuple[int, ...] = ()  # participles and infinitives that are no attribute of a noun
    closer: str = ""
    is_source: bool = False  # holds nothing but who says it: `so die Polizei`, `according to police`


def could_be_finite(parse: Parse, index: int) -> bool:
    """Whether a token can be the finite verb of a clause."""
    flags = parse.tokens[index].flags
    return bool(flags & FINITE) and not (flags & ATTRIBUTIVE and not flags & PAST)


def has_subject(parse: Parse, piece: Piece) -> bool:
    """Whether a piece opens with a noun phrase or a pronoun rather than with its verb, an adverb or a date."""
    i = piece.first
    while i < piece.last and parse.roles[i] & (COORD | CONNECT):
        i += 1
    if i >= piece.last or i in piece.finite or parse.words[i] == DATE:
        return False
    return bool(parse.roles[i] & (DET | PRON)) or not parse.roles[i] & (PREP | _SMALL)
