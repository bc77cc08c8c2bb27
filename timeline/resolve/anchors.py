"""What an expression is resolved against, and the choice among the days that it can mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from timeline.resolve.calendar import to_ordinal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from timeline.model import Day, TimeSpan


@dataclass(frozen=True, slots=True)
class Anchors:
    """The reference day (publication, DCT), the last date in the text, which of them leads, and the direction of the clause.

    `direction` is "past", "future" or None. In a narrative the text leads.
    """

    reference: Day | None
    text: TimeSpan | None = None
    narrative: bool = False
    direction: str | None = None

    @property
    def base(self) -> Day | None:
        """The day against which partial dates are resolved."""
        told = self.text.first or self.text.last if self.text else None
        return (told or self.reference) if self.narrative else (self.reference or told)

    @property
    def told(self) -> Day | None:
        """The day against which `three days later` counts."""
        return ((self.text.last or self.text.first) if self.text else None) or self.reference


def pick(candidates: Sequence[TimeSpan], base: Day, direction: str | None) -> TimeSpan | None:
    """Of spans in order of time: the last one begun by `base` for the past, the first one not over for the future, else the nearest."""
    if direction == "past":
        begun = [span for span in candidates if span.first is not None and span.first <= base]
        return begun[-1] if begun else None
    if direction == "future":
        ahead = [span for span in candidates if span.last is not None and span.last >= base]
        return ahead[0] if ahead else None
    return min(candidates, key=lambda span: distance(span, base), default=None)


def distance(span: TimeSpan, base: Day) -> int:
    """Days between a day and a closed span, 0 inside it."""
    first, last = span.first, span.last
    if first is not None and base < first:
        return to_ordinal(first) - to_ordinal(base)
    if last is not None and base > last:
        return to_ordinal(base) - to_ordinal(last)
    return 0
