"""From matches to mentions: drop look-alikes, then join what belongs together by the rules over found expressions."""

from __future__ import annotations

from bisect import bisect_left
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from timeline.model import Mention
from timeline.tag.alphabet import Symbol
from timeline.tag.automaton import SECOND
from timeline.tag.match import fill, longest, match

if TYPE_CHECKING:
    from timeline.tag.automaton import Accepted
    from timeline.tag.grammar import Grammar
    from timeline.tag.lexicon import Value
    from timeline.tag.match import Match
    from timeline.tag.tokens import Tokens

_first = attrgetter("first")


class Found(NamedTuple):
    """An expression before it becomes a `Mention`: its extent in tokens, and all its fields, the rule's fixed ones included."""

    rule: str
    op: str
    first: int
    last: int
    fields: dict[str, Value]


def find(tokens: Tokens, grammar: Grammar) -> list[Found]:
    """The longest phrases from left to right that pass the checks; a `reject` phrase only takes its words away."""
    found: list[Found] = []
    index = 0
    for start in _starts(tokens, grammar):
        if start < index:
            continue
        best = _best(tokens, start, grammar)
        if best is None or not _stands(best, tokens, grammar):
            continue
        rule = best.rule
        if rule.op != "reject":
            found.append(Found(rule.name, rule.op, best.first, best.last, dict(rule.fields) | _named(best)))
        index = max(best.last, start + 1)
    return found


def _starts(tokens: Tokens, grammar: Grammar) -> list[int]:
    """The tokens at which a phrase may start: `Automaton.opens` for a whole text."""
    symbols, opening = tokens.symbols, grammar.rules.opening
    return [i for i, symbol in enumerate(symbols) if symbol in opening and symbols[i + 1] not in opening[symbol]]


def _best(tokens: Tokens, start: int, grammar: Grammar) -> Match | None:
    """The longest phrase from a token on; where it starts with context only, a phrase inside that reaches farther is better."""
    accepted = longest(grammar.rules, tokens.symbols, start)
    if accepted is None:
        return None
    at = start
    for inner in range(start + 1, start + accepted.first + 1):
        other = longest(grammar.rules, tokens.symbols, inner)
        if other is not None and inner + other.last > at + accepted.last:
            at, accepted = inner, other
    return match(accepted, at, tokens, grammar.alphabet)


def _named(match: Match) -> dict[str, Value]:
    return {"year" if name == "bare_year" else name: value for name, value in match.fields if value != ""}


def _stands(match: Match, tokens: Tokens, grammar: Grammar) -> bool:
    """Not part of a longer number, and where it is only a number of four digits, a year rather than a count."""
    start, end = tokens.start(match.first), tokens.end(match.last - 1)
    if _in_number(tokens.text, start, end):
        return False
    return not match.fields or match.fields[0][0] != "bare_year" or _is_year(match, tokens, grammar)


def _in_number(text: str, start: int, end: int) -> bool:
    """True for a piece of `10.000`, `1.1.1.1`, `0800/2024`, `A2024` or `2024-X`."""
    first, last = text[start], text[end - 1]
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    if before == "-" and last.isalpha():
        return False  # the second half of `14.30-18 Uhr`
    if first.isdigit() and (before.isalnum() or before in "$€£#" or (before in ".,:/-+" and start > 1 and text[start - 2].isdigit())):
        return True
    if not last.isdigit():
        return False
    return after.isalnum() or after in "%€$°" or (after in ".,:/" and end + 1 < len(text) and text[end + 1].isdigit())


def _is_year(match: Match, tokens: Tokens, grammar: Grammar) -> bool:
    """A bare number reads as a year unless it counts something: what stands before and behind it decides."""
    year, after = int(match.fields[0][1]), tokens.word(match.last)
    if after in grammar.counted or (after == "-" and tokens.text[tokens.start(match.last) - 1] != " "):
        return False
    if tokens.word(match.first - 1) in grammar.before_year:
        return True
    if not 1500 <= year <= 2100:
        return False
    return year % 100 != 0 or not grammar.capital_nouns or not _counts(match.last, tokens, grammar)


def _counts(index: int, tokens: Tokens, grammar: Grammar) -> bool:
    """Whether a noun follows, with or without an adjective: where nouns have capitals, a round number before one counts it."""
    following = [word for word in (tokens.written(index), tokens.written(index + 1)) if word]
    capitals = [word[0].isupper() and word.isalpha() for word in following]
    return capitals[:1] == [True] or (capitals == [False, True] and following[0].endswith(grammar.endings))


