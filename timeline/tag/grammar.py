"""The rules of a language compiled to a trie over slots, walked token by token.

A trie, and not one regular expression: the cost of a step does not depend on the size of the vocabulary, and no input makes it
explode, because every step consumes a token and phrases have no repetition.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from timeline.errors import LanguageDataError
from timeline.tag.lexicon import Lexeme, Lexicon, Value, add, compile_words, compose
from timeline.tag.phrases import Item, Sequence, inflect, parse
from timeline.tag.tokens import fold

if TYPE_CHECKING:
    from timeline.languages import Language

OPS = frozenset({"date", "shift", "duration", "set", "vague", "time", "reject"})
_RULE_KEYS = frozenset({"name", "op", "phrases", "example"})


class Rule(NamedTuple):
    """A rule as the TOML file states it; `fields` are its fixed ones; of two rules for the same words the earlier wins."""

    name: str
    op: str
    fields: tuple[tuple[str, Value], ...]
    order: int


class End(NamedTuple):
    """Where a phrase may end: its rule, and which of its steps are the extent."""

    rule: Rule
    start: int
    end: int


@dataclass(slots=True)
class Node:
    """A place in the trie: the edges by slot (field, touches, next node), and the phrase that ends here."""

    edges: dict[str, list[tuple[str, bool, Node]]] = field(default_factory=dict)
    end: End | None = None

    def insert(self, sequence: Sequence, rule: Rule) -> None:
        """Add a variant of a phrase; the earlier rule keeps a place that is taken."""
        node = self
        for item in sequence.items:
            node = node._step(item)
        if node.end is None:
            node.end = End(rule, sequence.start, sequence.end)

    def _step(self, item: Item) -> Node:
        edges = self.edges.setdefault(item.slot, [])
        for name, touches, node in edges:
            if (name, touches) == (item.field, item.touches):
                return node
        node = Node()
        edges.append((item.field if not item.slot.startswith("=") else "", item.touches, node))
        return node


@dataclass(frozen=True, slots=True)
class Grammar:
    """What the matcher needs of a language: its words, the trie of its rules, and the trie of rules over found expressions."""

    lexicon: Lexicon
    rules: Node
    joins: Node
    capital_nouns: bool
    before_year: frozenset[str]
    counted: frozenset[str]


@cache
def compile_grammar(language: Language) -> Grammar:
    """Compile `[words]`, `[[rule]]` and `[[join]]`; LanguageDataError names the file, the rule and the reason."""
    data, file = language.data, f"{language.code}.toml"
    endings = tuple(data.get("endings", ()))
    lexicon = compile_words(data["words"], endings, file)
    _add_composed(lexicon, data)
    _add_sure_months(lexicon, data)
    rules, joins = Node(), Node()
    for order, table in enumerate(data["rule"]):
        _add_rule(rules, lexicon, table, order, endings, file)
    for order, table in enumerate(data.get("join", ())):
        _add_rule(joins, lexicon, table, order, endings, file)
    check = data.get("check", {})
    return Grammar(
        lexicon, rules, joins,
        bool(data.get("capital_nouns")),
        frozenset(map(fold, check.get("before_year", ()))),
        frozenset(fold(form) for word in check.get("counted", ()) for form in inflect(word, endings)),
    )  # fmt: skip


def _add_composed(lexicon: Lexicon, data: Any) -> None:
    for slot, patterns in data.get("compose", {}).items():
        units = "n" if slot == "n" else slot
        tens = data["words"]["n"]
        for ten_unit, word in compose({**data["words"][units], **{str(t): tens.get(str(t), ()) for t in range(20, 100, 10)}}, patterns):
            add(lexicon, slot, ten_unit, word)


def _add_sure_months(lexicon: Lexicon, data: Any) -> None:
    """`sure_month`: the months whose names are nothing else; `ambiguous` lists the others (May, August, März as a surname)."""
    ambiguous = set(data.get("ambiguous", ()))
    for key, forms in data["words"].get("month", {}).items():
        for form in forms:
            if form not in ambiguous:
                add(lexicon, "sure_month", int(key), form)


def _add_rule(root: Node, lexicon: Lexicon, table: Any, order: int, endings: tuple[str, ...], file: str) -> None:
    name = table.get("name")
    if not name or table.get("op") not in OPS or not table.get("phrases"):
        raise LanguageDataError(f"{file}: rule {name or order!r} needs a name, phrases, and an op of {', '.join(sorted(OPS))}")
    rule = Rule(name, table["op"], tuple((k, v) for k, v in table.items() if k not in _RULE_KEYS), order)
    for phrase in table["phrases"]:
        try:
            sequences = parse(phrase, endings)
        except LanguageDataError as error:
            raise LanguageDataError(f"{file}: rule {name!r}: {error}") from error
        for sequence in sequences:
            joined = _compound(sequence, lexicon)
            for variant in (sequence, joined) if joined else (sequence,):
                root.insert(variant, rule)
                for item in variant.items:
                    _add_literal(lexicon, item)


def _add_literal(lexicon: Lexicon, item: Item) -> None:
    if item.slot.startswith("="):
        entry = Lexeme(item.slot, "", (), item.form[:1].isupper())
        entries = lexicon.setdefault(item.slot[1:], [])
        if entry not in entries:
            entries.append(entry)


def _compound(sequence: Sequence, lexicon: Lexicon) -> Sequence | None:
    """`{weekday}{part}`: word parts that touch are one word of the text, entered in the lexicon under a slot of its own."""
    items = list(sequence.items)
    for i in range(len(items) - 1, 0, -1):
        first, second = items[i - 1], items[i]
        if not second.touches or not (_wordy(first) and _wordy(second)) or not sequence.start <= i - 1 < i < sequence.end:
            continue
        slot = f"{first.slot}+{second.slot}"
        if slot not in _slots(lexicon):
            _enter_compounds(lexicon, slot, first, second)
        items[i - 1 : i + 1] = [Item(slot, f"{first.field}+{second.field}", first.touches)]
    if len(items) == len(sequence.items):
        return None
    return Sequence(tuple(items), sequence.start, sequence.end - (len(sequence.items) - len(items)))


def _wordy(item: Item) -> bool:
    return not item.slot.startswith("=") or item.slot[1:].isalpha()


def _slots(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(entry.slot for entries in lexicon.values() for entry in entries)


def _enter_compounds(lexicon: Lexicon, slot: str, first: Item, second: Item) -> None:
    heads, tails = _forms(lexicon, first), _forms(lexicon, second)
    for head, one in heads:
        for tail, two in tails:
            entries = lexicon.setdefault(head + tail, [])
            entries.append(Lexeme(slot, f"{one.value}+{two.value}", (), one.capital))


def _forms(lexicon: Lexicon, item: Item) -> list[tuple[str, Lexeme]]:
    if item.slot.startswith("="):
        return [(item.slot[1:], Lexeme(item.slot, ""))]
    return [(word, entry) for word, entries in lexicon.items() for entry in entries if entry.slot == item.slot and not entry.tail]
