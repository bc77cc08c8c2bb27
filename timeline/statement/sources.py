"""Who says so: names behind patterns (`laut X`, `according to X`), subjects of verbs of saying, and what they are said to say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from timeline.languages.forms import BE, CONDITIONAL, FINITE, GERUND, HAVE, PARTICIPLE, SUBJUNCTIVE
from timeline.languages.verbs import DATE
from timeline.statement.lexicon import ADVERB, CONNECT, COORD, DET, LEAD, NEG, PREP, PRON

if TYPE_CHECKING:
    from timeline.statement.clauses import Clause
    from timeline.statement.pieces import Parse, Piece

_LONGEST: Final = 14  # tokens of a name with its functions


class Source(NamedTuple):
    """A named source, and where in the sentence it stands (token)."""

    name: str
    at: int
    opens: bool = False  # its piece starts with it: it stands beside the clauses, not in one


def mark_source_pieces(parse: Parse, pieces: list[Piece]) -> list[Source]:
    """Mark the pieces that hold nothing but a source, and find the sources that patterns name anywhere."""
    found = []
    for number, piece in enumerate(pieces):
        opening = parse.lexicon.source_opening.match(parse.words, piece.first)
        if opening and number and not piece.finite:
            name = name_from(parse, piece.first + opening, piece.last)
            if name:
                piece.is_source = True
                found.append(Source(name, piece.first))
            continue
        for i in range(piece.first, piece.last):
            source = _by_pattern(parse, i, piece)
            if source:
                found.append(source._replace(opens=i == piece.first and bool(piece.opener)))
                piece.is_source = i == piece.first and not piece.finite and not _has_participle(parse, piece) and len(pieces) > 1
    return found


def _subject(parse: Parse, piece: Piece) -> str | None:
    """`Der Konzern will nach eigenen Angaben …`: the subject of a piece, before its verb or behind it."""
    verb = piece.finite[0]
    start = _subject_start(parse, piece.first, verb)
    return name_from(parse, start, verb) if start < verb else name_from(parse, verb + 1, piece.last)


def _has_participle(parse: Parse, piece: Piece) -> bool:
    return any(parse.tokens[i].flags & PARTICIPLE for i in piece.verbal)


def _by_pattern(parse: Parse, i: int, piece: Piece) -> Source | None:
    lexicon = parse.lexicon
    if lexicon.source_own.match(parse.words, i) and piece.finite:
        name = _subject(parse, piece)
        return Source(name, i) if name else None
    length = lexicon.source_before.match(parse.words, i)
    if length:
        name = name_from(parse, i + length, piece.last)
        return Source(name, i) if name else None
    length = lexicon.source_after.match(parse.words, i)
    if length and i > piece.first:
        name = _clean(parse, _back_to_article(parse, piece.first, i), i)
        return Source(name, i) if name else None
    word = parse.words[i]
    if i > piece.first and parse.roles[i - 1] & PREP and any(word.endswith(ending) and len(word) > len(ending) + 3 for ending in lexicon.source_compound):
        ending = next(ending for ending in lexicon.source_compound if word.endswith(ending))
        return Source(parse.tokens[i].text[: -len(ending)].removesuffix("-"), i)
    return None


def _back_to_article(parse: Parse, floor: int, end: int) -> int:
    i = end
    while i > floor and parse.words[i - 1] != DATE and not parse.tokens[i - 1].flags & FINITE:
        i -= 1
        if parse.roles[i] & DET:
            break
    return i


def name_from(parse: Parse, start: int, end: int) -> str | None:
    """The name that starts at a token: article and adjectives, nouns, and what a linking word adds."""
    lexicon = parse.lexicon
    i = start
    while i < end and (parse.words[i] == DATE or (parse.roles[i] & (ADVERB | PREP | CONNECT) and not parse.roles[i] & (DET | PRON))):
        i += 1
    first = i
    named = False
    while i < min(end, first + _LONGEST):
        token, role = parse.tokens[i], parse.roles[i]
        links = token.word in lexicon.linking and named
        if not token.text[0].isalnum() and token.text[0] not in "&/\"„“”.’'" or token.word == DATE:
            break
        if (token.flags & FINITE and not token.flags & GERUND and (named or not lexicon.capital_nouns)) and not token.text[0].isupper():
            break
        if named and not links and (role & (PREP | ADVERB | LEAD) or (lexicon.capital_nouns and token.text[0].islower() and not _leads_on(parse, i))):
            break
        if links and not _goes_on(parse, i, end):
            break
        if not named and role & PRON and not role & DET:
            return token.word if token.word in lexicon.speaking_pronouns else None
        if role & NEG:
            return None
        named = named or not token.text[0].islower() or (not lexicon.capital_nouns and not role & DET)
        i += 1
    return _clean(parse, first, i) if named else None


def _leads_on(parse: Parse, i: int) -> bool:
    """A lower-case word within a name stands behind a linking word or an adjective there (`der örtlichen Polizei`)."""
    return parse.words[i - 1] in parse.lexicon.linking or (parse.tokens[i - 1].text[0].islower() and i > 0)


def _goes_on(parse: Parse, i: int, end: int) -> bool:
    """Whether a linking word is followed by more of the name, not by a date, a verb or the end."""
    for k in range(i + 1, min(end, i + 4)):
        token = parse.tokens[k]
        if token.word == DATE or token.flags & FINITE:
            return False
        if token.text[0].isupper() or (not parse.lexicon.capital_nouns and token.text[0].isalpha() and not parse.roles[k] & (DET | PREP)):
            return True
        if not token.text[0].isalpha():
            return False
    return False


def _clean(parse: Parse, first: int, last: int) -> str | None:
    """The words without article, connectors and marks at their ends; None where nothing or a pronoun is left."""
    while first < last and (parse.roles[first] & (CONNECT | COORD | ADVERB) or not parse.tokens[first].text[0].isalnum()) and not parse.roles[first] & DET:
        first += 1
    while last > first and (not parse.tokens[last - 1].text[0].isalnum() or parse.roles[last - 1] & (PREP | COORD | ADVERB)):
        last -= 1
    keeps_article = parse.lexicon.capital_nouns and last - first > 1 and parse.tokens[first + 1].text[0].islower()
    if last - first > 1 and parse.roles[first] & DET and not keeps_article:
        first += 1
    if first >= last or (last - first == 1 and parse.roles[first] & (PRON | DET | LEAD)):
        return None
    text = parse.source[parse.tokens[first].start : parse.tokens[last - 1].end]
    return " ".join(text.split()).strip("\"„“”«»'’ ") or None


def find_sayings(parse: Parse, clauses: list[Clause]) -> None:
    """Mark the clauses whose verb says something, with their speaker and the clauses that they say."""
    for number, clause in enumerate(clauses):
        verb = _saying_verb(parse, clause)
        if verb < 0:
            continue
        content = _content(parse, clauses, number, verb)
        if not content and parse.words[verb] in parse.lexicon.say_with_content:
            continue
        clause.says = True
        clause.denies = _denies(parse, clause, verb)
        clause.speaker = _speaker(parse, clause, verb)
        clause.content = content


def _denies(parse: Parse, clause: Clause, verb: int) -> bool:
    return parse.lexicon.deny.has(parse.words, verb, clause.last)


def _saying_verb(parse: Parse, clause: Clause) -> int:
    lexicon = parse.lexicon
    active = any(parse.tokens[i].flags & HAVE for i in clause.finite) or not any(parse.tokens[i].flags & BE for i in clause.finite)
    perfect = clause.verbal if any(parse.tokens[i].flags & HAVE for i in clause.finite) else ()
    verbs = [i for i in (*clause.finite, *perfect) if active or not parse.tokens[i].flags & PARTICIPLE]
    for i in sorted(verbs):
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
    if before and parse.lexicon.verb_final and _comes_last(parse, clause, verb):
        return [*before, *(c for c in after if c.parent is not clause)]
    following = _following(parse, clause, after)
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
    if not parse.lexicon.comma_clauses or head.region != clause.region:
        return after
    return [head, *(c for c in after[1:] if c.kind != "main" or c.partner or any(parse.tokens[i].flags & SUBJUNCTIVE for i in c.finite))]


def _comes_last(parse: Parse, clause: Clause, verb: int) -> bool:
    """`…, sagte X am Montag`, `…, police said`: behind a mark, with the verb first or the subject alone before it."""
    opener = clause.pieces[0].opener
    if not opener or opener == ";" or clause.kind not in ("main", "rel"):
        return False
    if verb - clause.first <= (0 if parse.lexicon.verb_final else 1):
        return True
    if parse.lexicon.verb_final or parse.roles[clause.first] & (COORD | LEAD):
        return False
    return clause.last - verb <= 6 and not any(parse.roles[i] & DET for i in range(verb + 1, clause.last))


def _speaker(parse: Parse, clause: Clause, verb: int) -> str | None:
    """The subject of a verb of saying: before the verb, or behind it where a date, an adverb or nothing comes first."""
    piece = next((piece for piece in clause.pieces if piece.first <= verb < piece.last), clause.pieces[0])
    finite = min((i for i in clause.finite if piece.first <= i), default=verb)
    first_piece = clause.pieces[0]
    partner = clause.partner
    if partner and partner.finite and all(parse.roles[i] & (COORD | ADVERB | CONNECT) for i in range(piece.first, finite)):
        return _speaker(parse, partner, partner.finite[0])  # `wies den Vorwurf zurück und kündigte … an`
    if first_piece is not piece and finite == piece.first:
        follows = parse.words[finite + 1] if finite + 1 < piece.last else ""
        if follows in parse.lexicon.subject_articles:
            return name_from(parse, finite + 1, piece.last)
        return name_from(parse, _subject_start(parse, first_piece.first, first_piece.last), first_piece.last)
    start = _subject_start(parse, piece.first + (clause.kind != "main" and piece is first_piece), finite)
    behind = name_from(parse, finite + 1, piece.last)
    if start >= finite or (behind and _is_object(parse, start, finite)):
        return behind
    follows = parse.words[finite + 1] if finite + 1 < piece.last else ""
    if behind and first_piece is piece and follows in parse.lexicon.subject_articles and not _is_plural(parse, finite):
        return behind
    return name_from(parse, start, finite)


def _is_plural(parse: Parse, verb: int) -> bool:
    """`Kritiker werfen der Ministerin vor`: `der` behind a plural verb is no subject."""
    ending = parse.lexicon.plural_ending
    return bool(ending) and parse.words[verb].endswith(ending)


def _is_object(parse: Parse, start: int, end: int) -> bool:
    """`Das hat der Verband mitgeteilt`: a lone demonstrative before the verb, or an article in an object's case."""
    alone = end - start == 1 and bool(parse.roles[start] & DET) and parse.words[start] not in parse.lexicon.speaking_pronouns
    return alone or parse.words[start] in parse.lexicon.object_articles


