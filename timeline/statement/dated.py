"""Which time expressions of a sentence can date a statement, and which ones belong together as one range."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from timeline.languages.forms import ATTRIBUTIVE, FINITE, FUTURE, HAVE, INFINITIVE, MODAL, PARTICIPLE, PRESENT
from timeline.languages.verbs import DATE
from timeline.model import Grain
from timeline.statement.lexicon import COORD, DET, PREP, SUB

if TYPE_CHECKING:
    from collections.abc import Sequence

    from timeline.model import TimeExpression, TimeSpan
    from timeline.statement.pieces import Parse

_YEARS: Final = re.compile(r"\d{4}(?:[/–-]\d{2,4})?")
_COARSE: Final = frozenset({Grain.QUARTER, Grain.HALF, Grain.YEAR})
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
        opens = _first_preposition(parse, index, is_year=_YEARS.fullmatch(parse.tokens[index].text) is not None)
        words = tuple(parse.words[opens:index])
        if not _names_noun(parse, index, opens, expression):
            assert expression.span is not None  # noqa: S101 - chosen above
            found.append(Dated(index, index + 1, _opened(parse, expression.span, index, words), expression, words, opens))
    return _joined(parse, found)


def _means_nowadays(parse: Parse, expression: TimeExpression, index: int) -> bool:
    """`Heute arbeitet er als Berater`: with the present tense and no hour, today is nowadays; nobody says so of yesterday."""
    if expression.span is None or expression.span.time or not parse.lexicon.is_date_word("nowadays", parse.tokens[index].text.lower()):
        return False
    low = next((i for i in range(index, -1, -1) if parse.words[i] in ",;:–—"), -1)
    high = next((i for i in range(index, len(parse.words)) if parse.words[i] in ",;:–—"), len(parse.words))
    finite = [
        token.flags
        for token in parse.tokens[low + 1 : high]
        if token.flags & FINITE and not token.flags & (PARTICIPLE | INFINITIVE | ATTRIBUTIVE)
    ]
    perfect = any(token.flags & PARTICIPLE for token in parse.tokens[low + 1 : high])
    return bool(finite) and all(flags & PRESENT and not flags & (MODAL | FUTURE) and not (perfect and flags & HAVE) for flags in finite)


def _first_preposition(parse: Parse, index: int, *, is_year: bool) -> int:
    """The first of the prepositions before a date, an article between them included; an article before a year is a noun's."""
    first = index
    if is_year and index and parse.roles[index - 1] & DET:
        return index
    while (
        first
        and index - first < 3
        and (parse.roles[first - 1] & PREP or (parse.roles[first - 1] & DET and first > 1 and parse.roles[first - 2] & PREP))
    ):
        first -= 1
    return first


def _names_noun(parse: Parse, index: int, opens: int, expression: TimeExpression) -> bool:
    """Whether a date only tells which thing is meant: `the 1969 landing craft`, `die Wahl vom 5. Mai`, `Haushalt 2024`."""
    tokens, words = parse.tokens, parse.words
    lexicon = parse.lexicon
    before = tokens[opens - 1] if opens else None
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    behind = parse.source[tokens[index].end : tokens[index].end + 2].replace("’", "'")
    if lexicon.has("cancelled", words, 0, len(words)):
        return False  # what is called off is told by its date: `Friday's concert has been cancelled`
    if lexicon.is_date_word("possessive", behind):
        return True  # `next week's talks`
    is_from = after is not None and lexicon.is_date_word("open_after", after.word)
    if any(lexicon.is_date_word("adnominal", word) for word in words[opens:index]) and not is_from:
        return _follows_noun(parse, opens) and not (expression.span is not None and expression.span.is_range)
    if _is_compared(parse, opens) or _is_record(parse, opens, index):
        return True
    is_for = any(lexicon.is_date_word("planned_for", word) for word in words[opens:index])
    if is_for and expression.span is not None and expression.span.grain in _COARSE and _follows_noun(parse, opens):
        return not lexicon.has("planned", words, 0, len(words))  # `profits for the fourth quarter`
    if (
        not lexicon.capital_nouns
        and expression.mention.op == "date"
        and "rel" not in expression.mention.fields
        and _is_modifier(parse, index)
    ):
        return True  # `the January 1998 bombing`
    is_bare_year = expression.span is not None and expression.span.grain is Grain.YEAR and _YEARS.fullmatch(tokens[index].text) is not None
    if opens < index:
        return is_bare_year and _is_modifier(parse, index)
    is_day = expression.span is not None and expression.span.grain is Grain.DAY
    if (
        before is not None
        and parse.roles[opens - 1] & DET
        and expression.mention.op == "date"
        and not is_bare_year
        and not is_day
        and "rel" not in expression.mention.fields
    ):
        return True  # `the summer did the rest`, `Die Spielzeit 2024/25 beginnt`: the date is a subject or an object
    if not is_bare_year:
        return False
    if before is not None and lexicon.is_date_word("anchor", before.word):
        return False
    if before is None and after is not None and after.text[0].isalpha() and not after.flags and not parse.roles[index + 1]:
        return True  # a count: `2000 junge Leute kamen`
    if before is not None and before.text[0].isupper() and before.word.endswith(lexicon.year_nouns):
        return True  # `Haushalt 2024`, `Landtagswahl 2021`
    return _ends_name(parse, index) if lexicon.capital_nouns else _is_modifier(parse, index)


