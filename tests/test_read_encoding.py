"""Bytes to text: what each encoding becomes, and what the report says of it."""

from __future__ import annotations

import pytest

from timeline.errors import ReadError
from timeline.read.encoding import clean, decode

GERMAN = "Am Donnerstag gab die Behörde bekannt, dass die ersten Züge über die Brücke fuhren – „endlich“, wie es hieß.\n"
SAMPLES = {
    "cp1252": GERMAN,
    "cp1251": "Министр объявил об отставке двенадцатого марта, сообщили источники в правительстве.\n",
    "koi8-r": "Министр объявил об отставке двенадцатого марта, сообщили источники в правительстве.\n",
    "cp1250": "Minister ogłosił wczoraj, że żołnierze przybyli do obwodu. Później źródła potwierdziły wiadomość.\n",
    "gb18030": "外交部发言人星期四表示,双方将于十一月六日签署协议,届时各国代表都会出席。\n",
    "cp932": "外務省の報道官は木曜日、協定に署名すると述べた。カタカナもあります。\n",
    "cp949": "외교부 대변인은 목요일에 협정에 서명할 것이라고 밝혔다.\n",
    "cp1253": "Ο υπουργός ανακοίνωσε χθες ότι οι πρώτοι στρατιώτες έφτασαν στην πόλη.\n",
    "cp1255": "השר הודיע אתמול כי החיילים הראשונים הגיעו אל העיר.\n",
    "cp1256": "أعلن الوزير أمس أن الجنود الأوائل وصلوا إلى المدينة.\n",
}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be"])
def test_unicode_is_read_without_remark(encoding: str) -> None:
    mark = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(encoding, b"")
    decoded = decode(mark + GERMAN.encode(encoding))
    assert (decoded.text, decoded.warning, decoded.note) == (GERMAN, "", "")


@pytest.mark.parametrize("encoding", SAMPLES)
def test_other_encodings_are_told_and_the_guess_is_marked(encoding: str) -> None:
    decoded = decode(SAMPLES[encoding].encode(encoding) * 3)
    assert decoded.text == SAMPLES[encoding] * 3
    assert encoding.replace("-", "_") in decoded.note
    assert "save it as UTF-8" in decoded.note


@pytest.mark.parametrize(
    "text", ["El ministro anunció ayer que la situación está tranquila, señaló.", "L’été fut chaud à Paris, où François a démissionné."]
)
def test_western_texts_are_not_read_as_central_european(text: str) -> None:
    assert decode(text.encode("cp1252")).text == text


def test_the_lines_that_tell_are_found_behind_a_long_ascii_beginning() -> None:
    text = "An ASCII line.\n" * 20_000 + GERMAN
    assert decode(text.encode("cp1252")).text == text


def test_a_declared_encoding_is_believed_but_utf8_more() -> None:
    assert decode(GERMAN.encode("cp1252"), "ISO-8859-1").text == GERMAN
    assert decode("Łódź".encode("iso8859-2"), "iso-8859-2").text == "Łódź"
    assert decode(GERMAN.encode(), "iso-8859-1").text == GERMAN
    assert decode("日本".encode("iso2022_jp"), "iso-2022-jp").text == "日本"


@pytest.mark.parametrize("label", ["utf-7", "utf-16", "hex", "rot13", "no-such-thing", "idna", "undefined", "\0", "x" * 500])
def test_a_declared_encoding_that_makes_no_sense_is_passed_over(label: str) -> None:
    assert decode(b"plain +AGE- words", label).text == "plain +AGE- words"


def test_damaged_utf8_keeps_its_text_and_is_a_warning_with_the_line() -> None:
    decoded = decode(GERMAN.encode() * 3 + b"caf\xe9 und mehr\n")
    assert decoded.text == GERMAN * 3 + "caf\ufffd und mehr\n"
    assert "from line 4 on" in decoded.warning


def test_damaged_utf16_is_a_warning() -> None:
    assert decode(b"\xff\xfea\0b\0c").warning


@pytest.mark.parametrize("data", [b"\0" * 50, b"a\0b\0c\0", bytes(range(256)) * 4, b"%PDF-1.4", b"\x7fELF\x01\x02\0\0"])
def test_binary_data_is_no_text(data: bytes) -> None:
    with pytest.raises(ReadError, match="is not text"):
        decode(data)


def test_an_encoding_that_cannot_be_told_is_an_error() -> None:
    noise = bytes((i * 97 + i // 3 * 31) % 128 + 128 for i in range(3000))
    with pytest.raises(ReadError, match="save it as UTF-8"):
        decode(noise)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("a\r\nb\rc\u2028d\x85e", "a\nb\nc\nd\ne"),
        ("Vertei\u00addigungs\u200bpakt\ufeff", "Verteidigungspakt"),
        ("Ma\u0308rz", "März"),
        ("page\fpage", "page\n\npage"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("a\x00b\x07c\x9fd", "abcd"),
    ],
)
def test_characters_that_a_reader_does_not_see_are_cleaned_away(raw: str, text: str) -> None:
    assert clean(raw) == text


def test_long_runs_of_marks_are_composed_in_stretches() -> None:
    assert clean("Ma\u0308rz " + "\u0301" * 5000).startswith("März ")
