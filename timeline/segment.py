"""Sentence bounds, only where a time expression stands: sentencex finds them, rules of the language mend them.

A bound is never set inside a mention, after an ordinal or an abbreviation of the language; it is added where a sentence
starts with a number or ends within a quotation. Headings and captions hold no sentences: a headline repeats the body.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import sentencex

from timeline.model import Sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from timeline.languages import Language
    from timeline.model import Block, Document, Mention

_SILENT = frozenset({"heading", "caption"})
_LONGEST = 2_000  # code points of a sentence at most: what is longer is a table or a list without marks
_REACH = 400  # code points on either side of a mention within which a rough bound is looked for
_CHUNK = 50_000  # code points given to the splitter at once: a book in one block stays in bounded memory
_LAST_WORD = re.compile(r"(?:^|[\s(\[„“\"«»'’])((?:[^\W_]+\.[  ]?)+)$")
# A bound that the splitter misses: a number starts the sentence, a mark closes a quotation or a parenthesis, or a whole word
# looks like an abbreviation to it (`fell ill. Members …`); those of the language are left out again.
_MISSED = re.compile(
    r"(?:(?<=[^\W\d_]{3})|(?<=\d{3})|(?<=[)%€$°]))[.!?]\s+(?=\d)|[.!?][)\]”“»«\"]{1,2}\s+(?=[„“\"«»]?[A-ZÀ-ÖØ-Þ])"
    r"|(?<![\w.])(?:[a-zà-ÿ]{3,}|[^\W\d_]{6,})[.!?]\s+(?=[A-ZÀ-ÖØ-Þ])"
)
_CONTINUES = re.compile(r"\s*(?:[^\W\d_A-ZÀ-ÖØ-Þ]|[-–,;:)\]…])")
_OPENING = frozenset('„“"«»')
_PAUSE = re.compile(r"[;,\n]\s*|\s+")
_BREAK = re.compile(r"[.!?\n]\s")


class _Rules(NamedTuple):
    abbreviations: frozenset[str]
    before_number: frozenset[str]
    before_ordinal: frozenset[str]
    final: frozenset[str]


def sentences(
    document: Document, mentions: Sequence[Mention], code: str, language: Language | None
) -> list[tuple[Sentence, list[Mention]]]:
    """The sentences that hold a mention, with their mentions, in order; offsets are code points into the document's text."""
    starts = [mention.start for mention in mentions]
    found: list[tuple[Sentence, list[Mention]]] = []
    heading = ""
    for block in document.blocks:
        if block.kind == "heading":
            heading = " ".join(document.text[block.start : block.end].split())
        inside = mentions[bisect_left(starts, block.start) : bisect_left(starts, block.end)]
        if inside and block.kind not in _SILENT:
            found += _in_block(document.text, block, inside, code, _rules(language), heading)
    return found


# A line's end, or the mark that ends a sentence behind a word of three letters; the mark comes first, as what is searched for.
_END = re.compile(r"[.!?\n](?:(?<=\n)|(?:(?<=[^\W\d_]{3}.)|(?<=[^\W\d_]{3}[”“»«\")].))[”“»«\")]*\s+(?=[„“\"«»(]?[A-ZÀ-ÖØ-Þ]))")


def rough_sentences(document: Document, mentions: Sequence[Mention]) -> list[tuple[Sentence, list[Mention]]]:
    """Bounds that serve to look for a tense around a mention, in headings and captions too, at a tenth of the cost."""
    text, end = document.text, 0
    found: list[tuple[Sentence, list[Mention]]] = []
    for mention in mentions:
        if mention.start < end:
            found[-1][1].append(mention)
            continue
        start = max((match.end() for match in _END.finditer(text, max(end, mention.start - _REACH), mention.start)), default=end)
        closing = _END.search(text, mention.end, mention.end + _REACH)
        end = closing.end() if closing else min(len(text), mention.end + _REACH)
        found.append((Sentence(start, end), [mention]))
    return found


