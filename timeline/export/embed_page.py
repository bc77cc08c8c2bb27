"""The files of embeds: for each part the embed page through the theme's template, its oEmbed description, and the fragment."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from timeline.export import theme as themes
from timeline.export.data import json_bytes
from timeline.export.draft import Draft
from timeline.export.embed import FOLDER, parts
from timeline.export.embed_fragment import fragment, lang
from timeline.export.places import event_page
from timeline.export.words import clean_tag, load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from timeline.export.embed import Part
    from timeline.export.items import Item, Source
    from timeline.export.words import Words
    from timeline.model import Chronology

PAGE = "index.html"
OEMBED = "oembed.json"
FRAGMENT = "fragment.html"


@dataclass(frozen=True, slots=True)
class EmbedEntryView:
    """An entry of an embed page. `link` leads to it on the page, `status` is a code, `more` stands above all sources but the first.

    `headline` is empty where it would only repeat the quote.
    """

    link: str
    when: str
    status: str
    headline: str
    language: str
    sources: tuple[Source, ...]
    more: str


@dataclass(frozen=True, slots=True)
class EmbedView:
    """An embed page. `root` leads to the site's top folder, `page` to what is embedded; `oembed` is empty without a known address."""

    title: str
    title_language: str
    language: str
    direction: str
    root: str
    page: str
    oembed: str
    entries: tuple[EmbedEntryView, ...]


@dataclass(frozen=True, slots=True)
class Host:
    """What the embeds of a page have in common: the site's title and address, the page's address and folder, and the theme."""

    site: str
    base_url: str
    url: str
    folder: str
    theme: themes.Theme


def drafts(chronology: Chronology, host: Host, kinds: Sequence[str]) -> Iterator[Draft]:
    """Make the embeds of a chronology: the whole, and its parts by `kinds`."""
    words = load(chronology.language)
    templates = themes.Templates(host.theme, {"lang": lang}, f"embed {words.code}")
    for part in parts(chronology, host.url, kinds):
        folder = "/".join(filter(None, (host.folder, FOLDER, part.name))) + "/"

        def page(part: Part = part, folder: str = folder) -> str:
            view = _view(part, chronology, words, folder)
            return templates.render("embed.html", embed=view, theme=host.theme.view)

        yield Draft(folder + PAGE, partial(_bytes, page))
        yield Draft(folder + FRAGMENT, partial(_bytes, partial(fragment, part, chronology.language)))
        if part.address:
            yield Draft(folder + OEMBED, partial(json_bytes, oembed(part, host)))


def _bytes(text: Callable[[], str]) -> bytes:
    return text().encode("utf-8", "replace")


def oembed(part: Part, host: Host) -> dict[str, Any]:
    """The description of an embed (oEmbed 1.0, rich): a frame, and before it the link that stands where frames are not let in."""
    frame = Markup('<iframe src="{}" title="{}" width="100%" height="{}" frameborder="0"></iframe>')
    link = Markup('<blockquote><a href="{}">{}</a></blockquote>')
    return {
        "version": "1.0",
        "type": "rich",
        "provider_name": host.site,
        "provider_url": host.base_url,
        "title": part.title,
        "width": 600,
        "height": part.height,
        "html": str(link.format(part.page, part.title) + frame.format(part.address, part.title, part.height)),
    }


def oembed_address(url: str) -> str:
    """Where the description of a page's whole chronology is; empty where the page's address is."""
    return url and f"{url}{FOLDER}/{OEMBED}"


def _view(part: Part, chronology: Chronology, words: Words, folder: str) -> EmbedView:
    up = "../../" if part.name else "../"
    return EmbedView(
        title=part.title,
        title_language=clean_tag(chronology.language),
        language=words.code,
        direction=words.direction,
        root="../" * folder.count("/"),
        page=up + part.path,
        oembed=part.address and part.address + OEMBED,
        entries=tuple(_entry(item, up, words) for item in part.items),
    )


def _entry(item: Item, up: str, words: Words) -> EmbedEntryView:
    others = len(item.sources) - 1
    return EmbedEntryView(
        link=up + event_page(item.event.id),
        when=item.when,
        status=item.event.status.value,
        headline="" if item.verbatim else item.headline,
        language=item.lead.language,
        sources=item.sources,
        more=words.count("{n} more source", "{n} more sources", others) if others else "",
    )
