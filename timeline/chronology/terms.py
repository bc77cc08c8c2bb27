"""What a statement is about, as far as words tell: names, numbers, concepts and stems, in a form that holds across languages."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import cache, lru_cache
from math import log
from typing import TYPE_CHECKING, Any, NamedTuple

from timeline.chronology.concepts import concepts, countries, fold, spelling
from timeline.languages import load

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from timeline.model import Document, Statement, TimeSpan

_TOKEN = re.compile(r"(?P<number>\d{1,3}(?:[.,\s’']\d{3})+(?!\d)|\d+(?:[.,:]\d+)?)|[^\W\d_]+|%")
_GROUPED = re.compile(r"\d{1,3}(?:[.,\s’']\d{3})+")
# Inflection and derivation stand at the end of words in the languages that have data: soldat|en, arriv|ed, ratif|iziert.
_STEM = 5
_DATING = ("month", "weekday", "weekdays", "wd", "season", "unit", "units", "deictic", "part", "daypart", "holiday", "night")
_SHORTEST = 4  # shorter words are mostly function words; names and abbreviations (UN, Kim) are told by their capital


class Profile(NamedTuple):
    """What a statement says: its terms, those of them that are names, numbers or concepts, and what is counted how often."""

    terms: frozenset[str]
    names: frozenset[str]
    numbers: frozenset[str]
    concepts: frozenset[str]
    counts: frozenset[tuple[str, str]]  # (what is counted, the number): the term behind a number
    code: str


class Terms:
    """The statements of a chronology, in their total order, with what each is about and how rare that is."""

    def __init__(self, statements: Sequence[Statement], documents: Mapping[str, Document]) -> None:
        self.statements = statements
        codes = [primary(documents[statement.document].language) for statement in statements]
        profiles = [_profile(_text(statement), statement.span, code) for statement, code in zip(statements, codes, strict=True)]
        known = frozenset(name for profile in profiles if not _noun_capitals(profile.code) for name in profile.names)
        self.profiles = [_with_names(profile, known) for profile in profiles]
        self.dates = [statement.span.edtf for statement in statements]
        self._frequency = Counter(term for profile in self.profiles for term in profile.terms)
        # Inverse document frequency: a term that every statement has tells nothing.
        self.rarity = {term: log(1 + len(statements) / count) for term, count in self._frequency.items()}
        self._codes: defaultdict[str, set[str]] = defaultdict(set)
        self._told_of: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for date, profile in zip(self.dates, self.profiles, strict=True):
            for term in profile.terms:
                self._codes[term].add(profile.code)
                self._told_of[term][date] += 1

    def of_title(self, document: Document) -> frozenset[str]:
        """The terms of a document's title."""
        return _terms(document.title, primary(document.language))

    def frequency(self, term: str) -> int:
        """In how many statements a term stands."""
        return self._frequency[term]

    def bound_to(self, term: str, dates: set[str]) -> float:
        """Which part of a term's statements bears one of these dates: what is told of other days too tells little of this one."""
        told = self._told_of[term]
        return sum(told[date] for date in dates) / self._frequency[term]

    def shared_by(self, term: str, codes: set[str]) -> bool:
        """Whether statements in each of these languages use a term, so that its lack in one of them says something."""
        return codes <= self._codes[term]


def _with_names(profile: Profile, known: frozenset[str]) -> Profile:
    """Where nouns have capitals too, names are those that are names in another language."""
    return (
        profile._replace(names=profile.terms & known)
        if _noun_capitals(profile.code)
        else profile._replace(names=profile.names | (profile.terms & known - profile.concepts))
    )


# both are asked for the same texts again by each build of a preview
@lru_cache(1 << 15)
def _terms(title: str, code: str) -> frozenset[str]:
    return frozenset(term for term, kind in _content(title, None, code) if kind)


