"""Dates in languages without data of their own: absolute ones only, found by CLDR's words and read one by one by dateparser.

A date needs a year of four digits. Every candidate names its parts, so a month is never given a day. `dateparser` alone would
find days of the week in articles and pronouns; here it only confirms what a candidate says.
"""

from __future__ import annotations

import re
import warnings
from datetime import UTC, date, datetime
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from timeline.model import Mention
from timeline.tag.cldr import calendar, fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from timeline.tag.cldr import Calendar

_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_BEFORE, _AFTER = 60, 45  # characters around a year within which its date stands
_DAY = r"(?<!\d)(?<!\d[.,:/\-–])(?<![^\W\d_]{2}[-‑])(?:(?P<from>\d{1,2})\.?\s?[-–/]\s?)?(?P<day>\d{1,2})(?:er|\.?[ºª°]|[-‑]?(?:го|е|і))?"
_Y = r"(?<!\d)(?P<year>\d{4})(?!\d)"
_NUMERIC = (
    # ISO 8601, also with its time of day; the other orders of East Asia and Hungary
    r"(?<![\d./-])(?P<year>\d{4})(?P<sep>[-/])(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})(?![\d/])(?!-\d)",
    r"(?<![\d./-])(?P<year>\d{4})\.\s?(?P<month>\d{1,2})\.\s?(?P<day>\d{1,2})(?![\d])\.?",
    r"(?<![\d./-])(?P<first>\d{1,2})(?P<sep>[./-])\s?(?P<second>\d{1,2})(?P=sep)\s?(?P<year>\d{4})(?![\d/])(?![-.]\d)",
)
_EAST_ASIAN = re.compile(
    r"(?<!\d)(?P<year>\d{4})\s?[年년](?!代|度)(?:\s?(?P<month>\d{1,2})\s?[月월](?:\s?(?P<day>\d{1,2})\s?[日号號일])?)?",
)
# Where other calendars count the years that a number alone shows, only years that cannot be theirs are taken.
_OTHER_YEARS = {"fa": 1700, "ps": 1700, "ckb": 1700, "ar": 1700, "ur": 1700, "ug": 1700, "sd": 1700, "ku": 1700}
# Words between the parts that CLDR's one pattern a language leaves out: `abril del 2024`, `gennaio di 2024`.
_CONNECTORS = ("de", "del", "do", "di", "of", "van", "din", "του")
# One-letter words that are written together with the month after them (Hebrew `in`, `from`, `to`, `the`, `and`).
_PREFIXES = {"he": "בלמהוכש", "ar": "وبلف"}
_LETTER = r"[^\W\d_]"
_LATEST_NUMERIC = 2100
_THAI_OFFSET = 543  # the Thai solar calendar counts from the Buddha's death; its months and days are the Gregorian ones
_DATEPARSER_CODES = {"no": "nb", "tl": "fil", "sh": "sr", "iw": "he", "in": "id"}
_SETTINGS: dict[str, Any] = {
    "PARSERS": ["absolute-time"],
    "REQUIRE_PARTS": ["year", "month", "day"],
    "STRICT_PARSING": True,
    "RELATIVE_BASE": datetime(2000, 1, 1, tzinfo=UTC),  # never used by a whole date; it keeps the clock out
    "TIMEZONE": "UTC",
    "DATE_ORDER": "DMY",
    "PREFER_LOCALE_DATE_ORDER": False,
}


class _Found(NamedTuple):
    start: int
    end: int
    year: int
    month: int | None
    day: int | None


def find(text: str, code: str) -> list[Mention]:
    """The absolute dates in a text, in order and without overlap.

    `code` is the text's language (ISO 639-1), or empty: then only dates in digits that can be read in one way are found.
    """
    windows = _windows(text)
    if not windows:
        return []
    finders = _finders(code)
    found: list[_Found] = []
    for start, end in windows:
        found += [one for finder in finders for one in finder.find(text, start, end)]
    mentions: list[Mention] = []
    taken = 0
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if one.start < taken:
            continue
        taken = one.end
        if not one.year:  # an impossible date: its month and year alone are not what the text says
            continue
        parts = {"year": one.year, "month": one.month, "day": one.day}
        fields = {name: part for name, part in parts.items() if part is not None}
        mentions.append(Mention(one.start, one.end, "fallback", "date", fields))
    return mentions


def _windows(text: str) -> list[tuple[int, int]]:
    """The stretches around numbers of four digits, without overlap: nothing else is looked at."""
    windows: list[tuple[int, int]] = []
    for match in _YEAR.finditer(text):
        start, end = max(0, match.start() - _BEFORE), min(len(text), match.end() + _AFTER)
        if windows and start <= windows[-1][1]:
            start = windows.pop()[0]
        windows.append((start, end))
    return windows


