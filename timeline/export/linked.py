"""JSON-LD 1.1 as a file: all entries in the words of schema.org, the date in `dcterms:temporal`, typed as EDTF.

The context stands in the file, so that it is read without the network. What is denied or only conditional is a `Claim`, no `Event`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from timeline.export.data import json_bytes
from timeline.export.entries import clean
from timeline.export.formats import Exporter
from timeline.export.items import items
from timeline.export.words import clean_tag
from timeline.model import Status

if TYPE_CHECKING:
    from timeline.export.items import Item, Source
    from timeline.model import Chronology

CONTEXT = {
    "@vocab": "https://schema.org/",
    "url": {"@id": "https://schema.org/url", "@type": "@id"},
    "temporal": {"@id": "http://purl.org/dc/terms/temporal", "@type": "http://id.loc.gov/datatypes/edtf/EDTF"},
    "itemListElement": {"@id": "https://schema.org/itemListElement", "@container": "@list"},
}
_CLAIMS = (Status.CONDITIONAL, Status.DENIED)


def jsonld(chronology: Chronology, url: str) -> bytes:
    """Write an `ItemList`; an entry is a node with its sources as `Quotation`s, each a part of its article."""
    known = {
        "@id": url,
        "name": clean(chronology.title),
        "inLanguage": clean_tag(chronology.language),
        "itemListElement": [_entry(item) for item in items(chronology, url)],
    }
    return json_bytes({"@context": CONTEXT, "@type": "ItemList", **_stated(known)})


def _entry(item: Item) -> dict[str, Any]:
    event = item.event
    known = {
        "@id": item.link or f"urn:timeline:{event.id}",
        "@type": "Claim" if event.status in _CLAIMS else "Event",
        "identifier": event.id,
        "name": item.headline,
        "url": item.link,
        "temporal": event.span.edtf,
        "startTime": event.span.time,
        "creativeWorkStatus": event.status.value,
        "keywords": list(item.tags),
        "subjectOf": [_quotation(source) for source in item.sources],
    }
    return _stated(known)


def _quotation(source: Source) -> dict[str, Any]:
    article = {
        "@type": "Article",
        "name": source.title,
        "url": source.url,
        "author": source.author,
        "publisher": source.publisher,
        "datePublished": source.moment,
    }
    known = {"@type": "Quotation", "text": source.quote, "inLanguage": source.language, "creditText": source.attribution}
    return _stated(known) | {"isPartOf": _stated(article)}


def _stated(table: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in table.items() if value}


EXPORTER = Exporter("timeline.jsonld", "application/ld+json", jsonld)
