"""HTML: the article's text without loss, and the page's statements about it in their order of trust."""

from __future__ import annotations

import logging

import pytest

from timeline.config import Options
from timeline.model import Day, Document, Problem, Severity
from timeline.read import read

OPTIONS = Options(today=Day(2024, 11, 1))
BODY = "<h1>Neue Brücke offen</h1><p>Die neue Brücke wurde am 24. Oktober 2024 geöffnet. Der Landrat kam mit dem ersten Zug.</p>"


def one(page: str, encoding: str = "utf-8", options: Options = OPTIONS) -> tuple[Document, list[Problem]]:
    documents, problems = read(page.encode(encoding), "a.html", options)
    assert len(documents) == 1, problems
    return documents[0], problems


def page(body: str = BODY, head: str = "", attributes: str = "") -> str:
    return f"<!DOCTYPE html><html {attributes}><head>{head}</head><body><article>{body}</article></body></html>"


def blocks(source: str) -> list[tuple[str, str]]:
    document, problems = one(source)
    assert problems == []
    return [(block.kind, document.text[block.start : block.end]) for block in document.blocks]


def test_an_article_in_its_page() -> None:
    source = """<!DOCTYPE html><html lang="de-AT"><head><title>Neue Brücke | Blatt</title></head><body>
<nav><ul><li><a href="/">Start</a></li><li><a href="/p">Politik</a></li></ul></nav>
<article><h1>Neue Brücke</h1>
<p>Die neue Brücke wurde am 24. Oktober 2024 geöffnet. Der Landrat kam mit dem ersten Zug, wie das Amt mitteilte.</p>
<h2>Der Zeitplan</h2><ul><li>1. Mai 2024: Baubeginn</li><li>2. Juni 2024: Richtfest</li></ul>
<table><tr><th>Datum</th><th>Was</th></tr><tr><td>3. Mai 2024</td><td>Treffen am Ufer</td></tr></table>
<figure><img src="a.jpg"><figcaption>Der Fluss am Abend</figcaption></figure>
<blockquote><p>Ein Zitat vom 5. Mai 2024.</p></blockquote>
<p>Das Fest am Ufer. © Foto: Archiv</p>
<p>Erste Zeile.<br>Zweite Zeile,<br>weiter.</p></article>
<aside><h3>Mehr</h3><p>Anderes am 1. Januar 2020.</p></aside><footer>© 2025 Blatt</footer></body></html>"""
    assert blocks(source) == [
        ("heading", "Neue Brücke"),
        ("paragraph", "Die neue Brücke wurde am 24. Oktober 2024 geöffnet. Der Landrat kam mit dem ersten Zug, wie das Amt mitteilte."),
        ("heading", "Der Zeitplan"),
        ("item", "1. Mai 2024: Baubeginn"),
        ("item", "2. Juni 2024: Richtfest"),
        ("item", "Datum | Was"),
        ("item", "3. Mai 2024 | Treffen am Ufer"),
        ("paragraph", "Ein Zitat vom 5. Mai 2024."),
        ("caption", "Das Fest am Ufer. © Foto: Archiv"),
        ("paragraph", "Erste Zeile."),
        ("paragraph", "Zweite Zeile, weiter."),
    ]
    document, _ = one(source)
    assert (document.title, document.language) == ("Neue Brücke", "de")


def test_the_times_of_a_ticker_stay_in_their_places() -> None:
    ticker = "".join(
        f"<time datetime='2024-10-24T{hour}:00'>{hour}.00 Uhr</time><p>Die Feuerwehr meldet Einsatz Nummer {hour}.</p>"
        for hour in (10, 11, 12)
    )
    texts = [text for _, text in blocks(page(BODY + ticker))]
    assert texts[2:] == [text for hour in (10, 11, 12) for text in (f"{hour}.00 Uhr", f"Die Feuerwehr meldet Einsatz Nummer {hour}.")]


def test_repeated_paragraphs_are_all_kept() -> None:
    sentence = "Am Abend kam es erneut zu Angriffen auf die Stadt, wie die Behörden am späten Donnerstag meldeten."
    assert [text for _, text in blocks(page(BODY + f"<p>{sentence}</p>" * 4))][2:] == [sentence] * 4
    short = "<li>Keine Änderung.</li>" * 3
    assert [text for _, text in blocks(page(BODY + f"<ul>{short}</ul>"))][2:] == ["Keine Änderung."] * 3


