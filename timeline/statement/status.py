"""Whether what a clause tells has happened: denied, conditional, deadline, expected or past, in this order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline.languages.forms import CONDITIONAL, FUTURE, GERUND, HAVE, INFINITIVE, MODAL, PARTICIPLE, PAST, PRESENT
from timeline.languages.verbs import DATE
from timeline.model import Grain, Status
from timeline.statement.denials import denial, is_last_day, is_negated, is_off, is_replaced, relation
from timeline.statement.lexicon import NEG

if TYPE_CHECKING:
    from timeline.model import Day
    from timeline.statement.clauses import Clause
    from timeline.statement.dated import Dated
    from timeline.statement.parsed import Parse
    from timeline.statement.phrases import Phrase


def status_of(parse: Parse, clause: Clause, clauses: list[Clause], dated: Dated, reference: Day | None) -> tuple[Status, str]:
    """The status of a clause for one of its dates, and the rule that gave it."""
    lexicon, words = parse.lexicon, parse.words
    ranges = [(piece.first, piece.last) for piece in clause.pieces]

    def has(cue: str) -> bool:
        return any(lexicon.has(cue, words, first, last) for first, last in ranges)

    if clause.denies:
        is_act = clause.dated_content or not (clause.content or _denies_itself(parse, clause))
        return (Status.PAST, "act of denial") if is_act else (Status.DENIED, "denial")
    if clause.kind == "rel" and is_last_day(parse, dated) and is_negated(parse, ranges):
        return Status.DEADLINE, "deadline"  # `wer bis Ende November keinen Antrag stellt`
    denied = denial(parse, clause, clauses, dated, reference)
    if denied:
        return Status.DENIED, denied
    if clause.kind == "condition" or _hangs_on_condition(parse, clause, clauses, dated, reference) or has("conditional"):
        return Status.CONDITIONAL, "condition"
    is_latest = (
        has("latest") and not _is_planned(parse, clause) and not (relation(dated, reference) == "before" and _has_form(parse, clause, PAST))
    )
    is_due = is_last_day(parse, dated) and ((has("duty") and not has("goal")) or _is_demanded(parse, clause))
    if (has("deadline") and not has("not_deadline")) or is_due or is_latest:
        return Status.DEADLINE, "deadline"
    return _expected_or_past(parse, clause, dated, reference, has_cue=has("expected") or has("planned"))


def status_of_phrase(parse: Parse, phrase: Phrase, clause: Clause | None, dated: Dated, reference: Day | None) -> tuple[Status, str]:
    """The status of a participle's statement: `die für Mai geplante Wahl` is expected, unless its clause calls it off."""
    word = parse.words[phrase.participle]
    planned_for = any(parse.lexicon.is_date_word("planned_for", preposition) for preposition in dated.prepositions)
    planned = planned_for or parse.lexicon.has("planned", parse.words, phrase.first, phrase.participle + 1)
    if planned and clause is not None and (is_off(parse, clause) or is_replaced(parse, clause)):
        return Status.DENIED, "cancelled"
    if any(parse.roles[i] & NEG for i in range(phrase.first, phrase.participle)):
        return Status.DENIED, "negation"
    if parse.lexicon.has("deadline", parse.words, phrase.first, phrase.last):
        return Status.DEADLINE, "deadline"
    if planned or (relation(dated, reference) == "after" and not dated.expression.inferred):
        return Status.EXPECTED, f"planned {word}" if planned else "after the reference day"
    return Status.PAST, "participle"


def _is_demanded(parse: Parse, clause: Clause) -> bool:
    """`ordered the firm to pay by May`, `exige que la empresa entregue los papeles antes del lunes`."""
    frames = [clause, *([clause.parent] if clause.parent and clause.kind in ("content", "infinitive") else [])]
    return any(parse.lexicon.has("demand", parse.words, piece.first, piece.last) for frame in frames for piece in frame.pieces)


def _denies_itself(parse: Parse, clause: Clause) -> bool:
    """`a nié avoir dîné avec lui en juin`, `denied having known`: what is denied stands in the clause."""
    start = min(clause.finite, default=clause.first)
    return any(i > start and parse.tokens[i].flags & (INFINITIVE | GERUND) for i in clause.verbal)


