"""What an HTML page says about its article: JSON-LD first, then meta elements, then the article's own markup, then its address.

The page's visible text is asked last, through htmldate, and what it gives is reported as a guess: on a page without a date it
finds a teaser's or the copyright's.
"""

from __future__ import annotations

import json
import re
from copy import deepcopy
from html import unescape
from typing import TYPE_CHECKING, Any

from timeline.model import Problem, Severity
from timeline.read.dates import parse_day
from timeline.read.fields import Fields, join_names, language_code, tidy, web_address

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from timeline.config import Options
    from timeline.model import Day

_ARTICLE = re.compile(r"(?:Article|Posting|Report|Review)$")
_PAGE = re.compile(r"(?:^|/)(?:[A-Za-z]*Page|CreativeWork)$")
_META_DATES = (
    *("article:published_time", "og:published_time", "og:article:published_time", "datepublished", "date", "dc.date.issued"),
    *("dcterms.issued", "dc.date", "dcterms.date", "dcterms.created", "dc.date.created", "pubdate", "publishdate", "publish_date"),
    *("publish-date", "publication_date", "publicationdate", "published", "published_time", "parsely-pub-date", "sailthru.date"),
    *("cxenseparse:recs:publishtime", "rnews:datepublished", "article.published", "citation_publication_date", "last-published"),
)
_META_AUTHORS = ("author", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author", "citation_author")
_META_PUBLISHERS = ("og:site_name", "publisher", "article:publisher", "dc.publisher", "dcterms.publisher", "application-name")
_URL_DAY = re.compile(r"[/-]((?:19|20)\d\d)([/-]?)([01]?\d)\2([0-3]?\d)(?=[/.?#_-]|$)")
_SAVED = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+)\s*-->")
_LEAD = 160  # characters; a paragraph that long belongs to the article's text, and so does every <time> after it
_ELSEWHERE = frozenset({"aside", "nav", "footer", "li", "figure", "article"})
_PUBLISHED_CLASS = re.compile(r"publish|pub-?date|post-?date|entry-?date|article-?date", re.IGNORECASE)
_NOT_THE_ARTICLE = ("aside", "nav", "footer", "figure", "script", "style", "form", "li")


def describe(tree: Any, head: str, path: str, options: Options) -> tuple[Fields, list[Problem]]:
    """The fields of the page's article, and a note if its date is only a guess. `head` is the beginning of the source."""
    linked = list(_linked(tree))
    meta = _meta(tree)
    language = next((code for code in map(language_code, _languages(tree, meta, linked)) if code), "")
    publisher = next(_first(_json(linked, "publisher"), _named(meta, _META_PUBLISHERS)), "")
    url = next((one for one in map(web_address, _addresses(tree, meta, linked, head)) if one), "")
    problems: list[Problem] = []
    published = _published(tree, meta, linked, url, options.today)
    if published is None and options.published is None and (published := _guessed(tree, options.today)):
        advice = "check it, and set `published` for this document in timeline.toml"
        problems = [Problem(path, f"the date {published} is a guess from the page's text: {advice}", Severity.NOTE)]
    return Fields(
        title=_title(tree, meta, linked, publisher),
        url=url,
        publisher=publisher,
        author=join_names(list(_authors(tree, meta, linked))),
        language=language,
        published=published,
    ), problems


def _linked(tree: Any) -> Iterator[dict[str, Any]]:
    """The page's JSON-LD nodes that stand for its article, then those that stand for the page (schema.org's types)."""
    nodes: list[dict[str, Any]] = []
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower() and script.text:
            nodes += _nodes(script.text)
    for pattern in (_ARTICLE, _PAGE):
        for node in nodes:
            types = node.get("@type")
            if any(isinstance(one, str) and pattern.search(one) for one in (types if isinstance(types, list) else [types])):
                yield node


