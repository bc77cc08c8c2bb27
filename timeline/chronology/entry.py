"""An event's text and date, chosen from the statements that tell it; nothing is averaged, nothing made up."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from timeline.chronology.likeness import likeness
from timeline.chronology.order import coarseness
from timeline.chronology.story import status
from timeline.chronology.terms import primary
from timeline.languages import load
from timeline.model import Event

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from timeline.chronology.terms import Terms
    from timeline.model import Document, Statement, Status, TimeSpan

_READABLE = range(6, 36)  # words: shorter quotes lack their subject, longer ones bury the event
_SAMPLE = 20  # members that a candidate for the text is compared with: the middle of a group shows in any part of it


def event(group: Sequence[int], terms: Terms, documents: Mapping[str, Document], language: str, leads: Mapping[str, str]) -> Event:
    """Make an event of a group of statements; `language` is the one that its text should be in, if any is.

    Of versions of one article (`leads` names the one that leads each) the leading one gives the text.
    """
    members = [terms.statements[index] for index in group]
    span = min((statement.span for statement in members), key=coarseness)
    settled = status(members, documents)
    flaws = {
        index: (*_flaws(terms.statements[index], span, settled, documents, language), terms.statements[index].document in leads)
        for index in group
    }
    best = min(flaws.values())
    chosen = min((index for index in group if flaws[index] == best), key=lambda index: (-_centrality(index, group, terms), index))
    lead = terms.statements[chosen]
    return Event(
        headline=lead.headline,
        span=lead.span if coarseness(lead.span) == coarseness(span) else span,
        status=settled,
        lead=lead,
        statements=tuple(members),
    )


def _flaws(statement: Statement, span: TimeSpan, settled: Status, documents: Mapping[str, Document], language: str) -> tuple[bool, ...]:
    """What speaks against a statement as the event's text, the gravest first."""
    code = primary(documents[statement.document].language)
    return (
        statement.status is not settled,
        coarseness(statement.span) != coarseness(span),
        statement.inferred,
        code != primary(language),
        _dangles(statement.quote, code),
        len(statement.quote.split()) not in _READABLE,
        bool(statement.rules) and "main clause" not in statement.rules,
        bool(statement.span.implied & {"day", "month"}),
    )


def _centrality(index: int, group: Sequence[int], terms: Terms) -> float:
    """How alike a statement is to the others of its group, on average."""
    step = max(1, len(group) // _SAMPLE)
    others = [other for other in group[::step] if other != index]
    return sum(likeness(terms, index, other).value for other in others) / len(others) if others else 0.0


def _dangles(quote: str, code: str) -> bool:
    """Whether a quote opens with a pronoun, whose noun stands in another sentence."""
    return quote.split(maxsplit=1)[0].casefold() in _pronouns(code) if quote.strip() else False


@cache
def _pronouns(code: str) -> frozenset[str]:
    language = load(code)
    words = language.data.get("statement", {}).get("words", {}).get("pronoun", "") if language else ""
    return frozenset(words.split())
