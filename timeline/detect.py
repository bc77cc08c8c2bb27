"""Which language a text is in: cld3 on a bounded sample, and no answer rather than an unreliable one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from timeline.languages import available, load

if TYPE_CHECKING:
    from collections.abc import Iterator

_SAMPLE = 2000  # characters per stretch; more does not change the answer
_FEWEST = 12  # letters; below that every answer is a guess
_SHORT = 60  # letters; below that one answer in six is wrong unless it is nearly certain
_LONG = 120  # letters; from there on one answer in a thousand is wrong
_SURE = 0.9
_NO_WORDS = re.compile(r"https?://\S+|\S+@\S+|[\d_]+|[\ud800-\udfff]+")
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_WORD = re.compile(r"[^\W\d_]+")
# Languages that are easily taken for one another.
_KIN = (
    frozenset({"no", "nb", "nn", "da", "sv"}), frozenset({"hr", "sr", "bs", "sl"}), frozenset({"cs", "sk"}), frozenset({"id", "ms"}),
    frozenset({"es", "gl", "ca", "pt"}), frozenset({"ru", "uk", "be", "bg", "mk"}), frozenset({"nl", "af", "fy"}),
    frozenset({"hi", "mr", "ne"}),
    frozenset({"de", "lb"}), frozenset({"ga", "gd"}), frozenset({"it", "co"}), frozenset({"tr", "az"}), frozenset({"fa", "ps"}),
)  # fmt: skip
# cld3 names Hebrew by its withdrawn code.
_CODES = {"iw": "he", "fil": "tl"}
# What cld3 takes a headline or a list of names for, in languages with many more articles: only a long text makes it likely.
_SELDOM = frozenset(
    {
        "af",
        "ca",
        "ceb",
        "co",
        "cy",
        "eo",
        "fy",
        "ga",
        "gd",
        "gl",
        "haw",
        "hmn",
        "ht",
        "ig",
        "jv",
        "la",
        "lb",
        "mg",
        "mi",
        "mt",
        "ny",
        "sm",
        "sn",
        "so",
        "st",
        "su",
        "sw",
        "xh",
        "yo",
        "zu",
    }
)


def detect(text: str) -> str:
    """The ISO 639-1 code of the language that a text is in, or an empty string where it cannot be told.

    The sample is the beginning and, of long texts that do not tell there, a stretch further on: articles begin with menus and
    names. Languages without a two-letter code and transliterated texts give an empty string.
    """
    sample = _sample(text, 0)
    if code := _code(sample):
        return code
    return _code(_sample(text, len(text) // 2)) if len(text) > 2 * _SAMPLE else _by_words(sample)


def confirmed(declared: str, text: str) -> str:
    """The language that a page declares, or the one that a long text is plainly in: templates declare English whatever they hold.

    Between languages that are easily taken for one another the declaration counts.
    """
    found = detect(text) if sum(map(str.isalpha, text[:_SAMPLE])) >= _LONG or _UNSPACED.search(text[:_SAMPLE]) else ""
    code = declared.replace("_", "-").partition("-")[0].lower()
    if not found or found == code or any({found, code} <= kin for kin in _KIN):
        return declared or found
    return found


def _sample(text: str, start: int) -> str:
    return " ".join(_NO_WORDS.sub(" ", text[start : start + 2 * _SAMPLE]).split())[:_SAMPLE]


def _code(sample: str) -> str:
    letters = sum(map(str.isalpha, sample))
    dense = bool(_UNSPACED.search(sample))  # scripts that write a word with one or two letters
    if letters < (4 if dense else _FEWEST):
        return ""
    found = _identifier().FindLanguage(sample)
    language: str = found.language
    doubtful = language in _SELDOM and (letters < _LONG or found.probability < _SURE)
    if not found.is_reliable or doubtful or (letters < _SHORT and not dense and found.probability < _SURE):
        return ""
    if language in {"ja", "zh", "ko"} and not dense:  # its answer to texts in which it knows no letter
        return ""
    code = _CODES.get(language, language)
    return code if len(code) == 2 else ""


def _by_words(sample: str) -> str:
    """The one language with data of its own that a short text has the most words of: cld3 takes a German sentence for Luxembourgish."""
    words = set(_WORD.findall(sample.lower()))
    if not 2 <= len(words) <= _SHORT:
        return ""
    hits = sorted(((len(words & _vocabulary(code)), code) for code in available()), reverse=True)
    best, code = hits[0] if hits else (0, "")
    rival = hits[1][0] if len(hits) > 1 else 0
    return code if best >= 2 and best > rival and best * 4 >= len(words) else ""


@cache
def _vocabulary(code: str) -> frozenset[str]:
    """The words that a language's data lists, as far as they are single ones."""
    language = load(code)
    return frozenset(_WORD.findall(" ".join(_strings(language.data.get("words", {}) if language else {})).lower()))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    else:
        for inner in value.values() if isinstance(value, Mapping) else value if isinstance(value, list | tuple) else ():
            yield from _strings(inner)


@cache
def _identifier() -> Any:
    from gcld3 import NNetLanguageIdentifier  # noqa: PLC0415 - loads a model, and documents that state their language need none

    return NNetLanguageIdentifier(0, 4 * _SAMPLE)
