"""From the files of a run to what was found in them: in one process or several, always in the order of the files."""

from __future__ import annotations

import os
import signal
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from timeline.errors import ReadError, TimelineError
from timeline.extraction import Extraction
from timeline.model import Problem, Severity
from timeline.read import too_large

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from timeline.config import Config, Options
    from timeline.sources import Source

# Below this many files one process is done before a second one has compiled its languages (measured on articles of 5 KB, 2 cores).
WORTH_A_POOL = 48
MOST_WORKERS = 16


@dataclass(frozen=True, slots=True)
class Watch:
    """Who wants to know: `tell` is called with each problem, `progress` with the number of files done and of all."""

    tell: Callable[[Problem], None] = lambda _: None
    progress: Callable[[int, int], None] = lambda _done, _all: None

    def recording(self, problems: list[Problem]) -> Watch:
        """A watch that collects the problems too, and hears each once: two stories may share a source."""

        def tell(problem: Problem) -> None:
            if problem not in problems:
                problems.append(problem)
                self.tell(problem)

        return Watch(tell, self.progress)


@dataclass(frozen=True, slots=True)
class Errand:
    """What to do with each file's bytes, and whether the texts are needed afterwards: they are most of a run's memory."""

    work: Callable[[bytes, str, Options], Extraction]
    keep_text: bool = True


def take(
    errand: Errand, config: Config, sources: Iterable[Sequence[Source]], watch: Watch, workers: int | None
) -> Mapping[Source, Extraction]:
    """Do the errand once for each source; `workers` None means one process per processor where it pays."""
    once = list(dict.fromkeys(source for found in sources for source in found))
    jobs = [(source, config.options(_below(config.root, source))) for source in once]
    extractions: dict[Source, Extraction] = {}
    for source, extraction in zip(once, _ordered(partial(_run, errand), jobs, workers), strict=True):
        extractions[source] = extraction
        for problem in extraction.problems:
            watch.tell(problem)
        watch.progress(len(extractions), len(jobs))
    return extractions


def _run(errand: Errand, job: tuple[Source, Options]) -> Extraction:
    source, options = job
    try:
        data = _data(source, options)
    except OSError as error:
        return _failed(source, f"cannot be read: {error.strerror}")
    except ReadError as error:
        return _failed(source, str(error))
    extraction = errand.work(data, source.name, options)
    if errand.keep_text or options.publish_text:
        return extraction
    return replace(extraction, articles=tuple(replace(a, document=replace(a.document, text="", blocks=())) for a in extraction.articles))


def _data(source: Source, options: Options) -> bytes:
    """The file's bytes; one that is over the limit is not opened, so that a stray film or disk image cannot fill the memory."""
    if source.data is not None:
        return source.data
    if reason := too_large(source.name, source.path.stat().st_size, options):
        raise ReadError(reason)
    return source.path.read_bytes()


def _failed(source: Source, message: str) -> Extraction:
    return Extraction(problems=(Problem(source.name, message, Severity.ERROR),))


def _below(root: Path, source: Source) -> str:
    """The path that the patterns of the config are matched with."""
    try:
        return Path(os.path.relpath(source.path, root)).as_posix()
    except ValueError:  # another drive on Windows
        return source.path.as_posix()


def _ordered(
    work: Callable[[tuple[Source, Options]], Extraction], jobs: Sequence[tuple[Source, Options]], workers: int | None
) -> Iterator[Extraction]:
    if workers is None:
        workers = min(os.cpu_count() or 1, MOST_WORKERS) if len(jobs) >= WORTH_A_POOL else 1
    if workers <= 1:
        yield from map(work, jobs)
        return
    chunk = max(1, min(16, len(jobs) // (workers * 4)))
    with ProcessPoolExecutor(workers, initializer=_leave_interrupts_to_the_parent) as pool:
        try:
            yield from pool.map(work, jobs, chunksize=chunk)
        except BrokenProcessPool as error:
            raise TimelineError("a worker process died, probably for want of memory; lower limits.max_megabytes") from error
        finally:
            pool.shutdown(cancel_futures=True)


def _leave_interrupts_to_the_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
