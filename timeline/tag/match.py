"""The longest phrase at each place of a text."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from timeline.tag.automaton import DEAD, SECOND
from timeline.tag.lexicon import Value, value_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from timeline.tag.alphabet import Alphabet
    from timeline.tag.automaton import Accepted, Automaton
    from timeline.tag.grammar import Rule
    from timeline.tag.tokens import Tokens

Fields = tuple[tuple[str, Value], ...]


class Match(NamedTuple):
    """A phrase found: its rule, its extent in tokens, the fields that its slots filled."""

    rule: Rule
    first: int
    last: int  # the token behind the extent
    fields: Fields


def longest(automaton: Automaton, symbols: Sequence[int], at: int) -> Accepted | None:
    """The longest phrase that starts with token `at`; of two as long the one whose rule stands first."""
    state, best = automaton.root, None
    for index in range(at, len(symbols)):
        symbol = symbols[index]
        state = state.following.get(symbol) or automaton.step(state, symbol)
        if state is DEAD:
            break
        if state.accepted is not None:
            best = state.accepted
    return best


def match(accepted: Accepted, at: int, tokens: Tokens, alphabet: Alphabet) -> Match:
    """What an accepted phrase says of the tokens that it was found in."""
    return Match(accepted.rule, at + accepted.first, at + accepted.last, fill(accepted, range(len(tokens)), at, tokens, alphabet))


def fill(accepted: Accepted, places: Sequence[int], at: int, tokens: Tokens, alphabet: Alphabet) -> Fields:
    """The fields of a phrase, by the tokens that `places` name for its steps, the first of which is the one `at`."""
    fields: list[tuple[str, Value]] = []
    for name, place, number in accepted.filled:
        if name == SECOND:
            fields.append((SECOND, places[at + place]))
        elif not name.startswith("@"):
            fields += _fill(name, alphabet.lexemes(tokens.written(places[at + place]))[number].value)
    return tuple(fields)


def _fill(name: str, value: Value) -> Fields:
    if "+" not in name:
        return ((name, value),)
    names, values = name.split("+"), str(value).split("+")
    return tuple((n, value_of(v)) for n, v in zip(names, values, strict=True) if n)
