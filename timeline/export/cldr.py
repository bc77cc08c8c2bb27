"""Calendar units in words, by CLDR's patterns (Babel), for years that `datetime` cannot hold as well.

Babel formats the years 1 to 9999. Any other year borrows a year of the same calendar (400 years are a whole number of weeks), and
its number and era are put into the pattern as text.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from babel.dates import format_date, match_skeleton, tokenize_pattern, untokenize_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from babel import Locale

    from timeline.model import Day

Token = tuple[str, str | tuple[str, int]]

LONG = "long"
MONTH = "yMMMM"
YEAR = "y"
QUARTER = "yQQQQ"
SHORT_MONTH_DAY = "MMMd"

_WITH_ERA = {LONG: ("GyMMMMd", "GyMMMd"), MONTH: ("GyMMMM", "GyMMM"), YEAR: ("Gy",), QUARTER: ("GyQQQQ",)}
_INTERVALS = {LONG: ("yMMMMd", "yMMMd"), MONTH: ("yMMMM",), YEAR: ("y",)}


@lru_cache(maxsize=8192)
def unit(locale: Locale, day: Day, skeleton: str, *, inflected: bool = False) -> str:
    """The unit around `day` in words. `inflected` asks for the form after a preposition (Polish `czerwca 2024`).

    Years before 100 bear their era, so that the year 79 is not read as 1979.
    """
    if day.year < 100 and skeleton in _WITH_ERA:
        return _fill(_era_pattern(locale, skeleton), day, locale)
    pattern = _pattern(locale, skeleton)
    return _fill(_in_format_case(pattern) if inflected else pattern, day, locale)


def interval(locale: Locale, first: Day, last: Day, skeleton: str) -> str:
    """A range of days, months or years that names shared parts once (`3.–5. Mai 2024`), after UTS 35, interval formats."""
    difference = "y" if first.year != last.year else "M" if first.month != last.month else "d"
    parts = _interval_patterns(locale, skeleton, difference)
    if not parts or first.year < 100:
        return join(locale, unit(locale, first, skeleton), unit(locale, last, skeleton))
    start, end = parts
    return _fill(start, first, locale) + _fill(end, last, locale)


def join(locale: Locale, first: str, last: str) -> str:
    """Two ends of a range that share no part."""
    return str(locale.interval_formats[None]).format(first, last)


def _pattern(locale: Locale, skeleton: str) -> str:
    if skeleton == LONG:
        return str(locale.date_formats["long"].pattern)
    skeletons = locale.datetime_skeletons
    name = skeleton if skeleton in skeletons else match_skeleton(skeleton, skeletons)
    # a bare stand-alone month would leak between languages (python-babel 1234); every skeleton here has a year or a day beside it
    return str(skeletons[name].pattern) if name else "y-MM-dd"


@lru_cache(maxsize=512)
def _interval_patterns(locale: Locale, skeleton: str, difference: str) -> tuple[str, ...]:
    formats = locale.interval_formats
    for name in _INTERVALS.get(skeleton, ()):
        if difference in formats.get(name, {}):
            return tuple(_widened(str(part)) for part in formats[name][difference])
    return ()


def _era_pattern(locale: Locale, skeleton: str) -> str:
    skeletons = locale.datetime_skeletons
    for name in _WITH_ERA[skeleton]:
        if name in skeletons:
            return _widened(str(skeletons[name].pattern))
    return _pattern(locale, skeleton).replace("y", str(skeletons["Gy"].pattern), 1)


def _widened(pattern: str) -> str:
    """The pattern with months in full and days without a leading zero (UTS 35 lets a matched skeleton's widths be adjusted)."""
    return untokenize_pattern(_wide(token) for token in tokenize_pattern(pattern))


def _wide(token: Token) -> Token:
    match token:
        case ("field", ("M" | "L" as field, 3)):
            return ("field", (field, 4))
        case ("field", ("d", 2)):
            return ("field", ("d", 1))
    return token


def _in_format_case(pattern: str) -> str:
    return untokenize_pattern(_format_case(token) for token in tokenize_pattern(pattern))


def _format_case(token: Token) -> Token:
    match token:
        case ("field", ("L", width)):
            return ("field", ("M", int(width)))
    return token


def _fill(pattern: str, day: Day, locale: Locale) -> str:
    if not 1 <= day.year <= 9999 or "G" in pattern:
        pattern = untokenize_pattern(_spelled(tokenize_pattern(pattern), day.year, locale))
    year = day.year if 1 <= day.year <= 9999 else 2000 + day.year % 400
    return format_date(date(year, *day[1:]), pattern, locale=locale)


def _spelled(tokens: list[Token], year: int, locale: Locale) -> Iterator[Token]:
    """The tokens with year and era as literal text: 0 is 1 BC, -43 is 44 BC."""
    for token in tokens:
        if token[0] == "field" and token[1][0] == "y":
            yield ("chars", str(year if year > 0 else 1 - year))
        elif token[0] == "field" and token[1][0] == "G":
            yield ("chars", str(locale.eras["abbreviated"][1 if year > 0 else 0]))
        else:
            yield token
