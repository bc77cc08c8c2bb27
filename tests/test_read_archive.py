"""Archives: their members one by one, with what the archive knows of them; bombs, traps and damage end in one line each."""

from __future__ import annotations

import gzip
import io
import json
import stat
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from format_samples import STORIES, STORY, mail, nitf, page, rss, warc, zipped

from timeline.config import Options
from timeline.model import Day, Problem, Severity
from timeline.read import read
from timeline.read.archive import archive_of, unpack

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Invoke

OPTIONS = Options(today=Day(2024, 11, 1))
HTML = "200 OK\nContent-Type: text/html; charset=utf-8"
RUSSIAN = STORIES[4]


def only_problem(data: bytes, name: str, options: Options = OPTIONS) -> Problem:
    documents, (problem,) = read(data, name, options)
    assert documents == []
    return problem


@pytest.mark.parametrize("packed", [True, False])
def test_a_web_archive_gives_its_pages_with_address_day_and_encoding(packed: bool) -> None:
    bare = page(RUSSIAN).replace(b'property="article:published_time"', b'property="x"')
    answers = [
        ("https://example.org/a/", page(RUSSIAN, "cp1251"), "200 OK\nContent-Type: text/html; charset=windows-1251"),
        ("https://example.org/b.php?n=1/2", gzip.compress(bare), f"{HTML}\nContent-Encoding: gzip"),
        ("https://example.org/c.html", b"%x\r\n%b\r\n0\r\n\r\n" % (len(bare), bare), f"{HTML}\nTransfer-Encoding: chunked"),
        ("https://example.org/d.png", b"\x89PNG", "200 OK\nContent-Type: image/png"),
        ("https://example.org/gone", bare, "404 Not Found\nContent-Type: text/html"),
    ]
    documents, problems = read(warc(answers, packed=packed), "crawl.warc", OPTIONS)
    assert [problem for problem in problems if problem.severity is not Severity.NOTE] == []
    assert [(one.path, one.url) for one in documents] == [
        ("crawl.warc/example.org/a/index.html", "https://example.org/a/"),
        ("crawl.warc/example.org/b.php?n=1_2.html", "https://example.org/b.php?n=1/2"),
        ("crawl.warc/example.org/c.html", "https://example.org/c.html"),
    ]
    assert all(RUSSIAN.paragraphs[0] in one.text and one.title == RUSSIAN.title for one in documents)
    assert {one.retrieved for one in documents} == {Day(2024, 10, 25)}
    assert ("url", "warc") in documents[0].origin


def test_a_damaged_or_oversized_answer_leaves_the_others() -> None:
    answers = [
        ("https://example.org/torn", b"no gzip", f"{HTML}\nContent-Encoding: gzip"),
        ("https://example.org/bomb", gzip.compress(b"a" * 3_000_000), f"{HTML}\nContent-Encoding: gzip"),
        ("https://example.org/large", b"a" * 2_500_000, HTML),
        ("https://example.org/fine", page(STORY), HTML),
    ]
    documents, problems = read(warc(answers), "c.warc.gz", replace(OPTIONS, max_bytes=2_000_000))
    assert [one.url for one in documents] == ["https://example.org/fine"]
    assert [problem.path.rpartition("/")[2] for problem in problems] == ["torn.html", "bomb.html", "large.html"]
    assert all("limits.max_megabytes" in problem.message for problem in problems[1:])


def test_a_torn_web_archive_keeps_what_came_before() -> None:
    whole = warc([("https://example.org/1", page(STORY), HTML), ("https://example.org/2", page(STORY), HTML)], packed=False)
    documents, _ = read(whole[: len(whole) - 900], "c.warc", OPTIONS)
    assert documents[0].url == "https://example.org/1"


def test_a_web_archive_is_a_stream() -> None:
    """What is read of the file when the first page is there: not the others."""
    many = warc(
        [(f"https://example.org/{number}", page(STORY) + b"<!-- " + b"x" * 100_000 + b" -->", HTML) for number in range(50)], packed=False
    )
    file = io.BytesIO(many)
    archive = archive_of(file)
    assert archive is not None
    next(iter(unpack(file, archive, "c.warc", OPTIONS)))
    assert file.tell() < len(many) / 4


def test_a_zip_archive_is_read_as_a_folder_is() -> None:
    members = {
        "b/wire.xml": nitf(STORY), "a/post.eml": mail(STORY), "photo.jpg": b"\xff\xd8\xff", "README.txt": b"no", ".hidden.txt": b"no",
        "__MACOSX/a.txt": b"no", "inner.zip": zipped({"feed.rss": rss(STORY)}),
        "pages.warc": warc([("https://example.org/", page(STORY), HTML)]),
    }  # fmt: skip
    documents, problems = read(zipped(members), "desk.zip", OPTIONS)
    assert problems == []
    assert [one.path for one in documents] == [
        "desk.zip/a/post.eml", "desk.zip/b/wire.xml", "desk.zip/inner.zip/feed.rss", "desk.zip/pages.warc/example.org/index.html",
    ]  # fmt: skip
    assert {one.title for one in documents} == {STORY.title}


def test_a_sidecar_in_a_zip_archive_says_where_a_page_is_from() -> None:
    sidecar = b'by = "fetch"\nurl = "https://example.org/x"\nretrieved = 2024-10-26\n'
    ((document,), _) = read(zipped({"x.html": page(STORY), "x.html.source.toml": sidecar}), "a.zip", OPTIONS)
    assert (document.url, document.retrieved) == ("https://example.org/x", Day(2024, 10, 26))


