"""What an HTML page says about its article: JSON-LD first, then meta elements, then the article's own markup, then its address.

`survey` gathers what the head and the scripts say, before anything is taken from the tree; `describe` makes the fields of it and
of the part of the page that holds the article. The visible text is asked last; what only it gives is reported as a guess.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from timeline.model import GUESS, Problem, Severity
from timeline.read.authors import authors
from timeline.read.byline import lines
from timeline.read.fields import Fields, join_names, language_code, tidy, web_address
from timeline.read.headline import Titles, headlines, is_site, site_name, title
from timeline.read.linked import Node, linked, texts
from timeline.read.published import GUESSED, published

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from timeline.config import Options

_META_PUBLISHERS = (
    *(
        "og:site_name",
        "publisher",
        "article:publisher",
        "dc.publisher",
        "dcterms.publisher",
        "citation_publisher",
        "citation_journal_title",
    ),
    *("cre", "copyright-holder", "application-name", "apple-mobile-web-app-title"),
)
_META_LANGUAGES = ("content-language", "og:locale", "dc.language", "dcterms.language", "citation_language", "language", "inlanguage")
_SAVED = re.compile(r"<!--\s*(?:saved from url=\(\d+\)(?P<browser>\S+)|Page saved with SingleFile\s+url:\s*(?P<single>\S+))")
_ARCHIVED = re.compile(r"https?://(?:web\.archive\.org/web|[\w.-]+/web)/\d{4,14}(?:[a-z]{2}_)?/(https?://\S+)", re.IGNORECASE)
# Top-level domains of countries where people write English and put the day first, or the month.
_ENGLISH = {
    "uk": "GB",
    "au": "AU",
    "nz": "NZ",
    "ie": "IE",
    "in": "IN",
    "za": "ZA",
    "sg": "SG",
    "ng": "NG",
    "ke": "KE",
    "pk": "PK",
    "us": "US",
    "gov": "US",
    "mil": "US",
}


@dataclass(frozen=True, slots=True)
class Page:
    """A page's tree, and what its head and scripts state; `locale` is its language tag with the country if one is known."""

    tree: Any
    meta: Mapping[str, list[str]]
    linked: list[Node]
    headlines: list[str]
    whole_title: str
    title: str
    title_origin: str
    publisher: str
    publisher_origin: str
    url: str
    url_origin: str
    language: str
    language_origin: str
    locale: str

    def named(self, *names: str) -> Iterator[str]:
        """The contents of meta elements of these names, in the order of the names, addresses left out."""
        for name in names:
            for content in self.meta.get(name, ()):
                if not web_address(content):
                    yield content


def survey(tree: Any, head: str, url: str = "") -> Page:
    """What the page states outside its text; its scripts go. `head` is the source's beginning, `url` where it was fetched from."""
    from lxml.etree import strip_elements  # noqa: PLC0415 - a heavy library that only HTML needs

    meta = _meta(tree)
    scripts = [element.text for element in tree.iter("script") if "ld+json" in (element.get("type") or "").lower() and element.text]
    strip_elements(tree, "script", "style", with_tail=False)
    whole = next((tidy(element.text_content()) for element in tree.iter("title")), "")
    found = headlines(tree)
    nodes = linked(scripts, [*found, *meta.get("og:title", ()), whole])
    address, address_origin = _first(_addresses(tree, meta, nodes, head, url), lambda value: _address(value, url))
    language, language_origin = _first(_languages(tree, meta, nodes), language_code)
    publisher, publisher_origin = _first(_publishers(meta, nodes), lambda value: "" if web_address(value) else value.lstrip("@"))
    name, name_origin = title(Titles(nodes, meta, found, whole, publisher))
    if not publisher and (publisher := site_name(whole, name)):
        publisher_origin = "html"
    return Page(
        tree, meta, nodes, found, whole, name, name_origin, publisher, publisher_origin, address, address_origin, language,
        language_origin, _locale(tree, meta, language, address),
    )  # fmt: skip


