"""Wire copy, feeds, exports and mails beyond the one story that `test_read_formats` takes through all formats."""

from __future__ import annotations

import io
import json

import pytest
from format_samples import STORY, mail, newsml_g2, ninjs_2, nitf, rss, wxr

from timeline.config import Options
from timeline.model import Day, Document, Problem, Severity
from timeline.read import read
from timeline.read.compose import moment
from timeline.read.feed import links

OPTIONS = Options(today=Day(2024, 11, 1))


def blocks(document: Document) -> list[tuple[str, str]]:
    return [(block.kind, document.text[block.start : block.end]) for block in document.blocks]


def only_problem(data: bytes, name: str) -> Problem:
    documents, (problem,) = read(data, name, OPTIONS)
    assert documents == []
    return problem


def test_the_library_of_iptc_reads_the_same_from_newsml_g2() -> None:
    newsmlg2 = pytest.importorskip("NewsMLG2")
    from lxml import etree  # noqa: PLC0415 - here alone

    ((document,), _) = read(newsml_g2(STORY), "a.xml", OPTIONS)
    item = etree.fromstring(newsml_g2(STORY)).find(".//{*}newsItem")
    theirs = newsmlg2.NewsItem(xmlelement=item)
    assert document.published_at == str(theirs.itemmeta.versioncreated)
    assert document.title == str(theirs.contentmeta.headline[0])


@pytest.mark.parametrize("status", ["canceled", "withheld"])
def test_what_an_agency_takes_back_is_reported_and_left_out(status: str) -> None:
    g2 = newsml_g2(STORY).replace(b"stat:usable", f"stat:{status}".encode())
    ninjs = ninjs_2(STORY).replace(b'"version"', f'"pubstatus": "{status}", "version"'.encode())
    for data, name in ((g2, "a.xml"), (ninjs, "a.json")):
        problem = only_problem(data, name)
        assert (problem.severity, f"is {status} by its agency" in problem.message) == (Severity.WARNING, True)


def test_a_message_of_several_items_is_several_documents() -> None:
    one = newsml_g2(STORY)
    start, end = one.index(b"<newsItem"), one.index(b"</newsItem>") + len(b"</newsItem>")
    documents, _ = read(one[:end] + one[start:end].replace(b"story.html", b"other.html") + one[end:], "a.xml", OPTIONS)
    assert [document.url for document in documents] == [STORY.url, STORY.url.replace("story", "other")]


def test_a_package_without_text_and_unknown_xml_are_one_error() -> None:
    assert "no item with a text" in only_problem(b"<newsMessage><itemSet><packageItem/></itemSet></newsMessage>", "a.xml").message
    assert "XML of a kind that is not known" in only_problem(b"<?xml version='1.0'?><catalog><a/></catalog>", "a.xml").message


def test_headings_lists_tables_and_captions_of_nitf() -> None:
    more = b"<hl2>Zahlen</hl2><ul><li>Eins</li></ul><table><tr><td>4. M&auml;rz</td><td>Umbau</td></tr></table>"
    ((document,), _) = read(nitf(STORY).replace(b"\n<media", more + b"<media"), "a.xml", OPTIONS)
    assert blocks(document)[2:] == [("heading", "Zahlen"), ("item", "Eins"), ("item", "4. März | Umbau"), ("caption", "A photo.")]


def test_drafts_of_wordpress_are_counted_and_old_posts_have_paragraphs() -> None:
    _, (problem, empty) = read(wxr(STORY, "draft"), "a.xml", OPTIONS)
    assert (problem.severity, problem.message[:13], empty.message[:8]) == (Severity.NOTE, "holds 1 posts", "is empty")
    classic = (
        'Erster Satz.\nZweite Zeile.\n\n[caption id="x"]<img src="a.jpg"> Ein Bild[/caption]\n\nDritter <em>Satz</em>.[gallery ids="1"]'
    )
    data = wxr(STORY).decode()
    start, end = data.index("<content:encoded>"), data.index("</content:encoded>")
    ((document,), _) = read((data[:start] + f"<content:encoded><![CDATA[{classic}]]>" + data[end:]).encode(), "a.xml", OPTIONS)
    assert blocks(document) == [
        ("paragraph", "Erster Satz."), ("paragraph", "Zweite Zeile."), ("caption", "Ein Bild"), ("paragraph", "Dritter Satz."),
    ]  # fmt: skip


