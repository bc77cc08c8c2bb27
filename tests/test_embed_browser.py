"""Embeds in Chromium: frames take the height of what is in them, the host page stays where it is, and the list is there without."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from timeline.export.embed import parts
from timeline.export.embed_snippet import TARGETS, Paste, frame
from timeline.export.site import Site, Story, render

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page, Route

pytestmark = pytest.mark.browser

SAMPLE = runpy.run_path(str(Path(__file__).with_name("export_sample.py")))
NEWS = "http://news.test/"
HOST = "http://host.test/"
TYPES = {".html": "text/html; charset=utf-8", ".css": "text/css", ".svg": "image/svg+xml", ".js": "text/javascript"}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LATER = "<p>Was danach im Artikel steht.</p>" * 30
STORIES = (
    Story("de", SAMPLE["chronology"]()),
    Story("kurz", SAMPLE["chronology"](events=SAMPLE["EVENTS"][:2])),
    Story("ar", SAMPLE["chronology"]("ar", "المعاهدة")),
)


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    site = Site("Chroniken", "de", NEWS, embeds=("year", "source", "event"))
    return {NEWS + page.path: page.content for page in render(site, STORIES)}


class Visit:
    """Opens a page of a host that embeds, beside the site with its embeds; keeps what was asked for."""

    def __init__(self, browser: Browser, files: dict[str, bytes]) -> None:
        self.browser, self.files = browser, files
        self.requests: list[str] = []
        self.contexts: list[Any] = []

    def __call__(self, address: str, body: str = "", policy: str = "", width: int = 800, **options: Any) -> Page:
        context = self.browser.new_context(viewport={"width": width, "height": 700}, **options)
        self.contexts.append(context)
        html = f"<!doctype html><html lang=de><title>Artikel</title><body><h1>Artikel</h1>{body}"

        def answer(route: Route) -> None:
            url = route.request.url.partition("#")[0].partition("?")[0]
            self.requests.append(url)
            if url.startswith(HOST):
                route.fulfill(
                    body=html, headers={"Content-Type": TYPES[".html"], **({"Content-Security-Policy": policy} if policy else {})}
                )
                return
            name = url + "index.html" if url.endswith("/") else url
            body = self.files.get(name)
            kind = TYPES.get(Path(name).suffix, "text/plain")
            route.fulfill(status=200 if body is not None else 404, content_type=kind, body=body or b"")

        context.route("**/*", answer)
        page = context.new_page()
        page.goto(address)
        return page


@pytest.fixture
def visit(browser: Browser, files: dict[str, bytes]) -> Iterator[Visit]:
    visit = Visit(browser, files)
    yield visit
    for context in visit.contexts:
        context.close()


def paste(slug: str, name: str = "") -> Paste:
    chronology = next(story.chronology for story in STORIES if story.slug == slug)
    part = next(p for p in parts(chronology, f"{NEWS}{slug}/", ("year", "event")) if p.name == name)
    return Paste(part, f"{NEWS}static/", chronology.language)


def settled(page: Page) -> tuple[float, float]:
    """The heights of the frame and of what is in it, once they are equal, or after ten seconds on a slow machine."""
    frame = page.locator("iframe")
    inner = page.frame_locator("iframe").locator("body")
    for _ in range(200):
        outer = frame.bounding_box()
        held = inner.bounding_box()
        if outer and held and abs(outer["height"] - held["height"]) <= 1:
            return outer["height"], held["height"]
        page.wait_for_timeout(50)
    assert outer
    assert held
    return outer["height"], held["height"]


SHIFT = """() => new Promise(resolve => {
    let sum = 0
    const add = list => { for (const each of list.getEntries()) sum += each.value }
    new PerformanceObserver(add).observe({type: 'layout-shift', buffered: true})
    setTimeout(() => resolve(sum), 300)
})"""
LISTEN = """<script>
window.told = []
addEventListener("message", (event) => told.push(event.data))
</script>"""


@pytest.mark.parametrize("target", ["html", "wagtail"])
@pytest.mark.parametrize(("slug", "width"), [("de", 800), ("de", 360), ("kurz", 800), ("kurz", 360), ("ar", 800)])
def test_the_frame_is_as_high_as_its_content_and_the_host_stays_where_it_is(visit: Visit, target: str, slug: str, width: int) -> None:
    page = visit(HOST, f"<p>Vorher.</p>{TARGETS[target].write(paste(slug))}{LATER}", width=width)
    outer, inner = settled(page)
    assert outer == pytest.approx(inner, abs=1)
    assert page.evaluate(SHIFT) <= 0.02
    assert page.locator("iframe").count() == 1
    assert page.locator("timeline-embed ol").count() == 0
    assert {url for url in visit.requests if not url.startswith((NEWS, HOST))} == set()


def test_it_grows_and_shrinks_with_what_is_unfolded(visit: Visit) -> None:
    page = visit(HOST, TARGETS["html"].write(paste("de")) + LATER)
    before = settled(page)
    summary = page.frame_locator("iframe").locator("summary").first
    summary.click()
    opened = settled(page)
    summary.click()
    closed = settled(page)
    assert opened[0] > before[0] + 40
    assert opened[0] == pytest.approx(opened[1], abs=1)
    assert closed == before


def test_it_follows_the_width(visit: Visit) -> None:
    page = visit(HOST, TARGETS["html"].write(paste("de")) + LATER)
    wide = settled(page)
    page.set_viewport_size({"width": 360, "height": 700})
    narrow = settled(page)
    page.set_viewport_size({"width": 800, "height": 700})
    assert narrow[0] > wide[0]
    assert settled(page) == wide


def test_it_speaks_three_dialects_and_answers(visit: Visit) -> None:
    source = f'<iframe sandbox="allow-scripts" width="600" height="300" src="{NEWS}de/embed/#?secret=a1B2c3D4e5"></iframe>'
    page = visit(HOST, LISTEN + source)
    page.wait_for_function("told.length >= 3")
    height = page.evaluate("told[0].value")
    inner = page.frame_locator("iframe").locator("body").bounding_box()
    assert inner
    assert height == pytest.approx(inner["height"], abs=1)
    assert page.evaluate("told.slice(0, 3)") == [
        {"message": "height", "value": height, "secret": "a1B2c3D4e5"},
        {"sentinel": "amp", "type": "embed-size", "height": height},
        {"type": "timeline-embed", "height": height},
    ]
    page.evaluate("told = []; frames[0].postMessage({message: 'ready', secret: 'a1B2c3D4e5'}, '*')")
    page.wait_for_function("told.length >= 3")


def test_in_the_sandbox_of_wordpress_links_lead_to_the_same_host(visit: Visit) -> None:
    source = f'<iframe sandbox="allow-scripts" width="600" height="900" src="{NEWS}de/embed/#?secret=abc"></iframe>'
    page = visit(HOST, LISTEN + source)
    page.wait_for_function("told.length >= 3")
    inside = page.frame_locator("iframe")
    pact = next(event for event in SAMPLE["EVENTS"] if event.headline == "Pakt ausgehandelt")
    page.evaluate("told = []")
    inside.locator("li", has_text="Pakt ausgehandelt").locator(".source a").first.click()
    inside.locator("h1 a").click()
    page.wait_for_function("told.filter(each => each.message === 'link').length === 2")
    assert page.evaluate("told.filter(each => each.message === 'link')") == [
        {"message": "link", "value": f"{NEWS}de/event/{pact.id}.html", "secret": "abc"},
        {"message": "link", "value": f"{NEWS}de/", "secret": "abc"},
    ]
    assert len(page.context.pages) == 1


def test_elsewhere_a_link_opens_a_page_of_its_own(visit: Visit) -> None:
    page = visit(HOST, TARGETS["html"].write(paste("de")) + LATER)
    settled(page)
    with page.context.expect_page() as opened:
        page.frame_locator("iframe").locator("h1 a").click()
    assert opened.value.url == f"{NEWS}de/"
    assert page.url == HOST


@pytest.mark.parametrize(
    ("policy", "options"),
    [
        ("", {"java_script_enabled": False}),
        ("frame-src 'none'", {}),
        ("script-src 'none'", {}),
    ],
)
def test_where_frames_or_scripts_are_not_let_in_the_list_stays(visit: Visit, policy: str, options: dict[str, Any]) -> None:
    page = visit(HOST, TARGETS["html"].write(paste("de")) + LATER, policy, **options)
    page.wait_for_timeout(500)
    element = page.locator("timeline-embed ol")
    assert element.is_visible()
    text = element.inner_text()
    for event in SAMPLE["EVENTS"]:
        assert all(statement.quote in text for statement in event.statements)


def test_an_element_that_a_script_adds_is_filled_too(visit: Visit) -> None:
    page = visit(HOST, f'<div id=here></div><script src="{NEWS}static/timeline-embed.js"></script>')
    page.evaluate(f"here.innerHTML = `<timeline-embed src='{NEWS}kurz/embed/' title='Kurz'>Liste</timeline-embed>`")
    outer, inner = settled(page)
    assert outer == pytest.approx(inner, abs=1)
    assert page.locator("iframe").get_attribute("title") == "Kurz"


def test_a_message_of_others_moves_no_frame(visit: Visit) -> None:
    page = visit(HOST, frame(paste("kurz")) + LATER)
    before = settled(page)
    page.evaluate("postMessage({type: 'timeline-embed', height: 5000}, '*'); postMessage(null, '*'); postMessage('x', '*')")
    page.wait_for_timeout(200)
    assert settled(page) == before


@pytest.mark.parametrize("name", ["", "year-2024", f"event-{SAMPLE['EVENTS'][4].id}", f"event-{SAMPLE['EVENTS'][7].id}"])
def test_the_room_that_is_kept_is_about_what_is_needed(visit: Visit, name: str) -> None:
    kept = paste("de", name)
    page = visit(f"{NEWS}de/embed/{name}{'/' if name else ''}", width=600)
    box = page.locator("body").bounding_box()
    assert box
    assert kept.part.height == pytest.approx(min(box["height"], 1000), abs=0.12 * box["height"])


@pytest.mark.parametrize(
    ("path", "width", "options"),
    [
        ("de/embed/", 320, {"color_scheme": "light"}),
        ("de/embed/", 1000, {"color_scheme": "dark"}),
        ("de/embed/", 600, {"forced_colors": "active"}),
        ("ar/embed/", 320, {"color_scheme": "dark"}),
        ("de/embed/year-2024/", 600, {"color_scheme": "light"}),
    ],
)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(visit: Visit, path: str, width: int, options: dict[str, Any]) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    page = visit(NEWS + path, width=width, **options)
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    violations = axe.Axe().run(page, options={"runOnly": RULES}).response["violations"]
    assert [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in violations] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
