"""From the files of a run to what was found in them: in one process or several, always in the order of the files."""

from __future__ import annotations

import io
import os
import signal
from collections import deque
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from timeline.errors import ReadError, TimelineError
from timeline.extraction import Extraction
from timeline.memory import state
from timeline.model import Problem, Severity
from timeline.read import too_large
from timeline.read.archive import archive_of, unpack
from timeline.read.parts import WHOLE, Part, is_cut, parts
from timeline.read.provenance import SIDECAR, UNKNOWN, Provenance, from_sidecar
from timeline.sources import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from concurrent.futures import Future

    from timeline.config import Config, Options
    from timeline.memory import Memory

# Below this many files one process is done before a second one has compiled its languages (measured on articles of 5 KB, 2 cores).
WORTH_A_POOL = 48
MOST_WORKERS = 16
LARGE = 2_000_000  # bytes of one file of many documents from which on several processes pay
CHUNK = 1_000_000  # bytes that are sent to a process at once


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

    work: Callable[[bytes, str, Options, Provenance], Extraction]
    keep_text: bool = True


@dataclass(frozen=True, slots=True)
class _Job:
    """A file to work on, a part of one, or a member of an archive: then `data` is set. It can be sent to another process."""

    source: Source
    name: str
    options: Options
    data: bytes | None = None
    known: Provenance = UNKNOWN
    part: Part = WHOLE


def take(
    errand: Errand,
    config: Config,
    sources: Iterable[Sequence[Source]],
    watch: Watch,
    workers: int | None,
    memory: Memory | None = None,
) -> Mapping[Source, Extraction]:
    """Do the errand once for each source; `workers` None means one process per processor where it pays."""
    once = list(dict.fromkeys(source for found in sources for source in found))
    states = {source: state(source, config) if memory else None for source in once}  # before reading: a later change must show
    known = {source: recalled for source in once if memory and (recalled := memory.recall(source, states[source]))}
    for problem in [problem for extraction in known.values() for problem in extraction.problems]:
        watch.tell(problem)
    fresh: dict[Source, list[Extraction]] = {source: [] for source in once if source not in known}
    for source, extraction in each(errand, config, list(fresh), watch, workers):
        fresh[source].append(extraction)
    taken = {source: known.get(source) or _joined(fresh[source]) for source in once}
    if memory:
        memory.keep({source: (states[source], extraction) for source, extraction in taken.items()})
    return taken


def each(
    errand: Errand, config: Config, sources: Sequence[Source], watch: Watch, workers: int | None
) -> Iterator[tuple[Source, Extraction]]:
    """What came of each source, in their order, each given as soon as it is done.

    A large file of many documents comes in parts, an archive member by member; no more of either is in memory than the processes need.
    """
    done = 0
    for source, extraction in _ordered(partial(_run, errand), _jobs(config, sources), _processes(sources, workers), len(sources)):
        for problem in extraction.problems:
            watch.tell(problem)
        if source is not sources[done]:
            done = sources.index(source, done)
            watch.progress(done, len(sources))
        yield source, extraction
    watch.progress(len(sources), len(sources))


def _joined(several: Sequence[Extraction]) -> Extraction:
    articles = tuple(article for extraction in several for article in extraction.articles)
    return Extraction(articles, tuple(problem for extraction in several for problem in extraction.problems))


def _jobs(config: Config, sources: Iterable[Source]) -> Iterator[tuple[Source, _Job | Problem]]:
    """What there is to do for each source: one job for a file or each part of it, one for each member of an archive."""
    for source in sources:
        below = _below(config.root, source)
        options = config.options(below)
        try:
            with _opened(source) as file:
                archive = archive_of(file) if file else None
                if file is None or archive is None:
                    for part in parts(source.path, source.name) if source.data is None else (WHOLE,):
                        yield source, _Job(source, source.name, replace(options, first_line=part.first_line), part=part)
                    continue
                for member in unpack(file, archive, source.name, options):
                    if isinstance(member, Problem):
                        yield source, member
                    else:
                        own = config.options(below + member.name.removeprefix(source.name), below)
                        yield source, _Job(replace(source, data=None), member.name, own, member.data, member.known)
        except OSError as error:
            yield source, Problem(source.name, f"cannot be read: {error.strerror}", Severity.ERROR)


@contextmanager
def _opened(source: Source) -> Iterator[BinaryIO | None]:
    """The source as a seekable file; None for a pipe, which can be read once only."""
    if source.data is not None:
        yield io.BytesIO(source.data)
    elif not source.path.is_file():
        yield None
    else:
        with source.path.open("rb") as file:
            yield file


