"""Pages of many systems in a dozen languages: the body without what stands around it, and each field with its origin."""

from __future__ import annotations

import runpy
import time
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from timeline.config import Options
from timeline.documents import read_document
from timeline.model import Day, Document, Problem, Severity
from timeline.read import read
from timeline.read.published import url_day
from timeline.read.written import written_days

RENDER = runpy.run_path(str(Path(__file__).with_name("pages") / "render.py"))
SAMPLES: list[Any] = list(RENDER["samples"]())
OPTIONS = Options(today=RENDER["TODAY"])
OCTOBER = Day(2024, 10, 24)
NEWS = '<script type="application/ld+json">{{"@type": "NewsArticle", "datePublished": "{}"}}</script>'
LD = '<script type="application/ld+json">{}</script>'
TEXT = "<p>" + "Der Zug fuhr am Morgen über die neue Brücke und kam nach einer Stunde in der Stadt an. " * 3 + "</p>"


def page(head: str = "", body: str = "", attributes: str = 'lang="de"') -> bytes:
    return f"<!DOCTYPE html><html {attributes}><head>{head}</head><body>{body}<h1>Die neue Brücke</h1>{TEXT}</body></html>".encode()


def one(source: bytes, name: str = "a.html", options: Options = OPTIONS) -> tuple[Document, list[Problem]]:
    documents, problems = read(source, name, options)
    assert len(documents) == 1, problems
    return documents[0], problems


@pytest.mark.parametrize("template", sorted({sample.template for sample in SAMPLES}))
def test_the_pages_of_a_system_are_read_in_every_language(template: str) -> None:
    for sample in (sample for sample in SAMPLES if sample.template == template):
        [article], where = read_document(sample.source.encode(), "page.html", OPTIONS).articles, f"{template} {sample.language}"
        document, told = article.document, sample.article
        text = "\n".join(document.text[block.start : block.end] for block in document.blocks if block.kind in {"paragraph", "item"})
        assert [part for part in told["text"][1:] if part not in text] == [], where
        assert [part for part in (*told["teasers"], told["comment"], told["newsletter"]) if part in text] == [], where
        assert (document.title, document.language) == (told["title"], sample.language), where
        assert document.published in {RENDER["DAY"], None}, where


def test_nearly_all_dates_and_authors_of_the_sample_pages_are_right() -> None:
    dates = authors = 0
    for sample in SAMPLES:
        document, _ = one(sample.source.encode())
        dates += document.published == RENDER["DAY"]
        authors += document.author == (sample.article["author"] if sample.article["author"] in sample.source else "")
    assert dates >= 0.99 * len(SAMPLES)
    assert authors >= 0.97 * len(SAMPLES)


@pytest.mark.parametrize(
    ("source", "day", "origin"),
    [
        (page(NEWS.format("2024-10-24T08:00:00+02:00")), OCTOBER, "json-ld"),
        (page(NEWS.format("1970-01-01") + '<meta name="pubdate" content="20241024">'), OCTOBER, "meta"),
        (page(NEWS.format("2031-01-01") + '<meta name="date" content="Thu, 24 Oct 2024 08:00:00 +0200">'), OCTOBER, "meta"),
        (page('<meta name="sailthru.date" content="1729756800">'), OCTOBER, "meta"),
        (page('<meta property="og:updated_time" content="2024-10-26">', '<p class="date">24. Oktober 2024</p>'), OCTOBER, "byline"),
        (page("", '<div property="dc:issued" content="2024-10-24"></div>'), OCTOBER, "microdata"),
        (page('<link rel="canonical" href="https://example.org/2024/oct/24/bridge">'), OCTOBER, "url"),
        (page("", "<p>Veröffentlicht: 24.10.2024 · Aktualisiert: 26.10.2024</p>"), OCTOBER, "byline"),
        (page("", "<p>Aktualisiert: 26.10.2024</p>"), Day(2024, 10, 26), "guess"),
        (page("<meta name='copyright' content='2019'>", "<div class='top-bar'>30. Oktober 2024</div>"), None, ""),
        (page('<meta property="article:modified_time" content="2024-10-26T08:00:00Z">'), Day(2024, 10, 26), "guess"),
    ],
)  # fmt: skip
def test_a_date_and_where_it_was_found(source: bytes, day: Day | None, origin: str) -> None:
    document, problems = one(source)
    assert (document.published, dict(document.origin).get("published", "")) == (day, origin)
    assert [problem.severity for problem in problems] == ([Severity.NOTE] if origin == "guess" else [])


