"""Changes of a project's files, as they come."""

from __future__ import annotations

from itertools import chain
from queue import Empty, SimpleQueue
from threading import Event, Thread
from typing import TYPE_CHECKING

from watchfiles import DefaultFilter, watch

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from pathlib import Path

    from watchfiles import Change

    from timeline.serve.places import Places

    Group = set[tuple[Change, str]]
    Sieve = Callable[[Change, str], bool]

TOGETHER = 10  # ms without a further change after which those that came are one: an editor writes a file in several steps
AT_MOST = 200  # ms
READY = 50  # ms until an empty group tells that watching has begun
LOOK = 0.2  # seconds after which a signal is noticed on Windows, where waiting cannot be interrupted


def changes(places: Callable[[], Places]) -> Iterator[None]:
    """Give a turn when watching has begun, and one for each group of changes after that.

    `places` is asked after each, since the settings may name other folders by then; a turn tells that these are watched.
    """
    seen: SimpleQueue[None] = SimpleQueue()
    while True:
        now, stop = places(), Event()
        threads = [Thread(target=_follow, args=(groups, seen), daemon=True) for groups in _watched(now, stop)]
        try:
            for thread in threads:
                thread.start()
            yield
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


def _follow(groups: Iterator[Group], seen: SimpleQueue[None]) -> None:
    for group in groups:
        if group:
            seen.put(None)


def _watched(places: Places, stop: Event) -> Iterator[Iterator[Group]]:
    """The changes in folders with all below them, and of single files; they are watched from now on.

    Many editors put a new file in the place of the old, which only a watch on the folder sees. What editors and version control keep
    in folders does not count (the library's own list).
    """
    if places.folders:
        yield _watch(places.folders, DefaultFilter(), stop, recursive=True)
    alone = [path for path in places.files if not any(path.is_relative_to(folder) for folder in places.folders)]
    real = {path.parent.resolve() / path.name for path in alone}  # macOS tells real paths, whatever it was asked for
    names = set(map(str, real))
    yield _watch({path.parent for path in real if path.parent.is_dir()}, lambda _, name: name in names, stop, recursive=False)


def _watch(folders: Collection[Path], counts: Sieve, stop: Event, *, recursive: bool) -> Iterator[Group]:
    groups = watch(
        *folders,
        watch_filter=counts,
        debounce=AT_MOST,
        step=TOGETHER,
        stop_event=stop,
        rust_timeout=READY,
        yield_on_timeout=True,
        recursive=recursive,
        ignore_permission_denied=True,
    )
    return chain([next(groups, set())], groups)  # the library begins to watch when it is first asked
