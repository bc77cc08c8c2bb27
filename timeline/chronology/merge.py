"""Which statements tell the same event: the likest pairs first, as long as nothing parts them.

Every decision keeps its reason (`Bond`), so that `timeline build --explain` can say why two statements are one event or two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from timeline.chronology.blocks import candidates, is_night
from timeline.chronology.likeness import Likeness, likeness
from timeline.model import Grain, Status
from timeline.timespan import to_ordinal

if TYPE_CHECKING:
    from timeline.chronology.terms import Terms
    from timeline.model import Statement, TimeSpan

# Set on tests/gold/dossiers and on the pairs in tests/test_chronology.py, so that "same template, other fact" stays apart.
SAME_DATE = 0.35
FOREIGN_DATE = 0.26  # between languages what is shared is seen in part only
WITHIN_DATE = 0.5  # a coarse date and an exact one inside it: the dates say less, so the words must agree better
NEXT_DAY = 0.35  # a night and the day before or after it
SAME_DOCUMENT = 0.75  # an article rarely tells one event twice in two ways
UNCONTESTED = 0.1  # less is needed on a date of which neither document tells anything else
TOO_LITTLE = "parted: too little in common"
POOR = 2  # terms: a clause with so few may well lack the words that would show what it tells
KINSHIP = 0.75  # two groups join where their members, on average, reach this part of what a pair needs


Ruling = Callable[[int, int], str]


class Bond(NamedTuple):
    """What became of a pair that was compared: `rule` says what joined or parted it."""

    one: int
    other: int
    likeness: Likeness
    needed: float
    rule: str


@dataclass(slots=True)
class Grouping:
    """Statements grouped by event: each group's indices in the total order, and the decisions that led to them."""

    groups: list[list[int]]
    bonds: list[Bond] = field(default_factory=list)


def merge(terms: Terms, ruling: Ruling = lambda _one, _other: "") -> Grouping:
    """Group the statements by event; `ruling` says what else keeps two of them apart, by their indices, or gives an empty string."""
    return _Merger(terms, ruling).run()


class _Merger:
    def __init__(self, terms: Terms, ruling: Ruling) -> None:
        self.terms = terms
        self._ruling = ruling
        self.group_of = [[index] for index in range(len(terms.statements))]
        self._of_date: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        for index, statement in enumerate(terms.statements):
            self._of_date[statement.document, terms.dates[index]].append(index)
        self._known: dict[tuple[int, int], Likeness] = {}
        self._refused: set[tuple[int, int, int, int]] = set()

    def run(self) -> Grouping:
        compared = sorted((self._bond(one, other) for one, other in candidates(self.terms)), key=_strongest_first)
        bonds = [pair if pair.rule else self._decided(pair) for pair in compared]
        bonds = [self._quiet(pair) if pair.rule == TOO_LITTLE else pair for pair in bonds]
        distinct = {id(group): group for group in self.group_of}
        return Grouping([sorted(group) for group in distinct.values()], bonds)

    def _bond(self, one: int, other: int) -> Bond:
        """A pair with what keeps it from being one event by itself, if anything does."""
        found, needed = self._likeness(one, other), self._needed(one, other)
        rule = self._parted(one, other)
        if not rule and found.value < needed:
            rule = TOO_LITTLE
        return Bond(one, other, found, needed, rule)

    def _decided(self, pair: Bond) -> Bond:
        one, other = self.group_of[pair.one], self.group_of[pair.other]
        if one is other:
            return pair._replace(rule="joined: alike, and joined by others already")
        if reason := self._refusal(one, other):
            return pair._replace(rule=reason)
        self._join(one, other)
        return pair._replace(rule="joined: alike")

    def _refusal(self, one: list[int], other: list[int]) -> str:
        """What keeps two groups apart: any two members that cannot be one event, or too little likeness on average."""
        key = (one[0], len(one), other[0], len(other))
        if key in self._refused:
            return "parted: the groups are too different"
        total = 0.0
        for a, b in product(one, other):
            if reason := self._parted(a, b):
                return f"parted by other members ({reason.removeprefix('parted: ')})"
            total += self._likeness(a, b).value - KINSHIP * self._needed(a, b)
        if total < 0:
            self._refused.add(key)
            return "parted: the groups are too different"
        return ""

    def _quiet(self, pair: Bond) -> Bond:
        """Join a plan for a day and what became of it, where both tell nothing else of this day and nothing parts them but wording."""
        one, other = self.group_of[pair.one], self.group_of[pair.other]
        days = {self.terms.statements[index].span.grain for index in (pair.one, pair.other)}
        if one is other or self.terms.dates[pair.one] != self.terms.dates[pair.other] or days != {Grain.DAY}:
            return pair
        if any(self._parted(a, b) or not self._could_be(a, b) for a, b in product(one, other)):
            return pair
        self._join(one, other)
        return pair._replace(rule="joined: a plan for a day of which neither tells anything else")

    def _parted(self, one: int, other: int) -> str:
        return self._ruling(one, other) or parted(self.terms, one, other)

    def _could_be(self, one: int, other: int) -> bool:
        first, second = self.terms.profiles[one], self.terms.profiles[other]
        plan = any(self.terms.statements[index].status is not Status.PAST for index in (one, other))
        wordless = min(len(first.concepts), len(second.concepts)) <= 1
        if not (plan or wordless) or self._open(one, other) or self._open(other, one):
            return False
        if first.code == second.code:
            return plan and min(len(first.terms), len(second.terms)) <= POOR
        codes = {first.code, second.code}
        missed = self._likeness(one, other).missed
        return not all(
            any(term in profile.names and self.terms.shared_by(term, codes) for term in side)
            for profile, side in zip((first, second), missed, strict=True)
        )

    def _open(self, one: int, other: int) -> bool:
        """Whether the first's document tells another thing of this date that the second's document could mean as well."""
        statements = self.terms.statements
        rest = [index for index in self._of_date[statements[one].document, self.terms.dates[one]] if index != one]
        return any(all(statements[a].document != statements[other].document for a in self.group_of[index]) for index in rest)

    def _join(self, one: list[int], other: list[int]) -> None:
        joined = one + other
        for member in joined:
            self.group_of[member] = joined

    def _likeness(self, one: int, other: int) -> Likeness:
        key = (one, other) if one < other else (other, one)
        if key not in self._known:
            self._known[key] = likeness(self.terms, *key)
        return self._known[key]

    def _needed(self, one: int, other: int) -> float:
        """How alike two statements must be: less where the date leaves little choice."""
        terms = self.terms
        first, second = terms.statements[one], terms.statements[other]
        if first.document == second.document:
            return SAME_DOCUMENT
        if terms.dates[one] != terms.dates[other]:
            return NEXT_DAY if is_night(first) or is_night(second) else WITHIN_DATE
        base = SAME_DATE if terms.profiles[one].code == terms.profiles[other].code else FOREIGN_DATE
        return base if self._contested(one, other) else base - UNCONTESTED

    def _contested(self, one: int, other: int) -> bool:
        """Whether one of the documents tells several things of this date, so that it is open which of them the other means."""
        terms = self.terms
        return any(len(self._of_date[terms.statements[index].document, terms.dates[index]]) > 1 for index in (one, other))


