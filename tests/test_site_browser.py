"""The pages in Chromium: on a phone, for everybody, without scripts, under a strict policy, by keyboard, and on paper."""

from __future__ import annotations

import runpy
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from browsing import Visit, unfold

from timeline.export.site import Site, Story, render
from timeline.model import Chronology, Document

if TYPE_CHECKING:
    from collections.abc import Callable


pytestmark = pytest.mark.browser

SAMPLE = runpy.run_path(str(Path(__file__).with_name("export_sample.py")))
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LONG = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnung" * 3


def long_words() -> Chronology:
    document = Document("lang", "", (), title=LONG, url=f"https://x.example/{LONG}", publisher=LONG, language="de")
    one = SAMPLE["statement"]("lang", LONG, SAMPLE["day"](2024, 1, 2), attribution=LONG)
    two = SAMPLE["statement"]("lang", LONG + "2", SAMPLE["day"](2024, 1, 2))
    return Chronology(LONG, "de", (SAMPLE["event"](LONG, one, two),), {"lang": document})


STORIES = (
    Story("de", SAMPLE["chronology"](), "Ein Vorspann mit [Verweis](https://example.org)."),
    Story("ar", SAMPLE["chronology"]("ar", "المعاهدة")),
    Story("ja", SAMPLE["chronology"]("ja", "条約")),
    Story("leer", SAMPLE["chronology"](events=())),
    Story("lang", long_words()),
)
PATHS = ("index.html", *(f"{story.slug}/index.html" for story in STORIES))


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return {page.path: page.content for page in render(Site("Chroniken", "de"), STORIES)}


@pytest.fixture
def visit(visits: Callable[[dict[str, bytes]], Visit], files: dict[str, bytes]) -> Visit:
    return visits(files)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("width", [320, 768, 1280])