def _subject_start(parse: Parse, first: int, end: int) -> int:
    """Behind joining words, adverbs, dates and phrases with a preposition."""
    i = first
    while i < end:
        role = parse.roles[i]
        if role & PREP and not role & DET:
            i += 1
            while i < end and parse.words[i - 1] != DATE and not (parse.roles[i] & (DET | PRON) and not parse.roles[i - 1] & PREP):
                i += 1
        elif parse.words[i] == DATE or (role & (LEAD | CONNECT | COORD | ADVERB) and not role & DET):
            i += 1
        else:
            break
    return i


def kind_of(parse: Parse, name: str) -> str:
    """`medium` or `document` where the name says so, else `speech`."""
    lexicon = parse.lexicon
    words = name.lower().replace("-", " ").split()
    if any(word in lexicon.document or word.endswith(lexicon.document_endings or ("\0",)) for word in words[:2]):
        return "document"
    if any(word in lexicon.medium or word.endswith(lexicon.medium_endings or ("\0",)) for word in words):
        return "medium"
    return "speech"


def attribution(parse: Parse, clause: Clause, clauses: list[Clause], sources: list[Source]) -> tuple[str | None, str | None]:
    """The name and the kind of the source of a clause: its own speaker, whoever says it, or the source that a pattern names."""
    denier = next((c for c in clauses if c.denies and c.speaker and any(clause is said for said in c.content)), None)
    if denier is not None:
        return denier.speaker, "denial"
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
    if any(parse.tokens[i].flags & SUBJUNCTIVE for i in clause.finite):
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
    return _speaker(parse, before, before.finite[0]) if before else None


def _covers(source: Source, clause: Clause, clauses: list[Clause]) -> bool:
    """A source covers its own clause and those after it; outside any clause it covers the whole sentence."""
    own = next((c for c in clauses if any(p.first <= source.at < p.last for p in c.pieces)), None)
    if own is None or own is clause:
        return True
    if source.opens:
        return True  # `…, heißt es in der Studie`
    return own.first <= clause.first or clause.kind != "main" and clause.parent is own
