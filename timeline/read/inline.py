"""Markdown's markup within a paragraph, removed so that what stays is what a reader reads."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import NamedTuple

from timeline.read.encoding import clean
from timeline.read.layout import tighten

_MARKUP = re.compile(r"[\\`*_\[<&~{]")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_ESCAPED = re.compile("[\U000f0021-\U000f007e]")
_SHIFT = 0xF0000  # escaped marks wait in a private plane until the markup is gone
_AUTOLINK = re.compile(r"<((?:https?|mailto):[^<>\s]*)>", re.IGNORECASE)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_TARGET = r"\((?:[^()]|\([^()]*+\))*+\)"
_PICTURE = re.compile(rf"!\[[^\[\]]*+\](?:{_TARGET}|\[[^\[\]]*+\])")
_LINK = re.compile(rf"\[([^\[\]]*+)\](?:{_TARGET}|\[([^\[\]]*+)\])?+")
_FOOTNOTE = re.compile(r"\[\^[^\[\]\s]++\]")
_TEMPLATE = re.compile(r"\{\{[^{}]*+\}\}|\{%[^{}]*+\}|\{[:#.][^{}]*+\}")
_RUN = re.compile(r"\*+|_+")
_HIDDEN = (("<!--", "-->"), ("<script", "</script>"), ("<style", "</style>"))


def drop_hidden(text: str) -> str:
    """The source without comments, scripts and styles, which may span many lines; what is not closed stays."""
    for opening, closing in _HIDDEN:
        if opening not in text:
            continue
        parts: list[str] = []
        at = 0
        while (start := text.find(opening, at)) >= 0 and (end := text.find(closing, start)) >= 0:
            parts.append(text[at:start])
            at = end + len(closing)
        text = "".join(parts) + text[at:]
    return text


@dataclass(frozen=True, slots=True)
class Inline:
    """Removes markup; `references` are the folded names of links that are defined elsewhere in the source."""

    references: frozenset[str]

    def text(self, source: str) -> str:
        """What a paragraph says, on one line."""
        if not _MARKUP.search(source):
            return source
        text = _ESCAPE.sub(lambda match: chr(ord(match[1]) + _SHIFT), source) if "\\" in source else source
        text = text.replace("`", "")
        if "<" in text:
            text = _TAG.sub("", _AUTOLINK.sub(r"\1", _BREAK.sub(" ", text)))
        if "{" in text:
            text = _TEMPLATE.sub("", text)
        if "[" in text:
            text = _LINK.sub(self._link, _PICTURE.sub("", _FOOTNOTE.sub("", text)))
        text = _unemphasised(text).replace("~~", "")
        if "&" in text:
            text = clean(unescape(text))
        if "\\" in source:
            text = _ESCAPED.sub(lambda match: chr(ord(match[0]) - _SHIFT), text)
        return tighten(text)

    def _link(self, match: re.Match[str]) -> str:
        """The words of a link; brackets that are no link (`[sic]`) stay."""
        whole = match[0]
        if whole.endswith(")"):
            return match[1]
        name = (match[2] or match[1]).casefold()
        return match[1] if name in self.references else whole


class _Mark(NamedTuple):
    start: int
    length: int


def _unemphasised(text: str) -> str:
    """The text without pairs of `*` and `_` that mark emphasis; a mark within a word (`Leser*innen`, `snake_case`) is a letter."""
    if "*" not in text and "_" not in text:
        return text
    removed: list[_Mark] = []
    open_marks: dict[str, list[_Mark]] = {"*": [], "_": []}
    for match in _RUN.finditer(text):
        mark = _Mark(match.start(), match.end() - match.start())
        opens, closes = _flanks(text, match)
        waiting = open_marks[match[0][0]]
        while closes and waiting and mark.length:
            start, length = waiting.pop()
            paired = min(length, mark.length)
            removed += [_Mark(start + length - paired, paired), _Mark(mark.start, paired)]
            if length > paired:
                waiting.append(_Mark(start, length - paired))
            mark = _Mark(mark.start + paired, mark.length - paired)
        if opens and mark.length:
            waiting.append(mark)
    return _without(text, removed)


def _flanks(text: str, match: re.Match[str]) -> tuple[bool, bool]:
    """Whether a run of marks can open and close emphasis (CommonMark's flanking rules, but for single marks within words)."""
    before = text[match.start() - 1] if match.start() else " "
    after = text[match.end()] if match.end() < len(text) else " "
    if before.isalnum() and after.isalnum():
        bold = match[0][0] == "*" and len(match[0]) > 1
        return bold, bold
    left = not after.isspace() and (after.isalnum() or not before.isalnum())
    right = not before.isspace() and (before.isalnum() or not after.isalnum())
    return left, right


def _without(text: str, marks: list[_Mark]) -> str:
    parts: list[str] = []
    at = 0
    for start, length in sorted(marks):
        parts.append(text[at:start])
        at = start + length
    return "".join(parts) + text[at:]
