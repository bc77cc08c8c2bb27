"""Every reader and hostile input: no exception, no hang, no entity, no file of the system, no script."""

from __future__ import annotations

import io
import random
import time
import zipfile
from typing import TYPE_CHECKING

import pytest
from format_samples import FORMATS, STORIES, STORY, page, rss, warc, wxr, zipped
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pdf_sample import Put, pdf

from timeline.config import Options
from timeline.model import Day
from timeline.read import read

if TYPE_CHECKING:
    from collections.abc import Callable

    from timeline.model import Document, Problem

OPTIONS = Options(today=Day(2024, 11, 1), max_bytes=2_000_000, max_unpacked=4_000_000)
SAMPLES = {
    **{name: (make(STORY), file) for name, (make, file, _) in FORMATS.items()},
    "PDF": (pdf([[Put(50, 700, "Am 4. März 2024 begann es."), Put(300, 700, "Zwei")], [Put(50, 700, "Drei")]], info="/Title (X)"), "a.pdf"),
    "WARC": (warc([("https://example.org/", page(STORY), "200 OK\nContent-Type: text/html")], packed=False), "a.warc"),
    "WARC.gz": (warc([("https://example.org/", page(STORY), "200 OK\nContent-Type: text/html")]), "a.warc.gz"),
    "sheet": (b"Year,Month,Day,Headline,Text\n2024,3,4,Umbau,Der Umbau begann.\n-44,,,Iden,x\n", "a.csv"),
}


def check(documents: list[Document], problems: list[Problem]) -> None:
    for document in documents:
        "".join((document.text, document.title, document.author, document.publisher, document.id, document.url, *document.tags)).encode()
        last = 0
        for block in document.blocks:
            assert last <= block.start < block.end <= len(document.text)
            assert document.text[block.start : block.end].strip() == document.text[block.start : block.end]
            last = block.end
        assert all(0 <= row.start < row.end <= len(document.text) for row in document.rows)
        assert list(document.pages) == sorted(document.pages)
        assert not document.url or document.url.startswith(("http://", "https://"))
    for problem in problems:
        assert "cannot be read (" not in problem.message  # what is told of an exception that nobody foresaw
        assert len(str(problem).splitlines()) == 1


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(sorted(SAMPLES)), st.integers(0, 2**32), st.sampled_from(["flip", "cut", "double", "zero", "mix"]))
def test_damaged_files_never_raise(name: str, seed: int, how: str) -> None:
    data, file = SAMPLES[name]
    check(*read(_damaged(data, random.Random(seed), how), file, OPTIONS))  # noqa: S311 - reproducible, no secret


def _damaged(data: bytes, chance: random.Random, how: str) -> bytes:
    at, length = chance.randrange(len(data)), chance.randrange(1, 60)
    if how == "cut":
        return data[:at]
    if how == "double":
        return data[:at] + data[max(0, at - length) : at] * chance.randrange(1, 50) + data[at:]
    if how == "zero":
        return data[:at] + bytes(length) + data[at + length :]
    if how == "mix":
        other, _ = SAMPLES[chance.choice(sorted(SAMPLES))]
        return data[:at] + other[chance.randrange(len(other)) :]
    noisy = bytearray(data)
    for _ in range(chance.randrange(1, 20)):
        noisy[chance.randrange(len(noisy))] = chance.randrange(256)
    return bytes(noisy)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(
        [
            b"%PDF-1.4\n",
            b"{\\rtf1 ",
            b"PK\x03\x04",
            b"\x1f\x8b\x08\x00",
            b"WARC/1.0\r\n",
            b"<rss>",
            b"<nitf>",
            b"<newsItem>",
            b"From: a\n",
            b'[{"',
            b"",
        ]
    ),
    st.binary(max_size=300),
    st.sampled_from(["a.pdf", "a.rtf", "a.docx", "a.zip", "a.warc", "a.xml", "a.eml", "a.json", "a.csv", "a.xlsx", "a.rss", "x"]),
)
def test_random_bytes_never_raise(start: bytes, data: bytes, name: str) -> None:
    check(*read(start + data, name, OPTIONS))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.sampled_from(
            [
                *(
                    "{",
                    "}",
                    "\\par",
                    "\\u8364?",
                    "\\u-10179?",
                    "\\'e4",
                    "\\bin9 ",
                    "\\ansicpg99999 ",
                    "\\f0 ",
                    "\\fonttbl",
                    "\\fcharset134 ",
                ),
                *(
                    "\\info",
                    "\\title ",
                    "\\*",
                    "\\uc0 ",
                    "\\cell ",
                    "\\row",
                    "Wort ",
                    "\\deflang1031 ",
                    "\\yr2024",
                    "\\mo99",
                    "\\\\",
                    "\x00",
                    "é",
                ),
            ]
        ),
        max_size=60,
    )
)
def test_random_rtf_never_raises(parts: list[str]) -> None:
    check(*read(("{\\rtf1" + "".join(parts)).encode(), "a.rtf", OPTIONS))


