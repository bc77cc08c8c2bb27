"""The pages of one chronology: the list, its parts, the selections, one page per event and per source document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from timeline.export.edition import facts
from timeline.export.entries import clean, day_view, web_address
from timeline.export.entry_view import LinkView
from timeline.export.finder import Finder, search_index, selections
from timeline.export.places import FIRST, SOURCES, event_page, part_page, parts, source_page
from timeline.export.prepare import chronology_view, list_view, part_label
from timeline.export.view import ArticleView, EventView, PassageView, SelectionView, SourcesView, TellingView
from timeline.export.words import clean_tag
from timeline.model import Page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from timeline.export.edition import Edition
    from timeline.export.finder import Selection
    from timeline.export.places import Part
    from timeline.model import Document, Event, Statement


@dataclass(frozen=True, slots=True)
class Press:
    """What makes pages of an edition.

    `draw` renders a page from a template's name, its address in the chronology's folder, a description and the template's values.
    `folder` is the chronology's; `texts` says that the texts of the documents may be shown, where they are there.
    """

    edition: Edition
    finder: Finder
    draw: Callable[[str, str, str, Mapping[str, object]], Page]
    folder: str
    texts: bool


def chronology_pages(press: Press) -> Iterator[Page]:
    """Every page of a chronology; the first one comes first."""
    edition = press.edition
    events = edition.chronology.events
    yield press.draw("chronology.html", FIRST, "", {"chronology": chronology_view(edition, press.finder.view(FIRST, events))})
    yield from _part_pages(press, FIRST, "", events)
    for selection in selections(edition):
        yield from _selection_pages(press, selection)
    yield from _event_pages(press)
    yield from _source_pages(press)
    if press.finder.search:
        yield search_index(edition, press.folder)


def _part_pages(press: Press, page: str, title: str, events: Sequence[Event]) -> Iterator[Page]:
    """The pages of a list that is too long for one; a period beside the next."""
    cut, words = parts(events), press.edition.words
    links = [LinkView(part_label(part, words), part_page(page, part)) for part in cut]
    for part, link, earlier, later in zip(cut, links, [None, *links], [*links[1:], None], strict=False):
        yield _part_page(press, part, f"{title}: {link.label}" if title else link.label, link, (earlier, later))


def _part_page(press: Press, part: Part, title: str, link: LinkView, beside: tuple[LinkView | None, LinkView | None]) -> Page:
    edition = press.edition
    view = SelectionView(
        kind="period",
        code="",
        title=title,
        meaning="",
        facts=tuple(facts(part.events, edition.words)),
        chronology=edition.home(),
        finder=press.finder.view(link.href, part.events),
        list=list_view(part.events, edition, link.href),
        earlier=beside[0],
        later=beside[1],
    )
    return press.draw("selection.html", link.href, " · ".join([title, *view.facts]), {"selection": view})


def _selection_pages(press: Press, selection: Selection) -> Iterator[Page]:
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
    yield press.draw("selection.html", selection.page, " · ".join([selection.title, *view.facts]), {"selection": view})
    yield from _part_pages(press, selection.page, selection.title, selection.events)


def _event_pages(press: Press) -> Iterator[Page]:
    """A page per event, and at the address that any other of its statements would have given it a page that leads there."""
    edition = press.edition
    events = edition.chronology.events
    entries = [edition.entries.view(event) for event in events]
    links = [LinkView(entry.headline, entry.href, language=entry.language) for entry in entries]
    for event, entry, earlier, later in zip(events, entries, [None, *links], [*links[1:], None], strict=False):
        view = EventView(entry, (entry.lead, *entry.others), edition.home(event), earlier, later)
        yield press.draw("event.html", entry.href, f"{entry.date.words}: {entry.lead.quote}", {"event": view})
        for anchor in entry.anchors:
            yield press.draw("moved.html", event_page(anchor), "", {"event": view})


def _source_pages(press: Press) -> Iterator[Page]:
    edition = press.edition
    told: dict[str, list[tuple[Event, Statement]]] = {}
    for event in edition.chronology.events:
        for statement in event.statements:
            told.setdefault(statement.document, []).append((event, statement))
    known = [document for document in edition.chronology.documents.values() if document.id in told]
    for document in known:
        view = _article(document, told[document.id], press)
        yield press.draw("source.html", source_page(document.id), " · ".join([view.title, *view.facts]), {"article": view})
    if known:
        yield press.draw("sources.html", SOURCES, "", {"sources": SourcesView(edition.home(), press.finder.sources)})


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
