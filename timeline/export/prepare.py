"""From the model's values to those of `view`: everything that a template would otherwise have to decide."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from timeline.export import cldr, spans
from timeline.export.dates import in_words, machine, unit_in_words
from timeline.export.groups import by_year, heading_grain
from timeline.export.strip import Moment, strip
from timeline.export.view import ChronologyView, DateView, EntryView, LengthView, MonthView, SourceView, StatusView, YearView
from timeline.export.words import clean_tag
from timeline.model import Day, Document, Grain, Status, TimeSpan

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from timeline.export.groups import Month, Year
    from timeline.export.view import StripView
    from timeline.export.words import Words
    from timeline.model import Chronology, Event, Statement

STATUS_WORDS = {
    Status.PAST: ("happened", "reported as having happened"),
    Status.EXPECTED: ("expected", "planned, announced or forecast"),
    Status.DEADLINE: ("deadline", "to be done by this date"),
    Status.CONDITIONAL: ("conditional", "only if a condition is met"),
    Status.DENIED: ("denied", "denied, negated or called off"),
}
_LENGTH_WORDS = {"day": "day", "month": "month", "year": "year or longer", "open": "open"}
_HEADLINE_LENGTH = 90
# what HTML forbids in text: controls, halves of surrogate pairs, noncharacters of the basic plane
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_YEAR_AROUND = r"(?:,|\s|\bde\b)*(?<!\d){year}(?![\d/])(?:年|\s?(?:г|р|r)\.)?"
_WITHIN_YEAR = (Grain.DAY, Grain.WEEKEND, Grain.WEEK, Grain.MONTH, Grain.SEASON, Grain.QUARTER, Grain.HALF)


def chronology_view(chronology: Chronology, words: Words, title: str = "") -> ChronologyView:
    """Prepare a whole chronology for the page's templates; `title` is for one that has none of its own."""
    years = by_year(chronology.events)
    entries = _Entries(chronology, words)
    views = tuple(_year(year, entries, words) for year in years)
    statuses = tuple(_status(status, words) for status in Status if any(event.status is status for event in chronology.events))
    return ChronologyView(
        title=clean(chronology.title) or clean(title) or words.text("Overview"),
        language=clean_tag(chronology.language),
        facts=tuple(filter(None, (*facts(chronology, words), _busiest(years, words)))),
        strip=overview(chronology, words),
        key=statuses if len(statuses) > 1 else (),
        statuses=statuses,
        lengths=tuple(_lengths(chronology.events, words)),
        years=views,
    )


def overview(chronology: Chronology, words: Words, base: str = "") -> StripView | None:
    """The strip of a chronology; `base` is the page that its links lead to, empty for the same page."""
    moments = [_moment(event, words) for event in chronology.events]
    return strip(moments, words, base)


def facts(chronology: Chronology, words: Words) -> Iterator[str]:
    """Short phrases for below the title: how many entries and sources, which time, as of which day."""
    events = chronology.events
    if not events:
        return
    sources = {statement.document for event in events for statement in event.statements}
    yield words.count("{n} entry", "{n} entries", len(events))
    yield words.count("{n} source", "{n} sources", len(sources))
    yield _extent(events, words)
    published = [document.published for document in chronology.documents.values() if document.published]
    if published:
        yield words.text("As of {date}", date=cldr.unit(words.locale, max(published), cldr.LONG))


def clean(text: str) -> str:
    """The text without the characters that HTML forbids; escaping is the templates' part."""
    return _FORBIDDEN.sub("", text)


class _Entries:
    """Makes entries, and keeps every id on the page unique (one sentence can stand in a document twice)."""

    def __init__(self, chronology: Chronology, words: Words) -> None:
        self.documents = chronology.documents
        self.words = words
        self.seen: set[str] = set()

    def entry(self, event: Event, year: Year) -> EntryView:
        own_id, *anchors = self._new_ids(event)
        others = tuple(self._source(statement) for statement in event.statements if statement is not event.lead)
        lead = self._source(event.lead)
        headline = clean(event.headline) or shortened(lead.quote)
        return EntryView(
            id=own_id,
            anchors=tuple(anchors),
            date=date_view(event.span, self.words, event.status, year.day if year.grain is Grain.YEAR else None),
            status=_status(event.status, self.words),
            length=spans.length(event.span),
            open=spans.open_side(event.span),
            headline=headline,
            language=lead.language,
            verbatim=core(headline) == core(lead.quote),
            lead=lead,
            others=others,
            more=self.words.count("{n} more source", "{n} more sources", len(others)) if others else "",
        )

    def _new_ids(self, event: Event) -> list[str]:
        ids = list(dict.fromkeys(statement.id for statement in event.statements))
        fresh = [name for name in ids if name not in self.seen]
        self.seen.update(fresh)
        return fresh or [_free(event.id, self.seen)]

    def _source(self, statement: Statement) -> SourceView:
        document = self.documents.get(statement.document) or Document(statement.document, "", ())
        published = document.published
        day = TimeSpan(published, published, Grain.DAY) if published else None
        return SourceView(
            title=clean(document.title) or clean(document.id),
            url=web_address(document.url),
            publisher=clean(document.publisher),
            published=date_view(day, self.words) if day else None,
            language=clean_tag(document.language),
            date=date_view(statement.span, self.words, statement.status),
            status=_status(statement.status, self.words),
            quote=clean(statement.quote),
            attribution=clean(statement.attribution or ""),
            inferred=statement.inferred,
        )


