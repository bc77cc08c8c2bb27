"""From the statements of all documents to one chronology: merge what tells the same event, weigh it, choose its text, put it in order."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from timeline.chronology.curate import Curation, describe, known, missing
from timeline.chronology.entry import event
from timeline.chronology.explain import Explanation, explanation
from timeline.chronology.merge import merge
from timeline.chronology.order import event_key, statement_key
from timeline.chronology.own import with_own
from timeline.chronology.rank import Selection, fold, weigh
from timeline.chronology.story import Story
from timeline.chronology.tags import kinds, suggestions, tagged
from timeline.chronology.terms import Terms
from timeline.edits import Edits
from timeline.model import Chronology

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from timeline.config import Tag
    from timeline.model import Document, Event, Statement

__all__ = ["Choices", "Explanation", "Selection", "chronicle", "describe", "explain", "known", "missing"]

UNEDITED = Edits()


@dataclass(frozen=True, slots=True)
class Choices:
    """What the project says of its chronology.

    - `selection`: which events are shown at once.
    - `tags`: what events can be filtered by, besides the tags of their documents.
    - `leads`: for each document that is another's version, the id of the one that leads: they count as one.
    - `edits`: what editors decided; those of them whose statements are not there are passed over (see `missing`).
    """

    selection: Selection = field(default_factory=Selection)
    tags: Sequence[Tag] = ()
    leads: Mapping[str, str] = field(default_factory=dict)
    edits: Edits = UNEDITED


def chronicle(
    title: str,
    language: str,
    documents: Sequence[Document],
    statements: Sequence[Statement],
    choices: Choices | None = None,
) -> Chronology:
    """Make a chronology; every statement that no edit hides is in exactly one event, and the order of the arguments does not matter.

    Document ids must be distinct. `language` is the page's: of several tellings, one in this language gives the entry's text.
    """
    choices = choices or Choices()
    by_id, terms, curation = _prepared(documents, statements, choices.edits, language)
    groups = curation.shown(curation.joined(merge(terms, curation.ruling), terms).groups)
    events = _events(groups, terms, by_id, language, choices.leads)
    events = curation.amended(events, lambda found: tagged(found, by_id, choices.tags))
    events.sort(key=lambda found: event_key(found, by_id))
    return Chronology(
        title=title,
        language=language,
        events=tuple(fold(events, choices.selection)),
        documents=curation.sources(groups, by_id),
        tags=kinds(events, choices.tags),
        names=suggestions(events, by_id),
        problems=tuple(curation.problems),
    )


def explain(identity: str, documents: Sequence[Document], statements: Sequence[Statement], edits: Edits = UNEDITED) -> Explanation | None:
    """Why the statement with this id is in its event, and which others were kept out of it; None if there is no such statement."""
    _, terms, curation = _prepared(documents, statements, edits, "")
    return explanation(identity, terms, curation.joined(merge(terms, curation.ruling), terms))


def _prepared(
    documents: Sequence[Document], statements: Sequence[Statement], edits: Edits, language: str
) -> tuple[dict[str, Document], Terms, Curation]:
    documents, statements, edits = with_own(documents, statements, edits, language)
    by_id = {document.id: document for document in sorted(documents, key=lambda document: (document.path, document.id))}
    terms = Terms(sorted(statements, key=lambda statement: statement_key(statement, by_id)), by_id)
    return by_id, terms, Curation(edits, terms.statements, by_id)


def _events(
    groups: Sequence[Sequence[int]], terms: Terms, documents: dict[str, Document], language: str, leads: Mapping[str, str]
) -> list[Event]:
    story, weights = Story(terms, groups), weigh(groups, terms, documents, leads)
    disputed, moved = story.disputed(), story.replacements()
    events = [event(group, terms, documents, language, leads) for group in groups]
    return [
        replace(
            found,
            importance=weights[number],
            disputed=number in disputed,
            # a sentence that stands twice in a document has one id: then an event cannot be told from its own replacement
            replaced_by=events[moved[number]].id if number in moved and events[moved[number]].id != found.id else "",
        )
        for number, found in enumerate(events)
    ]
