"""Holidays by the names that the language data gives their days: fixed ones, and those that follow Easter, Advent or a weekday."""

from __future__ import annotations

from timeline.model import Day, Grain, TimeSpan
from timeline.resolve.calendar import add_days, easter, fourth_advent, month_end, weekday


def feast(name: str, year: int) -> TimeSpan:
    """`MM-DD`, or days from Easter Sunday or the fourth Sunday of Advent: `easter+1`, `advent-3` (there a step is a week)."""
    if name.startswith("easter"):
        day = add_days(easter(year), int(name[6:]))
    elif name.startswith("advent"):
        day = add_days(fourth_advent(year), 7 * int(name[6:]))
    elif name.startswith("nth"):  # nth-11-4-4: the fourth Thursday of November; -1 is the last one
        day = nth_weekday(year, *(int(x) for x in name[4:].split("-", 2)))
    else:
        month, number = name.split("-")
        day = Day(year, int(month), int(number))
    return TimeSpan(day, day, Grain.DAY)


def nth_weekday(year: int, month: int, wanted: int, nth: int) -> Day:
    """The first, second … such weekday (ISO) of a month, counted from its end when negative."""
    if nth < 0:
        last = month_end(year, month)
        return add_days(last, -((weekday(last) - wanted) % 7) + 7 * (nth + 1))
    first = Day(year, month, 1)
    return add_days(first, (wanted - weekday(first)) % 7 + 7 * (nth - 1))
