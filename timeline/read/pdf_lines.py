"""The lines of a PDF's pages, with their places: PDF knows where each character stands, and hardly anything else."""

from __future__ import annotations

import ctypes
import math
import unicodedata
from dataclasses import dataclass
from itertools import pairwise
from statistics import median_low
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

UNKNOWN = "\ufffd"
_HYPHENS = frozenset({0x02, 0xFFFE})  # what PDFium has in place of a hyphen and the line's end after it
_GUTTER = 0.9  # times the size of the letters; a wider gap within a line may divide columns or cells
_GULF = 2.5  # the same, where all gaps of the line are as wide
_SPACE = 0.18  # the same; a wider gap divides words where the file's own spaces cannot be relied on
_RTL = frozenset({"R", "AL"})


@dataclass(frozen=True, slots=True)
class Line:
    """A line of one column, or a cell: where it stands (in points from the page's lower left corner), its page and its type.

    `size` is the size of its letters, `y` the line that they stand on.
    """

    text: str
    left: float
    right: float
    y: float
    size: float
    page: int
    bold: bool = False
    rtl: bool = False
    beside: bool = False  # it stands beside the line before it: a cell of the same row, or a line of the next column

    @property
    def width(self) -> float:
        """Its width in points."""
        return self.right - self.left


def page_lines(textpage: Any, number: int) -> Iterator[Line]:
    """The lines of a page in the order in which the file draws them."""
    from pypdfium2 import raw  # noqa: PLC0415 - of an extra; the reader has asked for it

    chars = _Chars(raw, textpage)
    waiting: list[int] = []  # of a line from the right, which PDFium may give in several parts and in any order
    for part in _parts(chars):
        if _is_rtl([chars.text(index) for index in part]):
            if waiting and not _is_same_line(chars, waiting, part):
                yield _from_the_right(chars, waiting, number)
                waiting = []
            waiting += part
        else:
            if waiting:
                yield _from_the_right(chars, waiting, number)
                waiting = []
            yield from _from_the_left(chars, part, number)
    if waiting:
        yield _from_the_right(chars, waiting, number)


def _parts(chars: _Chars) -> Iterator[list[int]]:
    """The stretches between line ends, without white space around them; empty ones are left out."""
    part: list[int] = []
    for index, code in enumerate([*chars.codes, 10]):
        if code not in {10, 13}:
            part.append(index)
        if code in {10, 13} or code in _HYPHENS:
            while part and chars.text(part[-1]).isspace():
                part.pop()
            start = next((at for at, one in enumerate(part) if not chars.text(one).isspace()), 0)
            if part:
                yield part[start:]
            part = []


def _is_same_line(chars: _Chars, one: Sequence[int], other: Sequence[int]) -> bool:
    size = chars.size(one[-1])
    (left, right), (begin, end) = _extent(chars, one), _extent(chars, other)
    return abs(chars.y(one[-1]) - chars.y(other[-1])) < 0.3 * size and begin - right < 2 * size and left - end < 2 * size


def _extent(chars: _Chars, shown: Sequence[int]) -> tuple[float, float]:
    sides = [chars.sides(index) for index in shown]
    return min(left for left, _ in sides), max(right for _, right in sides)


def _from_the_right(chars: _Chars, part: Sequence[int], page: int) -> Line:
    shown = [index for index in part if not chars.text(index).isspace()]
    left, right = _extent(chars, shown)
    last = shown[-1]
    return Line(_logical(chars, shown), left, right, chars.y(last), chars.size(last), page, chars.bold(last), rtl=True)


def _from_the_left(chars: _Chars, part: Sequence[int], page: int) -> Iterator[Line]:
    """A stretch as a line, or as several where it runs across a gutter."""
    start, end = part[0], part[-1] + 1
    for at, (first, last) in enumerate(pairwise([start, *chars.gaps(start, end), end])):
        shown = [index for index in _ends(chars, first, last) if not chars.text(index).isspace()]
        text = " ".join("".join(chars.text(index) for index in range(first, last)).split())
        if shown and text:
            left, right = _extent(chars, shown)
            yield Line(text, left, right, chars.y(shown[0]), chars.size(shown[0]), page, chars.bold(shown[0]), beside=at > 0)


def _ends(chars: _Chars, first: int, last: int) -> tuple[int, int]:
    while last - 1 > first and chars.text(last - 1).isspace():
        last -= 1
    return first, last - 1


