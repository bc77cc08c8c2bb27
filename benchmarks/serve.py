"""From an edit to the page: `python benchmarks/serve.py [EVENTS]` (1,000 by default).

`timeline serve` runs as its users run it. A file of a hundred is edited, and a client asks for the page as a browser would: at the word
that there is a new version. Wall time from the edit to the word and to the last byte of a page that shows it, medians; and the server's CPU
time for one edit, watching included.
"""

from __future__ import annotations

import os
import random
import statistics
import subprocess
import sys
import tempfile
from http.client import HTTPConnection
from pathlib import Path
from time import perf_counter, sleep
from urllib.parse import urlsplit

ARTICLES = 100
ROUNDS = 9
SYLLABLES = ("ka", "ro", "mi", "ten", "dul", "ver", "sha", "pol", "gri", "nau", "bex", "lor", "wim", "tas", "fen", "zur")
MONTHS = ("January", "March", "May", "July", "August", "October", "December")


def project(folder: Path, events: int) -> None:
    """Articles of ten events each or more, over twenty years, in words that are not those of the others."""
    pick = random.Random(events)  # noqa: S311 - the same articles in every run

    def word() -> str:
        return "".join(pick.choice(SYLLABLES) for _ in range(3))

    (folder / "articles").mkdir()
    for number in range(ARTICLES):
        head = f"Title: The council of {word().title()}\nDate: 2024-11-{number % 28 + 1:02}\nPublisher: Example Gazette\nLanguage: en\n\n"
        paragraphs = [
            f"On {n % 28 + 1} {MONTHS[n // 28 % 7]} {2000 + n // 196 % 20} the {word()} of {word().title()} opened the {word()} "
            f"near {word().title()}. Residents had waited for years and many came to look.\n\n"
            for n in range(number, events - 1, ARTICLES)  # the edit is the last one
        ]
        (folder / "articles" / f"a{number:03}.txt").write_text(head + "".join(paragraphs), encoding="utf-8")
    settings = 'title = "Council"\nlanguage = "en"\nsources = ["articles"]\ntoday = 2024-12-01\n'
    (folder / "timeline.toml").write_text(settings, encoding="utf-8")


def got(port: int, path: str) -> str:
    connection = HTTPConnection("127.0.0.1", port)
    connection.request("GET", f"/{path}")
    text = connection.getresponse().read().decode()
    connection.close()
    return text


def measured(port: int, article: Path, path: str) -> list[tuple[float, float]]:
    """Milliseconds to the word of a new version and to the page, for each round."""
    events = HTTPConnection("127.0.0.1", port)
    events.request("GET", "/.timeline/events")
    stream = events.getresponse()
    stream.readline(), stream.readline()
    found = []
    for number in range(ROUNDS):
        sleep(0.5)
        mark = f"Ferry {number}{number}"
        text = article.read_text(encoding="utf-8").partition("On 30 June 2019")[0]
        article.write_text(f"{text}On 30 June 2019 the {mark} of Lindholm sank near the quay of Ostwick.\n", encoding="utf-8")
        started = perf_counter()
        stream.readline(), stream.readline()
        told = perf_counter()
        page = got(port, path)
        done = perf_counter()
        if mark not in page:
            raise SystemExit(f"{path}: does not show the edit")
        found.append(((told - started) * 1000, (done - started) * 1000))
    events.close()
    return found


def cpu(process: int) -> float:
    """Seconds of processor time that the server has used (Linux): other work on the machine does not change them much."""
    stat = Path(f"/proc/{process}/stat")
    fields = stat.read_text(encoding="ascii").rpartition(")")[2].split() if stat.exists() else ["0"] * 13
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    events = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        project(folder, events)
        command = [sys.executable, "-m", "timeline", "serve", "--port", "0", "--config", str(folder / "timeline.toml")]
        server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        try:
            line = server.stdout.readline() if server.stdout else ""
            port = urlsplit(line.split()[1]).port or 0
            article = folder / "articles" / "a042.txt"
            pages = {"the list": "index.html", "a source": "source/a042.html"}
            for label, path in pages.items():
                got(port, path)
                before = cpu(server.pid)
                rounds = measured(port, article, path)
                used = (cpu(server.pid) - before) / ROUNDS * 1000
                told, done = (statistics.median(column) for column in zip(*rounds, strict=True))
                slowest = max(end for _, end in rounds)
                times = f"built after {told:4.0f} ms, page after {done:4.0f} ms (slowest {slowest:4.0f} ms)"
                print(f"{label:9} {events:6} events  {times}  CPU {used:4.0f} ms")
        finally:
            server.terminate()
            server.wait()


if __name__ == "__main__":
    main()
