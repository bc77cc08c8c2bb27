"""Proleptic Gregorian calendar arithmetic for any year; no words of any language, no clock.

`datetime` stops at the years 1 and 9999; the algorithms are those of Howard Hinnant's "chrono-Compatible Low-Level Date
Algorithms" (days from civil) and the anonymous Gregorian computus (Meeus, "Astronomical Algorithms", chapter 8).
"""

from __future__ import annotations

from timeline.model import Day
from timeline.timespan import to_ordinal

_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def is_leap(year: int) -> bool:
    """True for a leap year, counted astronomically (year 0 is 1 BC)."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def month_length(year: int, month: int) -> int:
    """Days in a month."""
    return 29 if month == 2 and is_leap(year) else _LENGTHS[month - 1]


def exists(year: int, month: int, day: int) -> bool:
    """False for 31 February and its like."""
    return 1 <= month <= 12 and 1 <= day <= month_length(year, month)


def from_ordinal(ordinal: int) -> Day:
    """The day of `to_ordinal`."""
    era, day_of_era = divmod(ordinal, 146097)
    of_era = (day_of_era - day_of_era // 1460 + day_of_era // 36524 - day_of_era // 146096) // 365
    day_of_year = day_of_era - (365 * of_era + of_era // 4 - of_era // 100)
    shifted = (5 * day_of_year + 2) // 153
    month = shifted + 3 if shifted < 10 else shifted - 9
    return Day(of_era + era * 400 + (month <= 2), month, day_of_year - (153 * shifted + 2) // 5 + 1)


def weekday(day: Day) -> int:
    """ISO weekday: Monday 1 to Sunday 7."""
    return (to_ordinal(day) + 2) % 7 + 1


def add_days(day: Day, days: int) -> Day:
    """The day so many days later (or earlier)."""
    return from_ordinal(to_ordinal(day) + days)


def add_months(day: Day, months: int) -> Day:
    """The day so many months later, at most the last of its month: 31 January + 1 is 28 or 29 February."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return Day(year, month + 1, min(day.day, month_length(year, month + 1)))


def month_end(year: int, month: int) -> Day:
    """The last day of a month."""
    return Day(year, month, month_length(year, month))


def iso_week(day: Day) -> tuple[int, int]:
    """ISO 8601 week: the year that it belongs to, and its number."""
    thursday = add_days(day, 4 - weekday(day))
    return thursday.year, (to_ordinal(thursday) - to_ordinal(Day(thursday.year, 1, 1))) // 7 + 1


def week_start(year: int, week: int) -> Day:
    """The Monday of an ISO week."""
    fourth = Day(year, 1, 4)  # always in week 1
    return add_days(fourth, 1 - weekday(fourth) + 7 * (week - 1))


def easter(year: int) -> Day:
    """Easter Sunday of the Gregorian calendar."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = b // 4, b % 4
    f = (b + 8) // 25
    g = (b - f + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return Day(year, month, day + 1)


def fourth_advent(year: int) -> Day:
    """The last Sunday before 25 December."""
    eve = Day(year, 12, 24)
    return add_days(eve, -(weekday(eve) % 7))
