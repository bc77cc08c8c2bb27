"""A `TimeSpan` in words, at its true precision and never finer, and as the value of HTML's `datetime` attribute."""

from __future__ import annotations

import re
from datetime import date, time
from typing import TYPE_CHECKING

from babel.dates import format_time

from timeline.export import cldr, spans
from timeline.model import Grain

if TYPE_CHECKING:
    from timeline.export.words import Words
    from timeline.model import Day, TimeSpan

_DAYS = (Grain.DAY, Grain.WEEK, Grain.WEEKEND)
_SKELETONS = {Grain.DAY: cldr.LONG, Grain.WEEK: cldr.LONG, Grain.WEEKEND: cldr.LONG, Grain.MONTH: cldr.MONTH, Grain.YEAR: cldr.YEAR}
_PARTS = {"start": "start of {date}", "mid": "middle of {date}", "end": "end of {date}"}
_SEASONS = ("winter {year}", "spring {year}", "summer {year}", "autumn {year}")
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"))
_ROMAN_ONES = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_CLOCK = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])")


def in_words(span: TimeSpan, words: Words, *, upcoming: bool = False) -> str:
    """The date as a reader of the page's language writes it: `24. Oktober 2024`, `Juni 2024`, `um 1920`, `seit 2014`.

    `upcoming` chooses between `since` and `from` for an open end: it is True for what has not happened yet.
    """
    if span.first is None or span.last is None:
        text = _open(span, words, upcoming=upcoming)
    elif not spans.is_unit(span):
        text = _qualified(_range(span, words), span, words, "coarse")
    else:
        text = _single(span.first, span.grain, span, words)
    if span.time and span.grain is Grain.DAY:
        text = _with_time(text, span.time, words)
    return words.text("{date} (uncertain)", date=text) if span.uncertain else text


def unit_in_words(day: Day, grain: Grain, words: Words, *, inflected: bool = False) -> str:
    """The calendar unit around `day`: the heading of a group, or one end of a range."""
    if grain in _SKELETONS:
        return cldr.unit(words.locale, day, _SKELETONS[grain], inflected=inflected)
    match grain:
        case Grain.QUARTER:
            return cldr.unit(words.locale, day, cldr.QUARTER)
        case Grain.SEASON:
            return _season(day, words)
        case Grain.HALF:
            half = "first half of {year}" if day.month <= 6 else "second half of {year}"
            return words.text(half, year=_year(day, words))
        case Grain.DECADE:
            return _decade(day, words)
        case _:
            return _century(day, words)


def time_in_words(hh_mm: str, words: Words) -> str:
    """`14:30` as the language writes it; what is no time of a clock (`24:00`) stays as it is."""
    found = _CLOCK.fullmatch(hh_mm)
    clock = format_time(time(int(found[1]), int(found[2])), "short", locale=words.locale) if found else hh_mm
    return words.text("{clock}", clock=clock)


def machine(span: TimeSpan) -> str:
    """A valid value for `<time datetime>` (HTML, section 4.5.14), or an empty string where HTML has none.

    HTML knows days, months, weeks and years from 1 on. A range or an open span gives its first known unit; a season, quarter or
    half gives the year that holds it, which is true if coarser; decades, centuries and BCE years have no form.
    """
    day = span.first or span.last
    if day is None or day.year < 1:
        return ""
    if span.grain in _DAYS:
        return _machine_day(span, day)
    if span.grain is Grain.MONTH:
        return f"{day.year:04}-{day.month:02}"
    one_year = span.first is not None and span.last is not None and span.first.year == span.last.year
    if span.grain is Grain.YEAR or (span.grain in (Grain.SEASON, Grain.QUARTER, Grain.HALF) and one_year):
        return f"{day.year:04}"
    return ""


def _machine_day(span: TimeSpan, day: Day) -> str:
    if span.grain is Grain.WEEK and (week := _iso_week(span)):
        return week
    clock = f"T{span.time:0>5}" if span.time and _CLOCK.fullmatch(span.time) and not span.is_range else ""
    return f"{day.year:04}-{day.month:02}-{day.day:02}{clock}"


def _iso_week(span: TimeSpan) -> str:
    """The ISO 8601 week, where the span is exactly one, Monday to Sunday."""
    if span.first is None or span.last is None or span.last.year > 9999:
        return ""
    first, last = date(*span.first), date(*span.last)
    year, week, weekday = first.isocalendar()
    return f"{year:04}-W{week:02}" if weekday == 1 and (last - first).days == 6 else ""


