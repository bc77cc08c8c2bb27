"""Dates as pages show them to readers: in figures, or in words of the page's language; whole ones, with their year."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from timeline.model import Day
from timeline.read.dates import parse_day

if TYPE_CHECKING:
    from collections.abc import Iterator

# A month's name; the Arabic ones of the Levant have two words.
_WORD = r"[^\s\d.,;:|/()<>«»–—-]{2,20}(?:\sال[^\s\d]{3,6})?"
_GAP = r"[\s/.,-]{1,3}"
_DATES = re.compile(
    rf"(?<![\d.,/-])(?:"
    rf"(?P<year_a>\d{{4}})\s?[年년]\s?(?P<month_a>\d{{1,2}})\s?[月월]\s?(?P<day_a>\d{{1,2}})\s?[日일]"
    rf"|(?P<figures>\d{{4}}([-./])\s?\d{{1,2}}\5\s?\d{{1,2}}|\d{{1,2}}([./-])\s?\d{{1,2}}\6\s?(?:\d{{4}}|\d{{2}}))(?![\d/-]|\.\d)"
    rf"|(?P<day_b>\d{{1,2}})\stháng\s(?P<month_b>\d{{1,2}}),?\s(?:năm\s)?(?P<year_b>\d{{4}})(?!\d)"
    rf"|(?P<day_c>\d{{1,2}})(?:st|nd|rd|th|er|ª|[.º°]){{0,2}}{_GAP}(?:de\s|of\s|d[’'])?(?P<word_c>{_WORD}){_GAP}(?:de\s|del\s|of\s)?"
    rf"(?P<year_c>\d{{4}})(?!\d)"
    rf"|(?P<year_d>\d{{4}})(?:\.?\s(?:m\.|gada)|[.,]?)\s(?:(?P<day_d>\d{{1,2}})\.\s)?(?P<word_d>{_WORD})\.?(?:\s(?P<day_e>\d{{1,2}})(?!\d))?"
    rf")|(?P<word_f>{_WORD}){_GAP}(?P<day_f>\d{{1,2}})(?:st|nd|rd|th)?(?:,\s?|\s(?:de\s)?)(?P<year_f>\d{{4}})(?!\d)",
    re.IGNORECASE,
)
# What CLDR does not list: Austrian and older names, and abbreviations that are no beginnings of the names.
_ALSO = {"de": {"jänner": 1, "feber": 2, "mrz": 3}, "es": {"setiembre": 9}, "fr": {"juill": 7}, "pt": {"fev": 2, "dez": 12}}
_LOCALES = (
    *(
        "en",
        "de",
        "fr",
        "es",
        "it",
        "pt",
        "nl",
        "pl",
        "ru",
        "uk",
        "cs",
        "sk",
        "hu",
        "ro",
        "bg",
        "hr",
        "sr",
        "sl",
        "el",
        "tr",
        "sv",
        "da",
        "nb",
    ),
    *(
        "fi",
        "et",
        "lv",
        "lt",
        "ca",
        "eu",
        "gl",
        "sq",
        "mk",
        "is",
        "be",
        "ar",
        "ar_LB",
        "ar_TN",
        "he",
        "fa",
        "hi",
        "bn",
        "id",
        "th",
        "sr_Latn",
    ),
)
_VARIANTS = {"ar": ("ar", "ar_LB", "ar_TN"), "sr": ("sr", "sr_Latn")}
_BUDDHIST = 543  # years that Thailand counts more
_LONGEST = 400


class Written(NamedTuple):
    """A date in a text: where it stands, its day, and whether it can be read in no other way."""

    start: int
    end: int
    day: Day
    sure: bool = True


def written_days(text: str, locale: str, today: Day) -> Iterator[Written]:
    """The whole dates in a short text, from the left to the right; `locale` is the page's language tag, or empty."""
    for match in _DATES.finditer(text[:_LONGEST]):
        sure = True
        try:
            found = _figures(match["figures"], locale, today) if match["figures"] else _worded(match, locale)
        except ValueError:
            found, sure = _american(match["figures"], today), False
        if found is not None:
            yield Written(match.start(), match.end(), found, sure)


def _figures(text: str, locale: str, today: Day) -> Day:
    return parse_day("".join(text.split()), locale, today)


def _american(text: str | None, today: Day) -> Day | None:
    """The day of `03/04/2024` where nothing tells its order: most pages in English are American."""
    try:
        return _figures(text, "en-US", today) if text else None
    except ValueError:
        return None


def _worded(match: re.Match[str], locale: str) -> Day | None:
    word = match["word_c"] or match["word_d"] or match["word_f"]
    day = next((match[name] for name in ("day_a", "day_b", "day_c", "day_d", "day_e", "day_f") if match[name]), None)
    year = next(match[name] for name in ("year_a", "year_b", "year_c", "year_d", "year_f") if match[name])
    month = month_number(word, locale) if word else int(match["month_a"] or match["month_b"])
    if day is None or not month:
        return None
    count = int(year) - _BUDDHIST if int(year) > 2400 else int(year)
    try:
        return parse_day(f"{count:04}-{month:02}-{int(day):02}", "", Day(count, 1, 1))
    except ValueError:
        return None


def month_number(word: str, locale: str) -> int:
    """The month that a word names in the page's language, else in English, else in the only way that other languages read it; or 0."""
    name = word.casefold().rstrip(".").removeprefix("ב")  # Hebrew writes «in October» as one word
    language = locale.replace("_", "-").partition("-")[0].lower()
    for code in dict.fromkeys((language, "en")):
        if code and (found := _in_language(name, code)):
            return found
    others = {_in_language(name, code) for code in _LOCALES} - {0}
    return others.pop() if len(others) == 1 else 0


@cache
def _in_language(name: str, code: str) -> int:
    months = _months(code)
    if name in months:
        return months[name]
    beginnings = {number for full, number in months.items() if full.startswith(name)} if len(name) >= 3 else set()
    return beginnings.pop() if len(beginnings) == 1 else 0


@cache
def _months(code: str) -> dict[str, int]:
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - only pages that state no date in figures need it

    found = dict(_ALSO.get(code, {}))
    for variant in _VARIANTS.get(code, (code,)):
        try:
            months = Locale.parse(variant).months
        except (UnknownLocaleError, ValueError):
            continue
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in months[context][width].items():
                    found.setdefault(name.casefold().rstrip("."), number)
    return found
