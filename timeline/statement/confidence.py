"""How sure a statement is: coarse, from what is known about its date and its clause, and never a probability."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from timeline.model import Confidence, Grain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from timeline.model import TimeExpression, TimeSpan

_LONG: Final = 60  # words of a sentence: beyond, which clause a date goes with is hard to tell
_SHORT: Final = 4  # words of a phrase without a finite verb: so few hardly say what happened


def assess(
    expression: TimeExpression, span: TimeSpan, sentence_words: int, *, words_of_phrase: int | None = None, analysed: bool = True
) -> tuple[Confidence, tuple[str, ...]]:
    """The confidence of a statement, and the doubts that lower it.

    Low: the language has no data on clauses, so the quote is a whole sentence (`analysed` is false), or the sentence is longer than
    60 words. Medium: the publication day that the date counts from was inferred; the date is the nearest of several, because no
    word and no tense tells which; its century was chosen; it is approximate or uncertain; it is a decade or a century; or the
    quote is a phrase without a finite verb of at most four words (`words_of_phrase`). High: none of these, as with a full date in
    a main clause.
    """
    grave = tuple(_grave(sentence_words, analysed=analysed))
    slight = tuple(_slight(expression, span, words_of_phrase))
    confidence = Confidence.LOW if grave else Confidence.MEDIUM if slight else Confidence.HIGH
    return confidence, grave + slight


def _grave(sentence_words: int, *, analysed: bool) -> Iterator[str]:
    if not analysed:
        yield "whole sentence"
    if sentence_words > _LONG:
        yield "long sentence"


def _slight(expression: TimeExpression, span: TimeSpan, words_of_phrase: int | None) -> Iterator[str]:
    if expression.inferred:
        yield "inferred reference"
    if _is_guessed(expression):
        yield "undecided date"
    if "century" in span.implied:
        yield "implied century"
    if span.approximate or span.uncertain:
        yield "approximate date"
    if Grain.DECADE in (span.grain, span.end_grain) or Grain.CENTURY in (span.grain, span.end_grain):
        yield "wide date"
    if words_of_phrase is not None and words_of_phrase <= _SHORT:
        yield "short phrase"


def _is_guessed(expression: TimeExpression) -> bool:
    """A day or month of an unnamed year that neither tense nor `last`, `next` or a weekday beside it decides; a count is no guess."""
    fields = expression.mention.fields
    decided = any(key.startswith("rel") for key in fields) or {"weekday", "day"} <= fields.keys()
    return expression.mention.op == "date" and expression.reason == "nearest" and not decided
