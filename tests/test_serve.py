"""The preview: what it answers and to whom, that it follows each edit, and that nothing of it is published."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from timeline.config import Config, Story
from timeline.config_file import load_config
from timeline.intake import Watch
from timeline.memory import Memory
from timeline.pipeline import make, preview
from timeline.serve.places import places

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

ROOT = Path(__file__).parent.parent
SETTINGS = 'title = "Hafen"\nsources = ["articles"]\ntoday = 2024-12-01\n'
ARTICLE = "Title: Der Hafen\nDate: 2024-11-15\nLanguage: de\n\nAm 4. März 2024 begann der Umbau des Hafens.\n"
PATIENCE = 30.0  # seconds, on a busy machine


class Server:
    """`timeline serve` as its users run it, in a process of its own."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        command = [sys.executable, "-m", "timeline", "serve", "--port", "0", *arguments]
        env = os.environ | {"PYTHONPATH": str(ROOT)}
        self.errors = folder.parent / f"{folder.name}.log"
        with self.errors.open("w", encoding="utf-8") as log:
            self.process = subprocess.Popen(command, cwd=folder, env=env, stdout=subprocess.PIPE, stderr=log, text=True)
        assert self.process.stdout is not None
        self.line = self.process.stdout.readline()
        self.port = urlsplit(self.line.split()[1]).port or 0

    def ask(self, path: str, method: str = "GET", **headers: str) -> tuple[HTTPResponse, str]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.request(method, path, headers=headers)
        response = connection.getresponse()
        text = response.read().decode()
        connection.close()
        return response, text

    def until(self, path: str, what: str) -> str:
        """The page, as soon as it shows something."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            _, text = self.ask(path)
            if what in text:
                return text
            time.sleep(0.05)
        raise AssertionError(f"{path} never showed {what!r}: {text[-2000:]}")

    def stop(self) -> int:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        code = self.process.wait(PATIENCE)
        if self.process.stdout is not None:
            self.process.stdout.close()
        return code


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    (folder / "articles").mkdir(parents=True)
    (folder / "articles" / "hafen.txt").write_text(ARTICLE, encoding="utf-8")
    (folder / "timeline.toml").write_text(SETTINGS, encoding="utf-8")
    return folder


@pytest.fixture
def server(project: Path) -> Iterator[Server]:
    running = Server(project)
    yield running
    running.stop()


def test_pages_come_as_they_are_published_with_a_script_that_is_not(server: Server, project: Path) -> None:
    built = {page.path: page.content.decode("utf-8", "replace") for page in make(load_config(project / "timeline.toml"))[0]}
    response, text = server.ask("/")
    script = re.findall(r'<script src="/\.timeline/reload\.js" data-version="[0-9a-f]{8}-1"></script>\n', text)
    assert len(script) == 1
    assert text.replace(script[0], "") == built["index.html"]
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"
    assert response.headers["Cache-Control"] == "no-store"
    for path in ("chronology.json", "static/embed.css"):
        assert server.ask(f"/{path}")[1] == built[path]
    assert not any(".timeline/" in page or "EventSource" in page for page in built.values())
    assert not (project / "site").exists()


def test_requests_of_other_kinds(server: Server) -> None:
    response, text = server.ask("/", "HEAD")
    assert (response.status, text) == (200, "")
    assert int(response.headers["Content-Length"]) > 1000
    response, text = server.ask("/nowhere.html")
    assert response.status == 404
    assert "<h1" in text  # the site's own page
    assert "/.timeline/reload.js" in text
    response, _ = server.ask("/source")
    assert (response.status, response.headers["Location"]) in {(301, "/source/"), (404, None)}
    response, _ = server.ask("/embed")
    assert (response.status, response.headers["Location"]) == (301, "/embed/")
    assert server.ask("/", "POST")[0].status == 501


@pytest.mark.parametrize(
    "path", ["/../timeline.toml", "/%2e%2e/timeline.toml", "/static/../../timeline.toml", "//etc/passwd", "/etc/passwd", "/timeline.toml"]
)
def test_nothing_comes_from_the_disk(server: Server, path: str) -> None:
    response, text = server.ask(path)
    assert response.status == 404
    assert "sources" not in text
    assert "root:" not in text


def test_other_names_of_this_machine_are_refused(server: Server) -> None:
    for name, status in (("localhost", 200), ("127.0.0.1", 200), ("timeline.example", 421), ("127.0.0.1.example", 421)):
        assert server.ask("/", Host=f"{name}:{server.port}")[0].status == status
    assert server.ask("/.timeline/events", Host=f"timeline.example:{server.port}")[0].status == 421
    assert server.ask("/", Host="localhost:1")[0].status == 421


def test_an_edit_is_told_and_shown(server: Server, project: Path) -> None:
    events = HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
    events.request("GET", "/.timeline/events")
    stream = events.getresponse()
    assert stream.headers["Content-Type"] == "text/event-stream"
    first = stream.readline(), stream.readline()
    assert re.fullmatch(rb"data: [0-9a-f]{8}-1\n", first[0])
    (project / "articles" / "mole.txt").write_text(ARTICLE.replace("Umbau des Hafens", "Bau der Mole"), encoding="utf-8")
    assert re.fullmatch(rb"data: [0-9a-f]{8}-[2-9]\n", stream.readline())
    events.close()
    server.until("/", "Bau der Mole")
    (project / "articles" / "mole.txt").unlink()
    end = time.monotonic() + PATIENCE
    while "Bau der Mole" in server.ask("/")[1]:
        assert time.monotonic() < end


def test_settings_that_cannot_be_used_are_named_in_the_page_until_they_can(server: Server, project: Path) -> None:
    (project / "timeline.toml").write_text(SETTINGS + 'tittle = "x"\n', encoding="utf-8")
    text = server.until("/", "unknown key")
    assert "timeline.toml:4: " in text
    assert "/.timeline/reload.js" in text
    assert server.ask("/")[0].status == 500
    (project / "timeline.toml").write_text(SETTINGS.replace("Hafen", "Neuer Name"), encoding="utf-8")
    server.until("/", "Neuer Name")
    assert "timeline.toml:4: " in server.errors.read_text(encoding="utf-8")


def test_settings_may_name_other_folders(server: Server, project: Path) -> None:
    (project / "more").mkdir()
    (project / "more" / "mole.txt").write_text(ARTICLE.replace("Umbau des Hafens", "Bau der Mole"), encoding="utf-8")
    (project / "timeline.toml").write_text(SETTINGS.replace('"articles"', '"more"'), encoding="utf-8")
    server.until("/", "Bau der Mole")
    (project / "more" / "mole.txt").write_text(ARTICLE.replace("Umbau des Hafens", "Abriss der Mole"), encoding="utf-8")
    server.until("/", "Abriss der Mole")


def test_a_template_that_cannot_be_rendered_is_named_with_its_line(project: Path) -> None:
    (project / "templates").mkdir()
    (project / "timeline.toml").write_text(SETTINGS + 'templates = "templates"\nintro = "intro.md"\n', encoding="utf-8")
    (project / "intro.md").write_text("Zum Hafen.\n", encoding="utf-8")
    server = Server(project)
    try:
        server.until("/", "Zum Hafen.")
        (project / "intro.md").write_text("Zur Mole.\n", encoding="utf-8")
        server.until("/", "Zur Mole.")
        template = project / "templates" / "_when.html"
        template.write_text("<p>\n{{ entry.nothing }}</p>\n", encoding="utf-8")
        server.until("/", "_when.html:2: ")
        template.write_text("<p>in words: {{ entry.date.words }}</p>\n", encoding="utf-8")
        server.until("/", "in words: 4. März 2024")
    finally:
        assert server.stop() == 0


def test_an_article_that_cannot_be_read_is_named_in_the_page(server: Server, project: Path) -> None:
    broken = project / "articles" / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7\nnothing follows\n")
    text = server.until("/", 'id="timeline-problems"')
    assert "broken.pdf" in text
    assert "Umbau des Hafens" in text
    for path in (project / "articles").iterdir():
        path.unlink()
    server.until("/", "no documents could be read")
    (project / "articles" / "hafen.txt").write_text(ARTICLE, encoding="utf-8")
    assert "timeline-problems" not in server.until("/", "Umbau des Hafens")


def test_a_busy_port_is_one_line(project: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        command = [sys.executable, "-m", "timeline", "serve", "--port", port]
        done = subprocess.run(command, cwd=project, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    message = (
        f"Error: port {port}: is in use, perhaps by another timeline serve; choose another with --port, or --port 0 for any that is free"
    )
    assert done.stderr == message + "\n"


@pytest.mark.skipif(os.name == "nt", reason="a signal ends a process on Windows without its knowing")
def test_ctrl_c_ends_it_cleanly_while_somebody_listens(server: Server) -> None:
    events = HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
    events.request("GET", "/.timeline/events")
    stream = events.getresponse()
    stream.readline()
    started = time.monotonic()
    assert server.stop() == 0
    assert time.monotonic() - started < 5
    events.close()
    assert "Traceback" not in server.errors.read_text(encoding="utf-8")
    assert server.line == f"serving http://127.0.0.1:{server.port}/ (Ctrl-C ends it)\n"


def test_the_address_of_the_site_is_that_of_the_preview(project: Path) -> None:
    (project / "timeline.toml").write_text(SETTINGS + 'base_url = "https://example.org/hafen/"\n', encoding="utf-8")
    server = Server(project)
    try:
        text = server.ask("/nowhere/at/all")[1]
        assert "example.org" not in text
        assert f'<link rel="canonical" href="http://127.0.0.1:{server.port}/">' in server.ask("/")[1]
    finally:
        server.stop()


def test_only_files_that_changed_are_read_again(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config, memory = load_config(project / "timeline.toml"), Memory()
    (project / "articles" / "mole.txt").write_text(ARTICLE.replace("Hafens", "Piers"), encoding="utf-8")
    read: list[str] = []
    opened = Path.read_bytes

    def counting(path: Path) -> bytes:
        read.append(path.name)
        return opened(path)

    def names(changed: Config = config) -> list[str]:
        read.clear()
        preview(changed, watch=Watch(), memory=memory)
        return sorted(name for name in read if name.endswith(".txt"))

    monkeypatch.setattr(Path, "read_bytes", counting)
    assert names() == ["hafen.txt", "mole.txt"]
    assert names() == []
    (project / "articles" / "mole.txt").write_text(ARTICLE + "Am 5. Mai 2025 endet er.\n", encoding="utf-8")
    assert names() == ["mole.txt"]
    (project / "articles" / "hafen.txt.source.toml").write_text('url = "https://example.org/a"\n', encoding="utf-8")
    assert names() == ["hafen.txt"]
    (project / "timeline.toml").write_text(SETTINGS + '[[documents]]\nmatch = "mole.txt"\nauthor = "A"\n', encoding="utf-8")
    assert names(load_config(project / "timeline.toml")) == ["hafen.txt", "mole.txt"]


def test_a_remembered_file_gives_the_same_pages_and_problems(project: Path) -> None:
    (project / "articles" / "broken.pdf").write_bytes(b"%PDF-1.7\nnothing follows\n")
    config, memory = load_config(project / "timeline.toml"), Memory()
    first, report = preview(config, memory=memory)
    again, same = preview(config, memory=memory)
    assert report.problems
    assert report == same
    pages = {draft.path: draft.make() for draft in first}
    assert pages == {draft.path: draft.make() for draft in again}
    built = {page.path: page.content for page in make(config)[0]}
    assert {path: built[path] for path in pages} == pages
    assert set(built) - set(pages) == {"robots.txt"}


def test_places(tmp_path: Path) -> None:
    for name in ("articles", "templates", "texts/deep"):
        (tmp_path / name).mkdir(parents=True)
    story = Story("a", "A", ("texts/**/*.md", "one.txt"), intro="a.md")
    found = places(Config(root=tmp_path, sources=("articles",), story=(story,), templates="templates", intro="intro.md"))
    assert found.folders == {tmp_path / "articles", tmp_path / "templates", tmp_path / "texts"}
    assert found.files == {tmp_path / "one.txt", tmp_path / "a.md", tmp_path / "intro.md", tmp_path / "timeline.toml"}


@pytest.mark.browser
def test_an_open_page_shows_the_edit(server: Server, project: Path, browser: Browser) -> None:
    context = browser.new_context()
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"http://127.0.0.1:{server.port}/")
    assert page.get_by_text("Umbau des Hafens").count()
    article = project / "articles" / "hafen.txt"
    article.write_text(ARTICLE.replace("Umbau des Hafens", "Bau der Mole"), encoding="utf-8")
    page.get_by_text("Bau der Mole").first.wait_for(timeout=PATIENCE * 1000)
    (project / "timeline.toml").write_text("titel = 1\n", encoding="utf-8")
    page.get_by_text("timeline.toml:1:").wait_for(timeout=PATIENCE * 1000)
    (project / "timeline.toml").write_text(SETTINGS, encoding="utf-8")
    page.get_by_text("Bau der Mole").first.wait_for(timeout=PATIENCE * 1000)
    assert complaints == []
    context.close()
