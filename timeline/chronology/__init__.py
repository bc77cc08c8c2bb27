"""From the statements of all documents to one chronology: merge what tells the same event, weigh it, choose its text, put it in order."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from timeline.chronology.entry import event
from timeline.chronology.merge import merge
from timeline.chronology.order import event_key, statement_key
from timeline.chronology.rank import Selection, fold, weigh
from timeline.chronology.story import Story
from timeline.chronology.terms import Terms
from timeline.model import Chronology

if TYPE_CHECKING:
    from collections.abc import Sequence

    from timeline.model import Document, Statement

__all__ = ["EVERYTHING", "Selection", "chronicle"]

EVERYTHING = Selection()


def chronicle(
    title: str,
    language: str,
    documents: Sequence[Document],
    statements: Sequence[Statement],
    selection: Selection = EVERYTHING,
) -> Chronology:
    """Make a chronology; every statement is in exactly one event, and the order of the arguments does not matter.

    Document ids must be distinct. `language` is the page's: of several tellings, one in this language gives the entry's text.
    """
    by_id = {document.id: document for document in sorted(documents, key=lambda document: (document.path, document.id))}
    ordered = sorted(statements, key=lambda statement: statement_key(statement, by_id))
    terms = Terms(ordered, by_id)
    groups = merge(terms).groups
    story = Story(terms, groups)
    disputed, moved = story.disputed(), story.replacements()
    weights = weigh(groups, terms, by_id)
    events = [event(group, terms, by_id, language) for group in groups]
    events = [
        replace(
            found,
            importance=weights[number],
            disputed=number in disputed,
            replaced_by=events[moved[number]].id if number in moved else "",
        )
        for number, found in enumerate(events)
    ]
    # an editor's corrections belong here, between the weights and the order
    events.sort(key=lambda found: event_key(found, by_id))
    return Chronology(title, language, tuple(fold(events, selection)), by_id)