ENTITIES = '<!DOCTYPE x [<!ENTITY a "Ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">{}<!ENTITY f SYSTEM "file://{}">]>'


@pytest.mark.parametrize("name", ["NewsML-G2", "NewsML 1", "NITF", "WXR", "RSS", "Atom"])
def test_entities_of_a_file_stand_for_nothing(name: str, tmp_path: object) -> None:
    secret = f"{tmp_path}/secret.txt"
    with open(secret, "w", encoding="utf-8") as file:  # noqa: PTH123 - the path stands in the XML as text
        file.write("SECRET")
    data, file_name = SAMPLES[name]
    more = "".join(f'<!ENTITY {chr(100 + n)}{n} "{f"&{chr(99 + n)}{n - 1};" * 8 if n else "&c;" * 8}">' for n in range(12))
    start = data.index(b"?>") + 2
    head, body = data[:start], data[start:]
    body = body[body.index(b">") + 1 :] if body.lstrip().startswith(b"<!DOCTYPE") else body
    attacked = head + ENTITIES.format(more, secret).encode() + body.replace(STORY.paragraphs[0].encode(), b"Eins &o11; &f; zwei")
    before = time.process_time()
    documents, problems = read(attacked, file_name, OPTIONS)
    check(documents, problems)
    assert time.process_time() - before < 10
    assert not any("SECRET" in document.text or "HaHa" in document.text for document in documents)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-8-sig", "cp1252", "gb18030"])
@pytest.mark.parametrize("name", ["NITF", "RSS", "schema.org", "CSV", "ninjs 1"])
def test_other_encodings_end_in_a_document_or_a_problem(name: str, encoding: str) -> None:
    data, file = SAMPLES[name]
    text = data.decode().replace('encoding="utf-8"', f'encoding="{encoding.removesuffix("-sig")}"')
    documents, problems = read(text.encode(encoding, "replace"), file, OPTIONS)
    check(documents, problems)
    assert documents or problems
    if encoding in {"utf-16", "utf-8-sig"}:
        assert [STORY.title] == [document.title for document in documents]


def test_chinese_in_its_own_encoding() -> None:
    story = STORIES[-1]
    text = FORMATS["NITF"][0](story).decode().replace('encoding="utf-8"', 'encoding="GB18030"')
    ((document,), _) = read(text.encode("gb18030"), "a.xml", OPTIONS)
    assert (document.title, story.paragraphs[0] in document.text) == (story.title, True)


@pytest.mark.parametrize("name", ["RSS", "WXR", "schema.org", "CSV"])
def test_scripts_and_control_characters_do_not_get_into_titles(name: str) -> None:
    data, file = SAMPLES[name]
    hostile = data.replace(STORY.title.encode(), b"A\xe2\x80\xaeb\x00\x07 <script>alert(1)</script>")
    documents, problems = read(hostile, file, OPTIONS)
    check(documents, problems)
    assert not any(char in document.title for document in documents for char in "\x00\x07")
    addressed = data.replace(STORY.url.encode(), b"javascript:alert(1)")
    assert [document.url for document in read(addressed, file, OPTIONS)[0]] == [""]


