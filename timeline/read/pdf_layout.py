"""From the lines of a PDF to the paragraphs that a reader sees: columns, running heads, divided words, pages."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import groupby
from statistics import median
from typing import TYPE_CHECKING

from timeline.read.layout import Piece

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from timeline.read.pdf_lines import Line

_EDGE = 40  # points from the highest and from the lowest line of all pages, within which running heads stand
_NUMBER = re.compile(
    r"\W*(?:(?:page|seite|página|pagina|стр|s|p|pág|صفحة)\W*)?\d{1,4}(?:\W+(?:of|von|de|sur|di|из|من|van)?\W*\d{1,4})?\W*", re.IGNORECASE
)
_DIGITS = re.compile(r"\d+")
_STOP = re.compile(r"[.!?:…。！？؟۔][\"'”“»«’)\]]*$")
_DIVIDED = re.compile(r"([^\W\d_]+)[-\u2010\u00ad]$")
_HANGING = re.compile(r"(?:und|oder|bzw|and|or|et|ou|y|o|e|i|en|of)\b")  # «Nord- und Süd»: the hyphen stands for a word
_WORD = re.compile(r"\w+(?:-\w+)*")
_BULLET = re.compile(r"[•·‣▪◦●■–—*-]\s+")
_UNSPACED = re.compile("[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\ufffd]")


@dataclass(slots=True)
class Paragraph:
    """A paragraph on its way: its lines so far, its text, and at which of its characters another page begins."""

    lines: list[Line]
    text: str
    kind: str = ""
    turns: tuple[tuple[int, int], ...] = ()  # page, offset

    def piece(self) -> Piece:
        """It as a piece whose kind is open where its words must show it."""
        return Piece(self.kind, self.text, single=len(self.lines) == 1)


def paragraphs(lines: Sequence[Line]) -> list[Paragraph]:
    """The paragraphs of all pages in reading order, without page numbers and running heads."""
    kept = _without_running_heads(lines)
    ordered = [line for _, page in groupby(kept, key=lambda line: line.page) for line in _in_order(list(page))]
    if not ordered:
        return []
    usual = _usual_size(ordered)
    known = {word for line in ordered for word in _WORD.findall(line.text)}
    columns = _columns(ordered)
    found: list[Paragraph] = []
    for line in ordered:
        last = found[-1] if found else None
        if last is not None and last.kind != "row" and not line.text.startswith("| ") and _continues(last, line, columns):
            _add(last, line, known)
        else:
            found.append(_started(line, usual))
    return [replace(one, kind="item") if one.kind == "row" else one for one in found]


def _without_running_heads(lines: Sequence[Line]) -> list[Line]:
    """The lines without what stands at the edge of several pages alike but for its numbers, and without page numbers."""
    edges: list[Line] = []
    pages = 0
    highest, lowest = max(line.y for line in lines), min(line.y for line in lines)
    for _, page in groupby(lines, key=lambda line: line.page):
        edges += [line for line in page if highest - line.y < _EDGE or line.y - lowest < _EDGE]
        pages += 1
    alike = Counter((_DIGITS.sub("#", line.text), round(line.y / 4)) for line in edges)
    least = max(2, pages // 4)
    outer = {id(line) for line in edges if alike[_DIGITS.sub("#", line.text), round(line.y / 4)] >= least}
    outer |= {id(line) for line in edges if len(line.text) < 40 and _NUMBER.fullmatch(line.text) and _is_outermost(line, lines)}
    return [line for line in lines if id(line) not in outer]


def _is_outermost(line: Line, lines: Sequence[Line]) -> bool:
    others = [other.y for other in lines if other.page == line.page and other is not line]
    return not others or line.y > max(others) or line.y < min(others)


def _in_order(page: Sequence[Line]) -> list[Line]:
    """A page's lines as they are read: rows of a table stay together, rows that run across columns are taken apart."""
    rows: list[list[Line]] = []
    for line in page:
        if line.beside and rows:
            rows[-1].append(line)
        else:
            rows.append([line])
    starts = Counter(round(line.left / 3) for row in rows for line in row[1:])
    rows = [_rejoined(row, starts) for row in rows]
    found: list[Line] = []
    for several, group in groupby(rows, key=lambda row: len(row) > 1):
        part = list(group)
        if not several:
            found += (row[0] for row in part)
        elif _are_columns(part):
            found += (replace(line, beside=False) for line in sorted(_flat(part), key=lambda line: _column(line, part)))
        else:
            found += (_row(row) for row in part)
    return found


def _flat(rows: Iterable[Sequence[Line]]) -> Iterator[Line]:
    return (line for row in rows for line in row)


