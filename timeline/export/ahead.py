"""How far off a date was on the day that the chronology was last updated: `in 9 days`, in CLDR's words and never finer than the date."""

from __future__ import annotations

from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from babel.dates import format_timedelta

from timeline.export.spans import ordinal
from timeline.model import Grain

if TYPE_CHECKING:
    from babel import Locale

    from timeline.export.words import Words
    from timeline.model import Day, TimeSpan

Unit = Literal["day", "month", "year"]
_UNITS: dict[Grain, Unit] = {Grain.DAY: "day", Grain.WEEKEND: "day", Grain.WEEK: "day", Grain.MONTH: "month", Grain.SEASON: "month"}
_UNITS |= {Grain.QUARTER: "month", Grain.HALF: "month"}
_LEAST = 2  # of a unit: below it the finer one is closer to the truth
_FARTHEST = 400_000  # days: CLDR's words are for what people will see


def distance(span: TimeSpan, updated: Day, words: Words) -> str:
    """From `updated` to the first day of what comes; empty for what has begun, has no first day or is too far off."""
    if span.first is None or span.first <= updated:
        return ""
    days = ordinal(span.first) - ordinal(updated)
    return _in_words(days, _UNITS.get(span.grain, "year"), words.locale) if days <= _FARTHEST else ""


@lru_cache(maxsize=4096)
def _in_words(days: int, finest: Unit, locale: Locale) -> str:
    return format_timedelta(timedelta(days=days), granularity=finest, threshold=_LEAST, add_direction=True, locale=locale)
