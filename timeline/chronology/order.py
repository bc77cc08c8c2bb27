"""The total order: no two statements are equal in it, so equal inputs give equal bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from timeline.model import Day, Document, Event, Statement, TimeSpan

SpanKey = tuple["Day", int, "Day", str]


def statement_key(statement: Statement, documents: Mapping[str, Document]) -> tuple[SpanKey, str, str, int, int, str]:
    """By date (see `TimeSpan.sort_key`), then document path, then offset."""
    document = documents[statement.document]
    return (statement.span.sort_key, document.path, document.id, statement.start, statement.end, statement.id)


def event_key(event: Event, documents: Mapping[str, Document]) -> tuple[SpanKey, float, tuple[SpanKey, str, str, int, int, str]]:
    """By the event's own date, then the editor's order (those without come last), then by its first statement."""
    order = float("inf") if event.order is None else event.order
    return (event.span.sort_key, order, statement_key(event.statements[0], documents))


def coarseness(span: TimeSpan) -> tuple[int, bool]:
    """How inexact a date is: its days, near enough to compare two spans, then whether it lacks a clock time."""
    if span.first is None or span.last is None:
        return (10**9, True)
    (year, month, day), (last_year, last_month, last_day) = span.first, span.last
    return ((last_year - year) * 372 + (last_month - month) * 31 + last_day - day, span.time is None)
