"""Text to tokens: runs of digits, runs of letters, single marks; white space only separates them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

TOKEN = re.compile(r"\d+|[^\W\d_]+|[^\w\s]|_")
# What typography writes in several ways is matched in one way.
_SAME = str.maketrans({"’": "'", "ʼ": "'", "–": "-", "—": "-", "‑": "-", "‐": "-", "−": "-"})
_ODD = re.compile("[’ʼ–—‑‐−]")
# A place that cannot lie inside an expression: the end of a line, or of a sentence whose last word is no abbreviation or number.
_STRETCH = re.compile(r"(?:[a-zà-ÿ]{5}[.!?]\s+(?=[A-ZÀ-Þ„“«»])|\n)+")


class Tokens:
    """The folded words of a stretch of text; where they stand is worked out when it is first asked for.

    Most stretches hold no date, and of those that do most words are never looked at again.
    """

    __slots__ = ("_ends", "_starts", "end", "folded", "start", "text", "words")

    def __init__(self, text: str, folded: str, start: int, end: int) -> None:
        self.text, self.folded, self.start, self.end = text, folded, start, end
        self.words: list[str] = TOKEN.findall(folded, start, end)
        self._starts: list[int] = []
        self._ends: list[int] = []

    @property
    def starts(self) -> list[int]:
        """Where each token starts, in code points of the whole text."""
        if not self._starts:
            self._locate()
        return self._starts

    @property
    def ends(self) -> list[int]:
        """Where each token ends."""
        if not self._starts:
            self._locate()
        return self._ends

    def _locate(self) -> None:
        """One search for each word from where the last one ended: the words are known, only blanks lie between them."""
        find, place = self.folded.find, self.start
        for word in self.words:
            place = find(word, place)
            self._starts.append(place)
            place += len(word)
            self._ends.append(place)

    def __len__(self) -> int:
        return len(self.words)


def fold(text: str) -> str:
    """Lower case and one kind of apostrophe and dash, with every code point kept in its place."""
    lower = text.lower()
    if len(lower) != len(text):  # `İ` becomes two code points: fold such characters to themselves
        lower = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    return lower.translate(_SAME) if _ODD.search(lower) else lower


def stretches(text: str) -> Iterator[tuple[int, int]]:
    """The text cut where no expression can be cut: roughly its sentences, so that those without a date cost next to nothing."""
    start = 0
    for match in _STRETCH.finditer(text):
        if match.start() > start:
            yield start, match.end()
        start = match.end()
    if start < len(text):
        yield start, len(text)
