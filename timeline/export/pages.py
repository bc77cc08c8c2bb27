"""The pages of one chronology: the list, its parts, the selections, one page per event and per source document."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from timeline.export.draft import Draft
from timeline.export.edition import facts
from timeline.export.entries import clean, day_view, web_address
from timeline.export.entry_view import LinkView
from timeline.export.finder import SEARCH, Finder, search_index, selections
from timeline.export.jsonld import chronology_data, event_data
from timeline.export.places import FIRST, SOURCES, event_page, part_page, parts, source_page
from timeline.export.prepare import chronology_view, list_view, part_label
from timeline.export.view import ArticleView, EventView, PassageView, SelectionView, SourcesView, TellingView
from timeline.export.words import clean_tag

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from timeline.export.edition import Edition
    from timeline.export.finder import Selection
    from timeline.export.places import Part
    from timeline.model import Document, Event, Statement


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a page is: its path in the chronology's folder, its title, a description, and what it tells programs.

    A page without `data` shows what others show, and asks not to be indexed. `entry` is the id of the one entry that it is about.
    """

    path: str
    title: str = ""
    about: str = ""
    data: dict[str, Any] | None = None
    entry: str = ""


@dataclass(frozen=True, slots=True)
class Press:
    """What makes pages of an edition.

    `draw` makes a page's bytes from a template's name, what the page is, and the template's values. `address` is the full address of a
    path in the chronology's folder, or the path where the site's is not known. `folder` is the chronology's; `texts` says that the texts of
    the documents may be shown, where they are there.
    """

    edition: Edition
    finder: Finder
    draw: Callable[[str, Sheet, Mapping[str, object]], bytes]
    address: Callable[[str], str]
    folder: str
    texts: bool

    def draft(self, path: str, make: Callable[[], bytes]) -> Draft:
        """The page at a path in the chronology's folder."""
        return Draft(f"{self.folder}/{path}" if self.folder else path, make)

    def data(self, events: Sequence[Event]) -> dict[str, Any]:
        """A list of events as programs read it (JSON-LD)."""
        chronology = replace(self.edition.chronology, events=tuple(events))
        return chronology_data(chronology, self.edition.title, lambda event: self.address(self.edition.entries.view(event).href))


def chronology_pages(press: Press) -> Iterator[Draft]:
    """Every page of a chronology; the first one comes first."""
    edition = press.edition
    events = edition.chronology.events
    yield press.draft(FIRST, partial(_first_page, press))
    yield from _part_pages(press, FIRST, "", events)
    for selection in selections(edition):
        yield press.draft(selection.page, partial(_selection_page, press, selection))
        yield from _part_pages(press, selection.page, selection.title, selection.events)
    yield from _event_pages(press)
    yield from _source_pages(press)
    if press.finder.search:
        yield press.draft(SEARCH, partial(search_index, edition))


def _first_page(press: Press) -> bytes:
    edition, events = press.edition, press.edition.chronology.events
    view = chronology_view(edition, press.finder.view(FIRST, events))
    return press.draw("chronology.html", Sheet(FIRST, edition.title, data=press.data(events)), {"chronology": view})


def _part_pages(press: Press, page: str, title: str, events: Sequence[Event]) -> Iterator[Draft]:
    """The pages of a list that is too long for one; a period beside the next."""
    cut, words = parts(events), press.edition.words
    links = [LinkView(part_label(part, words), part_page(page, part)) for part in cut]
    for part, link, earlier, later in zip(cut, links, [None, *links], [*links[1:], None], strict=False):
        named = f"{title}: {link.label}" if title else link.label
        yield press.draft(link.href, partial(_part_page, press, page, part, named, (link, earlier, later)))


def _part_page(press: Press, page: str, part: Part, title: str, links: tuple[LinkView, LinkView | None, LinkView | None]) -> bytes:
    edition, (link, earlier, later) = press.edition, links
    view = SelectionView(
        kind="period",
        code="",
        title=title,
        meaning="",
        facts=tuple(facts(part.events, edition.words)),
        chronology=edition.home(),
        finder=press.finder.view(link.href, part.events),
        list=list_view(part.events, edition, link.href),
        earlier=earlier,
        later=later,
    )
    data = press.data(part.events) if page == FIRST else None
    return press.draw("selection.html", Sheet(link.href, title, " · ".join([title, *view.facts]), data), {"selection": view})


