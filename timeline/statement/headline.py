"""A short line for an entry, cut from its clause: never a word that the text does not have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from timeline.languages.forms import FINITE
from timeline.languages.verbs import DATE
from timeline.statement.lexicon import ADVERB, COMPL, CONNECT, COORD, DET, PREP, PRON, REL, SUB

if TYPE_CHECKING:
    from timeline.statement.parsed import Parse

_LONGEST: Final = 90
_NOUN: Final = 7  # tokens of a noun phrase before its relative clause, the mark included
_ENDS: Final = " ,;:–—-("
_DANGLING: Final = PREP | DET | COORD | CONNECT | ADVERB


def headline(parse: Parse, first: int, last: int, heading: str, *, relative: bool = False, subject: tuple[int, int] = (0, 0)) -> str:
    """At most 90 characters: the tokens `first` to `last`, cut before a mark or a phrase; the heading where they start with a pronoun.

    A clause that is `relative` takes the noun that it follows, one whose `subject` stands before it takes that one.
    """
    while first < last - 2 and (parse.roles[first] & (CONNECT | COORD) or not parse.tokens[first].text[0].isalnum()):
        first += 1
    if heading and last > first and parse.roles[first] & PRON and not parse.roles[first] & DET:
        return _shortened(heading)
    if subject[1]:
        line = _with_subject(parse, subject, first, last) or "… " + _cut(parse, first, last, _LONGEST - 2)
    else:
        line = _cut(parse, _antecedent(parse, first, last) if relative else first, last)
    return line[:1].upper() + line[1:]


def _with_subject(parse: Parse, subject: tuple[int, int], first: int, last: int) -> str:
    """All from the subject on where it fits, else the subject, an ellipsis and the clause; nothing where that is too long as well."""
    start, end = subject
    if start == end:
        return ""  # who says it stands there
    while start < end - 1 and (parse.roles[start] & (CONNECT | COORD) and not parse.roles[start] & DET):
        start += 1
    tokens = parse.tokens
    if tokens[last - 1].end - tokens[start].start <= _LONGEST:
        return " ".join(parse.source[tokens[start].start : tokens[last - 1].end].split()).strip(_ENDS)
    named = " ".join(parse.source[tokens[start].start : tokens[end - 1].end].split()).strip(_ENDS)
    told = " ".join(parse.source[tokens[first].start : tokens[last - 1].end].split()).strip(_ENDS)
    return f"{named} … {told}" if len(named) + len(told) + 3 <= _LONGEST else ""


def _antecedent(parse: Parse, first: int, last: int) -> int:
    """Where the noun of a relative clause starts: `the board, which sued in August` says who did."""
    if not parse.roles[first] & REL or first < 2 or parse.tokens[first - 1].text[0].isalnum():
        return first
    start = first - 1
    while start and parse.tokens[start - 1].text[0].isalnum() and not parse.tokens[start - 1].flags & FINITE and first - start < _NOUN:
        start -= 1
    while start < first - 1 and parse.roles[start] & (COORD | CONNECT | PREP | ADVERB | SUB | COMPL):
        start += 1
    fits = parse.tokens[last - 1].end - parse.tokens[start].start <= _LONGEST
    return start if fits and start < first - 1 else first


def _cut(parse: Parse, first: int, last: int, longest: int = _LONGEST) -> str:
    tokens = parse.tokens
    start = tokens[first].start
    if tokens[last - 1].end - start <= longest:
        return " ".join(parse.source[start : tokens[last - 1].end].split()).strip(_ENDS)
    fits = [i for i in range(first + 1, last) if tokens[i - 1].end - start < longest]
    if not fits:
        return _shortened(parse.source[start : tokens[last - 1].end])
    least = first + len(fits) // 2
    marks = [i for i in fits if i >= least and not tokens[i].text[0].isalnum() and tokens[i].text in ",;:–—("]
    phrases = [i for i in fits if i >= least and parse.roles[i] & PREP and parse.words[i - 1] != DATE]
    end = max(marks or phrases or fits)
    while end > first + 1 and parse.roles[end - 1] & _DANGLING:
        end -= 1
    return " ".join(parse.source[start : tokens[end - 1].end].split()).strip(_ENDS) + "…"


def _shortened(text: str) -> str:
    words = " ".join(text.split())
    if len(words) <= _LONGEST:
        return words
    return words[: _LONGEST - 1].rsplit(" ", 1)[0].strip(_ENDS) + "…"
