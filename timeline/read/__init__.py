"""Files to documents: one module per format, chosen by suffix and content.

A reader is an object (here: a module) with `suffixes` and `read(data, name, options)`. It may have `recognises(head)`, asked with
the first characters where the suffix does not decide, `accepts(head)`, asked where it does, and `many`, true where a file holds
several documents, so that the limit on a document's size is the reader's own business. A new format is such a module and one
line in `READERS`; other packages add theirs as entry points of the group `timeline.readers`.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Protocol

from timeline.errors import ReadError
from timeline.model import Problem, Severity
from timeline.plugins import plugins
from timeline.read.dateline import with_dateline
from timeline.read.encoding import head
from timeline.read.names import file_name, suffix
from timeline.read.published import GUESS, GUESSED, url_day
from timeline.read.reports import empty, over_limit, over_time
from timeline.time_limit import OverTime, within

if TYPE_CHECKING:
    from collections.abc import Mapping

    from timeline.config import Options
    from timeline.model import Document

__all__ = ["READERS", "Reader", "over_time", "read", "suffixes", "too_large"]

# In the order in which they are asked whether they recognise a content; plain text is what nobody recognises.
READERS = {
    "html": "timeline.read.html",
    "mhtml": "timeline.read.mhtml",
    "jsonl": "timeline.read.jsonl",
    "markdown": "timeline.read.markdown",
    "text": "timeline.read.plain",
}


class Reader(Protocol):
    """What a reader must offer; `suffixes` are in lower case with their dot."""

    @property
    def suffixes(self) -> tuple[str, ...]:
        """The suffixes of the files that it reads."""

    def read(self, data: bytes, name: str, options: Options) -> tuple[list[Document], list[Problem]]:
        """The documents in a file's bytes; `ReadError` for a file that cannot be used at all."""


def read(data: bytes, name: str, options: Options) -> tuple[list[Document], list[Problem]]:
    """The documents in a file and what is wrong with them; `name` is its display path. Never raises for what a file holds."""
    if not data or data.isspace():
        return [], [empty(name)]
    readers = _readers()
    reader = _choose(readers, data, name)
    try:
        documents, problems = _read(reader, data, name, options)
    except ReadError as error:
        return [], [Problem(name, str(error), Severity.ERROR)]
    except OverTime:
        return [], [Problem(name, over_time(options.max_seconds), Severity.ERROR)]
    except Exception as error:  # noqa: BLE001 - parsers of others meet hostile input here; one document must not end a build
        reason = " ".join(f"{type(error).__name__}: {error}".split())[:200]
        return [], [Problem(name, f"cannot be read ({reason}): save the article as text or Markdown", Severity.ERROR)]
    sound = [document for document in documents if document.text and not document.text.isspace()]
    if len(sound) == 1 and not getattr(reader, "many", False):
        sound, problems = _dated_by_name(sound[0], name, problems, options)
    with_lines = [with_dateline(document, options) for document in sound]
    sound, problems = [document for document, _ in with_lines], [*problems, *(problem for _, found in with_lines for problem in found)]
    nothing = empty(name)
    if not sound and not any(problem.severity is Severity.ERROR or problem.message == nothing.message for problem in problems):
        problems = [*problems, nothing]
    return sound, problems


def _read(reader: Reader, data: bytes, name: str, options: Options) -> tuple[list[Document], list[Problem]]:
    if getattr(reader, "many", False):
        return reader.read(data, name, options)
    if len(data) > options.max_bytes:
        raise ReadError(over_limit(len(data), options.max_bytes))
    with within(options.max_seconds):
        return reader.read(data, name, options)


def _dated_by_name(document: Document, name: str, problems: list[Problem], options: Options) -> tuple[list[Document], list[Problem]]:
    """The document with the day that its file's name has in it, where nothing better states one; the note on a guess goes then."""
    guessed = ("published", GUESS) in document.origin
    day = url_day(file_name(name), options.today) if guessed or (document.published is None and options.published is None) else None
    if day is None:
        return [document], problems
    origin = {**dict(document.origin), "published": "file name"}
    kept = [problem for problem in problems if not (guessed and problem.severity is Severity.NOTE and GUESSED in problem.message)]
    return [replace(document, published=day, origin=tuple(origin.items()))], kept


def suffixes() -> frozenset[str]:
    """The suffixes that some reader claims: what is read from a folder."""
    return frozenset(one for reader in _readers().values() for one in reader.suffixes)


def too_large(name: str, size: int, options: Options) -> str:
    """Why a file need not be opened: what its report says, or an empty string. Files of several documents have no limit of their own."""
    many = any(getattr(reader, "many", False) and suffix(name) in reader.suffixes for reader in _readers().values())
    return over_limit(size, options.max_bytes) if size > options.max_bytes and not many else ""


@cache
def _readers() -> dict[str, Reader]:
    return {name: entry.load() for name, entry in plugins("readers", READERS).items()}


def _choose(readers: Mapping[str, Reader], data: bytes, name: str) -> Reader:
    """The reader that claims the suffix; for plain text and unknown suffixes the one that recognises the content, if any."""
    plain = readers["text"]
    by_suffix = next((reader for reader in readers.values() if suffix(name) in reader.suffixes), plain)
    beginning = head(data)
    if by_suffix is not plain:
        return by_suffix if getattr(by_suffix, "accepts", _always)(beginning) else plain
    return next((reader for reader in readers.values() if getattr(reader, "recognises", _never)(beginning)), plain)


def _always(_: str) -> bool:
    return True


def _never(_: str) -> bool:
    return False
