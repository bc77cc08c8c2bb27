"""Themes: where templates are found, what a user's folder changes, and what is said when one is wrong; and the editor's notes."""

from __future__ import annotations

import re
import runpy
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lxml import html

from timeline.errors import ThemeError
from timeline.export import entry_view, filters, meta, theme, view
from timeline.export.notes import intro_html
from timeline.export.site import Site, Story, render
from timeline.export.words import load

if TYPE_CHECKING:
    from timeline.model import Event

ROOT = Path(__file__).parent.parent
SAMPLE = runpy.run_path(str(Path(__file__).with_name("export_sample.py")))


def built(folder: Path, name: str = "index.html") -> str:
    pages = render(Site("x"), [Story("", SAMPLE["chronology"]())], [folder])
    return next(page.content.decode() for page in pages if page.path == name)


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_one_template_can_be_replaced(tmp_path: Path) -> None:
    write(tmp_path, "_event.html", '<li class="mine" id="{{ entry.id }}">{{ entry.headline }} {{ entry.date.words }}</li>\n')
    text = built(tmp_path)
    assert text.count('<li class="mine"') == len(SAMPLE["EVENTS"])
    assert "<h1>Der Pakt</h1>" in text
    assert "<blockquote" not in text


def test_a_block_can_be_replaced_by_extending_the_theme(tmp_path: Path) -> None:
    write(tmp_path, "base.html", '{% extends "theme/base.html" %}{% block footer %}<p>© Abendkurier</p>{{ super() }}{% endblock %}')
    text = built(tmp_path)
    assert "<p>© Abendkurier</p>" in text
    assert "Automatisch zusammengestellt" in text
    assert text.count("<h3") == len(SAMPLE["EVENTS"])


def test_style_sheets_and_files_of_the_user(tmp_path: Path) -> None:
    write(tmp_path, "static/house.css", ":root { --accent: #00579c }\r\n")
    write(tmp_path, "static/favicon.svg", "<svg/>")
    write(tmp_path, "static/fonts/a.woff2", "font")
    write(tmp_path, "static/.DS_Store", "no")
    pages = {page.path: page.content for page in render(Site("x"), [Story("", SAMPLE["chronology"]())], [tmp_path])}
    assert pages["static/house.css"] == b":root { --accent: #00579c }\n"
    assert pages["static/favicon.svg"] == b"<svg/>"
    assert pages["static/fonts/a.woff2"] == b"font"
    assert "static/.DS_Store" not in pages
    assert re.findall(r'stylesheet" href="([^"]+)"', pages["index.html"].decode()) == ["static/style.css", "static/house.css"]


@pytest.mark.parametrize(
    ("template", "line", "reason"),
    [
        ("<li>\n{{ entry.headlin }}\n</li>", 2, "headlin"),
        ("<li>\n\n{% if %}\n</li>", 3, "Expected an expression"),
        ("{{ nothing }}", 1, "'nothing' is undefined"),
        ("\n{{ entry|shout }}", 2, "shout"),
        ("\n\n\n{{ entry.headline.__class__.__mro__ }}", 4, "unsafe"),
        ("\n{{ 1 // 0 }}", 2, "division"),
    ],
)
def test_a_broken_template_is_named_with_its_line(tmp_path: Path, template: str, line: int, reason: str) -> None:
    path = write(tmp_path, "_event.html", template)
    with pytest.raises(ThemeError) as caught:
        built(tmp_path)
    message = str(caught.value)
    assert message.startswith(f"{path}:{line}: ")
    assert reason in message
    assert "\n" not in message


def test_an_included_template_that_is_missing_is_named_where_it_is_asked_for(tmp_path: Path) -> None:
    path = write(tmp_path, "_event.html", '<li>\n{% include "_lost.html" %}\n</li>')
    with pytest.raises(ThemeError, match=re.escape(f"{path}:2: the template '_lost.html'")):
        built(tmp_path)


def test_a_folder_that_is_missing(tmp_path: Path) -> None:
    with pytest.raises(ThemeError, match="no such folder of templates"):
        built(tmp_path / "lost")


def test_an_unknown_theme_names_the_known() -> None:
    with pytest.raises(ThemeError, match="'nice' is unknown; there are default"):
        render(Site("x", theme="nice"), [])


def test_every_file_that_a_plain_page_asks_for_is_there() -> None:
    events = tuple(SAMPLE["event"](f"E{n}", SAMPLE["statement"]("kurier", f"q{n}", SAMPLE["day"](2024, 1, 1 + n % 28))) for n in range(40))
    chronology = SAMPLE["chronology"](events=events)
    made = {page.path: page.content.decode() for page in render(Site("x", "de", theme="plain"), [Story("", chronology, byline="A. Lund")])}
    page = html.document_fromstring(made["index.html"])
    asked = {element.get("src") or element.get("href") for element in page.cssselect("script[src], nav a[href], li .when a")}
    assert "static/find.js" in asked
    assert not {name for name in asked if not name.startswith("#")} - made.keys()
    assert page.cssselect(".byline b")[0].text == "A. Lund"