def _rejoined(row: Sequence[Line], starts: Counter[int]) -> list[Line]:
    """A row without the cuts at wide spaces of justified lines: these stand at another place in every line."""
    found = [row[0]]
    for line in row[1:]:
        aligned = sum(starts[round(line.left / 3) + step] for step in (-1, 0, 1))
        if aligned >= 3 or line.left - found[-1].right > 2.5 * line.size:
            found.append(line)
        else:
            found[-1] = replace(found[-1], text=f"{found[-1].text} {line.text}", right=line.right)
    return found


def _are_columns(rows: Sequence[Sequence[Line]]) -> bool:
    """Whether rows of several parts are lines of columns, which fill them, and not cells of a table, which seldom do."""
    if len(rows) < 3:
        return False
    edge = min(row[0].left for row in rows)
    gutter = median(row[1].left for row in rows)
    return median(row[0].width for row in rows) > 0.7 * (gutter - edge) and median(len(row[1].text) for row in rows) > 15


def _column(line: Line, rows: Sequence[Sequence[Line]]) -> int:
    starts = sorted({round(row[at].left) for row in rows for at in range(1, len(row))})
    merged = [start for index, start in enumerate(starts) if not index or start - starts[index - 1] > 20]
    return sum(line.left >= start - 5 for start in merged)


def _row(row: Sequence[Line]) -> Line:
    return replace(row[0], text="| " + " | ".join(line.text for line in row), right=row[-1].right)


def _usual_size(lines: Sequence[Line]) -> float:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0]


def _columns(lines: Sequence[Line]) -> dict[tuple[int, int], float]:
    """How wide the widest line is of those that begin at one place of a page: the width of a column."""
    widths: dict[tuple[int, int], float] = {}
    for line in lines:
        key = _place(line)
        widths[key] = max(widths.get(key, 0.0), line.width)
    return widths


def _place(line: Line) -> tuple[int, int]:
    return line.page, round((line.right if line.rtl else line.left) / 30)


def _continues(paragraph: Paragraph, line: Line, columns: dict[tuple[int, int], float]) -> bool:
    """Whether a line goes on with a paragraph: of the same type, below its last line or at the top of what follows it."""
    last = paragraph.lines[-1]
    if abs(last.size - line.size) > 0.12 * line.size or (last.bold != line.bold and len(paragraph.lines) == 1) or _BULLET.match(line.text):
        return False
    same = last.page == line.page and last.y - line.y > 0
    if not same:  # the next column or page
        return not _STOP.search(last.text[-8:])
    if last.y - line.y > _leading(paragraph, line):
        return False
    start, before = (-line.right, -last.right) if line.rtl else (line.left, last.left)
    if len(paragraph.lines) > 1 and start - before > 0.8 * line.size:
        return False  # indented
    if not _STOP.search(last.text[-8:]):
        return True
    room = columns[_place(last)] - last.width
    return not (line.text[:1].isdigit() or room > 0.12 * columns[_place(last)])


def _leading(paragraph: Paragraph, line: Line) -> float:
    """The distance of lines that is still one of the same paragraph."""
    first, *rest = paragraph.lines
    own = [above.y - below.y for above, below in zip([first, *rest], rest, strict=False) if above.page == below.page and above.y > below.y]
    return 1.25 * min(own) if own else 1.75 * line.size


def _started(line: Line, usual: float) -> Paragraph:
    if line.text.startswith("| "):
        return Paragraph([line], line.text.removeprefix("| "), "row", ((line.page, 0),))
    if match := _BULLET.match(line.text):
        return Paragraph([line], line.text[match.end() :], "item", ((line.page, 0),))
    larger = line.size > 1.12 * usual and not _STOP.search(line.text)
    return Paragraph([line], line.text, "heading" if larger else "", ((line.page, 0),))


def _add(paragraph: Paragraph, line: Line, known: set[str]) -> None:
    text = _joined(paragraph.text, line.text, known)
    if line.page != paragraph.lines[-1].page:
        paragraph.turns = (*paragraph.turns, (line.page, len(text) - len(line.text)))
    paragraph.text = text
    paragraph.lines.append(line)


def _joined(text: str, more: str, known: set[str]) -> str:
    """A text with its next line; a word that was divided at the end of the line is one again."""
    divided = _DIVIDED.search(text, max(0, len(text) - 60))
    if divided is None:
        unspaced = _UNSPACED.match(text[-1:]) and _UNSPACED.match(more[:1])
        return f"{text}{more}" if unspaced or text.endswith(("-", "/")) else f"{text} {more}"
    if not more[:1].islower():
        return text.rstrip("\u00ad") + more if more[:1].isupper() or more[:1].isdigit() else f"{text} {more}"
    if _HANGING.match(more):
        return f"{text} {more}"
    rest = _WORD.match(more)
    hyphened, whole = f"{divided[1]}-{rest[0] if rest else ''}", f"{divided[1]}{rest[0] if rest else ''}"
    return f"{text}{more}" if hyphened in known and whole not in known else text[:-1] + more
