"""Statements of documents that date their own parts: the rows of a table of events, such as a sheet made for TimelineJS."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline.model import Statement, Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from timeline.config import Options
    from timeline.model import Document


def rows(document: Document, options: Options) -> Iterator[Statement]:
    """A statement for each row, with the row's own text as its quote; what begins after today is still to come."""
    for row in document.rows:
        first = row.span.first or row.span.last
        yield Statement(
            document.id,
            document.text[row.start : row.end],
            row.start,
            row.end,
            row.span,
            Status.EXPECTED if first and first > options.today else Status.PAST,
            headline=row.headline,
            rules=("row",),
        )
