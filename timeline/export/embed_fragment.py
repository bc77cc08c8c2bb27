"""A chronology as a fragment of HTML that content management systems let through whole.

Their sanitisers drop elements and attributes, each another set. Only elements that all of them keep are used (h3, p, ol, li,
blockquote, cite, a, strong, em), no text stands in an element that could be dropped with it (style, script, time), nothing is said
by an attribute alone, and a line break stands between blocks, so that words stay apart where their tags are taken away.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from timeline.export.words import clean_tag, direction
from timeline.model import Status

if TYPE_CHECKING:
    from timeline.export.embed import Part
    from timeline.export.items import Item, Source

# What is kept of this by WordPress alone is enough for its look there; other sites drop it, and the list stands as their theme has it.
_RAIL = ' style="border-{0}:2px solid #b3261e;padding-{0}:1em;margin-bottom:1.5em"'
_SIDES = {"ltr": "left", "rtl": "right"}


def fragment(part: Part, language: str, *, styled: bool = True) -> str:
    """The part as HTML: a heading, the entries with dates, quotes and links, and a link to the page where its address is known.

    `language` is that of the page; `styled` adds a line beside each entry, for sites that keep the attribute `style`.
    """
    style = Markup(_RAIL).format(_SIDES[direction(language)]) if styled else Markup()  # noqa: S704 - a constant
    heading = Markup("<h3>{}</h3>").format(_link(part.page, part.title))
    entries = Markup("\n").join(Markup("<li{}>\n{}\n</li>").format(style, _entry(item)) for item in part.items)
    return str(Markup("<div{}>\n{}\n<ol>\n{}\n</ol>\n</div>\n").format(_lang(language), heading, entries))


def _entry(item: Item) -> Markup:
    status = Markup(" · <em>{}</em>").format(item.status) if item.event.status is not Status.PAST else Markup()
    head = Markup("<p><strong>{}</strong>{}</p>").format(_link(item.link, item.date), status)
    headline = [] if item.verbatim else [Markup("<p>{}</p>").format(item.headline)]
    return Markup("\n").join([head, *headline, *(_source(source) for source in item.sources)])


def _source(source: Source) -> Markup:
    said = Markup("— {} · ").format(source.attribution) if source.attribution else Markup()
    about = Markup(" · ").join(filter(None, (_cited(source), source.publisher, source.published)))
    return Markup("<blockquote{}>\n<p>{}</p>\n</blockquote>\n<p>{}{}</p>").format(_lang(source.language), source.quote, said, about)


def _cited(source: Source) -> Markup:
    return Markup("<cite>{}</cite>").format(_link(source.url, source.title))


def _link(url: str, text: str) -> Markup:
    return Markup('<a href="{}">{}</a>').format(url, text) if url else Markup("{}").format(text)


def _lang(language: str) -> Markup:
    tag = clean_tag(language)
    return Markup(' lang="{}" dir="{}"').format(tag, direction(tag)) if tag else Markup()
