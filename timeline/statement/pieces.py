"""A sentence as pieces: stretches between marks and joining words, each with the verbs that it holds."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from timeline.languages.forms import ATTRIBUTIVE, BE, FINITE, FUTURE, GERUND, HAVE, INFINITIVE, MODAL, PARTICIPLE, PAST
from timeline.languages.verbs import DATE
from timeline.statement.lexicon import ADVERB, COMPL, COND, CONNECT, COORD, DET, LEAD, NEG, PREP, PRON, REL, SUB
from timeline.statement.parsed import PARENTHESIS, Piece, could_be_finite

if TYPE_CHECKING:
    from timeline.languages.verbs import Token
    from timeline.statement.parsed import Parse

_QUOTES: Final = frozenset('„“”«»"‟〝')
_MARKS: Final = frozenset(",;:–—!?…()[]")
_DASHES: Final = frozenset("–—-")
_PHRASE: Final = 5  # words: so many in quotation marks are a clause even where their verb could be a participle
_AUXILIARY: Final = HAVE | BE | MODAL | FUTURE
_SMALL: Final = ADVERB | NEG


def cut(parse: Parse) -> list[Piece]:
    """The pieces of a sentence in their order; marks belong to no piece."""
    pieces: list[Piece] = []
    for stretch in _stretches(parse):
        pieces += _split(parse, stretch)
    for piece in pieces:
        piece.lead = _lead(parse, piece)
        piece.finite, piece.verbal = _verbs(parse, piece)
    return pieces


def _stretches(parse: Parse) -> list[Piece]:
    """Cut at marks; a quotation without a finite verb is a name, and its marks do not cut."""
    tokens = parse.tokens
    quoted = _quotations(parse)
    stretches: list[Piece] = []
    start, opener, region, depth = 0, "", 0, 0
    for i, token in enumerate(tokens):
        if not (i in quoted or _is_mark(parse, i)):
            continue
        if i > start:
            stretches.append(Piece(start, i, opener, region, closer=token.word))
        if i in quoted:
            region, depth = quoted[i], 0
        elif token.word in "([":
            depth, region = region, PARENTHESIS + i
        elif token.word in ")]":
            region = depth
        start, opener = i + 1, token.word
    if len(tokens) > start:
        stretches.append(Piece(start, len(tokens), opener, region))
    return stretches


def _quotations(parse: Parse) -> dict[int, int]:
    """The quotation marks that cut, each with the region that follows it."""
    marks = [i for i, word in enumerate(parse.words) if word in _QUOTES]
    regions: dict[int, int] = {}
    pairs = list(zip(marks[::2], marks[1::2], strict=False))
    if len(marks) % 2:  # an open quotation runs to the end of the sentence, a closing mark alone from its start
        last = marks[-1]
        pairs.append((-1, last) if last + 2 >= len(parse.words) else (last, len(parse.words)))
    for number, (first, last) in enumerate(pairs, 1):
        if any(could_be_finite(parse, i) for i in range(first + 1, last)) and not _is_epithet(parse, first, last):
            regions[first], regions[last] = number, 0
    return regions


def _is_epithet(parse: Parse, first: int, last: int) -> bool:
    """`nannte er „frei erfunden“`: a few words in quotation marks, none of which must be a finite verb."""
    tokens = parse.tokens[first + 1 : last]
    bare = all(not token.flags & FINITE or token.flags & (PARTICIPLE | ATTRIBUTIVE | INFINITIVE) for token in tokens)
    return len(tokens) < _PHRASE and bare and not any(parse.roles[i] & (PRON | LEAD) for i in range(first + 1, last))


def _is_mark(parse: Parse, i: int) -> bool:
    word = parse.words[i]
    tokens = parse.tokens
    if word in _DASHES:
        before = i == 0 or tokens[i - 1].end < tokens[i].start
        return before and i + 1 < len(tokens) and tokens[i].end < tokens[i + 1].start
    if word == ".":
        return i + 1 == len(tokens) or parse.words[i + 1] in _QUOTES
    return word in _MARKS


def _split(parse: Parse, stretch: Piece) -> list[Piece]:
    """Cut a stretch before joining words that have a verb on both sides."""
    cuts = [stretch.first]
    for i in range(stretch.first + 1, stretch.last):
        role = parse.roles[i]
        joins = (role & COORD and _coordinates(parse, cuts[-1], i, stretch.last)) or (
            role & LEAD
            and not parse.lexicon.comma_clauses
            and (_opens_clause(parse, cuts[-1], i, stretch.last) or _opens_condition(parse, cuts[-1], i, stretch.last))
        )
        if joins or _content_starts(parse, cuts[-1], i, stretch.last) or _goes_on(parse, cuts, i):
            first = _opening(parse, i)
            if first > cuts[-1]:
                cuts.append(first)
            elif first == i - 1 and parse.words[first] not in parse.lexicon.relative_heads:
                cuts.append(i)
    bounds = [*cuts, stretch.last]
    pieces = [Piece(first, last, "", stretch.region) for first, last in pairwise(bounds)]
    pieces[0].opener, pieces[-1].closer = stretch.opener, stretch.closer
    return pieces


def _opening(parse: Parse, i: int) -> int:
    """Where a clause opens: before the preposition or the demonstrative of its pronoun (`dans | lequel`, `contrairement à | ce qui`)."""
    is_relative = parse.roles[i] & REL
    if is_relative and parse.words[i - 1] in parse.lexicon.relative_heads:
        return i - 2 if i > 1 and parse.roles[i - 2] & PREP and not parse.roles[i - 2] & DET else i - 1
    return i - 1 if is_relative and parse.roles[i - 1] & PREP else i


def _goes_on(parse: Parse, cuts: list[int], i: int) -> bool:
    """`Anyone who saw the van | should call`: a second finite verb takes up the clause that a relative clause interrupted."""
    start = cuts[-1]
    if len(cuts) < 2 or parse.lexicon.comma_clauses or not parse.roles[start] & (REL | COMPL) or not could_be_finite(parse, i):
        return False
    if any(could_be_finite(parse, k) for k in range(cuts[-2], start)) or parse.roles[i - 1] & (COORD | ADVERB):
        return False
    if parse.tokens[i].flags & PARTICIPLE and any(parse.tokens[k].flags & _AUXILIARY for k in range(max(start, i - 3), i)):
        return False
    return any(could_be_finite(parse, k) for k in range(start + 1, i))


def _finite_between(parse: Parse, first: int, last: int) -> int:
    """The first token that can be a finite verb in a range, up to a coordinator or a word that opens a clause; -1 for none."""
    return next((i for i in range(first, last) if could_be_finite(parse, i)), -1)


def _coordinates(parse: Parse, first: int, i: int, last: int) -> bool:
    """Whether a coordinator joins two verbs, not two nouns: each side has a finite verb, or both have participles."""
    if last - i < 3 or _joins_names(parse, i):
        return False
    end = next((k for k in range(i + 1, last) if parse.roles[k] & COORD and k > i + 1), last)
    left = parse.tokens[first:i]
    right = parse.tokens[i + 1 : end]
    if not any(token.flags & ~(ATTRIBUTIVE | GERUND) for token in left):
        return False
    pair = bool(left[-1].flags & ATTRIBUTIVE)  # `das errichtete und als Kino genutzte Gebäude`
    verbs = [
        token.flags for token in right if token.flags & FINITE and not (token.flags & ATTRIBUTIVE and (pair or not token.flags & PAST))
    ]
    if any(not flags & (PARTICIPLE | INFINITIVE) or flags & _AUXILIARY for flags in verbs):
        return True
    is_open = _has(left, _AUXILIARY) and not _has(left, PARTICIPLE | INFINITIVE)  # what follows completes the verb before the coordinator
    if verbs and not is_open:
        return True
    if right[0].flags & PARTICIPLE and left[0].flags & PARTICIPLE and not parse.lexicon.verb_final:
        return True  # `Bâtie en 1210 et pillée en 1562, l'abbaye …`
    return any(right[-1].flags & form and _has(left, form) for form in (PARTICIPLE, INFINITIVE))


def _joins_names(parse: Parse, i: int) -> bool:
    """`the Immigration and Naturalization Service`: capitals on both sides, and no verb behind the next word."""
    tokens = parse.tokens
    if parse.lexicon.capital_nouns or i < 1 or not (tokens[i - 1].text[0].isupper() and tokens[i + 1].text[0].isupper()):
        return False
    return tokens[i - 1].word != DATE and tokens[i + 1].word != DATE and not could_be_finite(parse, i + 2)


def _has(tokens: list[Token], form: int) -> bool:
    return any(token.flags & form for token in tokens)


def _opens_clause(parse: Parse, first: int, i: int, last: int) -> bool:
    """Whether a subordinator within a stretch has a verb of its own, where no comma marks it (`when`, `who`, `that`)."""
    if i + 1 >= last or (not any(token.flags & ~ATTRIBUTIVE for token in parse.tokens[first:i]) and not parse.roles[i] & REL):
        return False
    if parse.roles[i] & PREP and parse.words[i + 1] == DATE:
        return False
    end = next((k for k in range(i + 2, last) if parse.roles[k] & (COORD | SUB | REL | COMPL | COND) and not parse.roles[k] & PREP), last)
    return _finite_between(parse, i + 1, end) >= 0


def _opens_condition(parse: Parse, first: int, i: int, last: int) -> bool:
    """`se reanudará mañana | si el viento amaina`: an `if` behind a verb opens a clause, even where its own verb is unknown."""
    role = parse.roles[i]
    return bool(role & COND) and not role & PREP and last - i > 2 and _finite_between(parse, first, i) >= 0


def _content_starts(parse: Parse, first: int, i: int, last: int) -> bool:
    """Where what is said follows its verb without a joining word: `Police said | two men died`."""
    if parse.lexicon.comma_clauses or parse.roles[i] & (LEAD | COORD):
        return False
    verb = i - 1
    if parse.words[verb] == DATE:
        verb -= 2 if parse.roles[verb - 1] & PREP else 1
    elif i + 1 < last and parse.words[i + 1] == DATE and parse.roles[i] & PREP:
        return False  # the date after the verb belongs to the saying
    elif parse.words[i] == DATE:
        return False
    lexicon = parse.lexicon
    says = verb >= first and (lexicon.say.has(parse.words, verb, last) or lexicon.deny.has(parse.words, verb, last))
    if verb == i - 1 and says and parse.words[verb] in lexicon.addressed:
        return False  # `told the Post`, `accused the company`: an object follows, not what is said
    if not says and parse.roles[i] & PRON and not parse.roles[i] & DET and verb - 1 > first:  # `told the court | he had met her`
        says = any(parse.words[k] in lexicon.addressed and parse.tokens[k].flags & FINITE for k in (verb - 1, verb - 2) if k >= first)
        return says and _finite_between(parse, i + 1, last) >= 0
    if not says or not parse.tokens[verb].flags & FINITE:
        return False
    end = next((k for k in range(i, last) if parse.roles[k] & (COORD | REL | SUB | COMPL)), last)
    verb = _finite_between(parse, i + 1, end)
    if parse.roles[i] & PREP and verb >= 0 and parse.tokens[verb].flags & PARTICIPLE and _finite_between(parse, verb + 1, end) < 0:
        return False  # `the regulator said in a letter dated 4 May`
    return any(parse.roles[k] & (DET | PRON) or not (parse.roles[k] or parse.tokens[k].flags) for k in range(i, verb))


def _lead(parse: Parse, piece: Piece) -> int:
    """The role of the word that opens a piece, behind coordinators, adverbs and a preposition (`und dass`, `kurz nachdem`, `in der`)."""
    for i in range(piece.first, min(piece.first + 3, piece.last)):
        role = parse.roles[i]
        if role & LEAD and not (role & REL and role & DET and not _is_relative(parse, piece, i)):
            return role & LEAD
        if not role & (COORD | ADVERB | CONNECT | PREP):
            return 0
    return 0


def _is_relative(parse: Parse, piece: Piece, i: int) -> bool:
    """A relative pronoun that is an article as well: it needs a comma before it, and the verb comes last or is missing."""
    if not parse.lexicon.comma_clauses:
        return i > 0 and not piece.opener  # cut here because a verb follows
    if piece.opener not in (",", "–", "—", "-") or i > piece.first + 1:
        return False
    tokens = parse.tokens
    verbs = [k for k in range(i + 1, piece.last) if could_be_finite(parse, k)]
    if not verbs:
        return not any(token.flags & INFINITIVE for token in tokens[i + 1 : piece.last])
    sure = next((k for k in verbs if not tokens[k].flags & (PARTICIPLE | INFINITIVE | ATTRIBUTIVE)), verbs[-1])
    return verbs[-1] >= piece.last - 2 and all(token.flags for token in tokens[sure : piece.last - 1])


def _verbs(parse: Parse, piece: Piece) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The finite verbs of a piece, and its other verb forms; a form that can be both is finite only where nothing else is."""
    strong, doubtful, others = [], [], []
    for i in range(piece.first, piece.last):
        flags = parse.tokens[i].flags
        if not flags or flags == ATTRIBUTIVE or (flags & ATTRIBUTIVE and not flags & PAST):
            continue
        if flags & FINITE and not flags & (PARTICIPLE | INFINITIVE | ATTRIBUTIVE):
            strong.append(i)
        elif flags & FINITE:
            doubtful.append(i)
        else:
            others.append(i)
    if strong:
        return tuple(strong), tuple(sorted(others + doubtful))
    finite = _choose(parse, piece, doubtful)
    return (finite,) if finite >= 0 else (), tuple(sorted(others + [i for i in doubtful if i != finite]))