@pytest.mark.parametrize(
    "body",
    [
        "<p>Am 5. Mai 2024 fiel die Entscheidung.</p>",
        "<div>Am 5. Mai 2024 fiel die Entscheidung.</div>",
        "Am 5. Mai 2024 fiel <b>die</b> Entscheidung.",
    ],
)
def test_the_shortest_pages_and_fragments_are_read(body: str) -> None:
    for source in (page(body), f"<html><body>{body}</body></html>", body + "<br>"):
        assert blocks(source) == [("paragraph", "Am 5. Mai 2024 fiel die Entscheidung.")]


def test_a_page_too_large_for_the_extractor_keeps_its_blocks() -> None:
    document, problems = one(page("<h1>Liste</h1>" + "<p>Am 5. Mai <b>fiel</b> eine Entscheidung.</p><div>und mehr</div>" * 12_000))
    assert problems == []
    assert len(document.blocks) == 12_001


def test_entities_soft_hyphens_and_spaces_become_what_a_reader_sees() -> None:
    source = page("<p>Die Eisen&shy;bahn f&auml;hrt am 24.&nbsp;Oktober &amp; am\n 25.\n Oktober. Ma&#776;rz ist vor\ue001bei.</p>")
    assert blocks(source) == [("paragraph", "Die Eisenbahn fährt am 24. Oktober & am 25. Oktober. März ist vorbei.")]


LD = '<script type="application/ld+json">{}</script>'


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (LD.format('{"@type": "NewsArticle", "datePublished": "2024-10-24T23:00:00-05:00", "dateModified": "2025-01-01"}'), ""),
        (
            LD.format(
                '<!--\n[{"@context": "x", "@graph": [{"@type": "WebSite"}, {"@type": ["Report", "Article"], '
                '"datePublished": "2024-10-24"}]}]\n-->'
            ),
            "",
        ),
        (
            LD.format("{broken") + LD.format('{"@type": "WebPage", "mainEntity": {"@type": "BlogPosting", "datePublished": "2024-10-24"}}'),
            "",
        ),
        (
            LD.format('{"@type": "Article", "datePublished": ["2024-10-24"]}')
            + '<meta property="article:published_time" content="2020-01-01">',
            "",
        ),
        ('<meta property="article:published_time" content="2024-10-24T08:00:00Z"><meta name="last-modified" content="2025-01-01">', ""),
        ('<meta name="DC.date.issued" content="2024-10-24">', '<time datetime="2020-01-01">then</time>'),
        ('<meta itemprop="datePublished" content="2024-10-24">', ""),
        ("", '<header><p>By A. Person <time datetime="2024-10-24T08:00">24 Oct</time></p></header>'),
        ("", '<time itemprop="datePublished" datetime="2024-10-24">24 Oct</time><time datetime="2020-01-01">then</time>'),
        ("", f'{BODY}{BODY * 3}<p>Stand: <time class="published" datetime="2024-10-24">Donnerstag</time></p>'),
        ('<link rel="canonical" href="https://example.org/2024/10/24/bridge.html">', ""),
        ('<link rel="canonical" href="https://example.org/news/bridge-20241024">', ""),
    ],
)
def test_the_date_of_publication_from_the_best_source(head: str, body: str) -> None:
    document, problems = one(page(body + BODY, head))
    assert document.published == Day(2024, 10, 24)
    assert problems == []


@pytest.mark.parametrize(
    "source",
    [
        page(BODY) + '<aside><article><h3>Old</h3><time datetime="2020-01-01">2020</time></article></aside><footer>© 2019</footer>',
        page(BODY + '<ul class="related"><li><time datetime="2020-01-01">2020</time> Old news</li></ul>'),
        page(BODY + "<p>" + "Am 3. Mai 2021 begann der Bau. " * 10 + "</p>"),
        page(BODY, '<link rel="canonical" href="https://example.org/id/20991301/x">'),
        page(BODY, '<meta name="date" content="soon"><meta name="copyright" content="2019">'),
        page(BODY, LD.format('{"@type": "VideoObject", "datePublished": "2020-01-01"}')),
        page("<time datetime='PT5M'>5 min</time>" + BODY),
    ],
)
def test_a_date_is_not_invented(source: str) -> None:
    document, problems = one(source)
    assert (document.published, problems) == (None, [])


