"""What is imported when: the layers of the design, and a command line that starts at once."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

# What `timeline --help` may load besides click and the standard library's small change.
LIGHT = {"timeline", "timeline.cli", "timeline.errors"}
HEAVY = {"babel", "dateparser", "gcld3", "jinja2", "lxml", "markdown", "nh3", "sentencex", "trafilatura"}


def loaded(code: str) -> set[str]:
    program = f"import sys\n{code}\nprint()\nprint(*sorted(sys.modules))"
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, env=environment)
    return set(result.stdout.splitlines()[-1].split())


def ours(modules: set[str]) -> set[str]:
    return {name for name in modules if name.partition(".")[0] == "timeline"}


def test_help_loads_next_to_nothing() -> None:
    help_ = loaded("from timeline.cli import main\ntry: main(['--help'])\nexcept SystemExit: pass")
    assert ours(help_) == LIGHT
    assert help_ & HEAVY == set()


def test_the_package_loads_nothing_until_it_is_asked() -> None:
    assert ours(loaded("import timeline")) == {"timeline"}
    assert ours(loaded("import timeline; timeline.Day")) == {"timeline", "timeline.model", "timeline.timespan"}


@pytest.mark.parametrize("command", ["build", "extract", "tag", "languages"])
def test_reading_text_loads_no_html_reader_and_only_build_the_templates(command: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Date: 2024-11-15\nLanguage: de\n\nAm 4. März 2024 begann der Umbau des Hafens.\n", encoding="utf-8")
    call = [command, *([] if command == "languages" else [str(tmp_path / "a.txt")])]
    call += ["-o", str(tmp_path / "out")] if command == "build" else []
    modules = loaded(f"from timeline.cli import main\ntry: main({call!r})\nexcept SystemExit: pass")
    assert modules & {"trafilatura", "lxml", "markdown"} == set()
    assert ("jinja2" in modules) == (command == "build")


def test_the_layers_hold() -> None:
    result = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout
