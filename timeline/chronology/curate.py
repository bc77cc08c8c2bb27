"""The editor's word: what `edits.toml` says of the events, between their weights and their order.

An edit names an event by a statement that tells it, so it follows the event through added, removed and re-ordered documents. An edit
that cannot be followed is a problem that says what it meant; none is moved to an event that its editor did not see.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from itertools import product
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from timeline.chronology.likeness import likeness
from timeline.chronology.merge import Bond, Grouping
from timeline.chronology.own import OWN, with_own
from timeline.model import Problem, Severity, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from timeline.chronology.terms import Terms
    from timeline.edits import Edit, Edits
    from timeline.model import Document, Event, Statement

# What an edit may give an event in place of what the sources give: the key in the file, and the field of the event.
_FIELDS = {"headline": "headline", "date": "span", "status": "status", "tags": "tags", "order": "order", "image": "image"}
_SHOWN = 80  # characters of a text in a report

Group = list[int]


def known(edits: Edits, documents: Sequence[Document], statements: Sequence[Statement]) -> set[str]:
    """Those of the ids in the edits that statements of these documents have, or of the entries."""
    documents, statements, edits = with_own(documents, statements, edits, "")
    return set(_places(edits, statements, {document.id: document for document in documents}))


def missing(edits: Edits, known: set[str], *, partly: bool = False) -> list[Problem]:
    """What cannot be followed because no statement has the `known` ids it needs; `partly` says that not all documents were read."""
    grave = Severity.NOTE if partly else Severity.WARNING
    return [Problem(edits.path, message, severity, edit.line) for edit in edits.edit for severity, message in _lost(edit, known, grave)]


def _lost(edit: Edit, known: set[str], grave: Severity) -> Iterator[tuple[Severity, str]]:
    if not known.intersection(edit.told_by):
        yield grave, f"not applied: {_told(edit, edit.event)} is gone or says something else now; the edit: {_meant(edit)}"
        return
    if edit.event not in known:
        left = next(name for name in edit.told_by if name in known)
        yield Severity.NOTE, f"{_told(edit, edit.event)} is gone or says something else now; applied by {_told(edit, left)}: {_meant(edit)}"
    for key in ("merge", "split"):
        for name in getattr(edit, key):
            if name == edit.event:
                yield grave, f"{key} of {_told(edit, name)} not applied: it names the event itself"
            elif name not in known:
                yield grave, f"{key} of {_told(edit, edit.event)} not applied: {_told(edit, name)} is gone or says something else now"


class Curation:
    """The edits of one chronology, on its statements by their indices in the total order; `problems` grows as they are applied."""

    def __init__(self, edits: Edits, statements: Sequence[Statement], documents: Mapping[str, Document]) -> None:
        self.problems: list[Problem] = []
        self._path = edits.path
        self._statements = statements
        self._places = _places(edits, statements, documents)
        self._own = frozenset(index for index, statement in enumerate(statements) if OWN in statement.rules)
        self._edits = edits.edit
        self._apart = {pair for edit in edits.edit for pair in self._split(edit)}
        self._hidden: dict[int, Edit] = {}

    # ---- what is one event

    def ruling(self, one: int, other: int) -> str:
        """What keeps two statements from being merged by themselves, or an empty string."""
        if one in self._own or other in self._own:
            return "parted: an editor's own entry"
        return "parted: by an editor" if (one, other) in self._apart else ""

    def joined(self, grouping: Grouping, terms: Terms) -> Grouping:
        """The groups with those that an editor says are one event as one."""
        group_of = {index: group for group in grouping.groups for index in group}
        bonds = grouping.bonds
        for edit in self._edits:
            at, ends = self._at(edit), [index for name in edit.merge for index in self._places.get(name, ())]
            if not at or not ends:
                continue
            both = sorted({index for end in (at[0], *ends) for index in group_of[end]})
            if any(pair in self._apart for pair in product(both, both)):
                self._report(edit, f"not applied: what it merges is split by an edit: {_meant(edit)}")
                continue
            group_of |= dict.fromkeys(both, both)
            bonds = [bond for bond in bonds if not (bond.rule.startswith("parted") and {bond.one, bond.other} <= set(both))]
            bonds += [Bond(at[0], end, likeness(terms, at[0], end), 0.0, "joined: by an editor") for end in ends]
        return Grouping(list({id(group): group for _, group in sorted(group_of.items())}.values()), bonds)

    def shown(self, groups: Sequence[Group]) -> list[Group]:
        """The groups without what an editor hides: the whole event, and each statement that told it when it was hidden."""
        group_of = {index: group for group in groups for index in group}
        for edit in self._edits:
            if edit.hide:
                told = [index for name in edit.told_by for index in self._places.get(name, ())]
                named = {id(group_of[index]): group_of[index] for index in self._at(edit)}
                # where what is left of them tells several events, the rest of these is not what was hidden
                whole = next(iter(named.values())) if len(named) == 1 or edit.event in self._places else []
                self._hidden |= dict.fromkeys((*told, *whole), edit)
                self._tell_more(edit, whole)
        return [left for group in groups if (left := [index for index in group if index not in self._hidden])]

    def sources(self, groups: Sequence[Group], documents: Mapping[str, Document]) -> dict[str, Document]:
        """The documents without those that tell nothing but what is hidden; those that tell it among other things lose their text."""
        seen = {self._statements[index].document for group in groups for index in group}
        hiding = {self._statements[index].document for index in self._hidden}
        return {
            name: replace(document, text="", blocks=()) if name in hiding else document
            for name, document in documents.items()
            if name in seen or name not in hiding
        }

    # ---- what an event is like

    def amended(self, events: Sequence[Event], tagged: Callable[[Event], tuple[str, ...]]) -> list[Event]:
        """The events, `tagged`, with what editors say of them; of edits that contradict each other the later one in the file holds."""
        number_of = {statement.id: number for number, event in enumerate(events) for statement in event.statements}
        decided: defaultdict[int, list[Edit]] = defaultdict(list)
        for edit in self._edits:
            number = self._event(edit, number_of)
            if number is not None:
                decided[number].append(edit)
        changed = [self._changed(event, decided[number]) if number in decided else event for number, event in enumerate(events)]
        return [
            event if any(edit.tags is not None for edit in decided.get(number, ())) else replace(event, tags=tagged(event))
            for number, event in enumerate(changed)
        ]

    def _event(self, edit: Edit, number_of: Mapping[str, int]) -> int | None:
        """The number of the event that an edit is about, if it is there and the only one."""
        at = self._at(edit)
        if edit.hide or not _stated(edit):
            return None
        if over := next((self._hidden[index] for index in at if index in self._hidden), None):
            by = f"the edit in line {over.line}" if over.line else "another edit"
            self._report(edit, f"not applied: the event is hidden by {by}: {_meant(edit)}")
            return None
        numbers = {number_of[self._statements[index].id] for index in at}
        if len(numbers) > 1:
            self._report(edit, f"not applied: what told the event tells {len(numbers)} events now: {_meant(edit)}")
        return numbers.pop() if len(numbers) == 1 else None

    def _changed(self, event: Event, edits: Sequence[Edit]) -> Event:
        changes: dict[str, Any] = {}
        for key, name in _FIELDS.items():
            stating = [edit for edit in edits if getattr(edit, key) not in ("", None)]
            for edit in stating[:-1]:
                if getattr(edit, key) != getattr(stating[-1], key):
                    self._report(edit, f"{key} not applied: a later edit of the same event says otherwise: {_meant(edit)}")
            if stating:
                changes[name] = getattr(stating[-1], key)
        if changes.get("status", Status.DENIED) is not Status.DENIED:
            changes["replaced_by"] = ""
        notes = dict.fromkeys(note for edit in edits for note in edit.corrections)
        corrections = tuple(sorted(notes, key=lambda note: note.date))
        return replace(event, **changes, pinned=any(edit.pin for edit in edits), corrections=corrections)

    # ---- where an edit belongs

    def _at(self, edit: Edit) -> list[int]:
        """The statements that name the event: those of the id itself, else all that are left of those that told it."""
        named = self._places.get(edit.event, ())
        left = () if named else (index for name in edit.told_by for index in self._places.get(name, ()))
        off = {index for one, index in self._apart_ids() if one == edit.event}
        return [*named, *(index for index in left if index not in off)]

    def _apart_ids(self) -> Iterator[tuple[str, int]]:
        for edit in self._edits:
            for name in edit.split:
                yield from ((edit.event, index) for index in self._places.get(name, ()))

    def _split(self, edit: Edit) -> Iterator[tuple[int, int]]:
        away = [index for name in edit.split for index in self._places.get(name, ())]
        rest = [index for name in (*edit.told_by, *edit.merge) for index in self._places.get(name, ())]
        for pair in product(away, rest):
            yield pair
            yield pair[::-1]

    def _tell_more(self, edit: Edit, hidden: Iterable[int]) -> None:
        """Say what else is hidden because it tells the event too; without `says` it is not known what came later."""
        said = {index for name in edit.says for index in self._places.get(name, ())}
        more = [index for index in hidden if index not in said]
        if edit.says and more:
            last = self._statements[more[-1]]
            what = f"{len(more)} statements that came since" if len(more) > 1 else "a statement that came since"
            self._report(edit, f"hides {what}: {last.id} ({describe(last.span.edtf, last.quote)})", Severity.NOTE)

    def _report(self, edit: Edit, message: str, severity: Severity = Severity.WARNING) -> None:
        self.problems.append(Problem(self._path, message, severity, edit.line))


def describe(date: str, quote: str) -> str:
    """A statement in a few words, as `says` keeps it and reports show it."""
    words = " ".join(quote.split())
    return f"{date}: {words if len(words) <= _SHOWN else words[:_SHOWN].rsplit(' ', 1)[0] + ' …'}"


def _places(edits: Edits, statements: Sequence[Statement], documents: Mapping[str, Document]) -> dict[str, tuple[int, ...]]:
    """The statements that have the ids of the edits.

    A document changes its id where another of the same name comes or goes (see `identity`); a statement is then found by the id that
    the other name of its document gives it.
    """
    wanted = {name for edit in edits.edit for name in (*edit.told_by, *edit.merge, *edit.split)}
    found: defaultdict[str, list[int]] = defaultdict(list)
    for index, statement in enumerate(statements if wanted else ()):
        if statement.id in wanted:
            found[statement.id].append(index)
    lacking = wanted - found.keys()
    for index, statement in enumerate(statements if lacking else ()):
        for name in _other_names(documents[statement.document]):
            if (identity := replace(statement, document=name).id) in lacking:
                found[identity].append(index)
    return {name: tuple(indices) for name, indices in found.items()}


def _other_names(document: Document) -> set[str]:
    """The ids that a document has or had among others: its own, its path, or both where its file holds several."""
    own = document.id.partition("#")[2] if document.id.startswith(f"{document.path}#") else document.id
    return {own, PurePosixPath(document.path).stem, document.path, f"{document.path}#{own}"} - {document.id}


def _stated(edit: Edit) -> list[str]:
    """What an edit decides, key by key."""
    stated = [key for key in ("hide", "pin", "corrections", "merge", "split") if getattr(edit, key)]
    return stated + [key for key in _FIELDS if getattr(edit, key) not in ("", None)]


def _meant(edit: Edit) -> str:
    """What an edit decides, in words that need no documents."""
    return "; ".join(_decided(edit, key) for key in _stated(edit)) or "nothing"


def _decided(edit: Edit, key: str) -> str:
    value = getattr(edit, key)
    match key:
        case "hide" | "pin":
            return key
        case "merge" | "split":
            return f"{key} {', '.join(_told(edit, name) for name in value)}"
        case "corrections":
            return "; ".join(f"correction {note.date} {note.note!r}" for note in value)
        case "tags":
            return f"tags {', '.join(value) or '(none)'}"
        case "date":
            return f"date {value.edtf}"
        case "image":
            return f"image {value.src}"
        case _:
            return f"{key} {value}"


def _told(edit: Edit, name: str) -> str:
    return f"{name} ({edit.says[name]})" if name in edit.says else name
