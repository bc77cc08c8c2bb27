"""`timeline read`: every document as it was read, with the origin of its fields."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from timeline.cli import main

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "Am Donnerstag fuhr der erste Zug über die neue Brücke, und viele Menschen standen am Ufer, um ihn zu sehen."
KEYS = ["id", "title", "published", "author", "publisher", "language", "url", "text", "origin", "problems"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "wire").mkdir()
    (tmp_path / "wire" / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "2024-10-24-b.txt").write_text(f"Titel: Der Zug\n\n{TEXT}", encoding="utf-8")
    changed = '<meta property="article:modified_time" content="2024-10-26">'
    (tmp_path / "c.html").write_text(f"<html><head>{changed}</head><body><h1>Der Zug</h1><p>{TEXT}</p></body></html>", encoding="utf-8")
    settings = 'sources = ["."]\ntoday = 2024-11-20\n[[documents]]\nmatch = "wire/*.txt"\npublished = 2024-10-20\npublisher = "Agentur"\n'
    (tmp_path / "timeline.toml").write_text(settings, encoding="utf-8")
    return tmp_path


def test_the_fields_and_their_origins(folder: Path) -> None:
    result = CliRunner().invoke(main, ["read", str(folder)])
    assert result.exit_code == 0, result.output
    rows = {row["id"]: row for row in map(json.loads, result.stdout.splitlines())}
    assert [list(row) for row in rows.values()] == [KEYS] * 3
    named, page, wire = rows["2024-10-24-b"], rows["c"], rows["a"]
    assert (named["title"], named["published"]) == ("Der Zug", "2024-10-24")
    assert named["origin"] == {"title": "header", "published": "file name", "language": "text"}
    assert (wire["published"], wire["publisher"], wire["origin"]["published"]) == ("2024-10-20", "Agentur", "settings")
    assert (page["published"], page["origin"]["published"], page["author"]) == ("2024-10-26", "guess", None)
    assert len(page["problems"]) == 1
    assert "is a guess" in page["problems"][0]
    assert page["text"].endswith(TEXT)


def test_the_table_marks_guesses(folder: Path) -> None:
    result = CliRunner().invoke(main, ["read", str(folder), "--format", "table"])
    assert result.exit_code == 0, result.output
    lines = result.stdout.splitlines()
    assert lines[0].split() == ["published", "language", "publisher", "author", "title", "id"]
    assert [line.split()[0] for line in lines[1:]] == ["2024-10-24", "2024-10-26?", "2024-10-20"]


def test_what_rests_on_a_guess_is_inferred(folder: Path) -> None:
    result = CliRunner().invoke(main, ["extract", str(folder)])
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert {row["doc"]: row["inferred"] for row in rows} == {"2024-10-24-b": False, "c": True, "a": False}
