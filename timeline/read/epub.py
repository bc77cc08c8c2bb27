"""EPUB (2 and 3): the chapters in the order of the spine as one document, with the metadata of the package."""

from __future__ import annotations

from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from timeline.errors import ReadError
from timeline.model import Problem, Severity
from timeline.read.compose import Said, compose
from timeline.read.fragment import pieces
from timeline.read.names import stem
from timeline.read.xmltree import descendants, parse, words
from timeline.read.zipped import opened, part

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator

    from timeline.config import Options
    from timeline.model import Document
    from timeline.read.layout import Piece

suffixes = (".epub",)

_CONTAINER = "META-INF/container.xml"
_PAGES = frozenset({"application/xhtml+xml", "text/html"})
_FONTS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")  # these hide fonts, not the text


def accepts(_: str) -> bool:
    """Never by the suffix: the parts in it decide."""
    return False


def read(data: bytes, name: str, options: Options) -> tuple[list[Document], list[Problem]]:
    """One document of all chapters; one that is missing is a problem."""
    with opened(data, options) as archive:
        _refuse_locked(archive)
        path = next((one.get("full-path", "") for one in descendants(parse(part(archive, _CONTAINER) or b"<x/>"), "rootfile")), "")
        package = part(archive, path)
        if not package:
            raise ReadError("has no package file: it is no whole EPUB")
        root = parse(package)
        found: list[Piece] = []
        problems: list[Problem] = []
        for chapter in _spine(root, dirname(path)):
            content = part(archive, chapter)
            if content:
                found += _chapter(content)
            else:
                problems.append(Problem(name, f"has no chapter {chapter}, which its list names", Severity.WARNING))
    documents, remarks = compose((stem(name), name), found, _said(root), options)
    return documents, problems + remarks


def _refuse_locked(archive: zipfile.ZipFile) -> None:
    hidden = part(archive, "META-INF/encryption.xml")
    if hidden and any(one.get("Algorithm", "") not in _FONTS for one in descendants(parse(hidden), "EncryptionMethod")):
        raise ReadError("is protected against reading (DRM)")


def _spine(package: Any, folder: str) -> Iterator[str]:
    """The paths of the chapters in their order, without the table of contents."""
    items = {one.get("id", ""): one for one in descendants(package, "item")}
    for reference in descendants(package, "itemref"):
        item = items.get(reference.get("idref", ""))
        if item is not None and item.get("media-type", "") in _PAGES and "nav" not in item.get("properties", "").split():
            yield normpath(join(folder, unquote(item.get("href", "").partition("#")[0])))


def _chapter(content: bytes) -> list[Piece]:
    root = parse(content)
    return pieces(next(descendants(root, "body"), root))


def _said(package: Any) -> Iterator[Said]:
    fields = (("title", "title"), ("author", "creator"), ("publisher", "publisher"), ("language", "language"), ("url", "source"))
    for field, name in (*fields, ("url", "identifier"), ("tag", "subject")):
        yield from (Said(field, words(one), "epub") for one in descendants(package, name))
    # EPUB 2 tells dates apart by an attribute; of a book a year alone is usual, and no day
    dates = sorted(descendants(package, "date"), key=lambda one: "publication" not in "".join(one.attrib.values()))
    yield from (Said("published", words(one), "epub") for one in dates if len(words(one)) >= len("2024-10-24"))
