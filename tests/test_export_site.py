"""The pages: what stands on them, in which order, in which language, and that nothing from a document gets out of its place."""

from __future__ import annotations

import gzip
import os
import re
import runpy
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lxml import html

from timeline.export.entries import web_address
from timeline.export.site import Site, Story, render
from timeline.model import Chronology, Day, Document, Event, Grain, Page, TimeSpan

if TYPE_CHECKING:
    from lxml.html import HtmlElement

ROOT = Path(__file__).parent.parent
SAMPLE = runpy.run_path(str(Path(__file__).with_name("export_sample.py")))
EVENTS: tuple[Event, ...] = SAMPLE["EVENTS"]


def page(chronology: Chronology, intro: str = "") -> str:
    return content(render(Site("Seite"), [Story("", chronology, intro)]), "index.html").decode()


def tree(chronology: Chronology, intro: str = "") -> HtmlElement:
    return html.document_fromstring(page(chronology, intro))


def texts(elements: list[HtmlElement]) -> list[str]:
    return [" ".join(element.text_content().split()) for element in elements]


def entries(document: HtmlElement) -> list[HtmlElement]:
    return list(document.cssselect("section ol > li"))


@pytest.fixture(scope="module")
def sample() -> HtmlElement:
    return tree(SAMPLE["chronology"](), "Was *geschah*.")


def test_every_event_stands_on_the_page_in_its_order(sample: HtmlElement) -> None:
    assert texts(sample.cssselect("h3")) == [event.headline for event in EVENTS]
    assert texts([entry.cssselect("blockquote")[0] for entry in entries(sample)]) == [event.lead.quote for event in EVENTS]
    assert [entry.get("id") for entry in entries(sample)] == [event.id for event in EVENTS]


def test_dates_in_words_and_for_machines(sample: HtmlElement) -> None:
    assert texts(sample.cssselect("li > .when > a")) == [
        "um 44 v. Chr.",
        "19. Jahrhundert",
        "1990er Jahre",
        "seit 2014",
        "Juni 2024",
        "3.–5. Juli 2024",
        "12. Oktober 2024, 14:30 Uhr",
        "18. Oktober 2024",
        "24. Oktober 2024",
        "6. November 2024",
        "30. November 2024",
        "bis Dezember 2024",
        "Frühjahr 2025",
    ]
    assert [time.get("datetime") for time in sample.cssselect("li > .when time")] == [
        "2014",
        "2024-06",
        "2024-07-03",
        "2024-10-12T14:30",
        "2024-10-18",
        "2024-10-24",
        "2024-11-06",
        "2024-11-30",
        "2024-12",
        "2025",
    ]


def test_headings_group_by_year_and_lists_by_month(sample: HtmlElement) -> None:
    assert texts(sample.cssselect("h2")) == ["44 v. Chr.", "19. Jahrhundert", "1990er Jahre", "2014", "2024", "2025"]
    labels = [ol.get("aria-label") for ol in sample.cssselect("section ol")]
    assert [label for label in labels if label] == ["Juni 2024", "Juli 2024", "Oktober 2024", "November 2024", "Dezember 2024"]
    order = [element.tag for element in sample.iter("h1", "h2", "h3", "h4")]
    assert order[0] == "h1"
    assert all(int(after[1]) - int(before[1]) <= 1 for before, after in pairwise(order))


def test_status_is_said_in_words_and_by_a_sign(sample: HtmlElement) -> None:
    said = [(entry.get("class"), texts(entry.cssselect(".when > .status"))) for entry in entries(sample)]
    assert said[4] == ("past month", ["geschehen"])
    assert said[7:13] == [
        ("denied day", ["bestritten"]),
        ("past day", ["geschehen"]),
        ("expected day", ["erwartet"]),
        ("deadline day", ["Frist"]),
        ("conditional month open-start", ["unter Vorbehalt"]),
        ("expected season", ["erwartet"]),
    ]
    assert texts(sample.cssselect(".key a")) == ["geschehen", "erwartet", "Frist", "unter Vorbehalt", "bestritten"]


