"""MHTML (RFC 2557): a page as browsers save it in one file; its address and its date are in the headers."""

from __future__ import annotations

import re
from dataclasses import replace
from email import message_from_bytes
from email.policy import default
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from timeline.errors import ReadError
from timeline.model import Day
from timeline.read import html
from timeline.read.fields import tidy, web_address

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage

    from timeline.config import Options
    from timeline.model import Document, Problem

suffixes = (".mhtml", ".mht")

_START = re.compile(r"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,20}?content-type:\s*multipart/related", re.IGNORECASE)


def recognises(head: str) -> bool:
    """Whether a content begins with the headers of a page in several parts."""
    return bool(_START.match(head.replace("\r\n", "\n").lstrip()))


def read(data: bytes, name: str, options: Options) -> tuple[list[Document], list[Problem]]:
    """One document: the first HTML part; pictures and the pages of frames are left."""
    message = message_from_bytes(data, policy=default)
    page = next(_pages(message), None)
    if page is None:
        raise ReadError("holds no HTML page: save the page again, as HTML")
    content = page.get_payload(decode=True)
    url = _header(page, "Content-Location") or _header(message, "Snapshot-Content-Location") or _header(message, "Content-Location")
    documents, problems = html.read_page(
        content if isinstance(content, bytes) else b"", name, options, url=web_address(url), charset=str(page.get_param("charset") or "")
    )
    return [_retrieved(document, _header(message, "Date")) for document in documents], problems


def _pages(message: EmailMessage) -> Iterator[EmailMessage]:
    for part in message.walk():
        if part.get_content_type() in {"text/html", "application/xhtml+xml"}:
            yield part


def _header(message: EmailMessage, name: str) -> str:
    """A header's value as it stands: a broken one is a text as well."""
    try:
        return tidy("".join(str(message.get(name) or "").split()) if name != "Date" else str(message.get(name) or ""))
    except (ValueError, TypeError, IndexError, AttributeError):  # headers that the standard library cannot parse
        return ""


def _retrieved(document: Document, value: str) -> Document:
    try:
        time = parsedate_to_datetime(value)
    except (ValueError, TypeError):
        return document
    return replace(document, retrieved=Day(time.year, time.month, time.day), origin=(*document.origin, ("retrieved", "saved")))
