"""Lists of dates in a page, in the form in which the search for the article does not lose them or part them from what happened."""

from __future__ import annotations

import re
from typing import Any

_DATED = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)|\d\d?[./]\s?\d\d?[./]|\d\d?[:.]\d\d(?!\d)")
_LONGEST = 80  # characters of a term that is a date or a time


def join_terms(tree: Any) -> None:
    """Make each dated term of a definition list one item with its first definition."""
    for terms in list(tree.iter("dl")):
        dated = [term for term in terms.iter("dt") if _is_dated(term)]
        if not dated:
            continue
        terms.tag = "ul"
        for term in list(terms.iter("dt")):
            definition = term.getnext()
            if definition is not None and definition.tag == "dd":
                words = " ".join(term.text_content().split()).rstrip(":")
                _prefix(definition, f"{words}: ")
                term.drop_tree()
            else:
                term.tag = "li"
        for definition in list(terms.iter("dd")):
            definition.tag = "li"


def unlink_dates(tree: Any) -> None:
    """Make the links in dated items plain text: an item that is all link is taken for one of a menu."""
    for item in tree.iter("li"):
        links = list(item.iter("a"))
        if links and _DATED.search(item.text_content()[: 4 * _LONGEST]):
            for link in links:
                link.tag = "span"


def _is_dated(term: Any) -> bool:
    text = term.text_content()
    return len(text) <= _LONGEST and bool(_DATED.search(text))


def _prefix(element: Any, words: str) -> None:
    """Set words before an element's text, in its first block where it has blocks."""
    first = next(element.iter("p", "div"), None)
    target = element if first is None or (element.text or "").strip() else first
    target.text = words + (target.text or "").lstrip()
