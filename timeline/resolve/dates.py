"""Dates whose parts are named: what is known is taken, what is missing is chosen by anchor and direction, and marked as implied."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from timeline.model import Day, Grain, TimeSpan
from timeline.resolve.anchors import FAR, YEAR, pick
from timeline.resolve.calendar import add_days, add_months, exists, to_ordinal, week_start, weekday
from timeline.resolve.eras import century, decade
from timeline.resolve.feasts import feast, nth_weekday
from timeline.resolve.units import months_span, unit_span

if TYPE_CHECKING:
    from timeline.resolve.anchors import Anchors

Fields = Mapping[str, Any]
_BACK = 2  # in a tale a day back is as far as so many ahead


def resolve_date(fields: Fields, anchors: Anchors) -> TimeSpan | None:
    """The span of an expression that names parts of a date; None where they cannot be anchored or do not exist."""
    kind = next((make for keys, make in _KINDS if keys <= fields.keys()), None)
    span = kind(fields, anchors.in_tale() if fields.get("from") == "text" else anchors) if kind else None
    if span is None:
        return None
    return with_details(span, fields)


def with_details(span: TimeSpan, fields: Fields) -> TimeSpan:
    """What words around a date add to it: its start, middle or end, that it is only about then, the hour."""
    part = {"START": "start", "MID": "mid", "END": "end"}.get(fields.get("mod", ""), "")
    return replace(span, part=part, approximate=fields.get("about") == "APPROX", time=clock(fields))


def clock(fields: Fields) -> str | None:
    """HH:MM where the expression states an hour."""
    if "hhmm" in fields:
        return f"{fields['hhmm'][:2]}:{fields['hhmm'][2:]}"
    if "hour" not in fields:
        return None
    hour = int(fields["hour"])
    half = fields.get("half_day")
    hour = hour % 12 + (12 if half == "PM" else 0) if half and hour <= 12 else hour
    return f"{hour % 24:02}:{int(fields.get('minute', 0)):02}"


def named_year(fields: Fields, anchors: Anchors) -> int | None:
    """The year that the words name: in full, in two digits, or as this, last or next year."""
    if "year" in fields:
        year = int(fields["year"])
        return 1 - year if fields.get("era") == "BC" else year
    base = anchors.base
    if "yy" in fields:
        return _short_year(int(fields["yy"]), base)
    if "rel_year" in fields and base:
        return base.year + int(fields["rel_year"])
    return None


def _short_year(yy: int, base: Day | None) -> int:
    """Two digits mean the latest such year that is at most ten years ahead."""
    latest = (base.year if base else 2000) + 10
    return latest - (latest - yy) % 100


def _implied(span: TimeSpan | None, *parts: str) -> TimeSpan | None:
    return replace(span, implied=frozenset(parts)) if span else None


def _yearly(make: Callable[[int], TimeSpan | None], fields: Fields, anchors: Anchors, far: int = FAR) -> TimeSpan | None:
    """A date that comes every year: in the named year, or in the one that the anchor, `last`, `next` or the direction gives."""
    year = named_year(fields, anchors)
    if year is not None:
        return make(year) if "year" in fields else _implied(make(year), "year")
    tale = anchors.tale or (anchors.excursion if "month" in fields else None)
    base = tale.first or tale.last if tale else anchors.base
    if base is None:
        return None
    candidates = [span for y in range(base.year - 2, base.year + 3) if (span := make(y)) is not None]
    if "rel" in fields:
        return _implied(_relative(candidates, base, int(fields["rel"])), "year")
    if tale is not None:
        return _implied(_told(candidates, tale), "year")
    return _implied(pick(candidates, base, anchors.direction, far=far), "year")


def _told(candidates: list[TimeSpan], told: TimeSpan) -> TimeSpan | None:
    """In a tale the nearest one, and rather one ahead: after December 1941 May is that of 1942, after May December that of the year."""
    return min(candidates, key=lambda span: _apart(span, told), default=None)


def _apart(span: TimeSpan, told: TimeSpan) -> int:
    """Days from what was told to a span; those back count more, since tales go on."""
    first, last = told.first or told.last, told.last or told.first
    if span.first is None or span.last is None or first is None or last is None:
        return 0
    if span.first > last:
        return to_ordinal(span.first) - to_ordinal(last)
    return max(0, _BACK * (to_ordinal(first) - to_ordinal(span.last)))


def _relative(candidates: list[TimeSpan], base: Day, rel: int) -> TimeSpan | None:
    """The rel-th one wholly before or after the base; 0 is the nearest of the same year."""
    if rel == 0:
        return next((s for s in candidates if s.first and s.first.year == base.year), None)
    before = [s for s in reversed(candidates) if s.last and s.last < base]
    after = [s for s in candidates if s.first and s.first > base]
    chosen = (before if rel < 0 else after)[abs(rel) - 1 :]
    return chosen[0] if chosen else None


def _holiday(fields: Fields, anchors: Anchors) -> TimeSpan | None:
    return _yearly(lambda year: feast(str(fields["holiday"]), year), fields, anchors, YEAR)  # Christmas was ten months ago


def _week(fields: Fields, anchors: Anchors) -> TimeSpan | None:
    return _yearly(lambda year: unit_span(week_start(year, int(fields["week"])), Grain.WEEK), fields, anchors)


def _part_of_year(key: str, months: int, grain: Grain) -> Callable[[Fields, Anchors], TimeSpan | None]:
    def make(fields: Fields, anchors: Anchors) -> TimeSpan | None:
        number = int(fields[key])
        if not 1 <= number <= 12 // months:
            return None
        return _yearly(lambda year: months_span(year * 12 + (number - 1) * months, months, grain), fields, anchors)

    return make


def _season(fields: Fields, anchors: Anchors) -> TimeSpan | None:
    """A winter bears the year that it starts; where two years are named (2023/24) it is the later one's."""
    season = int(fields["season"]) - 20

    def make(year: int) -> TimeSpan:
        later = season == 4 and ("yy2" in fields or "year2" in fields)
        return months_span((year + later) * 12 + (-1 if season == 4 else season * 3 - 1), 3, Grain.SEASON)

    return _yearly(make, fields, anchors, YEAR)


