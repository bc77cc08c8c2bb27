"""Calendar units as spans: the one that a day lies in, and the same some units away."""

from __future__ import annotations

from timeline.model import Day, Grain, TimeSpan
from timeline.resolve.calendar import add_days, add_months, month_end, weekday

MONTHS = {Grain.MONTH: 1, Grain.QUARTER: 3, Grain.HALF: 6, Grain.YEAR: 12, Grain.DECADE: 120, Grain.CENTURY: 1200}
# units that are counted but have no grain of their own, in months
_COUNTED = {"month": 1, "quarter": 3, "half": 6, "season": 3, "year": 12, "decade": 120, "century": 1200, "millennium": 12000}
_DAYS = {"day": 1, "night": 1, "week": 7, "weekend": 7, "fortnight": 14}
_GRAINS = {grain.value: grain for grain in Grain} | {"night": Grain.DAY, "fortnight": Grain.WEEK, "millennium": Grain.CENTURY}


def grain_of(unit: str) -> Grain | None:
    """The grain in which a unit of the language data is counted; None for hours, minutes and seconds."""
    return _GRAINS.get(unit)


def unit_span(day: Day, grain: Grain) -> TimeSpan:
    """The unit of that grain that holds a day. A weekend is the Saturday and Sunday of the day's ISO week."""
    if grain is Grain.DAY:
        return TimeSpan(day, day, grain)
    if grain in (Grain.WEEK, Grain.WEEKEND):
        monday = add_days(day, 1 - weekday(day))
        return TimeSpan(add_days(monday, 5) if grain is Grain.WEEKEND else monday, add_days(monday, 6), grain)
    if grain is Grain.SEASON:
        return season_span(day)
    months = MONTHS[grain]
    index = (day.year * 12 + day.month - 1) // months * months
    return months_span(index, months, grain)


def months_span(index: int, months: int, grain: Grain) -> TimeSpan:
    """So many months from month number `index` (year × 12 + month − 1) on."""
    year, month = divmod(index, 12)
    last_year, last_month = divmod(index + months - 1, 12)
    return TimeSpan(Day(year, month + 1, 1), month_end(last_year, last_month + 1), grain)


def season_span(day: Day) -> TimeSpan:
    """The meteorological season (northern hemisphere) that holds a day; winter is December to February."""
    return months_span((day.year * 12 + day.month) // 3 * 3 - 1, 3, Grain.SEASON)


def shift(day: Day, count: float, unit: str) -> Day | None:
    """The day so many units later, earlier when negative; half units count their smaller ones. None for hours and below."""
    if unit in _DAYS:
        return add_days(day, round(count * _DAYS[unit]))
    if unit in _COUNTED:
        return add_months(day, round(count * _COUNTED[unit]))
    return None
