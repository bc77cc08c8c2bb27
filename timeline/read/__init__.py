"""Files to documents: one module per format, chosen by suffix and content.

A reader is an object (here: a module) with `suffixes` and `read(data, name, options)`. It may have `recognises(head)`, asked with
the first characters where the suffix does not decide, `accepts(head)`, asked where it does, and `many`, true where a file holds
several documents, so that the limit on a document's size is the reader's own business. A new format is such a module and one
line in `READERS`; other packages add theirs as entry points of the group `timeline.readers`. Binary formats are told by their
first bytes (`signature`), whatever the suffix. Archives are no readers: `archive` gives the files in them one by one.
"""

from __future__ import annotations

import io
from dataclasses import replace
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Protocol

from timeline.errors import ReadError
from timeline.model import Problem, Severity
from timeline.plugins import plugins
from timeline.read.archive import ARCHIVES, Archive, archive_of, unpack
from timeline.read.dateline import with_dateline
from timeline.read.encoding import head, labelled
from timeline.read.names import file_name, suffix
from timeline.read.provenance import UNKNOWN, Provenance, completed
from timeline.read.published import GUESSED, url_day
from timeline.read.reports import empty, over_limit, over_time
from timeline.read.signature import signature
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
    "pdf": "timeline.read.pdf",
    "docx": "timeline.read.docx",
    "odt": "timeline.read.odt",
    "epub": "timeline.read.epub",
    "rtf": "timeline.read.rtf",
    "newsml": "timeline.read.newsml",
    "nitf": "timeline.read.nitf",
    "wxr": "timeline.read.wxr",
    "feed": "timeline.read.feed",
    "json": "timeline.read.json",
    "jsonl": "timeline.read.jsonl",
    "sheet": "timeline.read.sheet",
    "eml": "timeline.read.eml",
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


def read(data: bytes, name: str, options: Options, known: Provenance = UNKNOWN) -> tuple[list[Document], list[Problem]]:
    """The documents in a file and what is wrong with them; `name` is its display path. Never raises for what a file holds.

    `known` is what an archive, a feed or a fetch says of the file. An archive gives the documents of all its members.
    """
    if not data or data.isspace():
        return [], [empty(name)]
    archive = archive_of(io.BytesIO(data))
    if archive is not None:
        return _members(archive, data, name, options)
    # what is known from outside need not be guessed, and what it says of the address may say the day
    own = replace(options, published=options.published or known.published, url=known.url or options.url)
    documents, problems = _attempt(labelled(data, known.charset), name, own)
    sound: list[Document] = []
    for document in documents:
        if document.text and not document.text.isspace():
            dated, remarks = with_dateline(document, own)
            sound.append(completed(dated, known))
            replaced = len(documents) == 1 and document.guesses("published") and dated.published != document.published
            problems = [*(_without_guess(problems) if replaced else problems), *remarks]
    if not sound and all(problem.severity is Severity.NOTE for problem in problems):
        problems = [*problems, empty(name)]
    return sound, problems


def _members(archive: Archive, data: bytes, name: str, options: Options) -> tuple[list[Document], list[Problem]]:
    documents: list[Document] = []
    problems: list[Problem] = []
    for member in unpack(io.BytesIO(data), archive, name, options):
        if isinstance(member, Problem):
            problems.append(member)
        else:
            found, remarks = read(member.data, member.name, options, member.known)
            documents += found
            problems += remarks
    return documents, problems


def _attempt(data: bytes, name: str, options: Options) -> tuple[list[Document], list[Problem]]:
    try:
        return _read(_choose(_readers(), data, name), data, name, options)
    except ReadError as error:
        return [], [Problem(name, str(error), Severity.ERROR)]
    except OverTime:
        return [], [Problem(name, over_time(options.max_seconds), Severity.ERROR)]
    except Exception as error:  # noqa: BLE001 - parsers of others meet hostile input here; one document must not end a build
        reason = " ".join(f"{type(error).__name__}: {error}".split())[:200]
        return [], [Problem(name, f"cannot be read ({reason}): save the article as text or Markdown", Severity.ERROR)]


def _read(reader: Reader, data: bytes, name: str, options: Options) -> tuple[list[Document], list[Problem]]:
    if getattr(reader, "many", False):
        return reader.read(data, name, options)
    if len(data) > options.max_bytes:
        raise ReadError(over_limit(len(data), options.max_bytes))
    with within(options.max_seconds):
        documents, problems = reader.read(data, name, options)
    return _dated_by_name(documents[0], name, problems, options) if len(documents) == 1 else (documents, problems)


def _dated_by_name(document: Document, name: str, problems: list[Problem], options: Options) -> tuple[list[Document], list[Problem]]:
    """The document with the day that its file's name has in it, where nothing better states one; the note on a guess goes then."""
    is_open = document.guesses("published") or (document.published is None and options.published is None)
    day = url_day(file_name(name), options.today) if is_open else None
    if day is None:
        return [document], problems
    origin = {**dict(document.origin), "published": "file name"}
    return [replace(document, published=day, origin=tuple(origin.items()))], _without_guess(problems)


def _without_guess(problems: list[Problem]) -> list[Problem]:
    """What is told of a document but for the note on a guessed day, which something better has replaced."""
    return [problem for problem in problems if problem.severity is not Severity.NOTE or GUESSED not in problem.message]


def suffixes() -> frozenset[str]:
    """The suffixes that some reader or archive claims: what is read from a folder."""
    archives = (one for name in ARCHIVES.values() for one in import_module(name).suffixes)
    return frozenset(one for reader in _readers().values() for one in reader.suffixes).union(archives)


def too_large(name: str, size: int, options: Options) -> str:
    """Why a file need not be opened: what its report says, or an empty string. Files of several documents have no limit of their own."""
    many = any(getattr(reader, "many", False) and suffix(name) in reader.suffixes for reader in _readers().values())
    return over_limit(size, options.max_bytes) if size > options.max_bytes and not many else ""


@cache
def _readers() -> dict[str, Reader]:
    return {name: entry.load() for name, entry in plugins("readers", READERS).items()}


def _choose(readers: Mapping[str, Reader], data: bytes, name: str) -> Reader:
    """The reader that the signature calls for, or one that claims the suffix and accepts the content, or recognises the content."""
    signed = signature(io.BytesIO(data))
    if signed in readers:
        return readers[signed]
    plain, beginning = readers["text"], head(data)
    claiming = [reader for reader in readers.values() if suffix(name) in reader.suffixes and reader is not plain]
    for reader in claiming:
        if getattr(reader, "accepts", _always)(beginning):
            return reader
    for reader in readers.values():
        if getattr(reader, "recognises", _never)(beginning):
            return reader
    if suffix(name) == ".xml" or beginning.lstrip("\ufeff \t\r\n").startswith("<?xml"):
        raise ReadError("is XML of a kind that is not known here: export it as NewsML-G2, NITF, RSS, Atom, HTML or text")
    return plain


def _always(_: str) -> bool:
    return True


def _never(_: str) -> bool:
    return False
