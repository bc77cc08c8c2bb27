"""The words of a language by their first token, and the slots that a number can fill."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from timeline.errors import LanguageDataError
from timeline.tag.phrases import inflect, split_form
from timeline.tag.tokens import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Value = int | float | str


class Lexeme(NamedTuple):
    """A word, or several, that can fill a slot. `tail` are the tokens after the first; `capital` asks for one in the text."""

    slot: str
    value: Value
    tail: tuple[str, ...] = ()
    capital: bool = False


Lexicon = dict[str, list[Lexeme]]


def value_of(key: str) -> Value:
    """A TOML key as the value that it spells: `10`, `-1`, `0.5` or a word."""
    if not key or key[-1].isalpha():  # most keys are words: asked first, since a failed conversion costs more
        return key
    for kind in (int, float):
        try:
            return kind(key)
        except ValueError:
            continue
    return key


def compile_words(data: Mapping[str, Any], endings: tuple[str, ...], file: str) -> Lexicon:
    """All `[words]` of a language; a table gives values to its words, a plain list is a class without values."""
    lexicon: Lexicon = {}
    for slot, entries in data.items():
        if not isinstance(entries, dict | list):
            raise LanguageDataError(f"{file}: words.{slot} is neither a list nor a table of lists")
        for key, forms in entries.items() if isinstance(entries, dict) else [("", entries)]:
            value = value_of(key)
            for form in forms:
                for inflected in inflect(form, endings):
                    add(lexicon, slot, value, inflected)
    return lexicon


def add(lexicon: Lexicon, slot: str, value: Value, form: str) -> None:
    """Enter a word form under its first token, with and without the final dot of an abbreviation."""
    tokens = split_form(fold(form))
    capital = form[:1].isupper()
    entries = lexicon.setdefault(tokens[0], [])
    if tokens[-1] == "." and len(tokens) > 1:
        entries.append(Lexeme(slot, value, tokens[1:-1], capital))
    entries.append(Lexeme(slot, value, tokens[1:], capital))


def compose(numbers: Mapping[str, Any], patterns: list[str]) -> Iterator[tuple[int, str]]:
    """The number words from 21 to 99 that a language builds by a pattern of `{unit}` and `{ten}`."""
    for ten in range(20, 100, 10):
        for unit in range(1, 10):
            for tens, units in ((t, u) for t in numbers.get(str(ten), ()) for u in numbers.get(str(unit), ())):
                for pattern in patterns:
                    yield ten + unit, pattern.format(ten=tens, unit=units)


@lru_cache(maxsize=4096)
def number(digits: str) -> tuple[Lexeme, ...]:
    """The slots that a run of digits can fill: `day`, `mm`, `year`, `yy`, `hour`, `minute`, `n` (a count), `nn` (two digits)."""
    if len(digits) > 6:
        return ()
    n = int(digits)
    found = [Lexeme("n", n), Lexeme("num", n)]
    if len(digits) <= 2:
        found += [
            Lexeme(slot, n) for slot, low, high in (("day", 1, 31), ("mm", 1, 12), ("hour", 0, 24), ("week", 1, 53)) if low <= n <= high
        ]
    if len(digits) == 2:
        found += [Lexeme("nn", n), Lexeme("yy", n)] + ([Lexeme("minute", n)] if n < 60 else [])
        found += [Lexeme("dd", n)] if 1 <= n <= 31 else []
    if len(digits) == 4 and 1000 <= n <= 2999:
        found.append(Lexeme("year", n))
    if len(digits) == 4 and n // 100 <= 24 and n % 100 < 60:
        found.append(Lexeme("hhmm", digits))
    if 3 <= len(digits) <= 5:
        found.append(Lexeme("anyyear", n))
    return tuple(found)
