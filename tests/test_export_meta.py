"""What pages tell those that link to them and crawl them: OpenGraph, feeds, sitemap, robots, the page for what is not there."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest
from lxml import etree, html

from timeline.export import sitemap
from timeline.export.meta import locale
from timeline.export.site import Site, Story, render
from timeline.export.words import load
from timeline.model import Day, Page

SAMPLE = runpy.run_path(str(Path(__file__).with_name("export_sample.py")))
STORIES = [Story("pakt", SAMPLE["chronology"]()), Story("ar", SAMPLE["chronology"]("ar", "المعاهدة"))]
BASE = "https://example.org/c"
NAMESPACE = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def built(site: Site, stories: list[Story] | None = None) -> dict[str, bytes]:
    return {page.path: page.content for page in render(site, STORIES if stories is None else stories)}


def stated(content: bytes) -> dict[str, str]:
    document = html.document_fromstring(content.decode())
    elements = document.cssselect("meta[property], meta[name]")
    return {element.get("property") or element.get("name"): element.get("content") for element in elements}


def test_opengraph_and_twitter() -> None:
    found = stated(built(Site("Chroniken", "de", BASE))["pakt/index.html"])
    assert found["og:title"] == "Der Pakt"
    assert found["og:site_name"] == "Chroniken"
    assert found["og:type"] == "website"
    assert found["og:url"] == f"{BASE}/pakt/"
    assert found["og:locale"] == "de_DE"
    assert found["og:description"].startswith("13 Einträge")
    assert found["twitter:card"] == "summary"
    assert "og:image" not in found
    assert "robots" not in found


def test_without_an_address_nothing_is_told_that_needs_one() -> None:
    pages = built(Site("Chroniken", "de"))
    assert "og:url" not in stated(pages["pakt/index.html"])
    assert "sitemap.xml" not in pages
    assert pages["robots.txt"] == b"User-agent: *\nAllow: /\n"


@pytest.mark.parametrize(
    ("language", "expected"), [("de", "de_DE"), ("en", "en_US"), ("pt-PT", "pt_PT"), ("zh", "zh_CN"), ("uk", "uk_UA"), ("ar", "ar_EG")]
)
def test_a_locale_has_a_territory(language: str, expected: str) -> None:
    assert locale(load(language)) == expected


def test_feeds_are_named_where_there_are_some() -> None:
    files = built(Site("x", "de", exports=("atom",)))
    document = html.document_fromstring(files["pakt/index.html"].decode())
    [link] = document.cssselect("link[rel=alternate][type='application/atom+xml']")
    assert link.get("title") == "Atom"
    assert f"pakt/{link.get('href')}" in files
    assert b"atom" not in built(Site("x", "de"))["pakt/index.html"]


def test_the_sitemap_names_every_page_once_and_no_other() -> None:
    pages = built(Site("x", "de", BASE))
    root = etree.fromstring(pages["sitemap.xml"])
    places = root.xpath("//s:loc/text()", namespaces=NAMESPACE)
    assert [place for place in places if "/event/" not in place] == [f"{BASE}/pakt/", f"{BASE}/ar/", f"{BASE}/"]
    events = {f"{BASE}/{path}" for path in pages if "/event/" in path and b"http-equiv" not in pages[path]}
    assert {place for place in places if "/event/" in place} == events
    assert len(places) == len(set(places))
    assert set(root.xpath("//s:lastmod/text()", namespaces=NAMESPACE)) == {"2024-10-28"}
    assert pages["robots.txt"].decode().endswith(f"Sitemap: {BASE}/sitemap.xml\n")


def test_pages_that_are_elsewhere_or_shall_not_be_found_are_not_in_it() -> None:
    moved = Page("old.html", b'<link rel="canonical" href="https://example.org/c/pakt/">')
    hidden = Page("embed.html", b'<meta name="robots" content="noindex, nofollow">')
    own = Page("a&b.html", b'<link rel="canonical" href="https://example.org/c/a&amp;b.html">')
    _, made = sitemap.crawler_pages(BASE, [moved, hidden, own, Page("static/a.css", b"")], {})
    assert etree.fromstring(made.content).xpath("//s:loc/text()", namespaces=NAMESPACE) == [f"{BASE}/a&b.html"]


def test_a_large_site_has_several_sitemaps_and_an_index() -> None:
    pages = [Page(f"e/{number}.html", b"") for number in range(sitemap.MOST + 1)]
    _, index, first, second = sitemap.crawler_pages(BASE, pages, {"e": Day(2024, 1, 2)})
    assert etree.fromstring(index.content).xpath("//s:loc/text()", namespaces=NAMESPACE) == [f"{BASE}/sitemap-{n}.xml" for n in (1, 2)]
    assert [len(etree.fromstring(page.content)) for page in (first, second)] == [sitemap.MOST, 1]
    assert b"<lastmod>2024-01-02</lastmod>" in second.content


def test_noindex_is_said_on_every_page_and_hides_nothing_from_who_must_read_it() -> None:
    pages = built(Site("x", "de", BASE, noindex=True))
    for path in ("index.html", "pakt/index.html", "404.html"):
        assert stated(pages[path])["robots"] == "noindex"
    assert "sitemap.xml" not in pages
    assert b"Disallow" not in pages["robots.txt"]


@pytest.mark.parametrize(("base_url", "root"), [("", "/"), ("https://example.org", "/"), ("https://example.org/c/", "/c/")])
def test_the_page_for_what_is_not_there_works_in_any_folder(base_url: str, root: str) -> None:
    content = built(Site("Chroniken", "de", base_url))["404.html"]
    document = html.document_fromstring(content.decode())
    assert stated(content)["robots"] == "noindex"
    assert not document.cssselect("link[rel=canonical]")
    assert document.cssselect("h1")[0].text_content() == "Seite nicht gefunden"
    assert document.cssselect("main a")[0].get("href") == root
    local = [each.get("href") for each in document.cssselect("[href]") if not each.get("href").startswith("#")]
    assert all(href.startswith(root) for href in local)