def _years(fields: Fields, anchors: Anchors) -> TimeSpan | None:
    first = named_year(fields, anchors)
    if first is None:
        return None
    last = int(fields["year2"]) if "year2" in fields else first // 100 * 100 + int(fields["yy2"])
    last += 100 if last < first else 0
    return TimeSpan(Day(first, 1, 1), Day(last, 12, 31), Grain.YEAR)


def _year(fields: Fields, anchors: Anchors) -> TimeSpan | None:
    year = named_year(fields, anchors)
    if year is None:
        return None
    return TimeSpan(Day(year, 1, 1), Day(year, 12, 31), Grain.YEAR, implied=frozenset() if "year" in fields else frozenset({"century"}))


def _month(fields: Fields, anchors: Anchors) -> TimeSpan | None:
    month = int(fields["month"])
    return _yearly(lambda year: months_span(year * 12 + month - 1, 1, Grain.MONTH), fields, anchors, YEAR)  # as with Christmas


def _months(fields: Fields, anchors: Anchors) -> TimeSpan | None:
    first, last = int(fields["month"]), int(fields["month2"])
    return _yearly(lambda year: months_span(year * 12 + first - 1, (last - first) % 12 + 1, Grain.MONTH), fields, anchors)


def _day_of_month(fields: Fields, anchors: Anchors) -> TimeSpan | None:
    month, day = int(fields["month"]), int(fields["day"])

    def make(year: int) -> TimeSpan | None:
        return TimeSpan(Day(year, month, day), Day(year, month, day), Grain.DAY) if exists(year, month, day) else None

    if "weekday" in fields and "year" not in fields and anchors.base:
        fitting = _fitting_year(make, int(fields["weekday"]), anchors.base.year)
        if fitting is not None:
            return _implied(fitting, "year")
    return _yearly(make, fields, anchors)


def _nth_of_month(fields: Fields, anchors: Anchors) -> TimeSpan | None:
    """`the first Sunday in May`, `the last Friday of October`; None where a month has no fifth one."""
    month, wanted, nth = int(fields["month"]), int(fields["weekday"]), int(fields["nth"])

    def make(year: int) -> TimeSpan | None:
        day = nth_weekday(year, month, wanted, nth)
        return TimeSpan(day, day, Grain.DAY) if day.month == month else None

    return _yearly(make, fields, anchors)


def _fitting_year(make: Callable[[int], TimeSpan | None], wanted: int, base: int) -> TimeSpan | None:
    """The date in this, last or next year when only there the weekday is the stated one."""
    for year in (base, base - 1, base + 1):
        span = make(year)
        if span is not None and span.first is not None and weekday(span.first) == wanted:
            return span
    return None