def _selection_page(press: Press, selection: Selection) -> bytes:
    edition = press.edition
    view = SelectionView(
        kind=selection.kind,
        code=selection.code,
        title=selection.title,
        meaning=selection.meaning,
        facts=tuple(facts(selection.events, edition.words)),
        chronology=edition.home(),
        finder=press.finder.view(selection.page, selection.events),
        list=list_view(selection.events, edition, selection.page),
        earlier=None,
        later=None,
    )
    return press.draw("selection.html", Sheet(selection.page, about=" · ".join([selection.title, *view.facts])), {"selection": view})


def _event_pages(press: Press) -> Iterator[Draft]:
    """A page per event, and at the address that any other of its statements would have given it a page that leads there."""
    events = press.edition.chronology.events
    for event, earlier, later in zip(events, [None, *events], [*events[1:], None], strict=False):
        own, *anchors = press.edition.entries.ids(event)
        yield press.draft(event_page(own), partial(_event_page, press, event, earlier, later))
        for anchor in anchors:
            yield press.draft(event_page(anchor), partial(_moved_page, press, event, anchor))


def _event_page(press: Press, event: Event, earlier: Event | None, later: Event | None) -> bytes:
    edition, entry = press.edition, press.edition.entries.view(event)
    view = EventView(entry, (entry.lead, *entry.others), edition.home(event), _link(earlier, press), _link(later, press))
    data = event_data(edition.chronology, event, press.address(entry.href))
    sheet = Sheet(entry.href, entry.headline, f"{entry.date.words}: {entry.lead.quote}", data, entry.id)
    return press.draw("event.html", sheet, {"event": view})


def _moved_page(press: Press, event: Event, anchor: str) -> bytes:
    entry = press.edition.entries.view(event)
    view = EventView(entry, (entry.lead, *entry.others), press.edition.home(event), None, None)
    return press.draw("moved.html", Sheet(event_page(anchor)), {"event": view})


def _link(event: Event | None, press: Press) -> LinkView | None:
    if event is None:
        return None
    entry = press.edition.entries.view(event)
    return LinkView(entry.headline, entry.href, language=entry.language)


def _source_pages(press: Press) -> Iterator[Draft]:
    told: dict[str, list[tuple[Event, Statement]]] = {}
    for event in press.edition.chronology.events:
        for statement in event.statements:
            told.setdefault(statement.document, []).append((event, statement))
    known = [document for document in press.edition.chronology.documents.values() if document.id in told]
    for document in known:
        yield press.draft(source_page(document.id), partial(_source_page, press, document, told[document.id]))
    if known:
        yield press.draft(SOURCES, partial(_sources_page, press))


def _source_page(press: Press, document: Document, told: Sequence[tuple[Event, Statement]]) -> bytes:
    view = _article(document, told, press)
    sheet = Sheet(source_page(document.id), about=" · ".join([view.title, *view.facts]))
    return press.draw("source.html", sheet, {"article": view})


def _sources_page(press: Press) -> bytes:
    return press.draw("sources.html", Sheet(SOURCES), {"sources": SourcesView(press.edition.home(), press.finder.sources)})


def _article(document: Document, told: Sequence[tuple[Event, Statement]], press: Press) -> ArticleView:
    words, url = press.edition.words, web_address(document.url)
    entries = press.edition.entries
    return ArticleView(
        title=clean(document.title) or clean(document.id),
        language=clean_tag(document.language),
        url=url,
        host=(urlsplit(url).hostname or "").removeprefix("www."),
        publisher=clean(document.publisher),
        author=clean(document.author),
        published=day_view(document.published, words),
        facts=(words.count("{n} entry", "{n} entries", len(dict.fromkeys(event.id for event, _ in told))),),
        chronology=press.edition.home(),
        tellings=tuple(TellingView(entries.view(event), entries.source(statement, event)) for event, statement in told),
        text=tuple(_text(document)) if press.texts else (),
    )


def _text(document: Document) -> Iterator[PassageView]:
    for block in document.blocks:
        if text := clean(document.text[block.start : block.end]).strip():
            yield PassageView(block.kind, text)