def test_nothing_scrolls_sideways(visit: Visit, path: str, width: int) -> None:
    page = visit(path, width)
    unfold(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    # cut off by the window without scrolling would be as bad; what is hidden on purpose is one pixel wide
    outside = page.evaluate(
        """width => [...document.querySelectorAll('h1, h2, h3, p, blockquote, li, a, text')].filter(each => {
            const box = each.getBoundingClientRect()
            return box.width > 1 && (box.left < -0.5 || box.right > width + 0.5)
        }).map(each => each.outerHTML.slice(0, 80))""",
        width,
    )
    assert [each for each in outside if "skip" not in each] == []


@pytest.mark.parametrize(
    ("path", "width", "options"),
    [
        ("de/index.html", 320, {"color_scheme": "light"}),
        ("de/index.html", 1280, {"color_scheme": "light"}),
        ("de/index.html", 320, {"color_scheme": "dark"}),
        ("de/index.html", 1280, {"color_scheme": "dark"}),
        ("de/index.html", 1280, {"forced_colors": "active"}),
        ("ar/index.html", 320, {"color_scheme": "dark"}),
        ("ar/index.html", 1280, {"color_scheme": "light"}),
        ("index.html", 320, {"color_scheme": "dark"}),
        ("index.html", 1280, {"color_scheme": "light"}),
        ("leer/index.html", 320, {"color_scheme": "light"}),
    ],
)
def test_axe_finds_nothing(visit: Visit, path: str, width: int, options: dict[str, Any]) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    page = visit(path, width, bypass_csp=True, **options)  # the checker is an inline script; the page has none
    unfold(page)
    violations = axe.Axe().run(page, options={"runOnly": RULES}).response["violations"]
    assert [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in violations] == []


def test_all_is_there_without_scripts(visit: Visit) -> None:
    text = visit("de/index.html", java_script_enabled=False).locator("main").text_content() or ""
    for event in SAMPLE["EVENTS"]:
        assert event.headline in text
        assert all(statement.quote in text for statement in event.statements)
    for words in ("24. Oktober 2024", "um 44 v. Chr.", "erwartet", "Frist", "unter Vorbehalt", "bestritten", "Abendkurier"):
        assert words in text


def test_three_requests_no_cookie_no_complaint(visit: Visit) -> None:
    page = visit("de/index.html")
    page.wait_for_load_state("networkidle")
    asked = {url.removeprefix(visit.home) for url in visit.requests}
    assert asked <= {"de/index.html", "static/style.css", "static/favicon.svg"}
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert visit.complaints == []


@pytest.mark.parametrize(("path", "width"), [("de/index.html", 320), ("de/index.html", 1280), ("ar/index.html", 320), ("index.html", 768)])
def test_a_walk_by_tab_reaches_every_link_and_sees_it(visit: Visit, path: str, width: int) -> None:
    page = visit(path, width)
    unfold(page)
    wanted = set(page.evaluate("[...document.querySelectorAll('main .source a, main h2 a, .when a')].map(each => each.href)"))
    reached, hidden = set(), []
    for _ in range(300):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop is None:
            break
        reached.add(stop["href"])
        if not (stop["named"] and stop["seen"]):
            hidden.append(stop)
    assert hidden == []
    assert wanted <= reached


STOP = """() => {
    const each = document.activeElement
    if (!each || each === document.body) return null
    const box = [...each.getClientRects()][0]
    const x = Math.min(innerWidth - 1, Math.max(0, box.left + Math.min(box.width, 20) / 2)), y = box.top + box.height / 2
    const top = document.elementFromPoint(x, y)
    const name = each.getAttribute('aria-label') || each.textContent
    return {href: each.href && (each.href.baseVal ?? each.href), named: !!name.trim(), html: each.outerHTML.slice(0, 120),
            seen: y > 0 && y < innerHeight && box.width > 4 && !!top && (each.contains(top) || top.contains(each))}
}"""


def test_a_link_to_any_statement_leads_to_its_entry(visit: Visit) -> None:
    event = next(event for event in SAMPLE["EVENTS"] if len(event.statements) == 3)
    for statement in event.statements:
        page = visit(f"de/index.html#{statement.id}", 320)
        top = page.evaluate("id => document.getElementById(id).closest('li').getBoundingClientRect().top", event.id)
        assert 0 <= top <= 200


def test_signs_differ_without_colour(visit: Visit) -> None:
    """Every status has a sign of its own shape, also where colours are the reader's."""
    page = visit("de/index.html", forced_colors="active")
    shapes = page.evaluate(
        """() => ['past', 'expected', 'deadline', 'conditional', 'denied'].map(status => {
            const each = document.querySelector('.key .' + status)
            const style = getComputedStyle(each, '::before'), after = getComputedStyle(each, '::after')
            return [style.borderTopStyle, style.borderTopWidth, style.clipPath, style.maskImage, after.content].join(' ')
        })"""
    )
    assert len(set(shapes)) == 5


def test_length_tells_precision(visit: Visit) -> None:
    page = visit("de/index.html")
    heights = page.evaluate(
        """() => ['day', 'month', 'season', 'year'].map(length => {
            const each = document.querySelector(`ol > li.${length}:not(.deadline, .open-start, .open-end)`)
            return parseFloat(getComputedStyle(each, '::before').height)
        })"""
    )
    assert heights == sorted(set(heights))


def test_the_flag_turns_with_the_direction(visit: Visit) -> None:
    flip = "getComputedStyle(document.querySelector('.key .deadline'), '::before').transform"
    assert visit("ar/index.html").evaluate(flip) == "matrix(-1, 0, 0, 1, 0, 0)"
    assert "-1" not in visit("de/index.html").evaluate(flip)


def test_paper_shows_what_is_folded_and_where_links_lead(visit: Visit) -> None:
    page = visit("de/index.html", 794)
    page.emulate_media(media="print")
    hidden = page.evaluate(
        """() => [...document.querySelectorAll('h3, blockquote, .source')]
            .filter(each => each.checkVisibility && !each.checkVisibility() || each.getBoundingClientRect().height < 5)
            .map(each => each.textContent)"""
    )
    assert hidden == []
    links = page.evaluate("[...document.querySelectorAll('.source a')].map(each => getComputedStyle(each, '::after').content)")
    assert len(links) == sum(bool(document_url(statement.document)) for event in SAMPLE["EVENTS"] for statement in event.statements)
    assert all("http" in link or "attr(href)" in link for link in links)
    assert page.evaluate("getComputedStyle(document.querySelector('ol > li')).breakInside") == "avoid"


def document_url(name: str) -> str:
    url: str = SAMPLE["DOCUMENTS"][name].url
    return url if url.startswith("http") else ""


def test_a_pdf_holds_every_headline_and_quote(visit: Visit) -> None:
    page = visit("de/index.html")
    content = page.pdf(format="A4")
    assert content.startswith(b"%PDF")
    pypdf = pytest.importorskip("pypdf", reason="pypdf reads the text of the PDF; the layout for paper is tested without it")
    text = "".join("".join(sheet.extract_text().split()) for sheet in pypdf.PdfReader(BytesIO(content)).pages)
    for event in SAMPLE["EVENTS"]:
        assert "".join(event.headline.split()) in text
    assert text.count("https://kurier.example/politik?id=1&teil=2") >= 6


def test_the_layout_does_not_shift(visit: Visit) -> None:
    page = visit("de/index.html", 320)
    shift = page.evaluate(
        """() => new Promise(done => {
            let sum = 0
            const observer = new PerformanceObserver(list => list.getEntries().forEach(each => sum += each.value))
            observer.observe({type: 'layout-shift', buffered: true})
            setTimeout(() => done(sum), 300)
        })"""
    )
    assert shift == 0
