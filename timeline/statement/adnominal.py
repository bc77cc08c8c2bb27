"""Dates that name a thing or another time, and date no clause: `the 1969 craft`, `Haushalt 2024`, `unlike in 2019`, `nowadays`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from timeline.languages.forms import ATTRIBUTIVE, FINITE, FUTURE, HAVE, INFINITIVE, MODAL, PARTICIPLE, PRESENT
from timeline.languages.verbs import DATE
from timeline.model import Grain
from timeline.statement.lexicon import COORD, DET, PREP, SUB

if TYPE_CHECKING:
    from timeline.model import TimeExpression
    from timeline.statement.parsed import Parse

_YEARS: Final = re.compile(r"\d{4}(?:[/–-]\d{2,4})?")
_COARSE: Final = frozenset({Grain.QUARTER, Grain.HALF, Grain.YEAR})


def names_noun(parse: Parse, index: int, opens: int, expression: TimeExpression) -> bool:
    """Whether a date only tells which thing is meant: `the 1969 landing craft`, `die Wahl vom 5. Mai`, `Haushalt 2024`."""
    if parse.lexicon.has("cancelled", parse.words, 0, len(parse.words)):
        return False  # what is called off is told by its date: `Friday's concert has been cancelled`
    if _hangs_on_noun(parse, index, opens, expression) or _is_compared(parse, opens) or _is_record(parse, opens, index):
        return True
    if _is_year(parse, index, expression):
        if opens == index and not parse.lexicon.capital_nouns and _is_numbered(parse, opens):
            return True
        return _is_modifier(parse, index) if opens < index or not parse.lexicon.capital_nouns else _names_by_year(parse, index, opens)
    return _has_article(parse, index, opens, expression)


def _hangs_on_noun(parse: Parse, index: int, opens: int, expression: TimeExpression) -> bool:
    """By a preposition or a genitive: `die Wahl vom 5. Mai`, `next week's talks`, `profits for the fourth quarter`."""
    is_word, words, span = parse.lexicon.is_date_word, parse.words, expression.span
    behind = parse.source[parse.tokens[index].end : parse.tokens[index].end + 2].replace("’", "'")
    if is_word("possessive", behind):
        return True
    is_from = index + 1 < len(words) and is_word("open_after", words[index + 1])
    if any(is_word("adnominal", word) for word in words[opens:index]) and not is_from:
        return follows_noun(parse, opens) and not (span is not None and span.is_range)
    is_for = any(is_word("planned_for", word) for word in words[opens:index])
    if is_for and span is not None and span.grain in _COARSE and follows_noun(parse, opens):
        return not parse.lexicon.has("planned", words, 0, len(words))
    return False


def _is_year(parse: Parse, index: int, expression: TimeExpression) -> bool:
    is_year = expression.span is not None and expression.span.grain is Grain.YEAR
    return is_year and _YEARS.fullmatch(parse.tokens[index].text) is not None


def _has_article(parse: Parse, index: int, opens: int, expression: TimeExpression) -> bool:
    """`the January 1998 bombing`; `the summer did the rest`, `Die Spielzeit 2024/25 beginnt`: a modifier, a subject or an object."""
    if expression.mention.op != "date" or "rel" in expression.mention.fields:
        return False
    if not parse.lexicon.capital_nouns and _is_modifier(parse, index):
        return True
    is_day = expression.span is not None and expression.span.grain is Grain.DAY
    return opens == index > 0 and bool(parse.roles[opens - 1] & DET) and not is_day


def _is_numbered(parse: Parse, opens: int) -> bool:
    """`le plan 2030`, `la cuvée 1789`: a year directly behind a noun, and no preposition, never dates the clause."""
    return follows_noun(parse, opens) and not parse.lexicon.is_date_word("anchor", parse.words[opens - 1])


def _names_by_year(parse: Parse, index: int, opens: int) -> bool:
    """A year without a preposition, where every noun has a capital: `Haushalt 2024`, `2000 junge Leute`."""
    if not opens:
        after = parse.tokens[index + 1] if index + 1 < len(parse.tokens) else None
        return after is not None and after.text[0].isalpha() and not after.flags and not parse.roles[index + 1]  # a count
    before = parse.tokens[opens - 1]
    if parse.lexicon.is_date_word("anchor", before.word):
        return False
    return (before.text[0].isupper() and before.word.endswith(parse.lexicon.year_nouns)) or _ends_name(parse, index)


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
    return is_since and follows_noun(parse, opens) and any(is_word("record", word) for word in parse.words[max(0, opens - 5) : opens])


def _ends_name(parse: Parse, index: int) -> bool:
    """`an der Bundesstraße 2013`, `aus dem Programm Erde 2030`: a noun behind a preposition or a noun, and nothing behind the year."""
    if index < 2 or (index + 1 < len(parse.tokens) and parse.tokens[index + 1].text[0].isalnum() and not parse.roles[index + 1] & COORD):
        return False
    if not parse.tokens[index - 1].text[0].isupper():
        return False
    article = index - 3 if parse.roles[index - 2] & DET else index - 2
    return parse.tokens[index - 2].text[0].isupper() or (article >= 0 and bool(parse.roles[article] & PREP))


def follows_noun(parse: Parse, i: int) -> bool:
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


def means_nowadays(parse: Parse, expression: TimeExpression, index: int) -> bool:
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
    return all(flags & PRESENT and not flags & (MODAL | FUTURE) and not (perfect and flags & HAVE) for flags in finite)
