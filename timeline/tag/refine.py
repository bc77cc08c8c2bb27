"""From matches to mentions: drop look-alikes, then join what belongs together by the rules over found expressions."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from timeline.model import Mention
from timeline.tag.lexicon import Lexeme, Value
from timeline.tag.match import SECOND, longest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from timeline.tag.grammar import Grammar
    from timeline.tag.match import Match
    from timeline.tag.tokens import Tokens

    Lexemes = list[Sequence[Lexeme]]


class Found(NamedTuple):
    """An expression before it becomes a `Mention`: its extent in tokens, and all its fields, the rule's fixed ones included."""

    rule: str
    op: str
    first: int
    last: int
    fields: dict[str, Value]


def find(tokens: Tokens, lexemes: Lexemes, grammar: Grammar) -> list[Found]:
    """The longest phrases from left to right that pass the checks; a `reject` phrase only takes its words away."""
    found: list[Found] = []
    index = 0
    for start in _starts(tokens, grammar):
        if start < index:
            continue
        best = _best(tokens, lexemes, start, grammar)
        if best is None or not _stands(best, tokens, grammar):
            continue
        rule = best.rule
        if rule.op != "reject":
            found.append(Found(rule.name, rule.op, best.first, best.last, dict(rule.fields) | _named(best)))
        index = max(best.last, start + 1)
    return found


def _starts(tokens: Tokens, grammar: Grammar) -> list[int]:
    """The tokens at which a phrase can start: a word that starts one, and within reach behind it a word that no phrase lacks."""
    words, reaches, starters = tokens.words, grammar.triggers, grammar.starters
    near: set[int] = set()
    for trigger in [i for i, word in enumerate(words) if word in reaches or word.isdecimal()]:
        near.update(range(max(0, trigger - reaches.get(words[trigger], grammar.reach)), trigger + 1))
    return [i for i in sorted(near) if words[i] in starters or words[i].isdecimal()]


def _best(tokens: Tokens, lexemes: Lexemes, index: int, grammar: Grammar) -> Match | None:
    """The longest phrase from a token on; where it starts with context only, a phrase inside that reaches farther is better."""
    pair = _pair(tokens.words, index, grammar)
    if pair in grammar.dead:
        return None
    best, dead = longest(tokens, lexemes, index, grammar.rules)
    if best is None:
        if dead:
            grammar.dead.add(pair)
        return None
    for inner in range(index + 1, best.first + 1):
        other, _ = longest(tokens, lexemes, inner, grammar.rules)
        if other is not None and other.last > best.last:
            best = other
    return best


def _pair(words: list[str], index: int, grammar: Grammar) -> tuple[str, str]:
    """A word and the next one, words without a meaning here being all alike: where no phrase starts once, none ever will."""
    following = words[index + 1] if index + 1 < len(words) else ""
    return words[index], following if following in grammar.known or following.isdecimal() else ""


def _named(match: Match) -> dict[str, Value]:
    return {"year" if name == "bare_year" else name: value for name, value in match.fields if value != ""}


def _stands(match: Match, tokens: Tokens, grammar: Grammar) -> bool:
    """Not part of a longer number, and where it is only a number of four digits, a year rather than a count."""
    start, end = tokens.starts[match.first], tokens.ends[match.last - 1]
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
    year, text = int(match.fields[0][1]), tokens.text
    before = tokens.words[match.first - 1] if match.first else ""
    after = tokens.words[match.last] if match.last < len(tokens.words) else ""
    if after in grammar.counted or (after == "-" and text[tokens.starts[match.last] - 1] != " "):
        return False
    if before in grammar.before_year:
        return True
    if not 1500 <= year <= 2100:
        return False
    return year % 100 != 0 or not grammar.capital_nouns or not _counts(match.last, tokens, grammar)


def _counts(index: int, tokens: Tokens, grammar: Grammar) -> bool:
    """Whether a noun follows, with or without an adjective: where nouns have capitals, a round number before one counts it."""
    following = tokens.words[index : index + 2]
    capitals = [tokens.text[tokens.starts[index + i]].isupper() and word.isalpha() for i, word in enumerate(following)]
    return capitals[:1] == [True] or (capitals == [False, True] and following[0].endswith(grammar.endings))


