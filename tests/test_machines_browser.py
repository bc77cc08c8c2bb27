"""Pictures, data for programs and the plain theme in Chromium: under a strict policy, without a layout shift, for everybody."""

from __future__ import annotations

import json
import runpy
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from browsing import Visit, unfold

from timeline.export.media import Picture
from timeline.export.site import Site, Story, render
from timeline.model import Image

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

HERE = Path(__file__).parent
SAMPLE = runpy.run_path(str(HERE / "export_sample.py"))
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SHIFTS = """() => new Promise(done => {
    let sum = 0
    const observer = new PerformanceObserver(list => list.getEntries().forEach(each => { sum += each.value }))
    observer.observe({type: "layout-shift", buffered: true})
    window.scrollTo(0, document.body.scrollHeight)
    setTimeout(() => done(sum), 600)
})"""


def chronology(language: str) -> Any:
    documents = dict(SAMPLE["DOCUMENTS"])
    documents["kurier"] = replace(documents["kurier"], image=Image("kai.png", "Der Kai im Nebel", "Foto: A. Beispiel"))
    documents["herald"] = replace(documents["herald"], image=Image("https://video.example/a.mp4", "The pier"))
    return replace(SAMPLE["chronology"](language), documents=documents)


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    png = runpy.run_path(str(HERE / "test_media.py"))["png"](1200, 800)
    made: dict[str, bytes] = {}
    for theme in ("default", "plain"):
        stories = [Story(name, chronology(name), pictures={"kurier": Picture("media/kai.png", png, 1200, 800)}) for name in ("de", "ar")]
        site = Site("Chroniken", "de", f"http://timeline.test/{theme}", theme=theme)
        made |= {f"{theme}/{page.path}": page.content for page in render(site, stories)}
    return made


@pytest.fixture
def visit(browser: Browser, files: dict[str, bytes]) -> Iterator[Any]:
    visit = Visit(browser, files)
    yield visit
    for context in visit.contexts:
        context.close()


@pytest.mark.parametrize("theme", ["default", "plain"])
def test_data_for_programs_stands_under_a_strict_policy(visit: Any, theme: str) -> None:
    page = visit(f"{theme}/de/index.html")
    page.locator("figure.media img").scroll_into_view_if_needed()
    page.wait_for_function("document.querySelector('figure.media img').complete")
    assert page.evaluate("document.querySelector('figure.media img').naturalWidth") == 1200
    assert visit.complaints == []
    assert {url for url in visit.requests if not url.startswith("http://timeline.test/")} == set()
    data = json.loads(page.locator("script[type='application/ld+json']").text_content())
    assert data["numberOfItems"] == len(SAMPLE["EVENTS"])


@pytest.mark.parametrize("width", [320, 1280])
def test_a_picture_moves_nothing_when_it_comes(visit: Any, width: int) -> None:
    page = visit("default/de/index.html", width)
    assert page.evaluate(SHIFTS) < 0.001
    box = page.locator("figure.media img").bounding_box()
    assert box["height"] / box["width"] == pytest.approx(800 / 1200, abs=0.01)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(
    ("path", "width", "options"),
    [
        ("default/de/index.html", 320, {"color_scheme": "dark"}),
        ("default/ar/index.html", 1280, {"forced_colors": "active"}),
        ("default/404.html", 1280, {}),
        ("plain/de/index.html", 1280, {"color_scheme": "light"}),
        ("plain/de/index.html", 320, {"color_scheme": "dark"}),
        ("plain/ar/index.html", 1280, {"forced_colors": "active"}),
        ("plain/index.html", 320, {"color_scheme": "light"}),
    ],
)
def test_axe_finds_nothing(visit: Any, path: str, width: int, options: dict[str, Any]) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    page = visit(path, width, bypass_csp=True, **options)  # the checker is an inline script
    unfold(page)
    violations = axe.Axe().run(page, options={"runOnly": RULES}).response["violations"]
    assert [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in violations] == []