def date_view(span: TimeSpan, words: Words, status: Status = Status.PAST, heading: Day | None = None) -> DateView:
    """The date in words; under the heading of its year also in three parts, the year apart."""
    upcoming = status in (Status.EXPECTED, Status.DEADLINE, Status.CONDITIONAL)
    text = in_words(span, words, upcoming=upcoming)
    if heading and span.grain in _WITHIN_YEAR and heading.year >= 100:
        found = list(re.finditer(_YEAR_AROUND.format(year=heading.year), text))
        if len(found) == 1 and (before := text[: found[0].start()]) + (after := text[found[0].end() :]):
            return DateView(text, machine(span), before, found[0].group(), after)
    return DateView(text, machine(span), text)


def web_address(url: str) -> str:
    """The address if a link to it is safe and useful (http or https, with a host), else an empty string."""
    url = url.strip()
    if re.search(r"[\s\x00-\x1f\x7f\"<>\\^`{|}]", url):
        return ""
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        usable = False
    return url if usable else ""


def _year(year: Year, entries: _Entries, words: Words) -> YearView:
    label = unit_in_words(year.day, year.grain, words)
    name = {Grain.DECADE: "decade", Grain.CENTURY: "century"}.get(year.grain, "y")
    months = tuple(_month(month, entries, year, words) for month in year.months)
    return YearView(_free(f"{name}{year.day.year}", entries.seen), label, months)


def _month(month: Month, entries: _Entries, year: Year, words: Words) -> MonthView:
    views = tuple(entries.entry(event, year) for event in month.events)
    if not month.fine:
        return MonthView("", "", views)
    name = _free(f"m{month.day.year}-{month.day.month:02}", entries.seen)
    return MonthView(name, cldr.unit(words.locale, month.day, cldr.MONTH), views)


def _free(name: str, seen: set[str]) -> str:
    number, free = 1, name
    while free in seen:
        number += 1
        free = f"{name}-{number}"
    seen.add(free)
    return free


def _status(status: Status, words: Words) -> StatusView:
    word, meaning = STATUS_WORDS[status]
    return StatusView(status.value, words.text(word, "status"), words.text(meaning, "legend"))


def _lengths(events: Sequence[Event], words: Words) -> Iterator[LengthView]:
    """The legend's lines on lengths, where the page shows more than one."""
    used = {spans.length(event.span) for event in events} | {"open" for event in events if spans.open_side(event.span)}
    shown = [code for code in _LENGTH_WORDS if code in used or (code == "year" and "season" in used)]
    for code in shown if len(shown) > 1 else ():
        yield LengthView(code, words.text(_LENGTH_WORDS[code], "precision"))


def _moment(event: Event, words: Words) -> Moment:
    title = f"{in_words(event.span, words)}: {clean(event.headline) or shortened(clean(event.lead.quote))}"
    heading = unit_in_words(spans.place(event.span), heading_grain(event), words)
    return Moment(event.id, spans.place(event.span), heading, spans.days(event.span), event.status, title)


def _extent(events: Sequence[Event], words: Words) -> str:
    """From the first to the last day of all, in months where every date is as fine as a month, else in years."""
    known = [day for event in events for day in (event.span.first, event.span.last) if day] or [Day(0, 1, 1)]
    first, last = min(known), max(known)
    skeleton = cldr.MONTH if all(spans.is_fine(event.span) for event in events) else cldr.YEAR
    same = first.year == last.year and (skeleton == cldr.YEAR or first.month == last.month)
    return cldr.unit(words.locale, first, skeleton) if same else cldr.interval(words.locale, first, last, skeleton)


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


def core(text: str) -> str:
    """What two texts must have in common to be the same words to a reader."""
    return " ".join(text.split()).strip(" .,;:!?…\"'„“”‚‘’«»‹›").casefold()


def shortened(quote: str) -> str:
    """The quote as a headline where there is none: cut between words."""
    if len(quote) <= _HEADLINE_LENGTH:
        return quote
    return quote[:_HEADLINE_LENGTH].rsplit(" ", 1)[0].rstrip(" ,;:–-") + " …"
