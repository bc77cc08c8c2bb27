"""Pictures beside entries, from the front matter to the page; and links to what the site does not load."""

from __future__ import annotations

import base64
import runpy
import struct
import zlib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lxml import html

from timeline import pipeline
from timeline.config import Config, Limits, Options
from timeline.export import media
from timeline.export.site import Site, Story, render
from timeline.export.words import load
from timeline.intake import Watch
from timeline.model import Day, Image
from timeline.read import read

if TYPE_CHECKING:
    from timeline.model import Problem

SAMPLE = runpy.run_path(str(Path(__file__).with_name("export_sample.py")))
TODAY = Options(today=Day(2024, 11, 20))
ARTICLE = (
    "---\ntitle: Ein Hafen\ndate: 2024-11-15\nlanguage: de\n{}---\n\nAm 4. März 2024 begann der Umbau. Am 12. November 2024 ruhte er.\n"
)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>'


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"".join(b"\0" + b"\x80" * width for _ in range(height)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


GIF = base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")
WEBP = base64.b64decode("UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA")


def image_of(text: str, name: str = "a.md") -> Image | None:
    [document], _ = read(text.encode(), name, TODAY)
    return document.image


@pytest.mark.parametrize(
    ("fields", "image"),
    [
        ("image: bild.jpg\nimage_alt: Ein Hafen\nimage_credit: dpa\n", Image("bild.jpg", "Ein Hafen", "dpa")),
        ("image:\n  path: bild.jpg\n  alt: Ein Hafen\n  credit: dpa\n", Image("bild.jpg", "Ein Hafen", "dpa")),
        ("featured_image: /img/bild.webp\n", Image("/img/bild.webp")),
        ("image: img\\bild.png\n", Image("img/bild.png")),
        ("image: https://x.example/a.jpg\nimage_width: 640\nimage_height: 480px\n", Image("https://x.example/a.jpg", "", "", 640, 480)),
        ("video: https://video.example/watch?v=1\n", Image("https://video.example/watch?v=1")),
        ("image: data:image/png;base64,xyz\n", None),
        ("image: javascript:alert(1)\n", None),
        ("image: true\n", None),
        ("image: a.jpg\nimage_width: 99999999999\nimage_height: -3\n", Image("a.jpg")),
        ("", None),
    ],
)
def test_front_matter(fields: str, image: Image | None) -> None:
    assert image_of(ARTICLE.format(fields)) == image


def test_header_lines_and_json_lines() -> None:
    assert image_of("Title: Ein Hafen\nImage: a.png\nImage-Alt: Kai\n\nAm 4. März 2024 begann es.\n", "a.txt") == Image("a.png", "Kai")
    assert image_of('{"text": "Am 4. März 2024 begann es.", "image": "a.png", "image_alt": "Kai"}\n', "a.jsonl") == Image("a.png", "Kai")


@pytest.mark.parametrize(("content", "suffix", "size"), [(png(30, 20), ".png", (30, 20)), (GIF, ".gif", (1, 1)), (WEBP, ".webp", (1, 1))])
def test_a_picture_is_known_by_its_first_bytes(tmp_path: Path, content: bytes, suffix: str, size: tuple[int, int]) -> None:
    (tmp_path / "a.jpg").write_bytes(content)
    found = media.load(Image("a.jpg"), media.Place(tmp_path, tmp_path, 1_000_000))
    assert (found.width, found.height) == size
    assert found.path.startswith("media/")
    assert found.path.endswith(suffix)
    assert found.content == content


@pytest.mark.parametrize(
    ("src", "reason"),
    [
        ("a.svg", "no PNG, JPEG, GIF, WebP or AVIF"),
        ("lying.png", "no PNG, JPEG, GIF, WebP or AVIF"),
        ("page.png", "no PNG, JPEG, GIF, WebP or AVIF"),
        ("cut.png", "how large it is"),
        ("large.png", "more than 0.001 million bytes"),
        ("lost.png", "cannot be read"),
        ("../secret.png", "outside the project's folder"),
        ("/../secret.png", "outside the project's folder"),
        ("link.png", "outside the project's folder"),
    ],
)
def test_what_cannot_be_shown_says_why(tmp_path: Path, src: str, reason: str) -> None:
    root = tmp_path / "project"
    root.mkdir()
    (tmp_path / "secret.png").write_bytes(png(2, 2))
    (root / "link.png").symlink_to(tmp_path / "secret.png")
    (root / "a.svg").write_bytes(SVG)
    (root / "lying.png").write_bytes(SVG)
    (root / "page.png").write_bytes(b"<html><script>alert(1)</script>")
    (root / "cut.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (root / "large.png").write_bytes(png(2, 2) + bytes(2000))
    with pytest.raises(ValueError, match=reason):
        media.load(Image(src), media.Place(root, root, 1000))


def project(folder: Path, fields: str) -> tuple[str, list[Problem], Path]:
    (folder / "articles").mkdir()
    (folder / "articles" / "hafen.md").write_text(ARTICLE.format(fields), encoding="utf-8")
    (folder / "articles" / "kai.png").write_bytes(png(30, 20))
    told: list[Problem] = []
    config = Config(sources=("articles",), today=Day(2024, 11, 20), root=folder, limits=Limits(max_image_megabytes=1))
    report = pipeline.build(config, watch=Watch().recording(told))
    return (report.output / "index.html").read_text(encoding="utf-8"), told, report.output


def test_a_picture_is_copied_and_stands_by_one_entry_with_its_size(tmp_path: Path) -> None:
    text, told, output = project(tmp_path, "image: kai.png\nimage_alt: Ein <Kai>\nimage_credit: Foto & Co.\n")
    assert told == []
    document = html.document_fromstring(text)
    [image] = document.cssselect("img")
    assert dict(image.attrib) == {
        "src": next(path.relative_to(output).as_posix() for path in (output / "media").iterdir()),
        "alt": "Ein <Kai>",
        "width": "30",
        "height": "20",
        "loading": "lazy",
        "decoding": "async",
    }
    assert (output / image.get("src")).read_bytes() == png(30, 20)
    assert document.cssselect("figcaption")[0].text_content() == "Foto & Co."
    [entry] = [each for each in document.cssselect("li[id]") if each.cssselect("img")]
    assert "12. November" in entry.text_content(), "it stands by the entry nearest to the day of publication"


def test_a_picture_that_cannot_be_shown_or_has_no_words_is_a_problem(tmp_path: Path) -> None:
    text, told, output = project(tmp_path, "image: ../../kai.png\n")
    assert "<img" not in text
    assert not (output / "media").exists()
    assert [str(problem).partition(": ")[2] for problem in told] == [
        "warning: image ../../kai.png: has no image_alt, the words for those who do not see it",
        "warning: image ../../kai.png: lies outside the project's folder",
    ]


@pytest.mark.parametrize(
    ("src", "words"),
    [
        ("https://www.youtube.com/watch?v=1", "Video bei youtube.com"),
        ("https://cdn.kurier.example/a.mp4", "Video bei cdn.kurier.example"),
        ("https://x.com/a/status/1", "Beitrag bei x.com"),
        ("https://social.example/@ada/1", "Beitrag bei social.example"),
        ("https://kurier.example/a.jpg", "Bild bei kurier.example"),
        ("https://notyoutube.com/watch", "Zu sehen bei notyoutube.com"),
    ],
)
def test_what_lies_elsewhere_is_a_link_that_names_its_host_and_is_not_loaded(src: str, words: str) -> None:
    document = replace(SAMPLE["DOCUMENTS"]["kurier"], image=Image(src, "Der Kai", "dpa", 640, 480))
    chronology = replace(SAMPLE["chronology"](), documents={**SAMPLE["DOCUMENTS"], "kurier": document})
    text = next(page.content.decode() for page in render(Site("x"), [Story("", chronology)]) if page.path == "index.html")
    parsed = html.document_fromstring(text)
    [link] = parsed.cssselect(".media a")
    assert (link.get("href"), link.get("rel"), link.text_content()) == (src, "noreferrer", words)
    assert not parsed.cssselect("img, video, iframe, object, embed, link[rel=preload], link[rel=dns-prefetch]")


def test_an_address_that_is_no_link_is_nothing() -> None:
    document = replace(SAMPLE["DOCUMENTS"]["kurier"], image=Image("ftp://x.example/a.jpg"))
    chronology = replace(SAMPLE["chronology"](), documents={"kurier": document})
    assert media.views(chronology, {}, load("de")) == {}