def describe(page: Page, path: str, options: Options) -> tuple[Fields, list[Problem]]:
    """The fields of the page's article, and a note if its date is only a guess."""
    around = lines(page)
    by, by_origin = authors(page, around)
    dated = published(page, around, options)
    problems: list[Problem] = []
    if dated and dated.origin == GUESS:
        advice = "check it, and set `published` for this document in timeline.toml"
        problems.append(Problem(path, f"the date {dated.moment.day} {GUESSED} the page's text: {advice}", Severity.NOTE))
    origins = {
        "title": page.title_origin, "published": dated.origin if dated else "", "author": by_origin, "publisher": page.publisher_origin,
        "language": page.language_origin, "url": page.url_origin,
    }  # fmt: skip
    return Fields(
        title=page.title,
        url=page.url,
        publisher=page.publisher,
        author=join_names(by),
        language=page.language,
        published=dated.moment.day if dated else None,
        published_at=dated.moment.at if dated else "",
        origin=tuple((field, origin) for field, origin in origins.items() if origin),
    ), problems


def _first(pairs: Iterator[tuple[str, str]], read: Any) -> tuple[str, str]:
    """The first value that can be read, and its origin."""
    return next(((found, origin) for value, origin in pairs if (found := read(value))), ("", ""))


def _meta(tree: Any) -> dict[str, list[str]]:
    """The contents of meta elements by name in lower case; those with `itemprop` are microdata, and read with it."""
    found: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        names = element.get("property") or element.get("name") or element.get("http-equiv") or ""
        if content := tidy(element.get("content") or element.get("value") or ""):
            for name in names.lower().split():
                found.setdefault(name, []).append(content)
    return found


def _languages(tree: Any, meta: Mapping[str, list[str]], nodes: list[Node]) -> Iterator[tuple[str, str]]:
    for element in (next(tree.iter("html"), tree), *tree.iter("body")):
        for name in ("lang", "{http://www.w3.org/XML/1998/namespace}lang", "xml:lang"):
            if value := element.get(name):
                yield value, "html"
    yield from ((value, "json-ld") for value in texts(nodes, "inLanguage"))
    yield from ((value.partition(",")[0], "meta") for name in _META_LANGUAGES for value in meta.get(name, ()))


def _publishers(meta: Mapping[str, list[str]], nodes: list[Node]) -> Iterator[tuple[str, str]]:
    yield from ((value, "json-ld") for value in texts(nodes, "publisher"))
    yield from ((value, "meta") for name in _META_PUBLISHERS for value in meta.get(name, ()) if is_site(value))


def _addresses(tree: Any, meta: Mapping[str, list[str]], nodes: list[Node], head: str, url: str) -> Iterator[tuple[str, str]]:
    for link in tree.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split():
            yield link.get("href") or "", "link"
    yield from ((value, "meta") for value in meta.get("og:url", ()))
    yield from ((value, "json-ld") for value in texts(nodes, "url", "mainEntityOfPage"))
    if match := _SAVED.search(head):  # browsers and their extensions write it into the pages that they save
        yield match["browser"] or match["single"], "saved"
    yield url, "saved"


def _address(value: str, base: str) -> str:
    """The address without an archive's around it; a front page is the address of no article unless it was fetched from there."""
    value = value.strip()
    if base and value and not urlsplit(value).scheme:
        value = urljoin(base, value)
    if match := _ARCHIVED.match(value):
        value = match[1]
    found = web_address(value)
    return "" if found and found != base and not urlsplit(found).path.strip("/") and not urlsplit(found).query else found


def _locale(tree: Any, meta: Mapping[str, list[str]], language: str, url: str) -> str:
    for value in (next(tree.iter("html"), tree).get("lang") or "", *meta.get("og:locale", ())):
        code, mark, country = value.replace("_", "-").partition("-")
        if mark and code.lower() == language and len(country) == 2:
            return f"{language}-{country.upper()}"
    country = _ENGLISH.get((urlsplit(url).hostname or "").rpartition(".")[2], "") if language == "en" else ""
    return f"{language}-{country}" if country else language
