"""Embeds: their files, the fragment and what sanitisers leave of it, and what `timeline embed` prints."""

from __future__ import annotations

import gzip
import json
import re
import runpy
from pathlib import Path
from typing import TYPE_CHECKING, Any

import lxml.html
import nh3
import pytest

from timeline.export.embed import parts
from timeline.export.embed_fragment import fragment
from timeline.export.embed_snippet import TARGETS
from timeline.export.places import tag_page
from timeline.export.site import Site, Story, render
from timeline.model import Chronology, Document, Event

if TYPE_CHECKING:
    from conftest import Invoke, Write

HERE = Path(__file__).parent
SAMPLE = runpy.run_path(str(HERE / "export_sample.py"))
OUTSIDE = runpy.run_path(str(HERE / "embed_sample.py"))
URL = "https://news.example/pakt/"
DRUPAL = {
    "a": {"hreflang", "href"}, "em": set(), "strong": set(), "cite": set(), "blockquote": {"cite"}, "code": set(), "ul": {"type"},
    "ol": {"type", "start"}, "li": set(), "dl": set(), "dt": set(), "dd": set(), "h2": {"id"}, "h3": {"id"}, "h4": {"id"}, "h5": {"id"},
    "h6": {"id"}, "p": set(), "br": set(),
}  # fmt: skip
# of TYPO3's common list, the elements that hold text; what is not on it is shown as code
TYPO3 = {
    *("address", "article", "aside", "footer", "header", "h1", "h2", "h3", "h4", "h5", "h6", "main", "nav", "section", "blockquote"),
    *("dd", "div", "dl", "dt", "figcaption", "figure", "li", "ol", "p", "pre", "ul", "a", "abbr", "b", "bdi", "bdo", "cite", "code"),
    *("data", "dfn", "em", "i", "kbd", "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr"),
    *("del", "ins", "details", "summary", "br", "hr"),
}
TYPO3_ATTRIBUTES = {"class", "id", "dir", "lang", "itemid", "itemprop", "itemscope", "itemtype", "role", "tabindex", "title", "translate"}
DOCUMENTS: dict[str, Any] = SAMPLE["DOCUMENTS"]


def drupal(html: str) -> str:
    return nh3.clean(html, tags=set(DRUPAL), attributes=DRUPAL, link_rel=None)


def typo3(html: str) -> str:
    return nh3.clean(html, tags=TYPO3, attributes={"*": TYPO3_ATTRIBUTES, "a": {"href"}}, link_rel=None)


@pytest.mark.parametrize("sanitise", [nh3.clean, drupal, typo3], ids=["nh3", "Drupal's list", "TYPO3's list"])
@pytest.mark.parametrize("chronology", OUTSIDE["CHRONOLOGIES"], ids=lambda chronology: chronology.language)
@pytest.mark.parametrize("styled", [True, False])
def test_a_sanitiser_leaves_the_fragment_whole(sanitise: Any, chronology: Chronology, styled: bool) -> None:
    html = fragment(parts(chronology, URL)[0], chronology.language, styled=styled)
    OUTSIDE["check"](html, sanitise(html), chronology)


def test_the_check_of_sanitisers_sees_what_is_lost() -> None:
    chronology = OUTSIDE["CHRONOLOGIES"][0]
    html = fragment(parts(chronology, URL)[0], "de")
    for worse in (nh3.clean(html, tags={"p"}), html.replace("Juni 2024", "2024", 1), html + "<p>.a{color:red}</p>"):
        with pytest.raises(AssertionError):
            OUTSIDE["check"](html, worse, chronology)


def test_the_fragment_is_made_of_what_every_site_keeps() -> None:
    html = fragment(parts(SAMPLE["chronology"](), URL)[0], "de", styled=False)
    root = lxml.html.fragment_fromstring(html)
    assert {element.tag for element in root.iter()} <= {"div", *DRUPAL} & TYPO3
    assert {name for element in root.iter() for name in element.attrib} <= TYPO3_ATTRIBUTES | {"href"}
    assert all(re.match("https?://", link.get("href") or "") for link in root.iter("a"))
    assert "style" in fragment(parts(SAMPLE["chronology"](), URL)[0], "de")


def test_without_an_address_the_fragment_has_no_empty_links() -> None:
    root = lxml.html.fragment_fromstring(fragment(parts(SAMPLE["chronology"](), "")[0], "de"))
    assert {str(link.get("href")).partition("?")[0] for link in root.iter("a")} == {
        "https://kurier.example/politik",
        "http://herald.example/pact",
    }


def site(*kinds: str, base_url: str = "https://news.example", slug: str = "pakt") -> dict[str, bytes]:
    return {
        page.path: page.content for page in render(Site("Chroniken", "de", base_url, embeds=kinds), [Story(slug, SAMPLE["chronology"]())])
    }


