"""`timeline build`."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from timeline import pipeline
from timeline.commands.explain import event_block
from timeline.commands.reading import PERCENT, Parsed, reading
from timeline.config import parse_address
from timeline.errors import TimelineError
from timeline.intake import Watch

if TYPE_CHECKING:
    from timeline.commands.reading import Desk
    from timeline.config import Config


@click.command()
@click.option("-o", "--output", metavar="DIR", help="The folder to write; files in it that are not timeline's stay.")
@click.option("--title", help="The heading of the site.")
@click.option(
    "--base-url", type=Parsed("address", parse_address), metavar="URL", help="The address that the site will have, for absolute links."
)
@click.option("--max-events", type=click.IntRange(min=1), metavar="N", help="Show the N most important events, fold the others.")
@click.option("--top", type=PERCENT, metavar="20%", help="Show this part of the events, the most important ones, fold the others.")
@click.option("--explain", "identity", metavar="ID", help="Print why the event with this id is one event, and write nothing.")
@reading
def command(desk: Desk, identity: str | None, **options: Any) -> None:
    """Read articles and write their chronology as a site.

    PATHS are files, folders, patterns, or - for standard input; without them timeline.toml names the sources. The old site stays
    until the new one is complete.
    """
    config = _with(desk.config, **options)
    watch = Watch(desk.tell, desk.progress)
    if identity is not None:
        click.echo(_explained(config, identity, watch), nl=False)
        return
    report = pipeline.build(config, strict=desk.strict, watch=watch, workers=None)
    counts = [_count(getattr(report, noun), noun) for noun in ("documents", "statements", "events")]
    counts.append(_count(len(report.problems), "problems"))
    click.echo(f"{', '.join(counts)}; {desk.clock.seconds():.1f} s; {_shown(report.output)}")


def _with(config: Config, output: str | None, **said: Any) -> Config:
    """The settings with what the command line says instead."""
    config = replace(config, **{key: value for key, value in said.items() if value is not None})
    if output is not None:
        return replace(config, output=str(Path(output).absolute()))
    return config if config.base is None else replace(config, output=str(Path(config.output).absolute()))


def _explained(config: Config, identity: str, watch: Watch) -> str:
    found = pipeline.explain(config, identity, watch=watch, workers=None)
    if not found:
        raise TimelineError(f"no statement has the id {identity}; chronology.json and the page's links name the ids")
    return "".join(event_block(explanation) for explanation in found)


def _count(number: int, nouns: str) -> str:
    return f"{number} {nouns if number != 1 else nouns.removesuffix('s')}"


def _shown(folder: Path) -> str:
    try:
        near = os.path.relpath(folder)
    except ValueError:  # another drive on Windows
        return str(folder)
    return str(folder) if near.startswith("..") else near
