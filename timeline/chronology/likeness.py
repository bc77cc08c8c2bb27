"""How alike two statements are: what they share against what each says and the other does not."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from timeline.chronology.terms import Profile, Terms

# What one statement says and the other does not may be a paraphrase, so it weighs less against a pair than what both say for it.
_UNMATCHED = 0.5
_DETAIL = 0.2
# Between languages a lack says less: the other language may use a word that its data does not know as the same concept.
_FOREIGN = {"name": 0.8, "number": 0.6, "concept": 0.5, "word": 0.3}
_WEIGHT = {"name": 1.2, "number": 1.0, "concept": 1.0, "word": 0.9}
_LONE_NAME = 0.6  # two reports of one day that share a place alone are often two events,
_OTHER_DEED = 0.2  # and more so where each tells a deed that the other does not
_BOUND = 0.5  # how much the dates that a term is told of weigh: 1 counts nothing that is told of other days


class Likeness(NamedTuple):
    """Between 0 and 1, and why: the terms that both have, and those that one of them lacks."""

    value: float
    shared: tuple[str, ...] = ()
    missed: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())


def likeness(terms: Terms, one: int, other: int) -> Likeness:
    """Compare two statements, by their indices.

    What only one of the two adds may be detail; what each says and the other does not makes them two facts. Between languages names,
    numbers and concepts are compared, and words that the collection has in both.
    """
    first, second = terms.profiles[one], terms.profiles[other]
    common = first.terms & second.terms
    shared = tuple(sorted(common))
    missed = (tuple(sorted(first.terms - common)), tuple(sorted(second.terms - common)))
    if terms.statements[one].quote == terms.statements[other].quote:
        return Likeness(1.0, shared, missed)
    dates = {terms.dates[one], terms.dates[other]}
    gain = sum(_weight(terms, first, term) * (1 - _BOUND + _BOUND * terms.bound_to(term, dates)) for term in shared)
    if not gain or (len(dates) > 1 and len(common) == 1 and first.code == second.code):
        return Likeness(0.0, shared, missed)
    codes = {first.code, second.code}
    lacks = sorted(sum(_lack(terms, profile, term, codes) for term in side) for profile, side in zip((first, second), missed, strict=True))
    value = gain / (gain + _UNMATCHED * lacks[0] + _DETAIL * lacks[1])
    if len(common) == 1 and common & (first.names | second.names):
        deeds = first.concepts - common and second.concepts - common
        value *= _OTHER_DEED if deeds else _LONE_NAME
    return Likeness(value, shared, missed)


def _kind(profile: Profile, term: str) -> str:
    if term in profile.concepts:
        return "concept"
    if term in profile.numbers:
        return "number"
    return "name" if term in profile.names else "word"


def _weight(terms: Terms, profile: Profile, term: str) -> float:
    return _WEIGHT[_kind(profile, term)] * terms.rarity[term]


def _lack(terms: Terms, profile: Profile, term: str, codes: set[str]) -> float:
    kind = _kind(profile, term)
    if len(codes) == 1:
        return _weight(terms, profile, term)
    if kind == "word" and not terms.shared_by(term, codes):
        return 0.0
    return _FOREIGN[kind] * _weight(terms, profile, term)
