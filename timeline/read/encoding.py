"""Bytes to text: byte order mark, UTF-8, the declared encoding, then a guess that is marked as one."""

from __future__ import annotations

import codecs
import re
import unicodedata
from typing import NamedTuple

from timeline.errors import ReadError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    # the mark of UTF-32 begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
)
# What the WHATWG Encoding Standard makes of labels that pages carry and do not mean literally.
_LABELS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
# Guessing is among what articles are really stored in: the wider the choice, the more exotic the wrong answers.
_CANDIDATES = [
    *("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "cp874", "iso8859_2", "koi8_r"),
    *("gb18030", "big5hkscs", "cp932", "euc_jp", "cp949"),
]
_SAMPLE = 1 << 16
_HEAD = 1 << 12
_CONTROL = bytes(set(range(32)) - set(b"\t\n\f\r\x1b"))
_NOT_ASCII = re.compile(rb"[^\n]*[\x80-\xff][^\n]*\n?")
_NEWLINE = re.compile("\r\n?|[\x0b\x1c-\x1e\x85\u2028\u2029]")
# Control characters, soft hyphens and invisible marks between the letters of a word. Joiners that spelling needs (Persian,
# Hindi) and the marks of writing direction stay.
_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u2060\ufeff\ufff9-\ufffb]+")
_ODD = re.compile("[\r\x0b\x1c-\x1e\x85\u2028\u2029\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u2060\ufeff\ufff9-\ufffb]")
# More marks in a row than any writing needs (UAX #15 calls text without such runs stream-safe); marks are no word characters.
_MARKS = re.compile(r"[^\w\s\x00-\x7f]{31}")
_NOT_ASCII_TEXT = re.compile(r"[\x00-\x7f]?[^\x00-\x7f]{1,500}")
_STRETCH = 1000


class Decoded(NamedTuple):
    """A text, and what the report should say about how it was read (or an empty string)."""

    text: str
    warning: str = ""
    note: str = ""


def decode(data: bytes, declared: str = "") -> Decoded:
    """The text of a file; `declared` is the encoding that the document names for itself.

    Raises `ReadError` for binary data and for encodings that cannot be told.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _damaged(data, encoding)
    _reject_binary(data)
    codec = _codec(declared)
    if codec and data.isascii():  # ISO-2022 writes all its characters in seven bits
        return Decoded(data.decode(codec, "replace"))
    try:
        return Decoded(data.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    if _mostly_utf8(data):
        return _damaged(data, "utf-8")
    if codec:
        return _damaged(data, codec)
    return _guess(data)


def labelled(data: bytes, charset: str) -> bytes:
    """The bytes with a label that every reader understands, where a server or a mail named their encoding and they do not show it.

    They become UTF-8 with its mark, unless they have a mark, are UTF-8, or are not what `charset` says.
    """
    codec = _codec(charset)
    if not codec or any(data.startswith(mark) for mark, _ in _BOMS) or b"\0" in data[:_HEAD]:
        return data
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return data
    try:
        return codecs.BOM_UTF8 + data.decode(codec).encode("utf-8")
    except UnicodeDecodeError:
        return data


def head(data: bytes) -> str:
    """The first characters of a file, good enough to tell its format."""
    encoding = next((encoding for mark, encoding in _BOMS if data.startswith(mark)), "utf-8")
    return data[:_HEAD].decode(encoding, "replace")


def clean(text: str) -> str:
    """The text with line feeds as the only line ends, without invisible characters, composed (Unicode NFC)."""
    if "\f" in text:
        text = text.replace("\f", "\n\n")
    if _ODD.search(text):
        text = _INVISIBLE.sub("", _NEWLINE.sub("\n", text))
    return text if text.isascii() or _is_composed(text) else _composed(text)


def _is_composed(text: str) -> bool:
    """Whether the text is in NFC, asked in stretches: the answer on a long run of combining marks costs the square of its length."""
    stretches = (text[max(0, start - 1) : start + _STRETCH] for start in range(0, len(text), _STRETCH))
    return all(unicodedata.is_normalized("NFC", stretch) for stretch in stretches)


def _composed(text: str) -> str:
    if _MARKS.search(text):
        return _NOT_ASCII_TEXT.sub(lambda match: unicodedata.normalize("NFC", match[0]), text)
    return unicodedata.normalize("NFC", text)


def _reject_binary(data: bytes) -> None:
    head = data[:_SAMPLE]
    kind = next((kind for mark, kind in _SIGNATURES if head.startswith(mark)), "")
    control = len(head) - len(head.translate(None, _CONTROL))
    if kind or data.count(0) * 1000 > len(data) or control * 20 > len(head):
        raise ReadError(f"is not text but {kind or 'binary data'}: save the article as text, Markdown or HTML")


def _codec(label: str) -> str:
    try:
        name = codecs.lookup(label).name if label else ""
    except (LookupError, ValueError):
        return ""
    # a page that could be read so far as to find this label is not in UTF-16; UTF-7 is an attack
    return "" if name.startswith(("utf", "rot", "idna", "punycode", "unicode", "raw", "undefined")) else _usable(_LABELS.get(name, name))


def _usable(name: str) -> str:
    try:
        return name if isinstance(b"a".decode(name), str) else ""
    except (LookupError, ValueError):  # `hex` and the like are no encodings of text
        return ""


def _mostly_utf8(data: bytes) -> bool:
    """Whether the bytes beyond ASCII are UTF-8 but for a few: other encodings hardly ever look so."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    sound = sum(map(len, re.findall(r"[^\x00-\x7f]+", text))) - broken
    return sound > broken * 8


def _damaged(data: bytes, encoding: str) -> Decoded:
    """Decode what can be decoded, and say so where something could not."""
    try:
        return Decoded(data.decode(encoding))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        name = encoding.removesuffix("-sig").upper()
        lost = f"is not valid {name} from line {line} on; unreadable characters became \ufffd: save it as UTF-8"
        return Decoded(data.decode(encoding, "replace"), warning=lost)


def _guess(data: bytes) -> Decoded:
    from charset_normalizer import from_bytes  # noqa: PLC0415 - loads its tables, and nearly every document is UTF-8

    sample = _sample(data)
    matches = list(from_bytes(sample, steps=8, chunk_size=1024, cp_isolation=_CANDIDATES))
    best = next(iter(matches), None)
    # Spanish and French fit Central European Windows as well as Western: the commoner one is meant
    tied = [match for match in matches if best and (match.chaos, match.coherence) == (best.chaos, best.coherence)]
    names = [name for match in tied for name in match.could_be_from_charset]
    for name in sorted(names, key="cp1252".__ne__) + [match.encoding for match in matches]:
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        return Decoded(text, note=f"does not say its encoding; it was read as {name}: save it as UTF-8 to be sure")
    raise ReadError("is in an encoding that cannot be told: save it as UTF-8")


def _sample(data: bytes) -> bytes:
    """The lines that tell encodings apart, up to a bound; lines are whole, so that no character is cut."""
    lines: list[bytes] = []
    size = 0
    for match in _NOT_ASCII.finditer(data):
        lines.append(match[0])
        size += len(match[0])
        if size > _SAMPLE:
            break
    return b"".join(lines)[: 2 * _SAMPLE]
