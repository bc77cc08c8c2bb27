"""What did not happen: denied by a source, negated, called off, moved away from its date."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from timeline.languages.forms import HAVE, PRESENT
from timeline.languages.verbs import DATE
from timeline.statement.lexicon import NEG

if TYPE_CHECKING:
    from timeline.model import Day
    from timeline.statement.clauses import Clause
    from timeline.statement.dated import Dated
    from timeline.statement.parsed import Parse

_CLOSING: Final = ' .!?”»“"'


def denial(parse: Parse, clause: Clause, clauses: list[Clause], dated: Dated, reference: Day | None) -> str:
    """The rule by which a clause tells of its date what did not happen; an empty string where it does not."""
    lexicon, words = parse.lexicon, parse.words
    ranges = [(piece.first, piece.last) for piece in clause.pieces]

    def has(cue: str) -> bool:
        return any(lexicon.has(cue, words, first, last) for first, last in ranges)

    if _denied_by(clause, clauses) or has("false") or _is_called_false(parse, clause, clauses):
        return "denial"
    if dated.opens and lexicon.is_date_word("instead", words[dated.opens - 1]):
        return "moved away"  # `statt am Freitag wird am Montag abgestimmt`
    if has("counterfactual"):
        return "counterfactual"
    if clause.kind != "condition" and not _waits(parse, dated) and is_negated(parse, ranges):
        return "negation"
    if clause.kind in ("rel", "participle") and _is_planned_and_called_off(parse, clause, clauses):
        return "cancelled"
    is_plan = has("expected") or has("planned")
    if is_plan and _is_undone(parse, clause, clauses, is_past=relation(dated, reference) != "after"):
        return "undone"
    return "cancelled" if has("cancelled") and _is_called_off(parse, clause, dated, reference) else ""


def _waits(parse: Parse, dated: Dated) -> bool:
    """`will not open before May` is expected then, `not heard since 1953` has held."""
    is_open = dated.span.last is None and dated.span.first is not None
    return is_open or any(parse.lexicon.is_date_word("not_before", preposition) for preposition in dated.prepositions)


def is_last_day(parse: Parse, dated: Dated) -> bool:
    """Whether a preposition makes the date the last one (`bis`, `by`, `until`)."""
    return any(preposition in parse.lexicon.status_words("until") for preposition in dated.prepositions)


def relation(dated: Dated, reference: Day | None) -> str:
    """Where a date lies from the reference day: before, after or around it; an empty string where there is none."""
    span = dated.span
    if reference is None:
        return ""
    if span.first is not None and span.first > reference:
        return "after"
    if span.last is not None and span.last < reference:
        return "before"
    return "around"


def _denied_by(clause: Clause, clauses: list[Clause]) -> bool:
    return any(other.denies and any(clause is said for said in other.content) and not answers(other) for other in clauses)


def answers(clause: Clause) -> bool:
    """`Ein Sprecher wies das zurück: …`: behind a colon stands what the denier says, not what is denied."""
    return clause.pieces[-1].closer == ":"


def _is_called_false(parse: Parse, clause: Clause, clauses: list[Clause]) -> bool:
    """`Reports that … were false`: the clause that a content clause hangs on, or that it opens, says that it is not so."""
    if clause.kind == "rel":
        beside = [clause.parent] if clause.parent else []
    elif clause.kind == "content":
        beside = [c for c in clauses if c is clause.parent or (c.kind == "main" and c.first >= clause.last)]
    else:
        return False
    return any(parse.lexicon.has("false", parse.words, p.first, p.last) for c in beside[:2] for p in c.pieces)


def _is_planned_and_called_off(parse: Parse, clause: Clause, clauses: list[Clause]) -> bool:
    """`An inspection that had been scheduled for 18 March was called off`."""
    planned = any(parse.lexicon.has(cue, parse.words, p.first, p.last) for p in clause.pieces for cue in ("planned", "expected"))
    parent = clause.parent or next(iter(_behind(clause, clauses)), None)  # `Attendue jeudi, la ministre a annulé sa venue`
    return planned and parent is not None and (is_off(parse, parent) or is_replaced(parse, clause, parent))


def is_replaced(parse: Parse, *clauses: Clause) -> bool:
    """`The vote, originally planned for 12 March, will take place on 19 March`: a plan of once, and another date beside it."""
    words = [word for clause in clauses for piece in clause.pieces for word in parse.words[piece.first : piece.last]]
    origin = any(parse.lexicon.has("origin", parse.words, p.first, p.last) for clause in clauses for p in clause.pieces)
    return origin and words.count(DATE) > 1


def _is_undone(parse: Parse, clause: Clause, clauses: list[Clause], *, is_past: bool) -> bool:
    """`debía ser sustituido este año, pero la compra se canceló`: a plan, and the clause or sentence behind it calls it off."""
    if _has_undoing(parse, clause, clauses):
        return True
    behind = next(iter(_behind(clause, clauses)), None)
    if behind is None or (DATE in parse.words[behind.first : behind.last] and not is_past):
        return False
    is_called_off = any(parse.lexicon.has("cancelled", parse.words, piece.first, piece.last) for piece in behind.pieces)
    is_contrast = parse.words[behind.first] in parse.lexicon.contrast
    return (is_called_off and (is_contrast or behind.pieces[0].opener == ";")) or (is_contrast and is_past and is_off(parse, behind))


def _behind(clause: Clause, clauses: list[Clause]) -> list[Clause]:
    return [c for c in clauses if c.first >= clause.last and c.region == clause.region and c.kind == "main" and not c.says]


def _has_undoing(parse: Parse, clause: Clause, clauses: list[Clause]) -> bool:
    """`Flights were to resume on Wednesday. That will not happen`: the next words say that it comes to nothing."""
    behind = _behind(clause, clauses)
    sequel = " ".join(parse.words[behind[0].first : behind[0].last]) if behind else parse.sequel.lstrip(_CLOSING)
    return any(phrase in sequel for phrase in parse.lexicon.undone)


def is_off(parse: Parse, clause: Clause) -> bool:
    """Whether a clause calls its subject off or negates its verb."""
    ranges = [(piece.first, piece.last) for piece in clause.pieces]
    called_off = any(parse.lexicon.has(cue, parse.words, *bounds) for bounds in ranges for cue in ("cancelled", "barred"))
    return called_off or is_negated(parse, ranges)


def is_negated(parse: Parse, ranges: list[tuple[int, int]]) -> bool:
    """Whether a negation stands in the ranges that is no part of a phrase such as `nicht nur`."""
    exceptions = parse.lexicon.status.get("not_negation")
    for first, last in ranges:
        for i in range(first, last):
            if not parse.roles[i] & NEG:
                continue
            excused = exceptions is not None and any(exceptions.match(parse.words, k) > i - k for k in range(max(first, i - 2), i + 1))
            if not excused:
                return True
    return False


def _is_called_off(parse: Parse, clause: Clause, dated: Dated, reference: Day | None) -> bool:
    """Whether the date is the planned one: it stands before the verb with its noun, or is still to come; not the new date."""
    elsewhere = parse.lexicon.status_words("moved_to") | parse.lexicon.status_words("until")
    if not elsewhere.isdisjoint(dated.prepositions):
        return False
    if any(parse.lexicon.is_date_word("planned_for", preposition) for preposition in dated.prepositions):
        return True
    finite = min(clause.finite, default=clause.last)
    owns = dated.last < len(parse.words) and parse.words[dated.last] in ("'", "’")  # `Saturday's flight`
    behind_noun = (dated.opens > clause.first or owns) and dated.first < finite
    is_present = any(parse.tokens[i].flags & PRESENT and not parse.tokens[i].flags & HAVE for i in clause.finite)
    where = relation(dated, reference)
    return where == "after" or (where == "around" and is_present) or behind_noun
