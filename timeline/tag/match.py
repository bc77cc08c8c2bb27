"""Walk the trie over the tokens of a text: the longest phrase at each place."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from timeline.tag.lexicon import Lexeme, Value, number, value_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from timeline.tag.grammar import Node, Rule
    from timeline.tag.lexicon import Lexicon
    from timeline.tag.tokens import Tokens

Fields = tuple[tuple[str, Value], ...]
SECOND = "second"  # the field that holds the token at which the second end of a range starts
NO_LEXEMES: tuple[Lexeme, ...] = ()


class Match(NamedTuple):
    """A phrase found: its rule, its extent in tokens, the fields that its slots filled."""

    rule: Rule
    first: int
    last: int  # the token behind the extent
    behind: int  # the token behind the whole phrase, context included
    fields: Fields


def look_up(tokens: Tokens, lexicon: Lexicon) -> list[Sequence[Lexeme]]:
    """For each token the lexemes that start there; capitals are checked when a phrase needs the word."""
    get = lexicon.get
    found: list[Sequence[Lexeme]] = [get(word, NO_LEXEMES) for word in tokens.words]
    for index, word in enumerate(tokens.words):
        if word.isdecimal():
            found[index] = (*number(word), *found[index]) if found[index] else number(word)
    return found


def longest(tokens: Tokens, lexemes: Sequence[Sequence[Lexeme]], at: int, root: Node) -> tuple[Match | None, bool]:
    """The longest phrase that starts with token `at`; of two as long the one whose rule stands first.

    The second value is True where it was only the words of the first two tokens that let no phrase stand there: neither
    their capitals nor blanks nor what follows had a part in it.
    """
    best: Match | None = None
    dead = True
    count = len(lexemes)
    stack: list[tuple[Node, int, Fields, tuple[int, ...]]] = [(root, at, (), (at,))]
    while stack:
        node, index, fields, path = stack.pop()
        end = node.end
        if end is not None and (best is None or (index, -end.rule.order) > (best.behind, -best.rule.order)):
            best = Match(end.rule, path[end.start], path[end.end], index, fields)
        if index >= count or not node.edges:
            continue
        for lexeme in lexemes[index]:
            edges = node.edges.get(lexeme.slot)
            if edges is None:
                continue
            if lexeme.tail or lexeme.capital or index > at:
                dead = dead and bool(lexeme.tail) and index == at and tokens.words[at + 1 : at + 2] != [lexeme.tail[0]]
                if lexeme.capital and not tokens.text[tokens.starts[index]].isupper():
                    continue
            behind = _behind(tokens, index, lexeme.tail) if lexeme.tail else index + 1
            if not behind:
                continue
            for name, touches, following in edges:
                if touches and tokens.starts[index] != tokens.ends[index - 1]:
                    continue
                filled = (*fields, *_fill(name, lexeme.value)) if name else fields
                if name.endswith("2") and SECOND not in dict(fields):
                    filled = (*filled, (SECOND, index))
                stack.append((following, behind, filled, (*path, behind)))
    return best, dead and best is None


def _behind(tokens: Tokens, index: int, tail: tuple[str, ...]) -> int:
    """The token behind a lexeme of several tokens, or 0 where its further words do not follow."""
    behind = index + 1 + len(tail)
    return behind if tokens.words[index + 1 : behind] == list(tail) else 0


def _fill(name: str, value: Value) -> Fields:
    if "+" not in name:
        return ((name, value),)
    names, values = name.split("+"), str(value).split("+")
    return tuple((n, value_of(v)) for n, v in zip(names, values, strict=True) if n)