def test_the_whole_has_an_embed_that_its_page_names() -> None:
    files = site()
    assert {path for path in files if "/embed/" in path} == {
        f"pakt/embed/{name}" for name in ("index.html", "oembed.json", "fragment.html")
    }
    assert files["pakt/embed/fragment.html"].decode() == fragment(parts(SAMPLE["chronology"](), URL)[0], "de")
    link = '<link rel="alternate" type="application/json+oembed" href="https://news.example/pakt/embed/oembed.json" title="Der Pakt">'
    for path in ("pakt/index.html", "pakt/embed/index.html"):
        assert link in files[path].decode().partition("</head>")[0]
        assert files[path].find(b"json+oembed") < 150_000  # WordPress reads no further
    assert b"oembed" not in files["index.html"]


def test_oembed_says_what_its_standard_asks() -> None:
    answer = json.loads(site()["pakt/embed/oembed.json"])
    assert (answer["version"], answer["type"], answer["title"]) == ("1.0", "rich", "Der Pakt")
    assert (answer["width"], answer["height"]) == (600, 1000)
    assert 'src="https://news.example/pakt/embed/"' in answer["html"]
    assert answer["html"].startswith('<blockquote><a href="https://news.example/pakt/">Der Pakt</a></blockquote><iframe ')


def test_without_an_address_there_is_no_oembed() -> None:
    files = site("year", base_url="", slug="")
    assert "embed/year-2024/index.html" in files
    assert not [path for path in files if path.endswith("oembed.json")]
    assert b"oembed" not in files["index.html"] + files["embed/index.html"]
    assert b'<a href="../../#y2024">' in files["embed/year-2024/index.html"]
    assert b'href="../../static/embed.css"' in files["embed/year-2024/index.html"]


def test_parts_by_year_tag_source_and_event() -> None:
    event = SAMPLE["EVENTS"][4]
    tagged = Event(event.headline, event.span, event.status, event.lead, event.statements, tags=("Öl & Gas", "نفط"))
    chronology = Chronology("Der Pakt", "de", (tagged, *SAMPLE["EVENTS"][5:]), DOCUMENTS)
    found = {part.name: part for part in parts(chronology, URL, ("year", "tag", "source", "event"))}
    assert {name for name in found if not name.startswith("event-")} == {
        *("", "year-2024", "year-2025", "tag-ol-gas", "tag-646-641-637"),
        *("source-kurier", "source-herald", "source-sahifa", "source-note"),
    }
    assert found["year-2024"].title == "Der Pakt: 2024"
    assert found["year-2024"].address == f"{URL}embed/year-2024/"
    assert [item.event for item in found["tag-ol-gas"].items] == [tagged]
    assert len(found["source-sahifa"].items) == 2
    assert found[f"event-{event.id}"].page == f"{URL}event/{event.id}.html"
    assert found["year-2024"].page == f"{URL}#y2024"
    assert found["tag-ol-gas"].page == f"{URL}{tag_page('Öl & Gas')}"
    assert found["source-kurier"].page == f"{URL}source/kurier.html"
    assert len(found) == 9 + len(chronology.events)


def test_names_of_parts_differ() -> None:
    event = SAMPLE["EVENTS"][4]
    tagged = Event(event.headline, event.span, event.status, event.lead, event.statements, tags=("Öl", "ol", "OL!"))
    names = [part.name for part in parts(Chronology("", "de", (tagged,), DOCUMENTS), URL, ("tag",))]
    assert names == ["", "tag-ol", "tag-ol-2", "tag-ol-3"]


def test_hostile_words_stay_words() -> None:
    text = "</title><script>alert(1)</script>\"'&"
    event = SAMPLE["event"](text, SAMPLE["statement"](text, f"{text}.", SAMPLE["day"](2024, 1, 2), attribution=text))
    document = Document(text, "", (), title=text, url="javascript:alert(1)", publisher=text, language='de" onload="x')
    story = Story("x", Chronology(text, "de", (event,), {text: document}))
    for page in render(Site(text, "de", "https://news.example", embeds=("year", "tag", "source", "event")), [story]):
        if "/embed/" in page.path:
            html = json.loads(page.content)["html"].encode() if page.path.endswith(".json") else page.content
            assert b"<script>" not in html
            assert b"javascript:" not in html
            assert b'onload="' not in html


@pytest.mark.parametrize("name", ["embed.js", "timeline-embed.js"])
def test_a_script_is_a_kilobyte_at_most_and_asks_for_nothing(name: str) -> None:
    script = (HERE.parent / "templates" / "default" / "static" / name).read_bytes().replace(b"\r\n", b"\n")
    assert len(gzip.compress(script, 9, mtime=0)) <= 1024
    assert not re.search(rb"fetch|XMLHttpRequest|Storage|cookie|import|https?:", script)


