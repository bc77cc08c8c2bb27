"""What a rebuild changed: two chronologies as they are published (`published`), compared event by event."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Kind = Literal["added", "removed", "changed", "merged", "split", "regrouped"]
Record = dict[str, Any]  # an event of chronology.json

# What is compared of an event, in the order that it is told. `importance` is left out: each new document moves it a little everywhere.
KEYS = ("date", "status", "headline", "quote", "tags", "folded", "pinned", "disputed", "replaced_by", "image", "corrections")


@dataclass(frozen=True, slots=True)
class Difference:
    """A change of one event, or of several that became others: `old` and `new` are events in the order of their pages.

    `values` are the keys that differ with what they were and are; `gained` and `lost` are sources. All three are empty where it is
    not one event before and after.
    """

    kind: Kind
    old: tuple[Record, ...]
    new: tuple[Record, ...]
    values: tuple[tuple[str, Any, Any], ...] = ()
    gained: tuple[Record, ...] = ()
    lost: tuple[Record, ...] = ()


def differences(old: Record | None, new: Record | None) -> list[Difference]:
    """What differs between two tables of `chronology.json`, None for one that is not there; in the order of the new page.

    Two events are the same one if a statement tells both: the same by its id or, where its date was read anew, by its document and
    quote.
    """
    before, after = _events(old), _events(new)
    found = [_difference(*part, before, after) for part in _parts(before, after)]
    return [difference for difference in found if difference]


def _events(table: Record | None) -> list[Record]:
    return list(table["events"]) if table else []


def _parts(before: Sequence[Record], after: Sequence[Record]) -> list[tuple[list[int], list[int]]]:
    """The numbers of old and new events that hang together, each part by the place of its first new event; what is gone comes last."""
    whole = (*after, *before)
    links = _Links(len(whole))
    links.tie((number, name) for number, event in enumerate(whole) for name in event["members"])
    # A clause with two dates is two events with one quote: quotes tie only what no id ties.
    alone = [number for number in range(len(whole)) if links.is_alone(number)]
    links.tie((number, (source["doc"], source["quote"])) for number in alone for source in whole[number]["sources"])
    parts: dict[int, tuple[list[int], list[int]]] = {}
    for number in range(len(whole)):
        olds, news = parts.setdefault(links.root(number), ([], []))
        if number < len(after):
            news.append(number)
        else:
            olds.append(number - len(after))
    return list(parts.values())


class _Links:
    """Numbers that hang together because they share names (union-find)."""

    def __init__(self, count: int) -> None:
        self._parent = list(range(count))
        self._size = [1] * count

    def root(self, number: int) -> int:
        while self._parent[number] != number:
            self._parent[number] = self._parent[self._parent[number]]
            number = self._parent[number]
        return number

    def is_alone(self, number: int) -> bool:
        return self._size[self.root(number)] == 1

    def tie(self, named: Iterable[tuple[int, object]]) -> None:
        holders: dict[object, int] = {}
        for number, name in named:
            first, second = sorted((self.root(holders.setdefault(name, number)), self.root(number)))
            if first != second:
                self._parent[second] = first
                self._size[first] += self._size[second]


def _difference(olds: Sequence[int], news: Sequence[int], before: Sequence[Record], after: Sequence[Record]) -> Difference | None:
    old, new = tuple(before[number] for number in olds), tuple(after[number] for number in news)
    match len(old), len(new):
        case 1, 1:
            return _changed(old[0], new[0])
        case 0, _:
            return Difference("added", old, new)
        case _, 0:
            return Difference("removed", old, new)
        case _, 1:
            return Difference("merged", old, new)
        case 1, _:
            return Difference("split", old, new)
        case _:
            return Difference("regrouped", old, new)


def _changed(old: Record, new: Record) -> Difference | None:
    # a key that an older file lacks is as good as an empty one
    values = tuple((key, old.get(key), new.get(key)) for key in KEYS if (old.get(key) or None) != (new.get(key) or None))
    gained, lost = _beyond(new, old), _beyond(old, new)
    return Difference("changed", (old,), (new,), values, gained, lost) if values or gained or lost else None


def _beyond(one: Record, other: Record) -> tuple[Record, ...]:
    """The sources of one event that the other does not have."""
    known = set(other["members"])
    return tuple(source for member, source in zip(one["members"], one["sources"], strict=True) if member not in known)
