"""Apache Parquet through DuckDB: one row per event, with its sources in it; for notebooks and databases."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from timeline.errors import ConfigError
from timeline.export.data import json_bytes
from timeline.export.formats import Exporter
from timeline.export.items import items

if TYPE_CHECKING:
    from typing import Any

    from timeline.export.items import Item, Source
    from timeline.model import Chronology, Day

_SOURCE = {
    "doc": "VARCHAR", "date": "VARCHAR", "precision": "VARCHAR", "status": "VARCHAR", "quote": "VARCHAR", "start": "BIGINT",
    "end": "BIGINT", "attribution": "VARCHAR", "confidence": "VARCHAR", "inferred": "BOOLEAN", "title": "VARCHAR", "publisher": "VARCHAR",
    "url": "VARCHAR", "published": "VARCHAR",
}  # fmt: skip
_COLUMNS = {
    "id": "VARCHAR", "date": "VARCHAR", "precision": "VARCHAR", "first": "INTEGER[]", "last": "INTEGER[]", "time": "VARCHAR",
    "status": "VARCHAR", "headline": "VARCHAR", "quote": "VARCHAR", "importance": "DOUBLE", "disputed": "BOOLEAN", "tags": "VARCHAR[]",
    "link": "VARCHAR", "sources": "STRUCT(" + ", ".join(f'"{name}" {kind}' for name, kind in _SOURCE.items()) + ")[]",
}  # fmt: skip


def parquet(chronology: Chronology, url: str) -> bytes:
    """Write the file; `first` and `last` are dates (proleptic Gregorian, BCE too), empty on an open side."""
    try:
        import duckdb  # noqa: PLC0415 - an extra, and 20 MB
    except ImportError as error:
        raise ConfigError("parquet needs DuckDB; install it with: pip install 'timeline-press[parquet]'") from error
    with tempfile.TemporaryDirectory() as folder, duckdb.connect(config={"threads": 1}) as database:
        rows, file = Path(folder, "rows.json"), Path(folder, "rows.parquet")
        rows.write_bytes(json_bytes([_row(item) for item in items(chronology, url)]))
        database.read_json(str(rows), columns=_COLUMNS, format="array", maximum_object_size=1 << 30).select(
            "* REPLACE (make_date(first[1], first[2], first[3]) AS first, make_date(last[1], last[2], last[3]) AS last)"
        ).write_parquet(str(file), compression="zstd")
        return file.read_bytes()


def _row(item: Item) -> dict[str, Any]:
    event, span = item.event, item.event.span
    return {
        "id": event.id,
        "date": span.edtf,
        "precision": span.precision,
        "first": _numbers(span.first),
        "last": _numbers(span.last),
        "time": span.time,
        "status": event.status.value,
        "headline": item.headline,
        "quote": item.lead.quote,
        "importance": event.importance,
        "disputed": event.disputed,
        "tags": list(item.tags),
        "link": item.link or None,
        "sources": [_source(source) for source in item.sources],
    }


def _numbers(day: Day | None) -> list[int] | None:
    return [*day] if day else None


def _source(source: Source) -> dict[str, Any]:
    statement = source.statement
    return {
        "doc": statement.document,
        "date": statement.span.edtf,
        "precision": statement.span.precision,
        "status": statement.status.value,
        "quote": source.quote,
        "start": statement.start,
        "end": statement.end,
        "attribution": source.attribution or None,
        "confidence": statement.confidence.value,
        "inferred": statement.inferred,
        "title": source.title,
        "publisher": source.publisher or None,
        "url": source.url or None,
        "published": source.moment or None,
    }


EXPORTER = Exporter("timeline.parquet", "application/vnd.apache.parquet", parquet)
