"""Events under the headings of their years and months, in the order that they have: nothing is moved."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from timeline.export import spans
from timeline.model import Grain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from timeline.model import Day, Event


@dataclass(slots=True)
class Month:
    """A run of events of one month; `fine` is False for a run of events whose dates are coarser than a month."""

    day: Day
    fine: bool
    events: list[Event] = field(default_factory=list)


@dataclass(slots=True)
class Year:
    """A run of events under one heading: a year, or a decade or century that the text gives no year of."""

    day: Day
    grain: Grain
    months: list[Month] = field(default_factory=list)

    @property
    def key(self) -> tuple[Grain, int]:
        """What the heading is about: events of another key need another heading."""
        return self.grain, self.day.year


def by_year(events: Sequence[Event]) -> list[Year]:
    """Group events by heading and month. A heading comes once: what fits under the one that stands open joins it."""
    years: list[Year] = []
    for event in events:
        day, grain = spans.place(event.span), heading_grain(event)
        if not years or (years[-1].key != (Grain.YEAR, day.year) and years[-1].key != (grain, day.year)):
            years.append(Year(day, grain))
        _month(years[-1], day, event).events.append(event)
    return years


def heading_grain(event: Event) -> Grain:
    """What stands in the heading above an event: its year, or the decade or century where the text gives no more."""
    coarse = event.span.grain in (Grain.DECADE, Grain.CENTURY) and spans.is_unit(event.span)
    return event.span.grain if coarse else Grain.YEAR


def _month(year: Year, day: Day, event: Event) -> Month:
    """The run that the event joins. A coarse date that sorts among those of a month stays there: its name comes once."""
    fine = spans.is_fine(event.span)
    if year.months:
        last = year.months[-1]
        same_month = (last.day.year, last.day.month) == (day.year, day.month)
        if (last.fine and same_month) or (not last.fine and not fine):
            return last
    year.months.append(Month(day, fine))
    return year.months[-1]
