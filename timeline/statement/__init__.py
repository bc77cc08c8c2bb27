"""From dates to statements: the smallest clause that a date anchors, its status, who says so, and a headline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline.languages.forms import FINITE, INFINITIVE, PRESENT
from timeline.model import Statement, Status
from timeline.statement.clauses import group
from timeline.statement.confidence import assess
from timeline.statement.dated import find_dated
from timeline.statement.headline import headline
from timeline.statement.lexicon import DET, REL, lexicon
from timeline.statement.parsed import Parse
from timeline.statement.pieces import cut
from timeline.statement.quotes import Quote, quotes
from timeline.statement.sayings import find_sayings
from timeline.statement.sources import mark_source_pieces

if TYPE_CHECKING:
    from collections.abc import Sequence

    from timeline.config import Options
    from timeline.languages import Language
    from timeline.languages.verbs import Token
    from timeline.model import Day, Document, Sentence, TimeExpression
    from timeline.statement.lexicon import Lexicon

__all__ = ["statements"]

_SEQUEL = 60  # code points behind a sentence in which the next one can call its plan off
_LEAST_WORDS = 4  # of a sentence in a language without data: fewer are a menu or a dateline


def statements(
    document: Document,
    sentence: Sentence,
    expressions: Sequence[TimeExpression],
    language: Language | None,
    reference: Day | None,
    options: Options,
) -> list[Statement]:
    """The dated statements of one sentence, in the order of their dates in the text.

    `reference` is the publication day or None. A language without data on clauses gives one statement per date: the whole sentence.
    """
    del options  # part of the stage's interface; no setting changes what a sentence states
    if language is None or "statement" not in language.data:
        return _whole_sentences(document, sentence, expressions, reference)
    parse, indices = _read(document.text, sentence, expressions, language)
    dated = find_dated(parse, expressions, indices)
    if not dated:
        return []
    pieces = cut(parse)
    sources = mark_source_pieces(parse, pieces)
    clauses = group(parse, pieces)
    find_sayings(parse, clauses)
    found = [_statement(document, sentence, parse, quote) for quote in quotes(parse, clauses, sources, dated, reference)]
    return list({(statement.start, statement.end, statement.span.edtf): statement for statement in found}.values())


def _read(text: str, sentence: Sentence, expressions: Sequence[TimeExpression], language: Language) -> tuple[Parse, dict[int, int]]:
    known = lexicon(language)
    opaque = [(_behind_pronoun(text, e.mention.start, known), e.mention.end) for e in expressions if e.mention.op != "vague"]
    tokens = known.reader.read(text, sentence.start, sentence.end, opaque)
    if tokens and not known.capital_nouns:
        _settle_first(tokens, known)
        tokens = [_as_name(tokens, i, known.status_words("expected")) for i in range(len(tokens))]
    words = [token.word for token in tokens]
    roles = [known.role(word) for word in words]
    places = {token.start: i for i, token in enumerate(tokens)}
    indices = {e.mention.start: places[_behind_pronoun(text, e.mention.start, known)] for e in expressions if e.mention.op != "vague"}
    return Parse(text, tokens, words, roles, known, text[sentence.end : sentence.end + _SEQUEL].lower().replace("’", "'")), indices


def _as_name(tokens: list[Token], i: int, cues: frozenset[str]) -> Token:
    """`Jane May`, `Will Smith`: a modal with a capital beside another capital within a sentence is a name, and no cue."""
    token = tokens[i]
    if not i or token.word not in cues or not token.text[0].isupper() or not tokens[i - 1].text[0].isalnum():
        return token
    return token._replace(word=token.text, flags=0)


def _settle_first(tokens: list[Token], known: Lexicon) -> None:
    """`Lead author Mei Tanaka said …`: a bare form that opens a sentence with another finite verb is no verb."""
    first, others = tokens[0], tokens[1:]
    is_bare = first.flags & FINITE and not first.flags & ~(PRESENT | INFINITIVE)
    if is_bare and others and not known.role(others[0].word) and any(t.flags & FINITE and not t.flags & INFINITIVE for t in others):
        tokens[0] = first._replace(flags=0)


def _behind_pronoun(text: str, start: int, known: Lexicon) -> int:
    """Where a mention starts that took a relative pronoun for its article: `…, der | vergangenen Sommer kam`."""
    if not text[max(0, start - 2) : start].startswith(","):
        return start
    word = text[start : start + 20].split(None, 1)[0]
    return start + len(word) + 1 if known.roles.get(word, 0) & REL and known.roles.get(word, 0) & DET else start


def _statement(document: Document, sentence: Sentence, parse: Parse, quote: Quote) -> Statement:
    start, end = parse.tokens[quote.first].start, parse.tokens[quote.last - 1].end
    length, words = len(document.text[sentence.start : sentence.end].split()), len(document.text[start:end].split())
    phrase = "participle phrase" in quote.rules
    confidence, doubts = assess(quote.dated.expression, quote.dated.span, length, words_of_phrase=words if phrase else None)
    return Statement(
        document=document.id,
        quote=document.text[start:end],
        start=start,
        end=end,
        span=quote.dated.span,
        status=quote.status,
        attribution=quote.attribution,
        attribution_kind=quote.kind,
        heading=sentence.heading,
        headline=headline(parse, *quote.headline, sentence.heading, relative=quote.relative, subject=quote.subject),
        inferred=quote.dated.expression.inferred,
        rules=quote.rules,
        confidence=confidence,
        doubts=doubts,
    )


def _whole_sentences(
    document: Document, sentence: Sentence, expressions: Sequence[TimeExpression], reference: Day | None
) -> list[Statement]:
    text = document.text[sentence.start : sentence.end].rstrip(" .!?")
    found: dict[str, Statement] = {}
    for expression in expressions:
        span = expression.span
        if span is None or len(text.split()) < _LEAST_WORDS or expression.type == "SET":
            continue
        ahead = reference is not None and span.first is not None and span.first > reference
        confidence, doubts = assess(expression, span, len(text.split()), analysed=False)
        found[span.edtf] = Statement(
            document=document.id,
            quote=text,
            start=sentence.start,
            end=sentence.start + len(text),
            span=span,
            status=Status.EXPECTED if ahead else Status.PAST,
            heading=sentence.heading,
            headline=text if len(text) <= 90 else text[:89].rsplit(" ", 1)[0] + "…",
            inferred=expression.inferred,
            rules=(expression.mention.rule, "whole sentence"),
            confidence=confidence,
            doubts=doubts,
        )
    return list(found.values())