def _strongest_first(bond: Bond) -> tuple[float, int, int]:
    return (bond.needed - bond.likeness.value, bond.one, bond.other)


def parted(terms: Terms, one: int, other: int) -> str:
    """What keeps two statements from telling one event whatever their words, or an empty string."""
    first, second = terms.statements[one], terms.statements[other]
    if first.document == second.document and first.quote == second.quote and terms.dates[one] != terms.dates[other]:
        return "parted: one clause, two dates"
    if _contradict(first, second):
        return "parted: one denies what the other says"
    if first.span.time and second.span.time and first.span.time != second.span.time:
        return "parted: two clock times"
    return "" if meet(terms, one, other) else "parted: two dates"


def meet(terms: Terms, one: int, other: int) -> bool:
    """Whether the dates of two statements can be one event's: equal, one in the other, or a night and one of its two days."""
    first, second = terms.statements[one], terms.statements[other]
    if terms.dates[one] == terms.dates[other] or _within(first.span, second.span) or _within(second.span, first.span):
        return True
    return _is_of(first, second) or _is_of(second, first)


def _is_of(day: Statement, night: Statement) -> bool:
    """Whether one is a day beside the other, a night that began or ended on it."""
    if not is_night(night) or day.span.first is None or night.span.first is None:
        return False
    return day.span.grain is Grain.DAY and abs(to_ordinal(day.span.first) - to_ordinal(night.span.first)) <= 1


def _contradict(first: Statement, second: Statement) -> bool:
    """A claim and its denial are two entries; a plan and what calls it off are one."""
    denied = [statement for statement in (first, second) if statement.status is Status.DENIED]
    if len(denied) != 1:
        return any(statement.attribution_kind == "denial" for statement in denied) and first.attribution_kind != second.attribution_kind
    told = second if denied[0] is first else first
    return denied[0].attribution_kind == "denial" or told.status is Status.PAST


def _within(inner: TimeSpan, outer: TimeSpan) -> bool:
    """Whether a date lies in a coarser one, or a span without an end starts with it."""
    if inner.first is None or inner.last is None or outer.first is None:
        return False
    if outer.last is None:
        return inner.first == outer.first and inner.grain == outer.grain
    return outer.first <= inner.first and inner.last <= outer.last