def _open(span: TimeSpan, words: Words, *, upcoming: bool) -> str:
    day = span.first or span.last
    if day is None:
        return words.text("undated")
    grain = span.grain if span.first else span.end_grain or span.grain
    message = "until {date}" if span.first is None else "from {date}" if upcoming else "since {date}"
    if span.part or span.approximate:
        return words.text(message, "coarse", date=_single(day, grain, span, words))
    inner = unit_in_words(day, grain, words, inflected=True)
    return words.text(message, *_contexts(day, grain, words), date=inner, year=day.year)


def _single(day: Day, grain: Grain, span: TimeSpan, words: Words) -> str:
    qualified = bool(span.part or span.approximate)
    text = unit_in_words(day, grain, words, inflected=qualified)
    return _qualified(text, span, words, *_contexts(day, grain, words))


def _qualified(text: str, span: TimeSpan, words: Words, *contexts: str) -> str:
    if span.part in _PARTS:
        text, contexts = words.text(_PARTS[span.part], *contexts, date=text), ("coarse",)
    return words.text("around {date}", *contexts, date=text) if span.approximate else text


def _range(span: TimeSpan, words: Words) -> str:
    if span.first is None or span.last is None:
        raise ValueError(f"no range: {span}")
    end_grain = span.end_grain or span.grain
    if span.grain in _SKELETONS and _SKELETONS.get(end_grain) == _SKELETONS[span.grain]:
        return cldr.interval(words.locale, span.first, span.last, _SKELETONS[span.grain])
    ends = unit_in_words(span.first, span.grain, words), unit_in_words(span.last, end_grain, words)
    return cldr.join(words.locale, *ends)


def _contexts(day: Day, grain: Grain, words: Words) -> tuple[str, ...]:
    """The catalogue's contexts for a preposition before this unit, the closest first.

    The number that is spoken right after it counts too: Italian says dal 7, but dall'8 maggio. A year that bears its era is its own
    phrase, so it takes the message without context.
    """
    if grain in (Grain.MONTH, Grain.YEAR) and day.year < 100:
        return ()
    name = Grain.DAY.value if grain in _DAYS else grain.value
    number = day.day if name == "day" else day.year // 100 + 1 if grain is Grain.CENTURY else abs(day.year)
    coarse = () if name in ("day", "month", "year") else ("coarse",)
    return (name, *coarse) if grain is Grain.MONTH else (f"{name}-{words.ordinal(number)}", name, *coarse)


def _with_time(text: str, clock: str, words: Words) -> str:
    return str(words.locale.datetime_formats["medium"]).format(time_in_words(clock, words), text)


def _year(day: Day, words: Words) -> str:
    return cldr.unit(words.locale, day, cldr.YEAR)


def _season(day: Day, words: Words) -> str:
    """A winter spans two years and says so: `Winter 2023/24`."""
    message = _SEASONS[day.month % 12 // 3]
    if day.month % 12 > 2 or day.year < 100:
        return words.text(message, year=_year(day, words))
    start = day.year if day.month == 12 else day.year - 1
    year = _year(day._replace(year=start), words).replace(str(start), f"{start}/{(start + 1) % 100:02}")
    return words.text(message, year=year)


def _decade(day: Day, words: Words) -> str:
    first = day.year // 10 * 10
    if first < 10:
        ends = (day._replace(year=first), day._replace(year=first + 9))
        return cldr.interval(words.locale, *ends, cldr.YEAR)
    return words.text("{year}s", year=first, last=first + 9)


def _century(day: Day, words: Words) -> str:
    """The years 1800 to 1899 are the 19th century; before our era, 500 to 401 BC are the 5th."""
    hundred = day.year // 100
    number = hundred + 1 if hundred >= 0 else -hundred
    text = words.text("{number}th century", words.ordinal(number), number=number, roman=_roman(number))
    if hundred >= 0:
        return text
    return words.text("{date} {era}", date=text, era=str(words.locale.eras["abbreviated"][0]))


def _roman(number: int) -> str:
    text = ""
    for value, letters in (*_ROMAN, *_ROMAN_ONES):
        count, number = divmod(number, value)
        text += letters * count
    return text
