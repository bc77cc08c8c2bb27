"""A chronology as a fragment of HTML that content management systems let through whole.

Their sanitisers drop elements and attributes, each another set. Only elements that all of them keep are used (h3, p, ol, li,
blockquote, cite, a, strong, em), no text stands in an element that could be dropped with it (style, script, time), nothing is said
by an attribute alone, and a line break stands between blocks, so that words stay apart where their tags are taken away.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from timeline.export.words import clean_tag, direction
from timeline.model import Status

if TYPE_CHECKING:
    from timeline.export.embed import Part
    from timeline.export.items import Item, Source

# Of styles WordPress keeps this, and it is enough for a rail; other sites drop it, and the list stands as their theme has it.
_RAIL = ' style="border-{0}:2px solid #b3261e;padding-{0}:1em;margin-bottom:1.5em"'
_SIDES = {"ltr": "left", "rtl": "right"}


def fragment(part: Part, language: str, *, styled: bool = True) -> str:
    """The part as HTML: a heading, the entries with dates, quotes and links, and a link to the page where its address is known.

    `language` is that of the page; `styled` adds a line beside each entry, for sites that keep the attribute `style`.
    """
    style = _RAIL.format(_SIDES[direction(language)]) if styled else ""
    entries = "\n".join(f"<li{style}>\n{_entry(item)}\n</li>" for item in part.items)
    return f"<div{lang(clean_tag(language))}>\n<h3>{_link(part.page, part.title)}</h3>\n<ol>\n{entries}\n</ol>\n</div>\n"


@cache
def lang(tag: str) -> Markup:
    """The attributes `lang` and `dir` of an element, where its language is known."""
    return Markup(' lang="{}" dir="{}"').format(tag, direction(tag)) if tag else Markup()


def _entry(item: Item) -> str:
    status = f" · <em>{escape(item.status)}</em>" if item.event.status is not Status.PAST else ""
    head = f"<p><strong>{_link(item.link, item.date)}</strong>{status}</p>"
    headline = [] if item.verbatim else [f"<p>{escape(item.headline)}</p>"]
    return "\n".join([head, *headline, *(_source(source) for source in item.sources)])


def _source(source: Source) -> str:
    said = f"— {escape(source.attribution)} · " if source.attribution else ""
    cited = f"<cite>{_link(source.url, source.title)}</cite>"
    about = " · ".join(filter(None, (cited, escape(source.publisher), escape(source.published))))
    return f"<blockquote{lang(source.language)}>\n<p>{escape(source.quote)}</p>\n</blockquote>\n<p>{said}{about}</p>"


def _link(url: str, text: str) -> str:
    return f'<a href="{escape(url)}">{escape(text)}</a>' if url else str(escape(text))
