"""What matters more: how many documents name a date, how they name it, and how long afterwards they still do.

Date selection of timeline summarisation: the number of documents that name a day is as good as what was learned by machine (date-F1
0.562 to 0.544 on Timeline17); that they look back at it, and write it out, makes it better (benchmarks/dates.py).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from math import ceil, log2
from typing import TYPE_CHECKING

from timeline.chronology.order import coarseness
from timeline.timespan import to_ordinal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from timeline.chronology.terms import Terms
    from timeline.model import Document, Event, Statement

# Set on the three topics of Timeline17 that benchmarks/dates.py scores; none of them matters much by itself.
LOOK_BACK = 14  # days: who still names a date after two weeks would name it after a year
WRITTEN_OUT = 3.0  # `on 20 April` where others say `on Tuesday`: running reports name weekdays, looks back name dates
AHEAD = 0.5  # named before it came: a plan, or the stamp of a page that grew later
SAID = 0.5  # an act of saying is news of its day; what is said is remembered
LEAD = 1.25  # the first date that a document names
HEADLINE = 1.5  # what a document's title tells too
_COPY = 8  # words: so many alike in two documents were written once, by an agency
_TITLE = 0.5  # this part of the title's terms stand in the statement


@dataclass(frozen=True, slots=True)
class Selection:
    """Which events are shown at once; the others are folded. Several limits hold together.

    - `max_events`: at most so many, the most important ones.
    - `top`: at most this part of all, above 0 and up to 1.
    - `least`: only events of this importance or more.
    """

    max_events: int | None = None
    top: float | None = None
    least: float = 0.0


def weigh(groups: Sequence[Sequence[int]], terms: Terms, documents: Mapping[str, Document]) -> list[float]:
    """Give each group of statements its importance, in documents that name its date.

    A document counts once for a date, more if it looks back at it or writes it out. What all documents weigh for a date is shared
    among its groups, by the square of what tells each, so that the importance of a date is the sum of its events'.
    """
    weights = _weights(terms, documents)
    dates = [min((terms.statements[index].span for index in group), key=coarseness).edtf for group in groups]
    tellings = [_told(group, terms, weights) for group in groups]
    of_date: defaultdict[str, dict[str, float]] = defaultdict(dict)
    squares: defaultdict[str, float] = defaultdict(float)
    for date, told in zip(dates, tellings, strict=True):
        squares[date] += sum(told.values()) ** 2
        for teller, weight in told.items():
            of_date[date][teller] = max(of_date[date].get(teller, 0.0), weight)
    return [
        round(sum(of_date[date].values()) * sum(told.values()) ** 2 / squares[date], 3) for date, told in zip(dates, tellings, strict=True)
    ]


def fold(events: Sequence[Event], selection: Selection) -> list[Event]:
    """Mark the events that are not shown at once; of equally important ones the earlier in the order stay."""
    limits = [len(events)]
    if selection.max_events is not None:
        limits.append(selection.max_events)
    if selection.top is not None:
        limits.append(ceil(len(events) * selection.top))
    ranked = sorted(range(len(events)), key=lambda place: (-events[place].importance, place))
    kept = {place for place in ranked[: min(limits)] if events[place].importance >= selection.least}
    return [replace(event, folded=place not in kept) for place, event in enumerate(events)]


def _told(group: Sequence[int], terms: Terms, weights: Sequence[float]) -> dict[str, float]:
    """The weight of each teller of an event: a document, or all that print the same words, which an agency wrote."""
    told: dict[str, float] = {}
    copies: dict[str, str] = {}
    for index in group:
        statement = terms.statements[index]
        copied = len(statement.quote.split()) >= _COPY
        teller = copies.setdefault(statement.quote, statement.document) if copied else statement.document
        told[teller] = max(told.get(teller, 0.0), weights[index])
    return told


def _weights(terms: Terms, documents: Mapping[str, Document]) -> list[float]:
    """How much each statement says for its date; 1 for a plain report of the same day."""
    leads: dict[str, int] = {}
    for statement in terms.statements:
        leads[statement.document] = min(statement.start, leads.get(statement.document, statement.start))
    titles = {document.id: terms.of_title(document) for document in documents.values()}
    return [
        _weight(statement, documents[statement.document])
        * (LEAD if statement.start == leads[statement.document] else 1)
        * (HEADLINE if _tells(terms.profiles[index].terms, titles[statement.document]) else 1)
        for index, statement in enumerate(terms.statements)
    ]


def _tells(said: frozenset[str], title: frozenset[str]) -> bool:
    return bool(title) and len(said & title) >= _TITLE * len(title)


def _weight(statement: Statement, document: Document) -> float:
    first, published = statement.span.first, document.published
    weight = 1.0
    if first and published and statement.span.precision == "day":
        late = to_ordinal(published) - to_ordinal(first)
        weight = log2(2 + min(late, LOOK_BACK)) if late >= 0 else AHEAD
    if not {"day", "month"} & statement.span.implied:
        weight *= WRITTEN_OUT
    return weight * SAID if statement.attribution else weight
