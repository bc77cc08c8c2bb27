"""From the statements of all documents to one chronology: merge what tells the same event, weigh it, choose its text, put it in order."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from timeline.chronology.entry import event
from timeline.chronology.explain import Explanation, explanation
from timeline.chronology.merge import merge
from timeline.chronology.order import event_key, statement_key
from timeline.chronology.rank import Selection, fold, weigh
from timeline.chronology.story import Story
from timeline.chronology.tags import kinds, suggestions, tagged
from timeline.chronology.terms import Terms
from timeline.model import Chronology

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from timeline.config import Tag
    from timeline.model import Document, Event, Statement

__all__ = ["Choices", "Explanation", "Selection", "chronicle", "explain"]


@dataclass(frozen=True, slots=True)
class Choices:
    """What the project says of its chronology.

    - `selection`: which events are shown at once.
    - `tags`: what events can be filtered by, besides the tags of their documents.
    - `leads`: for each document that is another's version, the id of the one that leads: they count as one.
    """

    selection: Selection = field(default_factory=Selection)
    tags: Sequence[Tag] = ()
    leads: Mapping[str, str] = field(default_factory=dict)


def chronicle(
    title: str,
    language: str,
    documents: Sequence[Document],
    statements: Sequence[Statement],
    choices: Choices | None = None,
) -> Chronology:
    """Make a chronology; every statement is in exactly one event, and the order of the arguments does not matter.

    Document ids must be distinct. `language` is the page's: of several tellings, one in this language gives the entry's text.
    """
    choices = choices or Choices()
    tags = choices.tags
    by_id, terms = _prepared(documents, statements)
    events = _events(terms, by_id, language, choices.leads)
    # an editor's corrections belong here, between the weights and the order
    events = [replace(found, tags=own) if (own := tagged(found, by_id, tags)) else found for found in events]
    events.sort(key=lambda found: event_key(found, by_id))
    return Chronology(title, language, tuple(fold(events, choices.selection)), by_id, kinds(events, tags), suggestions(events, by_id))


def explain(identity: str, documents: Sequence[Document], statements: Sequence[Statement]) -> Explanation | None:
    """Why the statement with this id is in its event, and which others were kept out of it; None if there is no such statement."""
    _, terms = _prepared(documents, statements)
    return explanation(identity, terms, merge(terms))


def _prepared(documents: Sequence[Document], statements: Sequence[Statement]) -> tuple[dict[str, Document], Terms]:
    by_id = {document.id: document for document in sorted(documents, key=lambda document: (document.path, document.id))}
    return by_id, Terms(sorted(statements, key=lambda statement: statement_key(statement, by_id)), by_id)


def _events(terms: Terms, documents: dict[str, Document], language: str, leads: Mapping[str, str]) -> list[Event]:
    groups = merge(terms).groups
    story, weights = Story(terms, groups), weigh(groups, terms, documents, leads)
    disputed, moved = story.disputed(), story.replacements()
    events = [event(group, terms, documents, language, leads) for group in groups]
    return [
        replace(
            found,
            importance=weights[number],
            disputed=number in disputed,
            replaced_by=events[moved[number]].id if number in moved else "",
        )
        for number, found in enumerate(events)
    ]
