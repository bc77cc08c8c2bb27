"""Clauses whose verb says something: their speaker, and the clauses that they say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline.languages.forms import BE, CONDITIONAL, HAVE, INFINITIVE, PARTICIPLE, SUBJUNCTIVE
from timeline.languages.verbs import DATE
from timeline.statement.lexicon import ADVERB, COMPL, CONNECT, COORD, DET, LEAD, PREP, PRON
from timeline.statement.names import behind_verbs, kind_of, name_behind, name_from, subject_start, with_apposition
from timeline.statement.phrases import antecedent

if TYPE_CHECKING:
    from timeline.statement.clauses import Clause
    from timeline.statement.parsed import Parse, Piece


def find_sayings(parse: Parse, clauses: list[Clause]) -> None:
    """Mark the clauses whose verb says something, with their speaker and the clauses that they say."""
    for number, clause in enumerate(clauses):
        if clause.kind == "condition":
            continue
        verb = _saying_verb(parse, clause)
        if verb < 0:
            continue
        content = _content(parse, clauses, number, verb)
        if not content and _needs_content(parse, clause, verb):
            continue
        clause.says = True
        clause.denies = _denies(parse, clause, verb)
        clause.speaker = speaker_of(parse, clause, verb)
        clause.content = content


def _needs_content(parse: Parse, clause: Clause, verb: int) -> bool:
    """Whether a verb says nothing by itself: `the court rejected the appeal`; `rejected the claims` and `so he confirmed` do."""
    lexicon, word = parse.lexicon, parse.words[verb]
    if word in lexicon.deny_with_content:
        return lexicon.claims.isdisjoint(parse.words[clause.first : clause.last])
    if word not in lexicon.say_with_content:
        return False
    infinitives = [i for i in clause.verbal if i > verb + 1 and parse.tokens[i].flags & INFINITIVE]
    is_other = any(parse.words[i - 1] in parse.lexicon.reader.infinitive_after and i > verb + 2 for i in infinitives)
    reports_itself = is_other or any(parse.tokens[i].flags & (HAVE | BE) for i in infinitives)  # `expects prices to fall`, `dit avoir vu`
    return not reports_itself and parse.words[clause.first] not in lexicon.anaphora  # `Así lo reconoció ayer …`


def _denies(parse: Parse, clause: Clause, verb: int) -> bool:
    lexicon = parse.lexicon
    if lexicon.deny.has(parse.words, verb, clause.last):
        return True
    return parse.words[verb] in lexicon.calls and lexicon.has("false", parse.words, verb, clause.last)


def _saying_verb(parse: Parse, clause: Clause) -> int:
    lexicon = parse.lexicon
    active = any(parse.tokens[i].flags & HAVE for i in clause.finite) or not any(parse.tokens[i].flags & BE for i in clause.finite)
    perfect = clause.verbal if any(parse.tokens[i].flags & HAVE for i in (*clause.finite, *clause.verbal)) else ()  # `soll gesagt haben`
    if not lexicon.verb_final:  # `D'après une étude publiée mercredi, … s'est accélérée`
        perfect = tuple(i for i in perfect if i > min(clause.finite, default=0))
    if (
        not active
        and clause.kind != "rel"
        and parse.roles[clause.first] & PRON
        and parse.words[clause.first] not in lexicon.speaking_pronouns
    ):
        active, perfect = True, clause.verbal  # `it was reported that …`: nobody is named
    verbs = [i for i in (*clause.finite, *perfect) if active or not parse.tokens[i].flags & PARTICIPLE]
    passive = [i + 1 for i in clause.verbal if parse.tokens[i].flags & BE and parse.tokens[i].flags & PARTICIPLE]  # `a été annoncé`
    for i in sorted(set(verbs).difference(passive)):
        if lexicon.say.has(parse.words, i, clause.last) or lexicon.deny.has(parse.words, i, clause.last):
            return i
    return -1


def _content(parse: Parse, clauses: list[Clause], number: int, verb: int) -> list[Clause]:
    """What a clause of saying says: what follows it, or what precedes it where it comes last or is inserted."""
    clause = clauses[number]
    after, before = clauses[number + 1 :], clauses[:number]
    if parse.lexicon.is_date_word("as_said", parse.words[clause.first]):
        return [*before, *after]
    before, after = _within_semicolons(clause, before, after)
    beyond = [c for c in after if c.first >= clause.last]
    if before and parse.lexicon.verb_final and _comes_last(parse, clause, verb):
        return [*before, *(c for c in after if c.parent is not clause)]
    following = _following(parse, clause, beyond)
    if following:
        return following
    if before and before[-1].kind == "content" and before[-1].parent in (None, clause):
        return before  # `Dass er 2010 dort war, bestritt sie`
    inside = [c for c in (*before, *after) if c.kind == "content" and clause.first < c.first < clause.last]
    if inside:
        return inside
    if before and _comes_last(parse, clause, verb):
        return [*before, *(c for c in after if c.parent is not clause)]
    return []


def _within_semicolons(clause: Clause, before: list[Clause], after: list[Clause]) -> tuple[list[Clause], list[Clause]]:
    """A saying reaches no farther than the semicolons around it."""
    for i in range(len(before) - 1, -1, -1):
        following = before[i + 1] if i + 1 < len(before) else clause
        if following.pieces[0].opener == ";":
            before = before[i + 1 :]
            break
    end = next((i for i, c in enumerate(after) if c.pieces[0].opener == ";"), len(after))
    return before, after[:end]


def _following(parse: Parse, clause: Clause, after: list[Clause]) -> list[Clause]:
    if not after:
        return []
    head = after[0]
    opens = head.pieces[0].opener
    starts = (
        (head.kind == "content" or (head.kind == "infinitive" and head.parent is clause))
        or (head.region != clause.region and head.region > 0)
        or clause.pieces[-1].closer == ":"
        or (not parse.lexicon.comma_clauses and not opens and head.kind == "main" and not parse.roles[head.first] & COORD)
        or (head.kind in ("main", "condition") and any(parse.tokens[i].flags & (SUBJUNCTIVE | CONDITIONAL) for i in head.finite))
    )
    if not starts:
        return []
    if head.kind == "content":  # `ruled that it was void, but the government appealed`: the story goes on
        turn = next(
            (n for n, c in enumerate(after) if n and c.kind == "main" and parse.words[c.first] in parse.lexicon.contrast), len(after)
        )
        after = after[:turn]
    if not parse.lexicon.comma_clauses or head.region != clause.region:
        return after
    return [head, *(c for c in after[1:] if c.kind != "main" or c.partner or any(parse.tokens[i].flags & SUBJUNCTIVE for i in c.finite))]


def _comes_last(parse: Parse, clause: Clause, verb: int) -> bool:
    """`…, sagte X am Montag`, `…, police said`: behind a mark, with the verb first or the subject alone before it."""
    opener = clause.pieces[0].opener
    if not opener or opener == ";" or clause.kind != "main" or parse.roles[clause.first] & (COORD | LEAD) & ~DET:
        return False
    lead = clause.first
    while not parse.lexicon.verb_final and lead < verb and (parse.roles[lead] & ADVERB or parse.tokens[lead].flags & HAVE):
        lead += 1
    if verb - lead <= (0 if parse.lexicon.verb_final else 1):
        return True
    if parse.lexicon.verb_final or parse.roles[clause.first] & (COORD | LEAD):
        return False
    return (
        verb + 1 == clause.last
        or parse.words[verb] in parse.lexicon.addressed
        or parse.words[verb + 1] == DATE
        or bool(parse.roles[verb + 1] & (PREP | ADVERB) and not parse.roles[verb + 1] & COMPL)
    )


def speaker_of(parse: Parse, clause: Clause, verb: int) -> str | None:
    """The subject of a verb of saying: before the verb, or behind it where a date, an adverb or nothing comes first."""
    inverted = parse.words[verb if "-" in parse.words[verb] else min(clause.finite, default=verb)].rpartition("-")[2]
    if inverted in parse.lexicon.speaking_pronouns and inverted not in parse.words[clause.first : clause.last]:
        return inverted  # `a-t-elle raconté`
    if clause.kind == "rel":
        start = antecedent(parse, clause)
        return name_from(parse, start, clause.first) if start < clause.first else None
    piece = next((piece for piece in clause.pieces if piece.first <= verb < piece.last), clause.pieces[0])
    finite = min((i for i in clause.finite if piece.first <= i), default=verb)
    first_piece = clause.pieces[0]
    partner = clause.partner
    if partner and partner.finite and all(parse.roles[i] & (COORD | ADVERB | CONNECT) for i in range(piece.first, finite)):
        return speaker_of(parse, partner, partner.finite[0])  # `wies den Vorwurf zurück und kündigte … an`
    if first_piece is not piece and finite == piece.first:
        behind = name_behind(parse, finite + 1, piece.last)
        if behind and _is_subject(parse, first_piece, finite, behind):
            return behind
        name = name_from(parse, subject_start(parse, first_piece.first, first_piece.last), first_piece.last)
        return with_apposition(parse, name, clause.pieces[1] if clause.pieces[1] is not piece else None) if name else None
    start = subject_start(parse, piece.first + (clause.kind != "main" and piece is first_piece), finite)
    behind = name_behind(parse, behind_verbs(parse, finite + 1, piece.last), piece.last)
    if behind:
        at = next(i for i, other in enumerate(clause.pieces) if other is piece)
        behind = with_apposition(parse, behind, clause.pieces[at + 1] if at + 1 < len(clause.pieces) else None)
    if start >= finite or (behind and _is_object(parse, start, finite)):
        return behind
    follows = parse.words[finite + 1] if finite + 1 < piece.last else ""
    is_bare = not parse.roles[start] & DET  # `Gerüchte wies der Verein zurück`; an article before the verb is the subject's
    if behind and is_bare and first_piece is piece and follows in parse.lexicon.subject_articles and not _is_plural(parse, finite):
        return behind
    return name_from(parse, start, finite)


def _is_subject(parse: Parse, before: Piece, verb: int, behind: str) -> bool:
    """`Gerüchte, …, wies der Verein zurück`; not `Ministerin Ute Mai (SPD) sagte der „Nordzeitung“`: she says it, and to whom."""
    if parse.words[before.first] in parse.lexicon.objects or parse.words[before.first] in parse.lexicon.object_articles:
        return True
    is_person = before.last - before.first > 1 and all(parse.tokens[i].text[0].isupper() for i in (before.last - 1, before.last - 2))
    return parse.words[verb + 1] in parse.lexicon.subject_articles and not is_person and kind_of(parse, behind) != "medium"


def _is_plural(parse: Parse, verb: int) -> bool:
    """`Kritiker werfen der Ministerin vor`: `der` behind a plural verb is no subject."""
    ending = parse.lexicon.plural_ending
    return bool(ending) and parse.words[verb].endswith(ending)


def _is_object(parse: Parse, start: int, end: int) -> bool:
    """`Das hat der Verband mitgeteilt`: a lone demonstrative before the verb, or an article in an object's case."""
    alone = end - start == 1 and bool(parse.roles[start] & DET) and parse.words[start] not in parse.lexicon.speaking_pronouns
    return alone or parse.words[start] in parse.lexicon.object_articles or parse.words[start] in parse.lexicon.objects
