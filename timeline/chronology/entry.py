"""An event's text, date, status and weight, chosen from the statements that tell it; nothing is averaged, nothing made up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline.chronology.order import coarseness
from timeline.model import Event, Status

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from timeline.model import Document, Statement, TimeSpan

_FROM_CERTAIN = (Status.PAST, Status.DENIED, Status.DEADLINE, Status.EXPECTED, Status.CONDITIONAL)
_READABLE = range(6, 36)  # words: shorter quotes lack their subject, longer ones bury the event


def event(members: Sequence[Statement], documents: Mapping[str, Document], language: str, leads: Mapping[str, str]) -> Event:
    """Make an event of statements in the total order; `language` is the one that its text should be in, if any is.

    Versions of one article (`leads` names the one that leads each) count as one source, and the leading one gives the text.
    """
    span = min((statement.span for statement in members), key=coarseness)
    status = _status(members, documents)
    lead = min(
        members,
        key=lambda statement: (*_as_lead(statement, span, status), statement.document in leads, *_as_text(statement, documents, language)),
    )
    return Event(
        headline=lead.headline,
        span=lead.span if coarseness(lead.span) == coarseness(span) else span,
        status=status,
        lead=lead,
        statements=tuple(members),
        importance=float(len({leads.get(statement.document, statement.document) for statement in members})),
    )


def _status(members: Sequence[Statement], documents: Mapping[str, Document]) -> Status:
    """What came true stays true: `past` if any says so. Else what the most recent document says, and of equals the most certain."""
    found = {statement.status for statement in members}
    if Status.PAST in found:
        return Status.PAST
    dated = [(documents[statement.document].published or (0, 0, 0), statement.status) for statement in members]
    return max(dated, key=lambda pair: (pair[0], -_FROM_CERTAIN.index(pair[1])))[1]


def _as_lead(statement: Statement, span: TimeSpan, status: Status) -> tuple[bool, bool, bool]:
    """What speaks against a statement as the event's text, the gravest first; of equals the first in the total order leads."""
    return (statement.status is not status, coarseness(statement.span) != coarseness(span), statement.inferred)


def _as_text(statement: Statement, documents: Mapping[str, Document], language: str) -> tuple[bool, bool]:
    """What makes a statement's words less fit for the page."""
    foreign = _primary(documents[statement.document].language) != _primary(language)
    return (foreign, len(statement.quote.split()) not in _READABLE)


def _primary(language: str) -> str:
    return language.partition("-")[0].lower()
