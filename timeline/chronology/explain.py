"""Why statements are one event or several: the decisions of `merge`, for `timeline build --explain`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from timeline.chronology.merge import Bond, Grouping
    from timeline.chronology.terms import Terms
    from timeline.model import Statement

_MOST = 12  # statements that were kept out: the likest ones are what a reader asks about


@dataclass(frozen=True, slots=True)
class Decision:
    """A pair that was compared: `score` is its likeness from 0 to 1, `needed` what joins it, `rule` what joined or parted it."""

    one: Statement
    other: Statement
    score: float
    needed: float
    shared: tuple[str, ...]
    missed: tuple[str, ...]
    rule: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """An event's statements in the total order, what joined them, and what kept the likest others out."""

    members: tuple[Statement, ...]
    joined: tuple[Decision, ...]
    parted: tuple[Decision, ...]


def explanation(identity: str, terms: Terms, grouping: Grouping) -> Explanation | None:
    """What is known of the event that has this statement, by its id; None where no statement has it."""
    place = next((index for index, statement in enumerate(terms.statements) if statement.id == identity), None)
    if place is None:
        return None
    group = next(group for group in grouping.groups if place in group)
    inside = set(group)
    touching = [bond for bond in grouping.bonds if {bond.one, bond.other} & inside]
    joined = [bond for bond in touching if {bond.one, bond.other} <= inside]
    parted = sorted((bond for bond in touching if not {bond.one, bond.other} <= inside), key=lambda bond: -bond.likeness.value)
    return Explanation(
        tuple(terms.statements[index] for index in group),
        tuple(_decision(bond, terms) for bond in joined),
        tuple(_decision(bond, terms) for bond in parted[:_MOST]),
    )


def _decision(bond: Bond, terms: Terms) -> Decision:
    found = bond.likeness
    missed = tuple(term for side in found.missed for term in side)
    return Decision(terms.statements[bond.one], terms.statements[bond.other], found.value, bond.needed, found.shared, missed, bond.rule)
