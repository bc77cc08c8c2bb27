"""The `[statement]` tables of a language, compiled once: roles of words, verbs of saying, cues and patterns of sources."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from timeline.languages.forms import expand
from timeline.languages.verbs import Reader, reader

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from timeline.languages import Language

COORD: Final = 1
SUB: Final = 2
COMPL: Final = 4
"""Opens a content clause (`dass`, `that`, `que`)."""
REL: Final = 8
COND: Final = 16
PREP: Final = 32
DET: Final = 64
PRON: Final = 128
NEG: Final = 256
CONNECT: Final = 512
"""Joins a sentence to the one before and is left out of a quote at its start."""
ADVERB: Final = 1024
LEAD: Final = SUB | COMPL | REL | COND

_ROLES: Final[Mapping[str, int]] = {
    "coordinator": COORD,
    "subordinator": SUB,
    "complementizer": COMPL,
    "relative": REL,
    "conditional": COND,
    "preposition": PREP,
    "determiner": DET,
    "pronoun": PRON,
    "negation": NEG,
    "connector": CONNECT,
    "adverb": ADVERB,
}


class Phrases:
    """Word sequences, looked up by their first word."""

    __slots__ = ("_by_first", "starts_with")

    def __init__(self, phrases: Iterable[str]) -> None:
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        for phrase in phrases:
            words = tuple(phrase.split())
            self._by_first.setdefault(words[0], []).append(words)
        for options in self._by_first.values():
            options.sort(key=len, reverse=True)
        self.starts_with = self._by_first.keys()

    def match(self, words: list[str], index: int) -> int:
        """How many words from `index` on are the longest phrase that starts there; 0 for none."""
        for option in self._by_first.get(words[index], ()):
            if tuple(words[index : index + len(option)]) == option:
                return len(option)
        return 0

    def find(self, words: list[str], first: int, last: int) -> int:
        """The index of the first phrase within `words[first:last]`, or -1."""
        by_first = self._by_first
        if by_first.keys().isdisjoint(words[first:last]):  # nearly always, and at a tenth of the cost
            return -1
        for index in range(first, last):
            if words[index] in by_first and 0 < self.match(words, index) <= last - index:
                return index
        return -1


class Saying(NamedTuple):
    """Verbs of one kind of saying: forms that stand alone, and forms that need one of their particles."""

    forms: frozenset[str]
    particles: Mapping[str, frozenset[str]]

    def has(self, words: list[str], index: int, last: int) -> bool:
        """Whether the verb at `index` says something, given the words up to the end of its clause."""
        word = words[index]
        wanted = self.particles.get(word)
        return word in self.forms or (wanted is not None and not wanted.isdisjoint(words[index + 1 : last]))


class Lexicon:
    """All that the statement stage knows of a language."""

    def __init__(self, reading: Reader, data: Mapping[str, Any]) -> None:
        self.reader = reading
        self.verb_final: bool = data.get("verb_final", False)
        self.comma_clauses: bool = data.get("comma_clauses", False)
        self.capital_nouns = reading.capital_nouns
        self.roles = _roles(data.get("words", {}))
        self.relative_heads = frozenset(data.get("words", {}).get("relative_head", "").split())
        self._adverb_ending: str = data.get("adverb_ending", "")
        self._not_adverbs = frozenset(data.get("not_adverbs", "").split())
        self.say = _saying(data.get("say", {}))
        self.say_with_content = frozenset(data.get("say", {}).get("with_content", "").split())
        self.speaking_pronouns = frozenset(data.get("say", {}).get("pronouns", "").split())
        self.subject_articles = frozenset(data.get("say", {}).get("subject_articles", "").split())
        self.indefinite = frozenset(data.get("say", {}).get("indefinite", "").split())
        self.contrast = frozenset(data.get("say", {}).get("contrast", "").split())
        self.addressed = frozenset(data.get("say", {}).get("addressed", "").split())
        self.objects = frozenset(data.get("say", {}).get("objects", "").split())
        self.plural_ending: str = data.get("say", {}).get("plural_ending", "")
        self.object_articles = frozenset(data.get("say", {}).get("object_articles", "").split())
        self.dative = frozenset(data.get("say", {}).get("dative", "").split())
        self.calls = frozenset(data.get("say", {}).get("calls", "").split())
        self.anaphora = frozenset(data.get("say", {}).get("anaphora", "").split())
        self.deny = _saying(data.get("deny", {}))
        self.deny_with_content = frozenset(data.get("deny", {}).get("with_content", "").split())
        self.claims = frozenset(data.get("deny", {}).get("claims", "").split())
        self.content = _saying(data.get("content", {}))
        source: Mapping[str, Any] = data.get("source", {})
        self.source_before = Phrases(source.get("before", ()))
        self.source_after = Phrases(source.get("after", ()))
        self.source_own = Phrases(source.get("own", ()))
        self.source_opening = Phrases(source.get("opening", ()))
        self.source_compound = tuple(source.get("compound", "").split())
        self.source_starts = self.source_before.starts_with | self.source_after.starts_with | self.source_own.starts_with
        self.medium = frozenset(source.get("medium", "").split())
        self.medium_endings = tuple(source.get("medium_endings", "").split())
        self.medium_staff = frozenset(source.get("medium_staff", "").split())
        self.document = frozenset(source.get("document", "").split())
        self.document_endings = tuple(source.get("document_endings", "").split())
        self.linking = frozenset(source.get("linking", "").split())
        status: Mapping[str, list[str]] = data.get("status", {})
        self.status = {name: Phrases(p for p in phrases if "…" not in p) for name, phrases in status.items()}
        self._brackets = {name: _brackets(phrases) for name, phrases in status.items()}
        self._status_words = {name: frozenset(phrases) for name, phrases in status.items()}
        self.undone = tuple(status.get("undone", ()))
        self.told_future = self.status_words("told_future")
        dates: Mapping[str, Any] = data.get("dates", {})
        self.dates = {name: frozenset(words.split()) for name, words in dates.items() if isinstance(words, str)}
        self.lower_case_dates: bool = dates.get("lower_case", False)
        self.year_nouns = tuple(dates.get("year_nouns", "\0").split())
        self.ranges = [(opener, tuple(closer.split())) for opener, closer in dates.get("ranges", ())]

    def role(self, word: str) -> int:
        """The roles that a word can have."""
        known = self.roles.get(word)
        if known is not None or not self._adverb_ending:
            return known or 0
        return ADVERB if word.endswith(self._adverb_ending) and len(word) > 4 and word not in self._not_adverbs else 0

    def has(self, cue: str, words: list[str], first: int, last: int) -> bool:
        """Whether a phrase of a `[statement.status]` list stands within `words[first:last]`."""
        phrases = self.status.get(cue)
        if phrases is None or first >= last:
            return False
        if phrases.find(words, first, last) >= 0:
            return True
        verbs = self._brackets[cue].get(words[last - 1])
        return verbs is not None and not verbs.isdisjoint(words[first:last])

    def status_words(self, cue: str) -> frozenset[str]:
        """The single words of a `[statement.status]` list."""
        return self._status_words.get(cue, frozenset())

    def is_date_word(self, kind: str, word: str) -> bool:
        """Whether a word belongs to a list of `[statement.dates]`."""
        return word in self.dates.get(kind, frozenset())


@cache
def lexicon(language: Language) -> Lexicon:
    """The statement tables of a language, compiled once."""
    return Lexicon(reader(language), language.data.get("statement", {}))


def _brackets(phrases: Iterable[str]) -> dict[str, frozenset[str]]:
    """`verb … particle`: the verbs by the last word of their clause."""
    found: dict[str, frozenset[str]] = {}
    for phrase in phrases:
        verb, bracket, particle = phrase.partition(" … ")
        if bracket:
            found[particle] = found.get(particle, frozenset()) | {verb}
    return found


def _roles(words: Mapping[str, str]) -> dict[str, int]:
    roles: dict[str, int] = {}
    for name, role in _ROLES.items():
        for word in words.get(name, "").split():
            roles[word] = roles.get(word, 0) | role
    return roles


def _saying(table: Mapping[str, Any]) -> Saying:
    """`forms` are words; `particles` are rows `form … : particle …`; each `class` expands as verbs do."""
    forms = set(table.get("forms", "").split())
    for group in table.get("class", {}).values():
        forms.update(form for _, form in expand(group))
    particles: dict[str, frozenset[str]] = {}
    for row in table.get("particles", ()):
        verbs, _, wanted = row.partition(":")
        for verb in verbs.split():
            particles[verb] = particles.get(verb, frozenset()) | frozenset(wanted.split())
    return Saying(frozenset(forms), particles)
