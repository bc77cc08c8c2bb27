"""`timeline check`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from timeline import output, pipeline
from timeline.check.html import check_html
from timeline.check.pages import check_pages
from timeline.check.quotes import check_quotes
from timeline.commands.reading import reading
from timeline.edits_file import read_edits
from timeline.errors import TimelineError
from timeline.export.data import FILE_NAME
from timeline.intake import Watch
from timeline.model import Confidence, Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from timeline.commands.reading import Desk
    from timeline.config import Config
    from timeline.model import Page


@click.command()
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="The form of the output.")
@reading
def command(desk: Desk, form: str) -> None:
    """Check a project, its pages and what was published.

    Nothing is written. Errors end with exit code 1, with --strict warnings too. PATHS as for `timeline build`.
    """
    watch = Watch(progress=desk.progress)
    pages, report = pipeline.make(desk.config, watch=watch, workers=None)
    problems = [
        *report.problems,
        *check_pages(pages),
        *check_html(pages),
        *_uncertain(pages),
        *_published(desk.config, pages, report.output),
    ]
    problems = sorted(dict.fromkeys(problems), key=lambda problem: (problem.path, problem.line or 0))
    if form == "json":
        click.echo(json.dumps([_row(problem) for problem in problems], ensure_ascii=False, indent=2))
    else:
        for problem in problems:
            click.echo(" ".join(str(problem).split()))
        click.echo(_summary(problems))
    fatal = sum(problem.severity is Severity.ERROR or (desk.strict and problem.severity is Severity.WARNING) for problem in problems)
    if fatal:
        raise TimelineError(f"{fatal} of {len(problems)} problems must be mended")


def _uncertain(pages: Sequence[Page]) -> Iterator[Problem]:
    """How much of each chronology the tool is not sure of, and what rests on a date that was inferred."""
    for page in pages:
        if page.path.rpartition("/")[2] != FILE_NAME:
            continue
        events = json.loads(page.content)["events"]
        low = [event for event in events if all(source["confidence"] == Confidence.LOW for source in event["sources"])]
        if low:
            message = (
                f"{len(low)} of {len(events)} entries are uncertain, the first is {low[0]['headline']!r}; read them, or set min_confidence"
            )
            yield Problem(page.path, message, Severity.NOTE)


def _published(config: Config, pages: Sequence[Page], folder: Path) -> Iterator[Problem]:
    """What is wrong with the site on disk: other articles than those of today, and quotes that they do not hold any more."""
    changed = output.differences(pages, folder)
    if not changed or not folder.exists():
        return
    yield Problem(str(folder), f"is not what the articles give now ({changed[0]}, {len(changed)} files in all); run timeline build")
    texts = [document.text for document, _ in pipeline.read_all(config, watch=Watch())]
    texts += [entry.quote for entry in read_edits(config).entry]
    for path in sorted(folder.rglob(FILE_NAME)):
        yield from check_quotes(path, texts)


def _row(problem: Problem) -> dict[str, str | int | None]:
    return {"path": problem.path, "line": problem.line, "severity": problem.severity.value, "message": problem.message}


def _summary(problems: Sequence[Problem]) -> str:
    counts = {severity: sum(problem.severity is severity for problem in problems) for severity in Severity}
    return ", ".join(f"{count} {severity}{'s' if count != 1 else ''}" for severity, count in reversed(counts.items()))
