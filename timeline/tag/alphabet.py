"""The words of a text as symbols: all words that can fill the same slots in the same way are one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from timeline.tag.lexicon import number
from timeline.tag.tokens import TOKEN, fold

if TYPE_CHECKING:
    from timeline.tag.automaton import Automaton
    from timeline.tag.lexicon import Lexeme, Lexicon

_MOST = 100_000  # parts of texts remembered: more than a book has; what a hostile text adds is forgotten again
_LONGEST = 40  # code points of a part that is remembered
OUT, END = 0, 1
_NOTHING = (OUT,)


class Symbol(NamedTuple):
    """What a phrase sees of a token: the slots that it can fill, each with the further tokens that it asks for.

    `word` is given where a lexeme of several tokens has it behind its first one; `touches` says that no white space stands before
    it, `breaks` that a line starts with it, into which no phrase leads.
    """

    lexemes: tuple[tuple[str, tuple[str, ...]], ...] = ()
    word: str = ""
    touches: bool = False
    breaks: bool = False


class Alphabet(dict[str, tuple[int, ...]]):
    """From a part of a text, between two spaces, to the numbers of the symbols of its tokens, learnt as texts come in.

    `symbols[OUT]` is every token that no phrase knows, `symbols[END]` what stands behind the last one.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        super().__init__()
        self.lexicon = lexicon
        self.symbols = [Symbol(), Symbol(breaks=True)]
        self.automata: list[Automaton] = []
        """Those that are told of each new symbol."""
        self._tails = frozenset(word for entries in lexicon.values() for entry in entries for word in entry.tail)
        self._known = self._tails | lexicon.keys()
        self._numbers: dict[Symbol, int] = {symbol: i for i, symbol in enumerate(self.symbols)}
        self._pieces: dict[str, int] = {}
        self._lexemes: dict[str, tuple[Lexeme, ...]] = {}

    def __missing__(self, part: str) -> tuple[int, ...]:
        found = _NOTHING if part.isalpha() and fold(part) not in self._known else self._read(part)
        if len(part) <= _LONGEST:
            if len(self) >= _MOST:
                self.clear()
            self[part] = found
        return found

    def _read(self, part: str) -> tuple[int, ...]:
        found: list[int] = []
        pieces, end = self._pieces, 0
        for token in TOKEN.finditer(part):
            piece = part[end : token.end()] if end else " " + part[: token.end()]
            end = token.end()
            symbol = pieces.get(piece)
            found.append(self._symbol(piece) if symbol is None else symbol)
        return tuple(found)

    def _symbol(self, piece: str) -> int:
        """The number of the symbol of a token with the white space before it."""
        written = piece.lstrip()
        word = fold(written)
        symbol = OUT
        if word in self._known or written.isdecimal():
            lexemes = tuple((lexeme.slot, lexeme.tail) for lexeme in self.lexemes(written))
            blank = piece[: len(piece) - len(written)]
            symbol = self.intern(Symbol(lexemes, word if word in self._tails else "", not blank, "\n" in blank))
        if len(self._pieces) >= _MOST:
            self._pieces.clear()
        self._pieces[piece] = symbol
        return symbol

    def intern(self, symbol: Symbol) -> int:
        """The number of a symbol, a new one for a new symbol."""
        found = self._numbers.get(symbol)
        if found is None:
            found = self._numbers[symbol] = len(self.symbols)
            self.symbols.append(symbol)
            for automaton in self.automata:
                automaton.learn(found, symbol)
        return found

    def lexemes(self, written: str) -> tuple[Lexeme, ...]:
        """What a token as written can be, in the order of its symbol: numbers first; a noun or a name must have its capital."""
        known = self._lexemes.get(written)
        if known is None:
            found = self.lexicon.get(fold(written), ())
            if not written[0].isupper():
                found = [lexeme for lexeme in found if not lexeme.capital]
            known = (*number(written), *found) if written.isdecimal() else tuple(found)
            if len(self._lexemes) >= _MOST:
                self._lexemes.clear()
            self._lexemes[written] = known
        return known