def join(tokens: Tokens, found: list[Found], grammar: Grammar) -> list[Mention]:
    """Match the `[[join]]` rules over the found expressions, each of them one token, until no extent grows any more."""
    grown = True
    while grown:
        joined = _join_once(tokens, found, grammar)
        grown = [(f.first, f.last) for f in joined] != [(f.first, f.last) for f in found]  # each pass grows or ends it
        found = joined
    return [
        Mention(tokens.start(f.first), tokens.end(f.last - 1), f.rule, f.op, _ends(f, tokens, grammar) if SECOND in f.fields else f.fields)
        for f in found
        if f.op != "reject"
    ]


def _ends(found: Found, tokens: Tokens, grammar: Grammar) -> dict[str, Value]:
    """Of a range where its first end ends and its second one starts, in code points of the text."""
    second = int(found.fields[SECOND])
    ends = (i for i in range(second - 1, found.first, -1) if _closes(tokens.word(i), grammar))
    return found.fields | {SECOND: tokens.start(second), "first_end": tokens.end(next(ends, found.first))}


def _closes(word: str, grammar: Grammar) -> bool:
    """Whether a word can be the last of a date: a number, its dot, a month, an era."""
    return word.isdecimal() or word == "." or any(entry.slot in _LAST for entry in grammar.alphabet.lexicon.get(word, ()))


_LAST = frozenset({"month", "era", "ord"})
_ONE_DAY = frozenset({"day", "weekday", "holiday", "deictic"})
_REACH = 3  # tokens before an expression in which a joining phrase may start: `Ende des …`, `in der Nacht zum …`


class _Line(NamedTuple):
    """A text in which each found expression is one token: the symbols, and the token that each one starts with."""

    symbols: list[int]
    places: list[int]


def _line(tokens: Tokens, found: list[Found], grammar: Grammar) -> _Line:
    symbols: list[int] = []
    places: list[int] = []
    end = 0
    for expression in found:
        symbols += [*tokens.symbols[end : expression.first], _symbol(expression, tokens, grammar)]
        places += range(end, expression.first + 1)
        end = expression.last
    return _Line(symbols + tokens.symbols[end:], [*places, *range(end, len(tokens) + 1)])


def _join_once(tokens: Tokens, found: list[Found], grammar: Grammar) -> list[Found]:
    line = _line(tokens, found, grammar)
    joined: list[Found] = []
    taken = at = 0
    for expression in found:
        at = bisect_left(line.places, expression.first, at)
        if at < taken:
            continue
        best, behind = expression, at + 1
        for start in range(max(taken, at - _REACH), at + 1):
            if not grammar.joins.opens(line.symbols, start):
                continue
            accepted = longest(grammar.joins, line.symbols, start)
            whole = accepted and _joined(accepted, start, line, tokens, found, grammar)
            if accepted and whole:
                best, behind = whole, start + accepted.last
                break
        joined.append(best)
        taken = behind
    return joined


def _symbol(expression: Found, tokens: Tokens, grammar: Grammar) -> int:
    """A found expression as a symbol of its own, kept by what decides it."""
    fields, first = expression.fields, tokens.symbols[expression.first]
    key = (first, expression.op, fields.get("unit") == "day", *fields)
    symbol = grammar.found.get(key)
    if symbol is None:
        slots = tuple((slot, ()) for slot in _slots(expression))
        symbol = grammar.found[key] = grammar.alphabet.intern(Symbol(slots, breaks=grammar.alphabet.symbols[first].breaks))
    return symbol


def _slots(expression: Found) -> list[str]:
    """What a joining phrase can call it.

    `@date` and so on by its op, `@dated` for a date of either kind, `@year` … where that is its only field, `@day` where it names
    one day, `@day_of_month` where it does so by month and day.
    """
    names = expression.fields.keys()
    slots = [f"@{expression.op}"]
    slots += ["@dated"] if expression.op in ("date", "shift") else []
    slots += [f"@{name}" for name in names] if len(names) == 1 else []
    slots += ["@day"] if not names.isdisjoint(_ONE_DAY) or expression.fields.get("unit") == "day" else []
    slots += ["@day_of_month"] if names >= {"day", "month"} and "day2" not in names else []
    return slots


def _joined(accepted: Accepted, start: int, line: _Line, tokens: Tokens, found: list[Found], grammar: Grammar) -> Found | None:
    rule, first, last = accepted.rule, line.places[start + accepted.first], line.places[start + accepted.last]
    inside = found[bisect_left(found, first, key=_first) : bisect_left(found, last, key=_first)]
    if not inside:
        return None
    lead = next((expression for expression in inside if expression.op != "time"), inside[0])
    fields = {name: value for expression in reversed(inside) for name, value in expression.fields.items()} | lead.fields
    fields |= dict(fill(accepted, line.places, start, tokens, grammar.alphabet)) | dict(rule.fields)
    op = lead.op if rule.op == "date" else rule.op
    if (lead.first, lead.last, lead.op, lead.fields) == (first, last, op, fields):
        return None  # a phrase of context alone that has had its say: it would join for ever
    return Found(f"{rule.name}: {lead.rule}", op, first, last, fields)
