"""Plain text: optional header lines, then paragraphs between blank lines."""

from __future__ import annotations

import re
from dataclasses import asdict
from typing import TYPE_CHECKING

from timeline.model import Document
from timeline.read.encoding import clean, decode
from timeline.read.fields import KNOWN, Entry, interpret, key
from timeline.read.layout import Piece, assemble, classify, reflow, runs, without_bullet
from timeline.read.names import stem
from timeline.read.picture import picture
from timeline.read.reports import decoding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from timeline.config import Options
    from timeline.model import Problem

suffixes = (".txt", ".text")

_HEADER = re.compile(r"([^\W\d_][\w \-]{0,30}?)\s?:\s+(\S.*)")


def read(data: bytes, name: str, options: Options) -> tuple[list[Document], list[Problem]]:
    """One document; its first line is the title if it looks like one and no header line gives another."""
    decoded = decode(data)
    lines = clean(decoded.text).split("\n")
    entries, start = header(lines)
    fields, problems = interpret(entries, name, options.today)
    pieces = classify(list(_pieces(lines[start:])))
    text, blocks = assemble(pieces)
    described = asdict(fields)
    if not fields.title and pieces and pieces[0].kind == "heading":
        described["title"] = pieces[0].text
    return [Document(stem(name), text, blocks, name, **described, image=picture(entries))], decoding(decoded, name) + problems


def header(lines: Sequence[str]) -> tuple[list[Entry], int]:
    """The header lines at the start (`Date: 24.10.2024`), and the index of the first line after them.

    The first one must have a known name: a headline such as `Moscow: pact signed` is none. It ends with the first blank line, or
    before a line that is not made like a header line.
    """
    first = next((index for index, line in enumerate(lines) if line.strip()), len(lines))
    entries: list[Entry] = []
    at = first
    while at < len(lines):
        match = _HEADER.fullmatch(lines[at].rstrip()) if lines[at][:1].strip() else None
        if match is None or (not entries and key(match[1]) not in KNOWN):
            break
        entries.append(Entry(match[1], (match[2],), at + 1))
        at += 1
    return entries, at if entries else first


def _pieces(lines: Sequence[str]) -> Iterator[Piece]:
    for first, end, item in runs(lines):
        part = lines[first:end]
        text = reflow([without_bullet(part[0]), *part[1:]] if item else part)
        if text:
            yield Piece("item" if item else "", text, end - first == 1)