def test_of_several_articles_in_the_linked_data_the_one_with_the_headline_is_meant() -> None:
    other = '{"@type": "NewsArticle", "headline": "Anderes", "datePublished": "2024-10-30"}'
    own = '{"@type": "NewsArticle", "headline": "Die neue Brücke", "datePublished": "2024-10-24"}'
    assert one(page(LD.format(f"[{other}, {own}]")))[0].published == OCTOBER


@pytest.mark.parametrize(
    "broken",
    [
        '{"@type": "NewsArticle", "datePublished": "2024-10-24",}',
        '{"@type": "NewsArticle", "datePublished": "2024-10-24", "description": "He said "x""}',
    ],
)
def test_linked_data_with_the_usual_faults_is_read(broken: str) -> None:
    assert one(page(LD.format(broken)))[0].published == OCTOBER


def test_the_publishers_zone_says_which_day_it_was() -> None:
    source = page(NEWS.format("2024-10-24T22:30:00Z"))
    assert one(source)[0].published == OCTOBER
    document, _ = one(source, options=Options(today=OPTIONS.today, timezone="Europe/Berlin"))
    assert (document.published, document.published_at) == (Day(2024, 10, 25), "2024-10-24T22:30+00:00")
    [article] = read_document(source, "a.html", Options(today=OPTIONS.today, timezone="Asia/Tokyo")).articles
    assert article.document.published == Day(2024, 10, 25)


def test_a_page_that_states_utc_and_shows_the_next_day_means_the_day_that_it_shows() -> None:
    linked = NEWS.format("2024-10-24T22:30:00Z")
    assert one(page(linked, '<p class="date">25. Oktober 2024</p>'))[0].published == Day(2024, 10, 25)
    assert one(page(linked, '<p class="date">27. Oktober 2024</p>'))[0].published == OCTOBER


@pytest.mark.parametrize(
    ("text", "locale", "day"),
    [
        ("24. Oktober 2024", "de", OCTOBER), ("October 24th, 2024", "en", OCTOBER), ("24 d’octubre de 2024", "ca", OCTOBER),
        ("24 października 2024", "pl", OCTOBER), ("2024. október 24.", "hu", OCTOBER), ("2024年10月24日", "zh", OCTOBER),
        ("24 ตุลาคม 2567", "th", OCTOBER), ("٢٤ أكتوبر ٢٠٢٤", "ar", OCTOBER), ("24. listopada 2024", "hr", OCTOBER),
        ("24. listopadu 2024", "cs", Day(2024, 11, 24)), ("24 באוקטובר 2024", "he", OCTOBER), ("03/04/2024", "en-GB", Day(2024, 4, 3)),
    ],
)  # fmt: skip
def test_dates_in_words_of_many_languages(text: str, locale: str, day: Day) -> None:
    assert [found.day for found in written_days(text, locale, OPTIONS.today)] == [day]


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://example.org/2024/10/24/x", OCTOBER), ("https://example.org/x-20241024.html", OCTOBER),
        ("https://example.org/202410/24/t1.html", OCTOBER),
        ("2024-10-24-bridge.html", OCTOBER), ("https://example.org/24.10.2024/x", OCTOBER), ("https://example.org/id/20991301/x", None),
        ("https://example.org/2024/10/x", None), ("https://example.org/123202410244/x", None), ("https://example.org/2025/10/24/x", None),
    ],
)  # fmt: skip
def test_days_in_addresses(url: str, day: Day | None) -> None:
    assert url_day(url, OPTIONS.today) == day


def test_a_language_that_a_template_declares_gives_way_to_the_text() -> None:
    [article] = read_document(page(attributes='lang="en"'), "a.html", OPTIONS).articles
    assert (article.document.language, dict(article.document.origin)["language"]) == ("de", "text")
    [kept] = read_document(b"---\nlanguage: en\n---\n" + TEXT[3:-4].encode(), "a.md", OPTIONS).articles
    assert kept.document.language == "en"


