"""The overview picture as templates get it: where each sign, bar and label of it stands."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StripMark:
    """An event in the overview: the sign of its status, and the SVG transform that puts it into its slot (px)."""

    status: str
    transform: str
    href: str
    title: str


@dataclass(frozen=True, slots=True)
class StripBar:
    """All events of a slot where there are too many for single signs: what happened below, what has not above. Lengths in px."""

    href: str
    title: str
    x: str
    width: str
    past_y: str
    past_height: str
    other_y: str
    other_height: str


@dataclass(frozen=True, slots=True)
class StripLabel:
    """A link under the overview to the first entry of a slot; `wide` labels have room on a wide screen only.

    `x` is the slot's centre in percent, `shift` the px that the text stands beside it.
    """

    x: str
    shift: str
    text: str
    year: str
    href: str
    name: str
    wide: bool


@dataclass(frozen=True, slots=True)
class StripSlot:
    """A column of signs; `x` is its centre in percent of the width."""

    x: str
    marks: tuple[StripMark, ...]


@dataclass(frozen=True, slots=True)
class StripView:
    """The overview picture: positions along the line in percent, across it in px, so that it keeps its type size at any width."""

    height: int
    slots: tuple[StripSlot, ...]
    bars: tuple[StripBar, ...]
    gaps: tuple[str, ...]
    labels: tuple[StripLabel, ...]
