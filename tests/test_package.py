"""The wheel: it carries what the code needs, and works far from the checkout."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
import zipfile
from email.parser import Parser
from pathlib import Path

import pytest

import timeline

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    pytest.importorskip("hatchling", reason="hatchling builds the wheel; the extra `dev` has it")
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    (path,) = folder.glob("timeline_press-*-py3-none-any.whl")
    return zipfile.ZipFile(path)


def below(folder: Path, pattern: str) -> set[str]:
    found = (path.relative_to(folder).as_posix() for path in folder.rglob(pattern) if path.is_file())
    return {name for name in found if "__pycache__" not in name}


def test_the_wheel_holds_all_of_the_package_and_the_templates(wheel: zipfile.ZipFile) -> None:
    names = set(wheel.namelist())
    code = {f"timeline/{name}" for name in below(ROOT / "timeline", "*")}
    templates = {f"timeline/templates/{name}" for name in below(ROOT / "templates", "*")}
    assert {
        "timeline/py.typed",
        "timeline/languages/de.toml",
        "timeline/export/locales/de.po",
        "timeline/templates/default/base.html",
    } <= names
    assert {name for name in names if ".dist-info/" not in name} == code | templates


def test_its_metadata(wheel: zipfile.ZipFile) -> None:
    info = f"timeline_press-{timeline.__version__}.dist-info"
    metadata = Parser().parsestr(wheel.read(f"{info}/METADATA").decode())
    assert (metadata["Name"], metadata["Version"], metadata["Requires-Python"]) == ("timeline-press", timeline.__version__, ">=3.11")
    assert metadata["License-Expression"] == "MIT"
    assert "timeline = timeline.cli:main" in wheel.read(f"{info}/entry_points.txt").decode()
    assert f"{info}/licenses/LICENSE" in wheel.namelist()


def test_it_works_outside_the_checkout(wheel: zipfile.ZipFile, tmp_path: Path) -> None:
    wheel.extractall(tmp_path / "lib")
    (tmp_path / "a.txt").write_text("Date: 2024-11-15\nLanguage: de\n\nAm 4. März 2024 begann der Umbau des Hafens.\n", encoding="utf-8")
    where = "import timeline, sys; print(timeline.__file__)"
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "lib")}
    for command, expected in (
        (["-c", where], str(tmp_path / "lib" / "timeline" / "__init__.py")),
        (["-m", "timeline", "build", "a.txt", "-o", "out"], r"1 document, 1 statement, 1 event, 0 problems; .*"),
    ):
        result = subprocess.run([sys.executable, *command], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
        assert re.fullmatch(expected, result.stdout.strip()), result.stderr
    assert (tmp_path / "out" / "static").is_dir()


def test_every_package_that_is_imported_is_a_dependency() -> None:
    """By the names that they are imported under; what only a test imports is in the extra `dev`."""
    imported = set()
    for path in (ROOT / "timeline").rglob("*.py"):
        imported |= set(re.findall(r"^\s*(?:from|import) (\w+)", path.read_text(encoding="utf-8"), re.MULTILINE))
    strangers = imported - set(sys.stdlib_module_names) - {"timeline"}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [name for extra, names in project["optional-dependencies"].items() if extra != "dev" for name in names]
    declared = {re.split(r"[^\w-]", requirement)[0] for requirement in [*project["dependencies"], *extras]}
    names = {
        "gcld3": "cld3-py",
        "lxml": "trafilatura",
        "htmldate": "trafilatura",
        "markupsafe": "jinja2",
        "charset_normalizer": "charset-normalizer",
        "ghp_import": "ghp-import",
    }
    assert {names.get(name, name) for name in strangers} <= declared
