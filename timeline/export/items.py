"""A chronology's entries as other tools take them: plain values and short HTML, in the chronology's language."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import escape

from timeline.export.dates import in_words
from timeline.export.entries import STATUS_WORDS, clean, core, headline_of, web_address
from timeline.export.places import event_page
from timeline.export.words import clean_tag, load
from timeline.model import Document, Grain, Status, TimeSpan

if TYPE_CHECKING:
    from collections.abc import Callable

    from timeline.export.words import Words
    from timeline.model import Chronology, Confidence, Event, Image, Statement

UNKNOWN_MOMENT = "1970-01-01T00:00:00Z"  # where a format demands a time of publication and no source states one
_RFC_3339 = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})")
_UPCOMING = (Status.EXPECTED, Status.DEADLINE, Status.CONDITIONAL)


@dataclass(frozen=True, slots=True)
class Source:
    """A statement of an event, and what its document says of itself; `url` is empty unless it is http or https."""

    statement: Statement
    quote: str
    attribution: str
    title: str
    url: str
    publisher: str
    author: str
    published: str  # the day in words
    moment: str  # the time of publication, RFC 3339; a day alone is its midnight in UTC, empty where unknown
    language: str
    image: Image | None

    @property
    def line(self) -> str:
        """Who says it and where, as plain text."""
        return " · ".join(filter(None, (self.attribution and f"— {self.attribution}", self.title, self.publisher, self.published)))


@dataclass(frozen=True, slots=True)
class Item:
    """An event, its texts free of characters that HTML and XML forbid. `sources` holds the lead first.

    `link` is the event's address, empty where that of the page is not known. `updated` is the newest time of publication of its
    sources (RFC 3339). `status` is a word, `date` is in words.
    """

    event: Event
    link: str
    headline: str
    date: str
    status: str
    sources: tuple[Source, ...]
    tags: tuple[str, ...]
    updated: str

    @property
    def lead(self) -> Source:
        """The source that gives the quote."""
        return self.sources[0]

    @property
    def verbatim(self) -> bool:
        """Whether the headline is the quote itself, but for its case and its last mark: then one of them is enough."""
        return core(self.headline) == core(self.lead.quote)

    @property
    def when(self) -> str:
        """The date in words, with the status unless it is that the event has happened."""
        return self.date if self.event.status is Status.PAST else f"{self.date} · {self.status}"

    @property
    def html(self) -> str:
        """Date, quotes and linked sources as HTML of the plainest kind, escaped; the headline is not in it."""
        return f"<p>{escape(self.when)}</p>{self.told}"

    @property
    def told(self) -> str:
        """The quotes and linked sources alone, as HTML."""
        return "".join(_source_html(source) for source in self.sources)

    @property
    def text(self) -> str:
        """The same as plain text."""
        blocks = [f"{source.quote}\n{source.line}" + (f"\n{source.url}" if source.url else "") for source in self.sources]
        return "\n\n".join([self.when, *blocks])


def items(chronology: Chronology, url: str = "") -> tuple[Item, ...]:
    """The events in their order; `url` is the page's address, for their own links."""
    words = load(chronology.language)

    @cache
    def about(name: str) -> _About:
        return _about(chronology.documents.get(name) or Document(name, "", ()), words)

    return tuple(_item(event, about, url, words) for event in chronology.events)


def sure(chronology: Chronology, least: Confidence) -> Chronology:
    """The chronology as its page shows it; whole entries go, so that the ids of those that stay are the ones in the data."""
    events = tuple(event for event in chronology.events if event.pinned or any(s.confidence.reaches(least) for s in event.statements))
    return replace(chronology, events=events)


def newest(found: tuple[Item, ...]) -> str:
    """The newest time of publication of all, RFC 3339."""
    return max((item.updated for item in found), key=datetime.fromisoformat, default=UNKNOWN_MOMENT)


def address(url: str, event: Event) -> str:
    """The event's permalink, its own page, which is there at any size; `url` ends with a slash or is empty."""
    return f"{url}{event_page(event.id)}" if url else ""


def _item(event: Event, about: Callable[[str], _About], url: str, words: Words) -> Item:
    statements = (event.lead, *(statement for statement in event.statements if statement is not event.lead))
    sources = tuple(Source(s, clean(s.quote), clean(s.attribution or ""), *about(s.document)) for s in statements)
    return Item(
        event=event,
        link=address(url, event),
        headline=headline_of(event),
        date=in_words(event.span, words, upcoming=event.status in _UPCOMING),
        status=words.text(STATUS_WORDS[event.status][0], "status"),
        sources=sources,
        tags=tuple(clean(tag) for tag in event.tags),
        updated=max((source.moment for source in sources if source.moment), key=datetime.fromisoformat, default=UNKNOWN_MOMENT),
    )


class _About(NamedTuple):
    """What a document says of itself: the fields of `Source` that all of its statements share."""

    title: str
    url: str
    publisher: str
    author: str
    published: str
    moment: str
    language: str
    image: Image | None


def _about(document: Document, words: Words) -> _About:
    day = document.published
    return _About(
        title=clean(document.title) or clean(document.id),
        url=web_address(document.url),
        publisher=clean(document.publisher),
        author=clean(document.author),
        published=in_words(TimeSpan(day, day, Grain.DAY), words) if day else "",
        moment=_moment(document),
        language=clean_tag(document.language),
        image=document.image,
    )


def _moment(document: Document) -> str:
    if _RFC_3339.fullmatch(document.published_at) and _is_real(document.published_at):
        return document.published_at
    day = document.published
    return f"{day}T00:00:00Z" if day and 1 <= day.year <= 9999 else ""


def _is_real(moment: str) -> bool:
    """Whether there is such a time: a document may state the 30th of February."""
    try:
        datetime.fromisoformat(moment).astimezone(UTC)
    except (ValueError, OverflowError):
        return False
    return True


def _source_html(source: Source) -> str:
    title = f'<a href="{escape(source.url)}">{escape(source.title)}</a>' if source.url else f"<cite>{escape(source.title)}</cite>"
    said = f"— {escape(source.attribution)}" if source.attribution else ""
    line = " · ".join(filter(None, (said, title, escape(source.publisher), escape(source.published))))
    lang = f' lang="{source.language}"' if source.language else ""
    return f"<blockquote{lang}><p>{escape(source.quote)}</p></blockquote><p>{line}</p>"
