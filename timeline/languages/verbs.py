"""Sentences read as tokens with the verb forms that they can be."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from timeline.languages.forms import (
    ATTRIBUTIVE,
    BE,
    FINITE,
    FUTURE,
    GERUND,
    HAVE,
    INFINITIVE,
    MODAL,
    PARTICIPLE,
    PAST,
    PRESENT,
    SUBJUNCTIVE,
    Verbs,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from timeline.languages import Language

DATE: Final = "<date>"
"""The word of a token that is a time expression."""

STOPS: Final = frozenset(",;:–—()!?")
"""The marks between which a clause stands."""

_MOST: Final = 50_000  # words remembered: a corpus of any size stays in bounded memory


class Token(NamedTuple):
    """A word, number or mark of a sentence; `end` and `start` are code points, `flags` say what verb form it can be."""

    start: int
    end: int
    text: str
    word: str
    flags: int


class Reader:
    """Reads a sentence into tokens and narrows ambiguous verb forms by the words beside them."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.verbs = Verbs(data)
        context = data.get("context", {})
        self.capital_nouns: bool = data.get("capital_nouns", False)
        self._nominal_after = frozenset(context.get("nominal_after", "").split())
        self.infinitive_after = frozenset(context.get("infinitive_after", "").split())
        self.clitics = frozenset(context.get("clitics", "").split())
        self._adjectives = frozenset(context.get("adjectives", "").split())
        self._bare_after = frozenset(context.get("bare_after", "").split())
        self._bare_after_ending: str = context.get("bare_after_ending", "")
        self._pieces = re.compile(rf"[\s_]*(?:{_ELIDED if data.get('elision') else _WHOLE})")  # a token and what is blank before it
        cue = data.get("cue", {})
        self.future_words = frozenset(cue.get("future", "").split())
        self.past_prepositions = frozenset(cue.get("past_before", "").split())
        self.verb_before_date: bool = context.get("verb_before_date", False)
        self.present_is_future: bool = context.get("present_is_future", True)
        self.past_endings: tuple[str, ...] = tuple(cue.get("past_behind", "").split())
        self.dependent = frozenset(context.get("dependent", "").split())
        self.future_prepositions = frozenset(cue.get("future_before", "").split())
        self._moves = [(frozenset(row[0].split()), frozenset(row[1].split())) for row in cue.get("moved", ())]
        self.gerund_prepositions = frozenset(cue.get("past_gerund_after", "").split())
        self.coordinators = frozenset(context.get("coordinators", "").split())
        self.intent_words = frozenset(cue.get("intent", "").split())
        self._as_words = frozenset(cue.get("no_future_after", "").split())
        self._causes = frozenset(cue.get("no_future_before", "").split())
        self.scheduled = frozenset(cue.get("scheduled", "").split())
        self.bounds = STOPS | self.coordinators
        self.cue_words = self.future_words | self.intent_words
        self._entries: dict[str, tuple[str, str, int, bool]] = {}

    def looks_ahead(self, tokens: list[Token], i: int) -> bool:
        """Whether a token is a word such as `scheduled`, and not that of `as scheduled`, which has come true, or of `due to snow`."""
        if tokens[i].word not in self.future_words or (i and tokens[i - 1].word in self._as_words):
            return False
        return i + 1 == len(tokens) or tokens[i + 1].word not in self._causes

    def is_moved(self, before: list[Token]) -> bool:
        """Whether the words before a date move or set something to it: `postponed to`, `called a meeting for`."""
        words = {token.word for token in before[-8:-1]}
        return any(before[-1].word in prepositions and not verbs.isdisjoint(words) for prepositions, verbs in self._moves)

    def read(self, text: str, start: int, end: int, dates: Sequence[tuple[int, int]] = ()) -> list[Token]:
        """The tokens of `text[start:end]`; each of `dates` (sorted, apart) becomes one token whose word is `DATE`."""
        tokens: list[Token] = []
        for first, stop in dates:
            last = first + len(text[first:stop].rstrip(",;:"))  # a mark behind a date is the sentence's
            self._read(text, start, first, tokens)
            tokens.append(Token(first, last, text[first:last], DATE, 0))
            start = last
        self._read(text, start, end, tokens)
        return tokens

    def _read(self, text: str, start: int, end: int, tokens: list[Token]) -> None:
        before = tokens[-1].word if tokens else ""
        entries, place = self._entries, start
        for piece in self._pieces.findall(text, start, end):
            written, word, flags, capital = entries.get(piece) or self._enter(piece)
            if flags and before:
                flags = 0 if capital and before not in _OPENERS else self._narrow(flags, before, tokens)
                if flags & FINITE:
                    if not flags & INFINITIVE:
                        self._unverb(tokens)
                    if len(tokens) == 1 and self.capital_nouns and flags & (PAST | PRESENT) and tokens[0].flags == PAST:
                        tokens[0] = tokens[0]._replace(flags=0)  # `Experten sollen`: of two verbs at the start the first is a noun
            place += len(piece)
            tokens.append(tuple.__new__(Token, (place - len(written), place, written, word, flags)))  # as Token(…), at half the cost
            before = word

    def _enter(self, piece: str) -> tuple[str, str, int, bool]:
        """A word as written and as it is looked up, all verb forms that it can be, and whether it has a capital; remembered."""
        if len(self._entries) >= _MOST:
            self._entries.clear()
        written = _BLANK.sub("", piece, count=1)
        word = written.lower().replace("’", "'")
        entry = (written, word, self.verbs.flags(word) if word[0].isalpha() else 0, written[0].isupper())
        self._entries[piece] = entry
        return entry

    def _unverb(self, tokens: list[Token]) -> None:
        """Of two finite verbs side by side the first is a noun (`shares fell`, `talks are`), where nouns and verbs look alike."""
        if self._bare_after and tokens[-1].flags == PRESENT:
            tokens[-1] = tokens[-1]._replace(flags=0)

    def _is_count(self, flags: int, before: str) -> bool:
        """`19.69 points`: behind a number, where nouns and verbs look alike, stands a noun."""
        return bool(self._bare_after) and before[0].isdigit() and not flags & ~(PRESENT | INFINITIVE)

    def _narrow(self, flags: int, before: str, tokens: list[Token]) -> int:
        if before in self.infinitive_after:
            return flags & INFINITIVE
        if before in self.clitics and flags & ~(PRESENT | PARTICIPLE | INFINITIVE | SUBJUNCTIVE | ATTRIBUTIVE | GERUND):
            return flags  # `l'a annoncé`, `la detuvo`: an object before its verb, not an article
        if before in self._nominal_after or (before in self._adjectives and tokens[-1].text[0].islower()) or self._is_count(flags, before):
            return ATTRIBUTIVE if flags & (PARTICIPLE | ATTRIBUTIVE) else flags & GERUND
        if (
            self._bare_after
            and flags == PRESENT
            and tokens[-1].flags & (FINITE | PARTICIPLE)
            and not tokens[-1].flags & (HAVE | BE | MODAL)
        ):
            return 0  # `denied reports`
        if flags & INFINITIVE and flags & PRESENT and not flags & (HAVE | BE | MODAL):
            follows_plural = not self._bare_after or before in self._bare_after or before.endswith(self._bare_after_ending)
            if tokens[-1].flags & (MODAL | FUTURE) or not follows_plural:
                return flags & ~PRESENT
        return flags


_WHOLE = r"[^\W\d_]+(?:['’\-‑.](?=\w)[^\W_]+)*|\d+(?:[.,:]\d+)*\w*(?:[\-‑](?=\w)[^\W_]+)*|[^\w\s]"
_ELIDED = r"[^\W\d_]{1,7}['’](?=\w)|[^\W\d_]+(?:[\-‑](?=\w)[^\W_]+)*|\d+(?:[.,:]\d+)*\w*(?:[\-‑](?=\w)[^\W_]+)*|[^\w\s]"
_BLANK = re.compile(r"^[\s_]+")
_OPENERS = frozenset(':–—-„“”"«»‚‘(.!?')


@cache
def reader(language: Language) -> Reader:
    """The reader of a language's verb forms, compiled once."""
    return Reader(language.data.get("verbs", {}))
