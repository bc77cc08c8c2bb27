"""`timeline fetch` against a server of its own: what is saved, what is refused, and that a build reads it without the network."""

from __future__ import annotations

import ipaddress
import json
import tomllib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING

import pytest
from format_samples import STORY, page

from timeline.fetch import Client, Saved, Task, fetch
from timeline.fetch.client import FetchError, Limits
from timeline.fetch.guard import Guard, RefusedError
from timeline.model import Day, Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from conftest import Invoke

HOME = (ipaddress.ip_network("127.0.0.0/8"),)
FEED = """<rss version="2.0"><channel><title>Küstenbote</title><language>de</language>
<item><title>Fähre</title><link>{base}/entry</link><pubDate>Thu, 24 Oct 2024 08:15:00 +0200</pubDate></item>
<item><title>Geheim</title><link>{base}/private/x</link></item></channel></rss>"""


class Site(ThreadingHTTPServer):
    """A server that remembers what it was asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answers)
        self.base = f"http://127.0.0.1:{self.server_port}"
        self.asked: list[str] = []
        self.robots = (200, b"User-agent: *\nDisallow: /private/\n")


class Answers(BaseHTTPRequestHandler):
    server: Site

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        status, kind, body, target = self.answer()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        if target:
            self.send_header("Location", target)
        self.end_headers()
        self.wfile.write(body)

    def answer(self) -> tuple[int, str, bytes, str]:
        plain = page(STORY).replace(b'property="article:published_time"', b'property="x"')
        found = {
            "/robots.txt": (self.server.robots[0], "text/plain", self.server.robots[1], ""),
            "/feed": (200, "application/rss+xml", FEED.format(base=self.server.base).encode(), ""),
            "/old": (301, "text/html", b"", "/wire/story"),
            "/loop": (302, "text/html", b"", "/loop"),
            "/inside": (302, "text/html", b"", "http://169.254.169.254/latest/"),
            "/file": (302, "text/html", b"", "file:///etc/passwd"),
            "/large": (200, "text/html", b"x" * 300_000, ""),
            "/missing": (404, "text/html", b"no", ""),
            "/entry": (200, "text/html; charset=windows-1252", plain.decode().encode("cp1252", "replace"), ""),
        }
        return found.get(self.path, (200, "text/html; charset=utf-8", page(STORY), ""))

    def log_message(self, *_: object) -> None:
        """Say nothing on the terminal."""


@pytest.fixture
def site() -> Iterator[Site]:
    server = Site()
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def got(folder: Path, *urls: str, guard: Guard | None = None) -> list[Saved | Problem]:
    with Client(guard or Guard(HOME), Limits(seconds=5, size=200_000, pause=0)) as client:
        return list(fetch(urls, client, Task(folder, Day(2024, 11, 20))))


def reason(url: str, folder: Path, guard: Guard | None = None) -> str:
    (problem,) = got(folder, url, guard=guard)
    assert isinstance(problem, Problem)
    assert (problem.severity, problem.path, list(folder.iterdir())) == (Severity.ERROR, url, [])
    return problem.message


def test_a_page_is_saved_as_it_came_with_its_address_and_day(site: Site, tmp_path: Path) -> None:
    (saved,) = got(tmp_path, f"{site.base}/old")
    assert isinstance(saved, Saved)
    assert saved.url == f"{site.base}/wire/story"
    assert saved.path.read_bytes() == page(STORY)
    sidecar = tomllib.loads(saved.path.with_name(f"{saved.path.name}.source.toml").read_text(encoding="utf-8"))
    assert (sidecar["url"], str(sidecar["retrieved"]), sidecar["charset"]) == (saved.url, "2024-11-20", "utf-8")
    assert got(tmp_path, f"{site.base}/wire/story") == [saved]
    assert site.asked.count("/robots.txt") == 2  # once for each client


def test_the_entries_of_a_feed_are_saved_with_what_the_feed_says(site: Site, tmp_path: Path) -> None:
    saved, refused = got(tmp_path, f"{site.base}/feed")
    assert isinstance(saved, Saved)
    assert (saved.url, isinstance(refused, Problem) and refused.severity) == (f"{site.base}/entry", Severity.WARNING)
    assert "/private/x" not in site.asked
    sidecar = tomllib.loads(saved.path.with_name(f"{saved.path.name}.source.toml").read_text(encoding="utf-8"))
    assert (sidecar["by"], sidecar["title"], str(sidecar["published"]), sidecar["language"]) == ("feed", "Fähre", "2024-10-24", "de")


def test_a_build_reads_what_was_fetched_without_asking_again(site: Site, here: Path, invoke: Invoke) -> None:
    folder = here / "pages"
    fetched = invoke("fetch", f"{site.base}/feed", f"{site.base}/wire/1", "--into", folder, "--allow", "127.0.0.1", "--pause", "0")
    assert fetched.exit_code == 0
    assert len(fetched.stdout.splitlines()) == 2
    before = len(site.asked)
    result = invoke("extract", folder, "--today", "2024-11-20")
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert {row["url"] for row in rows} == {f"{site.base}/entry", f"{site.base}/wire/1"}
    assert {row["published"] for row in rows} == {"2024-10-24"}
    assert {row["quote"] for row in rows} >= {"Am 4. März 2024 begann der Umbau des Anlegers"}
    assert (len(site.asked), result.stderr) == (before, "")


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/private/x", "robots.txt"), ("/loop", "more than 10 times"), ("/inside", "no public address"), ("/file", "no address of the web"),
        ("/large", "--max-megabytes"), ("/missing", "404"),
    ],
)  # fmt: skip
def test_what_cannot_be_had_is_one_error(site: Site, tmp_path: Path, path: str, words: str) -> None:
    assert words in reason(f"{site.base}{path}", tmp_path)


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://example.org/", "http://", "x", "http://user:word@example.org/", "http://[::1", "gopher://a/"]
)
def test_other_addresses_are_refused(tmp_path: Path, url: str) -> None:
    assert reason(url, tmp_path)


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.0.0.1", "192.168.1.1", "172.16.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.1", "224.0.0.1", "255.255.255.255"),
        *("::1", "::", "fe80::1", "fd00::1", "ff02::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::"),
    ],
)
def test_addresses_that_are_not_public_are_refused(address: str) -> None:
    with pytest.raises(RefusedError, match="no public address"):
        Guard(resolve=lambda _, __: [address]).address("host.example", 80)


def test_public_and_allowed_addresses_are_let_through() -> None:
    assert Guard(resolve=lambda _, __: ["93.184.216.34"]).address("host.example", 80) == "93.184.216.34"
    assert Guard((ipaddress.ip_network("10.1.0.0/16"),), lambda _, __: ["10.1.2.3"]).address("desk", 80) == "10.1.2.3"


def test_a_host_with_a_public_and_a_private_address_is_refused() -> None:
    with pytest.raises(RefusedError):
        Guard(resolve=lambda _, __: ["93.184.216.34", "127.0.0.1"]).address("host.example", 80)


def test_a_name_that_changes_its_address_gets_nowhere(site: Site, tmp_path: Path) -> None:
    """DNS rebinding: each connection is checked, and goes to the address that was."""
    answers = iter([["127.0.0.1"], ["10.0.0.1"], ["10.0.0.1"]])
    guard = Guard(HOME, lambda _, __: next(answers))
    site.protocol_version = "HTTP/1.0"  # type: ignore[attr-defined]
    assert "10.0.0.1, which is no public address" in reason(f"http://rebound.example:{site.server_port}/a", tmp_path, guard)
    assert "/a" not in site.asked


def test_a_site_whose_robots_txt_fails_is_left_alone(site: Site, tmp_path: Path) -> None:
    site.robots = (503, b"")
    assert "robots.txt" in reason(f"{site.base}/a", tmp_path)
    site.robots = (404, b"")
    assert isinstance(got(tmp_path, f"{site.base}/a")[0], Saved)


def test_a_host_is_left_the_pause_that_it_asks_for(site: Site) -> None:
    site.robots = (200, b"User-agent: *\nCrawl-delay: 7\n")
    waited: list[float] = []
    with Client(Guard(HOME), Limits(pause=2), seconds=lambda: 100.0, sleep=waited.append) as client:
        client.get(f"{site.base}/a")
        client.get(f"{site.base}/b")
    assert waited == [7.0, 7.0]


def test_an_address_that_takes_too_long_is_given_up(site: Site) -> None:
    ticks = iter(range(0, 1000, 20))
    with (
        Client(Guard(HOME), Limits(seconds=30, pause=0), seconds=lambda: next(ticks)) as client,
        pytest.raises(FetchError, match="longer than 30 s"),
    ):
        client.get(f"{site.base}/a")


def test_the_command_ends_with_1_where_an_address_failed(site: Site, here: Path, invoke: Invoke) -> None:
    result = invoke("fetch", f"{site.base}/a", f"{site.base}/missing", "--into", str(here / "x"), "--allow", "127.0.0.0/8", "--pause", "0")
    assert (result.exit_code, len(result.stdout.splitlines())) == (1, 1)
    assert result.stderr.splitlines()[-1] == "Error: addresses that could not be fetched: 1"
    assert invoke("fetch", "http://127.0.0.1/", "--allow", "nonsense").exit_code == 2
