"""How running text is laid out: lines to paragraphs, and what each paragraph is.

Newspapers' plain texts come with menus, headlines without any mark, photo credits and stray words such as `Comments`. Blocks
of kind heading and caption hold no statements; items and paragraphs may.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from timeline.model import Block

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_WIDEST_WRAP = 120  # nobody wraps by hand at more than this: longer lines are whole paragraphs
_SLACK = 15  # so much room left at a line's end means that the break was meant
_LONGEST_HEADING = 120
_LONGEST_TITLE = 200
_LONGEST_CAPTION = 400
_BULLET = re.compile(r"\s*[-*+•·‣▪◦–—]\s+(?=\S)")
_NUMBER = re.compile(r"\s*(\d{1,3})[.)]\s+(?=\S)")
_RULE = re.compile(r"[-=_*~#+·.•\s]+")
_SENTENCE_END = re.compile(r"[.!:;,…。！；：，]['\"”“»«’)\]]*$")
_STOP = re.compile(r"[.!?:…。！？：]['\"”“»«’)\]]*$")
_CREDIT = re.compile(
    r"©|\(c\)\s|\b(?:Fotos?|Bild(?:er)?|Bildquelle|Symbolbild|Symbolfoto|Grafik|Archivfoto|Archivbild|Photos?|Pictures?|Images?|Credits?|Illustration)\s?:"
    r"|\|\s?(?:links|rechts|oben|unten|left|right|above|below)\s?:",
)
# Words that pages carry around an article and that copying takes along, folded; repeated ones are found without a list.
_STRAY = frozenset(
    {
        "kommentare",
        "kommentieren",
        "kommentar schreiben",
        "auch interessant",
        "mehr zum thema",
        "lesen sie auch",
        "das könnte sie auch interessieren",
        "anzeige",
        "werbung",
        "teilen",
        "drucken",
        "merken",
        "vorlesen",
        "newsletter",
        "startseite",
        "zur startseite",
        "comments",
        "leave a comment",
        "advertisement",
        "share",
        "share this",
        "print",
        "read more",
        "related",
        "related articles",
        "related stories",
        "more on this story",
        "read also",
        "subscribe",
        "sign up",
        "home",
    }
)
_DIGIT = re.compile(r"\d")
_LONG = 1 << 20
_SPACES = re.compile(r"\s{2,}|[^\S ]")
# Scripts that set no space between words: Chinese and Japanese, with their punctuation and full-width forms.
_UNSPACED = re.compile("[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")


class Piece(NamedTuple):
    """A paragraph on its way to a block: its kind (empty while open), its text, and whether it stood on one line."""

    kind: str
    text: str
    single: bool = False


class Run(NamedTuple):
    """Lines that make one paragraph: the first one, the one after the last, and whether they are an item of a list."""

    first: int
    end: int
    item: bool


def runs(lines: Sequence[str]) -> Iterator[Run]:
    """Divide lines into paragraphs: at blank lines and rules, and where a line break inside them was meant."""
    first = 0
    for index, line in enumerate(lines):
        if not line or (not line[0].isalnum() and _RULE.fullmatch(line)):
            if first < index:
                yield from _group(lines, first, index)
            first = index + 1
    if first < len(lines):
        yield from _group(lines, first, len(lines))


def reflow(lines: Sequence[str]) -> str:
    """Lines as one paragraph, with single spaces; none between two characters of a script that sets none."""
    parts = [lines[0].strip()]
    for line in lines[1:]:
        word = line.strip()
        if not (_UNSPACED.match(parts[-1][-1:]) and _UNSPACED.match(word)):
            parts.append(" ")
        parts.append(word)
    return tighten("".join(parts))


def tighten(text: str) -> str:
    """The text with every run of white space as one space."""
    if len(text) < _LONG:
        return " ".join(text.split())
    return _SPACES.sub(" ", text).strip()  # slower, but without a list of a whole book's words


def without_bullet(line: str) -> str:
    """The line without the mark of a list item; a number stays, for it may be the day of a date."""
    return _BULLET.sub("", line, count=1)


def is_meant(before: str, after: str) -> bool:
    """Whether a line break between two lines ends a paragraph, as far as the words can tell."""
    return bool(_STOP.search(before[-8:])) or after[:1].isdigit()


def classify(pieces: Sequence[Piece]) -> list[Piece]:
    """Give every open piece its kind: heading, paragraph, item or caption."""
    stray = _stray(pieces)
    kinds = [piece.kind or _sure(piece, stray) for piece in pieces]
    following = ""
    for index in range(len(pieces) - 1, -1, -1):
        kinds[index] = kinds[index] or _heading(pieces[index].text, following)
        if kinds[index] != "caption":
            following = _role(kinds[index], following)
    _mark_title(pieces, kinds)
    _mark_leftovers(pieces, kinds)
    return [piece if piece.kind == kind else Piece(kind, piece.text, piece.single) for kind, piece in zip(kinds, pieces, strict=True)]


def assemble(pieces: Iterable[Piece]) -> tuple[str, tuple[Block, ...]]:
    """The document's text and its blocks: items stand on lines of their own, other pieces have a blank line between them."""
    parts: list[str] = []
    blocks: list[Block] = []
    at, last = 0, ""
    for piece in pieces:
        if parts:
            gap = "\n" if last == piece.kind == "item" else "\n\n"
            parts.append(gap)
            at += len(gap)
        parts.append(piece.text)
        blocks.append(Block(piece.kind, at, at + len(piece.text)))
        at += len(piece.text)
        last = piece.kind
    return "".join(parts), tuple(blocks)


