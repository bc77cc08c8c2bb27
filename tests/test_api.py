"""The Python API: what it offers, and that it does what its page says."""

from __future__ import annotations

import doctest
import json
import re
from datetime import date
from pathlib import Path

import pytest

import timeline
from timeline import Config, Day, TimelineError
from timeline.errors import ReadError

PAGE = Path(__file__).parent.parent / "docs" / "python-api.md"
TEXT = "Am 4. März 2024 begann der Umbau des Hafens. Am Donnerstag sank ein Kran.\n"
OFFERED = [
    "Article", "Confidence", "Config", "Day", "Defaults", "Document", "Event", "Extraction", "Limits", "Problem", "Report", "Severity",
    "Statement", "Status", "Story", "TimeSpan", "TimelineError", "__version__", "build", "extract",
]  # fmt: skip


def test_what_is_offered_is_exactly_this() -> None:
    assert timeline.__all__ == OFFERED
    assert all(getattr(timeline, name) is not None for name in OFFERED)
    with pytest.raises(AttributeError, match="no attribute 'extrakt'"):
        timeline.extrakt  # noqa: B018 - looking is the test


def test_the_page_names_all_that_is_offered() -> None:
    assert set(re.findall(r"`(\w+)`", PAGE.read_text(encoding="utf-8"))) >= set(OFFERED)


@pytest.mark.parametrize("path", [PAGE, Path(timeline.__file__)], ids=["page", "docstring"])
def test_the_examples_are_true(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "harbour.txt").write_text(f"Language: de\nDate: 2024-10-27\n\n{TEXT}", encoding="utf-8")
    results = doctest.testfile(str(path), module_relative=False, optionflags=doctest.ELLIPSIS, encoding="utf-8")
    assert results.attempted > 0
    assert results.failed == 0


def test_a_text_a_file_and_its_bytes_give_the_same(tmp_path: Path) -> None:
    (tmp_path / "text.txt").write_text(TEXT, encoding="utf-8")
    of_text = timeline.extract(TEXT, today=date(2024, 11, 20), published=date(2024, 10, 27), language="de")
    of_bytes = timeline.extract(TEXT.encode(), today=Day(2024, 11, 20), published=Day(2024, 10, 27), language="de")
    of_file = timeline.extract(tmp_path / "text.txt", today=Day(2024, 11, 20), published=Day(2024, 10, 27), language="de")
    assert [statement.span.edtf for statement in of_text.statements] == ["2024-03-04", "2024-10-24"]
    assert of_text == of_bytes
    assert of_text.statements == of_file.statements
    (document,) = of_text.documents
    assert all(document.text[s.start : s.end] == s.quote for s in of_text.statements)


def test_a_name_tells_the_format() -> None:
    page = (
        b"<html lang=de><title>T</title><article><h1>Kopf</h1><p>Am 4. M&auml;rz 2024 begann der Umbau des Hafens von Kiel.</p></article>"
    )
    (document,) = timeline.extract(page, today=Day(2024, 11, 20), name="a.html").documents
    assert "<p>" not in document.text


def test_a_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="cannot be read"):
        timeline.extract(tmp_path / "no.txt", today=Day(2024, 11, 20))


def test_build_takes_a_config_or_its_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "timeline.toml").write_text('sources = ["a.txt"]\noutput = "one"\n', encoding="utf-8")
    timeline.build(tmp_path / "timeline.toml", today=date(2024, 11, 20))
    report = timeline.build(Config(sources=("a.txt",), output="two", root=tmp_path, today=Day(2024, 11, 20)))
    assert report.output == tmp_path / "two"
    one, two = (json.loads((tmp_path / name / "chronology.json").read_bytes()) for name in ("one", "two"))
    assert one == two
    with pytest.raises(TimelineError, match="today is not set"):
        timeline.build(str(tmp_path / "timeline.toml"))
