"""Month names, date words and the order of day and month, as CLDR has them for a language: raw data, read once.

The files are opened past Babel's own functions on purpose: those resolve inheritance in shared tables, and once a language's
stand-alone months have been asked for they appear in others (python-babel/babel#1234).
"""

from __future__ import annotations

import pickle
import re
from functools import cache
from importlib import import_module
from os.path import commonprefix
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_WORD = re.compile(r"[^\W\d_]+")
_LITERAL = re.compile(r"'([^']+)'|([^a-zA-Z\s\d.,;:/()'’،\u200e\u200f-]+)")
# Languages whose case endings CLDR's two forms of a month do not show, because both are the nominative.
_INFLECTING = frozenset({"hu", "et", "ka", "hy", "eu", "az", "kk", "ky", "uz", "sq", "lv", "sr", "mk", "bs", "is", "be"})
_NOMINATIVE = {"lv": "s", "lt": "s"}  # an ending that no other case keeps
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")
_RELATED = {"tl": "fil", "sh": "sr_Latn", "iw": "he", "in": "id"}


class Calendar(NamedTuple):
    """A language's words for dates: `months` maps folded names to numbers, `stems` are patterns of inflected ones."""

    months: dict[str, int]
    abbreviated: dict[str, int]
    stems: tuple[tuple[str, int], ...]
    names: dict[int, str]  # the form that a day date takes, which dateparser reads
    words: tuple[str, ...]  # `de`, `г`: what stands between or after the parts
    year_words: tuple[str, ...]  # `года`: what may follow a year
    year_marks: tuple[str, ...]  # `г`: what makes a number alone a year
    order: str  # of the parts in a date in words: `dMy`, `yMd` …
    month_first: bool  # in a date in digits


def fold(name: str) -> str:
    """A name in lower case, with Turkish and typographic variants of a character as one."""
    return " ".join(name.lower().replace("i\u0307", "i").replace("ı", "i").replace("’", "'").split())


@cache
def calendar(code: str) -> Calendar | None:
    """What CLDR knows of a language's dates, or None for codes that it does not know."""
    layers = [_raw(name) for name in _chain(_RELATED.get(code, code))]
    if not layers or not any("months" in layer for layer in layers):
        return None
    wide = _merged(layers, "format", "wide")
    alone = {**wide, **_merged(layers, "stand-alone", "wide")}
    regional = [_raw(name) for name in _regions(_RELATED.get(code, code))]
    variants = [_months(layer, context, "wide") for layer in regional for context in ("format", "stand-alone")]
    short = [_months(layer, context, "abbreviated") for layer in [*layers, *regional] for context in ("format", "stand-alone")]
    forms, years = _dateparser_words(code)
    months = _unique([wide, alone, *variants, *_tables(forms, 4)])
    patterns = _patterns(layers)
    words = {word for pattern in patterns.values() for word in _literals(pattern)}
    return Calendar(
        months=months,
        abbreviated={name: number for name, number in _unique([*short, *_tables(forms, 3)]).items() if name not in months},
        stems=tuple(_stems(code, wide, alone, months)),
        names=wide,
        words=tuple(sorted(words, key=lambda word: (-len(word), word))),
        year_words=(*years, *sorted(word for word in words if len(word) == 1)),
        year_marks=tuple(_literals(patterns.get("y", ""))),
        order=_order(patterns.get("long", "")),
        month_first=_order(patterns.get("short", "")).startswith("M"),
    )


def _chain(name: str) -> Iterator[str]:
    """The locale and those that it inherits from, without the root, which knows no language."""
    from babel.core import get_global  # noqa: PLC0415 - only texts in a language without data of its own need it
    from babel.localedata import exists  # noqa: PLC0415 - the same

    while name and name != "root" and re.fullmatch(r"\w{2,20}", name, re.ASCII) and exists(name):
        yield name
        name = get_global("parent_exceptions").get(name) or name.rpartition("_")[0]


def _regions(name: str) -> list[str]:
    """The locales of a language's countries and scripts: Arabic, for one, has three sets of month names."""
    from babel.localedata import locale_identifiers  # noqa: PLC0415 - only texts in a language without data of its own need it

    return sorted(one for one in locale_identifiers() if one.startswith(f"{name}_"))


@cache
def _raw(name: str) -> dict[str, Any]:
    from babel.localedata import resolve_locale_filename  # noqa: PLC0415 - only texts in a language without data of its own need it

    with Path(resolve_locale_filename(name)).open("rb") as file:
        loaded: dict[str, Any] = pickle.load(file)  # noqa: S301 - a file of the installed Babel
    return {key: loaded[key] for key in ("months", "date_formats", "datetime_skeletons") if key in loaded}


