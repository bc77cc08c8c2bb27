"""E-mails as files: the text of the message; what is attached is named in a note."""

from __future__ import annotations

import re
from dataclasses import replace
from email import message_from_bytes, policy
from typing import TYPE_CHECKING

from timeline.errors import ReadError
from timeline.model import Problem, Severity
from timeline.read import html
from timeline.read.compose import Said, compose, paragraphs
from timeline.read.encoding import decode, labelled
from timeline.read.fields import shown
from timeline.read.names import stem

if TYPE_CHECKING:
    from email.message import EmailMessage, MIMEPart

    from timeline.config import Options
    from timeline.model import Document
    from timeline.read.layout import Piece

suffixes = (".eml",)

_FIELD = re.compile(r"(?:From |[A-Za-z][A-Za-z0-9-]{1,40}:)")
_KNOWN = re.compile(r"^(?:From|Subject|Date|Message-ID|Received|MIME-Version|Return-Path|Delivered-To):", re.IGNORECASE | re.MULTILINE)
_SIGNATURE = re.compile(r"^-- \r?$.*", re.MULTILINE | re.DOTALL)  # RFC 3676
_QUOTED = re.compile(r"^(?:>[ ]?)+", re.MULTILINE)
_SPOILED = re.compile("[\ud800-\udfff]")


def accepts(head: str) -> bool:
    """Whether a file begins with the header of a mail."""
    return bool(_FIELD.match(head.removeprefix("\ufeff").lstrip("\r\n"))) and bool(_KNOWN.search(head))


def recognises(head: str) -> bool:
    """Whether a content is sure to be a mail: a text may begin with `From:` and `Date:` too."""
    return accepts(head) and len({match[0].lower() for match in _KNOWN.finditer(head)} - {"from:", "date:", "subject:"}) > 0


def read(data: bytes, name: str, options: Options) -> tuple[list[Document], list[Problem]]:
    """One document, from the plain text if the mail has one, else from its HTML."""
    message = message_from_bytes(data.lstrip(b"\xef\xbb\xbf\r\n"), policy=policy.default)
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        raise ReadError("is a mail without a text: save what is attached to it")
    documents, problems = compose((stem(name), name), _plain(part), _said(message), options)
    if part.get_content_subtype() == "html":
        page = html.read(_content(part), name, options)[0][0]
        documents = [replace(documents[0], text=page.text, blocks=page.blocks)]
    return documents, problems + _attached(message, name)


def _plain(part: MIMEPart) -> list[Piece]:
    """The pieces of a plain text; the marks of quoted lines go, the lines stay."""
    if part.get_content_subtype() == "html":
        return []
    return paragraphs(_QUOTED.sub("", _SIGNATURE.sub("", decode(_content(part)).text)))


def _content(part: MIMEPart) -> bytes:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else str(part.get_payload()).encode("utf-8", "replace")
    return labelled(data, part.get_content_charset() or "")


def _said(message: EmailMessage) -> list[Said]:
    values = (
        ("title", _header(message, "Subject")),
        ("published", _header(message, "Date")),
        ("author", _sender(message)),
        ("publisher", _header(message, "Organization")),
        ("language", _header(message, "Content-Language").partition(",")[0]),
        ("url", _header(message, "Archived-At").strip("<>")),
    )
    return [Said(field, value, "mail") for field, value in values]


def _header(message: EmailMessage, name: str) -> str:
    """A header's text; the library raises on some that are damaged."""
    try:
        return _SPOILED.sub("\ufffd", str(message.get(name, "")))
    except (ValueError, IndexError, AttributeError, TypeError, LookupError):
        return ""


def _sender(message: EmailMessage) -> str:
    name, at, _ = _header(message, "From").partition("<")
    return name.strip(" \"'") if at and name.strip() else ""


def _attached(message: EmailMessage, name: str) -> list[Problem]:
    names = [shown(_SPOILED.sub("\ufffd", part.get_filename() or part.get_content_type())) for part in message.iter_attachments()]
    if not names:
        return []
    return [Problem(name, f"has attachments that are not read ({', '.join(names[:5])}): save them beside it", Severity.NOTE)]
