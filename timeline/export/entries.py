"""From the events of a chronology to entries as templates get them: each is made once, and stands on several pages."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from timeline.export import spans
from timeline.export.ahead import distance
from timeline.export.dates import in_words, machine
from timeline.export.entry_view import CorrectionView, DateView, EntryView, LinkView, SourceView, StatusView
from timeline.export.places import event_page, source_page, tag_page
from timeline.export.words import clean_tag
from timeline.model import Day, Document, Grain, Status, TimeSpan

if TYPE_CHECKING:
    from collections.abc import Mapping

    from timeline.export.entry_view import MediaView
    from timeline.export.words import Words
    from timeline.model import Chronology, Correction, Event, Statement

STATUS_WORDS = {
    Status.PAST: ("happened", "reported as having happened"),
    Status.EXPECTED: ("expected", "planned, announced or forecast"),
    Status.DEADLINE: ("deadline", "to be done by this date"),
    Status.CONDITIONAL: ("conditional", "only if a condition is met"),
    Status.DENIED: ("denied", "denied, negated or called off"),
}
UPCOMING = (Status.EXPECTED, Status.DEADLINE, Status.CONDITIONAL)
_HEADLINE_LENGTH = 90
_WHOLE = 160  # a quote as long as this may stand as its own headline: cut, it would hide its point and be said twice
# what HTML forbids in text: controls, halves of surrogate pairs, noncharacters of the basic plane
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_YEAR_AROUND = r"(?:,|\s|\bde\b)*(?<!\d){year}(?![\d/])(?:年|\s?(?:г|р|r)\.)?"
_WITHIN_YEAR = (Grain.DAY, Grain.WEEKEND, Grain.WEEK, Grain.MONTH, Grain.SEASON, Grain.QUARTER, Grain.HALF)


class Entries:
    """The entries of one chronology. Every id is unique among them (one sentence can stand in a document twice)."""

    def __init__(self, chronology: Chronology, words: Words, media: Mapping[str, MediaView]) -> None:
        self.media = media
        self.documents = chronology.documents
        self.words = words
        self.updated = updated(chronology)
        self._by_id = {event.id: event for event in chronology.events}
        self._seen: set[str] = set()
        self._ids = {id(event): self._new_ids(event) for event in chronology.events}
        self._views: dict[int, EntryView] = {}

    def ids(self, event: Event) -> list[str]:
        """The id of an event's entry, and those of its other statements that no entry before it has."""
        return self._ids[id(event)]

    def view(self, event: Event) -> EntryView:
        """The entry of an event of the chronology."""
        if id(event) not in self._views:
            self._views[id(event)] = self._entry(event)
        return self._views[id(event)]

    def is_ahead(self, event: Event) -> bool:
        """Whether the event was still to come when the chronology was last updated."""
        return self.updated is not None and spans.place(event.span) > self.updated

    def source(self, statement: Statement, event: Event) -> SourceView:
        """A statement of an event with what is known of its document."""
        document = self.documents.get(statement.document) or Document(statement.document, "", ())
        return SourceView(
            title=clean(document.title) or clean(document.id),
            url=web_address(document.url),
            href=source_page(document.id),
            publisher=clean(document.publisher),
            author=clean(document.author),
            published=day_view(document.published, self.words),
            language=clean_tag(document.language),
            date=date_view(statement.span, self.words, statement.status),
            status=status_view(statement.status, self.words),
            quote=clean(statement.quote),
            attribution=clean(statement.attribution or ""),
            inferred=statement.inferred,
            other=(statement.span, statement.status) != (event.span, event.status),
        )

    def _entry(self, event: Event) -> EntryView:
        own_id, *anchors = self.ids(event)
        others = tuple(self.source(statement, event) for statement in event.statements if statement is not event.lead)
        lead = self.source(event.lead, event)
        headline = headline_of(event)
        soon = event.status in UPCOMING and self.updated is not None
        return EntryView(
            id=own_id,
            anchors=tuple(anchors),
            href=event_page(own_id),
            date=date_view(event.span, self.words, event.status, spans.place(event.span)),
            status=status_view(event.status, self.words),
            ahead=distance(event.span, self.updated, self.words) if soon and self.updated else "",
            length=spans.length(event.span),
            open=spans.open_side(event.span),
            headline=headline,
            language=lead.language,
            verbatim=core(headline) == core(lead.quote),
            disputed=event.disputed,
            moved=self._moved(event),
            tags=tuple(LinkView(clean(tag), tag_page(tag)) for tag in dict.fromkeys(event.tags)),
            lead=lead,
            others=others,
            corrections=tuple(self._correction(correction) for correction in event.corrections),
            media=self.media.get(event.id),
            more=self.words.count("{n} more source", "{n} more sources", len(others)) if others else "",
        )

    def _correction(self, correction: Correction) -> CorrectionView:
        day = TimeSpan(correction.date, correction.date, Grain.DAY)
        return CorrectionView(self.words.text("Corrected on {date}", date=in_words(day, self.words)), clean(correction.note))

    def _moved(self, event: Event) -> LinkView | None:
        new = self._by_id.get(event.replaced_by)
        if new is None:
            return None
        date = in_words(new.span, self.words, upcoming=new.status in UPCOMING)
        return LinkView(self.words.text("moved to {date}", date=date), event_page(new.id))

    def _new_ids(self, event: Event) -> list[str]:
        ids = list(dict.fromkeys(statement.id for statement in event.statements))
        fresh = [name for name in ids if name not in self._seen]
        self._seen.update(fresh)
        return fresh or [_free(event.id, self._seen)]


