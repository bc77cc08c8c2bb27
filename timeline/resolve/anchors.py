"""What an expression is resolved against, and the choice among the days that it can mean."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from timeline.model import Grain
from timeline.resolve.calendar import to_ordinal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from timeline.model import Day, TimeSpan


_NEARBY = 200  # code points
_JUST_NOW = 120  # the same: about a sentence


@dataclass(frozen=True, slots=True)
class Anchors:
    """The reference day (publication, DCT), the last date in the text, which of them leads, and the direction of the clause.

    `direction` is "past", "future" or None. In a narrative the text leads; where a
    newspaper tells it (`newspaper`: dated, and taken for a narrative unasked), only in what is not still to come.

    `period` is the quarter that a report is on; `gap` the code points since a day was told, `since_long_ago` those since a date was
    that news would tell with its year.
    """

    reference: Day | None
    text: TimeSpan | None = None
    narrative: bool = False
    newspaper: bool = False
    direction: str | None = None
    period: TimeSpan | None = None
    gap: int = 0
    since_long_ago: int = _JUST_NOW

    @property
    def near(self) -> Day | None:
        """The day to which a bare clock time belongs: the one told, if that is not long ago in news, else the publication."""
        told = self.text if self.text and self.text.grain is Grain.DAY and (self.narrative or self.gap < _NEARBY) else None
        return (told.last if told else None) or self.reference

    @property
    def base(self) -> Day | None:
        """The day against which partial dates are resolved."""
        told = self.text.first or self.text.last if self.text else None
        return (told or self.reference) if self.is_in_tale else (self.reference or told)

    @property
    def is_in_tale(self) -> bool:
        """Whether the last date in the text leads, and not the publication."""
        return self.narrative and not (self.newspaper and self.direction == "future")

    @property
    def tale(self) -> TimeSpan | None:
        """What was told last, where that leads."""
        return self.text if self.is_in_tale else None

    @property
    def excursion(self) -> TimeSpan | None:
        """What was told just now of a time long ago, for the dates of that year that follow it: news tells history, too."""
        told, base = self.text, self.reference
        if self.narrative or self.direction == "future" or told is None or told.first is None or base is None:
            return None
        return told if self.since_long_ago < _JUST_NOW and told.grain in _DATED and is_long_ago(told, base) else None

    @property
    def told(self) -> Day | None:
        """The day against which `three days later` counts: where nothing was told before, that of the publication."""
        return ((self.text.last or self.text.first) if self.text else None) or self.reference

    def in_tale(self) -> Anchors:
        """The same for what counts from the last date in the text, such as `the following Monday`."""
        return replace(self, reference=self.told, narrative=False)


def is_long_ago(span: TimeSpan, base: Day) -> bool:
    """Whether news tells a date with its year: neither of this year nor of the last."""
    return span.first is not None and span.first.year < base.year - 1


_DATED = frozenset({Grain.DAY, Grain.MONTH})
YEAR = 366  # days
FAR = 240  # days: a date of a recurring kind that lies farther away would have its year beside it …
_NEAR = 100  # … when one of the same name is so near


def pick(candidates: Sequence[TimeSpan], base: Day, direction: str | None, *, far: int = FAR) -> TimeSpan | None:
    """Of spans in order of time: the last one begun by `base` for the past, the first one not over for the future, else the nearest.

    A direction that leads farther than `far` days past a near candidate is not followed: on 2 November nobody writes `Nov. 10`
    and means last year's.
    """
    nearest = min(candidates, key=lambda span: distance(span, base), default=None)
    if direction == "past":
        pointed = [span for span in candidates if span.first is not None and span.first <= base][-1:]
    elif direction == "future":
        pointed = [span for span in candidates if span.last is not None and span.last >= base][:1]
    else:
        return nearest
    if not pointed or nearest is None or (distance(pointed[0], base) > far and distance(nearest, base) <= _NEAR):
        return nearest if pointed else None
    return pointed[0]


def distance(span: TimeSpan, base: Day) -> int:
    """Days between a day and a closed span, 0 inside it."""
    first, last = span.first, span.last
    if first is not None and base < first:
        return to_ordinal(first) - to_ordinal(base)
    if last is not None and base > last:
        return to_ordinal(base) - to_ordinal(last)
    return 0