def test_a_feed_of_summaries_says_so_and_gives_its_links() -> None:
    short = rss(STORY).replace(b"content:encoded", b"description")
    documents, problems = read(short, "a.rss", OPTIONS)
    assert (len(documents), problems[0].severity, "timeline fetch" in problems[0].message) == (1, Severity.NOTE, True)
    (link,) = links(short)
    assert (link.url, link.title, link.publisher) == (STORY.url, STORY.title, STORY.publisher)
    assert "without entries" in only_problem(b"<rss version='2.0'><channel><title>x</title></channel></rss>", "a.rss").message


def test_a_feed_is_no_file_name_and_no_address(monkeypatch: pytest.MonkeyPatch) -> None:
    """feedparser opens bytes that it takes for a path."""
    seen: list[object] = []
    import feedparser  # noqa: PLC0415 - of an extra

    original = feedparser.parse

    def watched(source: object, **more: object) -> object:
        seen.append(source)
        return original(source, **more)

    monkeypatch.setattr("feedparser.parse", watched)
    read(rss(STORY), "a.rss", OPTIONS)
    assert isinstance(seen[0], io.BytesIO)


def test_attachments_are_named_and_quoted_lines_lose_their_marks() -> None:
    from email import message_from_bytes, policy  # noqa: PLC0415 - here alone

    message = message_from_bytes(mail(STORY), policy=policy.default)
    message.set_content("Neu ist dies.\n\n> Am 4. März 2024 begann es.\n-- \nTel. 0123\n")
    message.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="plan.pdf")
    ((document,), (problem,)) = read(message.as_bytes(), "a.eml", OPTIONS)
    assert [text for _, text in blocks(document)] == ["Neu ist dies.", "Am 4. März 2024 begann es."]
    assert (problem.severity, "plan.pdf" in problem.message) == (Severity.NOTE, True)


def test_a_text_that_begins_like_a_mail_stays_a_text() -> None:
    ((document,), _) = read(b"Date: 2024-10-24\nFrom: Kiel\n\nAm 4. Mai 2024 war es.", "a.txt", OPTIONS)
    assert (document.published, document.author) == (Day(2024, 10, 24), "")


def test_json_keeps_a_plain_text_as_it_is() -> None:
    text = "Erste  Zeile \n\nZweite\tZeile"
    ((document,), _) = read(json.dumps({"text": text, "id": 5}).encode(), "a.json", OPTIONS)
    assert (document.text, document.id) == (text, "5")
    documents, problems = read(b'{"text": "Eins."}\n{"text": "Zwei."}\n', "a.json", OPTIONS)
    assert ([document.text for document in documents], problems) == (["Eins.", "Zwei."], [])


@pytest.mark.parametrize(("data", "words"), [(b"{", "is not JSON"), (b"[1, 2]", "holds no articles"), (b'{"text": 1}', "is empty")])
def test_json_without_articles_is_one_problem(data: bytes, words: str) -> None:
    assert words in only_problem(data, "a.json").message


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("20241024T081500+0200", "2024-10-24T08:15:00+02:00"), ("20241024T061500Z", "2024-10-24T06:15:00+00:00"),
        ("2024-10-24", "2024-10-24"),
        ("Thu, 24 Oct 2024 08:15:00 +0200", "2024-10-24T08:15:00+02:00"), ("24. Oktober 2024", "24. Oktober 2024"), ("x" * 100, "x" * 100),
    ],
)  # fmt: skip
def test_times_in_iso_8601(value: str, found: str) -> None:
    assert moment(value) == found
