"""The site: one page per chronology, a list of them where there are several, the theme's files, and the data beside each page."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any
from unicodedata import bidirectional
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from timeline.config import Cards, Tokens
from timeline.export import cards as pictures
from timeline.export import theme as themes
from timeline.export import tokens as design
from timeline.export.data import FILE_NAME, chronology_json
from timeline.export.jsonld import chronology_data, stories_data
from timeline.export.media import views as media_views
from timeline.export.meta import FeedView, Head
from timeline.export.notes import intro_html
from timeline.export.prepare import chronology_view, clean, facts, overview
from timeline.export.sitemap import address, crawler_pages
from timeline.export.view import SiteView, StoryView
from timeline.export.words import Words, clean_tag, direction, load
from timeline.model import Confidence, Page

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from timeline.export.media import Picture
    from timeline.export.view import DateView
    from timeline.model import Chronology, Day

PAGE = "index.html"
MISSING = "404.html"


@dataclass(frozen=True, slots=True)
class Story:
    """A chronology and its place: the folder `slug`, or the site's top where `slug` is empty. `intro` is Markdown.

    `pictures` are the files that documents name as their images, by the document's id.
    """

    slug: str
    chronology: Chronology
    intro: str = ""
    pictures: Mapping[str, Picture] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Site:
    """What the pages share. `language` is a BCP 47 tag, for the list of stories; `intro` is Markdown, shown above it.

    `base_url` is the address that the site will have, for the canonical links; empty leaves them out. Entries without a statement
    that is as sure as `min_confidence` are in the data and not on the page. `fonts` are the files that `cards` are set in first.
    """

    title: str
    language: str = "en"
    base_url: str = ""
    intro: str = ""
    theme: str = "default"
    min_confidence: Confidence = Confidence.LOW
    noindex: bool = False
    tokens: Tokens = field(default_factory=Tokens)
    cards: Cards = field(default_factory=Cards)
    fonts: tuple[Path, ...] = ()
    feeds: tuple[FeedView, ...] = ()

    @property
    def head(self) -> Head:
        """What the heads of all pages tell programs."""
        return Head(clean(self.title), self.base_url, index=not self.noindex, feeds=self.feeds)


def render(site: Site, stories: Sequence[Story], templates: Sequence[Path] = ()) -> list[Page]:
    """Make every file of the site. `templates` are the user's folders, searched before the theme's.

    A single story without slug is the site's first page; otherwise every story needs a slug of its own, and a list of them is the
    first page. Equal arguments give equal bytes: no clock, locale or order of a set has a part in it.
    Raises `ThemeError` with file and line for a template that cannot be rendered.
    """
    theme = themes.load(site.theme, templates, site.tokens)
    pages = themes.assets(theme)
    listed = any(story.slug for story in stories)
    shown = [_sure(story, site.min_confidence) for story in stories]
    for story, part in zip(stories, shown, strict=True):
        pages += [_story_page(part, site, theme, listed=listed), chronology_json(story.chronology, story.slug)]
    if listed or not stories:
        pages.append(_index_page(shown, site, theme))
    pages.append(_missing_page(site, theme))
    held = {picture.path: picture.content for story in stories for picture in story.pictures.values()}
    pages += [Page(path, held[path]) for path in sorted(held)]
    pages += _cards(shown, site, pages, listed=listed)
    return [*pages, *crawler_pages(site.base_url, pages, _days(shown), index=not site.noindex)]


def _sure(story: Story, least: Confidence) -> Story:
    """The story as its page shows it; whole entries go, so that the ids of those that stay are the ones in the data."""
    events = tuple(e for e in story.chronology.events if any(s.confidence.reaches(least) for s in e.statements))
    return replace(story, chronology=replace(story.chronology, events=events))


def _story_page(story: Story, site: Site, theme: themes.Theme, *, listed: bool) -> Page:
    chronology = story.chronology
    words = load(chronology.language or site.language)
    path = f"{story.slug}/{PAGE}" if story.slug else PAGE
    prepared = chronology_view(chronology, words, site.title, media_views(chronology, story.pictures, words))
    here = address(site.base_url, path) if site.base_url else ""
    data = chronology_data(chronology, prepared.title, lambda event: f"{here}#{event.id}")
    view = SiteView(
        title=clean(site.title if listed else chronology.title or site.title),
        title_language=clean_tag(site.language if listed else chronology.language or site.language),
        language=words.code,
        direction=words.direction,
        root="../" if story.slug else "",
        home=f"../{PAGE}" if listed else "",
        canonical=here,
        description=" · ".join(facts(chronology, words)),
        intro=Markup(intro_html(story.intro or ("" if listed else site.intro))),  # noqa: S704 # sanitised by nh3
        data=FILE_NAME,
        stories=(),
        meta=site.head.page(path, prepared.title, words, data, _card(site, story.slug, prepared.title)),
    )
    templates = themes.Templates(theme, _filters(words))
    return Page(path, _bytes(templates.render("chronology.html", chronology=prepared, site=view, theme=theme.view)))


def _index_page(stories: Sequence[Story], site: Site, theme: themes.Theme) -> Page:
    words = load(site.language)
    titles = [clean(story.chronology.title) for story in stories]
    places = [(title, address(site.base_url, f"{story.slug}/{PAGE}").lstrip("/")) for title, story in zip(titles, stories, strict=True)]
    view = SiteView(
        title=clean(site.title),
        title_language=clean_tag(site.language),
        language=words.code,
        direction=words.direction,
        root="",
        home="",
        canonical=address(site.base_url, PAGE) if site.base_url else "",
        description=" · ".join(titles),
        intro=Markup(intro_html(site.intro)),  # noqa: S704 # sanitised by nh3
        data="",
        stories=tuple(_story_view(story, words) for story in stories),
        meta=site.head.page(PAGE, clean(site.title), words, stories_data(clean(site.title), places), _card(site, "", clean(site.title))),
    )
    templates = themes.Templates(theme, _filters(words))
    return Page(PAGE, _bytes(templates.render("index.html", site=view, theme=theme.view)))


def _story_view(story: Story, words: Words) -> StoryView:
    chronology, href = story.chronology, f"{story.slug}/{PAGE}"
    strip = overview(chronology, words, href)
    return StoryView(clean(chronology.title) or story.slug, clean_tag(chronology.language), href, tuple(facts(chronology, words)), strip)


def _cards(stories: Sequence[Story], site: Site, pages: Sequence[Page], *, listed: bool) -> list[Page]:
    """The pictures that the config asks for, in the colours of the theme."""
    cards: list[pictures.Card] = []
    for story in stories:
        words = load(story.chronology.language or site.language)
        view = chronology_view(story.chronology, words, site.title)
        language = clean_tag(story.chronology.language) or words.code
        if site.cards.pages:
            cards.append(pictures.chronology_card(story.slug, view, clean(site.title), language))
        if site.cards.events:
            entries = (entry for year in view.years for month in year.months for entry in month.entries)
            cards += [pictures.event_card(story.slug, entry, view.title, entry.language or language) for entry in entries]
    if site.cards.pages and listed:
        titles = [clean(story.chronology.title) for story in stories]
        cards.append(pictures.list_card(clean(site.title), titles, clean_tag(site.language)))
    sheets = "".join(page.content.decode("utf-8", "replace") for page in pages if page.path.endswith(".css"))
    return list(pictures.pages(cards, site.fonts, design.declared(sheets))) if cards else []


def _card(site: Site, folder: str, title: str) -> tuple[str, str]:
    """The picture of a page as its head names it: its path and the words to be read on it."""
    return (pictures.path(folder), title) if site.cards.pages else ("", "")


def _missing_page(site: Site, theme: themes.Theme) -> Page:
    """What a host shows for an address that is not there. It may be asked for in any folder, so its links start at the host's top."""
    words = load(site.language)
    root = address(urlsplit(site.base_url).path, PAGE)
    view = SiteView(
        title=clean(site.title),
        title_language=clean_tag(site.language),
        language=words.code,
        direction=words.direction,
        root=root,
        home="",
        canonical="",
        description="",
        intro=Markup(),
        data="",
        stories=(),
    )
    templates = themes.Templates(theme, _filters(words))
    return Page(MISSING, _bytes(templates.render(MISSING, site=view, theme=theme.view)))


