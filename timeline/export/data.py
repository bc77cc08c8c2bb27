"""The machine form of a chronology: `chronology.json`, described by docs/chronology.schema.json."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from timeline.model import Document

if TYPE_CHECKING:
    from timeline.model import Chronology, Event, Statement

SCHEMA_VERSION = 1
FILE_NAME = "chronology.json"


def chronology_json(chronology: Chronology) -> bytes:
    """Write the chronology as JSON.

    Events and their sources stand in the page's order and keys in a fixed one, so that equal chronologies give equal bytes. What a
    source does not state is null. Offsets are code points into the document's text.
    """
    table = {
        "schema": SCHEMA_VERSION,
        "title": chronology.title,
        "language": chronology.language,
        "tags": dict(chronology.tags),
        "names": [{"name": name, "documents": count} for name, count in chronology.names],
        "events": [_event(event, chronology) for event in chronology.events],
    }
    return json_bytes(table)


def json_bytes(table: object) -> bytes:
    """A value as JSON for a file: indented, as it is spelt, one newline at the end."""
    text = json.dumps(table, ensure_ascii=False, indent=2, allow_nan=False)
    # half of a surrogate pair can come out of a broken file: it becomes a question mark rather than the end of the build
    return (text + "\n").encode("utf-8", "replace")


def _event(event: Event, chronology: Chronology) -> dict[str, Any]:
    return {
        "id": event.id,
        "date": event.span.edtf,
        "precision": event.span.precision,
        "status": event.status.value,
        "headline": event.headline,
        "quote": event.lead.quote,
        "importance": event.importance,
        "folded": event.folded,
        "disputed": event.disputed,
        "replaced_by": event.replaced_by or None,
        "tags": list(event.tags),
        "pinned": event.pinned,
        "image": {"src": event.image.src, "alt": event.image.alt, "credit": event.image.credit} if event.image else None,
        "corrections": [{"date": str(correction.date), "note": correction.note} for correction in event.corrections],
        "members": [statement.id for statement in event.statements],
        "sources": [_source(statement, chronology) for statement in event.statements],
    }


def _source(statement: Statement, chronology: Chronology) -> dict[str, Any]:
    document = chronology.documents.get(statement.document) or Document(statement.document, "", ())
    return {
        "doc": statement.document,
        "date": statement.span.edtf,
        "precision": statement.span.precision,
        "status": statement.status.value,
        "quote": statement.quote,
        "start": statement.start,
        "end": statement.end,
        "attribution": statement.attribution,
        "confidence": statement.confidence.value,
        "title": document.title or None,
        "publisher": document.publisher or None,
        "url": document.url or None,
        "published": str(document.published) if document.published else None,
    }
