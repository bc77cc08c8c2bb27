"""The same article twice: an agency's copy in several papers, an updated version, the page for phones or for printing.

Documents are one article where they have one address, or where their texts have nearly the same runs of words: MinHash (Broder
1997) estimates the share that two texts have in common without comparing all pairs.
"""

from __future__ import annotations

import re
from array import array
from collections import defaultdict
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from timeline.model import Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from timeline.extraction import Article
    from timeline.model import Document

_HASHES = 128
_BAND = 4  # hashes; texts that share 70 % meet in one of the bands with a chance of 99.98 %
_ALIKE = 0.7  # of the runs of words; an updated article keeps more, two reports of one event have much less in common
_RUN = 3  # words
_FEWEST = 40  # runs; shorter texts are too easily alike
_TOKEN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|\\w+")
_PAGE = re.compile(r"(?:/(?:amp|print|drucken|mobil)/?|/index\.html?|\.amp\.html|/)$", re.IGNORECASE)
_HOST = re.compile(r"^(?:www\d?|m|mobil|mobile|amp)\.", re.IGNORECASE)
_SHOWN = 3  # quotes of a difference


class Versions(NamedTuple):
    """Documents that are one article: the id of the one that leads, and those of the others."""

    lead: str
    others: tuple[str, ...]


def fingerprint(text: str) -> bytes:
    """The MinHash of a text's runs of words; empty for a text that is too short to be compared."""
    from rensa import RMinHash  # noqa: PLC0415 - only builds need it

    tokens = _TOKEN.findall(text.casefold())
    runs = {" ".join(tokens[at : at + _RUN]) for at in range(len(tokens) - _RUN + 1)}
    if len(runs) < _FEWEST:
        return b""
    hashes = RMinHash(num_perm=_HASHES, seed=1)
    hashes.update(sorted(runs))
    return array("I", hashes.digest()).tobytes()


def versions(articles: Sequence[Article]) -> list[Versions]:
    """The groups of documents that are one article, each led by the latest; of equals by the first in the order of paths."""
    group = {article.document.id: {article.document.id} for article in articles}
    for one, other in _same(articles):
        if group[one] is not group[other]:
            joined = group[one] | group[other]
            for member in joined:
                group[member] = joined
    documents = {article.document.id: article.document for article in articles}
    found = {id(members): sorted(members, key=lambda name: _leads(documents[name])) for members in group.values() if len(members) > 1}
    return [Versions(lead, tuple(others)) for lead, *others in sorted(found.values())]


def differences(found: Sequence[Versions], articles: Sequence[Article]) -> Iterator[Problem]:
    """A note for each document that is another's version: what only one of the two says, of what they say with a date."""
    by_id = {article.document.id: article for article in articles}
    for lead, others in found:
        for other in others:
            yield _difference(by_id[lead], by_id[other])


def leads(found: Sequence[Versions]) -> Mapping[str, str]:
    """For each document that another one leads, the id of that one."""
    return {other: lead for lead, others in found for other in others}


def _difference(lead: Article, other: Article) -> Problem:
    texts = [{statement.quote: None for statement in article.statements} for article in (lead, other)]
    parts = []
    for where, own, rest in (("only there", *texts), ("only here", *reversed(texts))):
        if alone := [quote for quote in own if quote not in rest]:
            more = f" and {len(alone) - _SHOWN} more" if len(alone) > _SHOWN else ""
            parts.append(f"{where}: {', '.join(f'«{quote}»' for quote in alone[:_SHOWN])}{more}")
    same = "; ".join(parts) or "what it dates is the same"
    earlier = "an earlier version of" if _time(other.document) < _time(lead.document) else "the same article as"
    return Problem(other.document.path, f"is {earlier} {lead.document.id}, and counts with it as one; {same}", Severity.NOTE)


def _same(articles: Sequence[Article]) -> Iterator[tuple[str, str]]:
    """The pairs that are one article."""
    by_key: defaultdict[object, list[Article]] = defaultdict(list)
    for article in articles:
        if address := _address(article.document.url):
            by_key[address].append(article)
        hashes = article.fingerprint
        width = len(hashes) // _HASHES * _BAND
        for start in range(0, len(hashes), width or 1):
            by_key[start, hashes[start : start + width]].append(article)
    for key, members in by_key.items():
        pairs = combinations(members, 2) if len(members) <= _FEWEST else pairwise(members)
        for one, other in pairs:
            if isinstance(key, str) or _alike(one.fingerprint, other.fingerprint) >= _ALIKE:
                yield one.document.id, other.document.id


def _alike(one: bytes, other: bytes) -> float:
    pairs = zip(array("I", one), array("I", other), strict=True)
    return sum(a == b for a, b in pairs) / _HASHES


def _address(url: str) -> str:
    """An address without what tells the same page's forms apart: scheme, www, the page for phones or printers, parameters of campaigns."""
    parts = urlsplit(url) if url else None
    if parts is None or not parts.path.strip("/"):
        return ""
    query = "&".join(
        sorted(one for one in parts.query.split("&") if one and not re.match(r"utm_|fbclid|gclid|outputType=amp|print=|amp=", one))
    )
    return f"{_HOST.sub('', parts.netloc.lower())}{_PAGE.sub('', _PAGE.sub('', parts.path))}?{query}"


def _leads(document: Document) -> tuple[tuple[int, ...], str, str]:
    """Sorts the document that leads before the others."""
    return tuple(-number for number in _time(document)), document.path, document.id


def _time(document: Document) -> tuple[int, ...]:
    """When a version was published; one without a day is older than every other."""
    time = [int(number) for number in re.findall(r"\d+", document.published_at[11:16])]
    return (*(document.published or (0, 0, 0)), *(time or (0, 0)))
