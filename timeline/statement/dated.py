"""Which time expressions of a sentence can date a statement, and which ones belong together as one range."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from timeline.model import Grain
from timeline.statement.adnominal import follows_noun, means_nowadays, names_noun
from timeline.statement.lexicon import DET, PREP

if TYPE_CHECKING:
    from collections.abc import Sequence

    from timeline.model import TimeExpression, TimeSpan
    from timeline.statement.parsed import Parse

_YEARS: Final = re.compile(r"\d{4}(?:[/–-]\d{2,4})?")
_NO_DAY: Final = frozenset({"time", "duration", "set", "vague"})


@dataclass(frozen=True, slots=True)
class Dated:
    """A span that a clause can be anchored to: its tokens, the expression behind it, and the words of preposition before it."""

    first: int
    last: int
    span: TimeSpan
    expression: TimeExpression
    prepositions: tuple[str, ...] = ()
    opens: int = 0  # the first token, with the prepositions


def find_dated(parse: Parse, expressions: Sequence[TimeExpression], indices: dict[int, int]) -> list[Dated]:
    """The calendar dates of a sentence; `indices` tells the token of each expression by its offset."""
    found: list[Dated] = []
    usable = [e for e in expressions if e.span is not None and e.type != "SET" and e.mention.op not in _NO_DAY]
    usable = [
        e for e in usable if not means_nowadays(parse, e, indices[e.mention.start]) and not _is_surname(parse, indices[e.mention.start])
    ]
    for expression in usable:
        index = indices[expression.mention.start]
        opens = _first_preposition(parse, index, is_year=_YEARS.fullmatch(parse.tokens[index].text) is not None)
        words = tuple(parse.words[opens:index])
        enclosed = _enclosed(parse, index)
        if not names_noun(parse, index, opens, expression) and not _hangs_on_noun(parse, index, opens, enclosed):
            assert expression.span is not None  # noqa: S101 - chosen above
            span = _opened(parse, expression.span, index, words)
            found.append(Dated(index, index + 1, span, expression, (*words, *enclosed), opens))
    return _joined(parse, found)


def _hangs_on_noun(parse: Parse, index: int, opens: int, enclosed: tuple[str, ...]) -> bool:
    """`la manifestación | del domingo`: the date begins with the word that ties it to the noun; `la noche del domingo` is one."""
    if opens != index or not index or not any(parse.lexicon.is_date_word("adnominal", word) for word in enclosed):
        return False
    return follows_noun(parse, index) and not parse.lexicon.is_date_word("hour_nouns", parse.words[index - 1])


def _is_surname(parse: Parse, index: int) -> bool:
    """`Paul Vendredi`: a bare word with a capital behind another one, in a language that writes its dates without."""
    text = parse.tokens[index].text
    if not parse.lexicon.lower_case_dates or not text.isalpha() or not text[0].isupper() or not index:
        return False
    return parse.tokens[index - 1].text[0].isupper() and not parse.roles[index - 1]


def _enclosed(parse: Parse, index: int) -> tuple[str, ...]:
    """A preposition that the date begins with: `aplazado | al 20 de enero`."""
    word = parse.tokens[index].text.split(None, 1)[0].lower()
    return (word,) if parse.lexicon.role(word) & PREP else ()


def _first_preposition(parse: Parse, index: int, *, is_year: bool) -> int:
    """The first of the prepositions before a date, an article between them included; an article before a year is a noun's."""
    first = index
    if is_year and index and parse.roles[index - 1] & DET:
        return index
    while (
        first
        and index - first < 3
        and (
            parse.roles[first - 1] & PREP
            or (first == index and parse.roles[first - 1] & DET and first > 1 and parse.roles[first - 2] & PREP)
        )
    ):
        first -= 1
    return first


def _opened(parse: Parse, span: TimeSpan, index: int, words: tuple[str, ...]) -> TimeSpan:
    """`seit 2014`, `ab Montag`, `von Mai an`: a span without an end."""
    adnominal = any(parse.lexicon.is_date_word("adnominal", word) for word in words)
    if adnominal and index + 1 < len(parse.words) and parse.lexicon.is_date_word("open_after", parse.words[index + 1]):
        return replace(span, last=None)
    ahead = index - len(words)
    if ahead and parse.words[ahead - 1] in parse.lexicon.status_words("cancelled"):
        return span  # `postponed from Nov. 23`
    is_unit = not span.is_range or span.grain in (Grain.WEEK, Grain.WEEKEND, Grain.HALF)
    if span.last is not None and is_unit and any(parse.lexicon.is_date_word("open", word) for word in words):
        return replace(span, last=None)
    return span


def _joined(parse: Parse, found: list[Dated]) -> list[Dated]:
    """Two ends of one range as one span: `von Mai bis Juli`, `between 2014 and 2016`."""
    joined: list[Dated] = []
    for dated in found:
        if joined and _is_range(parse, joined[-1], dated):
            joined[-1] = _range(joined[-1], dated)
        elif joined and _is_apposed(parse, joined[-1], dated):
            joined[-1] = min(joined[-1], dated, key=_length)
        else:
            joined.append(dated)
    return joined


def _is_apposed(parse: Parse, left: Dated, right: Dated) -> bool:
    """`Nächste Woche, am 28. November, …`: only a mark between them, and one lies within the other."""
    between = parse.words[left.last : right.opens]
    if between not in ([","], ["("]):
        return False
    return _within(left.span, right.span) or _within(right.span, left.span)


def _within(inner: TimeSpan, outer: TimeSpan) -> bool:
    if inner.first is None or inner.last is None or outer.first is None or outer.last is None:
        return False
    return outer.first <= inner.first and inner.last <= outer.last


def _length(dated: Dated) -> int:
    first, last = dated.span.first, dated.span.last
    if first is None or last is None:
        return 10**9
    return (last.year - first.year) * 372 + (last.month - first.month) * 31 + last.day - first.day


def _is_range(parse: Parse, start: Dated, end: Dated) -> bool:
    between = tuple(parse.words[start.last : end.first])
    if not start.prepositions or len(between) not in (1, 2):
        return False
    pairs = parse.lexicon.ranges
    fits = any(
        opener in start.prepositions and between[-len(closer) :] == closer and len(between) <= len(closer) + 1 for opener, closer in pairs
    )
    return fits and start.span.first is not None and end.span.last is not None and start.span.first <= end.span.last


def _range(start: Dated, end: Dated) -> Dated:
    first, last = start.span, end.span
    grain = last.grain if first.last is None and first.grain == last.grain else first.grain
    span = replace(
        first,
        last=last.last,
        grain=grain,
        end_grain=last.grain if last.grain != first.grain else None,
        approximate=first.approximate or last.approximate,
        implied=first.implied | last.implied,
        part="",
    )
    return replace(start, last=end.last, span=span)
