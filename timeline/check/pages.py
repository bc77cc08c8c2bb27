"""Checks of the pages of a site: ids, links between pages, what readers with a screen reader need."""

from __future__ import annotations

import posixpath
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, urlsplit

from lxml import html

from timeline.model import Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from timeline.model import Page

_ADDRESSES = (("a", "href"), ("link", "href"), ("area", "href"), ("use", "href"), ("script", "src"), ("img", "src"), ("iframe", "src"))


class _Read(NamedTuple):
    """A file of HTML as far as the checks need it; a fragment is no page of its own."""

    path: str
    root: html.HtmlElement
    ids: Counter[str]
    is_page: bool


def check_pages(pages: Sequence[Page]) -> list[Problem]:
    """What is wrong with the pages of a site, page by page in the order of their paths; links to other sites are not followed."""
    files = {page.path for page in pages}
    read = {page.path: _read(page) for page in sorted(pages, key=lambda page: page.path) if page.path.endswith(".html")}
    return [problem for page in read.values() for problem in (*_ids(page), *_links(page, read, files), *_texts(page))]


def _read(page: Page) -> _Read:
    root = html.document_fromstring(page.content, parser=html.HTMLParser(encoding="utf-8"))
    return _Read(page.path, root, Counter(root.xpath("//@id")), page.content.lstrip()[:9].lower() == b"<!doctype")


def _ids(page: _Read) -> Iterator[Problem]:
    for name, count in page.ids.items():
        if count > 1:
            yield Problem(page.path, f"the id {name!r} stands {count} times: links to it lead to the first one only", Severity.ERROR)


def _links(page: _Read, read: dict[str, _Read], files: set[str]) -> Iterator[Problem]:
    for tag, attribute in _ADDRESSES:
        for address in dict.fromkeys(page.root.xpath(f"//{tag}/@{attribute}")):
            lost = _lost(page.path, address, read, files)
            if lost:
                yield Problem(page.path, f"the link {address!r} leads nowhere: {lost}", Severity.ERROR)


def _lost(path: str, address: str, read: dict[str, _Read], files: set[str]) -> str:
    """Why an address inside the site leads nowhere, or an empty string."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or parts.path.startswith("/"):
        return ""
    target = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path))) if parts.path else path
    if parts.path.endswith("/") or target == ".":
        target = posixpath.normpath(posixpath.join(target, "index.html"))
    if target not in files:
        return f"the site has no file {target}"
    if parts.fragment and target in read and unquote(parts.fragment) not in read[target].ids:
        return f"{target} has no place {unquote(parts.fragment)!r}"
    return ""


def _texts(page: _Read) -> Iterator[Problem]:
    """What is read aloud: the language, the title, the words for pictures (WCAG 2.2, 1.1.1, 2.4.2 and 3.1.1)."""
    if page.is_page and not page.root.get("lang"):
        yield Problem(page.path, "the page does not state its language: set lang on <html> in the template")
    if page.is_page and not (page.root.findtext(".//title") or "").strip():
        yield Problem(page.path, "the page has no title: set title in timeline.toml, or <title> in the template")
    for picture in page.root.iter("img"):
        if picture.get("alt") is None:
            yield Problem(page.path, f"the image {picture.get('src')!r} has no alt text: state it where the image is named")