def test_the_day_in_a_files_name_and_a_setting() -> None:
    document, problems = one(page(), "wire/2024-10-24-bridge.html")
    assert (document.published, dict(document.origin)["published"], problems) == (OCTOBER, "file name", [])
    given = Options(today=OPTIONS.today, published=Day(2024, 10, 20))
    [article] = read_document(page(), "wire/2024-10-24-bridge.html", given).articles
    assert (article.document.published, dict(article.document.origin)["published"]) == (Day(2024, 10, 20), "settings")


@pytest.mark.parametrize(
    ("text", "dateline", "day"),
    [
        ("KIEW, 24. Okt (Agentur) – Die ersten Züge sind eingetroffen.", "KIEW, 24. Okt (Agentur) –", OCTOBER),
        ("LONDON, Oct 24, 2024 (Agency) - The first trains arrived.", "LONDON, Oct 24, 2024 (Agency) -", OCTOBER),
        ("BERLIN (Agentur) - Die ersten Züge sind eingetroffen.", "BERLIN (Agentur) -", None),
    ],
)
def test_a_dateline_holds_no_entry_and_gives_the_day(text: str, dateline: str, day: Day | None) -> None:
    document, _ = one(text.encode(), "a.txt")
    parts = [(block.kind, document.text[block.start : block.end]) for block in document.blocks]
    assert parts == [("caption", dateline), ("paragraph", text[len(dateline) + 1 :])]
    assert (document.published, document.text) == (day, text)


def test_what_looks_like_a_dateline_only() -> None:
    assert len(one(b"Am Montag, 3. Mai 2021 - so sagt er - begann der Bau.", "a.txt")[0].blocks) == 1


def test_a_page_saved_in_one_file() -> None:
    message = EmailMessage()
    message["Date"] = "Fri, 25 Oct 2024 10:00:00 +0200"
    message["Snapshot-Content-Location"] = "https://example.org/bridge"
    message.set_content(page(NEWS.format("2024-10-24")).decode(), subtype="html", cte="quoted-printable")
    message.make_related()
    for name in ("a.mhtml", "a"):
        document, _ = one(message.as_bytes(), name)
        assert (document.url, document.published, document.retrieved) == (
            "https://example.org/bridge",
            OCTOBER,
            Day(2024, 10, 25),
        )
        assert "Der Zug fuhr" in document.text


def test_a_file_of_parts_without_a_page_says_what_to_do() -> None:
    documents, problems = read(b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x--\n", "a.mhtml", OPTIONS)
    assert documents == []
    assert "save the page again" in problems[0].message


def test_a_document_that_takes_too_long_is_named_with_its_limit() -> None:
    documents, problems = read(page(body="<p>x</p>" * 9000), "a.html", Options(today=OPTIONS.today, max_seconds=0.01))
    assert documents == []
    assert "limits.max_seconds" in problems[0].message


@given(
    st.lists(
        st.sampled_from(
            ["24", ".", " ", "Oktober", "2024", "/", "10", "-", "de ", "年", "月", "日", "(", ")", "–", "a", ",", "Par", ":", "th"]
        ),
        max_size=200,
    ).map("".join)
)
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_run_of_date_parts_makes_the_search_explode(text: str) -> None:
    started = time.process_time()
    list(written_days(text, "de", OPTIONS.today))
    read(f"KIEW, {text}".encode(), "a.txt", OPTIONS)
    assert time.process_time() - started < 5


SENTENCE = "Der Zug fuhr am Morgen über die neue Brücke und kam nach einer Stunde in der Stadt an, sagte der Landrat am Ufer der Lenne. "


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "<dl><dt>3. Mai 2021</dt><dd>Der Bau beginnt.</dd><dt>5. Juni 2022:</dt><dd><p>Der Pfeiler steht.</p></dd></dl>",
            ["3. Mai 2021: Der Bau beginnt.", "5. Juni 2022: Der Pfeiler steht."],
        ),
        (
            "<ul><li><a href='/a'>3. Mai 2021: Der Bau beginnt</a></li><li><a href='/b'>5. Juni 2022: Der Pfeiler steht</a></li></ul>",
            ["3. Mai 2021: Der Bau beginnt", "5. Juni 2022: Der Pfeiler steht"],
        ),
        (
            "<figure><table><tr><td>3. Mai 2021</td><td>Der Bau beginnt</td></tr></table><figcaption>Quelle: Amt</figcaption></figure>",
            ["3. Mai 2021 | Der Bau beginnt"],
        ),
    ],
)
def test_lists_and_tables_of_dates_give_items(body: str, expected: list[str]) -> None:
    document, _ = one(
        f"<html><body><article><h1>Chronik</h1><p>{SENTENCE}</p>{body}<p>{SENTENCE}Ende.</p></article></body></html>".encode()
    )
    assert [document.text[block.start : block.end] for block in document.blocks if block.kind == "item"] == expected


