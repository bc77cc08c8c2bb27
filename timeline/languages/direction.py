"""What the verbs and cue words around a date say of its direction: whether its clause looks back or ahead."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

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
)
from timeline.languages.verbs import DATE, STOPS, Reader, Token, reader

if TYPE_CHECKING:
    from collections.abc import Iterator

    from timeline.languages import Language

_SINCE: Final = 24  # code points that `since the end of` may take
_WEAK: Final = 12  # code points that a cue in the present tense must be nearer than another one


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
    if any(known.looks_ahead(tokens, i) for i in range(max(0, at - 3), at)):
        return "future"  # `planned for 5 December`
    for first, last in _stretches(tokens, mention_start, known):
        stretch = tokens[first:last]
        flags = 0
        for token in stretch:
            flags |= token.flags
        if flags & MODAL and not flags & INFINITIVE:
            stretch += [token for token in tokens[last:] if token.flags & (INFINITIVE | PARTICIPLE)]  # the end of the modal's bracket
        found = _tense(stretch, mention_start, mention_end, known)
        if found:
            return found
    return None


def is_since(text: str, mention_start: int, language: Language) -> bool:
    """Whether a date is said to be that since which something holds."""
    before = text[max(0, mention_start - _SINCE) : mention_start].lower().split()
    return not reader(language).past_prepositions.isdisjoint(before[-2:])


def _stretches(tokens: list[Token], mention_start: int, known: Reader) -> Iterator[tuple[int, int]]:
    """The stretch of the mention, then those on the side where its verb stands and on the other; relative clauses come last."""
    bounds = [i for i, token in enumerate(tokens) if token.word in known.bounds]
    cuts = [-1, *(i for i in bounds if tokens[i].word in STOPS or _verb_near(tokens, i)), len(tokens)]
    stretches = [(a + 1, b) for a, b in pairwise(cuts) if b > a + 1]
    own = next((i for i, (_, last) in enumerate(stretches) if tokens[last - 1].end > mention_start), 0)
    yield stretches[own]
    behind, before = stretches[own + 1 :], stretches[:own][::-1]
    others = before + behind if known.verb_before_date else behind + before
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
        if not token.flags and token.word not in known.cue_words:
            continue
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
    if known.looks_ahead(tokens, i) and (known.capital_nouns or flags != ATTRIBUTIVE):
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
        if _is_passive_to_come(tokens[:i] if known.verb_before_date else tokens, flags):
            return None
        return _passive(tokens, i, known) if flags & PARTICIPLE else "past"
    if flags & GERUND and tokens[i].word in known.scheduled and i and tokens[i - 1].flags & BE and tokens[i - 1].flags & PRESENT:
        return "future"  # `they are meeting on Monday`
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
        token.flags & (FUTURE | MODAL) or (token.flags & CONDITIONAL and token.flags & BE and not token.flags & HAVE) for token in tokens
    )


def _passive(tokens: list[Token], i: int, known: Reader) -> str | None:
    """`to be published` is still to come, `is heard` tells no time; any other participle is past."""
    auxiliary = known.verbs.flags(tokens[i - 1].word) if i else 0
    if auxiliary & BE and not auxiliary & HAVE:
        if auxiliary & INFINITIVE and i > 1 and tokens[i - 2].word in known.infinitive_after:
            return "future"
        if auxiliary & PRESENT and not known.present_is_future:
            return None
    return "past"


def _present(tokens: list[Token], i: int, known: Reader) -> str | None:
    """A perfect is past; with a date beside it a bare present looks ahead, in languages where that is how one says it.

    Where only what is scheduled is told so (`the trial opens on Monday`), a language lists those verbs: other words are
    rather nouns (`shares`, `attacks`).
    """
    flags = tokens[i].flags
    if flags & HAVE and any(token.flags & PARTICIPLE for token in tokens):
        return "past"
    if known.scheduled and tokens[i].word not in known.scheduled:
        return None
    return "future" if known.present_is_future or not flags & (BE | HAVE) else None
