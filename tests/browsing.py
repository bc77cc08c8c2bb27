"""Chromium as a reader's browser, with a host that serves the pages under a strict policy; `conftest` makes fixtures of it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from playwright.sync_api import Browser, Page, Route

HOME = "http://timeline.test/"
POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'"
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".json": "application/json",
}


def chromium() -> Iterator[Browser]:
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not path:
        pytest.skip("there is no Chromium on this machine (set CHROMIUM to its path)")
    with sync_api.sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"])
        yield launched
        launched.close()


class Visit:
    """Opens pages of a site as a host with a strict policy would serve them, and keeps what was asked for and complained of."""

    home = HOME

    def __init__(self, browser: Browser, files: Mapping[str, bytes]) -> None:
        self.browser = browser
        self.files = files
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.contexts: list[Any] = []

    def __call__(self, path: str, width: int = 1280, **options: Any) -> Page:
        context = self.browser.new_context(viewport={"width": width, "height": 800}, **options)
        self.contexts.append(context)
        context.route("**/*", self.answer)
        page = context.new_page()
        page.on("console", lambda message: self.complaints.append(message.text))
        page.goto(HOME + path)
        return page

    def answer(self, route: Route) -> None:
        self.requests.append(route.request.url)
        name = route.request.url.removeprefix(HOME).partition("#")[0]
        headers = {"Content-Security-Policy": POLICY, "Content-Type": TYPES.get(Path(name).suffix, "text/plain")}
        body = self.files.get(name)
        route.fulfill(status=200 if body is not None else 404, headers=headers, body=body or b"")


def unfold(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
