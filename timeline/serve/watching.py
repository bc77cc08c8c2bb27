"""Changes of a project's files, as they come."""

from __future__ import annotations

from queue import Empty, SimpleQueue
from threading import Event, Thread
from typing import TYPE_CHECKING

from watchfiles import DefaultFilter, watch

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from pathlib import Path

    from watchfiles import Change

    from timeline.serve.places import Places

    Sieve = Callable[[Change, str], bool]

TOGETHER = 10  # ms without a further change after which those that came are one: an editor writes a file in several steps
AT_MOST = 200  # ms
LOOK = 0.2  # seconds after which a signal is noticed on Windows, where waiting cannot be interrupted


def changes(places: Callable[[], Places]) -> Iterator[None]:
    """Give a turn for each group of changes. `places` is asked after each, since the settings may name other folders by then."""
    seen: SimpleQueue[None] = SimpleQueue()
    while True:
        now, stop = places(), Event()
        threads = [Thread(target=run, args=(now, seen, stop), daemon=True) for run in (_watch_folders, _watch_files)]
        try:
            for thread in threads:
                thread.start()
            while places() == now:
                try:
                    seen.get(timeout=LOOK)
                except Empty:
                    continue
                yield
        finally:
            stop.set()
            for thread in threads:
                thread.join()


def _watch_folders(places: Places, seen: SimpleQueue[None], stop: Event) -> None:
    """Watch folders with all below them; what editors and version control keep there does not count (the library's own list)."""
    if places.folders:
        _watch(places.folders, DefaultFilter(), seen, stop, recursive=True)


def _watch_files(places: Places, seen: SimpleQueue[None], stop: Event) -> None:
    """Watch single files. Many editors put a new file in the place of the old, which only a watch on the folder sees."""
    alone = [path for path in places.files if not any(path.is_relative_to(folder) for folder in places.folders)]
    real = {path.parent.resolve() / path.name for path in alone}  # macOS tells real paths, whatever it was asked for
    names = set(map(str, real))
    _watch({path.parent for path in real if path.parent.is_dir()}, lambda _, name: name in names, seen, stop, recursive=False)


def _watch(folders: Collection[Path], counts: Sieve, seen: SimpleQueue[None], stop: Event, *, recursive: bool) -> None:
    groups = watch(
        *folders,
        watch_filter=counts,
        debounce=AT_MOST,
        step=TOGETHER,
        stop_event=stop,
        recursive=recursive,
        ignore_permission_denied=True,
    )
    for _ in groups:
        seen.put(None)
