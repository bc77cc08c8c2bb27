"""What words name in a language-neutral way: `festgenommen`, `arrested` and `arrêté` are all `arrest`.

The words stand in the table `concepts` of each language's file; a language without it has none, and is compared by names, numbers
and words that are spelled alike.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from timeline.languages import load

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# How long an ending a short stem may have, or it would begin half the dictionary: `port` is no part of `portrait`.
_ENDINGS = {1: 0, 2: 1, 3: 2, 4: 3}
_LONGEST = 14
_INNER = 5  # the shortest stem that is looked for inside a compound: shorter ones turn up by chance
_CLUSTERS = (("sch", "s"), ("sh", "s"), ("ch", "k"), ("ph", "f"), ("th", "t"), ("ou", "u"), ("qu", "k"), ("oe", "o"), ("ck", "k"))
_LETTERS = str.maketrans({"c": "k", "q": "k", "z": "s", "w": "v", "y": "i", "j": "i", "h": None, "x": "s"})


@lru_cache(1 << 16)
def fold(word: str) -> str:
    """A word without case and accents."""
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


@lru_cache(1 << 16)
def spelling(folded: str) -> str:
    """A word as languages that borrow it from each other might agree to spell it: Koursk and Kursk, candidate and Kandidat."""
    for cluster, letter in _CLUSTERS:
        folded = folded.replace(cluster, letter)
    return re.sub(r"(.)\1+", r"\1", folded.translate(_LETTERS))


@cache
def concepts(code: str, folded: str) -> frozenset[str]:
    """The concepts that a folded word of a language names; several where it is ambiguous or a compound."""
    stems, compounds = _stems(code)
    for length in range(min(len(folded), _LONGEST), 0, -1):
        if (found := stems.get(folded[:length])) and len(folded) - length <= _ENDINGS.get(length, _LONGEST):
            return found | _inside(folded, length, stems) if compounds else found
    return _inside(folded, 2, stems) if compounds else frozenset()


@cache
def countries(code: str) -> frozenset[str]:
    """The concepts that are countries: their names have a capital and are still no names of persons or places to be compared as such."""
    return frozenset(_table(code).get("countries", ()))


def _inside(folded: str, start: int, stems: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """The concept of a compound's last part: the first stem from the left that is none of its beginning."""
    for place in range(start, len(folded) - _INNER + 1):
        for length in range(min(len(folded) - place, _LONGEST), _INNER - 1, -1):
            if found := stems.get(folded[place : place + length]):
                return found
    return frozenset()


@cache
def _stems(code: str) -> tuple[Mapping[str, frozenset[str]], bool]:
    language = load(code)
    stems: dict[str, frozenset[str]] = {}
    for concept, words in _named(_table(code)):
        for word in words.split():
            stem = fold(word)
            stems[stem] = stems.get(stem, frozenset()) | {concept}
    return stems, bool(language and language.data.get("compounds"))


def _named(table: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, words in table.items():
        if isinstance(words, str):
            yield name, words
        else:
            yield from _named(words)


def _table(code: str) -> Mapping[str, Any]:
    language = load(code)
    table: Mapping[str, Any] = language.data.get("concepts", {}) if language else {}
    return table
