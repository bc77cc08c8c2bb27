"""The rules of a language compiled to a trie over slots, which an automaton walks token by token."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from timeline.errors import LanguageDataError
from timeline.tag.alphabet import Alphabet
from timeline.tag.automaton import Automaton
from timeline.tag.lexicon import Lexeme, Lexicon, Value, add, compile_words, compose
from timeline.tag.phrases import Item, Sequence, inflect, parse
from timeline.tag.tokens import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

    from timeline.languages import Language

OPS = frozenset({"date", "shift", "duration", "set", "vague", "time", "reject"})
# slots that only digits fill
NUMERIC = frozenset({"day", "mm", "dd", "year", "yy", "hour", "minute", "week", "hhmm", "anyyear", "num", "nn"})
_NEEDED = {"duration": frozenset({"unit"})}
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
    """A place in the trie: the edges by slot, each by the field that it fills and whether it touches, and the phrase that ends here."""

    edges: dict[str, dict[tuple[str, bool], Node]] = field(default_factory=dict)
    end: End | None = None

    def insert(self, sequence: Sequence, rule: Rule) -> None:
        """Add a variant of a phrase; the earlier rule keeps a place that is taken."""
        node = self
        for item in sequence.items:
            branches = node.edges.get(item.slot)
            if branches is None:
                branches = node.edges[item.slot] = {}
            key = (item.field, item.touches)
            following = branches.get(key)
            if following is None:
                following = branches[key] = Node()
            node = following
        if node.end is None:
            node.end = End(rule, sequence.start, sequence.end)


@dataclass(frozen=True, slots=True)
class Grammar:
    """What the matcher needs of a language: its words, the phrases of its rules, and those of the rules over found expressions."""

    alphabet: Alphabet
    rules: Automaton
    joins: Automaton
    capital_nouns: bool
    endings: tuple[str, ...]  # of adjectives
    before_year: frozenset[str]
    counted: frozenset[str]
    found: dict[tuple[object, ...], int] = field(default_factory=dict, compare=False)
    """The symbols of found expressions, by their op and the names of their fields."""


@cache
def compile_grammar(language: Language) -> Grammar:
    """Compile `[words]`, `[[rule]]` and `[[join]]`; LanguageDataError names the file, the rule and the reason."""
    data = language.data
    builder = _Builder(f"{language.code}.toml", tuple(data.get("endings", ())), data)
    rules, joins = Node(), Node()
    for order, table in enumerate(data["rule"]):
        builder.add_rule(rules, table, order)
    for order, table in enumerate(data.get("join", ())):
        builder.add_rule(joins, table, order)
    check = data.get("check", {})
    alphabet = Alphabet(builder.lexicon)
    return Grammar(
        alphabet,
        Automaton(rules, alphabet),
        Automaton(joins, alphabet),
        bool(data.get("capital_nouns")),
        builder.endings,
        frozenset(map(fold, check.get("before_year", ()))),
        frozenset(fold(form) for word in check.get("counted", ()) for form in inflect(word, builder.endings)),
    )


class _Builder:
    """The lexicon of a language while its rules are read: literals and compounds of the phrases enter it too."""

    def __init__(self, file: str, endings: tuple[str, ...], data: Mapping[str, Any]) -> None:
        self.file, self.endings, self.data = file, endings, data
        self.words: dict[str, list[tuple[str, Lexeme]]] = {}
        self.lexicon = compile_words(data["words"], endings, file)
        _add_sure_months(self.lexicon, data)
        for word, entries in self.lexicon.items():
            for entry in entries:
                self.words.setdefault(entry.slot, []).append((word, entry))
        self.simple = {slot: [(w, e) for w, e in entries if not e.tail] for slot, entries in self.words.items()}
        _add_composed(self.lexicon, data)

    def add_rule(self, root: Node, table: Mapping[str, Any], order: int) -> None:
        """Enter a rule's phrases in the trie, their literals and compounds in the lexicon."""
        name = table.get("name")
        if not name or table.get("op") not in OPS or not table.get("phrases"):
            raise LanguageDataError(f"{self.file}: rule {name or order!r} needs a name, phrases, and an op of {', '.join(sorted(OPS))}")
        rule = Rule(name, table["op"], tuple((k, v) for k, v in table.items() if k not in _RULE_KEYS), order)
        for phrase in table["phrases"]:
            try:
                sequences = parse(phrase, self.endings)
            except LanguageDataError as error:
                raise LanguageDataError(f"{self.file}: rule {name!r}: {error}") from error
            for sequence in sequences:
                self._check(sequence, rule)
                for variant in filter(None, (sequence, self._compound(sequence))):
                    self._enter(root, variant, rule)

    def _check(self, sequence: Sequence, rule: Rule) -> None:
        """A slot that nothing fills and a duration without its unit are slips of the pen, and would go unnoticed."""
        for item in sequence.items:
            if item.slot not in self.words and not item.form and item.slot[0] != "@" and item.slot not in NUMERIC:
                raise LanguageDataError(f"{self.file}: rule {rule.name!r}: no words for the slot {{{item.slot}}}")
        needed = _NEEDED.get(rule.op)
        if not needed or any(item.slot.startswith("@") for item in sequence.items):
            return
        fields = {name for item in sequence.items for name in item.field.split("+")} | {name for name, _ in rule.fields}
        if fields.isdisjoint(needed):
            raise LanguageDataError(f"{self.file}: rule {rule.name!r}: a phrase fills none of {', '.join(sorted(needed))}")

    def _enter(self, root: Node, sequence: Sequence, rule: Rule) -> None:
        root.insert(sequence, rule)
        for item in sequence.items:
            if item.form and item.slot not in self.words:
                self._word(item.slot, item.form, Lexeme(item.slot, "", (), item.slot.startswith("=^")))

    def _word(self, slot: str, word: str, entry: Lexeme) -> None:
        self.words.setdefault(slot, []).append((word, entry))
        self.lexicon.setdefault(word, []).append(entry)

    def _compound(self, sequence: Sequence) -> Sequence | None:
        """`{weekday}{part}`: word parts that touch are one word of the text, entered in the lexicon under a slot of its own."""
        if not any([item.touches for item in sequence.items]):  # noqa: C419 - a list is the faster one, and this is asked of each variant
            return None
        items = list(sequence.items)
        for i in range(len(items) - 1, 0, -1):
            first, second = items[i - 1], items[i]
            if second.touches and _wordy(first) and _wordy(second) and sequence.start < i < sequence.end:
                slot = f"{first.slot}+{second.slot}"
                if slot not in self.words:
                    self._enter_compounds(slot, first, second)
                items[i - 1 : i + 1] = [Item(slot, f"{first.field}+{second.field}", first.touches)]
        fewer = len(sequence.items) - len(items)
        return Sequence(tuple(items), sequence.start, sequence.end - fewer) if fewer else None

    def _enter_compounds(self, slot: str, first: Item, second: Item) -> None:
        self.words[slot] = []
        for head, one in self._forms(first):
            for tail, two in self._forms(second):
                self._word(slot, head + tail, Lexeme(slot, f"{one.value}+{two.value}", (), one.capital))

    def _forms(self, item: Item) -> list[tuple[str, Lexeme]]:
        if item.form:
            return [(item.form, Lexeme(item.slot, "", (), item.slot.startswith("=^")))]
        return self.simple.get(item.slot, [])


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


def _wordy(item: Item) -> bool:
    return not item.form or item.form.isalpha()
