"""A chronology ready for its pages: its words, its entries, and where each of them stands."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from timeline.export import cldr, spans
from timeline.export.dates import in_words, unit_in_words
from timeline.export.entries import Entries, clean, headline_of, updated
from timeline.export.entry_view import LinkView
from timeline.export.groups import heading_grain
from timeline.export.places import FIRST, pages_of
from timeline.export.strip import MAX_MARKS, Moment, strip
from timeline.export.words import clean_tag
from timeline.model import Day

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from timeline.export.entry_view import MediaView
    from timeline.export.overview import StripView
    from timeline.export.words import Words
    from timeline.model import Chronology, Event


class Edition:
    """What all pages of one chronology share; it is made once."""

    def __init__(
        self, chronology: Chronology, words: Words, title: str = "", byline: str = "", media: Mapping[str, MediaView] = MappingProxyType({})
    ) -> None:
        self.chronology = chronology
        self.words = words
        self.title = clean(chronology.title) or clean(title) or words.text("Overview")
        self.language = clean_tag(chronology.language)
        self.byline = clean(byline)
        self.entries = Entries(chronology, words, media)
        self.pages = {self.entries.ids(event)[0]: page for page, events in pages_of(chronology.events) for event in events}

    def link(self, event: Event) -> str:
        """The event's place in the list, from the chronology's first page."""
        name = self.entries.ids(event)[0]
        return f"{'' if self.pages[name] == FIRST else self.pages[name]}#{name}"

    def home(self, event: Event | None = None) -> LinkView:
        """The way to the chronology from one of its other pages; to the event's place there, if one is given."""
        if event is None:
            return LinkView(self.title, FIRST, language=self.language)
        name = self.entries.ids(event)[0]
        return LinkView(self.title, f"{self.pages[name]}#{name}", language=self.language)


def overview(edition: Edition, folder: str = "") -> StripView | None:
    """The strip of a chronology; `folder` leads from the page that shows it to the chronology's, and is empty on its first page."""
    events = edition.chronology.events
    titled = len(events) <= MAX_MARKS
    return strip([_moment(event, edition, folder, titled=titled) for event in events], edition.words)


def facts(events: Sequence[Event], words: Words) -> Iterator[str]:
    """Short phrases for below a title: how many entries and sources, and which time."""
    if not events:
        return
    sources = {statement.document for event in events for statement in event.statements}
    yield words.count("{n} entry", "{n} entries", len(events))
    yield words.count("{n} source", "{n} sources", len(sources))
    yield _extent(events, words)


def description(chronology: Chronology, words: Words) -> str:
    """The facts in one line, and as of when: for search engines and previews."""
    day = updated(chronology) if chronology.events else None
    as_of = [words.text("As of {date}", date=cldr.unit(words.locale, day, cldr.LONG))] if day else []
    return " · ".join([*facts(chronology.events, words), *as_of])


def _moment(event: Event, edition: Edition, folder: str, *, titled: bool) -> Moment:
    words, place = edition.words, spans.place(event.span)
    # a picture of bars has no use for the words of each event, which take their time to make
    title = f"{in_words(event.span, words)}: {headline_of(event)}" if titled else ""
    link = edition.link(event)
    href = f"{folder}{FIRST if link.startswith('#') else ''}{link}" if folder else link
    return Moment(href, place, unit_in_words(place, heading_grain(event), words), spans.days(event.span), event.status, title)


def _extent(events: Sequence[Event], words: Words) -> str:
    """From the first to the last day of all, in months where every date is as fine as a month, else in years."""
    known = [day for event in events for day in (event.span.first, event.span.last) if day] or [Day(0, 1, 1)]
    first, last = min(known), max(known)
    skeleton = cldr.MONTH if all(spans.is_fine(event.span) for event in events) else cldr.YEAR
    same = first.year == last.year and (skeleton == cldr.YEAR or first.month == last.month)
    return cldr.unit(words.locale, first, skeleton) if same else cldr.interval(words.locale, first, last, skeleton)
