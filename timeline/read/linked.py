"""A page's JSON-LD: the nodes that stand for its article, and what they say (schema.org's types and properties)."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import TYPE_CHECKING, Any

from timeline.read.fields import tidy

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

Node = dict[str, Any]

_ARTICLE = re.compile(r"(?:Article|(?<!Job)Posting|Report|Review)$")
_PAGE = re.compile(r"(?:^|/)(?:[A-Za-z]*Page|CreativeWork|Recipe)$")
_ORGANISATION = re.compile(r"Organi[sz]ation$|^(?:.*/)?(?:Brand|WebSite|Corporation)$")
_INSIDE = ("@graph", "mainEntity", "mainEntityOfPage", "itemReviewed")
_LONGEST = 1_000_000  # characters; a page's own statements are some thousands
_MOST = 500  # nodes
_TRAILING = re.compile(r",\s*([}\]])")
_ARTICLE_NAMED = re.compile(r'"@type"\s*:\s*\[?\s*"[A-Za-z]{0,20}(?:Article|BlogPosting|Report)"')
_STATED = re.compile(r'"(headline|datePublished|dateModified|inLanguage)"\s*:\s*"((?:[^"\\]|\\.){1,300})"')


def linked(sources: Sequence[str], headlines: Sequence[str]) -> list[Node]:
    """The nodes that stand for the page's article, the one with one of the page's headlines first, then those that stand for the page."""
    nodes = [node for source in sources for node in _nodes(source)]
    articles = [node for node in nodes if _is(node, _ARTICLE)]
    wanted = {_folded(headline) for headline in headlines} - {""}
    articles.sort(key=lambda node: not any(_folded(text) in wanted for text in texts([node], "headline", "name")))
    return [*articles, *(node for node in nodes if _is(node, _PAGE) and node not in articles)]


def texts(nodes: Sequence[Mapping[str, Any]], *names: str) -> Iterator[str]:
    """The texts that properties have in the nodes: a text itself, or the name of a person or organisation."""
    for node in nodes:
        for name in names:
            for one in _listed(node.get(name)):
                text = one.get("name", one.get("@value", one.get("@id"))) if isinstance(one, dict) else one
                for inner in _listed(text):
                    if isinstance(inner, str | int) and (found := tidy(unescape(str(inner)))):
                        yield found


def people(nodes: Sequence[Mapping[str, Any]], publisher: str) -> Iterator[str]:
    """The authors of the first nodes that name any; an organisation counts unless it is the publisher."""
    for node in nodes:
        found = []
        for one in [*_listed(node.get("author")), *_listed(node.get("creator"))]:
            names = list(texts([{"author": one}], "author"))
            house = isinstance(one, dict) and any(
                isinstance(kind, str) and _ORGANISATION.search(kind) for kind in _listed(one.get("@type"))
            )
            found += [name for name in names if not (house and name.casefold() == publisher.casefold())]
        if found:
            yield from found
            return


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _is(node: Node, pattern: re.Pattern[str]) -> bool:
    return any(isinstance(one, str) and pattern.search(one) for one in _listed(node.get("@type")))


def _folded(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())[:60]


def _nodes(source: str) -> list[Node]:
    found: list[Node] = []
    waiting = _values(source[:_LONGEST])
    while waiting and len(found) < _MOST:
        value = waiting.pop(0)
        if isinstance(value, list):
            waiting += value
        elif isinstance(value, dict):
            found.append(value)
            waiting += [value[key] for key in _INSIDE if key in value]
    return [_referred(node, found) for node in found]


def _referred(node: Node, nodes: Sequence[Node]) -> Node:
    """The node with its author and publisher where it only names them by `@id`, as the graphs of WordPress plug-ins do."""
    named = {one["@id"]: one for one in nodes if isinstance(one.get("@id"), str) and "name" in one}
    return {key: _resolved(value, named) if key in {"author", "publisher", "creator"} else value for key, value in node.items()}


def _resolved(value: Any, named: Mapping[str, Node]) -> Any:
    if isinstance(value, list):
        return [_resolved(one, named) for one in value]
    if isinstance(value, dict) and "name" not in value and isinstance(value.get("@id"), str):
        return named.get(value["@id"])
    return value


def _values(source: str) -> list[Any]:
    """What a script holds: one value or several, with the faults that pages have; of a broken one the plain properties."""
    source = source.strip().removeprefix("<!--").removesuffix("-->").removeprefix("//<![CDATA[").removesuffix("//]]>").strip().rstrip(";")
    for text in (source, _TRAILING.sub(r"\1", source), unescape(source)):
        try:
            return _decoded(text)
        except (ValueError, RecursionError):
            continue
    stated = dict(reversed(_STATED.findall(source)))
    return [{"@type": "Article", **stated}] if stated and _ARTICLE_NAMED.search(source) else []


def _decoded(text: str) -> list[Any]:
    decoder = json.JSONDecoder(strict=False)
    found: list[Any] = []
    at = 0
    while at < len(text) and len(found) < _MOST:
        value, at = decoder.raw_decode(text, at)
        found.append(value)
        while at < len(text) and text[at] in " \t\r\n,;":
            at += 1
    return found