def _run(errand: Errand, job: _Job) -> Extraction:
    try:
        data, known = _content(job)
    except OSError as error:
        return _failed(job.name, f"cannot be read: {error.strerror}")
    except ReadError as error:
        return _failed(job.name, str(error))
    extraction = errand.work(data, job.name, job.options, known)
    if errand.keep_text or job.options.publish_text:
        return extraction
    return replace(extraction, articles=tuple(replace(a, document=replace(a.document, text="", blocks=())) for a in extraction.articles))


def _content(job: _Job) -> tuple[bytes, Provenance]:
    """The bytes and what is known of them; a file over the limit is not opened: a stray film must not fill the memory."""
    source = job.source
    if job.data is not None:
        return job.data, job.known
    if source.data is not None:
        return source.data, UNKNOWN
    if job.part.end:
        return job.part.read(source.path), UNKNOWN
    if reason := too_large(source.name, source.path.stat().st_size, job.options):
        raise ReadError(reason)
    sidecar = source.path.with_name(source.path.name + SIDECAR)
    known = from_sidecar(sidecar.read_bytes()) if sidecar.is_file() else UNKNOWN
    return source.path.read_bytes(), known


def _failed(name: str, message: str) -> Extraction:
    return Extraction(problems=(Problem(name, message, Severity.ERROR),))


def _below(root: Path, source: Source) -> str:
    """The path that the patterns of the config are matched with."""
    try:
        return Path(os.path.relpath(source.path, root)).as_posix()
    except ValueError:  # another drive on Windows
        return source.path.as_posix()


def _processes(sources: Sequence[Source], workers: int | None) -> int:
    if workers is not None:
        return workers
    worth = len(sources) >= WORTH_A_POOL or any(_size(source) > LARGE and _is_many(source) for source in sources)
    return min(os.cpu_count() or 1, MOST_WORKERS) if worth else 1


def _size(source: Source) -> int:
    try:
        return source.path.stat().st_size
    except OSError:
        return 0


def _is_many(source: Source) -> bool:
    """Whether a file holds more than one job."""
    if is_cut(source.path, source.name):
        return True
    with suppress(OSError), _opened(source) as file:
        return file is not None and archive_of(file) is not None
    return False


_Work = Callable[[_Job], Extraction]
_Task = tuple[Source, "_Job | Problem"]


def _ordered(work: _Work, tasks: Iterator[_Task], workers: int, files: int) -> Iterator[tuple[Source, Extraction]]:
    """What came of each task, in the order of the tasks; these are taken only when a process is free for them."""
    if workers <= 1:
        yield from ((source, _done(work, task)) for source, task in tasks)
        return
    waiting: deque[tuple[list[Source], Future[list[Extraction]]]] = deque()
    with ProcessPoolExecutor(workers, initializer=_leave_interrupts_to_the_parent) as pool:
        try:
            for chunk in _chunks(tasks, max(1, min(16, files // (workers * 4)))):
                waiting.append(([source for source, _ in chunk], pool.submit(_several, work, [task for _, task in chunk])))
                if len(waiting) > 2 * workers:
                    yield from _results(*waiting.popleft())
            while waiting:
                yield from _results(*waiting.popleft())
        except BrokenProcessPool as error:
            raise TimelineError("a worker process died, probably for want of memory; lower limits.max_megabytes") from error
        finally:
            pool.shutdown(cancel_futures=True)


def _results(sources: Sequence[Source], future: Future[list[Extraction]]) -> Iterator[tuple[Source, Extraction]]:
    yield from zip(sources, future.result(), strict=True)


def _chunks(tasks: Iterable[_Task], files: int) -> Iterator[list[_Task]]:
    """Tasks for one process at a time: so many files, or so many members of archives as are a megabyte."""
    chunk: list[_Task] = []
    size = 0
    for source, task in tasks:
        chunk.append((source, task))
        size += _weight(task) or CHUNK // files
        if size >= CHUNK:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _weight(task: _Job | Problem) -> int:
    """The bytes of a member or a part; 0 for a file, which is weighed by the number of all."""
    if isinstance(task, Problem):
        return 0
    return len(task.data) if task.data is not None else task.part.end - task.part.start


def _several(work: _Work, tasks: Sequence[_Job | Problem]) -> list[Extraction]:
    return [_done(work, task) for task in tasks]


def _done(work: _Work, task: _Job | Problem) -> Extraction:
    return Extraction(problems=(task,)) if isinstance(task, Problem) else work(task)


def _leave_interrupts_to_the_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