def is_caption(text: str) -> bool:
    """Whether a paragraph is a photo's caption or credit."""
    return len(text) <= _LONGEST_CAPTION and (":" in text or "©" in text or "(c)" in text) and bool(_CREDIT.search(text))


def _group(lines: Sequence[str], first: int, end: int) -> Iterator[Run]:
    """The paragraphs among lines without a blank one between them."""
    if end - first == 1 and lines[first][0].isalpha():
        yield Run(first, end, item=False)
        return
    marked = _list_starts(lines, first, end)
    if marked:
        bounds = [first, *sorted(marked - {first}), end]
        yield from (Run(start, stop, start in marked) for start, stop in pairwise(bounds))
        return
    start = first
    width = max(len(lines[index]) for index in range(first, end))
    separate = width > _WIDEST_WRAP or (
        lines[first].lstrip()[:1].isdigit() and all(lines[index].lstrip()[:1].isdigit() for index in range(first, end))
    )
    for index in range(first, end - 1):
        if separate or _was_meant(lines[index], lines[index + 1], width, is_first=index == first):
            yield Run(start, index + 1, item=False)
            start = index + 1
    yield Run(start, end, item=False)


def _list_starts(lines: Sequence[str], first: int, end: int) -> set[int]:
    """The lines that start an item, if these lines are a list: bulleted, or numbered 1, 2, 3 (a lone `6.` is a date)."""
    head = first if lines[first].rstrip()[-1:] != ":" else first + 1
    if head < end and _BULLET.match(lines[head]):
        return {index for index in range(head, end) if _BULLET.match(lines[index])}
    if head == end or not _NUMBER.match(lines[head]):
        return set()
    starts: list[int] = []
    for index in range(head, end):
        match = _NUMBER.match(lines[index])
        if match and int(match[1]) == len(starts) + 1:
            starts.append(index)
    return set(starts) if len(starts) > 1 and starts[0] == head else set()


def _was_meant(line: str, after: str, width: int, *, is_first: bool) -> bool:
    """Whether the next word would have had room on this line, and the words allow a paragraph to end here."""
    line, word = line.rstrip(), after.split(None, 1)[0]
    if len(line) + 1 + len(word) + _SLACK > width:
        return False
    return is_meant(line, word) or (is_first and word[:1].isupper() and line[-1:] not in ",;-–")


def _stray(pieces: Sequence[Piece]) -> set[str]:
    """Short lines that stand alone more than once: they belong to the page, not to the article."""
    counts = Counter(piece.text.casefold() for piece in pieces if piece.single and _is_short(piece.text))
    return {text for text, count in counts.items() if count > 1} | _STRAY


def _is_short(text: str) -> bool:
    return len(text) <= 40 and not _SENTENCE_END.search(text[-8:]) and not _DIGIT.search(text)


def _sure(piece: Piece, stray: set[str]) -> str:
    """The kind that a piece has whatever stands around it, or an empty string for what may be a heading."""
    if is_caption(piece.text) or (piece.single and piece.text.casefold() in stray):
        return "caption"
    return "" if piece.single and _looks_like_heading(piece.text, _LONGEST_HEADING) else "paragraph"


def _looks_like_heading(text: str, longest: int) -> bool:
    if len(text) > longest or text[0].islower() or _SENTENCE_END.search(text[-8:]):
        return False
    return text[0].isalpha() or any(char.isalpha() for char in text)


def _heading(text: str, following: str) -> str:
    """`heading` for a line that introduces something; a question may be one as well as a paragraph, so it is kept as text if long."""
    return "heading" if following in {"text", "heading"} and not (text.endswith("?") and len(text) > 80) else "paragraph?"


def _role(kind: str, following: str) -> str:
    """What a piece is to the one before it: text to introduce, a heading that may have one more above it, or neither."""
    if kind == "heading":
        return "heading" if following == "text" else "headings"
    return "" if kind == "paragraph?" else "text"


def _mark_title(pieces: Sequence[Piece], kinds: list[str]) -> None:
    """The first line is the title if it looks like one and real paragraphs follow."""
    if (
        pieces
        and pieces[0].single
        and _looks_like_heading(pieces[0].text, _LONGEST_TITLE)
        and kinds[0] != "caption"
        and "paragraph" in kinds[1:]
    ):
        kinds[0] = "heading"


def _mark_leftovers(pieces: Sequence[Piece], kinds: list[str]) -> None:
    """Short lines after the last paragraph that introduce nothing are remains of the page; other such lines are text."""
    last = max((index for index, kind in enumerate(kinds) if kind == "paragraph"), default=len(kinds))
    for index, kind in enumerate(kinds):
        if kind == "paragraph?":
            kinds[index] = "caption" if index > last and _is_short(pieces[index].text) else "paragraph"
