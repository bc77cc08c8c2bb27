"""The ways to the entries that need no script: plain links by status, year, source and tag; and the index of the search."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from timeline.export.dates import unit_in_words
from timeline.export.entries import clean, headline_of, status_view
from timeline.export.entry_view import LinkView
from timeline.export.groups import by_year
from timeline.export.places import heading_id, part_page, parts, source_page, status_page, tag_page
from timeline.export.prepare import part_label
from timeline.export.view import FinderView
from timeline.export.words import clean_tag
from timeline.model import Document, Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from timeline.export.edition import Edition
    from timeline.model import Event

SEARCH = "search.js"
_WORTH_A_SEARCH = 30  # entries; fewer are read, not searched
_SOURCES, _TAGS = 12, 24  # links of a group on the page: those with most entries; all sources have a page of their own


class Finder:
    """The links of one chronology, counted once; each page gets them with its own years, and with its own place marked."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.statuses = tuple(_statuses(edition))
        self.sources = tuple(_sources(edition))
        self.tags = tuple(_tags(edition))
        self.search = SEARCH if len(edition.chronology.events) >= _WORTH_A_SEARCH else ""

    def view(self, page: str, events: Sequence[Event]) -> FinderView:
        """What the page at `page`, which shows `events`, offers."""
        return FinderView(
            statuses=_marked(self.statuses, page),
            years=tuple(_years(page, events, self.edition)),
            sources=self.sources[:_SOURCES],
            tags=_marked(self.tags[:_TAGS], page),
            search=self.search,
        )


@dataclass(frozen=True, slots=True)
class Selection:
    """Entries that have something in common, and the address of the page that shows them."""

    page: str
    kind: str
    code: str
    title: str
    meaning: str
    events: Sequence[Event]


def selections(edition: Edition) -> Iterator[Selection]:
    """Everything that has a page of its own besides periods: statuses, where there are several, and tags."""
    by_status: dict[Status, list[Event]] = {}
    by_tag: dict[str, list[Event]] = {}
    for event in edition.chronology.events:
        by_status.setdefault(event.status, []).append(event)
        for tag in dict.fromkeys(event.tags):
            by_tag.setdefault(tag, []).append(event)
    for status in Status if len(by_status) > 1 else ():
        if status in by_status:
            view = status_view(status, edition.words)
            yield Selection(status_page(status.value), "status", status.value, view.word, view.meaning, by_status[status])
    for tag, events in sorted(by_tag.items()):
        yield Selection(tag_page(tag), "tag", "", clean(tag), "", events)


def search_index(edition: Edition) -> bytes:
    """The index of the search, a script that calls `timelineIndex`: under a strict policy a page may load a script and fetch nothing.

    A row is id, number of the page, date, headline, and what is searched besides: the quotes, who said and who published them.
    """
    pages = list(dict.fromkeys(edition.pages.values()))
    number = {page: index for index, page in enumerate(pages)}
    rows = [_row(event, edition, number) for event in edition.chronology.events]
    table = json.dumps({"pages": pages, "rows": rows}, ensure_ascii=False, separators=(",", ":"))
    # the two line ends that JSON allows in a string and older scripts do not
    script = f"timelineIndex({table})\n".replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return script.encode("utf-8", "replace")


def _row(event: Event, edition: Edition, number: Mapping[str, int]) -> list[str | int]:
    entry = edition.entries.view(event)
    headline = headline_of(event)
    sources = (entry.lead, *entry.others)
    texts = [text for source in sources for text in (source.quote, source.attribution, source.publisher)]
    rest = " ".join(dict.fromkeys(text for text in (*texts, entry.status.word, *event.tags) if text and text != headline))
    return [entry.id, number[edition.pages[entry.id]], entry.date.words, headline, rest]


def _marked(links: Sequence[LinkView], page: str) -> tuple[LinkView, ...]:
    return tuple(replace(link, current=True) if link.href == page else link for link in links)


def _statuses(edition: Edition) -> Iterator[LinkView]:
    counts = Counter(event.status for event in edition.chronology.events)
    for status in Status if len(counts) > 1 else ():
        if counts[status]:
            yield LinkView(status_view(status, edition.words).word, status_page(status.value), str(counts[status]), status.value)


def _sources(edition: Edition) -> Iterator[LinkView]:
    """All source documents, those with most entries first."""
    counts = Counter(name for event in edition.chronology.events for name in {statement.document for statement in event.statements})
    for name, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        document = edition.chronology.documents.get(name) or Document(name, "", ())
        label = clean(document.title) or clean(document.id)
        label = f"{label} ({clean(document.publisher)})" if document.publisher else label
        yield LinkView(label, source_page(name), str(count), language=clean_tag(document.language))


def _tags(edition: Edition) -> Iterator[LinkView]:
    counts = Counter(tag for event in edition.chronology.events for tag in set(event.tags))
    for tag, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        yield LinkView(clean(tag), tag_page(tag), str(count))


def _years(page: str, events: Sequence[Event], edition: Edition) -> Iterator[LinkView]:
    """Links to the headings of the list, or to its parts where it has several pages; nothing where there is one year."""
    words = edition.words
    if cut := parts(events):
        yield from (LinkView(part_label(part, words), part_page(page, part), str(len(part.events))) for part in cut)
        return
    years = by_year(events)
    for year in years if len(years) > 1 else ():
        count = str(sum(len(month.events) for month in year.months))
        yield LinkView(unit_in_words(year.day, year.grain, words), f"#{heading_id(year.day, year.grain)}", count)