@lru_cache(1 << 15)
def _profile(text: str, span: TimeSpan, code: str) -> Profile:
    kinds: defaultdict[str, set[str]] = defaultdict(set, {"": set()})
    counts = set()
    number = ""
    for term, kind in _content(text, span, code):
        kinds[kind].add(term)
        if number and kind in ("concept", "word", "") and len(term) >= _SHORTEST:
            counts.add((term, number))
        number = term if kind == "number" else ""
    del kinds[""]
    terms = frozenset(term for found in kinds.values() for term in found)
    return Profile(terms, frozenset(kinds["name"]), frozenset(kinds["number"]), frozenset(kinds["concept"]), frozenset(counts), code)


def _text(statement: Statement) -> str:
    """The quote; of a relative clause or a participle the headline, which has the noun too."""
    quote, headline = statement.quote, statement.headline
    return headline if quote.casefold() in headline.casefold() else quote


def _content(text: str, span: TimeSpan | None, code: str) -> Iterator[tuple[str, str]]:
    """The terms of the words with their kind (empty of words that name no event), without the date itself."""
    skipped = _date_numbers(span) if span else set()
    words = _words(code)
    tokens = list(_TOKEN.finditer(text))
    capitals = [token[0][0].isupper() for token in tokens]
    for place, token in enumerate(tokens):
        folded = fold(token[0])
        number = _number(token[0]) if token["number"] else words.numbers.get(folded)
        if number:
            if number not in skipped:
                yield number, "number"
            continue
        beside = capitals[place - 1 : place + 2 : 2] if place else capitals[1:2]
        yield from _word(folded, code, words, capital=capitals[place] and place > 0, name=capitals[place] and any(beside))


def _word(folded: str, code: str, words: _Words, *, capital: bool, name: bool) -> Iterator[tuple[str, str]]:
    found = frozenset() if folded in words.dating else concepts(code, folded)
    nouns = words.capital_nouns
    if found and (nouns or not name or found & countries(code)):
        yield from ((f"={concept}", "concept") for concept in sorted(found))
    elif folded in words.empty or not (capital or name or len(folded) >= _SHORTEST):
        yield spelling(folded)[:_STEM], ""
    else:
        yield spelling(folded)[:_STEM], "name" if (capital or name) and not nouns else "word"


def _date_numbers(span: TimeSpan) -> set[str]:
    """The numbers of the date, and of the day after: a night is written with both."""
    days = [day for day in (span.first, span.last) if day]
    clock = [span.time, *(part.lstrip("0") for part in span.time.split(":"))] if span.time else []
    return {str(part) for day in days for part in (*day, day.day + 1)} | set(clock)


def _number(text: str) -> str:
    plain = re.sub(r"\D", "", text) if _GROUPED.fullmatch(text) else text.replace(",", ".")
    return plain.lstrip("0") or "0"


class _Words(NamedTuple):
    """A language's words of dates, all that name no event (function words, verbs of saying, words of status), and its numbers."""

    dating: frozenset[str]
    empty: frozenset[str]
    numbers: Mapping[str, str]
    capital_nouns: bool


def primary(language: str) -> str:
    """ISO 639-1, by which language data is named, from BCP 47 (`de-AT`)."""
    return language.partition("-")[0].lower()


def dating(code: str) -> frozenset[str]:
    """The folded words that a language dates by: months, weekdays, units, parts of the day."""
    return _words(code).dating


def _noun_capitals(code: str) -> bool:
    return _words(code).capital_nouns


@cache
def _words(code: str) -> _Words:
    language = load(code)
    if language is None:
        return _Words(frozenset(), frozenset(), {}, capital_nouns=False)
    words = language.data["words"]
    dating = _strings([words.get(table, ()) for table in _DATING])
    dated = _strings({table: names for table, names in words.items() if table != "n"})
    other = _strings(language.data.get("statement", {}))
    common = language.data.get("common", ())
    numbers = {fold(name): key for key, names in words.get("n", {}).items() if key.isdigit() and int(key) > 1 for name in names}
    return _Words(_folded(dating), _folded((*dated, *other, *common)), numbers, capital_nouns=bool(language.data.get("capital_nouns")))


def _folded(words: Iterable[str]) -> frozenset[str]:
    return frozenset(fold(word.rstrip(".~")) for word in words)


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
