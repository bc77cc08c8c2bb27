"""What a page is about, for programs: JSON-LD 1.1 in the vocabulary of schema.org.

No type claims more than the text does. What a source says will happen only on a condition, or denies, is a `Claim` and no `Event`;
a date gets a value only where ISO 8601 has one at its true precision; an author's name stays a text, as it may be an agency's.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from timeline.export import spans
from timeline.export.dates import machine
from timeline.export.entries import clean, web_address
from timeline.export.words import clean_tag
from timeline.model import Document, Status, TimeSpan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from timeline.model import Chronology, Event

CONTEXT = "https://schema.org"
MOST = 25
_CLAIMS = (Status.CONDITIONAL, Status.DENIED)
_UNSAFE = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def chronology_data(chronology: Chronology, name: str, address: Callable[[Event], str]) -> dict[str, Any]:
    """An `ItemList` of the entries, with their sources as `NewsArticle`s; `address` gives where an entry is shown.

    A long list is told in part, which `numberOfItems` allows for: it counts all of them. Told whole, a thousand would make the page
    half as large again; every entry is told in full on its own page.
    """
    sources = _Sources(chronology)
    items = [_thing(event, address(event), sources) for event in chronology.events[:MOST]]
    return {"@context": CONTEXT, "@type": "ItemList", "name": name, **_listed(items, len(chronology.events))}


def event_data(chronology: Chronology, event: Event, address: str) -> dict[str, Any]:
    """One entry for a page of its own, with its quote."""
    return {"@context": CONTEXT, **_thing(event, address, _Sources(chronology)), "description": clean(event.lead.quote)}


def stories_data(name: str, stories: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """An `ItemList` of several chronologies, each a name and an address."""
    items = [{"name": title, "url": url} for title, url in stories]
    return {"@context": CONTEXT, "@type": "ItemList", "name": name, **_listed(items, len(items))}


def script_text(data: dict[str, Any]) -> Markup:
    """The JSON as the text of `<script type="application/ld+json">`: nothing in it can end the element (HTML, section 4.12.1.3).

    Such a script is data and never run, so that `script-src 'self'` lets it stand.
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for char, escaped in _UNSAFE.items():
        text = text.replace(char, escaped)
    return Markup(text)  # noqa: S704 # what HTML could read is escaped above


def _listed(items: list[dict[str, Any]], count: int) -> dict[str, Any]:
    elements = [
        {"@type": "ListItem", "position": number, **({"item": item} if "@type" in item else item)} for number, item in enumerate(items, 1)
    ]
    return {"numberOfItems": count, "itemListOrder": f"{CONTEXT}/ItemListOrderAscending", "itemListElement": elements}


def _thing(event: Event, address: str, sources: _Sources) -> dict[str, Any]:
    name = clean(event.headline) or clean(event.lead.quote)
    articles = sources.of(event)
    if event.status in _CLAIMS:
        return {"@type": "Claim", "name": name, "url": address, "appearance": articles}
    return {"@type": "Event", "name": name, "url": address, **_dates(event.span), "subjectOf": articles}


def _dates(span: TimeSpan) -> dict[str, str]:
    """Start and end in ISO 8601, where it can say them as exactly as the text and no more.

    A unit (a month, a year) is one value of reduced precision: as a range of days it would say that the event lasted all of it.
    """
    years = [day.year for day in (span.first, span.last) if day]
    if span.approximate or span.uncertain or span.part or not all(1 <= year <= 9999 for year in years):
        return {}
    if span.first and span.last and spans.is_unit(span):
        return _named("startDate", machine(span))
    first = TimeSpan(span.first, span.first, span.grain) if span.first else None
    last = TimeSpan(span.last, span.last, span.end_grain or span.grain) if span.last else None
    return _named("startDate", machine(first) if first else "") | _named("endDate", machine(last) if last else "")


def _named(name: str, value: str) -> dict[str, str]:
    return {name: value} if value else {}


class _Sources:
    """The articles of a chronology: told in full where one comes first, and by its `@id` after that."""

    def __init__(self, chronology: Chronology) -> None:
        self.documents = chronology.documents
        self.names: dict[str, str] = {}

    def of(self, event: Event) -> list[dict[str, Any]]:
        return [self._article(name) for name in dict.fromkeys(statement.document for statement in event.statements)]

    def _article(self, name: str) -> dict[str, Any]:
        if name in self.names:
            return {"@id": self.names[name]}
        document = self.documents.get(name) or Document(name, "", ())
        url = web_address(document.url)
        self.names[name] = url or f"_:source{len(self.names) + 1}"
        # a text that names neither medium nor day may be anything: a letter, a chronicle, a report
        kind = "NewsArticle" if document.publisher and document.published else "CreativeWork"
        publisher = clean(document.publisher)
        stated = {
            "url": url,
            "author": clean(document.author),
            "publisher": {"@type": "Organization", "name": publisher} if publisher else "",
            "datePublished": document.published_at or str(document.published or ""),
            "inLanguage": clean_tag(document.language),
        }
        named = {"@id": self.names[name], "@type": kind, "headline": clean(document.title) or clean(document.id)}
        return named | {key: value for key, value in stated.items() if value}