def _nodes(source: str) -> list[dict[str, Any]]:
    source = source.strip().removeprefix("<!--").removesuffix("-->").removeprefix("//<![CDATA[").removesuffix("//]]>").strip().rstrip(";")
    try:
        waiting = [json.loads(source, strict=False)]
    except (ValueError, RecursionError):
        return []
    found: list[dict[str, Any]] = []
    while waiting:
        value = waiting.pop(0)
        if isinstance(value, list):
            waiting += value
        elif isinstance(value, dict):
            found.append(value)
            waiting += [value[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in value]
    return found


def _json(linked: Sequence[Mapping[str, Any]], key: str) -> Iterator[str]:
    """The texts that a key has in the nodes: a text itself, or the name of a person or organisation."""
    for node in linked:
        value = node.get(key)
        for one in value if isinstance(value, list) else [value]:
            text = one.get("name", one.get("@value", one.get("@id"))) if isinstance(one, dict) else one
            if isinstance(text, str) and (text := _unescaped(text)):
                yield text


def _unescaped(text: str) -> str:
    return tidy(unescape(text))


def _meta(tree: Any) -> dict[str, list[str]]:
    """The contents of meta elements and microdata by name in lower case."""
    found: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or element.get("http-equiv")
        if name and (content := tidy(element.get("content") or "")):
            found.setdefault(name.lower(), []).append(content)
    return found


def _named(meta: Mapping[str, list[str]], names: Sequence[str]) -> Iterator[str]:
    for name in names:
        for content in meta.get(name, ()):
            if not web_address(content):
                yield content


def _first(*sources: Iterator[str]) -> Iterator[str]:
    for source in sources:
        yield from source


def _languages(tree: Any, meta: Mapping[str, list[str]], linked: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    root = next(tree.iter("html"), tree)
    for value in (root.get("lang"), root.get("{http://www.w3.org/XML/1998/namespace}lang"), root.get("xml:lang")):
        if value:
            yield value
    yield from _first(_json(linked, "inLanguage"), _named(meta, ("content-language", "og:locale", "dc.language", "language")))


def _addresses(tree: Any, meta: Mapping[str, list[str]], linked: Sequence[Mapping[str, Any]], head: str) -> Iterator[str]:
    for link in tree.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split():
            yield link.get("href") or ""
    yield from meta.get("og:url", ())
    yield from _json(linked, "url")
    yield from _json(linked, "mainEntityOfPage")
    if match := _SAVED.search(head):  # browsers write it into the pages that they save
        yield match[1]


def _title(tree: Any, meta: Mapping[str, list[str]], linked: Sequence[Mapping[str, Any]], publisher: str) -> str:
    headlines = (tidy(element.text_content()) for element in tree.iter("h1"))
    stated = next((one for one in _first(_json(linked, "headline"), _named(meta, ("og:title", "dc.title")), headlines) if one), "")
    if stated:
        return stated
    whole = next((tidy(element.text_content()) for element in tree.iter("title")), "")
    for mark in (" | ", " - ", " – ", " — "):
        name, found, site = whole.rpartition(mark)
        if found and (mark == " | " or site.casefold() == publisher.casefold()):
            return name
    return whole


def _authors(tree: Any, meta: Mapping[str, list[str]], linked: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """The authors from the first source that names any."""
    marked = (
        tidy(element.text_content())
        for element in tree.iter("a", "span", "address", "p", "div")
        if "author" in f"{element.get('rel') or ''} {element.get('itemprop') or ''}".lower().split()
    )
    for source in (_json(linked[:1], "author"), _named(meta, _META_AUTHORS), marked):
        names = [name for name in source if not web_address(name) and len(name) < 200]
        if names:
            yield from names
            return


def _published(tree: Any, meta: Mapping[str, list[str]], linked: Sequence[Mapping[str, Any]], url: str, today: Day) -> Day | None:
    sources: tuple[Callable[[], Iterator[str]], ...] = (
        lambda: _json(linked, "datePublished"),
        lambda: _named(meta, _META_DATES),
        lambda: _own_times(tree),
        lambda: _url_days(url, today),
    )
    for source in sources:
        for value in source():
            try:
                return parse_day(value, "", today)
            except ValueError:
                continue
    return None


def _own_times(tree: Any) -> Iterator[str]:
    """The dates of the article's own `<time>` or microdata: a marked one, else the one above the text, else the only one."""
    for element in tree.iter():
        published = (
            element.get("itemprop") == "datePublished" or element.get("pubdate") is not None if isinstance(element.tag, str) else False
        )
        if published and (value := element.get("datetime") or element.get("content")):
            yield value
    article = _root(tree)
    times = [element for element in article.iter("time") if element.get("datetime") and _belongs(element, article)]
    yield from (element.get("datetime") for element in times if _PUBLISHED_CLASS.search(element.get("class") or ""))
    leading = _leading(article)
    yield from (element.get("datetime") for element in times if element in leading)
    if len({element.get("datetime")[:10] for element in times}) == 1:
        yield times[0].get("datetime")


def _root(tree: Any) -> Any:
    """The element that holds the article: the first one with its headline, or what comes nearest to it."""
    articles = list(tree.iter("article"))
    with_headline = (element for element in articles if next(element.iter("h1"), None) is not None)
    found = next(with_headline, None)
    if found is None:
        found = next((element for element in [*tree.iter("main"), *articles, *tree.iter("body")]), tree)
    return found


def _belongs(element: Any, article: Any) -> bool:
    """Whether an element is the article's own, and not a teaser's or the page's."""
    for ancestor in element.iterancestors():
        if ancestor is article:
            return True
        if ancestor.tag in _ELSEWHERE:
            return False
    return True


def _leading(article: Any) -> list[Any]:
    """The `<time>` elements above the first real paragraph."""
    found: list[Any] = []
    for element in article.iter("p", "time"):
        if element.tag == "time":
            found.append(element)
        elif len(element.text_content()) > _LEAD:
            break
    return found


def _url_days(url: str, today: Day) -> Iterator[str]:
    for year, _, month, day in _URL_DAY.findall(url):
        if int(year) <= today.year:
            yield f"{year}-{int(month):02}-{int(day):02}"


def _guessed(tree: Any, today: Day) -> Day | None:
    """What htmldate takes for the date in the article's part of the page; without its wide search, which invents dates."""
    from htmldate import find_date  # noqa: PLC0415 - a heavy library that only pages without a stated date need

    part = deepcopy(tree)
    for element in list(part.iter(*_NOT_THE_ARTICLE)):
        if element.getparent() is not None:
            element.drop_tree()
    latest = f"{max(1996, min(today.year, 9999)):04}-{today.month:02}-{today.day:02}"
    try:
        found = find_date(part, extensive_search=False, original_date=True, min_date="1990-01-01", max_date=latest)
        return parse_day(found, "", today) if found else None
    except (ValueError, TypeError, AttributeError):  # on markup that it does not expect
        return None
