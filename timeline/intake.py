"""From the files of a run to what was found in them: in one process or several, always in the order of the files."""

from __future__ import annotations

import os
import signal
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from timeline.errors import ReadError, TimelineError
from timeline.extraction import Extraction
from timeline.model import Problem, Severity
from timeline.read import too_large
from timeline.read.parts import WHOLE, Part, parts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from timeline.config import Config, Options
    from timeline.sources import Source

# Below this many files one process is done before a second one has compiled its languages (measured on articles of 5 KB, 2 cores).
WORTH_A_POOL = 48
WORTH_PARTS = 4  # the same for parts of large files
MOST_WORKERS = 16


@dataclass(frozen=True, slots=True)
class Watch:
    """Who wants to know: `tell` is called with each problem, `progress` with the number of files done and of all."""

    tell: Callable[[Problem], None] = lambda _: None
    progress: Callable[[int, int], None] = lambda _done, _all: None

    def recording(self, problems: list[Problem]) -> Watch:
        """A watch that collects the problems too, and hears each once: two stories may share a source."""
        heard = set(problems)

        def tell(problem: Problem) -> None:
            if problem not in heard:
                heard.add(problem)
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
    parts: dict[Source, list[Extraction]] = {source: [] for source in once}
    for source, extraction in each(errand, config, once, watch, workers):
        parts[source].append(extraction)
    return {source: _joined(found) for source, found in parts.items()}


def each(
    errand: Errand, config: Config, sources: Sequence[Source], watch: Watch, workers: int | None
) -> Iterator[tuple[Source, Extraction]]:
    """What came of each source, in their order, each given as soon as it is done; a large file of many documents comes in parts."""
    jobs = [
        _Job(source, replace(options, first_line=part.first_line), part)
        for source in sources
        for options in [config.options(_below(config.root, source))]
        for part in _parts(source)
    ]
    done = 0
    for job, extraction in zip(jobs, _ordered(partial(_run, errand), jobs, workers), strict=True):
        for problem in extraction.problems:
            watch.tell(problem)
        done += job.part.is_last
        watch.progress(done, len(sources))
        yield job.source, extraction


def _joined(found: Sequence[Extraction]) -> Extraction:
    articles = tuple(article for extraction in found for article in extraction.articles)
    return Extraction(articles, tuple(problem for extraction in found for problem in extraction.problems))


class _Job(NamedTuple):
    """What a process is told to do: it reads the part of the file itself."""

    source: Source
    options: Options
    part: Part


def _parts(source: Source) -> Sequence[Part]:
    try:
        return parts(source.path, source.name) if source.data is None else (WHOLE,)
    except OSError:
        return (WHOLE,)  # who reads it says what is wrong


def _run(errand: Errand, job: _Job) -> Extraction:
    source, options, part = job
    try:
        data = _data(source, options, part)
    except OSError as error:
        return _failed(source, f"cannot be read: {error.strerror}")
    except ReadError as error:
        return _failed(source, str(error))
    extraction = errand.work(data, source.name, options)
    if errand.keep_text or options.publish_text:
        return extraction
    return replace(extraction, articles=tuple(replace(a, document=replace(a.document, text="", blocks=())) for a in extraction.articles))


def _data(source: Source, options: Options, part: Part) -> bytes:
    """The file's bytes or those of a part; one over the limit is not opened: a stray film or disk image must not fill the memory."""
    if source.data is not None:
        return source.data
    if part.end:
        return part.read(source.path)
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


def _ordered(work: Callable[[_Job], Extraction], jobs: Sequence[_Job], workers: int | None) -> Iterator[Extraction]:
    if workers is None:
        worth = len(jobs) >= WORTH_A_POOL or sum(job.part.end > 0 for job in jobs) >= WORTH_PARTS
        workers = min(os.cpu_count() or 1, MOST_WORKERS) if worth else 1
    if workers <= 1:
        yield from map(work, jobs)
        return
    is_cut = any(job.part.end for job in jobs)  # a part is much already
    chunk = 1 if is_cut else max(1, min(16, len(jobs) // (workers * 4)))
    with ProcessPoolExecutor(workers, initializer=_leave_interrupts_to_the_parent) as pool:
        try:
            yield from pool.map(work, jobs, chunksize=chunk)
        except BrokenProcessPool as error:
            raise TimelineError("a worker process died, probably for want of memory; lower limits.max_megabytes") from error
        finally:
            pool.shutdown(cancel_futures=True)


def _leave_interrupts_to_the_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