def _choose(parse: Parse, piece: Piece, doubtful: list[int]) -> int:
    """Of forms that may be participles or infinitives as well, the one that is the finite verb; -1 where none is."""
    auxiliary = [i for i in doubtful if parse.tokens[i].flags & _AUXILIARY]
    if auxiliary:
        return auxiliary[-1] if parse.lexicon.verb_final and piece.lead else auxiliary[0]
    candidates = [i for i in doubtful if not _is_attribute(parse, i)]
    if not candidates:
        return -1
    if len(candidates) > 1 and _is_reduced(parse, candidates[0], candidates[1]):
        return candidates[1]
    first = candidates[0]
    return -1 if _opens_as_participle(parse, piece, first) else first


def _opens_as_participle(parse: Parse, piece: Piece, verb: int) -> bool:
    """`closed in 2019`, `originally scheduled for Friday`, `estimated at …`: no subject; `said X` has one behind it."""
    if parse.lexicon.verb_final or not parse.tokens[verb].flags & PARTICIPLE:
        return False
    if parse.lexicon.source_before.match(parse.words, piece.first):
        return True  # `according to a report published on Monday`
    if any(not parse.roles[i] & ADVERB for i in range(piece.first, verb)):
        return False
    behind = parse.roles[verb + 1] if verb + 1 < piece.last and parse.words[verb + 1] != DATE else 0
    return not parse.lexicon.say.has(parse.words, verb, piece.last) or bool(behind & PREP and not behind & (LEAD | COORD))


def _is_attribute(parse: Parse, i: int) -> bool:
    """`der am Montag verletzte Mann`: a past form that could be an adjective, behind an article and before a noun."""
    if not parse.tokens[i].flags & ATTRIBUTIVE or i + 1 >= len(parse.tokens) or not parse.tokens[i + 1].text[0].isupper():
        return False
    k = i - 1
    while k >= 0 and (parse.words[k] == DATE or parse.roles[k] & (PREP | _SMALL)) and not parse.roles[k] & DET:
        k -= 1
    return k >= 0 and bool(parse.roles[k] & DET)


def _is_reduced(parse: Parse, first: int, second: int) -> bool:
    """`The bridge closed in 2019 reopened`: only a date stands between a participle and the verb."""
    between = range(first + 1, second)
    return any(parse.words[i] == DATE for i in between) and all(parse.words[i] == DATE or parse.roles[i] & (PREP | _SMALL) for i in between)
