"""How sentences and clauses open: datelines, phrases that look like clauses, conditions without an `if`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from timeline.languages.verbs import DATE
from timeline.statement.lexicon import PREP
from timeline.statement.parsed import PARENTHESIS

if TYPE_CHECKING:
    from timeline.statement.clauses import Clause
    from timeline.statement.parsed import Parse, Piece

_DATELINE: Final = 8  # tokens at most before the dash of a dateline


def settle_openings(parse: Parse, clauses: list[Clause]) -> None:
    """Name the kind of clauses whose first word misleads."""
    for number, clause in enumerate(clauses):
        if clause.kind == "sub" and number == 0 and _opens_with_phrase(parse, clause, clauses):
            clause.kind = "main"
        if _is_inverted_condition(parse, clause, clauses[number + 1 :]):
            clause.kind = "condition"


def _opens_with_phrase(parse: Parse, clause: Clause, clauses: list[Clause]) -> bool:
    """`After a win in Leeds the women reached the final`: no other main clause, so the first word is a preposition."""
    return bool(parse.roles[clause.first] & PREP) and not any(c.kind == "main" and c.region == clause.region for c in clauses)


def _is_inverted_condition(parse: Parse, clause: Clause, after: list[Clause]) -> bool:
    """`Sinkt der Pegel, …`, `Should she appeal, …`: the verb opens a clause at the start, and another one follows behind a comma."""
    if not after or not clause.finite or clause.kind != "main" or clause.pieces[-1].closer != "," or clause.pieces[0].opener == ",":
        return False
    if parse.words[clause.first] in parse.lexicon.status_words("inverted"):
        return True
    return parse.lexicon.verb_final and clause.finite[0] == clause.first and any(c.finite and c.finite[0] == c.first for c in after)


def behind_dateline(parse: Parse, pieces: list[Piece]) -> int:
    """How many pieces are a dateline (`Berlin – `, `LONDON, 5 May (AP) — `): no verb, few words, not a date alone."""
    for count, piece in enumerate(pieces):
        if piece.opener in ("–", "—", "-") and count:
            alone = all(parse.words[i] == DATE for before in pieces[:count] for i in range(before.first, before.last))
            return 0 if alone else count
        if piece.finite or piece.last > _DATELINE or piece.region in range(1, PARENTHESIS):
            break
    return 0
