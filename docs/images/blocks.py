"""Takes the pictures of docs/themes.md: `python docs/images/blocks.py`, with Chromium and the extras `dev` and `cards`."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import resvg_py
from playwright.sync_api import Browser, sync_playwright

from timeline import pipeline
from timeline.config import Cards, Config, Story
from timeline.model import Day

FOLDER = Path(__file__).parent / "blocks"
QUAY = """<svg xmlns="http://www.w3.org/2000/svg" width="900" height="420"><rect width="900" height="420" fill="#c9d3d8"/>
<path d="M0 260h900v160H0z" fill="#7d929c"/><path d="M0 240h330l30 40H0z" fill="#4b565c"/>
<path d="M520 250h260l-40 40H560z" fill="#37474f"/>
<path d="M120 240V70h10v170M125 75h220M125 75l-60 60M345 75v60" stroke="#37474f" stroke-width="8" fill="none"/>
<path d="M600 250v-60h90v60" fill="#b3261e"/><circle cx="720" cy="90" r="36" fill="#eceff1"/></svg>"""
COURIER = """---
title: Der Kai wird neu gebaut
date: 2024-11-15
language: de
publisher: Abendkurier
url: https://kurier.example/kai
image: kai.png
image_alt: Ein Kran am Kai, davor ein Frachter
image_credit: "Zeichnung: A. Beispiel"
---

Seit 2014 ist der Kai gesperrt. Im Juni 2024 beschloss der Rat den Umbau. Am 4. November 2024 kam der erste Kran an, sagte Hafenmeisterin
Ada Lund. Die Reederei bestritt, dass am 6. November 2024 ein Frachter gegen die Mauer stieß. Bis zum 30. November 2024 müssen die Anwohner
ihre Einwände einreichen. Voraussichtlich am 6. Mai 2025 wird der Kai eröffnet.
"""
GAZETTE = """---
title: First crane at the quay
date: 2024-11-16
language: en
publisher: Harbour Gazette
url: https://gazette.example/crane
video: https://video.example/crane.mp4
video_alt: The crane is lifted ashore
---

The council approved the works in June 2024. On 14 November 2024 divers examined the wall.
If the money is granted, a second quay will follow in 2027.
"""
# name of the picture: page, selector, width of the window
SHOTS = {
    "head": ("kai/index.html", "header h1, header .facts", 760),
    "strip": ("kai/index.html", "nav", 760),
    "legend": ("kai/index.html", ".legend", 760),
    "entry": ("kai/index.html", "li.deadline[id]", 760),
    "source": ("kai/index.html", "li[id]:has(> p.media)", 760),
    "media": ("kai/index.html", "li[id]:has(> figure)", 760),
    "phone": ("kai/index.html", "section.period:has(figure)", 360),
    "stories": ("index.html", "main", 760),
    "missing": ("404.html", "body", 760),
}


def main() -> None:
    """Build an example and take the picture of each block."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir()
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        (root / "kai.png").write_bytes(bytes(resvg_py.svg_to_bytes(svg_string=QUAY)))
        (root / "kurier.md").write_text(COURIER, encoding="utf-8")
        (root / "gazette.md").write_text(GAZETTE, encoding="utf-8")
        sites = {theme: built(root, theme) for theme in ("default", "plain")}
        shutil.copyfile(sites["default"] / "kai" / "card.png", FOLDER / "card.png")
        with sync_playwright() as playwright:
            chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or "chromium"
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
            for shot, (page, selector, width) in SHOTS.items():
                take(browser, sites["default"] / page, selector, width, FOLDER / f"{shot}.png")
            take(browser, sites["plain"] / "kai" / "index.html", "body", 620, FOLDER / "plain.png")
            browser.close()


def built(root: Path, theme: str) -> Path:
    """The example in one theme."""
    story = Story("kai", "Ein Kai wird neu gebaut", ("kurier.md", "gazette.md"), "de")
    settings = {"output": theme, "theme": theme, "today": Day(2024, 11, 20), "cards": Cards(pages=theme == "default")}
    return pipeline.build(Config("Hafenchronik", "de", "https://hafen.example", story=(story,), root=root, **settings)).output


def take(browser: Browser, page: Path, selector: str, width: int, target: Path) -> None:
    """The picture of the elements that a selector finds, with some air around them."""
    tab = browser.new_page(viewport={"width": width, "height": 900})
    text = page.read_text(encoding="utf-8")
    page.with_name("shot.html").write_text(text.replace('="/static/', '="static/'), encoding="utf-8")
    tab.goto(page.with_name("shot.html").as_uri())
    tab.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    tab.evaluate("document.querySelectorAll('img').forEach(each => each.loading = 'eager')")
    tab.wait_for_timeout(300)
    boxes = [box for element in tab.locator(selector).all() if (box := element.bounding_box())]
    left, top = max(min(box["x"] for box in boxes) - 12, 0), max(min(box["y"] for box in boxes) - 12, 0)
    right, bottom = max(box["x"] + box["width"] for box in boxes) + 12, max(box["y"] + box["height"] for box in boxes) + 12
    clip = {"x": left, "y": top, "width": min(right, width) - left, "height": min(bottom - top, 700)}
    tab.screenshot(path=target, clip=clip, full_page=True)  # type: ignore[arg-type]
    tab.close()


if __name__ == "__main__":
    main()
