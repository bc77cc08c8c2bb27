"""Sentences read as tokens with the verb forms that they can be, and what those say about the direction of a date."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from timeline.languages.forms import (
    ATTRIBUTIVE,
    BE,
    CONDITIONAL,
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
    from collections.abc import Iterator, Mapping, Sequence

    from timeline.languages import Language

DATE: Final = "<date>"
"""The word of a token that is a time expression."""

_WEAK: Final = 12  # code points that a cue in the present tense must be nearer than another one


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
        self._pattern = re.compile(_ELIDED if data.get("elision") else _WHOLE)
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
        flags_of = self.verbs.flags
        for match in self._pattern.finditer(text, start, end):
            written = match[0]
            word = written.lower().replace("’", "'")
            flags = 0
            if word[0].isalpha():
                is_name = written[0].isupper() and before and before not in _OPENERS
                flags = 0 if is_name else flags_of(word)
                if flags and before:
                    flags = self._narrow(flags, before, tokens)
                    if flags & FINITE and not flags & INFINITIVE:
                        self._unverb(tokens)
            if len(tokens) == 1 and self.capital_nouns and flags & (PAST | PRESENT) and tokens[0].flags == PAST:
                tokens[0] = tokens[0]._replace(flags=0)  # `Experten sollen`: of two verbs at the start the first is a noun
            tokens.append(Token(match.start(), match.end(), written, word, flags))
            before = word

    def _unverb(self, tokens: list[Token]) -> None:
        """Of two finite verbs side by side the first is a noun (`shares fell`, `talks are`), where nouns and verbs look alike."""
        if self._bare_after and tokens[-1].flags == PRESENT:
            tokens[-1] = tokens[-1]._replace(flags=0)

    def _narrow(self, flags: int, before: str, tokens: list[Token]) -> int:
        if before in self.infinitive_after:
            return flags & INFINITIVE
        if before in self.clitics and flags & ~(PRESENT | PARTICIPLE | INFINITIVE | SUBJUNCTIVE | ATTRIBUTIVE | GERUND):
            return flags  # `l'a annoncé`, `la detuvo`: an object before its verb, not an article
        if before in self._nominal_after or (before in self._adjectives and tokens[-1].text[0].islower()):
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
_OPENERS = frozenset(':–—-„“”"«»‚‘(.!?')
_STOPS = frozenset(",;:–—()!?")


@cache
def reader(language: Language) -> Reader:
    """The reader of a language's verb forms, compiled once."""
    return Reader(language.data.get("verbs", {}))


def direction(text: str, start: int, end: int, mention_start: int, mention_end: int, language: Language) -> str | None:
    """Whether the clause of a time expression looks back or ahead: `past`, `future`, or None where nothing tells.

    `text[start:end]` is the sentence. Stretches between marks are asked in turn: the mention's own, then those that
    follow it, then those before.
    """
    known = reader(language)
    if text.startswith(known.past_endings, mention_end):
        return "past"  # `Friday's close`
    tokens = known.read(text, start, end, [(mention_start, mention_end)])
    at = next((i for i, token in enumerate(tokens) if token.word == DATE), 0)
    if any(token.word in known.past_prepositions for token in tokens[max(0, at - 2) : at]):
        return "past"  # `seit dem 1. Juli`, `since Monday`
    if any(token.word in known.future_prepositions for token in tokens[max(0, at - 2) : at]):
        return "future"  # `auf den 20. Januar verschoben`
    if at and known.is_moved(tokens[:at]):
        return "future"  # `has been postponed to January 20`
    if any(token.word in known.future_words for token in tokens[max(0, at - 3) : at]):
        return "future"  # `planned for 5 December`
    for first, last in _stretches(tokens, mention_start, known):
        stretch = tokens[first:last]
        if not any(token.flags & INFINITIVE for token in stretch) and any(token.flags & MODAL for token in stretch):
            stretch += [token for token in tokens[last:] if token.flags & (INFINITIVE | PARTICIPLE)]  # the end of the modal's bracket
        found = _tense(stretch, mention_start, mention_end, known)
        if found:
            return found
    return None


def _stretches(tokens: list[Token], mention_start: int, known: Reader) -> Iterator[tuple[int, int]]:
    """The stretch of the mention, then those behind it and before it; relative clauses come last."""
    cuts = [-1]
    cuts += [i for i, token in enumerate(tokens) if token.word in _STOPS or (token.word in known.coordinators and _verb_near(tokens, i))]
    cuts.append(len(tokens))
    stretches = [(a + 1, b) for a, b in pairwise(cuts) if b > a + 1]
    own = next((i for i, (_, last) in enumerate(stretches) if tokens[last - 1].end > mention_start), 0)
    yield stretches[own]
    others = [*stretches[own + 1 :], *reversed(stretches[:own])]
    yield from (bounds for bounds in others if tokens[bounds[0]].word not in known.dependent)
    yield from (bounds for bounds in others if tokens[bounds[0]].word in known.dependent)


def _verb_near(tokens: list[Token], i: int) -> bool:
    """Whether a coordinator is followed by a verb: `und treffen dort`."""
    return any(token.flags & FINITE and not token.flags & ATTRIBUTIVE for token in tokens[i + 1 : i + 3])


