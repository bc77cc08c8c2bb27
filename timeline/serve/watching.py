"""Changes of a project's files, as they come."""

from __future__ import annotations

from queue import Empty, SimpleQueue
from threading import Event, Thread
from typing import TYPE_CHECKING

from watchfiles import watch

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from pathlib import Path

    from timeline.serve.places import Places

TOGETHER = 10  # ms without a further change after which those that came are one: an editor writes a file in several steps
AT_MOST = 200  # ms
LOOK = 0.2  # seconds after which a signal is noticed on Windows, where waiting cannot be interrupted


def changes(places: Callable[[], Places]) -> Iterator[None]:
    """Give a turn for each group of changes. `places` is asked after each, since the settings may name other folders by then."""
    seen: SimpleQueue[None] = SimpleQueue()
    while True:
        now, stop = places(), Event()
        threads = [_watching(now.deep, seen, stop, deep=True), _watching(now.flat, seen, stop, deep=False)]
        try:
            while places() == now:
                try:
                    seen.get(timeout=LOOK)
                except Empty:
                    continue
                yield
        finally:
            stop.set()
            for thread in threads:
                if thread.is_alive():
                    thread.join()


def _watching(folders: Collection[Path], seen: SimpleQueue[None], stop: Event, *, deep: bool) -> Thread:
    """Watch folders until `stop`; what editors and version control keep beside the files does not count (the library's own list)."""

    def run() -> None:
        groups = watch(*folders, debounce=AT_MOST, step=TOGETHER, stop_event=stop, recursive=deep, ignore_permission_denied=True)
        for _ in groups:
            seen.put(None)

    thread = Thread(target=run, daemon=True)
    if folders:
        thread.start()
    return thread
