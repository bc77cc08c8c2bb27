"""Text to tokens: runs of digits, runs of letters, single marks; white space only separates them."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate, chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

TOKEN = re.compile(r"\d+|[^\W\d_]+|[^\w\s]|_")
# What typography writes in several ways is matched in one way.
_SAME = str.maketrans({"’": "'", "ʼ": "'", "–": "-", "—": "-", "‑": "-", "‐": "-", "−": "-"})


class Tokens:
    """The tokens of a text as the numbers of their symbols; where they stand is worked out for those that are asked for.

    A text is cut at its spaces, and `alphabet` knows the symbols of each part: most parts hold no date and are never looked at again.
    One more symbol, `end`, closes the list.
    """

    __slots__ = ("_behind", "_ends", "_parts", "_places", "symbols", "text")

    def __init__(self, text: str, alphabet: Mapping[str, tuple[int, ...]], end: int) -> None:
        self.text = text
        self._parts = text.split(" ")
        known = list(map(alphabet.__getitem__, self._parts))
        self.symbols = [*chain.from_iterable(known), end]
        self._behind = list(accumulate(map(len, known)))  # how many tokens there are up to the end of each part
        self._ends: list[int] = []  # where each part ends, spaces left out
        self._places: dict[int, list[tuple[int, int]]] = {}

    def __len__(self) -> int:
        return len(self.symbols) - 1

    def span(self, index: int) -> tuple[int, int]:
        """Where a token starts and ends, in code points of the text."""
        number = bisect_right(self._behind, index)
        places = self._places.get(number) or self._locate(number)
        return places[index - self._behind[number]]  # counted from the last token of the part

    def _locate(self, number: int) -> list[tuple[int, int]]:
        if not self._ends:
            self._ends = list(accumulate(map(len, self._parts)))
        part, end = self._parts[number], self._ends[number] + number  # a space stands before each part but the first
        start = end - len(part)
        alone = part.isalpha() or part.isdecimal()
        places = [(start, end)] if alone else [(start + match.start(), start + match.end()) for match in TOKEN.finditer(part)]
        self._places[number] = places
        return places

    def start(self, index: int) -> int:
        """Where a token starts."""
        return self.span(index)[0]

    def end(self, index: int) -> int:
        """Where a token ends."""
        return self.span(index)[1]

    def written(self, index: int) -> str:
        """A token as the text has it; empty outside the text."""
        if not 0 <= index < len(self):
            return ""
        start, end = self.span(index)
        return self.text[start:end]

    def word(self, index: int) -> str:
        """A token as the words of a language are looked up; empty outside the text."""
        return fold(self.written(index))


def fold(text: str) -> str:
    """Lower case and one kind of apostrophe and dash, with every code point kept in its place."""
    lower = text.lower()
    if lower.isascii():
        return lower
    if len(lower) != len(text):  # `İ` becomes two code points: fold such characters to themselves
        lower = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    return lower if lower.isalnum() else lower.translate(_SAME)
