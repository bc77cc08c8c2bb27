"""The filters that templates may use, by name; docs/themes.md lists them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any
from unicodedata import bidirectional

from markupsafe import Markup, escape

from timeline.export.words import direction

if TYPE_CHECKING:
    from collections.abc import Callable

    from timeline.export.entry_view import DateView
    from timeline.export.words import Words


def filters(words: Words) -> dict[str, Callable[..., Any]]:
    """Every filter, speaking the page's language.

    A long page asks them the same a thousand times: they remember, for as long as the templates live that they are made for.
    """
    remembers = cache

    @remembers
    def lang(tag: str) -> Markup:
        """The attributes `lang` and `dir` of an element in another language than the page's; nothing in the same one."""
        return quote_lang(tag) if tag and tag != words.code else Markup()

    @remembers
    def quote_lang(tag: str) -> Markup:
        """The same for words taken from a document, which say their language always; an unknown one is said to be unknown."""
        other = direction(tag) if tag else words.direction
        return Markup(' lang="{}"').format(tag) + (Markup(' dir="{}"').format(other) if other != words.direction else Markup())

    @remembers
    def when(date: DateView) -> Markup:
        """A date as `<time>`, or as `<span>` where HTML has no form for it; the year in a span of its own."""
        year = Markup('<span class="y">{}</span>').format(date.year) if date.year else Markup()
        return timed(escape(date.before) + year + escape(date.after), date)

    def timed(text: str, date: DateView) -> Markup:
        """Words as the `<time>` of a date, or as they are where HTML has no form for it: one element less on a long page."""
        return (
            Markup('<time datetime="{}">{}</time>').format(date.datetime, text) if date.datetime else Markup("<span>{}</span>").format(text)
        )

    @remembers
    def isolated(text: str) -> Markup:
        """Text from elsewhere inside a line: in `<bdi>` where it holds letters that run against the page's direction."""
        against = ("L",) if words.direction == "rtl" else ("R", "AL")
        if any(bidirectional(char) in against for char in text):
            return Markup("<bdi>{}</bdi>").format(text)
        return escape(text)

    def at(href: str, here: str) -> str:
        """The address of a link from this page: `here` leads to the chronology's folder; a place on the same page needs no way."""
        return href if href.startswith("#") else here + href

    def dated(text: str, date: DateView) -> Markup:
        """A phrase with a date in it, the date as `<time>`."""
        before, found, after = text.partition(date.words)
        return escape(before) + when(date) + escape(after) if found else escape(text)

    def unbroken(text: str) -> str:
        """Words that stay on one line."""
        return text.replace(" ", "\u00a0")

    return {
        "at": at,
        "unbroken": unbroken,
        "dated": dated,
        "isolated": isolated,
        "text": remembers(words.text),
        "timed": timed,
        "lang": lang,
        "quote_lang": quote_lang,
        "when": when,
    }