def _months(layer: dict[str, Any], context: str, width: str) -> dict[int, str]:
    """The names that a file holds itself; an alias to another table is none."""
    value = layer.get("months", {}).get(context, {})
    value = value.get(width, {}) if isinstance(value, dict) else {}
    value = value[1] if isinstance(value, tuple) else value
    return dict(value) if isinstance(value, dict) else {}


def _merged(layers: Iterable[dict[str, Any]], context: str, width: str) -> dict[int, str]:
    merged: dict[int, str] = {}
    for layer in layers:
        merged = {**_months(layer, context, width), **merged}
    return merged


def _patterns(layers: Iterable[dict[str, Any]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for layer in layers:
        for table, keys in (("date_formats", ("full", "long", "short")), ("datetime_skeletons", ("y", "yMMM", "yMMMM", "yMMMd"))):
            for key in keys:
                pattern = getattr(layer.get(table, {}).get(key), "pattern", "")
                if pattern:
                    found.setdefault(key, str(pattern))
    return found


def _unique(tables: Iterable[dict[int, str]]) -> dict[str, int]:
    """Folded names that mean one month everywhere; those that begin with a digit (`1月`) are matched as numbers."""
    numbers: dict[str, set[int]] = {}
    for table in tables:
        for number, name in table.items():
            folded = fold(name).rstrip(".")
            if len(folded) > 1 and not folded[0].isdigit():
                numbers.setdefault(folded, set()).add(number)
    return {name: found.copy().pop() for name, found in numbers.items() if len(found) == 1}


def _stems(code: str, wide: dict[int, str], alone: dict[int, str], months: dict[str, int]) -> Iterator[tuple[str, int]]:
    """Patterns of inflected names (`марте`, `maaliskuussa`) for languages that inflect them, each of one month only."""
    differing = sum(wide[number].lower() != alone[number].lower() for number in wide if number in alone)
    if differing < 6 and code not in _INFLECTING:
        return
    for number in sorted(wide):
        forms = sorted({fold(name).removesuffix(_NOMINATIVE.get(code, " ")) for name in (wide[number], alone.get(number, wide[number]))})
        for stem in _of_forms(forms):
            letters = stem.partition("[")[0].partition("\\w")[0]
            if not any(name.startswith(letters) and other != number for name, other in months.items()):
                yield stem, number


def _of_forms(forms: list[str]) -> list[str]:
    """Patterns of the words that the known forms of one month have a beginning in common with."""
    stem = commonprefix(forms)  # noqa: RUF071 - these are words: character by character is what is wanted
    after = "".join(sorted({form[len(stem)] for form in forms if len(form) > len(stem)}))
    if len(stem) > 3:
        return [rf"{stem}\w{{0,4}}"]
    if len(stem) == 3:  # so short a stem needs a short name or one of the letters that go on in a known form
        return [rf"{stem}\w{{0,2}}" if len(forms[0]) < 5 else rf"{stem}[{after}]\w{{0,4}}"]
    if len(stem) == 2 and all(len(form) == 3 for form in forms):  # the Slavic May
        return [rf"{stem}[{after}ею]"]
    return [rf"{form[:-1]}\w{{0,2}}" for form in forms if len(form) > 4]


def _literals(pattern: str) -> list[str]:
    found = (quoted or plain for quoted, plain in _LITERAL.findall(pattern))
    return [word for text in found for word in _WORD.findall(text)]


def _order(pattern: str) -> str:
    """The order of the parts in a pattern, a letter each."""
    letters = re.sub(r"'[^']*'|[^dMLy]", "", pattern).replace("L", "M")
    return "".join(dict.fromkeys(letters))


def _tables(forms: dict[int, list[str]], shortest: int) -> list[dict[int, str]]:
    return [{number: form} for number, found in forms.items() for form in found if len(form) >= shortest]


def _dateparser_words(code: str) -> tuple[dict[int, list[str]], list[str]]:
    """More forms of the months, and words for `year`, from dateparser's data; it knows case endings that CLDR leaves out."""
    try:
        info = import_module(f"dateparser.data.date_translation_data.{_RELATED.get(code, code)}").info
    except ImportError:
        return {}, []
    forms = {number: [str(form) for form in info.get(month, ()) if _WORD.fullmatch(form)] for number, month in enumerate(_MONTHS, start=1)}
    return forms, sorted(
        {word for word in info.get("year", ()) if len(word) > 2 and _WORD.fullmatch(word)}, key=lambda word: (-len(word), word)
    )