def test_sources(sample: HtmlElement) -> None:
    pact = entries(sample)[4]
    assert texts(pact.cssselect("li > .source"))[0] == "Erste Einheiten & ihre Aufgabe · Abendkurier · 27. Oktober 2024"
    assert [link.get("href") for link in pact.cssselect(".source a")] == [
        "https://kurier.example/politik?id=1&teil=2",
        "http://herald.example/pact",
    ]
    assert texts(pact.cssselect("summary")) == ["2 weitere Quellen"]
    assert texts(pact.cssselect(".also")) == ["19. Juni 2024 · geschehen"], "a date is repeated only where it differs"
    assert texts(entries(sample)[8].cssselect("li > .source > b")) == ["— Geheimdienst"]
    assert texts(entries(sample)[8].cssselect("details > .source > b")) == ["— the service"]


def test_every_statement_has_an_anchor_and_no_id_stands_twice(sample: HtmlElement) -> None:
    ids = [element.get("id") for element in sample.iter() if isinstance(element.tag, str) and element.get("id")]
    assert len(ids) == len(set(ids))
    for event in EVENTS:
        entry = next(entry for entry in entries(sample) if entry.get("id") == event.id)
        anchors = {event.id, *(span.get("id") for span in entry.cssselect("[id]"))}
        assert anchors == {statement.id for statement in event.statements}


def test_links_within_the_page_lead_somewhere(sample: HtmlElement) -> None:
    ids = {element.get("id") for element in sample.iter() if isinstance(element.tag, str)}
    hrefs = [link.get("href")[1:] for link in sample.cssselect("a[href^='#'], use[href^='#']")]
    assert len(hrefs) > len(EVENTS)
    assert set(hrefs) <= ids


def test_the_same_statement_twice_keeps_ids_unique() -> None:
    twice = (EVENTS[0], replace(EVENTS[0]), EVENTS[4], replace(EVENTS[4]))
    ids = re.findall(r'id="([^"]+)"', page(SAMPLE["chronology"](events=twice)))
    assert len(ids) == len(set(ids))


def test_quotes_say_their_language(sample: HtmlElement) -> None:
    quotes = sample.cssselect("section ol > li > blockquote")
    assert [(quote.get("lang"), quote.get("dir")) for quote in quotes[-2:]] == [("de", None), ("ar", "rtl")]
    assert quotes[0].get("lang") == ""
    assert sample.cssselect("h3")[-1].get("dir") == "rtl"


@pytest.mark.parametrize(
    ("language", "shown", "direction", "content_language"),
    [
        ("de", "de", "ltr", None),
        ("ar", "ar", "rtl", None),
        ("pt-br", "pt-BR", "ltr", None),
        ("fi", "en", "ltr", "fi"),
        ("fa", "en", "ltr", "fa"),
    ],
)
def test_the_page_says_the_language_that_it_speaks(language: str, shown: str, direction: str, content_language: str | None) -> None:
    document = tree(SAMPLE["chronology"](language))
    assert (document.get("lang"), document.get("dir")) == (shown, direction)
    assert document.cssselect("h1")[0].get("lang") == content_language


def test_an_arabic_page_is_mirrored() -> None:
    document = tree(SAMPLE["chronology"]("ar"))
    assert "24 أكتوبر 2024" in document.text_content()
    slots = [float(slot.get("x").rstrip("%")) for slot in document.cssselect("svg.strip g > svg[x]:not([y])")]
    assert slots == sorted(slots, reverse=True)
    assert len(slots) > 3
    assert document.cssselect("bdi")[0].text_content() == "Abendkurier"


HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7*7 }}'