def _in_block(
    text: str, block: Block, mentions: Sequence[Mention], code: str, rules: _Rules, heading: str
) -> list[tuple[Sentence, list[Mention]]]:
    cuts = [block.start, *_cuts(text, block.start, block.end, mentions, code, rules), block.end]
    grouped: dict[int, list[Mention]] = {}
    for mention in mentions:
        grouped.setdefault(bisect_right(cuts, mention.start) - 1, []).append(mention)
    return [(_trimmed(text, cuts[i], cuts[i + 1], heading), members) for i, members in sorted(grouped.items())]


def _trimmed(text: str, start: int, end: int, heading: str) -> Sentence:
    part = text[start:end]
    return Sentence(start + len(part) - len(part.lstrip()), end - len(part) + len(part.rstrip()), heading)


def _cuts(text: str, start: int, end: int, mentions: Sequence[Mention], code: str, rules: _Rules) -> list[int]:
    """Where sentences end within a block, each once and in order."""
    guarded = [(mention.start, mention.end) for mention in mentions]
    cuts = set[int]()
    for first, last in _chunks(text, start, end):
        part = text[first:last]
        proposed = {first + bound["end_index"] for bound in sentencex.get_sentence_boundaries(code or "en", part)}
        proposed |= {first + match.end() for match in _MISSED.finditer(part)}
        cuts |= {cut for cut in proposed if start < cut < end and _holds(text, start, cut, rules)}
    kept = sorted(cut for cut in cuts if not _splits(guarded, cut))
    return list(_bounded(text, start, end, kept, guarded))


def _bounded(text: str, start: int, end: int, cuts: list[int], guarded: list[tuple[int, int]]) -> Iterator[int]:
    """The cuts, and further ones where a list or a table would make a sentence too long to be read."""
    for cut in [*cuts, end]:
        while cut - start > _LONGEST:
            low, high = start + _LONGEST // 2, start + _LONGEST
            while _splits(guarded, high):
                high += 1
            pauses = [match.end() for match in _PAUSE.finditer(text, low, high) if not _splits(guarded, match.end())]
            start = pauses[-1] if pauses else high
            yield start
        start = cut
        if cut != end:
            yield cut


def _splits(guarded: list[tuple[int, int]], cut: int) -> bool:
    """Whether a bound lies inside a mention."""
    i = bisect_left(guarded, (cut, 0)) - 1
    return i >= 0 and cut < guarded[i][1]


def _chunks(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > _CHUNK:
        breaks = [match.end() for match in _BREAK.finditer(text, start + _CHUNK // 2, start + _CHUNK)]
        cut = breaks[-1] if breaks else start + _CHUNK
        yield start, cut
        start = cut
    yield start, end


def _holds(text: str, start: int, cut: int, rules: _Rules) -> bool:
    """Whether a proposed bound stands after a real end, not after an abbreviation, an initial or an ordinal."""
    if _CONTINUES.match(text, cut):
        return False
    before = text[max(start, cut - 60) : cut].rstrip()
    match = _LAST_WORD.search(before)
    if match is None:
        return True
    last = match[1].replace(" ", "").replace(" ", "").lower()
    if last.split(".")[-2] + "." in rules.final and text[cut : cut + 1] in _OPENING:
        return True
    if last in rules.abbreviations or last.split(".")[-2] + "." in rules.abbreviations:
        return False
    if last in rules.before_number and text[cut : cut + 1].isdigit():
        return False
    if len(last) == 2:
        return last[0].isdigit() and not _is_ordinal(before, rules)
    return not (last[:-1].isdigit() and len(last) == 3 and _is_ordinal(before, rules))


def _is_ordinal(before: str, rules: _Rules) -> bool:
    """A number of one or two digits with a dot, after a word that asks for an ordinal (`im 19.`)."""
    words = before.rsplit(None, 2)
    return len(words) > 1 and words[-2].strip('(„“"«»').lower() in rules.before_ordinal


@cache
def _rules(language: Language | None) -> _Rules:
    data = language.data.get("segment", {}) if language else {}
    return _Rules(*(frozenset(data.get(key, "").split()) for key in _Rules._fields))