def _tense(tokens: list[Token], mention_start: int, mention_end: int, known: Reader) -> str | None:
    """The cue nearest to the mention decides; a tense is worth more than an adverb."""
    before: tuple[int, str] | None = None
    after: tuple[int, str] | None = None
    for i, token in enumerate(tokens):
        found = _cue(tokens, i, known)
        if not found or (_is_attribute(tokens, i) and not _holds_date(tokens, i, mention_end)):
            continue
        # a present tense says less than a past one on the other side of the date: `the deal signed on Monday takes effect`
        weak = _WEAK if token.flags & PRESENT and not token.flags & (FUTURE | MODAL) else 0
        if token.end <= mention_start:
            before = (mention_start - token.end + weak, found)
        elif after is None:
            after = (token.start - mention_end + weak, found)
    if before and known.verb_before_date:
        return before[1]
    sides = [side for side in (before, after) if side]
    return min(sides)[1] if sides else None


def _cue(tokens: list[Token], i: int, known: Reader) -> str | None:
    """What a token tells of the time of its clause, or None."""
    word, flags = tokens[i].word, tokens[i].flags
    if word in known.future_words and (known.capital_nouns or flags != ATTRIBUTIVE):
        return "future"
    is_over = i > 0 and tokens[i - 1].flags & HAVE and tokens[i - 1].flags & PAST  # `had hoped to`
    if word in known.intent_words and not is_over and _has_infinitive(tokens, i):
        return "future"
    if not flags or (flags == ATTRIBUTIVE and not known.capital_nouns):  # `the planned sale` has no date of its own
        return None
    if flags == GERUND and i and tokens[i - 1].word in known.gerund_prepositions:
        return "past"  # `accused of misleading`
    if flags & BE and i + 2 < len(tokens) and tokens[i + 1].word in known.infinitive_after and tokens[i + 2].flags == INFINITIVE:
        return "future"  # `was to reopen`
    if flags & (MODAL | CONDITIONAL | FUTURE):
        return _modal(tokens, i)
    if _is_attribute(tokens, i):
        return None if flags & GERUND else "past"
    return _plain(tokens, i, known)


def _modal(tokens: list[Token], i: int) -> str | None:
    flags = tokens[i].flags
    if flags & MODAL and flags & INFINITIVE and any(token.flags & FINITE and not token.flags & INFINITIVE for token in tokens):
        return None  # the end of a verb bracket
    if (flags & CONDITIONAL and flags & HAVE) or (flags & PAST and not flags & CONDITIONAL):
        return "past"  # `hätte … öffnen sollen`
    return "past" if _is_perfect(tokens, i) else "future"


def _plain(tokens: list[Token], i: int, known: Reader) -> str | None:
    """A form that is no modal and no attribute."""
    flags = tokens[i].flags
    if flags & PARTICIPLE and flags & PRESENT and not flags & PAST and not any(t.flags & (HAVE | BE | MODAL) for t in tokens):
        return "future"  # `der am 14. Januar verhandelt`: a present tense where nothing makes it a participle
    if flags & (PAST | PARTICIPLE) and not flags & GERUND:
        return None if _is_passive_to_come(tokens[:i] if known.verb_before_date else tokens, flags) else "past"
    is_alone = not flags & INFINITIVE or not any(t.flags & FINITE and not t.flags & INFINITIVE for t in tokens)
    return _present(tokens, i, known) if flags & (PRESENT | SUBJUNCTIVE) and is_alone else None


def _is_attribute(tokens: list[Token], i: int) -> bool:
    """A participle before its noun; `entsandten` may be a past tense, but not before a word with a capital."""
    flags = tokens[i].flags
    if not flags & ATTRIBUTIVE:
        return False
    return not flags & PAST or (i + 1 < len(tokens) and tokens[i + 1].text[0].isupper())


def _holds_date(tokens: list[Token], i: int, mention_end: int) -> bool:
    """`ein im Juni ausgehandelter Pakt`: only an adjective that follows the date, before any verb, speaks of it."""
    behind = [token for token in tokens[:i] if token.start >= mention_end]
    return tokens[i].start >= mention_end and not any(token.flags & FINITE and not token.flags & ATTRIBUTIVE for token in behind)


def _has_infinitive(tokens: list[Token], i: int) -> bool:
    """`due to open`, `plant, … zu bauen`: an intent counts with what is intended."""
    return any(token.flags == INFINITIVE for token in tokens[i + 1 : i + 4])


def _is_perfect(tokens: list[Token], i: int) -> bool:
    """`soll … getötet worden sein`, `may have left`: hearsay about what has been, not a plan."""
    perfect = any(token.flags & INFINITIVE and token.flags & HAVE for token in tokens)
    return perfect and any(token.flags & PARTICIPLE for token in tokens if token is not tokens[i])


def _is_passive_to_come(tokens: list[Token], flags: int) -> bool:
    """`wird … ratifiziert`, `will be ratified`, `würden … geöffnet`: a participle under a future auxiliary."""
    return bool(flags & PARTICIPLE) and any(
        token.flags & (FUTURE | MODAL) or (token.flags & CONDITIONAL and not token.flags & HAVE) for token in tokens
    )


def _present(tokens: list[Token], i: int, known: Reader) -> str | None:
    """A perfect is past; with a date beside it a bare present looks ahead, in languages where that is how one says it."""
    flags = tokens[i].flags
    if flags & HAVE and any(token.flags & PARTICIPLE for token in tokens):
        return "past"
    return "future" if known.present_is_future or not flags & (BE | HAVE) else None
