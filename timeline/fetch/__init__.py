"""From addresses to files that a later build reads: the only part of the project that touches the network, and never during a build."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from timeline.errors import ReadError
from timeline.fetch.client import Answer, Client, FetchError
from timeline.fetch.store import save
from timeline.model import Problem, Severity
from timeline.read.encoding import head
from timeline.read.feed import Link, accepts, links

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from timeline.timespan import Day

__all__ = ["Client", "FetchError", "Saved", "Task", "fetch"]


@dataclass(frozen=True, slots=True)
class Task:
    """Where to put what is fetched, the day that counts as the day of retrieval, and how many entries of a feed to get."""

    into: Path
    today: Day
    entries: int = 50


@dataclass(frozen=True, slots=True)
class Saved:
    """A file that was written, and the address that it came from in the end."""

    path: Path
    url: str


def fetch(urls: Iterable[str], client: Client, task: Task) -> Iterator[Saved | Problem]:
    """Save each address as a file with its address and day beside it, one after the other; of a feed save its entries' pages.

    What cannot be had is a problem: an error for an address that was named, a warning for an entry of a feed.
    """
    seen: set[str] = set()
    for url in urls:
        try:
            answer = client.get(url)
            entries = links(answer.body)[: task.entries] if accepts(head(answer.body)) else []
        except (FetchError, ReadError) as error:
            yield Problem(url, str(error), Severity.ERROR)
            continue
        if not entries:
            yield _saved(answer, None, task)
        for entry in entries:
            if entry.url not in seen:
                seen.add(entry.url)
                yield _entry(entry, client, task)


def _entry(entry: Link, client: Client, task: Task) -> Saved | Problem:
    try:
        return _saved(client.get(entry.url), entry, task)
    except FetchError as error:
        return Problem(entry.url, str(error), Severity.WARNING)


def _saved(answer: Answer, entry: Link | None, task: Task) -> Saved:
    return Saved(save(answer, entry, task.into, task.today), answer.url)