def _days(stories: Sequence[Story]) -> dict[str, Day]:
    """The newest day of publication by story, and of all for the site's top."""
    days = {}
    for story in stories:
        if published := [document.published for document in story.chronology.documents.values() if document.published]:
            days[story.slug] = max(published)
    return {"": max(days.values())} | days if days else {}


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "replace")


def _filters(words: Words) -> dict[str, Callable[..., Any]]:
    """The filters that templates may use, by name; docs/themes.md lists them."""

    def lang(tag: str) -> Markup:
        """The attributes `lang` and `dir` of an element in another language than the page's; nothing in the same one."""
        return quote_lang(tag) if tag and tag != words.code else Markup()

    def quote_lang(tag: str) -> Markup:
        """The same for words taken from a document, which say their language always; an unknown one is said to be unknown."""
        other = direction(tag) if tag else words.direction
        return Markup(' lang="{}"').format(tag) + (Markup(' dir="{}"').format(other) if other != words.direction else Markup())

    def when(date: DateView) -> Markup:
        """A date as `<time>`, or as `<span>` where HTML has no form for it; the year in a span of its own."""
        year = Markup('<span class="y">{}</span>').format(date.year) if date.year else Markup()
        words_ = escape(date.before) + year + escape(date.after)
        if not date.datetime:
            return Markup("<span>{}</span>").format(words_)
        return Markup('<time datetime="{}">{}</time>').format(date.datetime, words_)

    def isolated(text: str) -> Markup:
        """Text from elsewhere inside a line: in `<bdi>` where it holds letters that run against the page's direction."""
        against = ("L",) if words.direction == "rtl" else ("R", "AL")
        if any(bidirectional(char) in against for char in text):
            return Markup("<bdi>{}</bdi>").format(text)
        return escape(text)

    return {"isolated": isolated, "text": words.text, "lang": lang, "quote_lang": quote_lang, "when": when}
