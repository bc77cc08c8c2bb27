"""Which pairs of statements are compared at all: those whose dates meet and that share a term which is rare where they meet."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from timeline.timespan import Day

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from timeline.chronology.terms import Terms
    from timeline.model import Statement

# A term in more statements than this proposes no pairs: it would make the work quadratic, and tells little.
CROWD = 40  # of one date
COMMON = 200  # of the whole collection, for dates of different width
QUIET = 12  # a date told by this few statements at most is looked at whole: they may tell one event without a word in common


def candidates(terms: Terms) -> list[tuple[int, int]]:
    """Pairs of indices, the smaller one first, in order."""
    by_date: defaultdict[str, list[int]] = defaultdict(list)
    for index, date in enumerate(terms.dates):
        by_date[date].append(index)
    found = {pair for indices in by_date.values() for pair in _of_one_date(indices, terms)}
    found.update(_of_two_dates(terms))
    return sorted(found)


def _of_one_date(indices: Sequence[int], terms: Terms) -> Iterator[tuple[int, int]]:
    if len(indices) <= QUIET:
        yield from combinations(indices, 2)
        return
    for sharing in _by_term(indices, terms).values():
        if len(sharing) <= CROWD:
            yield from combinations(sharing, 2)


def _of_two_dates(terms: Terms) -> Iterator[tuple[int, int]]:
    """Pairs of dates that meet without being equal. Indices follow the order of first days, so the search ends at one too late."""
    bounds = [_bounds(statement) for statement in terms.statements]
    for sharing in _by_term(range(len(bounds)), terms).values():
        if len(sharing) > COMMON:
            continue
        for place, one in enumerate(sharing):
            for other in sharing[place + 1 :]:
                if bounds[other][0] > bounds[one][1]:
                    break
                if terms.dates[one] != terms.dates[other]:
                    yield one, other


def _by_term(indices: Sequence[int], terms: Terms) -> dict[str, list[int]]:
    sharing: defaultdict[str, list[int]] = defaultdict(list)
    for index in indices:
        for term in terms.profiles[index].terms:
            sharing[term].append(index)
    return sharing


def _bounds(statement: Statement) -> tuple[Day, Day]:
    """First and last day, of an open span its known end for both; that of a night reaches to the next day."""
    span = statement.span
    first = span.sort_key[0]
    last = span.last if span.first and span.last else first
    return first, Day(last.year, last.month, last.day + 1) if is_night(statement) else last


def is_night(statement: Statement) -> bool:
    """Whether the date is a night: tellers count it to the day that it began on or to the next."""
    return any(rule.startswith("night") for rule in statement.rules)
