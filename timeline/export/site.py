"""The site: the pages of each chronology, a list of them where there are several, the theme's files, and the data beside each."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from markupsafe import Markup

from timeline.config import Cards, Tokens
from timeline.export import beside, embed_page
from timeline.export import cards as pictures
from timeline.export import theme as themes
from timeline.export import tokens as design
from timeline.export.data import FILE_NAME, chronology_json
from timeline.export.draft import Draft, ready
from timeline.export.edition import Edition, description, facts, overview
from timeline.export.entries import clean
from timeline.export.filters import filters
from timeline.export.finder import Finder
from timeline.export.items import sure
from timeline.export.jsonld import stories_data
from timeline.export.media import views as media_views
from timeline.export.meta import Head
from timeline.export.notes import intro_html
from timeline.export.pages import Press, chronology_pages
from timeline.export.places import FIRST
from timeline.export.prepare import chronology_view
from timeline.export.sitemap import address, crawler_pages
from timeline.export.view import AlternateView, SiteView, StoryView
from timeline.export.words import clean_tag, load
from timeline.model import Confidence, Page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from timeline.export.media import Picture
    from timeline.export.pages import Sheet
    from timeline.export.words import Words
    from timeline.model import Chronology, Day

MISSING = "404.html"

_LAST_LEVEL = 4  # from which three levels fit into HTML's six


@dataclass(frozen=True, slots=True)
class Story:
    """A chronology and its place: the folder `slug`, or the site's top where `slug` is empty. `intro` is Markdown.

    `pictures` are the files that documents name as their images, by the document's id.
    """

    slug: str
    chronology: Chronology
    intro: str = ""
    byline: str = ""
    pictures: Mapping[str, Picture] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Site:
    """What the pages share. `language` is a BCP 47 tag, for the list of stories; `intro` is Markdown, shown above it.

    `base_url` is the address that the site will have, for the canonical links; empty leaves them out. Entries without a statement
    that is as sure as `min_confidence` are in the data and not on the page. `heading_level` (1 to 4) is that of a page's title;
    `publish_text` shows the texts of the documents, where they are there, on the pages of the sources. `fonts` are the
    files that `cards` are set in first. `exports` are formats to write beside each page, `embeds` the kinds of parts that have embeds
    of their own besides the whole.
    """

    title: str
    language: str = "en"
    base_url: str = ""
    intro: str = ""
    theme: str = "default"
    min_confidence: Confidence = Confidence.LOW
    exports: tuple[str, ...] = ()
    embeds: tuple[str, ...] = ()
    heading_level: int = 1
    publish_text: bool = False
    noindex: bool = False
    tokens: Tokens = field(default_factory=Tokens)
    cards: Cards = field(default_factory=Cards)
    fonts: tuple[Path, ...] = ()

    @property
    def head(self) -> Head:
        """What the heads of all pages tell programs."""
        return Head(clean(self.title), self.base_url, index=not self.noindex)


def render(site: Site, stories: Sequence[Story], templates: Sequence[Path] = ()) -> list[Page]:
    """Make every file of the site. `templates` are the user's folders, searched before the theme's.

    A single story without slug is the site's first page; otherwise every story needs a slug of its own, and a list of them is the
    first page. Equal arguments give equal bytes: no clock, locale or order of a set has a part in it.
    Raises `ThemeError` with file and line for a template that cannot be rendered.
    """
    studio = _Studio(site, stories, templates)
    pages = [draft.page() for draft in studio.drafts()]
    pages += _cards(studio.editions, site, studio.theme, pages, listed=studio.listed)
    whole = [page for page in pages if not page.path.endswith(f"/{embed_page.FRAGMENT}")]  # a fragment is to be pasted, not to be found
    return [*pages, *crawler_pages(site.base_url, whole, _days(studio.editions), index=not site.noindex)]


def drafts(site: Site, stories: Sequence[Story], templates: Sequence[Path] = ()) -> Iterator[Draft]:
    """The files that `render` makes, each to be made when it is asked for, and those first that readers ask for first.

    What only programs of others ask for is not among them: cards, `robots.txt` and the sitemap, which need all pages.
    """
    return _Studio(site, stories, templates).drafts()


class _Studio:
    """Makes pages with one theme; the templates are compiled once for each language of the interface."""

    def __init__(self, site: Site, stories: Sequence[Story], templates: Sequence[Path]) -> None:
        self.site = site
        self.stories = stories
        self.theme = themes.load(site.theme, templates, site.tokens)
        self.listed = any(story.slug for story in stories)
        self.level = min(max(site.heading_level, 1), _LAST_LEVEL)
        self.compiled: dict[str, themes.Templates] = {}
        self.editions = [
            (story.slug, self._edition(replace(story, chronology=sure(story.chronology, site.min_confidence)))) for story in stories
        ]

    def drafts(self) -> Iterator[Draft]:
        """The pages, then what stands beside them."""
        yield from map(ready, themes.assets(self.theme))
        for story, (_, edition) in zip(self.stories, self.editions, strict=True):
            yield from self._story_pages(story, edition)
        if self.listed or not self.stories:
            yield Draft(FIRST, self._index_page)
        yield Draft(MISSING, self._missing_page)
        held = {picture.path: picture for story in self.stories for picture in story.pictures.values()}
        yield from (ready(Page(path, held[path].content)) for path in sorted(held))
        for story, (slug, edition) in zip(self.stories, self.editions, strict=True):
            yield Draft(f"{slug}/{FILE_NAME}" if slug else FILE_NAME, partial(chronology_json, story.chronology))
            yield from self._beside(slug, edition)

    def _edition(self, story: Story) -> Edition:
        words = load(story.chronology.language or self.site.language)
        return Edition(story.chronology, words, self.site.title, story.byline, media_views(story.chronology, story.pictures, words))

    def _story_pages(self, story: Story, edition: Edition) -> Iterator[Draft]:
        own = edition.chronology
        title, language = (self.site.title, self.site.language) if self.listed else (own.title or self.site.title, own.language)
        view = replace(
            self._view(edition.words, title, language or self.site.language),
            description=description(edition.chronology, edition.words),
            intro=self._intro(story.intro or ("" if self.listed else self.site.intro)),
        )
        base = address(self.site.base_url, f"{story.slug}/{FIRST}" if story.slug else FIRST) if self.site.base_url else ""
        press = Press(edition, Finder(edition), self._draw(story.slug, view, edition), base.__add__, story.slug, self.site.publish_text)
        return chronology_pages(press)

    def _beside(self, folder: str, edition: Edition) -> Iterator[Draft]:
        """What stands beside a chronology's first page: the exports that the config asks for, and the embeds."""
        url = self._address(folder)
        host = embed_page.Host(clean(self.site.title), self.site.base_url, url, folder, self.theme)
        yield from beside.drafts(edition.chronology, folder, url, self.site.exports)
        yield from embed_page.drafts(edition.chronology, host, self.site.embeds)

    def _alternates(self, folder: str, edition: Edition) -> tuple[AlternateView, ...]:
        """The first page's other forms: what others embed of it, then the exports."""
        oembed = embed_page.oembed_address(self._address(folder))
        embed = [AlternateView(oembed, "application/json+oembed", clean(edition.title))] if oembed else []
        return (*embed, *beside.links(self.site.exports))

    def _address(self, folder: str) -> str:
        """The address of a chronology's folder; empty where that of the site is not known."""
        return address(self.site.base_url, f"{folder}/" if folder else "") if self.site.base_url else ""

    def _index_page(self) -> bytes:
        words = load(self.site.language)
        stories = tuple(_story_view(slug, edition, words) for slug, edition in self.editions)
        titles = [clean(edition.chronology.title) for _, edition in self.editions]
        addresses = [address(self.site.base_url, f"{slug}/{FIRST}").lstrip("/") for slug, _ in self.editions]
        places = list(zip(titles, addresses, strict=True))
        title = clean(self.site.title)
        view = replace(
            self._view(words, self.site.title, self.site.language),
            description=" · ".join(titles),
            meta=self.site.head.page(FIRST, title, words, stories_data(title, places), _card(self.site, "", title)),
            intro=self._intro(self.site.intro),
            canonical=_canonical(self.site.base_url, FIRST),
            stories=stories,
        )
        return _bytes(self._templates(words).render("index.html", site=view, theme=self.theme.view))

    def _missing_page(self) -> bytes:
        """What a host shows for an address that is not there. It may be asked for in any folder, so its links start at the host's top."""
        words = load(self.site.language)
        root = address(urlsplit(self.site.base_url).path, FIRST)
        view = replace(self._view(words, self.site.title, self.site.language), root=root)
        return _bytes(self._templates(words).render(MISSING, site=view, theme=self.theme.view))

    def _draw(self, folder: str, first: SiteView, edition: Edition) -> Callable[[str, Sheet, Mapping[str, object]], bytes]:
        """What renders the pages of a chronology: `first` is the site as its first page sees it."""
        words, head = edition.words, self.site.head
        templates = self._templates(words)

        def draw(template: str, sheet: Sheet, values: Mapping[str, object]) -> bytes:
            here, path = "../" * sheet.path.count("/"), f"{folder}/{sheet.path}" if folder else sheet.path
            root = here + ("../" if folder else "")
            card = _card(self.site, folder, sheet.title, sheet.entry)
            view = replace(
                first,
                root=root,
                here=here,
                home=f"{root}{FIRST}" if self.listed else "",
                canonical=_canonical(self.site.base_url, path),
                description=sheet.about or first.description,
                data=here + FILE_NAME,
                meta=head.page(path, sheet.title, words, sheet.data, card) if sheet.data else None,
                alternates=self._alternates(folder, edition) if sheet.path == FIRST else (),
            )
            return _bytes(templates.render(template, site=view, theme=self.theme.view, **values))

        return draw

    def _view(self, words: Words, title: str, language: str) -> SiteView:
        return SiteView(
            title=clean(title),
            title_language=clean_tag(language),
            language=words.code,
            direction=words.direction,
            root="",
            here="",
            home="",
            canonical="",
            description="",
            intro=Markup(),
            data="",
            stories=(),
            h1=f"h{self.level}",
            h2=f"h{self.level + 1}",
            h3=f"h{self.level + 2}",
        )

    def _intro(self, text: str) -> Markup:
        return Markup(intro_html(text, self.level + 1))  # noqa: S704 # sanitised by nh3

    def _templates(self, words: Words) -> themes.Templates:
        if words.code not in self.compiled:
            self.compiled[words.code] = themes.Templates(self.theme, filters(words), words.code)
        return self.compiled[words.code]