def test_everything_from_a_document_is_escaped() -> None:
    document = Document(
        HOSTILE, "", (), title=HOSTILE, url='https://x.example/"onclick="alert(1)', publisher=HOSTILE, language='de" onload="x'
    )
    plain = SAMPLE["statement"](HOSTILE, HOSTILE, SAMPLE["day"](2024, 1, 2), attribution=HOSTILE)
    other = SAMPLE["statement"](HOSTILE, HOSTILE + "2", SAMPLE["day"](2024, 1, 2), attribution=HOSTILE)
    hostile = Chronology(HOSTILE, 'de"><script>', (SAMPLE["event"](HOSTILE, plain, other),), {HOSTILE: document})
    text = page(hostile, f"{HOSTILE} [x](javascript:alert(1)) <iframe src='https://evil.example'></iframe>")
    parsed = html.document_fromstring(text)
    assert not parsed.cssselect("script:not([type='application/ld+json']), img, iframe")
    assert len(parsed.cssselect("script")) == 1
    assert not [name for element in parsed.iter() if isinstance(element.tag, str) for name in element.attrib if name.startswith("on")]
    assert not parsed.cssselect("a[href^='javascript'], a[href*='onclick']")
    assert "49" not in text
    assert parsed.cssselect("h1")[0].text_content() == HOSTILE
    assert HOSTILE in parsed.cssselect("blockquote")[0].text_content()


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("https://example.org/a?b=1#c", True),
        ("http://example.org", True),
        (" https://example.org/ä ", True),
        ("javascript:alert(1)", False),
        ("JaVaScRiPt:alert(1)", False),
        ("data:text/html,x", False),
        ("//example.org", False),
        ("https://", False),
        ("https://[", False),
        ("https://example.org/\u0000x", False),
        ("java\nscript:alert(1)", False),
        ("", False),
    ],
)
def test_only_web_addresses_are_linked(url: str, linked: bool) -> None:
    assert web_address(url) == (url.strip() if linked else "")


def test_characters_that_html_forbids_are_left_out() -> None:
    statement = SAMPLE["statement"]("kurier", "a\x00b\x1bc\x85d\ufffee", SAMPLE["day"](2024, 1, 2))
    text = page(SAMPLE["chronology"](title="f\ud800g", events=(SAMPLE["event"]("h\ud800i\x08j", statement),)))
    assert "abcde" in text
    assert "<h1>fg</h1>" in text
    assert "<h3>hij</h3>" in text


def test_no_script_no_inline_style_nothing_from_elsewhere(sample: HtmlElement) -> None:
    assert not sample.cssselect("script:not([type='application/ld+json']), style, [style], iframe, object, embed, img")
    fetched = [element.get("href") for element in sample.cssselect("link[rel~='stylesheet'], link[rel~='icon']")]
    assert fetched == ["static/favicon.svg", "static/style.css"]
    assert b"http" not in style().replace(b"http://www.w3.org", b"")
    assert b"@import" not in style()
    assert b"url(" not in style()


def style() -> bytes:
    return next(page.content for page in render(Site("x"), [Story("", SAMPLE["chronology"]())]) if page.path == "static/style.css")


def test_an_empty_chronology_says_so() -> None:
    document = tree(SAMPLE["chronology"](events=()))
    assert texts(document.cssselect("main p")) == ["In den Quellen fand sich keine datierte Aussage."]
    assert not document.cssselect("svg, .key, .legend")
    assert texts(document.cssselect("h1")) == ["Der Pakt"]


def test_one_status_needs_no_key_but_is_explained() -> None:
    document = tree(SAMPLE["chronology"](events=EVENTS[6:7]))
    assert not document.cssselect(".key")
    assert texts(document.cssselect(".legend li")) == ["geschehen laut Quelle geschehen"]


def test_a_chronology_without_title_or_headline_still_has_both() -> None:
    long = "Wort " * 40
    event = SAMPLE["event"]("", SAMPLE["statement"]("lost", long.strip(), SAMPLE["day"](2024, 1, 2)))
    document = tree(Chronology("", "de", (event,), {}))
    assert texts(document.cssselect("h1")) == ["Seite"]
    [headline] = texts(document.cssselect("h3"))
    assert headline.endswith(" …")
    assert len(headline) < 95
    assert texts(document.cssselect("cite")) == ["lost"]


