"""Exports in programs that are not Python's: TimelineJS itself draws every slide, a feed reader of npm reads the JSON Feed."""

from __future__ import annotations

import json
import runpy
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from timeline.export import formats

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Route

pytestmark = pytest.mark.outside

HERE = Path(__file__).parent
OUTSIDE = HERE / "outside"
SAMPLE = runpy.run_path(str(HERE / "export_sample.py"))
URL = "https://news.example/pakt/"
HOME = "http://timeline.test/"


def package(name: str) -> Path:
    path = OUTSIDE / "node_modules" / name
    if not path.is_dir() or not shutil.which("node"):
        pytest.skip(f"{name} is not installed (run `npm install` in tests/outside)")
    return path


def written(name: str) -> bytes:
    return formats.load(name).write(SAMPLE["chronology"](), URL)


@pytest.mark.browser
@pytest.mark.parametrize("name", ["timelinejs", "timelinejs-csv"])
def test_timelinejs_draws_every_slide(browser: Browser, name: str) -> None:
    home, exporter = package("@knight-lab/timelinejs") / "dist", formats.load(name)
    files = {f"/{exporter.file_name}": written(name), "/": (OUTSIDE / "timelinejs.html").read_bytes()}

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix(HOME.rstrip("/")).partition("?")[0]
        local = home / path.removeprefix("/timelinejs/")
        if path in files:
            route.fulfill(body=files[path], content_type=exporter.media_type if path != "/" else "text/html; charset=utf-8")
        elif path.startswith("/timelinejs/") and local.is_file():
            route.fulfill(path=local)
        else:
            route.abort()

    page = browser.new_page()
    page.route("**/*", answer)
    page.goto(HOME)
    found: dict[str, Any] = page.evaluate(
        """async (file) => {
            const timeline = new TL.Timeline("timeline", file, {font: null, script_path: "/timelinejs/js/", language: "en"});
            await new Promise((resolve, reject) => {
                timeline.on("loaded", resolve);
                setTimeout(() => reject(new Error("not loaded: " + timeline.config?.getErrors("; "))), 20000);
            });
            return {
                errors: timeline.config.getErrors(),
                headlines: timeline.config.events.map((slide) => slide.text.headline),
                dates: timeline.config.events.map((slide) => slide.display_date),
                slides: document.querySelectorAll(".tl-slide").length,
                markers: document.querySelectorAll(".tl-timemarker").length,
            };
        }""",
        exporter.file_name,
    )
    page.close()
    events = SAMPLE["EVENTS"]
    assert found["errors"] == []
    assert sorted(found["headlines"]) == sorted(event.headline for event in events)
    assert {"um 44 v. Chr.", "Juni 2024", "seit 2014", "1990er Jahre", "6. November 2024 · erwartet"} <= set(found["dates"])
    assert (found["slides"], found["markers"]) == (len(events) + 1, len(events))


def test_a_feed_reader_understands_the_json_feed() -> None:
    package("feedsmith")
    command = ["node", str(OUTSIDE / "jsonfeed.mjs")]
    feed = json.loads(subprocess.run(command, input=written("jsonfeed"), capture_output=True, check=True).stdout)
    assert feed["home_page_url"] == URL
    assert feed["feed_url"] == f"{URL}feed.json"
    assert [(item["id"], item["title"], item["summary"]) for item in feed["items"]] == [
        (event.id, event.headline, event.lead.quote) for event in SAMPLE["EVENTS"]
    ]
    assert feed["items"][4]["date_published"] == "2024-10-28T00:00:00Z"
