"""A table for spreadsheets (CSV, RFC 4180): one row per event, its dates in EDTF and as first and last day."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from timeline.export.formats import Exporter
from timeline.export.items import items
from timeline.model import Confidence

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from timeline.export.items import Item
    from timeline.model import Chronology

COLUMNS = (
    "id", "date", "precision", "first", "last", "time", "status", "headline", "quote", "attribution", "source", "publisher", "url",
    "published", "confidence", "inferred", "disputed", "tags", "sources", "other_sources", "link",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def spreadsheet(chronology: Chronology, url: str) -> bytes:
    """Write the events; what is not known is an empty cell."""
    return table(COLUMNS, (_row(item) for item in items(chronology, url)))


def table(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> bytes:
    """Write rows as CSV in UTF-8 with its mark, by which Excel knows the encoding."""
    stream = io.StringIO()
    writer = csv.DictWriter(stream, columns, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue().encode("utf-8-sig", "replace")


def guarded(text: str) -> str:
    """A document's words for a cell: an apostrophe goes before what a spreadsheet would run as a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _row(item: Item) -> dict[str, object]:
    event, lead = item.event, item.lead
    span = event.span
    return {
        "id": event.id,
        "date": span.edtf,
        "precision": span.precision,
        "first": span.first,
        "last": span.last,
        "time": span.time,
        "status": event.status.value,
        "headline": guarded(item.headline),
        "quote": guarded(lead.quote),
        "attribution": guarded(lead.attribution),
        "source": guarded(lead.title),
        "publisher": guarded(lead.publisher),
        "url": lead.url,
        "published": lead.moment.partition("T")[0],
        "confidence": max((source.statement.confidence for source in item.sources), key=list(Confidence).index).value,
        "inferred": str(lead.statement.inferred).lower(),
        "disputed": str(event.disputed).lower(),
        "tags": guarded(" | ".join(item.tags)),
        "sources": len(item.sources),
        "other_sources": guarded(" | ".join(" ".join(filter(None, (other.title, other.url))) for other in item.sources[1:])),
        "link": item.link,
    }


EXPORTER = Exporter("timeline.csv", "text/csv", spreadsheet)