@pytest.mark.parametrize("path", ["../../etc/a.txt", "/etc/a.txt", "C:/a.txt", "..\\a.txt", "a/../../b.txt"])
def test_a_path_that_leads_out_of_the_archive_is_refused(path: str) -> None:
    problem = only_problem(zipped({path: b"Am 4. Mai 2024 war es."}), "a.zip")
    assert (problem.severity, "leads out of the archive" in problem.message) == (Severity.ERROR, True)


def test_links_and_locked_members_are_refused() -> None:
    out = io.BytesIO()
    link, locked = zipfile.ZipInfo("link.txt"), zipfile.ZipInfo("locked.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(link, "/etc/passwd")
        archive.writestr(locked, "x")
    data = bytearray(out.getvalue())
    data[data.rfind(b"PK\x01\x02") + 8] |= 1
    _, problems = read(bytes(data), "a.zip", OPTIONS)
    assert ["is a link" in problems[0].message, "is encrypted" in problems[1].message] == [True, True]


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = zipped({f"{number}.txt": b"a" * 2_000_000 for number in range(10)})
    problem = only_problem(bomb, "bomb.zip", replace(OPTIONS, max_unpacked=5_000_000))
    assert "bomb.zip: error: unpacks to more than the limit of 5 MB" in str(problem)
    assert "limits.max_unpacked_megabytes" in problem.message
    _, problems = read(bomb, "bomb.zip", replace(OPTIONS, max_bytes=1_000_000))
    assert len(problems) == 10
    assert all("limits.max_megabytes" in one.message for one in problems)


def test_archives_in_archives_share_one_limit_and_end_at_the_third_level() -> None:
    inner = zipped({"a.txt": b"Am 4. Mai 2024 war es. " * 100_000})
    outer = zipped({f"{number}.zip": inner for number in range(5)})
    documents, problems = read(outer, "a.zip", replace(OPTIONS, max_unpacked=5_000_000))
    assert len(documents) == 2
    assert "limits.max_unpacked_megabytes" in problems[-1].message
    deep = zipped({"a.txt": b"x"})
    for _ in range(4):
        deep = zipped({"a.zip": deep})
    assert "is an archive within 3 others" in only_problem(deep, "a.zip").message


def test_gzip_gives_its_file_and_no_more_than_the_limit() -> None:
    ((document,), _) = read(gzip.compress(nitf(STORY)), "a.xml.gz", OPTIONS)
    assert (document.path, document.title) == ("a.xml", STORY.title)
    assert "limits.max_megabytes" in only_problem(gzip.compress(b"a" * 3_000_000), "a.gz", replace(OPTIONS, max_bytes=2_000_000)).message


@pytest.mark.parametrize("name", ["a.docx", "a.odt", "a.epub", "a.xlsx"])
def test_an_office_document_is_no_bomb_either(name: str) -> None:
    marks = {"a.docx": "word/document.xml", "a.odt": "mimetype", "a.epub": "META-INF/container.xml", "a.xlsx": "xl/workbook.xml"}
    first = {marks[name]: b"application/vnd.oasis.opendocument.text" if name == "a.odt" else b"<x/>"}
    problem = only_problem(zipped(first | {"big.xml": b" " * 3_000_000}), name, replace(OPTIONS, max_bytes=2_000_000))
    assert "limits.max_megabytes" in problem.message


def test_a_build_reads_archives_beside_files_and_tells_their_documents_apart(invoke: Invoke, here: Path) -> None:
    story = b"Language: de\nDate: 2024-10-24\n\nAm 4. M\xc3\xa4rz 2024 begann der Umbau des Anlegers.\n"
    (here / "wire").mkdir()
    (here / "wire" / "a.txt").write_bytes(story)
    (here / "wire" / "b.zip").write_bytes(zipped({"a.txt": story, "old/a.txt": story}))
    result = invoke("extract", "wire", "--today", "2024-11-20")
    assert (result.exit_code, result.stderr) == (0, "")
    assert [json.loads(line)["doc"] for line in result.stdout.splitlines()] == ["a.txt", "b.zip/a.txt", "b.zip/old/a.txt"]


def test_settings_for_an_archive_hold_for_all_in_it_and_for_a_member_alone(invoke: Invoke, here: Path) -> None:
    text = "Am 4. März 2024 begann der Umbau des Anlegers.".encode()
    (here / "b.zip").write_bytes(zipped({"a.txt": text, "c.txt": text}))
    settings = '[[documents]]\nmatch = "b.zip"\npublisher = "Bote"\nlanguage = "de"\n[[documents]]\nmatch = "*/c.txt"\npublisher = "Post"\n'
    (here / "timeline.toml").write_text(settings, encoding="utf-8")
    lines = invoke("extract", "b.zip", "--today", "2024-11-20").stdout.splitlines()
    assert [json.loads(line)["publisher"] for line in lines] == ["Bote", "Post"]


@pytest.mark.slow
def test_several_processes_give_what_one_gives(here: Path) -> None:
    from timeline import pipeline  # noqa: PLC0415 - here alone
    from timeline.config import Config  # noqa: PLC0415 - here alone
    from timeline.intake import Watch  # noqa: PLC0415 - here alone

    answers = [
        (f"https://example.org/{number}", page(STORIES[number % 4]) + b"<!-- " + b"x" * 20_000 + b" -->", HTML) for number in range(80)
    ]
    (here / "c.warc").write_bytes(warc(answers, packed=False))
    config = Config(sources=("c.warc",), today=Day(2024, 11, 1), root=here)
    one, several = (list(pipeline.extract(config, watch=Watch(), workers=workers)) for workers in (1, 2))
    assert one == several
    assert len(one) == 80
