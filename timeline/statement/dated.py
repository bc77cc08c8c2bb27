"""Which time expressions of a sentence can date a statement, and which ones belong together as one range."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from timeline.languages.forms import ATTRIBUTIVE, FINITE, FUTURE, GERUND, HAVE, INFINITIVE, MODAL, PARTICIPLE, PRESENT
from timeline.model import Grain
from timeline.statement.lexicon import COORD, DET, PREP, PRON

if TYPE_CHECKING:
    from collections.abc import Sequence

    from timeline.model import TimeExpression, TimeSpan
    from timeline.statement.pieces import Parse

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
    usable = [e for e in usable if not _means_nowadays(parse, e, indices[e.mention.start])]
    for expression in usable:
        index = indices[expression.mention.start]
        opens = _first_preposition(parse, index)
        words = tuple(parse.words[opens:index])
        if not _names_noun(parse, index, opens, expression):
            assert expression.span is not None  # noqa: S101 - chosen above
            found.append(Dated(index, index + 1, _opened(parse, expression.span, words), expression, words, opens))
    return _joined(parse, found)


def _means_nowadays(parse: Parse, expression: TimeExpression, index: int) -> bool:
    """`Heute arbeitet er als Berater`: with the present tense and no hour, today is nowadays; nobody says so of yesterday."""
    if expression.span is None or expression.span.time or not parse.lexicon.is_date_word("nowadays", parse.tokens[index].text.lower()):
        return False
    finite = [token.flags for token in parse.tokens if token.flags & FINITE and not token.flags & (PARTICIPLE | INFINITIVE | ATTRIBUTIVE)]
    return bool(finite) and all(flags & PRESENT and not flags & (HAVE | MODAL | FUTURE) for flags in finite)


def _first_preposition(parse: Parse, index: int) -> int:
    first = index
    while first and index - first < 3 and (parse.roles[first - 1] & PREP or (parse.roles[first - 1] & DET and first > 1 and parse.roles[first - 2] & PREP)):
        first -= 1
    return first


def _names_noun(parse: Parse, index: int, opens: int, expression: TimeExpression) -> bool:
    """Whether a date only tells which thing is meant: `the 1969 landing craft`, `die Wahl vom 5. Mai`, `Haushalt 2024`."""
    tokens, words = parse.tokens, parse.words
    lexicon = parse.lexicon
    before = tokens[opens - 1] if opens else None
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    if any(lexicon.is_date_word("adnominal", word) for word in words[opens:index]):
        return before is not None and before.text[0].isalpha() and not before.flags and not lexicon.is_date_word("anchor", before.word)
    is_bare_year = expression.span is not None and expression.span.grain is Grain.YEAR and _YEARS.fullmatch(tokens[index].text) is not None
    if opens < index:
        return is_bare_year and _is_modifier(parse, index)
    if before is not None and parse.roles[opens - 1] & DET and expression.mention.op == "date" and not is_bare_year:
        return True  # `the summer did the rest`, `Die Spielzeit 2024/25 beginnt`: the date is a subject or an object
    if not is_bare_year:
        return False
    if before is not None and lexicon.is_date_word("anchor", before.word):
        return False
    if before is None and after is not None and after.text[0].isalpha() and not after.flags and not parse.roles[index + 1]:
        return True  # a count: `2000 junge Leute kamen`
    if lexicon.capital_nouns:
        has_article = any(parse.roles[i] & DET for i in range(max(0, opens - 4), opens - 1)) or opens == 1
        return before is not None and before.text[0].isupper() and has_article and not parse.roles[opens - 1] & (PREP | DET | PRON)
    return _is_modifier(parse, index) or (after is None and before is not None and before.text[0].isupper())


def _is_modifier(parse: Parse, index: int) -> bool:
    """`the 1969 craft`, `in the 2019 election`: an article directly before the year, a word that is no verb directly after it."""
    if not index or index + 1 >= len(parse.tokens):
        return False
    after = parse.tokens[index + 1]
    is_noun = after.text[0].isalpha() and not (after.flags & FINITE and not after.flags & GERUND) and not parse.roles[index + 1] & (PREP | COORD)
    return bool(parse.roles[index - 1] & DET) and is_noun


def _opened(parse: Parse, span: TimeSpan, words: tuple[str, ...]) -> TimeSpan:
    """`seit 2014`, `ab Montag`: a span without an end."""
    if span.last is not None and any(parse.lexicon.is_date_word("open", word) for word in words):
        return replace(span, last=None)
    return span


def _joined(parse: Parse, found: list[Dated]) -> list[Dated]:
    """Two ends of one range as one span: `von Mai bis Juli`, `between 2014 and 2016`."""
    joined: list[Dated] = []
    for dated in found:
        if joined and _is_range(parse, joined[-1], dated):
            joined[-1] = _range(joined[-1], dated)
        else:
            joined.append(dated)
    return joined


def _is_range(parse: Parse, start: Dated, end: Dated) -> bool:
    between = tuple(parse.words[start.last : end.first])
    if not start.prepositions or len(between) not in (1, 2):
        return False
    pairs = parse.lexicon.ranges
    fits = any(opener in start.prepositions and between[-len(closer) :] == closer and len(between) <= len(closer) + 1 for opener, closer in pairs)
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
