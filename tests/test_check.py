"""`timeline check`: each kind of fault is found and named, a sound project has none, and the exit code says so."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from timeline.check.pages import check_pages
from timeline.check.quotes import check_quotes
from timeline.cli import main
from timeline.model import Page, Severity

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

ARTICLE = "---\ntitle: The bridge\npublished: 2024-11-04\nlang: en\n---\n\nThe bridge was closed on 12 September 2024.\n"
HEAD = "<!doctype html><html lang=en><head><title>x</title></head><body>"


def page(body: str, path: str = "index.html", head: str = HEAD) -> Page:
    return Page(path, (head + body).encode())


def messages(*pages: Page) -> list[str]:
    return [f"{problem.path}: {problem.message}" for problem in check_pages(pages)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p id=a></p><p id=a></p>", "the id 'a' stands 2 times"),
        ("<a href='lost.html'>x</a>", "the link 'lost.html' leads nowhere: the site has no file lost.html"),
        ("<a href='event/'>x</a>", "no file event/index.html"),
        ("<a href='#b'>x</a>", "index.html has no place 'b'"),
        ("<a href='other.html#b'>x</a>", "other.html has no place 'b'"),
        ("<script src='../find.js'></script>", "no file ../find.js"),
        ("<img src='data.json'>", "has no alt text"),
    ],
)
def test_a_fault_of_a_page_is_named(body: str, expected: str) -> None:
    [found] = messages(page(body), page("", "other.html"), Page("data.json", b"{}"))
    assert found.startswith("index.html: ")
    assert expected in found


def test_sound_pages_have_no_faults() -> None:
    body = "<p id='ä b'></p><a href='#%C3%A4%20b'>1</a><a href='sub/'>2</a><a href='https://example.org/lost'>3</a><img src='p.png' alt=''>"
    sub = "<a href='../index.html#%C3%A4%20b'>1</a><a href='./'>2</a><a href='mailto:a@example.org'>3</a><a href='/elsewhere'>4</a>"
    assert messages(page(body), page(sub, "sub/index.html"), Page("p.png", b""), Page("fragment.html", b"<ol><li>x</li></ol>")) == []


def test_a_page_says_its_language_and_its_title() -> None:
    assert [m.split(";")[0].split(": ")[1] for m in messages(page("", head="<!doctype html><html><body>"))] == [
        "the page does not state its language",
        "the page has no title",
    ]


def test_quotes_that_no_document_holds_any_more(tmp_path: Path) -> None:
    published = tmp_path / "chronology.json"
    quotes = ("The  bridge was closed", "It was opened")
    published.write_text(json.dumps({"events": [{"sources": [{"doc": "a", "quote": quote} for quote in quotes]}]}), encoding="utf-8")
    [problem] = check_quotes(published, ["The bridge\nwas closed on Monday."])
    assert "'a' does not say any more «It was opened»" in problem.message
    published.write_text("[]", encoding="utf-8")
    [problem] = check_quotes(published, [])
    assert "cannot be read as a chronology" in problem.message


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "timeline.toml").write_text('title = "The bridge"\nsources = ["in"]\ntoday = 2024-11-20\n', encoding="utf-8")
    (tmp_path / "in").mkdir()
    (tmp_path / "in/article.md").write_text(ARTICLE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["check", *arguments])


def rows(*arguments: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run("--format", "json", *arguments).stdout)
    return found


@pytest.mark.usefixtures("project")
def test_a_sound_project(project: Path) -> None:
    assert run("--strict").output == "0 errors, 0 warnings, 0 notes\n"
    assert not (project / "site").exists()
    assert rows("--strict") == []


def test_a_site_of_other_articles_and_a_quote_that_is_gone(project: Path) -> None:
    assert CliRunner().invoke(main, ["build"]).exit_code == 0
    assert run("--strict").exit_code == 0
    (project / "in/article.md").write_text(ARTICLE.replace("closed", "opened"), encoding="utf-8")
    old, quote = rows()
    assert (old["path"], old["severity"]) == ("site", "warning")
    assert "run timeline build" in old["message"]
    assert "closed on 12 September 2024" in quote["message"]
    assert run().exit_code == 0
    strict = run("--strict")
    assert strict.exit_code == 1
    assert "2 of 2 problems must be mended" in strict.stderr


def test_what_rests_on_an_inferred_date_is_a_note(project: Path) -> None:
    (project / "in/article.md").write_text("Die Brücke wurde am Donnerstag (24. Oktober) gesperrt.\n", encoding="utf-8")
    found = rows()
    assert [row["severity"] for row in found] == [Severity.NOTE] * len(found)
    assert any("was inferred" in row["message"] for row in found)
    assert run("--strict").exit_code == 0


def test_an_article_that_cannot_be_read_is_an_error(project: Path) -> None:
    (project / "in/broken.html").write_bytes(b"\x00\x01\x02\x03" * 100)
    found = run()
    assert found.exit_code == 1
    assert "in/broken.html" in found.stdout


def test_a_wrong_setting_is_one_line(project: Path) -> None:
    (project / "timeline.toml").write_text('sourcs = ["in"]\n', encoding="utf-8")
    found = run()
    assert (found.exit_code, found.output.count("\n")) == (1, 1)
    assert "sources" in found.output
