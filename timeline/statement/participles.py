"""Pieces that a participle opens or closes: reduced clauses before, within and behind the clause that they tell more of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline.languages.forms import PARTICIPLE, PAST
from timeline.statement.lexicon import ADVERB, COORD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from timeline.statement.parsed import Parse, Piece


def opens_with_participle(parse: Parse, piece: Piece) -> bool:
    """A form that may be a past tense or a participle opens the piece: `, closed in 2019`."""
    first = piece.first
    while first < piece.last - 1 and parse.roles[first] & ADVERB:
        first += 1
    if piece.finite or not piece.verbal or piece.verbal[0] != first:
        return False
    flags = parse.tokens[first].flags
    return bool(flags & PAST and flags & PARTICIPLE)


def fronts(parse: Parse, piece: Piece, ahead: Sequence[Piece]) -> bool:
    """`Founded in 1868, the company …`: a participle opens the sentence, and a clause follows."""
    if parse.lexicon.verb_final or not piece.verbal or piece.verbal[0] > piece.first + 1:
        return False
    if piece.closer != "," and not _is_coordinated(parse, ahead):
        return False
    return bool(parse.tokens[piece.verbal[0]].flags & PARTICIPLE)


def is_enclosed(parse: Parse, piece: Piece, ahead: Sequence[Piece], *, goes_on: bool) -> bool:
    """`Das Werk, 1958 gegründet, war …`: between commas, before the verb of the main clause; `goes_on` behind such a one."""
    coordinated = bool(goes_on and parse.roles[piece.first] & COORD)
    if piece.finite or not piece.verbal or not (piece.opener == "," or coordinated):
        return False
    if piece.closer != "," and not _is_coordinated(parse, ahead):
        return False
    edge = piece.verbal[0] == piece.first + coordinated or (parse.lexicon.verb_final and piece.verbal[-1] == piece.last - 1)
    return edge and any(parse.tokens[i].flags & PARTICIPLE for i in piece.verbal)


def _is_coordinated(parse: Parse, ahead: Sequence[Piece]) -> bool:
    """`inaugurée en 1937 | et classée en 1990, …`: the next piece goes on with another participle, and a comma closes it."""
    following = ahead[0] if ahead else None
    if following is None or following.finite or not following.verbal:
        return False
    return following.closer == "," and bool(parse.roles[following.first] & COORD)


def ends_list(parse: Parse, piece: Piece) -> bool:
    """`and joined the orchestra`: the last of several verbs of one subject."""
    return bool(parse.roles[piece.first] & COORD) and (piece.first + 1) in (*piece.finite, *piece.verbal)
