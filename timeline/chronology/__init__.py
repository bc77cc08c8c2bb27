"""From the statements of all documents to one chronology: merge what tells the same event, choose its text, put it in order."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from timeline.chronology.entry import event
from timeline.chronology.merge import merge
from timeline.chronology.order import event_key, statement_key
from timeline.chronology.terms import Terms
from timeline.model import Chronology

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from timeline.model import Document, Statement

__all__ = ["chronicle"]


def chronicle(
    title: str,
    language: str,
    documents: Sequence[Document],
    statements: Sequence[Statement],
    leads: Mapping[str, str] = MappingProxyType({}),
) -> Chronology:
    """Make a chronology; every statement is in exactly one event, and the order of the arguments does not matter.

    Document ids must be distinct. `leads` names, for each document that is another's version, the one that leads: they count as one.
    `language` is the page's: of several tellings, one in this language gives the entry's text.
    """
    by_id = {document.id: document for document in sorted(documents, key=lambda document: (document.path, document.id))}
    ordered = sorted(statements, key=lambda statement: statement_key(statement, by_id))
    clusters = merge(Terms(ordered, by_id))
    events = [event(members, by_id, language, leads) for members in clusters]
    return Chronology(title, language, tuple(sorted(events, key=lambda found: event_key(found, by_id))), by_id)
