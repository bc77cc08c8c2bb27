"""XML that comes from elsewhere: no entities of its own, no files and no addresses, however it is written."""

from __future__ import annotations

import re
from html.entities import html5
from typing import TYPE_CHECKING, Any

from timeline.errors import ReadError
from timeline.read.encoding import decode

if TYPE_CHECKING:
    from collections.abc import Iterator

_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,200}\?>")
_ENCODING = re.compile(rb"<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]+)", re.IGNORECASE)
_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31};)")
_OWN = frozenset({"amp;", "lt;", "gt;", "quot;", "apos;"})
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def source(data: bytes) -> str:
    """The text of an XML file without its declaration, with HTML's named characters written out: wire copy uses them undeclared."""
    match = _ENCODING.search(data, 0, 1024)
    text = decode(data, match[1].decode("ascii", "replace") if match else "").text.removeprefix("\ufeff")
    declared = _DECLARATION.match(text)
    text = _UNFIT.sub(" ", text[declared.end() :] if declared else text)
    return _ENTITY.sub(lambda found: found[0] if found[1] in _OWN else html5.get(found[1], found[0]), text)


def parse(data: bytes) -> Any:
    """The root element of an XML file, mended where it is not well-formed; entities that it declares itself stand for nothing.

    Raises `ReadError` for what has no element at all.
    """
    from lxml import etree  # noqa: PLC0415 - a heavy library that only XML needs

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, recover=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(source(data).encode(), parser)
    except etree.XMLSyntaxError as error:
        raise ReadError(f"is no XML that can be parsed ({error.msg}): export it again") from None
    if root is None:
        raise ReadError("is no XML that can be parsed: export it again")
    etree.strip_tags(root, etree.Entity)
    return root


def children(element: Any, name: str) -> Iterator[Any]:
    """The children of a local name, in whatever namespace."""
    return (child for child in element if local(child) == name)


def descendants(element: Any, *names: str) -> Iterator[Any]:
    """The elements of one of some local names within an element, in whatever namespace."""
    return (one for one in element.iter() if local(one) in names)


def local(element: Any) -> str:
    """An element's name without its namespace; empty for what is no element."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def words(element: Any | None) -> str:
    """All text of an element on one line; empty for None."""
    return " ".join("".join(element.itertext()).split()) if element is not None else ""
