"""Noun phrases: where they end, and the participles in them that carry a statement of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from timeline.languages.forms import ATTRIBUTIVE, BE, FINITE, FUTURE, GERUND, HAVE, INFINITIVE, MODAL, PARTICIPLE, PAST
from timeline.languages.verbs import DATE
from timeline.statement.lexicon import ADVERB, CONNECT, COORD, DET, LEAD, NEG, PREP, PRON

if TYPE_CHECKING:
    from timeline.statement.clauses import Clause
    from timeline.statement.dated import Dated
    from timeline.statement.parsed import Parse

_LONGEST = 12  # tokens between the article and the noun of a phrase with a participle


class Phrase(NamedTuple):
    """A noun phrase with a dated participle: its tokens, and the participle."""

    first: int
    last: int
    participle: int


def prenominal(parse: Parse, dated: Dated) -> Phrase | None:
    """`ein im Juni ausgehandelter Pakt zwischen A und B`: the participle stands between the date and its noun."""
    participle = _attribute_behind(parse, dated.last)
    if participle < 0:
        return None
    noun = base = participle + 1
    while noun < len(parse.tokens) and not _is_noun(parse, noun):
        if parse.roles[noun] & COORD:  # `das 1902 errichtete und zuletzt als Kino genutzte Gebäude`
            noun = base = _next_attribute(parse, noun) + 1
            continue
        if noun - base > 3 or not parse.tokens[noun].text[0].isalpha() or parse.roles[noun] & ~(COORD | CONNECT):
            return None
        noun += 1
    if noun >= len(parse.tokens):
        return None
    first = dated.opens
    while first and dated.opens - first < 3 and (parse.roles[first - 1] & (ADVERB | NEG | PREP) and not parse.roles[first - 1] & DET):
        first -= 1
    if first and parse.roles[first - 1] & DET:
        first -= 1
    elif parse.tokens[participle].flags & PAST or not _has_other_verb(parse, participle):
        return None
    elif any(parse.roles[i] & DET for i in range(dated.last, participle)):
        return None  # a phrase of its own begins behind the date: `gestern zu einer bedingten Strafe`
    return Phrase(first, _end_of_noun_phrase(parse, noun), participle)


def _attribute_behind(parse: Parse, start: int) -> int:
    """The participle with an adjective's ending that follows a date within its phrase; -1 where a verb or a mark comes first."""
    for i in range(start, min(start + _LONGEST, len(parse.tokens))):
        token = parse.tokens[i]
        if (
            token.flags & ATTRIBUTIVE
            and not parse.roles[i - 1] & (DET | PREP)  # `ab Februar im benachbarten Ried`: another phrase
            and i + 1 < len(parse.tokens)
            and (_is_noun(parse, i + 1) or parse.tokens[i + 1].text[0].islower())
        ):
            return i
        if (token.flags & FINITE and not token.flags & PARTICIPLE) or not token.text[0].isalnum() or parse.roles[i] & (COORD | NEG):
            return -1
    return -1


def _next_attribute(parse: Parse, start: int) -> int:
    """The next participle before a noun, which a coordinator adds to the first; the coordinator itself where there is none."""
    for i in range(start + 1, min(start + 8, len(parse.tokens) - 1)):
        if parse.tokens[i].flags & ATTRIBUTIVE and _is_noun(parse, i + 1):
            return i
    return len(parse.tokens)


def _is_noun(parse: Parse, i: int) -> bool:
    return parse.tokens[i].text[0].isupper() or parse.tokens[i].text[0] in '„“"«»'


def _has_other_verb(parse: Parse, participle: int) -> bool:
    return any(token.flags & FINITE and not token.flags & ATTRIBUTIVE for i, token in enumerate(parse.tokens) if i != participle)


def _end_of_noun_phrase(parse: Parse, noun: int) -> int:
    """Behind the noun: further names, a genitive, and phrases with a preposition; before a verb, a date, an adverb or a mark."""
    i = noun + 1
    nouns = noun + 1
    while i < len(parse.tokens):
        token, role = parse.tokens[i], parse.roles[i]
        if token.word == DATE or not token.text[0].isalnum() or token.flags & FINITE:
            break
        if token.flags & (PARTICIPLE | GERUND) or (role & (ADVERB | CONNECT) and not role & (PREP | DET | COORD)):
            break
        i += 1
        if not role & (PREP | DET | COORD):
            nouns = i
    return nouns


