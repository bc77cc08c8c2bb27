"""`timeline tag`."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from timeline import pipeline
from timeline.commands.explain import explaining, expression_block
from timeline.commands.reading import reading
from timeline.errors import OutputError
from timeline.export.timeml import timeml
from timeline.intake import Watch

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from timeline.commands.reading import Desk
    from timeline.extraction import Article


@click.command()
@click.option(
    "--format", "form", type=click.Choice(["jsonl", "timeml"]), default="jsonl", show_default=True, help="The form of the output."
)
@click.option("-o", "--output", metavar="DIR", type=click.Path(path_type=Path), help="With timeml: a folder for one file per document.")
@explaining("Print for readers, with the rule that fired, what is known and implied, and the anchor and why; not with --format.")
@reading
def command(desk: Desk, form: str, output: Path | None, *, explain: bool) -> None:
    """Print the time expressions of articles.

    PATHS are files, folders, patterns, or - for standard input; without them timeline.toml names the sources. Types and values are
    those of TIMEX3 (TimeML); offsets are code points into the document's text.
    """
    if output and form != "timeml":
        raise click.UsageError("--output goes with --format timeml")
    articles = pipeline.tag_all(desk.config, watch=Watch(desk.tell, desk.progress), workers=None)
    if explain:
        sys.stdout.writelines(expression_block(article.document, expression) for article in articles for expression in article.expressions)
    elif form == "jsonl":
        for article in articles:
            sys.stdout.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in records(article))
    elif output:
        _write(articles, output)
    else:
        article, *others = articles
        if others:
            raise click.UsageError(f"{len(others) + 1} TimeML documents do not fit into one output; name a folder with -o DIR")
        sys.stdout.write(timeml(article))
    desk.check()


def records(article: Article) -> Iterator[dict[str, Any]]:
    """The expressions of a document as `tag` prints them."""
    document = article.document
    for expression in article.expressions:
        start, end = expression.mention.start, expression.mention.end
        yield {
            "doc": document.id,
            "start": start,
            "end": end,
            "text": document.text[start:end],
            "type": expression.type,
            "value": expression.value,
            "mod": expression.mod,
        }


def _write(articles: Iterable[Article], folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        taken: set[str] = set()
        for article in articles:
            path = folder / _file_name(article.document.id, taken)
            path.write_text(timeml(article), encoding="utf-8", errors="replace", newline="\n")
    except OSError as error:
        raise OutputError(f"{error.filename or folder}: cannot be written: {error.strerror or error}") from error


def _file_name(document: str, taken: set[str]) -> str:
    """A file name that every system takes, and that no other document of the run has."""
    plain = re.sub(r"[^\w.-]+", "-", document).strip(".-") or "document"
    name, number = plain, 1
    while name.lower() in taken:
        number += 1
        name = f"{plain}-{number}"
    taken.add(name.lower())
    return f"{name}.tml"
