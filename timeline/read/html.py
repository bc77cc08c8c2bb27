"""HTML articles: trafilatura finds the body, `page` what the page says about it."""

from __future__ import annotations

import logging
import re
import warnings
from collections import Counter
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from timeline.errors import ReadError
from timeline.model import GUESS, Document
from timeline.read.boilerplate import prune, text_length, without_additions
from timeline.read.datelists import join_terms, unlink_dates
from timeline.read.encoding import clean, decode
from timeline.read.layout import Piece, assemble, classify, is_caption, is_meant, reflow, runs, tighten
from timeline.read.names import stem
from timeline.read.page import describe, survey
from timeline.read.reports import decoding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from timeline.config import Options
    from timeline.model import Problem

suffixes = (".html", ".htm", ".xhtml")

_START = re.compile(r"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_ANY_TAG = re.compile(r"<(?:[a-zA-Z]|!doctype|!--)", re.IGNORECASE)
_FRAME = re.compile(r"<(?:html|body)\b", re.IGNORECASE)
_PROLOG = re.compile(r"\s*<\?xml[^>]*>")
_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]+)", re.IGNORECASE
)
# trafilatura's time grows with the square of some counts: pages with more elements, or more of them within one paragraph, are
# taken as they are. An article's page has some thousands of elements.
_MOST_ELEMENTS = 20_000
_MOST_INLINE = 2_000
_LITTLE = 0.5  # of the text that is left on the page
_CONTAINERS = frozenset({"html", "body", "main", "article", "section", "div", "ul", "ol", "dl", "table", "tbody"})
_PRIVATE = re.compile("[\ue000-\uf8ff]+")  # icon fonts, and our own marks
_BLOCKS = frozenset({"p", "head", "list", "item", "table", "quote", "code", "div"})
_OUTERMOST = ("p", "li", "blockquote", "td")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_SIMPLE = (*_HEADINGS, "p", "li", "blockquote", "pre", "tr", "dt", "dd", "figcaption")
_PAGE_PARTS = ("script", "style", "noscript", "template", "nav", "aside", "footer", "form", "button", "select", "svg", "iframe")


def recognises(head: str) -> bool:
    """Whether a content begins as an HTML page does."""
    return bool(_START.match(head.removeprefix("\ufeff")))


def accepts(head: str) -> bool:
    """Whether a file with one of the suffixes is HTML at all; a text that was only named so is read as text."""
    return bool(_ANY_TAG.search(head))


def read(data: bytes, name: str, options: Options) -> tuple[list[Document], list[Problem]]:
    """One document: the article without what the page has around it."""
    return read_page(data, name, options)


