"""The overview: the story's rhythm as one line of signs, or of bars where there are many, with links to the places in the list.

Time runs evenly where something happens; a long empty stretch is cut out and marked, so that one look back to 1997 does not press
the story into a corner. Positions along the line are percentages, because the picture keeps its type size at any width.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from babel.dates import format_date

from timeline.export import cldr
from timeline.export.overview import StripBar, StripLabel, StripMark, StripSlot, StripView
from timeline.export.spans import ordinal
from timeline.model import Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from timeline.export.words import Words
    from timeline.model import Day

_NARROW, _WIDE = 288, 660  # px: the line on the smallest phone, and from 768 px on
_MARGIN = 12  # px beside the line that a label may use
_PITCH, _ROWS = 9, 6  # px from sign to sign, and how many fit above each other
_FOOT = 56  # px from the top to the line
_MAX_SLOTS, _MAX_BARS, _MAX_GAPS = 40, 96, 4
MAX_MARKS = 150  # events; more are drawn as bars
_MAX_BAR = 0.03  # of the width
_MIN_SCALE, _MAX_SCALE = 0.65, 1.5
_MAX_EMPTY = 3  # empty slots in a row that are drawn; a longer stretch is cut out


@dataclass(frozen=True, slots=True)
class Moment:
    """An event as the overview sees it: its first day, how many days it spans, its heading, and where a link to it leads."""

    href: str
    day: Day
    heading: str
    days: int
    status: Status
    title: str


@dataclass(frozen=True, slots=True, eq=False)
class _Slot:
    """A step of the line: `index` counts units of time; coarse moments, longer than the unit, have a step of their own."""

    index: int
    fine: bool
    moments: tuple[Moment, ...] = ()
    gap: bool = False

    @property
    def weight(self) -> float:
        return 0.6 if self.gap else 1.0


@dataclass(frozen=True, slots=True, eq=False)
class _Candidate:
    """A label that would be drawn if it has room."""

    slot: _Slot
    text: tuple[str, str, str]
    centre: float

    @property
    def room(self) -> float:
        """The px that the label needs; at least what a finger needs (WCAG 2.5.8)."""
        return max(28.0, *(8 + sum(12 if char > "\u2e80" else 7 for char in text) for text in self.text[:2]))

    @property
    def shift(self) -> int:
        """The px by which the text leaves its centre, so that on a phone it stays on the page."""
        over = self.room / 2 - _MARGIN
        return round(max(0.0, over - self.centre * _NARROW) - max(0.0, over - (1 - self.centre) * _NARROW))

    def at(self, width: int) -> float:
        """Where the text's middle stands on a line of `width` px."""
        return self.centre * width + self.shift


def strip(moments: Sequence[Moment], words: Words) -> StripView | None:
    """Draw the overview, or None where there is no rhythm to see: fewer than three events, or all at one time."""
    unit, slots = _best_unit(moments)
    if len(moments) < 3 or len({slot.index for slot in slots if slot.moments}) < 2:
        return None
    centres = dict(_centres(slots, words))
    grid = _grid(slots)
    bars = () if grid else tuple(_bars(slots, centres))
    marks = tuple(StripSlot(_percent(centres[slot]), tuple(_marks(slot, *grid))) for slot in _filled(slots)) if grid else ()
    gaps = tuple(_percent(centres[slot]) for slot in slots if slot.gap)
    labels = tuple(_labels(slots, centres, unit, words))
    two_lines = any(label.text for label in labels) and any(label.year for label in labels)
    return StripView(_FOOT + (34 if two_lines else 18), marks, bars, gaps, labels)


def _best_unit(moments: Sequence[Moment]) -> tuple[int, list[_Slot]]:
    """The finest unit that fits: -1 is days, 0 months, and 1, 10, 100 … that many years."""
    limit = _MAX_SLOTS if len(moments) <= MAX_MARKS else _MAX_BARS
    years = [moment.day.year for moment in moments] or [0]
    if max(years) - min(years) <= 1:
        slots = _slots(moments, -1)
        if len(slots) <= limit and not any(slot.gap for slot in slots):
            return -1, slots
    slots = _slots(moments, 0)
    if len(slots) <= limit and sum(slot.gap for slot in slots) <= _MAX_GAPS:
        return 0, slots
    unit = 1
    while len(slots := _slots(moments, unit)) > limit:
        unit *= 10
    return unit, slots


def _slots(moments: Sequence[Moment], unit: int) -> list[_Slot]:
    groups: dict[tuple[int, bool], list[Moment]] = {}
    for moment in moments:
        fine = moment.days <= _unit_days(unit)
        groups.setdefault((_index(moment.day, unit, fine=fine), fine), []).append(moment)
    slots: list[_Slot] = []
    for (index, fine), members in sorted(groups.items()):
        new = _Slot(index, fine, tuple(members))
        slots += [*_between(slots[-1], new, unit), new] if slots else [new]
    return slots


def _between(before: _Slot, after: _Slot, unit: int) -> list[_Slot]:
    """The empty steps between two, or the sign of a cut; a coarse step stands for its whole year, so only whole years are cut there."""
    steps = after.index - before.index - 1
    if unit == 0 and not (before.fine and after.fine):
        return [_Slot(before.index, fine=True, gap=True)] if after.index // 12 - before.index // 12 > 1 else []
    if steps > _MAX_EMPTY:
        return [_Slot(before.index + 1, fine=True, gap=True)]
    return [_Slot(before.index + step, fine=True) for step in range(1, steps + 1)]


