"""Names of sources: where one starts, how far it goes, what is left out of it, and of which kind it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from timeline.languages.forms import ATTRIBUTIVE, FINITE, GERUND, INFINITIVE, PARTICIPLE
from timeline.languages.verbs import DATE
from timeline.statement.lexicon import ADVERB, CONNECT, COORD, DET, LEAD, NEG, PREP, PRON
from timeline.statement.parsed import has_subject

if TYPE_CHECKING:
    from timeline.statement.parsed import Parse, Piece

_QUOTES: Final = re.compile('["„“”«»]')
_LONGEST: Final = 14  # tokens of a name with its functions


def name_from(parse: Parse, start: int, end: int) -> str | None:
    """The name that starts at a token: article and adjectives, nouns, and what a linking word adds."""
    lexicon = parse.lexicon
    i = start
    while i < end and (parse.words[i] == DATE or _is_small(parse, i)):
        i += 1
    i = first = behind_attribute(parse, i, end)
    named = False
    while i < min(end, first + _LONGEST):
        token, role = parse.tokens[i], parse.roles[i]
        links = token.word in lexicon.linking and named
        if (not token.text[0].isalnum() and token.text[0] not in "&/\"„“”.’'") or token.word == DATE:
            break
        if (token.flags & FINITE and not token.flags & GERUND and (named or not lexicon.capital_nouns)) and not token.text[0].isupper():
            break
        ends = bool(role & (PREP | ADVERB | LEAD)) or (lexicon.capital_nouns and not _leads_on(parse, i))
        if named and not links and token.text[0].islower() and ends:
            break
        if links and (not _goes_on(parse, i, end) or _is_addressee(parse, first, i, end)):
            break
        if not named and role & PRON and not role & DET:
            return token.word if token.word in lexicon.speaking_pronouns else None
        if role & NEG:
            return None
        if named and token.text.isdigit() and _counts(parse, i, end):
            break
        named = named or not token.text[0].islower() or (not lexicon.capital_nouns and not role & DET)
        i += 1
    return clean(parse, first, i) if named else None


def name_behind(parse: Parse, start: int, end: int) -> str | None:
    """The subject behind a verb: `sagte am Montag in Berlin der Minister`; `explicó a este diario` has none."""
    if start < end and parse.words[start] in parse.lexicon.dative:
        start += 1  # `au Monde`, `al juez`: whom it is said to
        while start < end and not parse.roles[start] & (DET | PREP):
            start += 1
    start = subject_start(parse, start, end)
    if start + 1 < end and parse.roles[start] & DET and parse.words[start + 1] == DATE:
        start = subject_start(parse, start + 1, end)  # `anunció | el | martes la ministra`
    return name_from(parse, start, end) if start < end else None


def with_apposition(parse: Parse, name: str, beside: Piece | None) -> str:
    """`Its lawyer, April Summers, said`: a function is told with the name beside it."""
    words = name.split()
    is_person = len(words) > 1 and words[-1][0].isupper() and words[-2][0].isupper()
    if beside is None or is_person or (len(words) == 1 and words[0][0].isupper() and not parse.lexicon.capital_nouns):
        return name
    return f"{name}, {name_from(parse, beside.first, beside.last)}" if is_bare_name(parse, beside) else name


def is_bare_name(parse: Parse, piece: Piece) -> bool:
    """Nothing but a name of two words or more."""
    tokens = parse.tokens[piece.first : piece.last]
    if len(tokens) < 2 or not (tokens[-1].text[0].isupper() and tokens[-2].text[0].isupper()) or piece.finite or piece.verbal:
        return False
    return not any(parse.roles[i] & ~DET for i in range(piece.first, piece.last))


def behind_verbs(parse: Parse, i: int, last: int) -> int:
    """`a indiqué | la préfète`, `veut croire | Mai`: where the verb does not come last, its other forms follow its auxiliary."""
    while not parse.lexicon.verb_final and i < last and (parse.tokens[i].flags & (PARTICIPLE | INFINITIVE) or parse.roles[i] & ADVERB):
        i += 1
    return i


def subject_before(parse: Parse, pieces: list[Piece], piece: Piece) -> list[Piece]:
    """`…, the fund's director, Mae Lindgren, | told reporters`: takes the subject of a saying from the end of the pieces before it."""
    verb = piece.finite[0]
    if parse.lexicon.verb_final or piece.opener != "," or verb != piece.first:
        return []
    if not parse.lexicon.say.has(parse.words, verb, piece.last):
        return []
    if parse.words[verb] not in parse.lexicon.addressed and name_behind(parse, behind_verbs(parse, verb + 1, piece.last), piece.last):
        return []
    cut = len(pieces)
    while cut > 1 and not (pieces[cut - 1].finite or pieces[cut - 1].verbal) and has_subject(parse, pieces[cut - 1]):
        cut -= 1
    taken, pieces[cut:] = pieces[cut:], []
    return taken


def behind_attribute(parse: Parse, start: int, end: int) -> int:
    """`ein am Dienstag veröffentlichter Bericht`: the name starts behind what is told of it."""
    date = next((i for i in range(start, min(end, start + 3)) if parse.words[i] == DATE), end)
    return next((i + 1 for i in range(date, min(end, date + 5)) if parse.tokens[i].flags & ATTRIBUTIVE), start)


def _counts(parse: Parse, i: int, end: int) -> bool:
    """`laut Gewerkschaft 300 Beschäftigte`: a number with a noun of its own is no part of a name."""
    return i + 1 < end and parse.tokens[i + 1].text[0].isalpha() and not parse.roles[i + 1]


def _is_small(parse: Parse, i: int) -> bool:
    """An adverb, a preposition or a connector; `Kurz` with a capital is a name."""
    role = parse.roles[i]
    return bool(role & (ADVERB | PREP | CONNECT) and not role & (DET | PRON)) and parse.tokens[i].text[0].islower()


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


def _is_addressee(parse: Parse, first: int, i: int, end: int) -> bool:
    """`sagte Karin Holl der Nordzeitung`, `erklärte Ute Mai in einer Mitteilung`: to whom or where a named person says it."""
    lexicon = parse.lexicon
    if not lexicon.capital_nouns or i - first < 1 or parse.roles[i - 1] or not parse.tokens[i - 1].text[0].isupper():
        return False
    if parse.roles[i] & PREP and not parse.roles[i] & DET:
        return bool(parse.roles[i + 1] & DET) and parse.words[i + 1] in lexicon.indefinite if i + 1 < end else False
    if parse.words[i - 1] in lexicon.medium_staff:
        return False
    return any(kind_of(parse, parse.words[k]) == "medium" for k in range(i + 1, min(end, i + 5)))


def clean(parse: Parse, first: int, last: int) -> str | None:
    """The words without article, connectors and marks at their ends; None where nothing or a pronoun is left."""
    while first < last and (_is_small(parse, first) or parse.roles[first] & COORD or not parse.tokens[first].text[0].isalnum()):
        first += 1
    while last > first and (not parse.tokens[last - 1].text[0].isalnum() or _is_small(parse, last - 1) or parse.roles[last - 1] & COORD):
        last -= 1
    lexicon = parse.lexicon
    keeps_article = lexicon.capital_nouns and last - first > 1 and parse.tokens[first + 1].text[0].islower()
    if last - first > 1 and parse.roles[first] & DET and not keeps_article:
        first += 1
    if last - first > 1 and parse.words[last - 1] in lexicon.speaking_pronouns:
        return parse.tokens[last - 1].text  # `a charge | he denies`
    if first >= last or (last - first == 1 and parse.roles[first] & (PRON | DET | LEAD)):
        return None
    text = parse.source[parse.tokens[first].start : parse.tokens[last - 1].end]
    text = text if len(_QUOTES.findall(text)) % 2 == 0 else _QUOTES.sub("", text)
    return " ".join(text.split()).strip("\"„“”«»'’ ") or None


def subject_start(parse: Parse, first: int, end: int) -> int:
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


def back_to_article(parse: Parse, floor: int, end: int) -> int:
    """The first token of the noun phrase that ends before `end`."""
    i = end
    while i > floor and parse.words[i - 1] != DATE and not (parse.tokens[i - 1].flags & FINITE and parse.tokens[i - 1].text[0].islower()):
        i -= 1
        if parse.roles[i] & DET:
            break
    return i


def kind_of(parse: Parse, name: str) -> str:
    """`medium` or `document` where the name says so, else `speech`."""
    lexicon = parse.lexicon
    words = [
        word.removesuffix("s") if word.removesuffix("s") in lexicon.medium else word for word in name.lower().replace("-", " ").split()
    ]
    if any(word in lexicon.document or word.endswith(lexicon.document_endings or ("\0",)) for word in {*words[:2], words[-1]}):
        return "document"
    if any(
        word in lexicon.medium or word.removesuffix("s") in lexicon.medium or word.endswith(lexicon.medium_endings or ("\0",))
        for word in words
    ):
        return "medium"
    return "speech"