def test_a_page_of_a_thousand_entries_from_three_sources_each_is_light() -> None:
    def told(n: int) -> Event:
        span = SAMPLE["day"](2000 + n // 336, 1 + n // 28 % 12, 1 + n % 28)
        said = (SAMPLE["statement"](name, f"q{n}", span, attribution=f"A. {n}") for name in ("kurier", "herald", "note"))
        made: Event = SAMPLE["event"](f"E{n}", *said)
        return made

    chronology = SAMPLE["chronology"](events=tuple(map(told, range(1_000))))
    text = next(page.content for page in render(Site("x", "de"), [Story("", chronology)]) if page.path == "index.html")
    assert sum(1 for _ in html.document_fromstring(text).iter("*")) <= 12_000
    assert len(text.partition(b"application/ld+json")[2]) < 20_000


def test_a_theme_from_another_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "theme.toml", 'stylesheets = ["a.css"]\n')
    write(tmp_path, "index.html", "{{ theme.name }} {{ theme.stylesheets[0] }} {{ theme.icon }}.")
    entry = type("Entry", (), {"value": "other:home", "load": staticmethod(lambda: tmp_path)})
    monkeypatch.setattr(theme, "plugins", lambda *_: {"other": entry})
    made = {page.path: page.content for page in render(Site("x", theme="other"), [])}
    assert made["index.html"] == b"other static/a.css ."
    assert {"404.html", "static/find.js", "static/embed.css"} <= made.keys(), "what a theme lacks comes from the default one"
    assert not {"static/style.css", "static/favicon.svg"} & made.keys(), "but for its look"
    (tmp_path / "theme.toml").write_text("stylesheets = [", encoding="utf-8")
    with pytest.raises(ThemeError, match=re.escape(f"{tmp_path / 'theme.toml'}: ")):
        render(Site("x", theme="other"), [])
    (tmp_path / "theme.toml").unlink()
    with pytest.raises(ThemeError, match=r"has no theme\.toml"):
        render(Site("x", theme="other"), [])


def test_a_clash_of_names_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    entry = type("Entry", (), {"value": "other:home"})
    monkeypatch.setattr(theme, "plugins", lambda *_: {"default": entry})
    with pytest.raises(ThemeError, match="has the name of a built-in theme"):
        render(Site("x"), [])


def test_themes_are_found_in_a_wheel_and_in_a_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "timeline"
    package.mkdir()
    monkeypatch.setattr(theme, "_PACKAGE", package)
    assert theme.builtin_themes() == tmp_path / "templates"
    (package / "templates").mkdir()
    assert theme.builtin_themes() == package / "templates"


def test_the_page_of_docs_names_everything_that_templates_get() -> None:
    text = (ROOT / "docs" / "themes.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`([^`]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL)))
    for cls in (
        view.SiteView,
        view.ThemeView,
        view.ChronologyView,
        view.FinderView,
        view.ListView,
        view.YearView,
        view.MonthView,
        view.PeriodView,
        view.SelectionView,
        view.EventView,
        view.ArticleView,
        view.TellingView,
        view.PassageView,
        view.SourcesView,
        meta.MetaView,
        entry_view.MediaView,
        entry_view.EntryView,
        entry_view.SourceView,
        entry_view.DateView,
        entry_view.LinkView,
    ):
        assert {field.name for field in fields(cls)} <= named, cls
    for name in filters.filters(load("en")):
        assert re.search(rf"\|{name}`", text), name
    for path in (ROOT / "templates" / "default").glob("*.html"):
        assert f"`{path.name}`" in text


def test_the_page_of_docs_names_every_token() -> None:
    text = (ROOT / "docs" / "themes.md").read_text(encoding="utf-8")
    css = (ROOT / "templates" / "default" / "static" / "style.css").read_text(encoding="utf-8")
    tokens = set(re.findall(r"(--[a-z-]+):", css[: css.index("}")]))
    assert len(tokens) > 12
    for token in tokens:
        assert f"`{token}`" in text, token


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", [0, 1])
@pytest.mark.parametrize("ground", ["page", "tint"])
@pytest.mark.parametrize("colour", ["ink", "soft", "accent"])
def test_contrast(scheme: int, ground: str, colour: str) -> None:
    css = (ROOT / "templates" / "default" / "static" / "style.css").read_text(encoding="utf-8")
    values = [dict(re.findall(r"--([a-z]+): (#[0-9a-f]{6});", block)) for block in re.findall(r":root \{(.*?)\}", css, re.DOTALL)][scheme]
    light, dark = sorted((luminance(values[ground]), luminance(values[colour])), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("6. November 2023: Der Minister trat zurück.", "<p>6. November 2023: Der Minister trat zurück.</p>"),
        ("1. Mai\n2. Mai", "<p>1. Mai\n2. Mai</p>"),
        ("2023. Das Jahr begann.", "<p>2023. Das Jahr begann.</p>"),
        ("1. eins\n2. zwei", "<ol>\n<li>eins</li>\n<li>zwei</li>\n</ol>"),
        ("Text\n\n3. Teil", "<p>Text</p>\n<p>3. Teil</p>"),
        ("# Titel", "<h2>Titel</h2>"),
        ("a <b onclick=x>b</b> <script>c</script>", "<p>a b </p>"),
        ("[x](javascript:alert(1)) [y](https://y.example)", '<p><a>x</a> <a href="https://y.example">y</a></p>'),
        ("![bild](https://x.example/a.png)", "<p></p>"),
        ("", ""),
    ],
)
def test_notes(text: str, html: str) -> None:
    assert intro_html(text) == html