def join(tokens: Tokens, lexemes: Lexemes, found: list[Found], grammar: Grammar) -> list[Mention]:
    """Match the `[[join]]` rules over the found expressions, each of them one token, until no extent grows any more."""
    grown = bool(grammar.joins.edges)
    while grown:
        joined = _join_once(tokens, lexemes, found, grammar)
        grown = [(f.first, f.last) for f in joined] != [(f.first, f.last) for f in found]  # each pass grows or ends it
        found = joined
    return [
        Mention(tokens.starts[f.first], tokens.ends[f.last - 1], f.rule, f.op, _ends(f.fields, tokens, grammar))
        for f in found
        if f.op != "reject"
    ]


def _ends(fields: dict[str, Value], tokens: Tokens, grammar: Grammar) -> dict[str, Value]:
    """Of a range where its first end ends and its second one starts, in code points of the text."""
    if SECOND not in fields:
        return fields
    second = int(fields[SECOND])
    last = second - 1
    while last > 0 and not _closes(tokens.words[last], grammar):
        last -= 1
    return fields | {SECOND: tokens.starts[second], "first_end": tokens.ends[last]}


def _closes(word: str, grammar: Grammar) -> bool:
    """Whether a word can be the last of a date: a number, its dot, a month, an era."""
    return word.isdecimal() or word == "." or any(entry.slot in _LAST for entry in grammar.lexicon.get(word, ()))


_LAST = frozenset({"month", "era", "ord"})
_ONE_DAY = frozenset({"day", "weekday", "holiday", "deictic"})
_REACH = 3  # tokens before an expression in which a joining phrase may start: `Ende des …`, `in der Nacht zum …`


def _join_once(tokens: Tokens, lexemes: Lexemes, found: list[Found], grammar: Grammar) -> list[Found]:
    overlay = _overlay(tokens, lexemes, found)
    by_first = {expression.first: expression for expression in found}
    joined: list[Found] = []
    taken = 0
    for expression in found:
        if expression.first < taken:
            continue
        best = expression
        for index in range(max(taken, expression.first - _REACH), expression.first + 1):
            whole = _joined(tokens, overlay, index, by_first, grammar)
            if whole is not None:
                best = whole
                break
        joined.append(best)
        taken = best.last
    return joined


def _overlay(tokens: Tokens, lexemes: Lexemes, found: list[Found]) -> Lexemes:
    """The lexemes, and each found expression as one more at its first token; its tail are its own further tokens.

    Its slots: `@date` and so on by its op, `@dated` for a date of either kind, `@year` … where that is its only field,
    `@day` where it names one day, `@day_of_month` where it does so by month and day.
    """
    overlay = list(lexemes)
    for number, expression in enumerate(found):
        tail = tuple(tokens.words[expression.first + 1 : expression.last])
        names = expression.fields.keys()
        slots = [f"@{expression.op}"]
        slots += ["@dated"] if expression.op in ("date", "shift") else []
        slots += [f"@{name}" for name in names] if len(names) == 1 else []
        slots += ["@day"] if not names.isdisjoint(_ONE_DAY) or expression.fields.get("unit") == "day" else []
        slots += ["@day_of_month"] if names >= {"day", "month"} and "day2" not in names else []
        overlay[expression.first] = (*(Lexeme(slot, number, tail) for slot in slots), *lexemes[expression.first])
    return overlay


def _joined(tokens: Tokens, overlay: Lexemes, index: int, by_first: dict[int, Found], grammar: Grammar) -> Found | None:
    if not any(lexeme.slot in grammar.joins.edges for lexeme in overlay[index]):
        return None
    best, _ = longest(tokens, overlay, index, grammar.joins)
    if best is None:
        return None
    inside = [by_first[i] for i in range(best.first, best.last) if i in by_first]
    if not inside:
        return None
    lead = next((expression for expression in inside if expression.op != "time"), inside[0])
    fields = {name: value for expression in reversed(inside) for name, value in expression.fields.items()} | lead.fields
    fields |= {name: value for name, value in best.fields if not name.startswith("@")} | dict(best.rule.fields)
    op = lead.op if best.rule.op == "date" else best.rule.op
    if (lead.first, lead.last, lead.op, lead.fields) == (best.first, best.last, op, fields):
        return None  # a phrase of context alone that has had its say: it would join for ever
    return Found(f"{best.rule.name}: {lead.rule}", op, best.first, best.last, fields)
