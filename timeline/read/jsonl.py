"""JSON Lines: a document a line, with its text as it is; offsets refer to exactly that text."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from timeline.model import Block, Document, Problem, Severity
from timeline.read.encoding import decode
from timeline.read.fields import Entry, interpret
from timeline.read.layout import Piece, classify, runs, tighten
from timeline.read.names import stem
from timeline.read.picture import picture
from timeline.read.reports import decoding, empty, over_limit

if TYPE_CHECKING:
    from timeline.config import Options

suffixes = (".jsonl", ".ndjson")
many = True

_MOST_ERRORS = 10
# Halves of UTF-16 pairs, which JSON can name and UTF-8 cannot write.
_HALF = re.compile("[\ud800-\udfff]")


def recognises(head: str) -> bool:
    """Whether a content begins with a JSON object that holds a text."""
    start = head.lstrip("\ufeff \t\r\n")
    line, ended, _ = start.partition("\n")
    return line.startswith("{") and '"text"' in line and (not ended or line.rstrip().endswith("}"))


def read(data: bytes, name: str, options: Options) -> tuple[list[Document], list[Problem]]:
    """A document for each line that holds a JSON object with `text`; every other line but a blank one is a problem."""
    decoded = decode(data)
    documents: list[Document] = []
    problems = decoding(decoded, name)
    wrong: list[Problem] = []
    for number, line in enumerate(decoded.text.split("\n"), start=options.first_line):
        if not line.strip():
            continue
        try:
            document, remarks = _document(_object(line, options.max_bytes), name, number, options)
        except ValueError as error:
            wrong.append(Problem(name, str(error), Severity.ERROR, number))
            continue
        problems += remarks
        if document.text and not document.text.isspace():
            documents.append(document)
        else:
            problems.append(empty(name, number))
    if len(wrong) > _MOST_ERRORS:  # a file that is no JSON Lines at all
        more = f"{len(wrong) - _MOST_ERRORS} more lines are no documents: write one JSON object a line"
        wrong[_MOST_ERRORS:] = [Problem(name, more, Severity.ERROR, wrong[_MOST_ERRORS].line)]
    return documents, problems + wrong


def _object(line: str, limit: int) -> dict[str, Any]:
    """The object in a line; `ValueError` says what is wrong with it."""
    size = len(line) if line.isascii() else len(line.encode("utf-8", "replace"))
    if size > limit:
        raise ValueError(over_limit(size, limit))
    try:
        found = json.loads(line)
    except RecursionError:
        raise ValueError("is nested too deeply: write one flat JSON object a line") from None
    except ValueError as error:
        reason = error.msg if isinstance(error, json.JSONDecodeError) else "a number is too long"
        raise ValueError(f"is not JSON ({reason}): write one JSON object a line") from None
    if not isinstance(found, dict) or not isinstance(found.get("text"), str):
        raise ValueError('is no document: write {"id": …, "language": …, "published": …, "text": …}')  # noqa: TRY004 - a bad value
    return found


def _document(found: dict[str, Any], name: str, number: int, options: Options) -> tuple[Document, list[Problem]]:
    fields, problems = interpret(_entries(found, number), name, options.today)
    text, halves = _HALF.subn("\ufffd", found["text"])
    if halves:
        problems.append(Problem(name, "the text holds halves of UTF-16 pairs; they became \ufffd: export it again as UTF-8", line=number))
    given = found.get("id")
    own = _HALF.sub("\ufffd", str(given)) if isinstance(given, str | int) and str(given) else f"{stem(name)}-{number}"
    return Document(own, text, blocks(text), name, **asdict(fields), image=picture(_entries(found, number))), problems


def _entries(found: dict[str, Any], number: int) -> list[Entry]:
    entries: list[Entry] = []
    for name, value in found.items():
        values = value if isinstance(value, list) else [value]
        if name not in {"id", "text"} and all(isinstance(one, str) for one in values) and values:
            entries.append(Entry(name, tuple(values), number))
    return entries


def blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a text that must stay as it is: bounds only, at the line breaks that plain text has its paragraphs at."""
    lines = text.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    spans: list[tuple[int, int]] = []
    pieces: list[Piece] = []
    for first, end, item in runs(lines):
        part = text[starts[first] : starts[end] - 1]
        start = starts[first] + len(part) - len(part.lstrip())
        spans.append((start, start + len(part.strip())))
        pieces.append(Piece("item" if item else "", tighten(part), end - first == 1))
    return tuple(Block(piece.kind, *span) for piece, span in zip(classify(pieces), spans, strict=True))