def read_page(data: bytes, name: str, options: Options, *, url: str = "", charset: str = "") -> tuple[list[Document], list[Problem]]:
    """One document; `url` is the address that the page was fetched from, `charset` the encoding that its sender named, if known."""
    match = _CHARSET.search(data, 0, 4096)
    decoded = decode(data, charset or ((match[1] or match[2]).decode("ascii", "replace") if match else ""))
    source = clean(decoded.text)
    prolog = _PROLOG.match(source)  # at the start only: a search would try each blank of a page of blanks
    source = source[prolog.end() :] if prolog else source
    with _quiet():
        tree = _parse(source)
        page = survey(tree, source[:2000], url)
        prune(tree, page.title)
        fields, problems = describe(page, name, options)
        join_terms(tree)
        unlink_dates(tree)
        stated = None if ("published", GUESS) in fields.origin else fields.published
        pieces = without_additions(_article(tree), fields.title, stated)
    text, blocks = assemble(pieces)
    if not text:
        raise ReadError("no article was found in the page: save its text as text or Markdown")
    return [Document(stem(name), text, blocks, name, **asdict(fields))], decoding(decoded, name) + problems


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep what trafilatura and htmldate log and warn about a page out of the user's terminal, for the length of one page."""
    loggers = [logging.getLogger(name) for name in ("trafilatura", "htmldate")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


def _parse(source: str) -> Any:
    from trafilatura import load_html  # noqa: PLC0415 - a heavy library that only HTML needs

    if not _FRAME.search(source, 0, 65536):
        source = f"<html><body>{source}</body></html>"
    tree = load_html(source)
    if tree is None:
        raise ReadError("is no HTML that can be parsed: save the article as text or Markdown")
    return tree


def _article(tree: Any) -> list[Piece]:
    """The article's pieces: by trafilatura, and without it where it finds nothing or the page is too large for it."""
    from trafilatura import bare_extraction  # noqa: PLC0415 - a heavy library that only HTML needs

    for element in list(tree.iter("time")):
        element.tag = "span"  # trafilatura drops a <time> that stands between blocks, and with it the date
    if not _is_too_much(tree):
        _mark_repeated(tree)
        whole = text_length(tree)
        for fast in (True, False):  # the slow way compares several algorithms; it is for pages where the first one finds little
            found: Any = bare_extraction(tree, fast=fast, include_comments=False, include_formatting=False, with_metadata=False)
            pieces = list(_pieces(found.body, "paragraph")) if found is not None and found.body is not None else []
            if sum(len(piece.text) for piece in pieces) > _LITTLE * whole:
                return pieces
        if pieces:
            return pieces
    return _simple(tree)


def _is_too_much(tree: Any) -> bool:
    for count, element in enumerate(tree.iter()):
        if count > _MOST_ELEMENTS or (len(element) > _MOST_INLINE and element.tag not in _CONTAINERS):
            return True
    return False


def _mark_repeated(tree: Any) -> None:
    """Make repeated paragraphs differ by a private character: trafilatura takes the second one for its own mistake and drops it."""
    seen: Counter[str] = Counter()
    for element in tree.iter(*_OUTERMOST):
        if next(element.iterancestors(*_OUTERMOST), None) is not None:
            continue
        text = " ".join(element.text_content().split())
        if count := seen[text]:
            element.text = chr(0xE100 + count % 6000) * (1 + count // 6000) + (element.text or "")
        seen[text] += 1


def _pieces(container: Any, kind: str) -> Iterator[Piece]:
    """The pieces of trafilatura's tree; text between blocks is a piece too (the clock times of a live ticker are such)."""
    loose = [container.text or ""]
    for child in container:
        if child.tag in _BLOCKS:
            yield from _paragraphs("".join(loose), kind)
            yield from _block(child, kind)
            loose = []
        else:
            loose.append("\n" if child.tag == "lb" else "".join(child.itertext()))
        loose.append(child.tail or "")
    yield from _paragraphs("".join(loose), kind)


def _block(element: Any, kind: str) -> Iterator[Piece]:
    if element.tag == "head":
        yield from _paragraphs(" ".join("".join(element.itertext()).split()), "heading")
    elif element.tag == "table":
        for row in element.iter("row"):
            yield from _row(["".join(cell.itertext()) for cell in row.iter("cell")])
    else:
        yield from _pieces(element, "item" if element.tag in {"list", "item"} else kind)


def _row(cells: Sequence[str]) -> Iterator[Piece]:
    """A row of a table as an item, its cells divided by bars."""
    yield from _paragraphs(" | ".join(text for cell in cells if (text := " ".join(cell.split()))), "item")


def _paragraphs(text: str, kind: str) -> Iterator[Piece]:
    """A stretch of text as a piece, or as several where its line breaks were meant."""
    part: list[str] = []
    lines = [line for raw in _PRIVATE.sub("", text).split("\n") if (line := clean(raw).strip())]
    for line in lines:
        if part and is_meant(part[-1], line):
            yield _piece(reflow(part), kind)
            part = []
        part.append(line)
    if part:
        yield _piece(reflow(part), kind)


def _piece(text: str, kind: str) -> Piece:
    return Piece("caption" if kind == "paragraph" and is_caption(text) else kind, text)


def _simple(tree: Any) -> list[Piece]:
    """Every block of the page but its navigation; for pages without blocks the lines of their text."""
    for element in list(tree.iter(*_PAGE_PARTS)):
        if element.getparent() is not None:
            element.drop_tree()
    pieces: list[Piece] = []
    for element in tree.iter(*_SIMPLE):
        if next(element.iterancestors(*_SIMPLE), None) is None:
            pieces += _simple_block(element)
    if any(piece.kind in {"paragraph", "item"} for piece in pieces):
        return pieces
    for element in tree.iter("div", "br", "section", "article", "table"):
        element.tail = "\n" + (element.tail or "")
        element.text = "\n" + (element.text or "") if element.tag != "br" else element.text
    body = tree.find("body")
    lines = [tighten(clean(line)) for line in (tree if body is None else body).text_content().split("\n")]
    return classify([Piece("", reflow(lines[first:end]), end - first == 1) for first, end, _ in runs(lines)])


def _simple_block(element: Any) -> list[Piece]:
    if element.tag == "tr":
        return list(_row([cell.text_content() for cell in element.iter("td", "th")]))
    kind = "heading" if element.tag in _HEADINGS else {"li": "item", "figcaption": "caption"}.get(element.tag, "paragraph")
    return list(_paragraphs(" ".join(element.text_content().split()), kind))
