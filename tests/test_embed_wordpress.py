"""A whole WordPress with a database: an author pastes the page's address, and the frame stands in the post at its right height."""

from __future__ import annotations

import os
import runpy
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from timeline.export.site import Site, Story, render

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

pytestmark = [pytest.mark.outside, pytest.mark.browser, pytest.mark.slow]

HERE = Path(__file__).parent
SAMPLE = runpy.run_path(str(HERE / "export_sample.py"))
THEME = "<!doctype html><html><head><?php wp_head(); ?></head><body style='margin:0'><main style='width:620px'>"
LOOP = "<?php while (have_posts()) { the_post(); the_content(); } ?></main><?php wp_footer(); ?></body></html>"
LOOPBACK = """<?php
add_filter('http_request_host_is_external', '__return_true');
add_filter('http_allowed_safe_ports', fn($ports) => [...$ports, @port@]);
"""
CONFIG = """<?php
define('DB_NAME', 'wp'); define('DB_USER', 'root'); define('DB_PASSWORD', ''); define('DB_HOST', 'localhost:@socket@');
define('DB_CHARSET', 'utf8mb4'); define('DB_COLLATE', ''); define('WP_HOME', 'http://@host@'); define('WP_SITEURL', 'http://@host@');
define('DISABLE_WP_CRON', true); define('AUTOMATIC_UPDATER_DISABLED', true);
$table_prefix = 'wp_';
defined('ABSPATH') || define('ABSPATH', __DIR__ . '/');
require_once ABSPATH . 'wp-settings.php';
"""


class Post(NamedTuple):
    """The post's address, and that of the page whose address was pasted."""

    address: str
    page: str


def wanted(*names: str) -> Path:
    for name in names:
        if not shutil.which(name):
            pytest.skip(f"{name} is not installed (Debian's packages php-cli, php-mysql, mariadb-server-core, mariadb-client-core)")
    home = Path(os.environ.get("WORDPRESS", "/usr/share/wordpress"))
    if not (home / "wp-includes" / "embed.php").is_file():
        pytest.skip("there is no WordPress on this machine (Debian's package wordpress; or set WORDPRESS to its folder)")
    if b"mysqli" not in subprocess.run(["php", "-m"], capture_output=True, check=True).stdout:
        pytest.skip("PHP has no mysqli (Debian's package php-mysql)")
    return home


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def wait_for(address: str) -> None:
    for _ in range(100):
        try:
            urlopen(address, timeout=30).close()  # noqa: S310 - a server of this test
        except (URLError, OSError):
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"{address} does not answer")


def wordpress_in(folder: Path, home: Path, host: str, port: int) -> Path:
    """A copy of WordPress with settings, a theme of one file, and leave to fetch from `port` of this machine."""
    site = folder / "wordpress"
    shutil.copytree(home, site, symlinks=True, ignore=shutil.ignore_patterns("wp-config.php", "wp-content"))
    files = {
        "wp-config.php": CONFIG.replace("@socket@", str(folder / "db.sock")).replace("@host@", host),
        "wp-content/mu-plugins/loopback.php": LOOPBACK.replace("@port@", str(port)),
        "wp-content/themes/plain/style.css": "/* Theme Name: Plain */",
        "wp-content/themes/plain/index.php": THEME + LOOP,
    }
    for name, text in files.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text, encoding="utf-8")
    return site


@pytest.fixture(scope="module")
def post(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Post]:
    home = wanted("php", "mariadbd", "mariadb-install-db")
    folder = tmp_path_factory.mktemp("wp")
    port, news = free_port(), free_port()
    host, base = f"127.0.0.1:{port}", f"http://127.0.0.1:{news}/"
    for page in render(Site("Chroniken", "de", base), [Story("de", SAMPLE["chronology"](events=SAMPLE["EVENTS"][:4]))]):
        (folder / "news" / page.path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "news" / page.path).write_bytes(page.content)
    site, data = wordpress_in(folder, home, host, news), folder / "db"
    running: list[subprocess.Popen[bytes]] = []

    def start(*command: str) -> None:
        with (folder / "log").open("ab") as log:
            running.append(subprocess.Popen(command, stdout=log, stderr=log))

    try:
        user = ["--user=root"] if os.getuid() == 0 else []
        made = ["mariadb-install-db", "--no-defaults", f"--datadir={data}", "--auth-root-authentication-method=normal", *user]
        subprocess.run(made, check=True, capture_output=True)
        first = folder / "first.sql"
        first.write_text("CREATE DATABASE IF NOT EXISTS wp;", encoding="utf-8")
        start(
            "mariadbd",
            "--no-defaults",
            f"--datadir={data}",
            f"--socket={folder / 'db.sock'}",
            "--skip-networking",
            f"--init-file={first}",
            *user,
        )
        for _ in range(100):
            time.sleep(0.1)
            if (folder / "db.sock").exists():
                break
        start(sys.executable, "-m", "http.server", str(news), "--bind", "127.0.0.1", "--directory", str(folder / "news"))
        start("php", "-S", host, "-t", str(site))
        wait_for(base)
        environment = os.environ | {"WORDPRESS_SITE": str(site), "WORDPRESS_HOST": host}
        command = ["php", "-d", "error_reporting=0", str(HERE / "outside" / "wordpress_install.php"), f"{base}de/"]
        number = subprocess.run(command, env=environment, capture_output=True, check=True).stdout.decode().rpartition("\n")[2]
        wait_for(f"http://{host}/?p={number}")
        yield Post(f"http://{host}/?p={number}", f"{base}de/")
    finally:
        for process in reversed(running):
            process.terminate()
        for process in running:
            process.wait(20)


def test_an_author_pastes_the_address(post: Post, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 800, "height": 900})
    page.goto(post.address)
    frame = page.locator("iframe.wp-embedded-content")
    assert frame.get_attribute("sandbox") == "allow-scripts"
    assert (frame.get_attribute("src") or "").startswith(f"{post.page}embed/#?secret=")
    page.wait_for_function("document.querySelector('iframe').style.position === ''")
    page.wait_for_timeout(500)
    inner = page.frame_locator("iframe").locator("body").bounding_box()
    outer = frame.bounding_box()
    assert inner
    assert outer
    assert 200 < inner["height"] < 1000
    assert outer["height"] == pytest.approx(inner["height"], abs=1)
    assert outer["width"] == 620
    page.frame_locator("iframe").locator("li .when a").first.click()
    page.wait_for_url(f"{post.page}event/*")
    page.close()
