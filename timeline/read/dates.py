"""The day that metadata states: whole dates only, read without a clock."""

from __future__ import annotations

import re
import warnings
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from timeline.model import Day

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[Tt ,;].*)?|(\d{4})(\d{2})(\d{2})(?:[Tt]\d.*)?", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})([./])\s?(\d{1,2})\2\s?(\d{1,2})\.?(?:[\s,;].*)?", re.ASCII)
_YEAR_LAST = re.compile(r"(\d{1,2})([./-])\s?(\d{1,2})\2\s?(\d{4}|\d{2})\.?(?:[\s,;].*)?", re.ASCII)
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
# The time of day and its zone go before the library sees them: it would move the day to another zone.
_TIME = re.compile(
    r"(?:\b(?:um|at|à)\s)?\b\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:\s?(?:[ap]\.?m\b\.?|Uhr\b|h\b))?(?:\s?(?:[A-Z]{2,5}|Z)\b)?(?:\s?[+-]\d{2}:?\d{2}\b)?",
    re.IGNORECASE,
)
_EPOCH = re.compile(r"[1-9]\d{9}(?:\d{3})?", re.ASCII)
_CLOCK = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d", re.ASCII)
_OFFSET = re.compile(r"\s+([+-]\d\d:?\d\d|[Zz])$", re.ASCII)
_LONGEST = 100
# The languages that articles are published in most, tried where a document does not state its own.
_WIDESPREAD = (
    *("fr", "es", "it", "pt", "nl", "pl", "ru", "uk", "cs", "sk", "hu", "ro", "bg", "hr", "sr", "sl", "el", "tr", "sv", "da", "nb"),
    *("fi", "et", "lv", "lt", "ar", "he", "fa", "hi", "id", "vi", "zh", "ja", "ko"),
)
# Absolute dates only, and only whole ones. The relative base is never used by them; it keeps the clock out all the same.
_SETTINGS: dict[str, Any] = {
    "PARSERS": ["absolute-time"],
    "REQUIRE_PARTS": ["day", "month", "year"],
    "STRICT_PARSING": True,
    "TIMEZONE": "UTC",  # or the computer's own would be asked for
    "RELATIVE_BASE": datetime(2000, 1, 1, tzinfo=UTC),
    "DATE_ORDER": "DMY",
    "PREFER_LOCALE_DATE_ORDER": False,
}


class Moment(NamedTuple):
    """When something was published: the day and, where time and zone are stated, the time in ISO 8601 with that zone."""

    day: Day
    at: str = ""


def parse_moment(value: str, locale: str, today: Day, timezone: str = "") -> Moment:
    """The day that a value names, in the zone `timezone` (IANA, the publisher's) if it states a time, and that time.

    Without `timezone` it is the day of the value's own zone. Seconds and milliseconds since 1970, as scripts write them, are read
    as well. Raises `ValueError` as `parse_day` does.
    """
    value = value.strip()
    time = _timed(value) if len(value) <= _LONGEST else None
    if time is None:
        return Moment(parse_day(value, locale, today))
    local = time.astimezone(ZoneInfo(timezone)) if timezone else time
    return Moment(Day(local.year, local.month, local.day), time.isoformat(timespec="minutes"))


def _timed(value: str) -> datetime | None:
    """A time with its zone, in one of the forms of ISO 8601, of RFC 5322 or of Unix; None for everything else."""
    if _EPOCH.fullmatch(value):
        return datetime.fromtimestamp(int(value[:10]), UTC)
    try:
        found = datetime.fromisoformat(_OFFSET.sub(r"\1", value)) if _CLOCK.match(value) else parsedate_to_datetime(value)
    except (ValueError, TypeError, OverflowError):
        return None
    try:
        return None if found.tzinfo is None or found.astimezone(UTC).year < 1 else found
    except OverflowError:  # in the first or the last hours of the calendar
        return None


def parse_day(value: str, locale: str, today: Day) -> Day:
    """The day that a value such as `2024-10-24T08:00:00+02:00`, `24.10.2024` or `October 24, 2024` names.

    `locale` is the document's language tag (`en-US`), or an empty string; it decides `03/04/2024`. `today` decides the century of
    `24.10.24`: the last one that is not in the future. The day is the one of the value's own time zone.

    Raises `ValueError` with a reason that completes the sentence «`date: …` …».
    """
    value = value.strip()
    if len(value) > _LONGEST:
        raise ValueError("is not a date")
    if match := _ISO.fullmatch(value):
        return _day(*(part for part in match.groups() if part))
    if match := _YEAR_FIRST.fullmatch(value):
        return _day(match[1], match[3], match[4])
    if match := _YEAR_LAST.fullmatch(value):
        return _numeric(match, locale, today)
    if not _YEAR.search(value):
        raise ValueError("is not a date with day, month and year")
    return _in_words(_TIME.sub(" ", value), locale.replace("_", "-").partition("-")[0].lower())


def _day(year: str, month: str, day: str) -> Day:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        raise ValueError("is not a day of the calendar") from None
    return Day(found.year, found.month, found.day)


def _numeric(match: re.Match[str], locale: str, today: Day) -> Day:
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    if year < 100:
        year += today.year // 100 * 100
        year -= 100 if year > today.year else 0
    month_first = first <= 12 < second
    if match[2] != "." and first <= 12 and second <= 12 and first != second:
        month_first = _month_first(locale)
    day, month = (second, first) if month_first else (first, second)
    return _day(str(year), str(month), str(day))


def _month_first(locale: str) -> bool:
    """Whether people who write in this locale put the month first; English without a country does not tell."""
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - only for the few dates that need it

    tag = locale.replace("-", "_")
    if tag and tag.lower() != "en":
        try:
            pattern = str(Locale.parse(tag).date_formats["short"].pattern)
        except (UnknownLocaleError, ValueError):
            pattern = ""
        if pattern:
            return pattern.lower().index("m") < pattern.index("d")
    raise ValueError("can be read as two dates")


def _in_words(value: str, language: str) -> Day:
    for languages in _attempts(language):
        found = _parse(value, languages)
        if found is not None:
            return Day(found.year, found.month, found.day)
    raise ValueError("is not a date with day, month and year")


def _attempts(language: str) -> list[tuple[str, ...]]:
    """The document's own language first, then the ones that metadata is mostly in, then many (which is slow)."""
    from dateparser.data.languages_info import language_order  # noqa: PLC0415 - a heavy library that few dates need

    known = [(language,)] if language in language_order else []
    return [*known, ("en",), ("de",), *([] if known else [_WIDESPREAD])]


@lru_cache(maxsize=1024)
def _parse(value: str, languages: tuple[str, ...]) -> datetime | None:

    from dateparser.date import DateDataParser  # noqa: PLC0415 - a heavy library that few dates need

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about Python's and the library's future, not about this date
        found: datetime | None = DateDataParser(languages=list(languages), settings=_SETTINGS).get_date_data(value).date_obj
    return found
