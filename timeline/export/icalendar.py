"""iCalendar (RFC 5545, RFC 7986): one all-day event per entry, so that a calendar shows it; `X-EDTF` keeps the date as it is.

A calendar has days of the years 1 to 9999 only. A month becomes all of its days, an open date those of its known end; times are
floating, in the text's own zone. Entries before the year 1 or after 9999 are not in the file.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from timeline.export import spans
from timeline.export.entries import clean
from timeline.export.formats import Exporter
from timeline.export.items import items, newest
from timeline.model import Day, Grain, Status

if TYPE_CHECKING:
    import icalendar as ical

    from timeline.export.items import Item
    from timeline.model import Chronology, Event

_STATUS = {
    Status.PAST: "CONFIRMED",
    Status.DEADLINE: "CONFIRMED",
    Status.EXPECTED: "TENTATIVE",
    Status.CONDITIONAL: "TENTATIVE",
    Status.DENIED: "CANCELLED",
}
_MONTHS = {
    Grain.MONTH: 1,
    Grain.SEASON: 3,
    Grain.QUARTER: 3,
    Grain.HALF: 6,
    Grain.YEAR: 12,
    Grain.DECADE: 120,
    Grain.CENTURY: 1200,
}
_CLOCK = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])")


def icalendar(chronology: Chronology, url: str) -> bytes:
    """Write the calendar; its stamps are the times of publication, so that equal chronologies give equal bytes."""
    import icalendar as ical  # noqa: PLC0415 - 100 ms that only this format pays

    found = items(chronology, url)
    calendar = ical.Calendar()
    calendar.add("prodid", "-//timeline-press//timeline//EN")
    calendar.add("version", "2.0")
    calendar.add("name", clean(chronology.title))
    calendar.add("x-wr-calname", clean(chronology.title))
    calendar.add("last-modified", _instant(newest(found)))
    if url:
        calendar.add("url", url)
    for item in found:
        if has_calendar_days(item.event):
            calendar.add_component(_component(item))
    return bytes(calendar.to_ical())


def has_calendar_days(event: Event) -> bool:
    """Whether a calendar has days for the event."""
    known = [day for day in (event.span.first, event.span.last) if day]
    return bool(known) and all(1 <= day.year <= 9999 for day in known)


def _component(item: Item) -> ical.Event:
    import icalendar as ical  # noqa: PLC0415 - see above

    event = item.event
    component = ical.Event()
    component.add("uid", f"{event.id}@timeline")
    component.add("dtstamp", _instant(item.updated))
    start, end = _days(event)
    component.add("dtstart", start)
    if end:
        component.add("dtend", end)
    component.add("summary", item.headline)
    component.add("description", item.text)
    component.add("status", _STATUS[event.status])
    component.add("transp", "TRANSPARENT")
    if item.tags:
        component.add("categories", list(item.tags))
    if item.link:
        component.add("url", item.link)
    component.add("x-edtf", event.span.edtf)
    component.add("x-timeline-status", event.status.value)
    return component


def _days(event: Event) -> tuple[date, date | None]:
    """The first day and the one after the last; a floating moment alone where the text gives a time."""
    span = event.span
    clock = _CLOCK.fullmatch(span.time or "")
    if clock and span.first and span.grain is Grain.DAY and not span.is_range:
        return datetime(*span.first, int(clock[1]), int(clock[2])), None  # noqa: DTZ001 - floating, as the text has it
    first = date(*(span.first or _unit_start(spans.place(span), span.end_grain or span.grain)))
    if span.last:
        last = date(*span.last)
        return first, last + timedelta(days=1) if last < date.max else None
    return first, _unit_end(first, span.grain)


def _unit_start(last: Day, grain: Grain) -> Day:
    """The first day of the unit that ends on `last`."""
    if grain not in _MONTHS:
        return last
    count = last.year * 12 + last.month - _MONTHS[grain]
    return Day(max(count // 12, 1), count % 12 + 1, 1)


def _unit_end(first: date, grain: Grain) -> date | None:
    """The day after the unit that begins on `first`; None beyond the calendar."""
    if grain not in _MONTHS:
        return first + timedelta(days=1) if first < date.max else None
    count = first.year * 12 + first.month - 1 + _MONTHS[grain]
    return date(count // 12, count % 12 + 1, 1) if count // 12 <= 9999 else None


def _instant(moment: str) -> datetime:
    return datetime.fromisoformat(moment).astimezone(UTC)


EXPORTER = Exporter("timeline.ics", "text/calendar", icalendar, has_calendar_days)
