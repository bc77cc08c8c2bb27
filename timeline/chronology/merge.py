"""Which statements tell the same event: conservative, since two events shown as one is the worse fault."""

from __future__ import annotations

from collections import defaultdict
from itertools import product
from typing import TYPE_CHECKING

from timeline.model import Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from timeline.chronology.terms import Terms
    from timeline.model import Day, Statement, TimeSpan

# Set on seeds/ and on the pairs in tests/test_chronology.py, so that "same template, other fact" stays apart.
SAME_DATE = 0.35
WITHIN_DATE = 0.5  # a coarse date and an exact one inside it: the dates say less, so the words must agree better
KINSHIP = 0.75  # two groups join where their members, on average, reach this part of what a pair needs
COMMON = 200  # a stem in more statements than this proposes no pairs: it would make the work quadratic


def merge(terms: Terms) -> list[list[Statement]]:
    """Group the statements by event, the members of each in the total order: the likest pairs first, as long as nothing parts them."""
    groups = [[index] for index in range(len(terms.statements))]
    for _, one, other in sorted(_pairs(terms)):
        if groups[one] is not groups[other] and _akin(terms, groups[one], groups[other]):
            joined = groups[one] + groups[other]
            for member in joined:
                groups[member] = joined
    distinct = {id(group): group for group in groups}
    return [[terms.statements[index] for index in sorted(group)] for group in distinct.values()]


def _pairs(terms: Terms) -> Iterator[tuple[float, int, int]]:
    """The pairs that may tell one event, as negated likeness and indices."""
    by_stem: defaultdict[str, list[int]] = defaultdict(list)
    for index, profile in enumerate(terms.profiles):
        for stem in profile.stems:
            by_stem[stem].append(index)
    bounds = [_bounds(statement.span) for statement in terms.statements]
    met = {pair for indices in by_stem.values() if len(indices) <= COMMON for pair in _meeting(indices, bounds)}
    for one, other in met:
        if not _parted(terms, one, other) and (likeness := terms.likeness(one, other)) >= _needed(terms, one, other):
            yield -likeness, one, other


def _meeting(indices: Sequence[int], bounds: Sequence[tuple[Day, Day]]) -> Iterator[tuple[int, int]]:
    """The pairs whose dates overlap. Indices follow the total order, so by first day: the search ends at the first that does not."""
    for place, one in enumerate(indices):
        for other in indices[place + 1 :]:
            if bounds[other][0] > bounds[one][1]:
                break
            yield one, other


def _bounds(span: TimeSpan) -> tuple[Day, Day]:
    """First and last day; an open span meets only its equals, so one day stands for it."""
    first = span.sort_key[0]
    return first, span.last if span.first and span.last else first


def _needed(terms: Terms, one: int, other: int) -> float:
    return SAME_DATE if terms.dates[one] == terms.dates[other] else WITHIN_DATE


def _akin(terms: Terms, one: Sequence[int], other: Sequence[int]) -> bool:
    """Whether two groups are one event: nothing parts any two members, and those of one language are alike on average.

    Two languages need not share words to tell the same, so between them the pair that proposes the join must do.
    """
    pairs = list(product(one, other))
    if any(_parted(terms, a, b) for a, b in pairs):
        return False
    comparable = [(a, b) for a, b in pairs if terms.profiles[a].code == terms.profiles[b].code]
    return sum(terms.likeness(a, b) - KINSHIP * _needed(terms, a, b) for a, b in comparable) >= 0


def _parted(terms: Terms, one: int, other: int) -> bool:
    """Whether two statements cannot tell one event, whatever their words."""
    first, second = terms.statements[one], terms.statements[other]
    if first.document == second.document and (first.quote, first.span) != (second.quote, second.span):
        return True
    if (first.status is Status.DENIED) != (second.status is Status.DENIED):
        return True
    if first.span.time and second.span.time and first.span.time != second.span.time:
        return True
    return terms.dates[one] != terms.dates[other] and not (_within(first.span, second.span) or _within(second.span, first.span))


def _within(inner: TimeSpan, outer: TimeSpan) -> bool:
    """Whether a date lies in a coarser one; an open span has no end to lie within."""
    if inner.first is None or inner.last is None or outer.first is None or outer.last is None:
        return False
    return outer.first <= inner.first and inner.last <= outer.last
