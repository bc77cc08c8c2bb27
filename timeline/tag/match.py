"""Walk the trie over the tokens of a text: the longest phrase at each place."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from timeline.tag.lexicon import Lexeme, Value, number, value_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from timeline.tag.grammar import Lexicon, Node, Rule
    from timeline.tag.tokens import Tokens

Fields = tuple[tuple[str, Value], ...]
NO_LEXEMES: tuple[Lexeme, ...] = ()


class Match(NamedTuple):
    """A phrase found: its rule, its extent in tokens, the fields that its slots filled."""

    rule: Rule
    first: int
    last: int  # the token behind the extent
    behind: int  # the token behind the whole phrase, context included
    fields: Fields


def look_up(tokens: Tokens, text: str, lexicon: Lexicon) -> list[Sequence[Lexeme]]:
    """For each token the lexemes that start there, their capitals checked against the text as written."""
    found: list[Sequence[Lexeme]] = []
    for word, start in zip(tokens.words, tokens.starts, strict=True):
        entries = lexicon.get(word)
        if word.isdecimal():
            found.append((*number(word), *entries) if entries else number(word))
        elif entries is None:
            found.append(NO_LEXEMES)
        elif text[start].isupper():
            found.append(entries)
        else:
            found.append([entry for entry in entries if not entry.capital])
    return found


def longest(tokens: Tokens, lexemes: list[Sequence[Lexeme]], at: int, root: Node) -> Match | None:
    """The longest phrase that starts with token `at`; of two as long the one whose rule stands first."""
    best: Match | None = None
    stack: list[tuple[Node, int, Fields, tuple[int, ...]]] = [(root, at, (), (at,))]
    while stack:
        node, index, fields, path = stack.pop()
        end = node.end
        if end is not None and (best is None or (index, -end.rule.order) > (best.behind, -best.rule.order)):
            best = Match(end.rule, path[end.start], path[end.end], index, fields)
        if index >= len(lexemes):
            continue
        for lexeme in lexemes[index]:
            edges = node.edges.get(lexeme.slot)
            if not edges:
                continue
            behind = _behind(tokens, index, lexeme)
            if not behind:
                continue
            for name, touches, following in edges:
                if touches and tokens.starts[index] != tokens.ends[index - 1]:
                    continue
                filled = (*fields, *_fill(name, lexeme.value)) if name else fields
                stack.append((following, behind, filled, (*path, behind)))
    return best


def _behind(tokens: Tokens, index: int, lexeme: Lexeme) -> int:
    """The token behind the lexeme, or 0 where its further words do not follow."""
    behind = index + 1
    for word in lexeme.tail:
        if behind >= len(tokens.words) or tokens.words[behind] != word:
            return 0
        behind += 1
    return behind


def _fill(name: str, value: Value) -> Fields:
    if "+" not in name:
        return ((name, value),)
    names, values = name.split("+"), str(value).split("+")
    return tuple((n, value_of(v)) for n, v in zip(names, values, strict=True) if n)
