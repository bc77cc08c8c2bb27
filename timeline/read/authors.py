"""Who wrote a page's article: as the page states it, and as a line at its headline says it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from timeline.read.byline import is_dated
from timeline.read.fields import tidy, web_address
from timeline.read.linked import people
from timeline.read.words import anywhere, beginning, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from timeline.read.byline import Line
    from timeline.read.page import Page

_AUTHOR = re.compile(
    r"(?:\b|[_-])(?:by-?line|authors?|autor(?:en|in|es|a)?|auteurs?|verfasser|writer|contributor|journalist|redacteur|firma|redactor|username)(?:\b|[_-])",
    re.IGNORECASE,
)
_META_AUTHORS = (
    *(
        "author",
        "article:author",
        "dc.creator",
        "dcterms.creator",
        "parsely-author",
        "sailthru.author",
        "citation_author",
        "byl",
        "authors",
    ),
    *(
        "dc.creator.personalname",
        "article.author",
        "lp.article:author",
        "og:article:author",
        "byline",
        "cxenseparse:author",
        "twitter:creator:name",
    ),
)
_NOBODY = frozenset(
    {
        "admin",
        "administrator",
        "webmaster",
        "root",
        "user",
        "author",
        "editor",
        "unknown",
        "anonymous",
        "none",
        "null",
        "super user",
        "superuser",
        "n/a",
        "-",
        "by",
    }
)
_ROLE = re.compile(  # what stands after a name, no name itself
    r"\b(?:editor|correspondent|reporter|journalist|writer|chief|columnist|contributor|staff|desk|redakteur(?:in)?|korrespondent(?:in)?|"
    r"reporterin|journaliste|correspondante?|rédact(?:eur|rice)|redactora?|corresponsal|periodista|giornalista|jornalista|repórter|"
    r"korespondent|redaktor|корреспондент|редактор|кореспондент|muhabiri?|editörü?)\b",
    re.IGNORECASE,
)
_AND = re.compile(r"\s+(?:and|und|et|y|e|og|och|ja|a|i|и|та|и|ve|en|és|și|&|与|和)\s+|\s*[,;/、]\s*|\s*&\s*", re.IGNORECASE)
_REST = re.compile(r"\s+[|–—·•]\s.*|\s*[(\[].*|\s-\s.*|\S+@\S+.*|\s*\d.*", re.DOTALL)


def authors(page: Page, around: Sequence[Line]) -> tuple[list[str], str]:
    """The authors from the first source that names any, and its origin."""
    sources = (
        (people(page.linked, page.publisher), "json-ld"),
        (page.named(*_META_AUTHORS), "meta"),
        ((element.get("content") or "" for element in page.tree.iter("meta") if element.get("itemprop") == "author"), "microdata"),
        (_marked(around), "byline"),
        (_written_by(around), "byline"),
    )
    for source, origin in sources:
        names = [name for text in source for name in _names(text) if name.casefold() != page.publisher.casefold()]
        if names:
            return names[:12], origin
    return [], ""


def _marked(around: Sequence[Line]) -> Iterator[str]:
    """The names in elements that are marked as the author's."""
    for line in sorted(around, key=lambda line: line.place == "away"):
        for element in line.element.iter():
            if not isinstance(element.tag, str):
                continue
            own = " ".join(filter(None, (element.get(name) for name in ("class", "rel", "itemprop", "property", "id"))))
            if own and _AUTHOR.search(own):
                named = [
                    tidy(one.text_content())
                    for one in element.iter("a", "span", "b", "strong")
                    if one.get("rel") == "author" or _is_name(one)
                ]
                yield from named or [tidy(" ".join(element.itertext()))]
                return


def _is_name(element: Any) -> bool:
    return element.get("itemprop") == "name" or bool({"fn", "author-name", "name"} & set((element.get("class") or "").split()))


def _written_by(around: Sequence[Line]) -> Iterator[str]:
    """The names in a line such as «By A. Person» next to the headline."""
    for line in around:
        if line.place == "away":
            continue
        match = beginning("by").match(line.text) or (is_dated(line) and anywhere("by").search(line.text))
        rest = line.text[match.end() :].lstrip(" :：") if match else ""
        if rest and not rest[0].islower() and len(rest) <= 80:
            yield rest
            return


def _names(text: str) -> Iterator[str]:
    """The names in a byline: without preposition, address, role in brackets, date."""
    text = text.strip()
    while match := beginning("by").match(text):
        rest = text[match.end() :].lstrip(" :：")
        if not rest or rest == text:
            break
        text = rest
    for index, part in enumerate(_AND.split(_REST.sub("", f" {text}").strip())):
        if index and _ROLE.search(part):
            continue
        name = part.strip(" .:：|@-–—")
        if 1 < len(name) <= 70 and name.casefold() not in _NOBODY | words("label") and len(name.split()) <= 8 and not web_address(name):
            yield name
