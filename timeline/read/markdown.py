"""Markdown: front matter, then blocks taken from the source itself.

Rendering it first would lose text: `6. November 2023: …` at the start of a paragraph becomes a list item there, without its 6.
So a number at the start of a line always stays, and markup is removed where it stands (`inline`).
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING

from timeline.model import Document
from timeline.read.encoding import clean, decode
from timeline.read.fields import interpret
from timeline.read.frontmatter import front_matter
from timeline.read.inline import Inline, drop_hidden
from timeline.read.layout import Piece, assemble, is_caption, is_meant, tighten
from timeline.read.names import stem
from timeline.read.picture import picture
from timeline.read.plain import header
from timeline.read.reports import decoding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from timeline.config import Options
    from timeline.model import Problem

suffixes = (".md", ".markdown", ".mdown", ".mkd")

_FRONT = re.compile(r"---[ \t]*\r?\n[\w\"'#]|\+\+\+[ \t]*\r?\n")
_UNDERLINE = re.compile(r"={2,}|-{2,}")
_RULE = re.compile(r"(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,}")
_BULLET = re.compile(r"[-*+•][ \t]+(?:\[[ xX]\][ \t]+)?(?=\S)")
_NUMBER = re.compile(r"(\d{1,9})[.)][ \t]+(?=\S)")
_QUOTE = re.compile(r"\s*(?:>\s*)+")
_FENCE = re.compile(r"(`{3,}(?=[^`]*$)|~{3,})")
_DEFINITION = re.compile(r"\[(?!\^)([^\[\]]+)\]:[ \t]*\S+(?:[ \t]+[\"'(].*)?[ \t]*")
_FOOTNOTE = re.compile(r"\[\^[^\[\]]+\]:[ \t]*")
_TABLE_RULE = re.compile(r"[|:\- \t]+")
_CELL = re.compile(r"(?<!\\)\|")
_PICTURE = re.compile(r"!\[([^\[\]]*)\](?:\([^()]*\)|\[[^\[\]]*\])")
_SPECIAL = frozenset("#>-*+•`~|[=_:0123456789")


def recognises(head: str) -> bool:
    """Whether a content begins with front matter."""
    return bool(_FRONT.match(head.lstrip("\ufeff")))


def read(data: bytes, name: str, options: Options) -> tuple[list[Document], list[Problem]]:
    """One document; a first heading of level 1 is its title if the front matter gives none."""
    decoded = decode(data)
    lines = clean(decoded.text).split("\n")
    front = front_matter(lines, name)
    rest = lines[front.end :]
    entries, skipped = header(rest)  # MultiMarkdown's way of stating fields
    below = [entry._replace(line=entry.line + front.end) for entry in entries]
    fields, problems = interpret([*front.entries, *below], name, options.today)
    pieces = _pieces(drop_hidden("\n".join(rest[skipped:])).split("\n"))
    text, blocks = assemble(pieces)
    if not fields.title and pieces and pieces[0].kind == "heading":
        fields = replace(fields, title=pieces[0].text)
    document = Document(stem(name), text, blocks, name, **asdict(fields), image=picture([*front.entries, *below]))
    return [document], [*decoding(decoded, name), *front.problems, *problems]


@dataclass(slots=True)
class _Paragraph:
    """The block that lines are being added to: `number` is that of an ordered item, if it is one."""

    kind: str = "paragraph"
    number: int | None = None
    lines: list[str] = field(default_factory=list)


def _pieces(lines: Sequence[str]) -> list[Piece]:
    inline = Inline(
        frozenset(match[1].casefold() for line in lines if line.lstrip()[:1] == "[" and (match := _DEFINITION.fullmatch(line.strip())))
    )
    numbered: list[tuple[int | None, Piece]] = []
    for paragraph in _paragraphs(lines):
        numbered += [(None if index else paragraph.number, piece) for index, piece in enumerate(_finished(paragraph, inline))]
    return [Piece("item", piece.text) if _in_sequence(numbered, index) else piece for index, (_, piece) in enumerate(numbered)]


def _in_sequence(numbered: Sequence[tuple[int | None, Piece]], index: int) -> bool:
    """Whether a numbered paragraph is one of a list: the one before or after it has the next number."""
    number = numbered[index][0]
    if number is None:
        return False
    before = numbered[index - 1][0] if index else None
    after = numbered[index + 1][0] if index + 1 < len(numbered) else None
    return before == number - 1 or after == number + 1


def _finished(paragraph: _Paragraph, inline: Inline) -> Iterator[Piece]:
    """The pieces of a block: one, or several where line breaks were forced and meant; pictures become captions."""
    kind = paragraph.kind
    for part in _divided(paragraph.lines):
        source = tighten(" ".join(part))
        picture = _PICTURE.fullmatch(source)
        text = inline.text(picture[1] if picture else source)
        if text:
            yield Piece("caption" if picture or (kind == "paragraph" and is_caption(text)) else kind, text)


def _divided(lines: Sequence[str]) -> Iterator[list[str]]:
    """Lines up to each forced break (two spaces or a backslash at the end) that ends a sentence or stands before a number."""
    part: list[str] = []
    for index, line in enumerate(lines):
        forced = line.endswith(("  ", "\\"))
        part.append(line.removesuffix("\\") if forced else line)
        if forced and index + 1 < len(lines) and is_meant(part[-1].rstrip(), lines[index + 1].lstrip()):
            yield part
            part = []
    yield part


def _paragraphs(lines: Sequence[str]) -> Iterator[_Paragraph]:
    """The blocks of the source, in order, without fenced code."""
    current = _Paragraph()
    skip_to = 0
    fences = _Fences(lines)
    for index, raw in enumerate(lines):
        if index < skip_to:
            continue
        line = _unquoted(raw)
        first = line.lstrip()[:1]
        if first in {"`", "~"} and (skip_to := fences.end_of(index)):
            yield current
            current = _Paragraph()
        elif first and first not in _SPECIAL:
            current.lines.append(line)
        else:
            done, current = _next(current, line)
            yield from done
    yield current


def _next(current: _Paragraph, line: str) -> tuple[list[_Paragraph], _Paragraph]:
    """What a line that may be more than text ends, and the block that goes on after it."""
    body = line.strip()
    if not body:
        return [current], _Paragraph()
    if body[0] == "#" and (heading := _heading(body)) is not None:
        return [current, _Paragraph("heading", None, [heading])], _Paragraph()
    if _UNDERLINE.fullmatch(body) and _is_underlined(current):
        return [replace(current, kind="heading", number=None)], _Paragraph()
    if _RULE.fullmatch(body) or (body[0] == "[" and _DEFINITION.fullmatch(body)):
        return [current], _Paragraph()
    if body[0] == "|":
        return [current, *_row(body)], _Paragraph()
    return _marked(current, line, body)


def _heading(body: str) -> str | None:
    """The words of a heading that starts with number signs, or None for a line that is no heading (`#hashtag`)."""
    rest = body.lstrip("#")
    if len(body) - len(rest) > 6 or rest[:1].strip():
        return None
    words = rest.rstrip("#")
    return words.strip() if words[-1:] in {" ", "\t", ""} else rest.strip()


def _is_underlined(current: _Paragraph) -> bool:
    """Whether a row of dashes makes the lines above it a heading; under a whole paragraph it is a rule, whatever CommonMark says."""
    above = " ".join(current.lines[-3:]).rstrip()
    return (
        bool(current.lines)
        and current.kind == "paragraph"
        and len(current.lines) < 3
        and len(above) <= 200
        and above[-1:] not in {".", ":", ","}
    )


def _marked(current: _Paragraph, line: str, body: str) -> tuple[list[_Paragraph], _Paragraph]:
    """Lines with the mark of an item or a footnote; a number starts one only at a start or after the number before it."""
    if match := _BULLET.match(body):
        return [current], _Paragraph("item", None, [_after(line, match)])
    number = _NUMBER.match(body)
    if number and (not current.lines or current.number == int(number[1]) - 1):
        return [current], _Paragraph("paragraph", int(number[1]), [line])
    if match := _FOOTNOTE.match(body):
        return [current], _Paragraph("paragraph", None, [_after(line, match)])
    current.lines.append(line)
    return [], current


def _after(line: str, match: re.Match[str]) -> str:
    """The line after a mark, with the spaces at its end that force a break."""
    return line.lstrip()[match.end() :]


def _row(body: str) -> list[_Paragraph]:
    """A row of a table as an item, its cells divided by bars."""
    if _TABLE_RULE.fullmatch(body):
        return []
    cells = [cell.strip() for cell in _CELL.split(body.strip("|"))]
    return [_Paragraph("item", None, [" | ".join(cell for cell in cells if cell)])]


def _unquoted(line: str) -> str:
    """The line without the marks of a block quote."""
    return line[match.end() :] if (match := _QUOTE.match(line)) else line


class _Fences:
    """Where fenced code ends. A fence that is never closed is text: its mark alone must not swallow the rest of an article."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._unclosed: dict[str, int] = {}  # the shortest fence of each kind that was searched for in vain

    def end_of(self, index: int) -> int:
        """The index after the fence that closes the one in this line, or 0 if the line opens none."""
        match = _FENCE.match(_unquoted(self._lines[index]).strip())
        if match is None or len(match[1]) >= self._unclosed.get(match[1][0], len(match[1]) + 1):
            return 0
        for end in range(index + 1, len(self._lines)):
            closing = _unquoted(self._lines[end]).strip()
            if closing.startswith(match[1]) and not closing.strip(match[1][0]):
                return end + 1
        self._unclosed[match[1][0]] = len(match[1])
        return 0
