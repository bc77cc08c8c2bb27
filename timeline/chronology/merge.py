"""Which statements tell the same event: conservative, since two events shown as one is the worse fault."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from timeline.chronology.order import coarseness
from timeline.model import Status

if TYPE_CHECKING:
    from collections.abc import Iterable

    from timeline.chronology.terms import Terms
    from timeline.model import Statement, TimeSpan

# Measured on seeds/ and on the pairs in tests/test_chronology.py: below, "same template, other fact" joins.
SAME_DATE = 0.4
WITHIN_DATE = 0.5  # a coarse date and an exact one inside it: the words must agree better, since the dates say less
ASKED = 8  # members of an event that a statement is compared with; agencies can make it hundreds
COMMON = 200  # a stem in more statements than this proposes no pairs: it would make the work quadratic


def merge(terms: Terms) -> list[list[Statement]]:
    """Group the statements by event, the members of each in the total order.

    Exact dates are placed first, and every statement then joins the event that it is most like, or starts one.
    """
    events = _Events(terms)
    statements = terms.statements
    for index in sorted(range(len(statements)), key=lambda index: (coarseness(statements[index].span), index)):
        events.place(index)
    return [[statements[index] for index in sorted(members)] for members in events.members]


class _Events:
    """The events so far, as lists of indices, and by which stems and quotes they can be found."""

    def __init__(self, terms: Terms) -> None:
        self.terms = terms
        self.members: list[list[int]] = []
        self.by_stem: dict[str, list[int]] = defaultdict(list)

    def place(self, index: int) -> None:
        rates = {event: self.rate(event, index) for event in self.candidates(index)}
        event = max(rates, key=lambda event: (rates[event], -event), default=None)
        if event is None or not rates[event]:
            event = len(self.members)
            self.members.append([])
        self.members[event].append(index)
        for stem in self.terms.profiles[index].stems:
            if event not in self.by_stem[stem][-1:]:
                self.by_stem[stem].append(event)

    def candidates(self, index: int) -> Iterable[int]:
        stems = self.terms.profiles[index].stems
        rare = [stem for stem in stems if self.terms.frequency[stem] <= COMMON]
        return sorted({event for stem in rare for event in self.by_stem[stem]})  # each once, and in an order

    def rate(self, event: int, index: int) -> float:
        """How well a statement fits an event, 0 where it does not: the mean over the members of its own language, if any."""
        statement = self.terms.statements[index]
        members = self.members[event]
        if any(_part(statement, self.terms.statements[member]) for member in members):
            return 0.0
        code = self.terms.profiles[index].code
        alike = [member for member in members if self.terms.profiles[member].code == code] or members
        rates = [self.terms.likeness(index, member) for member in alike[:ASKED]]
        mean = sum(rates) / len(rates)
        same = any(statement.span.edtf == self.terms.statements[member].span.edtf for member in members)
        return mean if mean >= (SAME_DATE if same else WITHIN_DATE) else 0.0


def _part(one: Statement, other: Statement) -> bool:
    """Whether two statements cannot tell one event, whatever their words."""
    if one.document == other.document and (one.quote, one.span) != (other.quote, other.span):
        return True
    if (one.status is Status.DENIED) != (other.status is Status.DENIED):
        return True
    if one.span.time and other.span.time and one.span.time != other.span.time:
        return True
    return not _compatible(one.span, other.span)


def _compatible(one: TimeSpan, other: TimeSpan) -> bool:
    """Equal dates, or a date within a coarser one; an open span has no end to lie within."""
    if one.edtf == other.edtf:
        return True
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return False
    return (one.first <= other.first and other.last <= one.last) or (other.first <= one.first and one.last <= other.last)
