"""RTF (1.9.1), as word processors, old content systems and mail programs save it; a small reader of its own, for the text alone."""

from __future__ import annotations

import locale
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from timeline.read.compose import Said, compose
from timeline.read.encoding import clean
from timeline.read.layout import Piece, classify, tighten
from timeline.read.names import stem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from timeline.config import Options
    from timeline.model import Document, Problem

suffixes = (".rtf",)

_TOKEN = re.compile(rb"\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-z'])|([{}])|[\r\n]+|([^\\{}\r\n]+)|(\\)", re.DOTALL)
# Destinations that hold no text of the document; of a field the result is kept, its code is not.
_SKIPPED = frozenset(
    {
        *("fonttbl", "colortbl", "stylesheet", "listtable", "listoverridetable", "revtbl", "rsidtbl", "generator", "pict", "object"),
        *("header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf", "fldinst", "themedata", "datastore"),
        *(
            "colorschememapping",
            "latentstyles",
            "xmlnstbl",
            "filetbl",
            "pntext",
            "listtext",
            "annotation",
            "atnid",
            "atnauthor",
            "bkmkstart",
        ),
        *("bkmkend", "nonshppict", "shpinst", "footnote", "ftnsep", "mmathPr", "userprops", "docvar", "wgrffmtfilter"),
    }
)
_INFO = {"title": "title", "author": "author", "keywords": "tag", "company": "publisher"}
_TIMES = ("revtim", "creatim")
_CHARS = {
    **dict.fromkeys(("par", "sect", "page", "line", "row", "nestrow"), "\n"),
    "tab": " ",
    "cell": " | ",
    "nestcell": " | ",
    "emdash": "—",
    "endash": "–",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "bullet": "•",
    "emspace": " ",
    "enspace": " ",
    "qmspace": " ",
}
# Windows' numbers of character sets, as fonts state them, to code pages.
_CHARSETS = {
    0: 1252, 77: 10000, 128: 932, 129: 949, 134: 936, 136: 950, 161: 1253, 162: 1254, 163: 1258, 177: 1255, 178: 1256, 186: 1257,
    204: 1251, 222: 874, 238: 1250,
}  # fmt: skip
_HALF = re.compile("[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]")
_DEEPEST = 1000


def accepts(_: str) -> bool:
    """Never by the suffix: the first bytes decide."""
    return False


def read(data: bytes, name: str, options: Options) -> tuple[list[Document], list[Problem]]:
    """One document; the day of its last change is a guess at its publication."""
    reader = _Reader()
    reader.run(data)
    pieces = classify(list(_pieces(reader)))
    return compose((stem(name), name), pieces, _said(reader, pieces), options)


def _said(reader: _Reader, pieces: list[Piece]) -> Iterator[Said]:
    for word, name in _INFO.items():
        yield Said(name, "".join(reader.info.get(word, ())), "rtf properties")
    yield Said("title", pieces[0].text if pieces and pieces[0].kind == "heading" else "", "the first heading")
    for word in _TIMES:
        year, month, day = (reader.times.get(f"{word}.{unit}", 0) for unit in ("yr", "mo", "dy"))
        if year and month and day:
            yield Said("published", f"{year:04}-{month:02}-{day:02}", f"rtf properties ({word})", hints=True)
    code = locale.windows_locale.get(reader.language, "")
    yield Said("language", code, "rtf")


def _pieces(reader: _Reader) -> Iterator[Piece]:
    text = _HALF.sub(lambda match: match[0].encode("utf-16", "surrogatepass").decode("utf-16", "replace"), "".join(reader.text))
    for line in clean(text).split("\n"):
        row = " | " in line
        if words := tighten(line.strip().strip("|") if row else line):
            yield Piece("item" if row or words.startswith("• ") else "", words.removeprefix("• "), single=True)


@dataclass(frozen=True, slots=True)
class _State:
    """What holds in a group until it ends: its destination (empty for the text), code page and what stands in for a `u`."""

    target: str = ""
    codec: str = "cp1252"
    fallback: int = 1


