"""An Atom feed (RFC 4287); the event's date stands in `dcterms:temporal` as EDTF, its times of publication in Atom's own fields."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5
from xml.etree.ElementTree import Element, SubElement, tostring

from timeline.export.entries import clean
from timeline.export.formats import Exporter
from timeline.export.items import items, newest
from timeline.export.words import clean_tag

if TYPE_CHECKING:
    from timeline.export.items import Item
    from timeline.model import Chronology

STATUS_SCHEME = "urn:timeline:status"


def atom(chronology: Chronology, url: str) -> bytes:
    """Write the feed; `updated` is when the newest source of an entry was published, for entries have no other time of their own."""
    found = items(chronology, url)
    feed = Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xmlns:dcterms": "http://purl.org/dc/terms/"})
    if tag := clean_tag(chronology.language):
        feed.set("xml:lang", tag)
    title = clean(chronology.title)
    _add(feed, "id", _urn(url or title))
    _add(feed, "title", title)
    _add(feed, "updated", newest(found))
    _add(SubElement(feed, "author"), "name", title or "timeline")
    if url:
        SubElement(feed, "link", rel="alternate", type="text/html", href=url)
        SubElement(feed, "link", rel="self", type="application/atom+xml", href=url + EXPORTER.file_name)
    for item in found:
        _entry(feed, item)
    content: bytes = tostring(feed, encoding="utf-8", xml_declaration=True)
    return content + b"\n"


def _entry(feed: Element, item: Item) -> None:
    entry = SubElement(feed, "entry")
    _add(entry, "id", _urn(item.event.id))
    _add(entry, "title", item.headline)
    _add(entry, "updated", item.updated)
    _add(entry, "dcterms:temporal", item.event.span.edtf)
    SubElement(entry, "category", scheme=STATUS_SCHEME, term=item.event.status.value, label=item.status)
    for tag in item.tags:
        SubElement(entry, "category", term=tag)
    if item.link:
        SubElement(entry, "link", rel="alternate", type="text/html", href=item.link)
    for source in item.sources:
        if source.url:
            SubElement(entry, "link", rel="via", href=source.url, title=source.title)
    _add(entry, "summary", item.lead.quote)
    _add(entry, "content", item.html).set("type", "html")


def _add(parent: Element, name: str, text: str) -> Element:
    child = SubElement(parent, name)
    child.text = text
    return child


def _urn(name: str) -> str:
    """An id that stays when the page moves to another address."""
    return uuid5(NAMESPACE_URL, f"urn:timeline:{name}").urn


EXPORTER = Exporter("atom.xml", "application/atom+xml", atom)