@pytest.mark.parametrize(
    ("headline", "quote", "verbatim"),
    [
        ("Die Brücke öffnete 1937", "Die Brücke öffnete 1937", True),
        ("Bis Mai steht sie", "bis Mai steht sie.", True),
        ("„Bis Mai steht sie“", "bis  Mai steht sie", True),
        ("Bis Mai …", "Bis Mai steht sie", True),
        ("Bis Mai …", f"Bis Mai steht sie{150 * '.'}", False),
        ("Sie steht …", "Bis Mai steht sie", False),
        ("", "Bis Mai steht sie.", True),
    ],
)
def test_a_headline_that_is_the_quote_is_marked_and_both_stay(headline: str, quote: str, *, verbatim: bool) -> None:
    event = SAMPLE["event"](headline, SAMPLE["statement"]("kurier", quote, SAMPLE["day"](2024, 5, 1)))
    [entry] = entries(tree(SAMPLE["chronology"](events=(event,))))
    assert ("verbatim" in entry.get("class").split()) is verbatim
    assert entry.cssselect("blockquote")[0].text_content() == quote
    assert entry.cssselect("h3")[0].text_content() == headline or quote


def test_facts(sample: HtmlElement) -> None:
    facts = texts(sample.cssselect(".facts li"))
    assert facts[:2] == ["13 Einträge", "4 Quellen"]
    assert re.sub(r"\s", " ", facts[2]) == "44 v. Chr. – 2025"
    assert facts[3:] == ["Die meisten Einträge: Oktober 2024 (3)"]
    assert texts(sample.cssselect(".byline")) == ["Stand: 28. Oktober 2024"], "the newest document says it, not the clock"
    assert sample.cssselect(".byline time")[0].get("datetime") == "2024-10-28"
    assert "13 Einträge" in sample.cssselect("meta[name=description]")[0].get("content")


def test_the_intro_is_markdown(sample: HtmlElement) -> None:
    assert sample.cssselect(".intro em")[0].text_content() == "geschah"


STATIC = {"static/favicon.svg", "static/find.js", "static/style.css"}


def top(pages: list[Page]) -> set[str]:
    """The paths of a site without the pages of single events and documents, and without the embeds."""
    return {page.path for page in pages if not re.search(r"(^|/)(event|source)/[^/]+$|embed", page.path)}


def test_one_story_is_the_first_page() -> None:
    pages = render(Site("Seite", base_url="https://example.org/c/"), [Story("", SAMPLE["chronology"]())])
    statuses = {f"status/{status}.html" for status in ("past", "expected", "deadline", "conditional", "denied")}
    assert top(pages) == {"chronology.json", "index.html", "404.html", "robots.txt", "sitemap.xml", *STATIC, *statuses}
    assert b'<link rel="canonical" href="https://example.org/c/">' in content(pages, "index.html")


def test_several_stories_have_a_list() -> None:
    stories = [Story("pakt", SAMPLE["chronology"](events=EVENTS[:4])), Story("leer", SAMPLE["chronology"]("en", "Nothing", ()))]
    pages = render(Site("Chroniken", "de", "https://example.org", "Alle *Themen*."), stories)
    own = {f"{slug}/{name}" for slug in ("pakt", "leer") for name in ("index.html", "chronology.json")}
    assert top(pages) == {"index.html", "404.html", "robots.txt", "sitemap.xml", *STATIC, *own}
    listed = html.document_fromstring(content(pages, "index.html").decode())
    assert texts(listed.cssselect("h2 a")) == ["Der Pakt", "Nothing"]
    assert listed.cssselect("h2")[1].get("lang") == "en"
    story = html.document_fromstring(content(pages, "pakt/index.html").decode())
    assert story.cssselect(".home a")[0].get("href") == "../index.html"
    assert story.cssselect("link[rel=canonical]")[0].get("href") == "https://example.org/pakt/"


def content(pages: list[Page], path: str) -> bytes:
    return next(page.content for page in pages if page.path == path)


def test_no_stories_at_all() -> None:
    assert "keine datierte Aussage" in content(render(Site("Leer", "de"), []), "index.html").decode()
    assert {page.path for page in render(Site("Leer"), [])} >= {"index.html", "static/style.css"}


