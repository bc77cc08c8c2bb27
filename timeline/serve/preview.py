"""The state of a preview: the pages of the last build, made when they are asked for, or the error that stands in their place."""

from __future__ import annotations

import secrets
from dataclasses import replace
from html import escape
from threading import Condition
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from timeline import pipeline
from timeline.errors import TimelineError
from timeline.memory import Memory
from timeline.model import Severity
from timeline.serve.places import places

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from timeline.config import Config
    from timeline.export.draft import Draft
    from timeline.model import Problem
    from timeline.pipeline import Report
    from timeline.serve.places import Places

OWN = "/.timeline/"  # no page of a site has an address below it
INDEX = "index.html"
MISSING = "404.html"
MOST_NOTICES = 20

_ERROR = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Error</title></head>
<body style="font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 3rem auto; padding: 0 1rem">
<h1>The chronology cannot be shown</h1>
<p><code style="white-space: pre-wrap; overflow-wrap: anywhere">{message}</code></p>
<p>The page comes back when the file is right again.</p>
</body></html>
"""
_NOTICES = """<aside id="timeline-problems" style="position: fixed; inset: auto 0 0; max-height: 30vh; overflow: auto; z-index: 9;
 padding: .5rem 1rem; background: #fff3cd; color: #332701; font: .875rem/1.4 system-ui, sans-serif">{lines}</aside>
"""


class Answer(NamedTuple):
    """What a request gets: the status of HTTP, the path that tells the type, and the bytes; or where it should ask (`location`)."""

    status: int
    path: str
    content: bytes
    location: str = ""


class Preview:
    """A project under the hands of its editor. `load` reads its settings, `told` hears each problem once, `built` each build."""

    def __init__(
        self, load: Callable[[], Config], told: Callable[[str], None], built: Callable[[Report], None], *, strict: bool = False
    ) -> None:
        self._strict = strict
        self._load, self._told, self._built = load, told, built
        self._memory = Memory()
        self._changed = Condition()  # guards all of the below
        self._start = secrets.token_hex(4)  # a page of an earlier server must not take itself for one of this one
        self._number = 0
        self._closed = False
        self._drafts: Iterator[Draft] = iter(())
        self._found: dict[str, Draft] = {}
        self._made: dict[str, bytes] = {}
        self._problems: tuple[Problem, ...] = ()
        self._error = ""
        self.places: Places = places(load())

    @property
    def version(self) -> str:
        """What tells one build from another."""
        return f"{self._start}-{self._number}"

    def refresh(self, address: str) -> None:
        """Build again; what cannot be built is an error that the pages show. The site takes the place of the one at `base_url`."""
        with self._changed:
            error, self._error = self._error, ""
            try:
                self._build(address)
            except TimelineError as failed:
                self._fail(" ".join(str(failed).split()), error)
            except OSError as failed:  # a file that went away while it was read
                self._fail(f"{failed.filename or 'a file'}: {failed.strerror or failed}", error)
            self._number += 1
            self._changed.notify_all()

    def _build(self, address: str) -> None:
        config = self._load()
        self.places = places(config)
        here = replace(config, base_url=address) if config.base_url else config  # its pages link to each other by it
        workers = None if not self._number else 1  # later there is little to read
        before = set(self._problems)
        drafts, report = pipeline.preview(here, strict=self._strict, workers=workers, memory=self._memory)
        self._drafts, self._found, self._made, self._problems = drafts, {}, {}, report.problems
        for problem in report.problems:
            if problem not in before:
                self._told(" ".join(str(problem).split()))
        self._built(report)

    def _fail(self, message: str, before: str = "") -> None:
        self._error = message
        if message != before:
            self._told(message)

    def answer(self, path: str) -> Answer:
        """The page at a path of the site, without its leading slash; only what the build made can be asked for."""
        with self._changed:
            wanted = f"{path}{INDEX}" if not path or path.endswith("/") else path
            try:
                content = None if self._error else self._content(wanted)
                if content is None and not self._error and self._draft(f"{path}/{INDEX}"):
                    return Answer(301, "", b"", f"/{quote(path)}/")
                missing = self._content(MISSING) if content is None and not self._error else None
            except TimelineError as failed:
                self._fail(" ".join(str(failed).split()))
                content = missing = None
            if self._error:
                return Answer(500, INDEX, self._live(_ERROR.format(message=escape(self._error)).encode()))
            if content is None:
                return Answer(404, MISSING, self._live(missing or b""))
            return Answer(200, wanted, self._live(content) if wanted.endswith(".html") else content)

    def wait(self, version: str, seconds: float) -> str:
        """The version, as soon as it is not the one given, or after so many seconds; empty when the preview has ended."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self.version != version, seconds)
            return "" if self._closed else self.version

    def close(self) -> None:
        """End the waiting of all."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def _content(self, path: str) -> bytes | None:
        if path not in self._made:
            draft = self._draft(path)
            if draft is None:
                return None
            self._made[path] = draft.make()
        return self._made[path]

    def _draft(self, path: str) -> Draft | None:
        """The draft of a path. Drafts come in the order in which readers ask for them, so that most are never looked for."""
        while path not in self._found:
            draft = next(self._drafts, None)
            if draft is None:
                return None
            self._found[draft.path] = draft
        return self._found[path]

    def _live(self, html: bytes) -> bytes:
        """The page with what this server adds: the problems of the build, and the script that waits for the next one."""
        script = f'<script src="{OWN}reload.js" data-version="{self.version}"></script>\n'
        before, end, after = html.rpartition(b"</body>")
        return before + (self._notices() + script).encode() + end + after

    def _notices(self) -> str:
        grave = [problem for problem in self._problems if problem.severity is not Severity.NOTE]
        more = [f"{len(grave) - MOST_NOTICES} more"] if len(grave) > MOST_NOTICES else []
        lines = [f"<div>{escape(line)}</div>" for line in [*map(str, grave[:MOST_NOTICES]), *more]]
        return _NOTICES.format(lines="".join(lines)) if lines else ""