def _days(fields: Fields, anchors: Anchors) -> TimeSpan | None:
    """From a day to a day: of one month, of two, or over the turn of the year."""
    month, day, day2 = int(fields["month"]), int(fields["day"]), int(fields["day2"])
    month2 = int(fields.get("month2", month))

    def make(year: int) -> TimeSpan | None:
        year2 = int(fields.get("year2", year + (month2 < month)))
        if not (exists(year, month, day) and exists(year2, month2, day2)) or (year, month, day) > (year2, month2, day2):
            return None
        return TimeSpan(Day(year, month, day), Day(year2, month2, day2), Grain.DAY)

    return _yearly(make, fields, anchors)


def _days_of_month(fields: Fields, anchors: Anchors) -> TimeSpan | None:
    """From a day to a day of this, last or next month."""
    if anchors.base is None:
        return None
    month = add_months(Day(anchors.base.year, anchors.base.month, 1), int(fields["rel_month"]))
    return _implied(_days({**fields, "year": month.year, "month": month.month}, anchors), "month", "year")


def _bare_day(fields: Fields, anchors: Anchors) -> TimeSpan | None:
    """`on the 24th`: of this month, the one before or after; a stated weekday must fit."""
    base, number = anchors.base, int(fields["day"])
    if base is None:
        return None
    months = [add_months(Day(base.year, base.month, 1), step) for step in (-2, -1, 0, 1, 2)]
    days = [Day(m.year, m.month, number) for m in months if exists(m.year, m.month, number)]
    fitting = [day for day in days if weekday(day) == fields.get("weekday", weekday(day))] or days
    spans = [TimeSpan(day, day, Grain.DAY) for day in fitting]
    if "rel_month" in fields:
        month = add_months(Day(base.year, base.month, 1), int(fields["rel_month"]))
        span = next((s for s in spans if s.first and (s.first.year, s.first.month) == month[:2]), None)
    elif fields.get("rel"):
        span = _relative(spans, base, int(fields["rel"]))
    else:
        span = pick(spans, base, anchors.direction)
    return _implied(span, "month", "year")


def _weekday(fields: Fields, anchors: Anchors) -> TimeSpan | None:
    """A weekday alone: the last one up to the base for the past (and where nothing says otherwise), the next one for the future."""
    base, wanted = anchors.base, int(fields["weekday"])
    if base is None:
        return None
    if "rel_week" in fields or fields.get("rel") == 0:
        monday = add_days(base, 1 - weekday(base) + 7 * int(fields.get("rel_week", 0)))
        day = add_days(monday, wanted - 1)
    elif "rel" in fields:
        rel = int(fields["rel"])
        back = -((weekday(base) - wanted - 1) % 7 + 1)
        ahead = (wanted - weekday(base) - 1) % 7 + 1
        day = add_days(base, back + 7 * (rel + 1) if rel < 0 else ahead + 7 * (rel - 1))
    elif anchors.direction == "future":
        day = add_days(base, (wanted - weekday(base)) % 7)
    else:
        day = add_days(base, -((weekday(base) - wanted) % 7))
    return TimeSpan(day, day, Grain.DAY, implied=frozenset({"day", "month", "year"}))


def _fiscal(fields: Fields, anchors: Anchors) -> TimeSpan | None:
    """A school, sports or business year: named by two years it covers them; by one it is that year."""
    return _years(fields, anchors) if "yy2" in fields or "year2" in fields else _year(fields, anchors)


# The first row whose fields are all there decides what kind of date it is.
_KINDS: tuple[tuple[frozenset[str], Callable[[Fields, Anchors], TimeSpan | None]], ...] = tuple(
    (frozenset(keys.split()), make)
    for keys, make in (
        ("century", century),
        ("decade", decade),
        ("decade_year", decade),
        ("holiday", _holiday),
        ("week", _week),
        ("fiscal", _fiscal),
        ("quarter", _part_of_year("quarter", 3, Grain.QUARTER)),
        ("half", _part_of_year("half", 6, Grain.HALF)),
        ("season", _season),
        ("nth weekday month", _nth_of_month),
        ("month day day2", _days),
        ("rel_month day day2", _days_of_month),
        ("month day", _day_of_month),
        ("month month2", _months),
        ("month", _month),
        ("day", _bare_day),
        ("weekday", _weekday),
        ("yy2", _years),
        ("year2", _years),
        ("year", _year),
        ("yy", _year),
        ("rel_year", _year),
    )
)
