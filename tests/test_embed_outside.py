"""Embeds in programs of others: the sanitisers of npm and of WordPress, and WordPress's own frame in Chromium."""

from __future__ import annotations

import json
import os
import re
import runpy
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from timeline.export.embed import parts
from timeline.export.embed_fragment import fragment
from timeline.export.site import Site, Story, render

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Route

    from timeline.model import Chronology

pytestmark = pytest.mark.outside

HERE = Path(__file__).parent
OUTSIDE = HERE / "outside"
SAMPLE = runpy.run_path(str(HERE / "export_sample.py"))
SHARED = runpy.run_path(str(HERE / "embed_sample.py"))
URL = "https://news.example/pakt/"
CHRONOLOGIES = pytest.mark.parametrize("chronology", SHARED["CHRONOLOGIES"], ids=lambda chronology: chronology.language)


def wordpress() -> Path:
    home = Path(os.environ.get("WORDPRESS", "/usr/share/wordpress"))
    if not (home / "wp-includes" / "kses.php").is_file():
        pytest.skip("there is no WordPress on this machine (Debian's package wordpress; or set WORDPRESS to its folder)")
    if not shutil.which("php"):
        pytest.skip("there is no PHP on this machine (Debian's package php-cli)")
    return home


def in_wordpress(job: str, text: str) -> str:
    environment = {**os.environ, "WORDPRESS": str(wordpress())}
    command = ["php", "-d", "error_reporting=0", str(OUTSIDE / "wordpress.php"), job]
    return subprocess.run(command, input=text.encode(), env=environment, capture_output=True, check=True).stdout.decode()


@CHRONOLOGIES
@pytest.mark.parametrize("sanitiser", ["sanitize-html", "DOMPurify"])
def test_the_sanitisers_of_npm_leave_the_fragment_whole(sanitiser: str, chronology: Chronology) -> None:
    if not (OUTSIDE / "node_modules" / sanitiser.lower()).is_dir() or not shutil.which("node"):
        pytest.skip(f"{sanitiser} is not installed (run `npm install` in tests/outside)")
    html = fragment(parts(chronology, URL)[0], chronology.language)
    command = ["node", str(OUTSIDE / "sanitise.mjs")]
    left = json.loads(subprocess.run(command, input=html.encode(), capture_output=True, check=True).stdout)
    SHARED["check"](html, left[sanitiser], chronology)


@CHRONOLOGIES
def test_wordpress_leaves_the_fragment_whole_with_its_rail(chronology: Chronology) -> None:
    html = fragment(parts(chronology, URL)[0], chronology.language)
    left = in_wordpress("kses", html)
    SHARED["check"](html, left, chronology)
    assert not re.search(r"<p>\s*</p>|<br", left)
    side = "right" if chronology.language == "ar" else "left"
    assert left.count(f"border-{side}:2px solid #b3261e") == len(chronology.events)


@pytest.mark.browser
@pytest.mark.parametrize("count", [2, 13])
def test_wordpress_frames_what_oembed_says_and_follows_its_links(browser: Browser, count: int) -> None:
    """WordPress's own filter makes the frame of our oEmbed description, its own script in the page of an author sets the height."""
    script = (wordpress() / "wp-includes" / "js" / "wp-embed.js").read_text(encoding="utf-8")
    story = Story("de", SAMPLE["chronology"](events=SAMPLE["EVENTS"][:count]))
    files = {"http://news.test/" + page.path: page.content for page in render(Site("Chroniken", "de", "http://news.test/"), [story])}
    made = in_wordpress("oembed", files["http://news.test/de/embed/oembed.json"].decode())
    assert 'sandbox="allow-scripts"' in made
    post = f"<!doctype html><title>Beitrag</title><main style='width:600px'>{made}</main><p>Danach.</p><script>{script}</script>"
    kinds = {".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript"}

    def answer(route: Route) -> None:
        url = route.request.url.partition("#")[0].partition("?")[0]
        name = url + "index.html" if url.endswith("/") else url
        body = post.encode() if url == "http://host.test/" else files.get(name, b"")
        route.fulfill(body=body, content_type=kinds.get(Path(name).suffix, "text/plain"))

    page = browser.new_page(viewport={"width": 800, "height": 900})
    page.route("**/*", answer)
    page.goto("http://host.test/")
    page.wait_for_function("document.querySelector('iframe').style.position === ''")
    page.wait_for_timeout(500)
    inner = page.frame_locator("iframe").locator("body").bounding_box()
    told = page.locator("iframe").get_attribute("height")
    assert inner
    assert int(told or 0) == min(1000, max(200, -(-inner["height"] // 1)))
    assert not page.locator("blockquote").first.is_visible()
    source = page.frame_locator("iframe").locator("li").last.locator(".source a, .when a").last
    source.click()
    page.wait_for_url("http://news.test/de/event/*")
    page.close()