def test_blocks_of_page_builders_are_text() -> None:
    parts = "".join(
        f"<div class='elementor-element elementor-widget'><div class='elementor-widget-container'><p>{n}: {SENTENCE}</p></div></div>"
        for n in range(6)
    )
    document, _ = one(f"<html><body><div class='elementor-widget'><h1>Die neue Brücke</h1></div>{parts}</body></html>".encode())
    assert document.text.count("Der Zug fuhr") == 6


def test_no_script_gets_into_a_title() -> None:
    assert (
        one(f"<html><body><h1>Neue<script>alert(1)</script> Brücke</h1><p>{SENTENCE}</p></body></html>".encode())[0].title == "Neue Brücke"
    )


MARKUP = [
    "<h1>",
    "</h1>",
    "<div class='comments'>",
    "<div class='widget date'>",
    "<div>",
    "</div>",
    "<dl>",
    "</dl>",
    "<dt>3. Mai 2021",
    "<dd>",
    "<li>",
    "<a href='x'>",
    "</a>",
    "<table><tr><td>",
    "</table>",
    "<figure>",
    "<figcaption>",
    "<time datetime='2024-10-24'>",
    "</time>",
    "<header>",
    "<article>",
    "</article>",
    "<aside>",
    "<main>",
    "<p class='teaser'>",
    "<p>",
    "24. Oktober 2024",
    "Von A. Person",
    "Veröffentlicht: ",
    "Lesen Sie auch: ",
    SENTENCE,
    "<script>",
    "</script>",
    "<!--",
    "-->",
    "\x00",
    "&#xD800;",
    "<meta itemprop='datePublished' content='9999-99-99'>",
    "<link rel=canonical href='//[x'>",
    "<html lang='x-klingon'>",
    "<script type='application/ld+json'>",
    '{"@type":"Article","author":{"name":[[{}]]}}',
    "<body>",
    "<form>",
    "<br>",
    "\u202e",
    "<span itemprop=author rel=author>",
    "<h2 class='date-header'>",
]


@given(st.lists(st.sampled_from(MARKUP), max_size=60).map("".join), st.sampled_from(["a.html", "a.mhtml", "2024-13-45.html"]))
@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_page_raises_or_hangs(source: str, name: str) -> None:
    started = time.process_time()
    headers = "MIME-Version: 1.0\nContent-Type: text/html\nDate: x\n\n" if name.endswith("mhtml") else ""
    documents, problems = read((headers + source).encode("utf-8", "replace"), name, OPTIONS)
    assert not [problem for problem in problems if "cannot be read" in problem.message], problems
    for document in documents:
        document.text.encode()
        (document.title + document.author + document.publisher + document.url).encode()
        assert all(0 <= block.start < block.end <= len(document.text) for block in document.blocks)
    assert time.process_time() - started < 20


@pytest.mark.parametrize(
    ("head", "body", "author"),
    [
        ('<meta name="author" content="Anna One, Political Editor">', "", "Anna One"),
        ('<meta name="author" content="admin">', "<p class='byline'>Von Anna One und Bert Two</p>", "Anna One, Bert Two"),
        (
            '<meta property="article:author" content="https://example.org/anna">',
            "<p>By <a rel='author' href='/a'>Anna One</a></p>",
            "Anna One",
        ),
        (LD.format('{"@type": "NewsArticle", "author": ["Anna One", {"@type": "Person", "name": "Bert Two"}]}'), "", "Anna One, Bert Two"),
        (
            LD.format('{"@type": "NewsArticle", "author": {"@type": "Organization", "name": "Blatt"}, "publisher": {"name": "Blatt"}}'),
            "",
            "",
        ),
        ("", "", ""),
    ],
)
def test_authors_and_no_roles_addresses_or_defaults(head: str, body: str, author: str) -> None:
    source = f"<html><head>{head}</head><body><article><h1>Die neue Brücke</h1>{body}{TEXT}</article></body></html>"
    assert one(source.encode())[0].author == author
