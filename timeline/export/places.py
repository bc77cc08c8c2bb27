"""Where everything stands: the addresses of a chronology's pages, relative to its folder, and how a long list is cut into pages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby
from typing import TYPE_CHECKING

from timeline.export import spans
from timeline.export.groups import by_year
from timeline.model import Grain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from timeline.export.groups import Year
    from timeline.model import Day, Event

FIRST = "index.html"
SOURCES = "source/index.html"
MOST = 1_000  # events of a page: what a phone still draws at once, and a gateway still sends in a second
_NAMES = {Grain.DECADE: "decade", Grain.CENTURY: "century"}
# Windows keeps these names for devices, in every folder and with any suffix.
_DEVICE = re.compile(r"con|prn|aux|nul|(com|lpt)[0-9]")


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a list that has a page of its own: a year, a month of a full year, or the `number`th share of a full month."""

    name: str
    day: Day
    grain: Grain
    number: int
    events: tuple[Event, ...]


def event_page(name: str) -> str:
    """The address of an event: it depends on one statement only, so it stays when documents are added."""
    return f"event/{name}.html"


def source_page(document: str) -> str:
    """The address of a document's page, from its id."""
    return f"source/{slug(document)}.html"


def status_page(status: str) -> str:
    """The address of all entries of a status."""
    return f"status/{status}.html"


def tag_page(tag: str) -> str:
    """The address of all entries with a tag."""
    return f"tag/{slug(tag)}.html"


def part_page(page: str, part: Part) -> str:
    """The address of a part of the list that starts at `page`."""
    folder, _, name = page.rpartition("/")
    return f"{folder}/{name.removesuffix('.html')}-{part.name}.html" if folder else f"{part.name}.html"


def slug(text: str) -> str:
    """A short name for a file, of ASCII letters, digits and `-`, that no other text has; a plain word is its own."""
    plain = re.sub("[^a-z0-9]+", "-", text.lower())[:40].strip("-")
    if plain and plain == text and plain != "index" and not _DEVICE.fullmatch(plain):
        return plain
    digest = sha256(text.encode(errors="replace")).hexdigest()[:8]
    return f"{plain}-{digest}" if plain else digest


def heading_id(day: Day, grain: Grain) -> str:
    """The anchor of a heading: `y2024`, `decade1990`, `century1800`, `m2024-10`."""
    return f"m{day.year}-{day.month:02}" if grain is Grain.MONTH else f"{_NAMES.get(grain, 'y')}{day.year}"


def parts(events: Sequence[Event], most: int = MOST) -> list[Part]:
    """Cut a list where it does not fit on one page: by its years, a full year by its months, a full month by number.

    A list that fits has no parts.
    """
    if len(events) <= most:
        return []
    return [part for year in by_year(events) for part in _year_parts(year, most)]


def pages_of(events: Sequence[Event], page: str = FIRST, most: int = MOST) -> Iterator[tuple[str, Sequence[Event]]]:
    """The pages of the list that starts at `page`, and the events on each."""
    cut = parts(events, most)
    yield from ((part_page(page, part), part.events) for part in cut)
    if not cut:
        yield page, events


def _year_parts(year: Year, most: int) -> Iterator[Part]:
    events = tuple(event for month in year.months for event in month.events)
    if len(events) <= most:
        yield Part(heading_id(year.day, year.grain), year.day, year.grain, 0, events)
        return
    for _, run in groupby(events, key=lambda event: spans.place(event.span).month):
        of_month = tuple(run)
        first = spans.place(of_month[0].span)
        name = heading_id(first, Grain.MONTH)
        shares = [of_month[start : start + most] for start in range(0, len(of_month), most)]
        for number, share in enumerate(shares, 1):
            yield Part(name if number == 1 else f"{name}-{number}", first, Grain.MONTH, number if len(shares) > 1 else 0, share)