def reduced(parse: Parse, clause: Clause, dated: Dated) -> Phrase | None:
    """`the treaty signed in June`: a participle behind its noun and before its date, in a clause that has another verb."""
    for participle in reversed([i for i in clause.verbal if i < dated.first]):
        if not _is_postnominal(parse, clause, participle, dated):
            continue
        first = _start_of_noun_phrase(parse, participle, clause.first)
        return Phrase(first, _end_behind_date(parse, clause, dated), participle) if first < participle else None
    return None


def _is_postnominal(parse: Parse, clause: Clause, participle: int, dated: Dated) -> bool:
    flags = parse.tokens[participle].flags
    if not flags & PARTICIPLE or flags & (HAVE | BE | MODAL | FUTURE) or not clause.finite:
        return False
    if dated.opens - participle > 8 or any(participle < verb < dated.first for verb in clause.finite):
        return False
    before = [i for i in clause.finite if i < participle]
    if before and _is_verb_group(parse, before[-1], participle):
        return False
    previous = parse.tokens[participle - 1]
    is_behind_noun = participle > clause.first and previous.text[0].isalnum() and not parse.roles[participle - 1]
    is_noun = not previous.flags or bool(participle > clause.first + 1 and parse.roles[participle - 2] & DET)  # `a report published`
    return is_behind_noun and is_noun and not _is_auxiliary_ahead(parse, clause)


def _is_verb_group(parse: Parse, verb: int, participle: int) -> bool:
    """`was officially opened`: only adverbs, dates and further auxiliaries between an auxiliary and its participle."""
    if not parse.tokens[verb].flags & (HAVE | BE | MODAL | FUTURE):
        return False
    between = range(verb + 1, participle)
    return all(parse.tokens[i].flags or parse.roles[i] & (ADVERB | NEG | PREP | PRON) or parse.words[i] in (DATE, ",") for i in between)


def _is_auxiliary_ahead(parse: Parse, clause: Clause) -> bool:
    """In a verb-final clause the auxiliary follows, and in a verb bracket it stands far ahead: the participle is the verb's."""
    if not parse.lexicon.verb_final:
        return False
    return any(parse.tokens[i].flags & (HAVE | BE | MODAL | FUTURE) for i in clause.finite)


def _start_of_noun_phrase(parse: Parse, end: int, floor: int) -> int:
    """Back over a noun phrase to its article or its first word."""
    i = end
    while i > floor:
        token, role = parse.tokens[i - 1], parse.roles[i - 1]
        if (
            token.word == DATE
            or not token.text[0].isalnum()
            or _is_verb(token.flags)
            or (role & (LEAD & ~(DET | PREP) | COORD | PRON) and not role & DET)
        ):
            break
        if role & PREP and not role & DET:
            break
        i -= 1
        if role & DET:
            break
    return i


def _is_verb(flags: int) -> bool:
    return bool(flags & (FINITE | PARTICIPLE | INFINITIVE)) and not flags & ATTRIBUTIVE


def _end_behind_date(parse: Parse, clause: Clause, dated: Dated) -> int:
    """Behind the date of a reduced clause: to the next verb or mark."""
    i = dated.last
    while i < clause.last:
        token = parse.tokens[i]
        if not token.text[0].isalnum() or (i in clause.finite) or (parse.roles[i] & (COORD | LEAD) and not parse.roles[i] & PREP):
            break
        i += 1
    return i


def antecedent(parse: Parse, clause: Clause) -> int:
    """The first token of the noun that a relative or participle clause follows, or the clause's own first token."""
    mark = clause.first - 1
    if mark < 1 or (parse.words[mark] not in ",(–—-" and parse.tokens[mark].text[0].isalnum() is False):
        return clause.first
    end = mark if not parse.tokens[mark].text[0].isalnum() else clause.first
    first = _start_of_noun_phrase(parse, end, max(0, end - 6))
    return first if first < end else clause.first
