"""The title of a page's article: what the page states, cleared of the site's name, and confirmed by the visible headline."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from timeline.read.fields import tidy
from timeline.read.linked import texts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from timeline.read.linked import Node

_MARKS = (" | ", " – ", " — ", " - ", " :: ", " » ", " « ", " • ", " · ", " › ", " > ", " ~ ", " // ", "｜", "_")
_META_TITLES = ("og:title", "citation_title", "parsely-title", "sailthru.title", "dc.title", "dcterms.title", "twitter:title", "title")
_HEADINGS = ("h1", "h2", "h3")
_WORDS = 6  # of a site's name
_MOST = 400  # headings of a page that are looked at
_SITE = re.compile(r"\b(?:logo|brand|branding|site-?(?:title|name|header)|blog-?title|masthead)\b", re.IGNORECASE)
_NO_SITE = frozenset({"wordpress", "joomla", "drupal", "typo3 cms", "blogger", "home", "index", "website", "startseite"})


class Titles(NamedTuple):
    """What a page's title is made of: its JSON-LD and meta elements, its visible headings, its `<title>`, and its publisher."""

    linked: Sequence[Node]
    meta: Mapping[str, list[str]]
    headlines: Sequence[str]
    whole: str
    publisher: str


def headlines(tree: Any) -> list[str]:
    """The texts of the page's headings of the first levels, those of level 1 first, without the site's own name."""
    found: list[str] = []
    for tag in _HEADINGS:
        for number, element in enumerate(tree.iter(tag)):
            if number > _MOST:
                break
            text = "" if _is_sites(element) else tidy(" ".join(element.itertext()))
            if 0 < len(text) <= 300 and (tag == "h1" or len(text) > 5):
                found.append(text)
        if tag == "h1":
            found.append("")  # between the first level and the others
    return list(dict.fromkeys(found))


def is_site(name: str) -> bool:
    """Whether a name can be a publisher's: not a product's, and not a default that nobody changed."""
    return 1 < len(name) <= 100 and name.casefold() not in _NO_SITE


def title(page: Titles) -> tuple[str, str]:
    """The title and its origin, or two empty strings."""
    stated = next(((text, "json-ld") for text in texts(page.linked, "headline")), None)
    stated = stated or next(((text, "meta") for name in _META_TITLES for text in page.meta.get(name, ()) if text), None)
    confirmed = _confirmed(page, stated[0] if stated else "")
    if stated:
        text, origin = stated
        if confirmed and _is_mended_by(text, confirmed):
            return confirmed, "html"
        return _without_site(text, page.publisher), origin
    if visible := confirmed or next(iter(page.headlines), ""):
        return visible, "html"
    found = _without_site(page.whole, page.publisher, strict=False) or next(filter(None, page.headlines), "")
    return found, "html" if found else ""


def site_name(whole: str, name: str) -> str:
    """The name of the site that stands beside the article's title in the page's `<title>`, or an empty string."""
    before, found, after = whole.partition(name) if name else ("", "", "")
    rest = after if found and not before.strip() else before if found and not after.strip() else ""
    rest = rest.strip(" |–—-:»«•·›>~/_")
    return rest if is_site(rest) and len(rest.split()) <= _WORDS and rest != name else ""


def _confirmed(page: Titles, stated: str) -> str:
    """The longest visible headline that the page's own titles contain; the name of the site is none."""
    titles = [_folded(text) for text in (stated, page.whole) if text]
    cut = _folded(stated.rstrip("…. ")) if _is_cut(stated) else None
    found = [
        text
        for text in page.headlines
        if (any(_folded(text) in title for title in titles) or (cut and _folded(text).startswith(cut)))
        and _folded(text) != _folded(page.publisher)
    ]
    return max(found, key=len, default="")


def _is_mended_by(stated: str, visible: str) -> bool:
    """Whether the visible headline is the stated one without a site's name at its end, or the whole of what was cut."""
    if _is_cut(stated):
        return _folded(visible).startswith(_folded(stated.rstrip("…. ")))
    rest = stated[len(visible) :]
    return stated.casefold().startswith(visible.casefold()) and rest.startswith(_MARKS)


def _is_cut(text: str) -> bool:
    return text.rstrip().endswith(("…", "..."))


def _without_site(text: str, publisher: str, *, strict: bool = True) -> str:
    """The title without the site's name; `strict` takes only a name away that is the publisher's."""
    for mark in _MARKS:
        name, found, site = text.rpartition(mark)
        if found and name.strip() and (_same(site, publisher) or (not strict and len(name) > len(site) and mark != "_")):
            return _without_site(name.strip(), publisher) if strict else name.strip()
        site, found, name = text.partition(mark)
        if found and name.strip() and _same(site, publisher):
            return name.strip()
    return text


def _same(site: str, publisher: str) -> bool:
    return bool(publisher) and (_folded(site) == _folded(publisher) or (len(site) > 3 and _folded(site) in _folded(publisher)))


def _folded(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def _is_sites(element: Any) -> bool:
    parent = element.getparent()
    marks = [one.get(name) or "" for one in (element, parent) if one is not None for name in ("class", "id")]
    return bool(_SITE.search(" ".join(marks)))
