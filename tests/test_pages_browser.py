"""The pages beside the list and the long lists, in Chromium: for everybody, found in time, whole on paper."""

from __future__ import annotations

import re
import runpy
import shutil
import subprocess
import time
from dataclasses import replace
from io import BytesIO
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from browsing import Visit, unfold

from timeline.export.places import slug
from timeline.export.site import Site, Story, render

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from playwright.sync_api import Page

    from timeline.model import Chronology, Event

pytestmark = pytest.mark.browser

SAMPLE = runpy.run_path(str(Path(__file__).with_name("export_sample.py")))
EVENTS: tuple[Event, ...] = SAMPLE["EVENTS"]
PACT = EVENTS[4]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
VNU = next((Path(folder) for folder in ("node_modules/vnu-jar/build/dist/vnu.jar",) if Path(folder).is_file()), None)


def story(language: str) -> Story:
    """Every kind of entry: tagged, disputed, folded, moved."""
    changed: dict[int, dict[str, Any]] = {
        2: {"folded": True},
        4: {"tags": ("Pakt", "Überläufer")},
        7: {"replaced_by": EVENTS[9].id},
        8: {"disputed": True, "tags": ("Pakt",)},
    }
    events = tuple(replace(event, **changed.get(n, {})) for n, event in enumerate(EVENTS))
    return Story(language, SAMPLE["chronology"](language, events=events), "Ein *Vorspann*.", "Tilman Oerter")


