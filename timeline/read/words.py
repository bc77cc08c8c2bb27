"""The words of `page_words.toml` as patterns: what stands around an article, in many languages."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@cache
def words(kind: str) -> frozenset[str]:
    """The words of a kind, folded."""
    return frozenset(word.casefold() for word in _table()[kind])


@cache
def beginning(kind: str) -> re.Pattern[str]:
    """A pattern that matches where one of a kind's words begins a text; the longest one wins."""
    return re.compile(_alternatives(kind), re.IGNORECASE)


@cache
def anywhere(kind: str) -> re.Pattern[str]:
    """A pattern that finds a kind's words in a text."""
    return re.compile(rf"(?<!\w)(?:{_alternatives(kind)})|{_joined(kind)}", re.IGNORECASE)


def _alternatives(kind: str) -> str:
    """The words as whole ones; Chinese, Japanese and Korean ones may stand within others."""
    spaced = sorted((word for word in words(kind) if not _UNSPACED.match(word)), key=len, reverse=True)
    return rf"(?:{'|'.join(map(re.escape, spaced))})(?!\w)|{_joined(kind)}"


def _joined(kind: str) -> str:
    return "|".join(map(re.escape, sorted(filter(_UNSPACED.match, words(kind)), key=len, reverse=True))) or "(?!)"


@cache
def _table() -> dict[str, list[str]]:
    found: dict[str, list[str]] = tomllib.loads(Path(__file__).with_name("page_words.toml").read_text(encoding="utf-8"))
    return found