def _story_view(slug: str, edition: Edition, words: Words) -> StoryView:
    """A chronology in the list, in the list's language."""
    own = Edition(edition.chronology, words) if words is not edition.words else edition
    facts_ = (*facts(own.chronology.events, words),)
    return StoryView(clean(own.chronology.title) or slug, own.language, f"{slug}/{FIRST}", facts_, overview(own, f"{slug}/"))


def _cards(editions: Sequence[tuple[str, Edition]], site: Site, theme: themes.Theme, pages: Sequence[Page], *, listed: bool) -> list[Page]:
    """The pictures that the config asks for, in the colours of the theme."""
    cards: list[pictures.Card] = []
    for slug, edition in editions:
        language = edition.language or edition.words.code
        events = edition.chronology.events
        if site.cards.pages:
            view = chronology_view(edition, Finder(edition).view(FIRST, events))
            cards.append(pictures.chronology_card(slug, view, clean(site.title), language))
        if site.cards.events:
            entries = (edition.entries.view(event) for event in events)
            cards += [pictures.event_card(slug, entry, edition.title, entry.language or language) for entry in entries]
    if site.cards.pages and listed:
        titles = [clean(edition.chronology.title) for _, edition in editions]
        cards.append(pictures.list_card(clean(site.title), titles, clean_tag(site.language)))
    sheets = "".join(page.content.decode("utf-8", "replace") for page in pages if page.path in theme.stylesheets)
    return list(pictures.pages(cards, site.fonts, design.declared(sheets))) if cards else []


def _card(site: Site, folder: str, title: str, entry: str = "") -> tuple[str, str]:
    """The picture of a page as its head names it: its path and the words to be read on it. Entries without one show the chronology's."""
    if entry and site.cards.events:
        return pictures.path(folder, entry), title
    return (pictures.path(folder), title) if site.cards.pages else ("", "")


def _days(editions: Sequence[tuple[str, Edition]]) -> dict[str, Day]:
    """The newest day of publication by story, and of all for the site's top."""
    days = {slug: edition.entries.updated for slug, edition in editions if edition.entries.updated}
    return {"": max(days.values())} | days if days else {}


def _canonical(base_url: str, path: str) -> str:
    return address(base_url, path) if base_url else ""


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "replace")