NESTED = 30_000
MANY: dict[str, tuple[Callable[[], bytes], str]] = {
    "deep XML": (lambda: b"<nitf>" + b"<block>" * NESTED + b"Am 4. Mai 2024.", "a.xml"),
    "deep JSON": (lambda: b"[" * NESTED, "a.json"),
    "deep RTF": (lambda: b"{\\rtf1" + b"{" * NESTED + b"Am 4. Mai 2024.", "a.rtf"),
    "deep HTML in a feed": (lambda: rss(STORY).replace(b"<p>", b"<div>" * 20_000 + b"<p>"), "a.rss"),
    "open captions": (lambda: wxr(STORY).replace(b"<p>", b"[caption]" * NESTED + b"<p>"), "a.xml"),
    "open comments": (lambda: wxr(STORY).replace(b"<p>", b"<!--" * NESTED + b"<p>"), "a.xml"),
    "an endless line": (lambda: b"text,date\n" + b"a" * 1_900_000, "a.csv"),
    "an endless word in a mail": (lambda: b"From: a@b.c\nMessage-ID: <1>\n\n" + b"a" * 1_900_000, "a.eml"),
    "many headers": (lambda: b"From: a@b.c\nMessage-ID: <1>\n" + b"X-Y: z\n" * 50_000 + b"\ntext", "a.eml"),
    "many parts": (lambda: b'Message-ID: <1>\nContent-Type: multipart/mixed; boundary="b"\n\n' + b"--b\n\nx\n" * 20_000, "a.eml"),
    "blanks before XML": (lambda: b" " * 1_000_000 + rss(STORY), "a.xml"),
    "blanks within XML": (lambda: rss(STORY).replace(b"<item>", b" " * 1_000_000 + b"<item>"), "a.xml"),
    "bidi controls": (lambda: b"text\n" + "\u202e\u2066".encode() * 300_000, "a.csv"),
    "many columns": (lambda: b"text" + b"," * 500_000 + b"\nAm 4. Mai 2024 war es.", "a.csv"),
    "many files": (lambda: zipped({f"{number}.txt": b"" for number in range(3000)}), "a.zip"),
    "many pages": (lambda: pdf([[]] * 400 + [[Put(50, 700, "Am 4. Mai 2024 war es.")]]), "a.pdf"),
}


@pytest.mark.parametrize(("make", "name"), MANY.values(), ids=MANY)
def test_hostile_files_take_no_more_than_their_size(make: Callable[[], bytes], name: str) -> None:
    data = make()
    before = time.process_time()
    documents, problems = read(data, name, OPTIONS)
    check(documents, problems)
    assert documents or problems
    assert time.process_time() - before < 30  # a guard against a hang, no measurement


def test_overlapping_members_of_an_archive_are_counted_each() -> None:
    """A bomb without nesting: all entries of the directory point to one member."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("0.txt", b"a" * 1_000_000)
        first = archive.filelist[0]
        for number in range(1, 50):
            twin = zipfile.ZipInfo(f"{number}.txt")
            twin.header_offset, twin.compress_size, twin.file_size = first.header_offset, first.compress_size, first.file_size
            twin.CRC, twin.compress_type = first.CRC, first.compress_type
            archive.filelist.append(twin)
            archive.NameToInfo[twin.filename] = twin
        archive._didModify = True  # type: ignore[attr-defined]  # noqa: SLF001 - the library writes no such directory by itself
    documents, problems = read(out.getvalue(), "a.zip", OPTIONS)
    assert documents == []
    assert "limits.max_unpacked_megabytes" in problems[0].message


@pytest.mark.parametrize(
    ("module", "name", "extra"),
    [
        ("pypdfium2", "PDF", "pdf"),
        ("docx", "DOCX", "office"),
        ("openpyxl", "XLSX", "office"),
        ("fastwarc.warc", "WARC", "warc"),
        ("feedparser", "RSS", "feeds"),
    ],
)
def test_a_missing_extra_is_one_line_with_the_command(monkeypatch: pytest.MonkeyPatch, module: str, name: str, extra: str) -> None:
    import sys  # noqa: PLC0415 - here alone

    monkeypatch.setitem(sys.modules, module, None)
    data, file = SAMPLES[name]
    documents, (problem,) = read(data, file, OPTIONS)
    assert documents == []
    assert f"pip install 'timeline-press[{extra}]'" in problem.message