def many(count: int, years: int) -> dict[str, bytes]:
    events = []
    for n in range(count):
        days = n * years * 336 // count
        span = SAMPLE["day"](2000 + days // 336, 1 + days // 28 % 12, 1 + days % 28)
        quote = f"Die {n}. Sitzung des Rates über die Brücke am Hafen dauerte bis in den Abend und endete ohne einen Beschluss."
        events.append(SAMPLE["event"](f"Sitzung {n} über Brücken", SAMPLE["statement"]("kurier", quote, span)))
    chronology: Chronology = SAMPLE["chronology"](events=tuple(events))
    return {page.path: page.content for page in render(Site("x"), [Story("", chronology)])}


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return {page.path: page.content for page in render(Site("Chroniken", "de"), [story("de"), story("ar")])}


@pytest.fixture(scope="module")
def long() -> dict[str, bytes]:
    return many(1_200, 3)


@pytest.fixture
def visit(visits: Callable[[Mapping[str, bytes]], Visit], files: dict[str, bytes]) -> Visit:
    return visits(files)


PAGES = (f"event/{PACT.id}.html", f"event/{EVENTS[7].id}.html", "source/herald.html", "source/index.html", "status/expected.html")
VARIANTS: tuple[dict[str, Any], ...] = ({"color_scheme": "light"}, {"color_scheme": "dark"}, {"forced_colors": "active"})


def found_by_axe(page: Page) -> list[tuple[str, list[str]]]:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    violations = axe.Axe().run(page, options={"runOnly": RULES}).response["violations"]
    return [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in violations]


@pytest.mark.parametrize("language", ["de", "ar"])
@pytest.mark.parametrize("path", ["index.html", f"tag/{slug('Pakt')}.html", *PAGES])
def test_axe_finds_nothing_on_any_page(visit: Visit, language: str, path: str) -> None:
    """Light, dark and forced colours, narrow and wide: one page for each, its colours and width are changed in place."""
    page = visit(f"{language}/{path}", bypass_csp=True)  # the checker is an inline script; the page has none
    unfold(page)
    for options, width in product(VARIANTS, (320, 1280)):
        page.emulate_media(**options)
        page.set_viewport_size({"width": width, "height": 800})
        assert found_by_axe(page) == [], (options, width)


@pytest.mark.parametrize("path", ["index.html", "y2001.html"])
def test_axe_finds_nothing_on_long_lists(visits: Callable[[Mapping[str, bytes]], Visit], long: dict[str, bytes], path: str) -> None:
    page = visits(long)(path, 320, bypass_csp=True)
    assert found_by_axe(page) == []


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("language", ["de", "ar"])
@pytest.mark.parametrize("path", ["index.html", *PAGES])
def test_nothing_is_cut_off_and_targets_are_large_enough(visit: Visit, path: str, language: str, width: int) -> None:
    """320 px is also what 1280 px are at 400 % zoom (WCAG 1.4.10). Links in a line of text need no size (WCAG 2.5.8)."""
    page = visit(f"{language}/{path}", width)
    unfold(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    small = page.evaluate(
        """() => [...document.querySelectorAll('a[href], summary, input')].filter(each => {
            const box = each.getBoundingClientRect()
            const inline = getComputedStyle(each).display === 'inline' && each.closest('p, blockquote')
            return box.width && !inline && !each.closest('[aria-hidden]') && (box.width < 24 || box.height < 24)
        }).map(each => each.outerHTML.slice(0, 90))"""
    )
    assert small == []


def test_every_page_keeps_to_the_policy(visit: Visit, files: dict[str, bytes]) -> None:
    for path in ["index.html", *(f"de/{path}" for path in ("index.html", *PAGES))]:
        visit(path).wait_for_load_state("networkidle")
    assert visit.complaints == []
    assert all(url.startswith(visit.home) for url in visit.requests)
    pages = [path for path in files if path.endswith(".html") and not path.endswith("/fragment.html")]  # a fragment is for others to paste
    assert not [path for path in pages if re.search(rb"<style|style=|<script>|\son\w+=", files[path])]


def test_an_old_address_leads_on_by_itself(visit: Visit) -> None:
    second = PACT.statements[1]
    page = visit(f"de/event/{second.id}.html", java_script_enabled=False)
    page.wait_for_url(f"**/event/{PACT.id}.html")
    assert page.locator("h1").text_content() == PACT.headline


def test_an_old_place_in_a_list_that_was_cut_leads_to_the_entry(
    visits: Callable[[Mapping[str, bytes]], Visit], long: dict[str, bytes]
) -> None:
    name = next(path for path in long if path.startswith("event/")).removeprefix("event/").removesuffix(".html")
    page = visits(long)(f"index.html#{name}")
    page.wait_for_url(f"**/event/{name}.html")


def test_the_search_is_there_with_scripts_only_and_loads_its_index_on_first_use(
    visits: Callable[[Mapping[str, bytes]], Visit], long: dict[str, bytes]
) -> None:
    plain = visits(long)("index.html", java_script_enabled=False)
    assert not plain.locator(".search").is_visible()
    visit = visits(long)
    page = visit("index.html")
    assert f"{visit.home}search.js" not in visit.requests
    page.locator("#search").focus()
    page.locator("#search").press_sequentially("bruck 1199")
    page.wait_for_function("document.querySelector('.search li')")
    assert visit.requests[-1] == f"{visit.home}search.js"
    assert page.locator(".search [role=status]").text_content() == "Gefundene Einträge: 1"
    page.locator(".search li a").click()
    page.wait_for_url("**/y2002.html#*")
    assert page.locator("li:target h3").text_content() == "Sitzung 1199 über Brücken"
    assert visit.complaints == []


def test_the_search_answers_within_a_tenth_of_a_second_at_ten_thousand_entries(
    visits: Callable[[Mapping[str, bytes]], Visit], long: dict[str, bytes]
) -> None:
    rows = [
        [f"{n:012x}", 0, f"{1 + n % 28}. Mai 2024", f"Der Rat berät zum {n}. Mal", "Ein Satz über die Brücke. " * 9] for n in range(10_000)
    ]
    index = f"timelineIndex({{pages: ['y2000.html'], rows: {rows}}})"
    page = visits({**long, "search.js": index.encode()})("index.html")
    page.locator("#search").focus()
    page.wait_for_function("document.head.querySelector('script[src$=\"search.js\"]')")
    page.wait_for_load_state("networkidle")
    taken = page.evaluate(
        """async () => {
            const input = document.querySelector('#search'), times = []
            for (const words of ['b', 'brücke', 'rat 999', 'mai berat 77', 'nichts davon']) {
                const start = performance.now()
                input.value = words
                input.dispatchEvent(new Event('input'))
                document.body.getBoundingClientRect()
                times.push(performance.now() - start)
            }
            return times
        }"""
    )
    assert page.locator(".search [role=status]").text_content() == "Gefundene Einträge: 0"
    assert sorted(taken)[len(taken) // 2] <= 100


def test_a_long_list_is_whole_on_paper(visits: Callable[[Mapping[str, bytes]], Visit]) -> None:
    """Every headline, date, quote and address of 1,000 entries, and no quote on two sheets."""
    pypdf = pytest.importorskip("pypdf", reason="pypdf reads the text of the PDF")
    page = visits(many(1_000, 3))("index.html")
    started = time.perf_counter()
    content = page.pdf(format="A4")
    assert time.perf_counter() - started <= 20
    sheets = ["".join(sheet.extract_text().split()) for sheet in pypdf.PdfReader(BytesIO(content)).pages]
    text = "".join(sheets)
    assert text.count("https://kurier.example/politik?id=1&teil=2") == 1_000
    torn = [
        n
        for n in range(1_000)
        if not any(
            f"Die{n}.SitzungdesRatesüberdieBrückeamHafendauertebisindenAbendundendeteohneeinenBeschluss." in sheet for sheet in sheets
        )
    ]
    assert torn == []
    assert all(f"Sitzung{n}überBrücken" in text for n in range(1_000))
    assert len(re.findall(r"[0-9]{1,2}\.(?:Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)[a-z]*200[0-2]", text)) == 1_000


def test_a_long_list_does_not_shift(visits: Callable[[Mapping[str, bytes]], Visit]) -> None:
    page = visits(many(300, 3))("index.html", 320)
    shift = page.evaluate(
        """() => new Promise(done => {
            let sum = 0
            const observer = new PerformanceObserver(list => list.getEntries().forEach(each => sum += each.value))
            observer.observe({type: 'layout-shift', buffered: true})
            setTimeout(() => done(sum), 500)
        })"""
    )
    assert shift < 0.01


@pytest.mark.skipif(not (VNU and shutil.which("java")), reason="the Nu checker is not there (npm install vnu-jar, in the checkout)")
def test_the_nu_checker_finds_nothing(files: dict[str, bytes], long: dict[str, bytes], tmp_path: Path) -> None:
    chosen = {**files, **{f"long/{path}": content for path, content in long.items() if not path.startswith("event/")}}
    for path, content in chosen.items():
        if path.endswith(".html"):
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_bytes(content)
    done = subprocess.run(["java", "-jar", str(VNU), "--skip-non-html", str(tmp_path)], capture_output=True, text=True, check=False)
    assert done.stderr == ""
