"""How long the pages of many events take: `python benchmarks/pages.py [FOLDER]`.

Ten times as many events, and beside them what MkDocs and Pelican take for as many Markdown files in the same run. FOLDER is a virtual
environment that has them (`python -m venv peers && peers/bin/pip install mkdocs pelican markdown`); without it they are left out. CPU
time, files written included, of one run each after a warm-up; only the ratios of one run mean something.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from timeline import output
from timeline.export.site import Site, Story, render
from timeline.model import Chronology, Day, Document, Event, Grain, Statement, Status, TimeSpan

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

SIZES = (1_000, 10_000)
YEAR = 336  # days of twelve months of 28
WORDS = "Der Rat beriet über die Brücke am Hafen; die Anlieger hatten wochenlang gegen die Sperrung protestiert und verlangten eine Fähre."


def chronology(count: int) -> Chronology:
    """Events over twenty years, told by one document in ten; one in three is still expected."""
    documents = {
        f"rat-{n}": Document(f"rat-{n}", "", (), title=f"Sitzung {n}", url=f"https://rat.example/{n}", publisher="Abendkurier")
        for n in range(count // 10)
    }
    events = []
    for n in range(count):
        days = n * 20 * YEAR // count
        day = Day(2000 + days // YEAR, 1 + days // 28 % 12, 1 + days % 28)
        quote = f"{WORDS} Es war die {n}. Sitzung."
        status = Status.EXPECTED if n % 3 == 2 else Status.PAST
        statement = Statement(f"rat-{n // 10}", quote, 0, len(quote), TimeSpan(day, day, Grain.DAY), status)
        events.append(
            Event(f"Der Rat berät zum {n}. Mal", statement.span, status, statement, (statement,), tags=("Brücke", "Hafen")[: n % 3])
        )
    return Chronology("Die Brücke", "de", tuple(events), documents)


def timed(run: Callable[[], object]) -> float:
    """The CPU time of this process and of those that it starts and waits for: a busy machine does not change it much."""
    started = os.times()
    run()
    return sum(os.times()[:4]) - sum(started[:4])


def pages(made: Chronology, folder: Path) -> None:
    output.write(render(Site("Die Brücke", "de", "https://example.org/"), [Story("", made)]), folder)


def markdown(made: Chronology, folder: Path, head: Callable[[int, Event], str]) -> None:
    folder.mkdir(parents=True)
    for n, event in enumerate(made.events):
        source = made.documents[event.lead.document]
        text = f"{head(n, event)}\n\n> {event.lead.quote}\n\n[{source.title}]({source.url}), {source.publisher}\n"
        (folder / f"e{n}.md").write_text(text, encoding="utf-8")


def mkdocs(made: Chronology, folder: Path, peers: Path) -> Sequence[str]:
    markdown(made, folder / "docs", lambda _, event: f"# {event.headline}")
    (folder / "mkdocs.yml").write_text("site_name: Bridge\n", encoding="utf-8")
    return [str(peers / "bin" / "mkdocs"), "build", "--quiet"]


def pelican(made: Chronology, folder: Path, peers: Path) -> Sequence[str]:
    markdown(made, folder / "content", lambda n, event: f"Title: {event.headline}\nDate: {event.span.first}\nSlug: e{n}")
    return [str(peers / "bin" / "pelican"), "--quiet", "content"]


def main() -> None:
    peers = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else None
    own = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pages(chronology(20), folder / "warm")
        for size in SIZES:
            made = chronology(size)
            own[size] = timed(lambda made=made, size=size: pages(made, folder / str(size)))
            print(f"timeline  {size:6} events  {own[size]:6.2f} s")
        print(f"          {SIZES[1]} events take {own[SIZES[1]] / own[SIZES[0]]:.1f} × the time of {SIZES[0]}")
        for prepare in (mkdocs, pelican) if peers else ():
            home = folder / prepare.__name__
            command = prepare(chronology(SIZES[0]), home, peers)
            seconds = timed(lambda home=home, command=command: subprocess.run(command, cwd=home, check=True, capture_output=True))
            print(f"{prepare.__name__:9} {SIZES[0]:6} files   {seconds:6.2f} s  {seconds / own[SIZES[0]]:5.1f} × the time of timeline")


if __name__ == "__main__":
    main()