class _Finder(NamedTuple):
    """A pattern with named parts, and what is needed to read them."""

    pattern: re.Pattern[str]
    code: str
    calendar: Calendar | None

    def find(self, text: str, start: int, end: int) -> Iterator[_Found]:
        for match in self.pattern.finditer(text, start, end):
            found = self._read(match)
            if found is not None:
                yield found

    def _read(self, match: re.Match[str]) -> _Found | None:
        parts = match.groupdict()
        year = int(parts["year"])
        if "first" in parts:
            return self._ordered(match, year, int(parts["first"]), int(parts["second"]))
        month = self._month(match)
        day = int(parts["day"]) if parts.get("day") and not parts.get("from") else None
        if "name" not in parts:
            return self._numeric(match, year, month, day)
        if self.code == "th" and year > 2300:
            year -= _THAI_OFFSET
        confirmed = month is not None and 1000 <= year <= 2999 and _confirmed(self.code, year, month, 1 if day is None else day)
        return _Found(match.start(), match.end(), year if confirmed else 0, month, day)

    def _month(self, match: re.Match[str]) -> int | None:
        parts = match.groupdict()
        if "name" not in parts:
            return int(parts["month"]) if parts.get("month") else None
        if self.calendar is None:
            return None
        name = fold(parts["name"])
        known = self.calendar.months.get(name) or self.calendar.abbreviated.get(name)
        return known or next((number for stem, number in self.calendar.stems if re.fullmatch(stem, name)), None)

    def _ordered(self, match: re.Match[str], year: int, first: int, second: int) -> _Found | None:
        """A date whose order the language decides, unless dots or the numbers do."""
        month_first = first <= 12 < second
        if match["sep"] != "." and first <= 12 and second <= 12 and first != second:
            if self.calendar is None:
                return None
            month_first = self.calendar.month_first
        day, month = (second, first) if month_first else (first, second)
        return self._numeric(match, year, month, day)

    def _numeric(self, match: re.Match[str], year: int, month: int | None, day: int | None) -> _Found | None:
        earliest = 1800 if month is None else _OTHER_YEARS.get(self.code, 1000)
        latest = 2049 if self.code in {"ne", "th"} else _LATEST_NUMERIC
        if self.code == "th" and year > 2300:
            year -= _THAI_OFFSET
        sound = earliest <= year <= latest and _exists(year, 1 if month is None else month, 1 if day is None else day)
        return _Found(match.start(), match.end(), year if sound else 0, month, day)


@cache
def _finders(code: str) -> tuple[_Finder, ...]:
    found = calendar(code) if code else None
    patterns = [re.compile(pattern) for pattern in _NUMERIC]
    if found is not None and found.months:
        patterns += [re.compile(pattern, re.IGNORECASE) for pattern in _worded(found, _PREFIXES.get(code, ""))]
    return tuple(_Finder(pattern, code, found) for pattern in (*patterns, _EAST_ASIAN))


def _worded(known: Calendar, prefixes: str) -> Iterator[str]:
    """The orders in which day, month and year are written with the month as a word."""
    spaced = [word for word in known.words if word.lower() != word.upper()]  # scripts without cases write words without spaces
    words = (
        _either([*spaced, *_CONNECTORS]) + rf")(?!{_LETTER})" + "".join(f"|{re.escape(word)}" for word in known.words if word not in spaced)
    )
    gap = rf"[ \u00a0\u202f\t.,،’'()]*+(?:(?:(?:{words})[ \u00a0\u202f\t.,،’'()]*+){{0,3}}"
    years = _either(known.year_words)
    stems = [stem for stem, _ in known.stems]
    start = rf"(?:(?<!{_LETTER}){rf'|(?<=[{prefixes}])' if prefixes else ''})"
    dated = rf"{start}(?P<name>{'|'.join([_either([*known.months, *known.abbreviated]), *stems])})(?!{_LETTER})"
    alone = rf"{start}(?P<name>{'|'.join([_either(known.months), *stems])})(?!{_LETTER})"
    yield rf"{_DAY}{gap}{dated}{gap}{_Y}"
    yield rf"{alone}\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s{_Y}"
    yield rf"{alone}{gap}{_Y}"
    if known.order.startswith("y"):
        close = rf"\.?(?:\s?\(?(?:(?:{words})[.)]?)?"
        yield rf"{_Y}{gap}{dated}{gap}(?P<day>\d{{1,2}})(?!\d|[.:]\d|\s?\d){close}"
        yield rf"{_Y}{gap}(?P<day>\d{{1,2}})\.?\s{dated}"
        yield rf"{_Y}{gap}{dated}"
    elif years:
        yield rf"{_Y}\.?\s(?:{years})\s{alone}"
    if known.year_marks:
        yield rf"{_Y}\.?\s?(?:{_either(known.year_marks)})(?!{_LETTER})\.?"


def _either(names: Iterable[str]) -> str:
    """A pattern of any of the names, the longest first; their white space and apostrophes may be of any kind."""
    ordered = sorted(names, key=lambda name: (-len(name), name))
    return "|".join(r"\s+".join(map(re.escape, name.split())).replace("'", "['’]") + r"(?!\d)" * name[-1:].isdigit() for name in ordered)


def _exists(year: int, month: int, day: int) -> bool:
    try:
        return date(year, month, day).year == year
    except ValueError:
        return False


@lru_cache(maxsize=4096)
def _confirmed(code: str, year: int, month: int, day: int) -> bool:
    """Whether dateparser, where it knows the language, reads the date with the month's name as the same day."""
    if not _exists(year, month, day):
        return False
    parser = _parser(code)
    if parser is None:
        return True
    found = calendar(code)
    name = found.names.get(month, "") if found else ""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about Python's and the library's future, not about this date
        read = parser.get_date_data(f"{day} {name} {year}").date_obj
    return read is not None and (read.year, read.month, read.day) == (year, month, day)


@cache
def _parser(code: str) -> Any:
    from dateparser.data.languages_info import language_order  # noqa: PLC0415 - a heavy library that few texts need
    from dateparser.date import DateDataParser  # noqa: PLC0415 - the same

    known = _DATEPARSER_CODES.get(code, code)
    return DateDataParser(languages=[known], settings=_SETTINGS) if known in language_order else None
