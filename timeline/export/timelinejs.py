"""TimelineJS (Knight Lab), as the JSON that it loads and as the table of its spreadsheet template.

Its dates are years, months, days and times, so that a month stays a month; what it has no form for (decades, seasons, open and
approximate dates) is said by `display_date`, in words. Its years have no zero: 44 BC is -44.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from markupsafe import escape

from timeline.export.data import json_bytes
from timeline.export.entries import clean, web_address
from timeline.export.formats import Exporter
from timeline.export.items import items
from timeline.export.spreadsheet import guarded, table
from timeline.model import Grain

if TYPE_CHECKING:
    from timeline.export.items import Item
    from timeline.model import Chronology, Day, TimeSpan

COLUMNS = (
    "Year", "Month", "Day", "Time", "End Year", "End Month", "End Day", "End Time", "Display Date", "Headline", "Text",
    "Media", "Media Credit", "Media Caption", "Media Thumbnail", "Alt Text", "Type", "Group", "Background", "Link",
)  # fmt: skip
_BY_DAY = (Grain.DAY, Grain.WEEK, Grain.WEEKEND)
_BY_MONTH = (Grain.MONTH, Grain.SEASON, Grain.QUARTER, Grain.HALF)
_CLOCK = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])")


def timelinejs(chronology: Chronology, url: str) -> bytes:
    """Write the JSON; `edtf` and `status` are ours, TimelineJS passes them over."""
    slides = [_slide(item) for item in items(chronology, url)]
    return json_bytes({"title": {"text": {"headline": _html(chronology.title), "text": _link(url)}}, "events": slides})


def timelinejs_csv(chronology: Chronology, url: str) -> bytes:
    """Write the table, the title in its first row."""
    title = {"Headline": guarded(_html(chronology.title)), "Text": _link(url), "Type": "title"}
    return table(COLUMNS, [title, *(_row(_slide(item)) for item in items(chronology, url))])


def _slide(item: Item) -> dict[str, Any]:
    span = item.event.span
    first, last = _dates(span)
    slide = {
        "unique_id": item.event.id,
        "start_date": first,
        "end_date": last,
        "display_date": item.when,
        "text": {"headline": _html(item.headline), "text": item.told + _link(item.link)},
        "media": _media(item),
        "group": item.tags[0] if item.tags else None,
        "edtf": span.edtf,
        "status": item.event.status.value,
    }
    return {key: value for key, value in slide.items() if value is not None}


def _dates(span: TimeSpan) -> tuple[dict[str, int], dict[str, int] | None]:
    """Start and end at the span's own grain; the end only where the span is not one day, month or year."""
    start = span.first or span.last
    if start is None:
        raise ValueError(f"no day: {span}")
    first = _parts(start, span.grain if span.first else span.end_grain or span.grain)
    clock = _CLOCK.fullmatch(span.time or "")
    if clock and "day" in first:
        first |= {"hour": int(clock[1]), "minute": int(clock[2])}
    last = _parts(span.last, span.end_grain or span.grain) if span.first and span.last else first
    return first, last if {**first, **last} != first else None


def _parts(day: Day, grain: Grain) -> dict[str, int]:
    year = {"year": day.year if day.year > 0 else day.year - 1}
    if grain in _BY_DAY:
        return year | {"month": day.month, "day": day.day}
    return year | {"month": day.month} if grain in _BY_MONTH else year


def _media(item: Item) -> dict[str, str] | None:
    image = item.lead.image
    if image is None or not (address := web_address(image.src)):
        return None
    return {"url": address, "alt": clean(image.alt), "credit": _html(image.credit), "link": item.link}


def _row(slide: dict[str, Any]) -> dict[str, object]:
    start, end, media = slide["start_date"], slide.get("end_date", {}), slide.get("media", {})
    return {
        "Year": start["year"],
        "Month": start.get("month"),
        "Day": start.get("day"),
        "Time": f"{start['hour']}:{start['minute']:02}" if "hour" in start else None,
        "End Year": end.get("year"),
        "End Month": end.get("month"),
        "End Day": end.get("day"),
        "Display Date": slide["display_date"],
        "Headline": guarded(slide["text"]["headline"]),
        "Text": slide["text"]["text"],
        "Media": media.get("url"),
        "Media Credit": guarded(media.get("credit", "")),
        "Alt Text": guarded(media.get("alt", "")),
        "Group": guarded(slide.get("group", "")),
        "Link": media.get("link"),
    }


def _html(text: str) -> str:
    return str(escape(clean(text)))


def _link(url: str) -> str:
    return f'<p><a href="{escape(url)}">{escape(url)}</a></p>' if url else ""


EXPORTER = Exporter("timelinejs.json", "application/json", timelinejs)
CSV_EXPORTER = Exporter("timelinejs.csv", "text/csv", timelinejs_csv)