def _hangs_on_condition(parse: Parse, clause: Clause, clauses: list[Clause], dated: Dated, reference: Day | None) -> bool:
    """An `if` clause beside a clause that is not a plain past tense."""
    conditions = [c for c in clauses if c.kind == "condition"]
    if not conditions or (relation(dated, reference) == "before" and not _has_form(parse, clause, CONDITIONAL)):
        return False
    if clause.says and not any(c is clause for c in conditions):
        return False
    return any(c is clause or c.parent is clause or _is_neighbour(clauses, c, clause) for c in conditions)


def _is_neighbour(clauses: list[Clause], condition: Clause, clause: Clause) -> bool:
    """Side by side, an inserted `he warned` left out of account, and no semicolon between."""
    if (condition if condition.first > clause.first else clause).pieces[0].opener == ";":
        return False
    rows = [c for c in clauses if c is condition or c is clause or not (c.says or c.kind in ("rel", "participle"))]
    places = [i for i, c in enumerate(rows) if c is condition or c is clause]
    return len(places) == 2 and places[1] - places[0] == 1 and clause.kind != "rel"


def _is_planned(parse: Parse, clause: Clause) -> bool:
    """A mere plan: `will spätestens 2026 öffnen`; a coordinated clause shares the modal of its partner."""
    beside = [clause, *([clause.partner] if clause.partner else [])]
    return any(parse.lexicon.has("expected", parse.words, piece.first, piece.last) for c in beside for piece in c.pieces)


def _has_form(parse: Parse, clause: Clause, form: int) -> bool:
    return any(parse.tokens[i].flags & form for i in clause.finite)


def _expected_or_past(parse: Parse, clause: Clause, dated: Dated, reference: Day | None, *, has_cue: bool) -> tuple[Status, str]:
    where = relation(dated, reference)
    forms = 0
    for i in (*clause.finite, *(clause.partner.finite if clause.partner and not clause.finite else ())):
        forms |= parse.tokens[i].flags
    is_told = dated.expression.inferred and not has_cue and (forms & PAST or (forms & HAVE and clause.verbal))
    if where == "after" and not is_told:  # an inferred reference day is the latest day that the text is sure of
        return Status.EXPECTED, "after the reference day"
    if _is_perfect(parse, clause):
        return Status.PAST, "perfect"
    if dated.span.last is None and dated.span.first is not None and where != "":
        return Status.PAST, "since"
    if has_cue and (where != "before" or not forms & PRESENT):
        return (Status.PAST, "future in the past") if where == "before" and _is_told_future(parse, clause) else (Status.EXPECTED, "plan")
    if where == "before":
        return Status.PAST, "before the reference day"
    if forms & (FUTURE | CONDITIONAL | MODAL) and not forms & PAST:
        return Status.EXPECTED, "future form"
    if (
        where == "around"
        and forms & PRESENT
        and not forms & (PAST | HAVE)
        and not clause.says
        and dated.span.grain in (Grain.DAY, Grain.MONTH, Grain.WEEK)
    ):
        return Status.EXPECTED, "present about now"
    return Status.PAST, "tense"


def _is_perfect(parse: Parse, clause: Clause) -> bool:
    """`soll … getötet haben`, `may have left`: hearsay about the past."""
    flags = [parse.tokens[i].flags for i in (*clause.finite, *clause.verbal)]
    modal = any(parse.tokens[i].flags & (MODAL | FUTURE) for i in clause.finite)
    return modal and any(f & PARTICIPLE for f in flags) and any(f & INFINITIVE and f & HAVE for f in flags)


def _is_told_future(parse: Parse, clause: Clause) -> bool:
    """`He would win again in 2012`: a story looks ahead, nobody plans."""
    if DATE in parse.words[:1] and clause.kind != "main":
        return False
    plain = all(parse.words[i] in parse.lexicon.told_future for i in clause.finite)
    return bool(clause.finite) and plain and clause.kind == "main"