def updated(chronology: Chronology) -> Day | None:
    """The day of the newest document: as of when the chronology speaks. No clock has a part in it."""
    return max((document.published for document in chronology.documents.values() if document.published), default=None)


def headline_of(event: Event) -> str:
    """The headline; the quote itself where there is none, or where the headline is but its start and the quote not much longer."""
    headline, quote = clean(event.headline), clean(event.lead.quote)
    cut = headline.endswith("…") and core(quote).startswith(core(headline))
    return quote if cut and len(quote) <= _WHOLE else headline or shortened(quote)


@lru_cache(1 << 15)  # documents and events share their dates
def date_view(span: TimeSpan, words: Words, status: Status = Status.PAST, heading: Day | None = None) -> DateView:
    """The date in words; under the heading of its year also in three parts, the year apart."""
    text = in_words(span, words, upcoming=status in UPCOMING)
    if heading and span.grain in _WITHIN_YEAR and heading.year >= 100:
        found = list(re.finditer(_YEAR_AROUND.format(year=heading.year), text))
        if len(found) == 1 and (before := text[: found[0].start()]) + (after := text[found[0].end() :]):
            return DateView(text, machine(span), before, found[0].group(), after)
    return DateView(text, machine(span), text)


def day_view(day: Day | None, words: Words) -> DateView | None:
    """A day in words, where it is known."""
    return date_view(TimeSpan(day, day, Grain.DAY), words) if day else None


@cache
def status_view(status: Status, words: Words) -> StatusView:
    """A status in the page's language."""
    word, meaning = STATUS_WORDS[status]
    return StatusView(status.value, words.text(word, "status"), words.text(meaning, "legend"))


def clean(text: str) -> str:
    """The text without the characters that HTML forbids; escaping is the templates' part."""
    return _FORBIDDEN.sub("", text)


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


def _free(name: str, seen: set[str]) -> str:
    number, free = 1, name
    while free in seen:
        number += 1
        free = f"{name}-{number}"
    seen.add(free)
    return free


def core(text: str) -> str:
    """What two texts must have in common to be the same words to a reader."""
    return " ".join(text.split()).strip(" .,;:!?…\"'„“”‚‘’«»‹›").casefold()


def shortened(quote: str) -> str:
    """The quote as a headline where there is none: cut between words."""
    if len(quote) <= _HEADLINE_LENGTH:
        return quote
    return quote[:_HEADLINE_LENGTH].rsplit(" ", 1)[0].rstrip(" ,;:–-") + " …"
