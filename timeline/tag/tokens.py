"""Text to tokens: runs of digits, runs of letters, single marks; white space only separates them."""

from __future__ import annotations

import re
from typing import NamedTuple

TOKEN = re.compile(r"\d+|[^\W\d_]+|[^\w\s]|_")
# What typography writes in several ways is matched in one way.
_SAME = str.maketrans({"’": "'", "ʼ": "'", "–": "-", "—": "-", "‑": "-", "‐": "-", "−": "-"})


class Tokens(NamedTuple):
    """Parallel lists: the folded word, and where it starts and ends in the text (code points)."""

    words: list[str]
    starts: list[int]
    ends: list[int]


def fold(text: str) -> str:
    """Lower case and one kind of apostrophe and dash, with every code point kept in its place."""
    lower = text.lower()
    if len(lower) != len(text):  # `İ` becomes two code points: fold such characters to themselves
        lower = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    return lower.translate(_SAME)


def tokenize(folded: str, start: int = 0, end: int | None = None) -> Tokens:
    """The tokens of an already folded text between two offsets."""
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in TOKEN.finditer(folded, start, len(folded) if end is None else end):
        words.append(match[0])
        starts.append(match.start())
        ends.append(match.end())
    return Tokens(words, starts, ends)
