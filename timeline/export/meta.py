"""What a page's head tells programs that link to it: OpenGraph (ogp.me), Twitter's cards, crawlers and JSON-LD."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from babel.core import get_global

from timeline.export.jsonld import script_text
from timeline.export.sitemap import address

if TYPE_CHECKING:
    from markupsafe import Markup

    from timeline.export.words import Words

CARD_SIZE = (1200, 630)  # what OpenGraph's readers cut least from


@dataclass(frozen=True, slots=True)
class CardView:
    """The picture that others show beside a link to the page: its whole address, what is to be read on it, and its size in px."""

    url: str
    alt: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class MetaView:
    """A page for programs. `kind` is OpenGraph's type, `locale` a language with its territory (`de_DE`), `robots` is often empty.

    `url` and `card` need the site's address and are empty without it; `data` is JSON-LD that can stand in a `<script>`.
    """

    title: str
    site: str
    kind: str
    url: str
    locale: str
    robots: str
    card: CardView | None
    data: Markup


@dataclass(frozen=True, slots=True)
class Head:
    """What all pages of a site have in common for programs: `base_url` may be empty; `index` is whether search engines are welcome."""

    site: str
    base_url: str = ""
    index: bool = True

    def page(self, path: str, title: str, words: Words, data: dict[str, Any], card: tuple[str, str] = ("", "")) -> MetaView:
        """The page at `path`. `card` is the path of its picture and the words on it; without it the page has none."""
        picture = CardView(address(self.base_url, card[0]), card[1], *CARD_SIZE) if card[0] and self.base_url else None
        return MetaView(
            title=title,
            site=self.site if self.site != title else "",
            kind="website" if data["@type"] == "ItemList" else "article",
            url=address(self.base_url, path) if self.base_url else "",
            locale=locale(words),
            robots=("max-image-preview:large" if picture else "") if self.index else "noindex",
            card=picture,
            data=script_text(data),
        )


def locale(words: Words) -> str:
    """The page's language with a territory, as OpenGraph wants it: the stated one, else the likeliest by CLDR."""
    stated = words.locale
    likely = get_global("likely_subtags").get(stated.language, "")
    territory = stated.territory or str(likely).rpartition("_")[2]
    return f"{stated.language}_{territory}" if territory else stated.language
