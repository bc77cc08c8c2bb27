"""The trie of phrases as an automaton over symbols, made deterministic step by step while texts are read (as RE2 does).

What is seen once costs one look-up for each token from then on, whatever the size of the vocabulary; no input makes it explode, because
every step consumes a token, phrases have no repetition, and the states that are kept are bounded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from timeline.tag.alphabet import Alphabet, Symbol
    from timeline.tag.grammar import Node, Rule

_NONE: dict[tuple[str, bool], Node] = {}
_MOST = 50_000  # states remembered: ordinary texts need a few thousand
SECOND = "second"  # the field that holds the token at which the second end of a range starts


class Filled(NamedTuple):
    """A field, the place of the token in the phrase that fills it, and which of the token's lexemes does."""

    name: str
    place: int
    lexeme: int


class Thread(NamedTuple):
    """A phrase on its way: its node in the trie, what its last lexeme still asks for, what was filled, where each step ended."""

    node: Node
    pending: tuple[str, ...]
    filled: tuple[Filled, ...]
    path: tuple[int, ...]


class Accepted(NamedTuple):
    """A whole phrase: the rule, its extent in tokens from the phrase's start, and what fills its fields."""

    rule: Rule
    first: int
    last: int
    filled: tuple[Filled, ...]


class State:
    """All phrases that the tokens read so far can be, and the best of those that are whole.

    `depth` is the number of tokens read, `symbol` the last of them.
    """

    __slots__ = ("accepted", "depth", "following", "symbol", "threads")

    def __init__(self, threads: Sequence[Thread], depth: int, symbol: int) -> None:
        self.threads, self.depth, self.symbol = threads, depth, symbol
        self.following: dict[int, State] = {}
        self.accepted = _accepted(threads)


def _accepted(threads: Sequence[Thread]) -> Accepted | None:
    """Of the phrases that end here the one whose rule stands first."""
    ends = [(thread.node.end, thread) for thread in threads if thread.node.end is not None and not thread.pending]
    if not ends:
        return None
    end, thread = min(ends, key=lambda pair: pair[0].rule.order)
    return Accepted(end.rule, thread.path[end.start], thread.path[end.end], thread.filled)


DEAD = State((), 0, 0)
"""Where no phrase goes on."""


class Automaton:
    """The phrases of a trie, to be walked from its `root`.

    `opening` has the symbols with which a phrase can start, each with those behind it at which none goes on, so that few starts are
    tried: `in` opens one, `in the` too, `in public` does not.
    """

    def __init__(self, trie: Node, alphabet: Alphabet) -> None:
        self._trie, self._alphabet = trie, alphabet
        self._states = 0
        self.opening: dict[int, set[int]] = {}
        self.root = State([Thread(trie, (), (), (0,))], 0, 0)
        alphabet.automata.append(self)

    def learn(self, number: int, symbol: Symbol) -> None:
        """Take note of a new symbol."""
        if any(slot in self._trie.edges for slot, _ in symbol.lexemes):
            self.opening[number] = set()

    def opens(self, symbols: Sequence[int], at: int) -> bool:
        """Whether a phrase may start with the token `at`."""
        symbol = symbols[at]
        return symbol in self.opening and symbols[at + 1] not in self.opening[symbol]

    def step(self, state: State, symbol: int) -> State:
        """The state behind a symbol, worked out where it has not been met yet; `DEAD` where there is none."""
        if self._states >= _MOST:
            self.root.following.clear()
            self._states = 0
        threads = _threads(state, self._alphabet.symbols[symbol])
        found = State(threads, state.depth + 1, symbol) if threads else DEAD
        state.following[symbol] = found
        self._states += found is not DEAD
        if found is DEAD and state.depth == 1 and state.accepted is None:
            self.opening[state.symbol].add(symbol)
        return found


def _threads(state: State, symbol: Symbol) -> list[Thread]:
    """In the order in which a depth-first search meets them, the last alternative first: of two phrases alike the first met counts."""
    found: list[Thread] = []
    if symbol.breaks and state.depth:
        return found
    for thread in state.threads:
        if not thread.pending:
            found += reversed(_branches(thread, symbol, state.depth))
        elif thread.pending[0] == symbol.word:
            found.append(thread._replace(pending=thread.pending[1:]))
    return found


def _branches(thread: Thread, symbol: Symbol, depth: int) -> list[Thread]:
    branches: list[Thread] = []
    for number, (slot, tail) in enumerate(symbol.lexemes):
        for (name, touches), node in thread.node.edges.get(slot, _NONE).items():
            if touches and not symbol.touches:
                continue
            filled = (*thread.filled, Filled(name, depth, number)) if name else thread.filled
            if name.endswith("2") and all(field.name != SECOND for field in filled):
                filled = (*filled, Filled(SECOND, depth, number))
            branches.append(Thread(node, tail, filled, (*thread.path, depth + 1 + len(tail))))
    return branches
