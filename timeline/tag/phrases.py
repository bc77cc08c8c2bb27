r"""The phrase language of the TOML files, parsed to sequences of items.

`{slot}` stands for any word of `[words.slot]` or a number of that kind, and becomes the field `slot`; `{slot:field}` names the
field otherwise. `[…]` is optional, `(a|b)` a choice, `<…>` the extent where words outside it are only context. A space means
that white space may stand there; without one the two must touch. A word that ends in `~` takes all `endings` of the language, and a
mark between apostrophes, as in `'('`, is that mark.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from timeline.errors import LanguageDataError
from timeline.tag.tokens import TOKEN

MOST_VARIANTS = 4096  # of one phrase: more is a slip of the pen, and would slow down loading


class Item(NamedTuple):
    """One step of a phrase: a slot (`=word` for a literal one), the field that it fills, whether it touches the step before."""

    slot: str
    field: str
    touches: bool
    form: str = ""  # a literal's word, in lower case


class Sequence(NamedTuple):
    """A variant of a phrase; the extent is `items[start:end]`."""

    items: tuple[Item, ...]
    start: int
    end: int


_PART = re.compile(
    r"\{(?P<slot>[@\w]+)(?::(?P<field>\w+))?\}|(?P<space>\s+)|'(?P<quoted>[^\w\s])'|(?P<mark>[\[\]()|<>])|(?P<word>[^\W\d_]+~?|\d+|[^\w\s{}])"
)
_OPEN, _CLOSE = Item("<", "", touches=False), Item(">", "", touches=False)
_Choice = list[tuple[Item, ...]]


def parse(phrase: str, endings: tuple[str, ...]) -> list[Sequence]:
    """All variants of a phrase; LanguageDataError where a bracket or a slot is malformed."""
    parts = list(_PART.finditer(phrase))
    if "".join(part[0] for part in parts) != phrase:
        raise LanguageDataError(f"phrase {phrase!r}: a slot or a mark is malformed")
    variants, rest = _choice(parts, 0, phrase, endings)
    if rest != len(parts):
        raise LanguageDataError(f"phrase {phrase!r}: a bracket closes that was not opened")
    return [_sequence(variant) for variant in variants if variant]


def _choice(parts: list[re.Match[str]], index: int, phrase: str, endings: tuple[str, ...]) -> tuple[_Choice, int]:
    """Parse up to a closing bracket: the alternatives, and the index behind them."""
    done: _Choice = []
    current: _Choice = [()]
    while index < len(parts):
        part = parts[index]
        mark = part["mark"]
        if mark in (")", "]"):
            break
        index += 1
        if part["space"]:
            continue
        if mark == "|":
            done, current = done + current, [()]
            continue
        if mark in ("(", "["):
            inner, index = _choice(parts, index, phrase, endings)
            if index >= len(parts) or parts[index]["mark"] != {"(": ")", "[": "]"}[mark]:
                raise LanguageDataError(f"phrase {phrase!r}: {mark!r} is not closed")
            steps = inner if mark == "(" else [*inner, ()]
            index += 1
        else:
            steps = _step(part, parts[index - 2] if index > 1 else None, endings)
        current = [start + step for start in current for step in steps]
        if len(current) > MOST_VARIANTS:
            raise LanguageDataError(f"phrase {phrase!r}: more than {MOST_VARIANTS} variants")
    return done + current, index


def _step(part: re.Match[str], before: re.Match[str] | None, endings: tuple[str, ...]) -> _Choice:
    if part["mark"]:
        return [(_OPEN if part["mark"] == "<" else _CLOSE,)]
    # a mark of punctuation after a blank or a bracket may stand apart
    touches = before is not None and not before["space"] and before["mark"] not in ("(", "[", "|", "<")
    if part["slot"]:
        return [(Item(part["slot"], part["field"] or part["slot"], touches),)]
    word = part["quoted"] or part["word"]
    return [(Item(literal(form), "", touches, form.lower()),) for form in inflect(word, endings)]


def literal(form: str) -> str:
    """The slot of a word that a phrase spells out: with a capital it is another one, which only a capital fills."""
    return f"=^{form.lower()}" if form[:1].isupper() else f"={form}"


def inflect(word: str, endings: tuple[str, ...]) -> tuple[str, ...]:
    """The forms of a word: with a final `~` its stem with each ending, else itself."""
    return tuple(word[:-1] + ending for ending in endings) if word.endswith("~") else (word,)


def _sequence(variant: tuple[Item, ...]) -> Sequence:
    if _OPEN not in variant and _CLOSE not in variant:
        return Sequence(variant, 0, len(variant))
    steps = [item for item in variant if item not in (_OPEN, _CLOSE)]
    start = variant.index(_OPEN) if _OPEN in variant else 0
    end = variant.index(_CLOSE) - (_OPEN in variant) if _CLOSE in variant else len(steps)
    return Sequence(tuple(steps), start, end)


def split_form(form: str) -> tuple[str, ...]:
    """A word form as the tokens that the text shows: `week-end` is three of them."""
    return (form,) if form.isalpha() else tuple(TOKEN.findall(form))