def _index(day: Day, unit: int, *, fine: bool) -> int:
    if unit == -1:
        return ordinal(day)
    if unit == 0:
        return day.year * 12 + (day.month - 1 if fine else 0)  # what is coarser than a month stands before its year's months
    return day.year // unit


def _unit_days(unit: int) -> int:
    return {-1: 1, 0: 31}.get(unit, 366 * unit)


def _centres(slots: Sequence[_Slot], words: Words) -> Iterator[tuple[_Slot, float]]:
    """Where each step stands, as a fraction from the left; a right-to-left page runs from the right."""
    total, position = sum(slot.weight for slot in slots), 0.0
    for slot in slots:
        centre = (position + slot.weight / 2) / total
        yield slot, 1 - centre if words.direction == "rtl" else centre
        position += slot.weight


def _grid(slots: Sequence[_Slot]) -> tuple[int, float] | None:
    """How many signs stand side by side in a step, and their scale; None where they would be too small.

    Both are the same in every step, so that height tells number.
    """
    most = max(len(slot.moments) for slot in slots)
    room = _NARROW / sum(slot.weight for slot in slots) / _PITCH
    scales = {columns: min(_MAX_SCALE, _ROWS / -(-most // columns), room / columns) for columns in range(1, most + 1)}
    columns = max(scales, key=lambda columns: (scales[columns], -columns))
    enough = scales[columns] >= _MIN_SCALE and sum(len(slot.moments) for slot in slots) <= MAX_MARKS
    return (columns, scales[columns]) if enough else None


def _marks(slot: _Slot, columns: int, scale: float) -> Iterator[StripMark]:
    for number, moment in enumerate(slot.moments):
        row, column = divmod(number, columns)
        x = (column - (columns - 1) / 2) * _PITCH * scale
        y = _FOOT - 2 - (row + 0.5) * _PITCH * scale
        place = f"translate({x:.3g} {y:.3g}) scale({scale:.3g})" if x else f"translate(0 {y:.3g}) scale({scale:.3g})"
        yield StripMark(moment.status.value, place, moment.href, moment.title)


def _bars(slots: Sequence[_Slot], centres: dict[_Slot, float]) -> Iterator[StripBar]:
    most = max(len(slot.moments) for slot in slots)
    width = min(_MAX_BAR, 0.75 / sum(slot.weight for slot in slots))
    for slot in slots:
        if slot.moments:
            past = sum(moment.status is Status.PAST for moment in slot.moments) / most * (_FOOT - 4)
            other = len(slot.moments) / most * (_FOOT - 4) - past
            foot, x = _FOOT - past, _percent(centres[slot] - width / 2)
            heights = f"{foot:.1f}", f"{past:.1f}", f"{foot - other:.1f}", f"{other:.1f}"
            yield StripBar(slot.moments[0].href, str(len(slot.moments)), x, _percent(width), *heights)


def _labels(slots: Sequence[_Slot], centres: dict[_Slot, float], unit: int, words: Words) -> Iterator[StripLabel]:
    """The labels that have room on a phone, and those that join them on a wide screen; the first of each year come first."""
    filled = _filled(slots)
    texts = {slot: _label(slot, before, unit, words) for before, slot in zip([None, *filled], filled, strict=False)}
    candidates = [_Candidate(slot, texts[slot], centres[slot]) for slot in sorted(filled, key=lambda slot: not texts[slot][1])]
    narrow = _placed(candidates, _NARROW, [])
    for label in sorted(_placed(candidates, _WIDE, narrow), key=lambda label: filled.index(label.slot)):
        text, year, full = label.text
        count = words.count("{n} entry", "{n} entries", len(label.slot.moments))
        href = label.slot.moments[0].href
        yield StripLabel(_percent(label.centre), f"{label.shift:g}", text, year, href, f"{full}: {count}", label not in narrow)


def _filled(slots: Sequence[_Slot]) -> list[_Slot]:
    return [slot for slot in slots if slot.moments]


def _label(slot: _Slot, before: _Slot | None, unit: int, words: Words) -> tuple[str, str, str]:
    """Its text, the year below it where that is news, and the whole for who hears it."""
    day = slot.moments[0].day
    year = cldr.unit(words.locale, day, cldr.YEAR)
    if not slot.fine:
        heading = slot.moments[0].heading if unit > 0 or len({moment.heading for moment in slot.moments}) == 1 else year
        return (heading, "", heading) if unit > 0 else ("", heading, heading)
    if unit > 0:
        return year, "", year
    new = year if before is None or before.moments[0].day.year != day.year else ""
    if unit == 0:
        return short_month(day, words), new, cldr.unit(words.locale, day, cldr.MONTH)
    return cldr.unit(words.locale, day, cldr.SHORT_MONTH_DAY), new, cldr.unit(words.locale, day, cldr.LONG)


def short_month(day: Day, words: Words) -> str:
    """The month's abbreviation, in the form that is safe in Babel."""
    from datetime import date  # noqa: PLC0415 # a month of any year

    return format_date(date(2000, day.month, 1), "MMM", locale=words.locale)


def _placed(candidates: Sequence[_Candidate], width: int, placed: Sequence[_Candidate]) -> list[_Candidate]:
    """Those of the candidates that fit beside each other on a line of this width, in order, after those that stand already."""
    chosen = list(placed)
    for label in candidates:
        if label not in chosen and all(abs(label.at(width) - other.at(width)) >= (label.room + other.room) / 2 for other in chosen):
            chosen.append(label)
    return chosen


def _percent(fraction: float) -> str:
    return f"{fraction * 100:.2f}".rstrip("0").rstrip(".") + "%"
