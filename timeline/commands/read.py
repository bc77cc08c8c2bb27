"""`timeline read`."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import click

from timeline import pipeline
from timeline.commands.reading import reading
from timeline.intake import Watch

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from timeline.commands.reading import Desk
    from timeline.model import Document, Problem

_COLUMNS = {"published": 10, "language": 8, "publisher": 20, "author": 20, "title": 48, "id": 32}
_FIELDS = ("title", "published", "author", "publisher", "language", "url")


@click.command()
@click.option("--format", "form", type=click.Choice(["jsonl", "table"]), default="jsonl", show_default=True, help="The form of the output.")
@reading
def command(desk: Desk, form: str) -> None:
    """Print documents as they were read, with where each field was found.

    PATHS are files, folders, patterns, or - for standard input; without them timeline.toml names the sources. One document is one
    line; in the table a field with ? is a guess.
    """
    found = pipeline.read_all(desk.config, watch=Watch(desk.tell, desk.progress), workers=None)
    {"jsonl": _jsonl, "table": _table}[form](found)
    desk.check()


def record(document: Document, problems: Sequence[Problem]) -> dict[str, Any]:
    """A document as `read` prints it; what is not known is null."""
    return {
        "id": document.id,
        "title": document.title or None,
        "published": str(document.published) if document.published else None,
        "author": document.author or None,
        "publisher": document.publisher or None,
        "language": document.language or None,
        "url": document.url or None,
        "text": document.text,
        "origin": dict(document.origin),
        "problems": [str(problem) for problem in problems],
    }


def _jsonl(found: Iterable[tuple[Document, Sequence[Problem]]]) -> None:
    for document, problems in found:
        sys.stdout.write(json.dumps(record(document, problems), ensure_ascii=False) + "\n")


def _table(found: Iterable[tuple[Document, Sequence[Problem]]]) -> None:
    rows = [{name: name for name in _COLUMNS}]
    for document, _ in found:
        values = {"id": document.id} | {name: str(getattr(document, name) or "") for name in _FIELDS}
        rows.append({name: f"{value}?" if document.guesses(name) else value for name, value in values.items()})
    widths = {name: min(most, max(len(row[name]) for row in rows)) for name, most in _COLUMNS.items()}
    for row in rows:
        cells = [row[name] if len(row[name]) <= width + 1 else f"{row[name][: width - 1]}…" for name, width in widths.items()]
        line = "  ".join(f"{cell:{width}}" for cell, width in zip(cells, widths.values(), strict=True))
        click.echo(line.rstrip())