def test_twenty_events_are_small() -> None:
    events = [
        SAMPLE["event"](
            f"Nummer {n}: eine Schlagzeile von üblicher Länge über den Hafen",
            SAMPLE["statement"](
                "kurier",
                f"Am {n}. März {2000 + n} sagte der Rat zum {n * 37}. Mal, dass die Brücke am Hafen gebaut wird. " * 3,
                SAMPLE["day"](2000 + n, 3, n),
            ),
        )
        for n in range(1, 21)
    ]
    pages = render(Site("x"), [Story("", SAMPLE["chronology"](events=tuple(events)))])
    fetched = {"index.html", "static/style.css", "static/favicon.svg"}
    requests = [page for page in pages if page.path in fetched]
    assert not html.document_fromstring(content(pages, "index.html").decode()).cssselect("script[src]"), "twenty entries need no search"
    assert sum(len(gzip.compress(page.content, 9, mtime=0)) for page in requests) <= 12_000


def test_nodes_per_entry_leave_room_for_a_thousand() -> None:
    many = [
        SAMPLE["event"](
            f"Sitzung {n}",
            SAMPLE["statement"]("kurier", f"Sitzung {n} fand statt.", SAMPLE["day"](2000 + n // 300, 1 + n // 25 % 12, 1 + n % 25)),
        )
        for n in range(1000)
    ]
    document = tree(SAMPLE["chronology"](events=tuple(sorted(many, key=lambda event: event.span.sort_key))))
    assert sum(isinstance(element.tag, str) for element in document.iter()) <= 12_000
    assert len(gzip.compress(html.tostring(document), 9)) <= 125_000


def test_a_coarse_date_stays_in_its_place_and_a_heading_comes_once() -> None:
    spans = [
        TimeSpan(Day(1990, 1, 1), None, Grain.YEAR),
        TimeSpan(Day(1990, 1, 1), Day(1999, 12, 31), Grain.DECADE),
        SAMPLE["month"](1990, 6),
        TimeSpan(Day(1990, 6, 1), Day(1990, 8, 31), Grain.SEASON),
        SAMPLE["day"](1990, 6, 5),
        TimeSpan(Day(1990, 7, 1), Day(1990, 9, 30), Grain.QUARTER),
        SAMPLE["day"](1990, 7, 5),
    ]
    events = tuple(SAMPLE["event"](f"E{n}", SAMPLE["statement"]("kurier", f"q{n}", span)) for n, span in enumerate(spans))
    document = tree(SAMPLE["chronology"](events=events))
    assert texts(document.cssselect("h3")) == [f"E{n}" for n in range(7)]
    assert texts(document.cssselect("h2")) == ["1990"]
    lists = [(ol.get("aria-label"), texts(ol.cssselect("h3"))) for ol in document.cssselect("section ol")]
    assert [ol.get("id") for ol in document.cssselect("section ol")] == [None, "m1990-06", None, "m1990-07"], "a quarter is no month"
    assert lists == [(None, ["E0", "E1"]), ("Juni 1990", ["E2", "E3", "E4", "E5"][:3]), (None, ["E5"]), ("Juli 1990", ["E6"])]


SCRIPT = """
import hashlib, runpy, sys
from timeline.export.site import Site, Story, render
sample = runpy.run_path(sys.argv[1])
pages = render(Site("x", "de"), [Story("a", sample["chronology"]("ar")), Story("b", sample["chronology"]("ru"))])
print(hashlib.sha256(b"".join(page.path.encode() + page.content for page in pages)).hexdigest())
"""


def test_bytes_do_not_depend_on_where_and_when() -> None:
    seen = set()
    for seed, zone, locale in (("0", "UTC", "C"), ("4711", "Asia/Tokyo", "de_DE.UTF-8")):
        env = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale, "LANGUAGE": locale, "PYTHONPATH": str(ROOT)}
        sample = str(Path(__file__).with_name("export_sample.py"))
        done = subprocess.run([sys.executable, "-c", SCRIPT, sample], env=env, capture_output=True, check=True, text=True)
        seen.add(done.stdout)
    assert len(seen) == 1
