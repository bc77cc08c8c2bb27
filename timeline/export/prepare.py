"""From the model's values to those of `view`: everything that a template would otherwise have to decide."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from timeline.export import cldr, spans
from timeline.export.dates import unit_in_words
from timeline.export.edition import facts, overview
from timeline.export.entries import day_view, status_view
from timeline.export.entry_view import LinkView
from timeline.export.groups import by_year
from timeline.export.places import FIRST, heading_id, part_page, parts
from timeline.export.strip import short_month
from timeline.export.view import ChronologyView, LengthView, ListView, MonthView, PeriodView, YearView
from timeline.model import Grain, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from timeline.export.edition import Edition
    from timeline.export.groups import Month, Year
    from timeline.export.places import Part
    from timeline.export.view import FinderView
    from timeline.export.words import Words
    from timeline.model import Day, Event

_LENGTH_WORDS = {"day": "day", "month": "month", "year": "year or longer", "open": "open"}
_MANY = 200  # entries from which a browser gains by drawing only what is in sight; below, the page would only jump
_MOST_NODES = 11_500  # elements of a list; browsers on small phones slow down from some 12,000 a page on
_AHEAD = "ahead"  # stands among the names that a page has used once the line before what is to come is drawn
_DENSE = 3  # entries a month from which months are worth a name


def chronology_view(edition: Edition, finder: FinderView) -> ChronologyView:
    """Prepare a whole chronology for its first page."""
    events, words = edition.chronology.events, edition.words
    years = by_year(events)
    return ChronologyView(
        title=edition.title,
        language=edition.language,
        byline=edition.byline,
        updated=day_view(edition.entries.updated, words) if events else None,
        facts=tuple(filter(None, (*facts(events, words), _busiest(years, words)))),
        strip=overview(edition),
        finder=finder,
        statuses=tuple(status_view(status, words) for status in Status if any(event.status is status for event in events)),
        lengths=tuple(_lengths(events, words)),
        list=list_view(events, edition, FIRST),
    )


def list_view(events: Sequence[Event], edition: Edition, page: str) -> ListView:
    """The entries under their years, or the pages that they are on, where the list that starts at `page` is too long for one."""
    years, words = by_year(events), edition.words
    fine = [month for month in _months(years) if month.fine]
    cut = parts(events)
    return ListView(
        years=() if cut else _years(years, edition),
        periods=tuple(_periods(cut, page, words)),
        many=len(events) > _MANY,
        compact=_nodes(events) > _MOST_NODES,
        dense=len(fine) * _DENSE <= sum(len(month.events) for month in fine),
    )


def _nodes(events: Sequence[Event]) -> int:
    """About how many elements a list has that folds further sources and shows tags."""
    folds = sum(2 + 4 * (len(event.statements) - 1) for event in events if len(event.statements) > 1)
    return 11 * len(events) + folds + sum(1 + len(event.tags) for event in events if event.tags)


def part_label(part: Part, words: Words) -> str:
    """What a part of a list is called: its year or month, and its number where it is a share of one."""
    label = unit_in_words(part.day, part.grain, words)
    return f"{label} ({part.number})" if part.number else label


def _years(years: Sequence[Year], edition: Edition) -> tuple[YearView, ...]:
    seen: set[str] = set()
    views = []
    for year in years:
        months = [part for month in year.months for part in _split(month, edition)]
        label = unit_in_words(year.day, year.grain, edition.words)
        views.append(
            YearView(heading_id(year.day, year.grain), label, tuple(_month(month, edition, seen, ahead=ahead) for month, ahead in months))
        )
    return tuple(views)


def _split(month: Month, edition: Edition) -> Iterator[tuple[Month, bool]]:
    """The month, in two where some of it was still to come: what was, and after it what was not."""
    for ahead, run in groupby(month.events, key=edition.entries.is_ahead):
        yield replace(month, events=list(run)), ahead


def _month(month: Month, edition: Edition, seen: set[str], *, ahead: bool) -> MonthView:
    view, words = edition.entries.view, edition.words
    name = heading_id(month.day, Grain.MONTH)
    named = month.fine and name not in seen  # a coarser date in between cuts a month in two; its name comes once
    folded = tuple(view(event) for event in month.events if event.folded)
    first_ahead = ahead and _AHEAD not in seen
    seen |= {name, _AHEAD} if ahead else {name}
    return MonthView(
        id=name if named else "",
        label=cldr.unit(words.locale, month.day, cldr.MONTH) if month.fine else "",
        entries=tuple(view(event) for event in month.events if not event.folded),
        folded=folded,
        more=words.count("{n} more entry", "{n} more entries", len(folded)) if folded else "",
        now=words.text("Still to come") if first_ahead else "",
    )


def _periods(cut: Sequence[Part], page: str, words: Words) -> Iterator[PeriodView]:
    """The parts by year: each with links to its months, which are places on its page, or pages where a year fills several."""
    for _, run in groupby(cut, key=lambda part: (part.grain if part.grain is not Grain.MONTH else Grain.YEAR, part.day.year)):
        of_year = list(run)
        whole = of_year[0].grain is not Grain.MONTH
        label = unit_in_words(of_year[0].day, of_year[0].grain if whole else Grain.YEAR, words)
        months = _months_on(of_year[0], page, words) if whole else (_part_link(part, page, words) for part in of_year)
        count = words.count("{n} entry", "{n} entries", sum(len(part.events) for part in of_year))
        yield PeriodView(LinkView(label, part_page(page, of_year[0]) if whole else "", count), tuple(months))


def _part_link(part: Part, page: str, words: Words) -> LinkView:
    label = short_month(part.day, words)
    return LinkView(f"{label} ({part.number})" if part.number else label, part_page(page, part), str(len(part.events)))


def _months_on(part: Part, page: str, words: Words) -> Iterator[LinkView]:
    counts: dict[Day, int] = {}
    for month in _months(by_year(part.events)):
        if month.fine:
            first = month.day._replace(day=1)
            counts[first] = counts.get(first, 0) + len(month.events)
    for first, count in counts.items():
        yield LinkView(short_month(first, words), f"{part_page(page, part)}#{heading_id(first, Grain.MONTH)}", str(count))


def _lengths(events: Sequence[Event], words: Words) -> Iterator[LengthView]:
    """The legend's lines on lengths, where the page shows more than one."""
    used = {spans.length(event.span) for event in events} | {"open" for event in events if spans.open_side(event.span)}
    shown = [code for code in _LENGTH_WORDS if code in used or (code == "year" and "season" in used)]
    for code in shown if len(shown) > 1 else ():
        yield LengthView(code, words.text(_LENGTH_WORDS[code], "precision"))


def _busiest(years: Sequence[Year], words: Words) -> str:
    """The month, or else the year, that holds most entries; an empty string where none stands out."""
    months = Counter({cldr.unit(words.locale, month.day, cldr.MONTH): len(month.events) for month in _months(years) if month.fine})
    totals = Counter({unit_in_words(year.day, year.grain, words): sum(len(month.events) for month in year.months) for year in years})
    for counts in (months, totals):
        first_two = counts.most_common(2)
        if len(first_two) == 2 and first_two[0][1] > max(2, first_two[1][1]):
            return words.text("Most entries: {date} ({n})", date=first_two[0][0], n=first_two[0][1])
    return ""


def _months(years: Iterable[Year]) -> Iterator[Month]:
    for year in years:
        yield from year.months
