"""What matters more: how many documents name a date, how they name it, and how long afterwards they still do.

Date selection of timeline summarisation: the number of documents that name a day is as good as what was learned by machine (date-F1
0.562 to 0.544 on Timeline17); that they look back at it, and write it out, makes it better (benchmarks/dates.py).
"""

from __future__ import annotations

from collections import Counter, defaultdict
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
WEEKDAY = 1 / 3  # `on Tuesday` where others say `on 20 April`: running reports name weekdays, looks back name dates
AHEAD = 0.25  # named before it came: a plan, or the stamp of a page that grew later
SAID = 0.5  # an act of saying is news of its day; what is said is remembered
LEAD = 1.25  # the first date that a document names
HEADLINE = 1.5  # what a document's title tells too
_COPIED = 0.6  # this part of a document's statements stand word for word in another one: an agency wrote both
_COPY_DAYS = 2  # apart at most; who repeats a paragraph weeks later names its date anew
_COPIES = 20  # documents with the same quote that a further one is compared with
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


def weigh(groups: Sequence[Sequence[int]], terms: Terms, documents: Mapping[str, Document], leads: Mapping[str, str]) -> list[float]:
    """Give each group of statements its importance, in documents that name its date as exactly as any of them does.

    A document counts once for a date, more if it looks back at it or writes it out. What all documents weigh for a date is shared
    among its groups, by the square of what tells each, so that the importance of a date is the sum of its events'. Versions of one
    article count as the one that leads them (`leads`).
    """
    weights = _weights(terms, documents)
    dates = [min((terms.statements[index].span for index in group), key=coarseness).edtf for group in groups]
    exact = [[index for index in group if terms.dates[index] == date] for group, date in zip(groups, dates, strict=True)]
    tellers = _tellers(terms, documents, leads)
    tellings = [_told(group, terms, weights, tellers) for group in exact]
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
    """Mark the events that are not shown at once; of equally important ones the earlier in the order stay, and pinned ones always do."""
    limits = [len(events)]
    if selection.max_events is not None:
        limits.append(selection.max_events)
    if selection.top is not None:
        limits.append(ceil(len(events) * selection.top))
    ranked = sorted(range(len(events)), key=lambda place: (not events[place].pinned, -events[place].importance, place))
    kept = {place for place in ranked[: min(limits)] if events[place].importance >= selection.least}
    kept |= {place for place in ranked if events[place].pinned}
    return [event if place in kept else replace(event, folded=True) for place, event in enumerate(events)]


def _told(group: Sequence[int], terms: Terms, weights: Sequence[float], tellers: Mapping[str, str]) -> dict[str, float]:
    """The weight of each teller of an event."""
    told: dict[str, float] = {}
    for index in group:
        teller = tellers[terms.statements[index].document]
        told[teller] = max(told.get(teller, 0.0), weights[index])
    return told


def _tellers(terms: Terms, documents: Mapping[str, Document], leads: Mapping[str, str]) -> dict[str, str]:
    """Who tells what a document says: the document itself, or the first of those that copy one report of an agency."""
    quotes: defaultdict[str, set[str]] = defaultdict(set)
    for statement in terms.statements:
        quotes[statement.document].add(statement.quote)
    holders: defaultdict[str, list[str]] = defaultdict(list)
    tellers: dict[str, str] = {}
    for name, document in documents.items():
        shared = Counter(other for quote in quotes[name] for other in holders[quote] if _close(document, documents[other]))
        source = min(shared, key=lambda other: (-shared[other], other), default=name)
        tellers[name] = tellers[source] if source != name and shared[source] >= _COPIED * len(quotes[name]) else name
        for quote in quotes[name]:
            if len(holders[quote]) < _COPIES:
                holders[quote].append(name)
    return tellers | {name: tellers[lead] for name, lead in leads.items()}


def _close(one: Document, other: Document) -> bool:
    if one.published is None or other.published is None:
        return True
    return abs(to_ordinal(one.published) - to_ordinal(other.published)) <= _COPY_DAYS


def _weights(terms: Terms, documents: Mapping[str, Document]) -> list[float]:
    """How much each statement says for its date."""
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
    """About 1 for a date that is written out within days; half as much on the day itself."""
    first, published = statement.span.first, document.published
    weight = 1.0
    if first and published and statement.span.precision == "day":
        late = to_ordinal(published) - to_ordinal(first)
        weight = log2(2 + min(late, LOOK_BACK)) / 2 if late >= 0 else AHEAD
    if {"day", "month"} & statement.span.implied:
        weight *= WEEKDAY
    return weight * SAID if statement.attribution else weight
