"""`timeline extract`."""

from __future__ import annotations

import csv
import json
import sys
from typing import TYPE_CHECKING, Any

import click

from timeline import pipeline
from timeline.commands.explain import explaining, statement_block
from timeline.commands.reading import reading
from timeline.intake import Watch

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from timeline.commands.reading import Desk
    from timeline.extraction import Article

FIELDS = (
    "doc", "date", "precision", "time", "status", "quote", "start", "end", "attribution", "attribution_kind",
    "headline", "language", "published", "inferred", "title", "publisher", "url",
)  # fmt: skip


@click.command()
@click.option(
    "--format", "form", type=click.Choice(["jsonl", "json", "csv"]), default="jsonl", show_default=True, help="The form of the output."
)
@explaining("Print for readers, with the rules that fired and the confidence and why; not with --format.")
@reading
def command(desk: Desk, form: str, *, explain: bool) -> None:
    """Print the dated statements of articles.

    PATHS are files, folders, patterns, or - for standard input; without them timeline.toml names the sources. One statement is one
    line, in the order of the documents and of the dates in each. Offsets are code points into the document's text.
    """
    articles = pipeline.extract(desk.config, watch=Watch(desk.tell, desk.progress), workers=None)
    if explain:
        sys.stdout.writelines(statement_block(article.document, statement) for article in articles for statement in article.statements)
    else:
        _print(articles, form)
    desk.check()


def _print(articles: Iterable[Article], form: str) -> None:
    {"jsonl": _jsonl, "json": _json, "csv": _csv}[form](record for article in articles for record in records(article))


def records(article: Article) -> Iterator[dict[str, Any]]:
    """The statements of a document as `extract` prints them, with the keys of `FIELDS` in that order."""
    document = article.document
    for statement in article.statements:
        yield {
            "doc": document.id,
            "date": statement.span.edtf,
            "precision": statement.span.precision,
            "time": statement.span.time,
            "status": statement.status.value,
            "quote": statement.quote,
            "start": statement.start,
            "end": statement.end,
            "attribution": statement.attribution,
            "attribution_kind": statement.attribution_kind,
            "headline": statement.headline,
            "language": document.language or None,
            "published": str(document.published) if document.published else None,
            "inferred": statement.inferred,
            "title": document.title or None,
            "publisher": document.publisher or None,
            "url": document.url or None,
        }


def _jsonl(rows: Iterable[dict[str, Any]]) -> None:
    for row in rows:
        sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")


def _json(rows: Iterable[dict[str, Any]]) -> None:
    opener = "["
    for row in rows:
        sys.stdout.write(f"{opener}\n{json.dumps(row, ensure_ascii=False)}")
        opener = ","
    sys.stdout.write("[]\n" if opener == "[" else "\n]\n")


def _csv(rows: Iterable[dict[str, Any]]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(FIELDS)
    for row in rows:
        writer.writerow([str(value).lower() if isinstance(value, bool) else value for value in row.values()])
