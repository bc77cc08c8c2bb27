"""Who says so: names behind patterns (`laut X`, `according to X`), and whose words a clause is."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from timeline.languages.forms import CONDITIONAL, PARTICIPLE, SUBJUNCTIVE
from timeline.languages.verbs import DATE
from timeline.statement.denials import answers
from timeline.statement.lexicon import PREP
from timeline.statement.names import back_to_article, clean, is_bare_name, kind_of, name_from, subject_start, with_apposition
from timeline.statement.sayings import speaker_of

if TYPE_CHECKING:
    from timeline.statement.clauses import Clause
    from timeline.statement.parsed import Parse, Piece


class Source(NamedTuple):
    """A named source, and where in the sentence it stands (token)."""

    name: str
    at: int
    opens: bool = False  # its piece starts with it: it stands beside the clauses, not in one


def mark_source_pieces(parse: Parse, pieces: list[Piece]) -> list[Source]:
    """Mark the pieces that hold nothing but a source, and find the sources that patterns name anywhere."""
    found = []
    for number, piece in enumerate(pieces):
        if _is_dated_saying(parse, piece):
            piece.finite = piece.finite or (piece.first + 1,)
            continue
        opening = parse.lexicon.source_opening.match(parse.words, piece.first)
        if opening and number and not piece.finite:
            name = name_from(parse, piece.first + opening, piece.last)
            if name:
                piece.is_source = True
                found.append(Source(name, piece.first))
            continue
        if parse.lexicon.source_own.match(parse.words, piece.first) and not piece.finite and len(pieces) > 1:
            piece.is_source = True
            continue
        for i in range(piece.first, piece.last):
            source = _by_pattern(parse, i, piece)
            beside = pieces[number + 1] if number + 1 < len(pieces) and piece.closer == "," else None
            if source and beside and i == piece.first and _is_verbless(parse, piece) and is_bare_name(parse, beside):
                source = source._replace(name=with_apposition(parse, source.name, beside))
                beside.is_source = beside.closer == ","  # `Selon le ministre, Jean Roux, …`
            if source:
                found.append(source._replace(opens=i == piece.first and bool(piece.opener)))
                piece.is_source = i == piece.first and _is_verbless(parse, piece) and len(pieces) > 1
    return found


def _is_dated_saying(parse: Parse, piece: Piece) -> bool:
    """`según confirmó el miércoles la Consejería`: an act of saying with a day of its own, not a bare source."""
    if piece.last - piece.first < 3 or DATE not in parse.words[piece.first : piece.last]:
        return False
    return parse.lexicon.is_date_word("as_said", parse.words[piece.first]) and parse.words[piece.first + 1] in parse.lexicon.say.forms


def _subject(parse: Parse, piece: Piece) -> str | None:
    """`Der Konzern will nach eigenen Angaben …`: the subject of a piece, before its verb or behind it."""
    verb = piece.finite[0]
    start = subject_start(parse, piece.first, verb)
    return name_from(parse, start, verb) if start < verb else name_from(parse, verb + 1, piece.last)


def _is_verbless(parse: Parse, piece: Piece) -> bool:
    """No verb in it; a last word that could be one is a noun (`according to media reports`)."""
    return all(i == piece.last - 1 for i in piece.finite) and not any(parse.tokens[i].flags & PARTICIPLE for i in piece.verbal)


def _by_pattern(parse: Parse, i: int, piece: Piece) -> Source | None:
    lexicon = parse.lexicon
    word = parse.words[i]
    if word not in lexicon.source_starts and not word.endswith(lexicon.source_compound or ("\0",)):
        return None
    if lexicon.source_own.match(parse.words, i):
        name = _subject(parse, piece) if piece.finite else None
        return Source(name, i) if name else None
    length = lexicon.source_before.match(parse.words, i)
    if length:
        name = name_from(parse, i + length, piece.last)
        return Source(name, i) if name else None
    length = lexicon.source_after.match(parse.words, i)
    if length and i > piece.first:
        name = clean(parse, back_to_article(parse, piece.first, i), i)
        return Source(name, i) if name else None
    if (
        i > piece.first
        and parse.roles[i - 1] & PREP
        and any(word.endswith(ending) and len(word) > len(ending) + 3 for ending in lexicon.source_compound)
    ):
        ending = next(ending for ending in lexicon.source_compound if word.endswith(ending))
        return Source(parse.tokens[i].text[: -len(ending)].removesuffix("-"), i)
    return None


def attribution(parse: Parse, clause: Clause, clauses: list[Clause], sources: list[Source]) -> tuple[str | None, str | None]:
    """The name and the kind of the source of a clause: its own speaker, whoever says it, or the source that a pattern names."""
    denier = next((c for c in clauses if c.denies and c.speaker and any(clause is said for said in c.content)), None)
    inner = next((c for c in clauses if c.speaker and not c.denies and any(clause is said for said in c.content)), None)
    if denier is not None and answers(denier) and inner is not None and inner.first > clause.first:
        return inner.speaker, kind_of(parse, inner.speaker or "")  # `Il nie : …, affirme son avocat`
    if denier is not None:
        return denier.speaker, kind_of(parse, denier.speaker or "") if answers(denier) else "denial"
    sayers = [c for c in clauses if c.speaker and any(clause is said for said in c.content)]
    if clause.says and clause.speaker and (clause.content or not sayers):
        sayers = [clause]
    for sayer in sayers[:1]:
        return sayer.speaker, "denial" if sayer.denies else kind_of(parse, sayer.speaker or "")
    if clause.kind in ("rel", "participle"):
        sources = [source for source in sources if clause.first <= source.at < clause.last]
    for source in sources:
        if _covers(source, clause, clauses):
            return source.name, kind_of(parse, source.name)
    reported = SUBJUNCTIVE | (CONDITIONAL if parse.lexicon.verb_final else 0)
    if any(parse.tokens[i].flags & reported for i in clause.finite):
        if clause.pieces[0].opener == ":":
            name = _subject_before(parse, clause, clauses)
            if name:
                return name, kind_of(parse, name)
        last = next((c for c in reversed(clauses) if c.speaker and c.first < clause.first), None)
        if last and last.speaker:
            return last.speaker, kind_of(parse, last.speaker)
    return None, None


def _subject_before(parse: Parse, clause: Clause, clauses: list[Clause]) -> str | None:
    """`Die Gewerkschaft stellt ein Ultimatum: … müsse …`: reported speech behind a colon is said by the subject before it."""
    before = next((c for c in reversed(clauses) if c.last <= clause.first and c.finite), None)
    return speaker_of(parse, before, before.finite[0]) if before else None


def _covers(source: Source, clause: Clause, clauses: list[Clause]) -> bool:
    """A source covers its own clause and those after it; outside any clause it covers the whole sentence."""
    own = next((c for c in clauses if any(p.first <= source.at < p.last for p in c.pieces)), None)
    if own is None or own is clause:
        return True
    if source.opens:
        return True  # `…, heißt es in der Studie`
    return own.first <= clause.first or (clause.kind != "main" and clause.parent is own)
