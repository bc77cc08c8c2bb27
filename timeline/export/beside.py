"""The files of other formats that the config asks for beside a page, and the links to them in its head."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from timeline.export import formats
from timeline.export.draft import Draft
from timeline.export.view import AlternateView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from timeline.model import Chronology

_TITLES = {
    "atom": "Atom",
    "csv": "CSV",
    "icalendar": "iCalendar",
    "jsonfeed": "JSON Feed",
    "jsonld": "JSON-LD",
    "parquet": "Parquet",
    "timelinejs": "TimelineJS",
    "timelinejs-csv": "TimelineJS CSV",
    "timeml": "TimeML",
}


def drafts(chronology: Chronology, folder: str, url: str, names: Sequence[str]) -> list[Draft]:
    """The files in `folder`; `url` is the page's address."""
    found = [formats.load(name) for name in dict.fromkeys(names)]
    return [Draft(f"{folder}/{e.file_name}" if folder else e.file_name, partial(e.write, chronology, url)) for e in found]


def links(names: Sequence[str]) -> tuple[AlternateView, ...]:
    """How the page's head links to them."""
    found = [(name, formats.load(name)) for name in dict.fromkeys(names)]
    return tuple(AlternateView(exporter.file_name, exporter.media_type, _TITLES.get(name, name)) for name, exporter in found)
