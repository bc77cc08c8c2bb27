"""What a statement is about, as far as words tell: stems with their weight, and which of them hold across languages."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from functools import cache
from math import log
from typing import TYPE_CHECKING, Any, NamedTuple

from timeline.languages import load

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from timeline.model import Document, Statement, TimeSpan

_TOKEN = re.compile(r"(?P<number>\d{1,3}(?:[.,\s’']\d{3})+(?!\d)|\d+(?:[.,:]\d+)?)|[^\W\d_]+")
_GROUPED = re.compile(r"\d{1,3}(?:[.,\s’']\d{3})+")
# Inflection and derivation stand at the end of words in the languages that have data: soldat|en, arriv|ed, ratif|iziert.
_STEM = 5
_SHORTEST = 4  # shorter words are mostly function words; names and abbreviations (UN, Kim) are told by their capital
# What one statement says and the other does not may be a paraphrase, so it weighs less against a pair than what both say for it.
_UNMATCHED = 0.5
_DETAIL = 0.2
_LONE_NAME = 0.6  # two reports of one day that share a place alone are often two events


class Profile(NamedTuple):
    """A statement's content words by stem; those of them that are names or numbers; and its language's code."""

    stems: frozenset[str]
    fixed: frozenset[str]
    code: str


class Terms:
    """The statements of a chronology, in their total order, with what each is about."""

    def __init__(self, statements: Sequence[Statement], documents: Mapping[str, Document]) -> None:
        self.statements = statements
        codes = [documents[statement.document].language.partition("-")[0].lower() for statement in statements]
        self.profiles = [_profile(statement, code) for statement, code in zip(statements, codes, strict=True)]
        self.frequency = Counter(stem for profile in self.profiles for stem in profile.stems)
        self.dates = [statement.span.edtf for statement in statements]
        self._told_of: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for date, profile in zip(self.dates, self.profiles, strict=True):
            for stem in profile.stems:
                self._told_of[stem][date] += 1

    def likeness(self, one: int, other: int) -> float:
        """Between 0 and 1: what two statements share against what is unmatched on *both* sides.

        What only one of the two adds may be detail; what each says and the other does not makes them two facts. Between languages
        names and numbers are compared, and words that both spell alike.
        """
        if self.statements[one].quote == self.statements[other].quote:
            return 1.0
        first, second = self.profiles[one], self.profiles[other]
        common = first.stems & second.stems
        name_alone = len(common) == 1 and common <= first.fixed & second.fixed and not min(common).isdigit()
        dates = {self.dates[one], self.dates[other]}
        if (first.code != second.code and name_alone) or (len(dates) > 1 and len(common) == 1 and first.code == second.code):
            return 0.0
        shared = sum(self._rarity(stem) * self._bound_to(stem, dates) for stem in sorted(common))
        sides = (first.stems, second.stems) if first.code == second.code else (first.fixed, second.fixed)
        missed = [_UNMATCHED * sum(self._rarity(stem) for stem in sorted(side - common)) for side in sides]
        likeness = shared / (shared + min(missed) + _DETAIL * max(missed)) if shared else 0.0
        return likeness * _LONE_NAME if name_alone else likeness

    def _rarity(self, stem: str) -> float:
        """Inverse document frequency: a stem that every statement has tells nothing."""
        return log(1 + len(self.statements) / self.frequency[stem])

    def _bound_to(self, stem: str, dates: Iterable[str]) -> float:
        """Which part of a stem's statements bears one of these dates: what is told of other days too tells little of this one."""
        return sum(self._told_of[stem][date] for date in dates) / self.frequency[stem]


def _profile(statement: Statement, code: str) -> Profile:
    content = list(_content(statement, code))
    return Profile(frozenset(stem for stem, _ in content), frozenset(stem for stem, fixed in content if fixed), code)


def _content(statement: Statement, code: str) -> Iterator[tuple[str, bool]]:
    """Stems of the content words, without the date itself, and whether each is a name or a number."""
    skipped = _date_numbers(statement.span)
    words = _words(code)
    for token in _TOKEN.finditer(statement.quote):
        text = token[0]
        folded = _fold(text)
        number = _number(text) if token["number"] else words.numbers.get(folded)
        if number:
            if number not in skipped:
                yield number, True
            continue
        capital = text[0].isupper() and token.start() > 0
        if folded not in words.empty and (capital or len(folded) >= _SHORTEST):
            yield folded[:_STEM], capital


def _date_numbers(span: TimeSpan) -> set[str]:
    days = [day for day in (span.first, span.last) if day]
    clock = [span.time, *(part.lstrip("0") for part in span.time.split(":"))] if span.time else []
    return {str(part) for day in days for part in day} | set(clock)


def _number(text: str) -> str:
    plain = re.sub(r"\D", "", text) if _GROUPED.fullmatch(text) else text.replace(",", ".")
    return plain.lstrip("0") or "0"


def _fold(word: str) -> str:
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


class _Words(NamedTuple):
    """A language's words that name no event (of dates, function words, verbs of saying, words of status), and its numbers."""

    empty: frozenset[str]
    numbers: Mapping[str, str]


@cache
def _words(code: str) -> _Words:
    language = load(code)
    if language is None:
        return _Words(frozenset(), {})
    words = language.data["words"]
    dating = _strings({table: names for table, names in words.items() if table != "n"})
    other = _strings(language.data.get("statement", {}))
    numbers = {_fold(name): key for key, names in words.get("n", {}).items() if key.isdigit() and int(key) > 2 for name in names}
    return _Words(frozenset(_fold(word.rstrip(".~")) for word in (*dating, *other)), numbers)


def _strings(data: Any) -> Iterator[str]:
    """Every word in a table of language data, however deep."""
    if isinstance(data, str):
        yield from data.split()
    elif isinstance(data, dict):
        for value in data.values():
            yield from _strings(value)
    elif isinstance(data, list):
        for value in data:
            yield from _strings(value)
