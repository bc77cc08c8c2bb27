"""IPTC ninjs 3.0 (News in JSON): a composite item, its entries as associated items of type `event`.

Its expected dates may be a year or a month alone, and are used for that; what they cannot say stands in a description of the role
`edtf`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, uuid5

from timeline.export.data import json_bytes
from timeline.export.entries import clean
from timeline.export.formats import Exporter
from timeline.export.items import UNKNOWN_MOMENT, items, newest
from timeline.export.words import clean_tag
from timeline.model import Grain

if TYPE_CHECKING:
    from timeline.export.items import Item, Source
    from timeline.model import Chronology, Day, Event

_STANDARD = {"name": "ninjs", "version": "3.0", "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.0.json"}
_BY_DAY = (Grain.DAY, Grain.WEEK, Grain.WEEKEND)
_BY_MONTH = (Grain.MONTH, Grain.SEASON, Grain.QUARTER, Grain.HALF)


def ninjs(chronology: Chronology, url: str) -> bytes:
    """Write the item."""
    found = items(chronology, url)
    title, moment = clean(chronology.title), newest(found)
    item = {
        "uri": url or uuid5(NAMESPACE_URL, f"urn:timeline:{title}").urn,
        "standard": _STANDARD,
        "type": "composite",
        "representationType": "full",
        "language": clean_tag(chronology.language),
        "versionCreated": "" if moment == UNKNOWN_MOMENT else moment,
        "title": title,
        "headlines": [{"value": title}],
        "associations": [_association(item) for item in found],
    }
    return json_bytes({key: value for key, value in item.items() if value})


def _association(item: Item) -> dict[str, Any]:
    event, lead = item.event, item.lead
    known = {
        "name": item.headline,
        "uri": item.link or uuid5(NAMESPACE_URL, f"urn:timeline:{event.id}").urn,
        "type": "event",
        "language": lead.language,
        "headlines": [{"value": item.headline}],
        "descriptions": _descriptions(item),
        "bodies": [{"contentType": "text/html", "value": item.html}],
        "infoSources": [_info_source(source) for source in item.sources],
        "subjects": [{"name": tag} for tag in item.tags],
        "altIds": [{"role": "timeline", "value": event.id}],
        "eventDetails": {"dates": _dates(event)},
    }
    return {key: value for key, value in known.items() if value}


def _descriptions(item: Item) -> list[dict[str, str]]:
    roles = {"quote": item.lead.quote, "date": item.date, "edtf": item.event.span.edtf, "status": item.event.status.value}
    return [{"role": role, "value": value} for role, value in roles.items()]


def _info_source(source: Source) -> dict[str, str]:
    known = {"name": source.publisher or source.title, "uri": source.url, "literal": source.title}
    return {key: value for key, value in known.items() if value}


def _dates(event: Event) -> dict[str, str]:
    """The expected dates: they alone may be coarser than a moment. The end stands where it is another unit than the start."""
    span = event.span
    start = _truncated(span.first, span.grain) if span.first else ""
    end = _truncated(span.last, span.end_grain or span.grain) if span.last else ""
    if span.time and len(span.time) == 5 and span.grain is Grain.DAY and start:
        start = f"{start}T{span.time}:00"
        end = "" if not span.is_range else end
    dates = {"expectedStartDate": start, "expectedEndDate": "" if end == start else end}
    return {key: value for key, value in dates.items() if value}


def _truncated(day: Day, grain: Grain) -> str:
    year = f"{'-' if day.year < 0 else ''}{abs(day.year):04}"
    if grain in _BY_DAY:
        return f"{year}-{day.month:02}-{day.day:02}"
    return f"{year}-{day.month:02}" if grain in _BY_MONTH else year


EXPORTER = Exporter("ninjs.json", "application/json", ninjs)
