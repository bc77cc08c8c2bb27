"""What was fetched, as a file, and beside it a small one that says where and when it came from."""

from __future__ import annotations

import hashlib
import json
import re
from contextlib import suppress
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from timeline.read.compose import moment
from timeline.read.dates import parse_day
from timeline.read.fields import language_code, tidy
from timeline.read.provenance import SIDECAR

if TYPE_CHECKING:
    from pathlib import Path

    from timeline.fetch.client import Answer
    from timeline.read.feed import Link
    from timeline.timespan import Day

_SUFFIXES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/pdf": ".pdf",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "text/csv": ".csv",
    "application/json": ".json",
    "application/feed+json": ".json",
    "application/rtf": ".rtf",
    "text/rtf": ".rtf",
    "application/xml": ".xml",
    "text/xml": ".xml",
    "application/rss+xml": ".xml",
    "application/atom+xml": ".xml",
    "application/epub+zip": ".epub",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "message/rfc822": ".eml",
}
_UNFIT = re.compile(r"[^\w.-]+|\.{2,}")
_LONGEST = 80  # characters of a name; file systems count bytes, and a letter may have three


def save(answer: Answer, entry: Link | None, folder: Path, today: Day) -> Path:
    """Write the file and its sidecar; the same address always gives the same name."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name_of(answer.url, answer.type)
    path.with_name(path.name + SIDECAR).write_text(_sidecar(answer, entry, today), encoding="utf-8", newline="\n")
    path.write_bytes(answer.body)
    return path


def name_of(url: str, content_type: str) -> str:
    """A file's name from its address: host and path in letters that every system has, and digits that make it one of its kind."""
    parts = urlsplit(url)
    path = unquote(parts.path).rstrip("/")
    own = _SUFFIXES.get(content_type, "")
    stem = _UNFIT.sub("-", f"{parts.hostname or ''}{path.removesuffix(own) if own else path}").strip("-._")[:_LONGEST]
    return f"{stem}-{hashlib.sha256(url.encode()).hexdigest()[:8]}{own}"


def _sidecar(answer: Answer, entry: Link | None, today: Day) -> str:
    lines = {"by": _quoted("feed" if entry else "fetch"), "url": _quoted(answer.url), "retrieved": str(today)}
    if answer.charset:
        lines["charset"] = _quoted(answer.charset)
    if entry is not None:
        said = {"title": tidy(entry.title), "author": tidy(entry.author), "publisher": tidy(entry.publisher)}
        lines |= {name: _quoted(value) for name, value in {**said, "language": language_code(entry.language)}.items() if value}
        with suppress(ValueError):  # the page will say it, or nobody does
            lines["published"] = str(parse_day(moment(entry.published), "", today))
    return "".join(f"{name} = {value}\n" for name, value in lines.items())


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "")  # TOML's basic strings are JSON's, but for this character
