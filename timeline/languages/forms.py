"""Verb forms of a language, looked up by word: which tense and mood a token can have, without a tagger.

A language's `[verbs]` tables name irregular forms, conjugation classes (rows of stems and templates), prefixes and suffixes;
this module turns them into one dictionary per language. A form may be ambiguous: the flags say all that it can be.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PAST: Final = 1
PRESENT: Final = 2
FUTURE: Final = 4
"""A future form (`partira`) or a future auxiliary (`wird`, `will`)."""
CONDITIONAL: Final = 8
SUBJUNCTIVE: Final = 16
"""The mood of reported speech (Konjunktiv I, subjuntivo)."""
PARTICIPLE: Final = 32
INFINITIVE: Final = 64
GERUND: Final = 128
MODAL: Final = 256
HAVE: Final = 512
"""An auxiliary that makes a perfect tense with a participle."""
BE: Final = 1024
ATTRIBUTIVE: Final = 2048
"""A participle with the ending of an adjective, before its noun (`ausgehandelter`)."""
FINITE: Final = PAST | PRESENT | FUTURE | CONDITIONAL | SUBJUNCTIVE

_FORMS: Final[Mapping[str, int]] = {
    "past": PAST,
    "present": PRESENT,
    "future": FUTURE,
    "conditional": CONDITIONAL,
    "subjunctive": SUBJUNCTIVE,
    "participle": PARTICIPLE,
    "infinitive": INFINITIVE,
    "gerund": GERUND,
    "modal": MODAL,
    "have": HAVE,
    "be": BE,
    "attributive": ATTRIBUTIVE,
}
_COLUMN = re.compile(r"\d")


class Verbs:
    """The verb forms of one language; words are looked up in lower case."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._forms: dict[str, int] = {}
        self._bare: set[str] = set()
        for tag, words in data.get("irregular", {}).items():
            self._add(words.split(), _FORMS[tag])
        for table in data.get("class", {}).values():
            self._conjugate(table)
        self._nonverbs = frozenset(data.get("nonverbs", "").split())
        self._separable = frozenset(data.get("separable", "").split())
        self._inseparable = frozenset(data.get("inseparable", "").split())
        self._longest = max((len(prefix) for prefix in self._separable | self._inseparable), default=0)
        old, _, new = data.get("spelling", "\0:\0").partition(":")
        self._spelling = (old, new)
        self._infix: str = data.get("infix", "")
        self._endings = tuple(sorted(data.get("participle_endings", "").split(), key=len, reverse=True))
        self._present_participle: str = data.get("present_participle", "")
        self._suffixes = _suffixes(data.get("suffix", {}))
        self._frame = tuple(data.get("suffix", {}).get("participle_frame", "").split(":"))
        prefixed, _, end = data.get("suffix", {}).get("prefixed_frame", "").partition(":")
        self._prefixed, self._prefixed_end = tuple(prefixed.split()), end

    def flags(self, word: str) -> int:
        """All that a word can be as a verb form; 0 where it is none."""
        known = self._read(word)
        if not known and self._spelling[0] in word:
            return self._read(word.replace(*self._spelling))
        return known

    def _add(self, words: list[str], flag: int) -> None:
        for word in words:
            self._forms[word] = self._forms.get(word, 0) | flag

    def _conjugate(self, table: Mapping[str, str]) -> None:
        for tag, form in expand(table):
            flag = _FORMS.get(tag, 0)
            if flag:
                self._forms[form] = self._forms.get(form, 0) | flag
            else:
                self._bare.add(form)

    def _read(self, word: str) -> int:
        if word in self._nonverbs:
            return self._forms.get(word, 0)
        flags = self._stem(word)
        if flags & PAST:
            return flags | (self._inflected(word) & ATTRIBUTIVE)
        return flags or self._inflected(word) or self._by_suffix(word)

    def _stem(self, word: str) -> int:
        """The flags of a listed form, or of one behind a prefix (`ausgehandelt`, `bekam`, `abzureisen`)."""
        flags = self._forms.get(word, 0)
        if flags and (flags & ~(INFINITIVE | PRESENT) or len(word) < 6):
            return flags
        return flags | self._prefixed_stem(word)

    def _prefixed_stem(self, word: str) -> int:
        flags = 0
        for cut in range(min(self._longest, len(word) - 3), 1, -1):
            prefix, rest = word[:cut], word[cut:]
            if prefix in self._separable:
                flags |= self._behind_separable(rest)
            if prefix in self._inseparable:
                flags |= self._behind_inseparable(rest)
            if flags:
                return flags
        return 0

    def _behind_separable(self, rest: str) -> int:
        flags = self._forms.get(rest, 0) or self._behind_both(rest)
        if self._infix and rest.startswith(self._infix):
            flags |= self._forms.get(rest[len(self._infix) :], 0) & INFINITIVE
        if not flags and len(rest) > 4 and self._is_framed(rest):
            flags = PARTICIPLE
        return flags & ~(HAVE | BE | MODAL)

    def _behind_both(self, rest: str) -> int:
        """Behind a separable prefix an inseparable one may follow: `ein|be|zogen`."""
        for cut in range(min(self._longest, len(rest) - 3), 1, -1):
            if rest[:cut] in self._inseparable and (flags := self._behind_inseparable(rest[cut:])):
                return flags
        return 0

    def _behind_inseparable(self, rest: str) -> int:
        flags = self._forms.get(rest, 0) & ~(HAVE | BE | MODAL | FUTURE | PARTICIPLE)
        return flags | (PARTICIPLE if rest in self._bare else 0)

    def _is_framed(self, word: str) -> bool:
        """A participle by its shape alone, such as `ge…t`."""
        return len(self._frame) == 2 and word.startswith(self._frame[0]) and word.endswith(self._frame[1])

    def _inflected(self, word: str) -> int:
        """A participle with an ending of an adjective; `verletzte` may be the past tense as well."""
        for ending in self._endings:
            if word.endswith(ending) and len(word) > len(ending) + 4:
                stem = word[: -len(ending)]
                if self._present_participle and stem.endswith(self._present_participle) and len(stem) > 6:
                    return ATTRIBUTIVE | GERUND
                if self._stem(stem) & PARTICIPLE or self._by_suffix(stem) & PARTICIPLE:
                    return ATTRIBUTIVE | (self._by_suffix(word) & PAST)
        return 0

    def _by_suffix(self, word: str) -> int:
        if len(word) > 5 and self._is_framed(word):
            return PARTICIPLE
        if len(word) > 6 and self._prefixed and word.endswith(self._prefixed_end) and word.startswith(self._prefixed):
            return PARTICIPLE | PRESENT
        for size, table in self._suffixes:
            if len(word) > size + 2:
                flags = table.get(word[-size:], 0)
                if flags:
                    return flags
        return 0


def expand(table: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Fill the templates of a conjugation class with the columns of each of its `rows`: pairs of the template's key and a form."""
    templates = [(tag, shape) for tag, shapes in table.items() if tag != "rows" for shape in shapes.split()]
    for row in table["rows"].split():
        columns = row.split(":")
        for tag, shape in templates:
            yield tag, _COLUMN.sub(lambda column: columns[int(column[0]) - 1], shape)  # noqa: B023 - called at once


def _suffixes(data: Mapping[str, str]) -> list[tuple[int, dict[str, int]]]:
    """Suffixes by their length, the longest first."""
    by_length: dict[int, dict[str, int]] = {}
    for tag, words in data.items():
        for suffix in words.split() if tag in _FORMS else ():
            table = by_length.setdefault(len(suffix), {})
            table[suffix] = table.get(suffix, 0) | _FORMS[tag]
    return sorted(by_length.items(), reverse=True)