def test_a_guessed_date_is_a_note_and_gives_way_to_a_given_one() -> None:
    source = page(BODY, '<meta name="dateModified" content="2024-10-24"><meta name="lastmod" content="2024-10-24">')
    document, problems = one(source)
    assert document.published == Day(2024, 10, 24)
    assert [problem.severity for problem in problems] == [Severity.NOTE]
    assert "is a guess" in problems[0].message
    given, none = one(source, options=Options(today=Day(2024, 11, 1), published=Day(2024, 10, 30)))
    assert (given.published, none) == (None, [])


def test_what_the_page_says_about_itself() -> None:
    linked = """{"@type": "NewsArticle", "headline": "K&auml;fer &amp; Co", "inLanguage": "en", "url": "https://example.org/ld",
      "author": [{"@type": "Person", "name": "A. One"}, {"name": "B. Two", "url": "https://example.org/b"}],
      "publisher": {"name": "The Post"}}"""
    document, _ = one(
        page(head=LD.format(linked) + '<link rel="canonical" href="https://example.org/a"><meta property="og:title" content="Other">')
    )
    assert (document.title, document.author, document.publisher) == ("Käfer & Co", "A. One, B. Two", "The Post")
    assert (document.url, document.language) == ("https://example.org/a", "en")


def test_what_plainer_pages_say() -> None:
    head = (
        '<title>Bridge opens - The Post</title><meta property="og:site_name" content="The Post">'
        '<meta name="author" content="A. One"><meta property="og:locale" content="pt_BR">'
    )
    document, _ = one("<!-- saved from url=(0023)https://example.org/x -->" + page(BODY.replace("h1", "h2"), head))
    assert (document.title, document.author, document.publisher) == ("Bridge opens", "A. One", "The Post")
    assert (document.url, document.language) == ("https://example.org/x", "pt")
    marked, _ = one(page('<p><a rel="author" href="/x">A. One</a></p>' + BODY, "<title>Neue Brücke | Blatt</title>"))
    assert (marked.author, marked.title) == ("A. One", "Neue Brücke offen")


def test_no_other_address_becomes_the_articles() -> None:
    assert one(page(head='<link rel="canonical" href="javascript:alert(1)"><meta property="og:url" content="/relative">'))[0].url == ""


@pytest.mark.parametrize(
    ("encoding", "head"),
    [
        ("cp1252", '<meta charset="iso-8859-1">'),
        ("cp1252", '<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">'),
        ("utf-8", '<meta charset="iso-8859-1">'),
        ("utf-16", ""),
        ("utf-8-sig", ""),
    ],
)
def test_the_declared_encoding_is_read(encoding: str, head: str) -> None:
    document, problems = one(page(BODY, head), encoding)
    assert "Die neue Brücke wurde" in document.text
    assert problems == []


def test_an_xml_declaration_is_no_obstacle() -> None:
    source = '<?xml version="1.0" encoding="iso-8859-2"?>\n' + page("<p>Zespół z Łodzi przyjechał 5 maja 2024 roku.</p>")
    assert "Zespół z Łodzi" in one(source, "iso8859-2")[0].text


@pytest.mark.parametrize(
    "source",
    ["<html><body></body></html>", "<html><body><script>var x = 1;</script></body></html>", "<html></html>", "<!-- nothing -->", "<br>"],
)
def test_a_page_without_an_article_is_an_error_with_the_remedy(source: str) -> None:
    documents, problems = read(source.encode(), "a.html", OPTIONS)
    assert documents == []
    assert [problem.severity for problem in problems] == [Severity.ERROR]
    assert "save" in problems[0].message


def test_nothing_is_logged_and_no_logger_stays_changed(caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> None:
    levels = [logging.getLogger(name).level for name in ("", "trafilatura", "htmldate")]
    read(b"<html><body></body></html>", "a.html", OPTIONS)
    read(page("<p>x</p>" * 3).encode(), "a.html", OPTIONS)
    assert caplog.records == []
    assert capfd.readouterr() == ("", "")
    assert [logging.getLogger(name).level for name in ("", "trafilatura", "htmldate")] == levels