class _Chars:
    """The characters of a page: codes at once, places only where they are asked for, for each costs a call."""

    def __init__(self, raw: Any, textpage: Any) -> None:
        self._raw = raw
        self._page = textpage
        count = raw.FPDFText_CountChars(textpage)
        get = raw.FPDFText_GetUnicode
        self.codes: list[int] = [get(textpage, index) for index in range(count)]

    def text(self, index: int) -> str:
        code = self.codes[index]
        if code in _HYPHENS:
            return "-"
        return UNKNOWN if code == 0 or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF else chr(code)

    def sides(self, index: int) -> tuple[float, float]:
        """Where the character begins and ends on its line, with the room that its font gives it."""
        rect = self._raw.FS_RECTF()
        self._raw.FPDFText_GetLooseCharBox(self._page, index, ctypes.byref(rect))
        return min(rect.left, rect.right), max(rect.left, rect.right)

    def y(self, index: int) -> float:
        x, y = ctypes.c_double(), ctypes.c_double()
        self._raw.FPDFText_GetCharOrigin(self._page, index, ctypes.byref(x), ctypes.byref(y))
        return y.value

    def size(self, index: int) -> float:
        matrix = self._raw.FS_MATRIX()
        scaled = self._raw.FPDFText_GetMatrix(self._page, index, ctypes.byref(matrix))
        size = self._raw.FPDFText_GetFontSize(self._page, index) * (math.hypot(matrix.c, matrix.d) if scaled else 1)
        return float(min(max(size, 1.0), 1000.0))

    def bold(self, index: int) -> bool:
        name, flags = ctypes.create_string_buffer(100), ctypes.c_int()
        self._raw.FPDFText_GetFontInfo(self._page, index, name, len(name), ctypes.byref(flags))
        return b"bold" in name.value.lower() or b"black" in name.value.lower()

    def gaps(self, start: int, end: int) -> list[int]:
        """The indices after spaces that are wide for the letters and for the line: in a justified one all spaces are."""
        found = {}
        for index in range(start + 1, end - 1):
            if self.codes[index] == 32 and self.codes[index + 1] != 32:
                found[index + 1] = self.sides(index + 1)[0] - self.sides(self._visible(index, -1))[1]
        size, usual = self.size(start), median_low([*found.values(), 0.0])
        return [index for index, gap in found.items() if gap > (_GUTTER if gap > 2 * usual else _GULF) * size]

    def _visible(self, index: int, step: int) -> int:
        while 0 < index < len(self.codes) - 1 and self.codes[index] == 32:
            index += step
        return index


def _is_rtl(characters: Sequence[str]) -> bool:
    """Whether a line is written from the right: most of its letters are Hebrew or Arabic."""
    if all(character < "\u0590" for character in characters):
        return False
    letters = [unicodedata.bidirectional(character) for character in characters if character.isalpha()]
    return sum(kind in _RTL for kind in letters) * 2 > len(letters)


def _logical(chars: _Chars, shown: Sequence[int]) -> str:
    """A line from the right in the order in which it is read, from where its characters stand: files store it in either order.

    Characters go from the right to the left; runs of digits and of other scripts in it the other way round. Spaces are where gaps are.
    """
    sides = {index: chars.sides(index) for index in shown}
    placed = sorted(shown, key=lambda index: (-round(sides[index][1], 1), index))
    gap = _SPACE * chars.size(shown[0])
    parts: list[str] = []
    for before, index in pairwise([placed[0], *placed]):
        if sides[before][0] - sides[index][1] > gap:
            parts.append(" ")
        parts.append(unicodedata.normalize("NFKC", chars.text(index)))
    return "".join(_turned(parts))


def _turned(parts: Sequence[str]) -> Iterator[str]:
    """The parts with runs that are written from the left put right; marks between two digits belong to their run."""
    run: list[str] = []
    marks: list[str] = []
    for part in parts:
        kind = unicodedata.bidirectional(part[:1]) if part else "BN"
        if kind in {"L", "EN", "AN"}:
            run += [*marks, part]
            marks = []
        elif run and (kind in {"ES", "CS", "ET"} or (kind == "WS" and unicodedata.bidirectional(run[-1][:1]) == "L")):
            marks.append(part)
        else:
            yield from reversed(run)
            yield from (*marks, part)
            run, marks = [], []
    yield from reversed(run)
    yield from marks
