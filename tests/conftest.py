"""What several test files use: the commands in this process and in one of their own, and articles to feed them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest
from click.testing import CliRunner

from timeline.cli import main

sys.path.insert(0, str(Path(__file__).parent))  # what test files share lies beside them, and they are no package

from browsing import Visit, chromium  # from the path that was just named

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from click.testing import Result
    from playwright.sync_api import Browser

ROOT = Path(__file__).parent.parent
ARTICLE = """Title: Ein Hafen wird umgebaut
Date: 2024-11-15
Language: de

Am 4. März 2024 begann der Umbau des Hafens. Voraussichtlich am 6. Mai 2025 wird die neue Mole eröffnet.
"""


class Invoke(Protocol):
    def __call__(self, *arguments: str | Path, stdin: str | bytes = b"") -> Result: ...


class Write(Protocol):
    def __call__(self, **files: str) -> None: ...


class Process(Protocol):
    def __call__(
        self, *arguments: str | Path, cwd: Path | None = None, env: dict[str, str] | None = None, stdin: bytes = b""
    ) -> subprocess.CompletedProcess[bytes]: ...


@pytest.fixture
def invoke() -> Invoke:
    """Call the command in this process."""

    def call(*arguments: str | Path, stdin: str | bytes = b"") -> Result:
        return CliRunner().invoke(main, [str(argument) for argument in arguments], input=stdin)

    return call


@pytest.fixture(scope="session")
def process() -> Process:
    """Call the command as a user does: in a process of its own, from any folder."""

    def call(
        *arguments: str | Path, cwd: Path | None = None, env: dict[str, str] | None = None, stdin: bytes = b""
    ) -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-m", "timeline", *map(str, arguments)]
        paths = {"PYTHONPATH": os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])}
        return subprocess.run(command, cwd=cwd or ROOT, env=os.environ | paths | (env or {}), input=stdin, capture_output=True, check=False)

    return call


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write files below the test's folder, by name with `__` for a slash and `_` for a dot."""

    def call(**files: str) -> None:
        for name, text in files.items():
            path = tmp_path / name.replace("__", "/").replace("_", ".")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")

    return call


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def article(here: Path) -> Path:
    """A small article with two statements, as a relative path in the working folder."""
    (here / "hafen.txt").write_text(ARTICLE, encoding="utf-8")
    return Path("hafen.txt")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, for all tests that need it; where there is none they are skipped."""
    yield from chromium()


@pytest.fixture
def visits(browser: Browser) -> Iterator[Callable[[Mapping[str, bytes]], Visit]]:
    """Serve a site, given as its files, to a browser."""
    made: list[Visit] = []

    def serve(files: Mapping[str, bytes]) -> Visit:
        made.append(Visit(browser, files))
        return made[-1]

    yield serve
    for visit in made:
        for context in visit.contexts:
            context.close()
