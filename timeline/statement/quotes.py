"""For each date of a sentence the stretch of text that states what happened then."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from timeline.languages.verbs import DATE
from timeline.model import Status
from timeline.statement.lexicon import ADVERB, COMPL, CONNECT, COORD, DET, NEG, PREP, REL
from timeline.statement.parsed import has_subject
from timeline.statement.phrases import Phrase, antecedent, prenominal, reduced
from timeline.statement.sources import attribution
from timeline.statement.status import status_of, status_of_phrase

if TYPE_CHECKING:
    from timeline.model import Day
    from timeline.statement.clauses import Clause
    from timeline.statement.dated import Dated
    from timeline.statement.parsed import Parse, Piece
    from timeline.statement.sources import Source

_INTERRUPTION: Final = 0.8  # a clause's quote runs over what interrupts it up to this share of its own tokens


@dataclass(frozen=True, slots=True)
class Quote:
    """A statement as tokens `first` to `last` (exclusive) with its fields; `headline` is the range that the headline is cut from."""

    first: int
    last: int
    dated: Dated
    headline: tuple[int, int]
    status: Status
    attribution: str | None
    kind: str | None
    rules: tuple[str, ...]
    relative: bool = False  # a relative clause
    subject: tuple[int, int] = (0, 0)  # the tokens of a subject that stands before the clause, for the headline


def quotes(parse: Parse, clauses: list[Clause], sources: list[Source], dates: list[Dated], reference: Day | None) -> list[Quote]:
    """The quotes of a sentence, one for each date that a verb form goes with."""
    found = []
    for saying in clauses:
        saying.dated_content = any(_has_date(content, dates) for content in saying.content)
    for dated in dates:
        clause = next((c for c in clauses if any(p.first <= dated.first < p.last for p in c.pieces)), None)
        if clause is None:
            continue
        phrase = prenominal(parse, dated) or reduced(parse, clause, dated)
        if phrase:
            found.append(_of_phrase(parse, phrase, clause, clauses, sources, dated, reference))
        elif clause.has_verb and not _is_apposition(parse, clause, dated):
            found.append(_of_clause(parse, clause, clauses, sources, dated, reference, dates))
    return found


def _is_apposition(parse: Parse, clause: Clause, dated: Dated) -> bool:
    """A date in a noun phrase beside the clause: `Shares fell, their worst day since 2020`."""
    piece = next(piece for piece in clause.pieces if piece.first <= dated.first < piece.last)
    is_verbless = not piece.finite and not piece.verbal and piece is not clause.pieces[0]
    return is_verbless and bool(parse.roles[piece.first] & DET) and piece.first < dated.opens and piece.opener in (",", "–", "—", "-")


def _of_phrase(  # noqa: PLR0913, PLR0917 - as for a clause
    parse: Parse, phrase: Phrase, clause: Clause, clauses: list[Clause], sources: list[Source], dated: Dated, reference: Day | None
) -> Quote:
    status, rule = status_of_phrase(parse, phrase, clause, dated, reference)
    bounds = (phrase.first, phrase.last)
    if status is Status.DENIED:  # what is called off is told by the whole clause
        bounds = _bounds(parse, clause, clause, dated)
    is_own = clause.says or any(_is_within(parse, source, phrase) for source in sources)
    name, kind = (None, None) if is_own else attribution(parse, clause, clauses, sources)
    kind = "denial" if name and status is Status.DENIED else kind
    return Quote(*bounds, dated, bounds, status, name, kind, (dated.expression.mention.rule, "participle phrase", rule))


def _is_within(parse: Parse, source: Source, phrase: Phrase) -> bool:
    """`according to a report published on Monday`: the source does not say when it was published."""
    return phrase.first - 4 <= source.at < phrase.last and "," not in parse.words[source.at : phrase.first]


def _of_clause(  # noqa: PLR0913, PLR0917 - all of a sentence is needed to see what belongs to one clause
    parse: Parse, clause: Clause, clauses: list[Clause], sources: list[Source], dated: Dated, reference: Day | None, dates: list[Dated]
) -> Quote:
    anchor = _governing(clause, dates)
    status, rule = status_of(parse, clause, clauses, dated, reference)
    name, kind = attribution(parse, clause, clauses, sources)
    kind = "denial" if name and status is Status.DENIED else kind
    if clause.kind in ("rel", "participle") and rule == "cancelled" and clause.parent is not None:
        anchor = clause.parent
    first, last = _bounds(parse, anchor, clause, dated)
    line = (first, last)
    content = [c for c in clause.content if c.first >= last and not _has_date(c, dates)]
    if content and content[0] is clause.content[0] and content[0].first - last <= 3:
        last = _run(content)
        line = (first, last) if clause.denies or content[0].kind == "infinitive" else (content[0].first, last)
    elif clause.says and not clause.denies and clause.content and not clause.dated_content and clause.content[0].last <= first:
        line = (clause.content[0].first, clause.content[0].last)  # `…, teilte die Polizei am Montag mit`: what it said
    first = _behind_connectors(parse, clause, first, last)
    last += last < len(parse.words) and parse.words[last] == ")" and "(" in parse.words[first:last]
    rules = (dated.expression.mention.rule, f"{clause.kind} clause", rule)
    subject = _subject(parse, clause, clauses, line[0])
    return Quote(first, last, dated, line, status, name, kind, rules, clause.kind == "rel", subject)


def _subject(parse: Parse, clause: Clause, clauses: list[Clause], first: int) -> tuple[int, int]:
    """What a headline lacks: `The panel … | and is expected to do so`, or all before `…, | startet die Rakete am Sonntag`."""
    while first < clause.last and parse.roles[first] & (COORD | CONNECT):
        first += 1
    if first not in (*clause.finite, *clause.verbal) or clause.kind != "main":
        return (0, 0)
    owner = clause.partner or (clause if clause.first < first else None)
    before = next((c for c in reversed(clauses) if c.last <= clause.first <= c.last + 2 and c.region == clause.region), None)
    if owner is None:
        opens = before is not None and parse.lexicon.verb_final and first in clause.finite
        return (0, 0) if before is None or not opens else (clause.first, clause.first) if before.says else (before.first, clause.first)
    opening = owner.pieces[0]
    end = min((i for i in owner.finite if i < opening.last), default=opening.last)
    return (owner.first, end) if has_subject(parse, opening) and end <= first else (0, 0)


def _governing(clause: Clause, dates: list[Dated]) -> Clause:
    """An infinitive clause is quoted with the clause that it hangs on, unless that one has a date of its own."""
    parent = clause.parent
    if clause.kind == "infinitive" and parent is not None and not _has_date(parent, dates) and parent.last <= clause.first:
        return parent
    return clause


def _has_date(clause: Clause, dates: list[Dated]) -> bool:
    return any(piece.first <= dated.first < piece.last for dated in dates for piece in clause.pieces)


def _bounds(parse: Parse, anchor: Clause, clause: Clause, dated: Dated) -> tuple[int, int]:
    if anchor is not clause:
        return anchor.first, max(clause.last, anchor.last)
    if clause.kind == "participle" and (clause.parent is not None or clause.pieces[0].opener == "(") and len(clause.pieces) == 1:
        return antecedent(parse, clause), clause.last
    if clause.kind == "rel" and not parse.lexicon.comma_clauses and not clause.pieces[0].opener and _lacks_subject(parse, clause):
        return antecedent(parse, clause), clause.last
    if _opens_with_source(parse, clause, dated):
        return clause.pieces[1].first, clause.last
    if not any(parse.tokens[i].text in ",;:–—()" for i in _gaps(clause)):
        return clause.first, clause.last
    own = sum(piece.last - piece.first for piece in clause.pieces)
    if clause.last - clause.first - own <= own * _INTERRUPTION:
        return clause.first, clause.last
    return _stretch_around(clause, dated)


def _opens_with_source(parse: Parse, clause: Clause, dated: Dated) -> bool:
    """`According to a report published on Monday, spending fell`: who says it stays out of what is said."""
    first = clause.pieces[0]
    if len(clause.pieces) < 2 or first.finite or first.closer != ",":
        return False
    return not first.first <= dated.first < first.last and parse.lexicon.source_before.match(parse.words, first.first) > 0


def _lacks_subject(parse: Parse, clause: Clause) -> bool:
    """`that lit up the sky`: the relative pronoun is the subject, its verb follows at once."""
    verb = min(clause.finite, default=clause.last)
    return all(parse.roles[i] & (ADVERB | NEG) for i in range(clause.first + 1, verb))


def _gaps(clause: Clause) -> list[int]:
    """The tokens beside the pieces where a clause is interrupted."""
    pairs = pairwise(clause.pieces)
    return [i for left, right in pairs for i in (left.last, right.first - 1) if left.last < right.first]


def _stretch_around(clause: Clause, dated: Dated) -> tuple[int, int]:
    """Where too much interrupts a clause: the pieces that hang together around its date, with its verb where it can be."""
    pieces: list[Piece] = clause.pieces
    at = next(i for i, piece in enumerate(pieces) if piece.first <= dated.first < piece.last)
    low = high = at
    while low and pieces[low].first - pieces[low - 1].last <= 1:
        low -= 1
    while high + 1 < len(pieces) and pieces[high + 1].first - pieces[high].last <= 1:
        high += 1
    if not any(piece.finite or piece.verbal for piece in pieces[low : high + 1]):
        return clause.first, clause.last
    return pieces[low].first, pieces[high].last


def _run(content: list[Clause]) -> int:
    """The end of the first of the clauses and of those that hang on it without a gap."""
    last = content[0].last
    for clause in content[1:]:
        if clause.first - last > 2 or clause.region != content[0].region:
            break
        last = max(last, clause.last)
    return last


def _behind_connectors(parse: Parse, clause: Clause, first: int, last: int) -> int:
    while first < last - 2 and parse.words[first] != DATE:
        role = parse.roles[first]
        connects = role & CONNECT and not role & DET and clause.first == first and not (clause.kind == "main" and role & PREP)
        if clause.kind == "rel" and role & REL and clause.pieces[0].opener == ",":
            break
        joins = role & COORD or (role & COMPL and not (clause.kind == "main" and role & DET))  # `That chapter closed in May`
        if not (joins or connects) or first in clause.finite:
            break
        first += 1
    while first < last - 2 and parse.words[first] in ",;:":
        first += 1
    return first