@pytest.fixture
def project(article: Path, write: Write) -> None:
    write(timeline_toml=f'title = "Der Hafen"\nbase_url = "https://news.example/hafen"\ntoday = 2024-11-20\nsources = ["{article}"]\n')


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize("target", TARGETS)
def test_each_target_has_its_snippet_and_its_page_of_docs(invoke: Invoke, target: str) -> None:
    result = invoke("embed", "--for", target)
    assert result.exit_code == 0, result.output
    assert "https://news.example/hafen/" in result.stdout
    assert result.stderr.strip() == TARGETS[target].how
    page = (HERE.parent / "docs" / "embedding.md").read_text(encoding="utf-8")
    assert f"--for {target}`" in page


@pytest.mark.usefixtures("project")
def test_the_snippets_hold_what_the_sites_let_through(invoke: Invoke) -> None:
    def snippet(target: str) -> str:
        return invoke("embed", "--for", target).stdout

    assert snippet("wordpress") == "https://news.example/hafen/\n"
    assert snippet("medium") == "Der Hafen: https://news.example/hafen/\n"
    for target in ("wordpress-restricted", "drupal", "typo3"):
        assert "<iframe" not in snippet(target)
        assert "<script" not in snippet(target)
        assert "Am 4. März 2024 begann der Umbau des Hafens" in snippet(target)
    assert "style=" not in snippet("drupal") + snippet("typo3")
    assert snippet("html").startswith('<timeline-embed src="https://news.example/hafen/embed/" title="Der Hafen">\n<div')
    assert snippet("html").endswith('<script async src="https://news.example/hafen/static/timeline-embed.js"></script>\n')
    assert 'sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox"' in snippet("wagtail")
    assert snippet("amp").startswith("<amp-iframe ")


@pytest.mark.usefixtures("project")
def test_one_event(invoke: Invoke, write: Write) -> None:
    assert invoke("build").exit_code == 0
    name = json.loads(Path("site/chronology.json").read_text(encoding="utf-8"))["events"][0]["id"]
    plain = invoke("embed", "--for", "drupal", "--event", f"#{name}").stdout
    assert "Umbau" in plain
    assert "Mole" not in plain
    refused = invoke("embed", "--event", name)
    assert refused.exit_code == 1
    assert "add \"event\" to 'embeds' in timeline.toml and build" in refused.stderr
    write(timeline_toml=Path("timeline.toml").read_text(encoding="utf-8") + 'embeds = ["event"]\n')
    assert invoke("embed", "--for", "wordpress", "--event", name).stdout == f"https://news.example/hafen/embed/event-{name}/\n"
    assert invoke("build").exit_code == 0
    assert Path(f"site/embed/event-{name}/oembed.json").exists()
    missing = invoke("embed", "--event", "0123")
    assert (missing.exit_code, "no entry has the id '0123'" in missing.stderr) == (2, True)


@pytest.mark.usefixtures("project")
def test_a_picture_links_and_says_what_it_shows(invoke: Invoke) -> None:
    result = invoke("embed", "--picture")
    link = lxml.html.fragment_fromstring(result.stdout)[0]
    assert link.get("href") == "https://news.example/hafen/"
    assert link[0].get("src") == "https://news.example/hafen/card.png"
    assert link[0].get("alt") == "Der Hafen: 4. März 2024 – 6. Mai 2025"
    assert invoke("build").exit_code == 0
    name = json.loads(Path("site/chronology.json").read_text(encoding="utf-8"))["events"][0]["id"]
    single = invoke("embed", "--picture", "--event", name).stdout
    assert f'src="https://news.example/hafen/cards/{name}.png"' in single
    assert "4. März 2024: Am 4. März 2024 begann der Umbau" in single or "4. März 2024: Umbau" in single


@pytest.mark.usefixtures("project")
def test_one_part(invoke: Invoke, write: Write) -> None:
    write(timeline_toml=Path("timeline.toml").read_text(encoding="utf-8") + 'embeds = ["year"]\n')
    assert 'src="https://news.example/hafen/embed/year-2025/"' in invoke("embed", "--part", "year-2025").stdout
    result = invoke("embed", "--part", "year-1999")
    assert result.exit_code == 2
    assert "there are year-2024, year-2025" in result.stderr
    assert invoke("embed", "--part", "year-2025", "--event", "x").exit_code == 2


def test_what_needs_an_address_says_so(invoke: Invoke, article: Path) -> None:
    result = invoke("embed", article)
    assert result.exit_code == 1
    assert "base_url is not set; --for html needs the address of the published site" in result.stderr
    assert "Umbau" in invoke("embed", article, "--for", "typo3").stdout


def test_a_wrong_kind_of_part_names_its_line(invoke: Invoke, article: Path, write: Write) -> None:
    write(timeline_toml=f'sources = ["{article}"]\nembeds = ["years"]\n')
    result = invoke("build")
    assert result.exit_code == 1
    assert "timeline.toml:2: key 'embeds': 'years' has no embeds; did you mean 'year'?" in result.stderr