def _is_compared(parse: Parse, opens: int) -> bool:
    """`anders als 2019`, `compared with 2019`: another time, that the clause does not tell of."""
    words, is_word = parse.words, parse.lexicon.is_date_word
    date = words.index(DATE, opens)
    at = next((i for i in range(max(0, opens - 1), date) if is_word("comparison", words[i])), -1)
    if at <= 0:
        return at == 0 and not parse.roles[at] & SUB
    return parse.tokens[at - 1].text[0].isalnum() and not is_word("bound", words[at - 1])


def _is_record(parse: Parse, opens: int, index: int) -> bool:
    """`der erste Sieg seit 2019`: the date says how rare the thing is, not when the clause holds."""
    is_word = parse.lexicon.is_date_word
    is_since = any(is_word("open", word) for word in parse.words[opens:index])
    return is_since and _follows_noun(parse, opens) and any(is_word("record", word) for word in parse.words[max(0, opens - 5) : opens])


def _ends_name(parse: Parse, index: int) -> bool:
    """`an der Bundesstraße 2013`, `aus dem Programm Erde 2030`: a noun behind a preposition or a noun, and nothing behind the year."""
    if index < 2 or (index + 1 < len(parse.tokens) and parse.tokens[index + 1].text[0].isalnum() and not parse.roles[index + 1] & COORD):
        return False
    if not parse.tokens[index - 1].text[0].isupper():
        return False
    article = index - 3 if parse.roles[index - 2] & DET else index - 2
    return parse.tokens[index - 2].text[0].isupper() or (article >= 0 and bool(parse.roles[article] & PREP))


def _follows_noun(parse: Parse, i: int) -> bool:
    """Whether a noun, perhaps in quotation marks or brackets, stands before a token."""
    while i and not parse.tokens[i - 1].text[0].isalnum() and parse.words[i - 1] in '"“”»«)':
        i -= 1
    if not i or parse.tokens[i - 1].flags & (FINITE | PARTICIPLE) or parse.roles[i - 1]:
        return False
    first = parse.tokens[i - 1].text[0]
    return first.isupper() if parse.lexicon.capital_nouns else first.isalpha()


def _is_modifier(parse: Parse, index: int) -> bool:
    """`the 1969 craft`, `in the 2019 election`: an article directly before the year, a word that is no verb directly after it."""
    if not index or index + 1 >= len(parse.tokens):
        return False
    after = parse.tokens[index + 1]
    is_verb = after.flags & FINITE and (after.flags & (HAVE | MODAL | FUTURE) or not _YEARS.fullmatch(parse.tokens[index].text))
    is_noun = after.text[0].isalpha() and not parse.roles[index + 1] & ~DET and not is_verb
    return bool(parse.roles[index - 1] & DET) and is_noun


def _opened(parse: Parse, span: TimeSpan, index: int, words: tuple[str, ...]) -> TimeSpan:
    """`seit 2014`, `ab Montag`, `von Mai an`: a span without an end."""
    adnominal = any(parse.lexicon.is_date_word("adnominal", word) for word in words)
    if adnominal and index + 1 < len(parse.words) and parse.lexicon.is_date_word("open_after", parse.words[index + 1]):
        return replace(span, last=None)
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
