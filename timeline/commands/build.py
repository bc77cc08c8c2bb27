"""`timeline build`."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from timeline import pipeline
from timeline.commands.reading import Parsed, reading
from timeline.config import parse_address
from timeline.intake import Watch

if TYPE_CHECKING:
    from timeline.commands.reading import Desk


@click.command()
@click.option("-o", "--output", metavar="DIR", help="The folder to write; files in it that are not timeline's stay.")
@click.option("--title", help="The heading of the site.")
@click.option(
    "--base-url", type=Parsed("address", parse_address), metavar="URL", help="The address that the site will have, for absolute links."
)
@reading
def command(desk: Desk, output: str | None, title: str | None, base_url: str | None) -> None:
    """Read articles and write their chronology as a site.

    PATHS are files, folders, patterns, or - for standard input; without them timeline.toml names the sources. The old site stays
    until the new one is complete.
    """
    config = desk.config
    if title is not None:
        config = replace(config, title=title)
    if base_url is not None:
        config = replace(config, base_url=base_url)
    if output is not None:
        config = replace(config, output=str(Path(output).absolute()))
    elif config.base is not None:
        config = replace(config, output=str(Path(config.output).absolute()))
    report = pipeline.build(config, strict=desk.strict, watch=Watch(desk.tell, desk.progress), workers=None)
    counts = [_count(getattr(report, noun), noun) for noun in ("documents", "statements", "events")]
    counts.append(_count(len(report.problems), "problems"))
    click.echo(f"{', '.join(counts)}; {desk.clock.seconds():.1f} s; {_shown(report.output)}")


def _count(number: int, nouns: str) -> str:
    return f"{number} {nouns if number != 1 else nouns.removesuffix('s')}"


def _shown(folder: Path) -> str:
    try:
        near = os.path.relpath(folder)
    except ValueError:  # another drive on Windows
        return str(folder)
    return str(folder) if near.startswith("..") else near
