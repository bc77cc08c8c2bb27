"""`timeline init`: a project that builds as it is, and files of others that stay."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from click.testing import CliRunner

from timeline import __version__
from timeline.cli import main
from timeline.config_file import load_config

if TYPE_CHECKING:
    import pytest
    from click.testing import Result


def init(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["init", *arguments])


def test_a_new_project_builds_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done = init(str(tmp_path / "new"))
    assert done.exit_code == 0, done.output
    assert done.output.count(": written") == 4
    monkeypatch.chdir(tmp_path / "new")
    built = CliRunner().invoke(main, ["build", "--strict", "--base-url", "https://desk.example/ferry/"])
    assert built.exit_code == 0, built.output
    chronology = json.loads(Path("site/chronology.json").read_text(encoding="utf-8"))
    assert {event["status"] for event in chronology["events"]} == {"past", "deadline", "expected", "conditional"}
    assert 'href="https://desk.example/ferry/"' in Path("site/index.html").read_text(encoding="utf-8")


def test_every_commented_setting_is_one(tmp_path: Path) -> None:
    init(str(tmp_path))
    text = (tmp_path / "timeline.toml").read_text(encoding="utf-8")
    settings = [
        line.removeprefix("# ") for line in text.splitlines() if line.startswith("# ") and (" = " in line or line.startswith("# [["))
    ]
    (tmp_path / "all.toml").write_text("\n".join(['title = "x"', *settings]), encoding="utf-8")
    assert load_config(tmp_path / "all.toml").min_confidence == "medium"
    assert len(settings) > 10


def test_the_workflow_publishes_with_the_least_rights(tmp_path: Path) -> None:
    init(str(tmp_path))
    text = (tmp_path / ".github/workflows/timeline.yml").read_text(encoding="utf-8")
    before, _, publish = text.partition("\n  publish:")
    assert f'python -m pip install "timeline-press=={__version__}"' in before
    assert "permissions:\n  contents: read\n" in before
    assert "write" not in before
    assert "pages: write" in publish
    for action in ("configure-pages@v", "upload-pages-artifact@v", "deploy-pages@v"):
        assert f"actions/{action}" in text
    assert "INSTALL" not in text


def test_another_source_of_the_tool(tmp_path: Path) -> None:
    address = "timeline-press @ git+https://example.org/fork.git@main"
    assert init(str(tmp_path), "--install-from", address).exit_code == 0
    assert f'pip install "{address}"' in (tmp_path / ".github/workflows/timeline.yml").read_text(encoding="utf-8")
    refused = init(str(tmp_path / "other"), "--install-from", 'x"; rm -rf ~')
    assert refused.exit_code == 2
    assert "--install-from" in refused.output
    assert not (tmp_path / "other").exists()


def test_what_is_there_stays(tmp_path: Path) -> None:
    (tmp_path / "timeline.toml").write_text('title = "Ours"\n', encoding="utf-8")
    done = init(str(tmp_path))
    assert "timeline.toml: is there already, kept" in done.output
    assert tomllib.loads((tmp_path / "timeline.toml").read_text(encoding="utf-8")) == {"title": "Ours"}
    again = init(str(tmp_path))
    assert again.output.count("is there already, kept") == 4


def test_a_folder_that_is_a_file_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    done = init(str(tmp_path / "file"))
    assert done.exit_code == 1
    assert done.output.count("\n") == 1
    assert str(tmp_path / "file") in done.output
