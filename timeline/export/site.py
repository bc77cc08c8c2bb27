"""The site: one page per chronology, a list of them where there are several, the theme's files, and the data beside each page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from unicodedata import bidirectional

from markupsafe import Markup, escape

from timeline.export import beside, embed_page
from timeline.export import theme as themes
from timeline.export.data import FILE_NAME, chronology_json
from timeline.export.items import sure
from timeline.export.notes import intro_html
from timeline.export.prepare import chronology_view, clean, facts, overview
from timeline.export.view import AlternateView, SiteView, StoryView
from timeline.export.words import Words, clean_tag, direction, load
from timeline.model import Confidence, Page

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from timeline.export.view import DateView
    from timeline.model import Chronology

PAGE = "index.html"


@dataclass(frozen=True, slots=True)
class Story:
    """A chronology and its place: the folder `slug`, or the site's top where `slug` is empty. `intro` is Markdown."""

    slug: str
    chronology: Chronology
    intro: str = ""


@dataclass(frozen=True, slots=True)
class Site:
    """What the pages share. `language` is a BCP 47 tag, for the list of stories; `intro` is Markdown, shown above it.

    `base_url` is the address that the site will have, for the canonical links; empty leaves them out. Entries without a statement
    that is as sure as `min_confidence` are in the data and not on the page. `exports` are formats to write beside each page, `embeds`
    the kinds of parts that have embeds of their own besides the whole.
    """

    title: str
    language: str = "en"
    base_url: str = ""
    intro: str = ""
    theme: str = "default"
    min_confidence: Confidence = Confidence.LOW
    exports: tuple[str, ...] = ()
    embeds: tuple[str, ...] = ()


def render(site: Site, stories: Sequence[Story], templates: Sequence[Path] = ()) -> list[Page]:
    """Make every file of the site. `templates` are the user's folders, searched before the theme's.

    A single story without slug is the site's first page; otherwise every story needs a slug of its own, and a list of them is the
    first page. Equal arguments give equal bytes: no clock, locale or order of a set has a part in it.
    Raises `ThemeError` with file and line for a template that cannot be rendered.
    """
    theme = themes.load(site.theme, templates)
    pages = themes.assets(theme)
    listed = any(story.slug for story in stories)
    shown = [replace(story, chronology=sure(story.chronology, site.min_confidence)) for story in stories]
    for story, part in zip(stories, shown, strict=True):
        pages += [_story_page(part, site, theme, listed=listed), chronology_json(story.chronology, story.slug)]
        url = _canonical(site.base_url, _path(part))
        pages += beside.pages(part.chronology, part.slug, url, site.exports)
        pages += embed_page.pages(part.chronology, embed_page.Host(clean(site.title), site.base_url, url, part.slug, theme), site.embeds)
    if listed or not stories:
        pages.append(_index_page(shown, site, theme))
    return pages


def _story_page(story: Story, site: Site, theme: themes.Theme, *, listed: bool) -> Page:
    chronology = story.chronology
    words = load(chronology.language or site.language)
    path = _path(story)
    view = SiteView(
        title=clean(site.title if listed else chronology.title or site.title),
        title_language=clean_tag(site.language if listed else chronology.language or site.language),
        language=words.code,
        direction=words.direction,
        root="../" if story.slug else "",
        home=f"../{PAGE}" if listed else "",
        canonical=_canonical(site.base_url, path),
        description=" · ".join(facts(chronology, words)),
        intro=Markup(intro_html(story.intro or ("" if listed else site.intro))),  # noqa: S704 # sanitised by nh3
        data=FILE_NAME,
        stories=(),
        alternates=_alternates(chronology, site, path),
    )
    prepared = chronology_view(chronology, words, site.title)
    templates = themes.Templates(theme, _filters(words))
    return Page(path, _bytes(templates.render("chronology.html", chronology=prepared, site=view, theme=theme.view)))


def _index_page(stories: Sequence[Story], site: Site, theme: themes.Theme) -> Page:
    words = load(site.language)
    titles = [clean(story.chronology.title) for story in stories]
    view = SiteView(
        title=clean(site.title),
        title_language=clean_tag(site.language),
        language=words.code,
        direction=words.direction,
        root="",
        home="",
        canonical=_canonical(site.base_url, PAGE),
        description=" · ".join(titles),
        intro=Markup(intro_html(site.intro)),  # noqa: S704 # sanitised by nh3
        data="",
        stories=tuple(_story_view(story, words) for story in stories),
    )
    templates = themes.Templates(theme, _filters(words))
    return Page(PAGE, _bytes(templates.render("index.html", site=view, theme=theme.view)))


def _story_view(story: Story, words: Words) -> StoryView:
    chronology, href = story.chronology, f"{story.slug}/{PAGE}"
    strip = overview(chronology, words, href)
    return StoryView(clean(chronology.title) or story.slug, clean_tag(chronology.language), href, tuple(facts(chronology, words)), strip)


def _alternates(chronology: Chronology, site: Site, path: str) -> tuple[AlternateView, ...]:
    """The page's other forms: what others embed of it, then the exports."""
    oembed = embed_page.oembed_address(_canonical(site.base_url, path))
    embed = [AlternateView(oembed, "application/json+oembed", clean(chronology.title))] if oembed else []
    return (*embed, *beside.links(site.exports))


def _path(story: Story) -> str:
    return f"{story.slug}/{PAGE}" if story.slug else PAGE


def _canonical(base_url: str, path: str) -> str:
    if not base_url:
        return ""
    return f"{base_url.rstrip('/')}/{path.removesuffix(PAGE)}"


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
