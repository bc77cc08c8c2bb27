"""JSON Feed 1.1; what the event's own date and status are stands in the extension `_timeline`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from timeline.export.data import json_bytes
from timeline.export.entries import clean
from timeline.export.formats import Exporter
from timeline.export.items import UNKNOWN_MOMENT, items
from timeline.export.words import clean_tag

if TYPE_CHECKING:
    from timeline.export.items import Item
    from timeline.model import Chronology


def jsonfeed(chronology: Chronology, url: str) -> bytes:
    """Write the feed; `date_published` is when the entry's newest source was published."""
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": clean(chronology.title),
        "home_page_url": url,
        "feed_url": url and url + EXPORTER.file_name,
        "language": clean_tag(chronology.language),
    }
    return json_bytes(_stated(feed) | {"items": [_item(item) for item in items(chronology, url)]})


def _item(item: Item) -> dict[str, Any]:
    event, lead = item.event, item.lead
    known = {
        "id": event.id,
        "url": item.link,
        "external_url": lead.url,
        "title": item.headline,
        "content_html": item.html,
        "summary": lead.quote,
        "date_published": "" if item.updated == UNKNOWN_MOMENT else item.updated,
        "authors": [{"name": name} for name in (lead.author or lead.publisher,) if name],
        "tags": list(item.tags),
        "language": lead.language,
    }
    span = event.span
    ours = _stated({"date": span.edtf, "precision": span.precision, "time": span.time, "status": event.status.value})
    return _stated(known) | {"_timeline": ours}


def _stated(table: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in table.items() if value}


EXPORTER = Exporter("feed.json", "application/feed+json", jsonfeed)