@dataclass(slots=True)
class _Reader:
    """Reads the file token by token; groups are a stack, so that no nesting can exhaust the interpreter's."""

    text: list[str] = field(default_factory=list)
    info: dict[str, list[str]] = field(default_factory=dict)
    times: dict[str, int] = field(default_factory=dict)
    language: int = 0
    _state: _State = field(default_factory=_State)
    _stack: list[_State] = field(default_factory=list)
    _default: str = "cp1252"
    _fonts: dict[int, str] = field(default_factory=dict)
    _font: int = 0
    _bytes: bytearray = field(default_factory=bytearray)
    _pending: int = 0  # characters to pass over after `\u`
    _starred: bool = False

    def run(self, data: bytes) -> None:
        at = 0
        while match := _TOKEN.match(data, at):
            at = match.end()
            word, number, code, symbol, brace, plain = match.group(1, 2, 3, 4, 5, 6)
            if code:
                self._byte(int(code, 16))
            elif plain and not self._pending:
                self._bytes += plain
            elif plain:
                self._bytes += plain[self._pending :]
                self._pending = max(0, self._pending - len(plain))
            elif brace == b"{":
                self._open()
            elif brace:
                self._close()
            elif word == b"bin":
                at += max(0, int(number or 0))
            elif word:
                self._word(word.decode(), int(number) if number else None)
            elif symbol:
                self._symbol(symbol)
        self._flush()

    def _byte(self, value: int) -> None:
        if self._pending:
            self._pending -= 1
        else:
            self._bytes.append(value)

    def _open(self) -> None:
        self._flush()
        self._pending = 0
        if len(self._stack) < _DEEPEST:
            self._stack.append(self._state)

    def _close(self) -> None:
        self._flush()
        self._pending = 0
        if self._stack:
            self._state = self._stack.pop()

    def _symbol(self, symbol: bytes) -> None:
        if symbol == b"*":
            self._starred = True
        elif symbol in b"\r\n":
            self._put("\n")
        else:
            self._put({b"~": "\u00a0", b"_": "-", b"-": ""}.get(symbol, symbol.decode("latin-1")))

    def _word(self, word: str, number: int | None) -> None:
        starred, self._starred = self._starred, False
        if word in _SKIPPED or (starred and word not in {"fldrslt", "shptxt"}):
            self._enter(word)
        elif word == "info" or word in _INFO or word in _TIMES:
            if word == "info" or self._state.target.startswith("info"):
                self._enter("info" if word == "info" else f"info.{word}")
        elif word in {"yr", "mo", "dy"} and self._state.target.startswith("info."):
            self.times[f"{self._state.target.removeprefix('info.')}.{word}"] = number or 0
        elif word == "u" and number is not None:
            self._put(chr(number % 0x10000))
            self._pending = self._state.fallback
        elif word in _CHARS:
            self._put(_CHARS[word])
        else:
            self._setting(word, number or 0)

    def _setting(self, word: str, number: int) -> None:
        if word == "uc":
            self._state = replace(self._state, fallback=min(max(number, 0), 100))
        elif word == "ansicpg":
            self._default = _codec(number)
            self._state = replace(self._state, codec=self._default)
        elif word == "f" and self._state.target == "fonttbl":
            self._font = number
        elif word == "fcharset" and number in _CHARSETS:
            self._fonts[self._font] = _codec(_CHARSETS[number])
        elif word == "f":
            self._flush()
            self._state = replace(self._state, codec=self._fonts.get(number, self._default))
        elif word == "deflang" and not self.language:
            self.language = number
        elif word in {"plain", "pard"}:
            self._flush()

    def _enter(self, target: str) -> None:
        self._flush()
        self._state = replace(self._state, target=target)

    def _put(self, text: str) -> None:
        self._flush()
        if self._state.target == "":
            self.text.append(text)
        elif self._state.target.startswith("info."):
            self.info.setdefault(self._state.target.removeprefix("info."), []).append(text)

    def _flush(self) -> None:
        if self._bytes:
            text = bytes(self._bytes).decode(self._state.codec, "replace")
            self._bytes.clear()
            self._put(text)


def _codec(page: int) -> str:
    name = {65001: "utf-8", 10000: "mac_roman", 936: "gb18030"}.get(page, f"cp{page}")
    try:
        "".encode(name)
    except LookupError:
        return "cp1252"
    return name
