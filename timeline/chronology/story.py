"""A story through time: plans that come true or are put off, and what the sources contradict each other in.

Nothing is decided that the sources leave open: contradicting claims stay, each with its source, and are marked.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from timeline.chronology.likeness import likeness
from timeline.chronology.merge import meet
from timeline.model import Status
from timeline.timespan import to_ordinal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from timeline.chronology.terms import Terms
    from timeline.model import Document, Statement

_FROM_CERTAIN = (Status.PAST, Status.DENIED, Status.DEADLINE, Status.EXPECTED, Status.CONDITIONAL)
_CALLED_OFF = frozenset({"cancelled", "negation"})  # rules of `statement`: the source says that it will not be, not that another is wrong
_NEAR = 40  # characters: the sentence right behind the one that calls a date off tells the new one
_SAME_PLAN = 0.4  # how alike the new date's event must be where the article itself does not tie the two
_SAME_CLAIM = 0.25  # a denial and what it denies
_SAME_DEED = 0.8  # two dates of one deed: nearly every word must agree, or every second meeting would be a contradiction
_DEED_TERMS = 3
_DEED_DAYS = 31
_COMMON = 50  # a term in more statements than this finds no counterparts


def status(members: Sequence[Statement], documents: Mapping[str, Document]) -> Status:
    """`past` if any says so: what came true stays true. What was called off stays so. Else what the most recent document says."""
    found = {statement.status for statement in members}
    if Status.PAST in found:
        return Status.PAST
    if any(_called_off(statement) for statement in members):
        return Status.DENIED
    dated = [(documents[statement.document].published or (0, 0, 0), statement.status) for statement in members]
    return max(dated, key=lambda pair: (pair[0], -_FROM_CERTAIN.index(pair[1])))[1]


class Story:
    """The groups of a chronology, and what ties or opposes them."""

    def __init__(self, terms: Terms, groups: Sequence[Sequence[int]]) -> None:
        self._terms = terms
        self._groups = groups
        self._group_of = {index: number for number, group in enumerate(groups) for index in group}
        self._by_document: defaultdict[str, list[int]] = defaultdict(list)
        self._by_term: defaultdict[str, list[int]] = defaultdict(list)
        for index in sorted(self._group_of):
            self._by_document[terms.statements[index].document].append(index)
            for term in terms.profiles[index].terms:
                if terms.frequency(term) <= _COMMON:
                    self._by_term[term].append(index)

    def replacements(self) -> dict[int, int]:
        """By the number of a group that was called off, the number of the one that it was moved to."""
        found = {}
        for number, group in enumerate(self._groups):
            new = self._moved_to(group)
            if new is not None:
                found[number] = new
        return found

    def disputed(self) -> set[int]:
        """The numbers of the groups whose date, numbers or truth the sources contradict each other in."""
        found = {number for number, group in enumerate(self._groups) if self._counts_differ(group)}
        for one, other in (*self._denials(), *self._two_days()):
            found |= {self._group_of[one], self._group_of[other]}
        return found

    # ---- a date that was moved

    def _moved_to(self, group: Sequence[int]) -> int | None:
        off = [index for index in group if _called_off(self._terms.statements[index])]
        if not off or any(self._terms.statements[index].status is Status.PAST for index in group):
            return None
        told = [other for index in off for other in self._beside(index)]
        alike = told or [other for index in group for other in self._alike_later(index)]
        return self._group_of[min(alike)[1]] if alike else None

    def _beside(self, off: int) -> Iterator[tuple[float, int]]:
        """What the same article says of a new date in the same sentence or right behind it, by its distance."""
        statement = self._terms.statements[off]
        for other in self._by_document[statement.document]:
            new = self._terms.statements[other]
            if self._could_replace(off, other) and statement.start <= new.start <= statement.end + _NEAR:
                yield float(max(0, new.start - statement.end)), other

    def _alike_later(self, off: int) -> Iterator[tuple[float, int]]:
        near = {other for term in self._terms.profiles[off].terms for other in self._by_term[term]}
        for other in sorted(near):
            if self._could_replace(off, other) and (value := likeness(self._terms, off, other).value) >= _SAME_PLAN:
                yield -value, other

    def _could_replace(self, off: int, other: int) -> bool:
        old, new = self._terms.statements[off], self._terms.statements[other]
        later = new.span.sort_key[0] > old.span.sort_key[0] and not meet(self._terms, off, other)
        return later and new.status is not Status.DENIED and self._group_of[off] != self._group_of[other]

    # ---- contradictions

    def _counts_differ(self, group: Sequence[int]) -> bool:
        """Whether two documents count the same thing and arrive at different numbers."""
        counted: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for index in group:
            statement = self._terms.statements[index]
            if statement.status is Status.PAST:
                for what, number in self._terms.profiles[index].counts:
                    counted[what][statement.document].add(number)
        return any(not one & other for by in counted.values() for one, other in combinations(by.values(), 2))

    def _denials(self) -> Iterator[tuple[int, int]]:
        """What a source says is not so, with what another says of the same date."""
        for one in sorted(self._group_of):
            statement = self._terms.statements[one]
            if statement.status is Status.DENIED and statement.attribution_kind == "denial":
                for other in sorted({other for term in self._terms.profiles[one].terms for other in self._by_term[term]}):
                    said = self._terms.statements[other].status is not Status.DENIED and meet(self._terms, one, other)
                    if said and likeness(self._terms, one, other).value >= _SAME_CLAIM:
                        yield one, other

    def _two_days(self) -> Iterator[tuple[int, int]]:
        """One deed that two documents tell of two days. Indices follow the order of days, so the search ends where they are too far."""
        days = {index: to_ordinal(first) for index, s in enumerate(self._terms.statements) if _exact(s) and (first := s.span.first)}
        pairs: Counter[tuple[int, int]] = Counter()
        for sharing in self._by_term.values():
            exact = [index for index in sharing if index in days]
            for place, one in enumerate(exact):
                for other in exact[place + 1 :]:
                    if days[other] - days[one] > _DEED_DAYS:
                        break
                    if days[other] > days[one]:
                        pairs[one, other] += 1
        yield from sorted(pair for pair, shared in pairs.items() if shared >= _DEED_TERMS and self._same_deed(*pair))

    def _same_deed(self, one: int, other: int) -> bool:
        found = likeness(self._terms, one, other)
        if found.value < _SAME_DEED or meet(self._terms, one, other) or self._told_by_one(one, other):
            return False
        profiles = (self._terms.profiles[one], self._terms.profiles[other])
        return not any(
            term in profile.names | profile.numbers for profile, side in zip(profiles, found.missed, strict=True) for term in side
        )

    def _told_by_one(self, one: int, other: int) -> bool:
        """Whether one document tells both events: then they are two."""
        groups = (self._groups[self._group_of[one]], self._groups[self._group_of[other]])
        documents = [{self._terms.statements[index].document for index in group} for group in groups]
        return bool(documents[0] & documents[1])


def _called_off(statement: Statement) -> bool:
    return statement.status is Status.DENIED and statement.attribution_kind != "denial" and bool(_CALLED_OFF & set(statement.rules))


def _exact(statement: Statement) -> bool:
    """Whether a report names day and month itself: a weekday that was counted from the wrong day contradicts nobody."""
    return statement.status is Status.PAST and statement.span.precision == "day" and not {"day", "month"} & statement.span.implied
