"""`timeline export`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from timeline import pipeline
from timeline.commands.reading import reading
from timeline.commands.stories import choosing, page_address
from timeline.errors import OutputError
from timeline.export import formats
from timeline.intake import Watch
from timeline.model import Problem, Severity

if TYPE_CHECKING:
    from timeline.commands.reading import Desk
    from timeline.commands.stories import Choose


@click.command()
@click.option("--format", "form", type=click.Choice(sorted(formats.exporters())), required=True, help="The format.")
@click.option("-o", "--output", metavar="FILE", type=click.Path(path_type=Path), help="The file to write; standard output without it.")
@choosing
@reading
def command(desk: Desk, form: str, output: Path | None, choose: Choose) -> None:
    """Write a chronology in the format of another tool.

    PATHS are files, folders, patterns, or - for standard input; without them timeline.toml names the sources. What each format can
    say and what it loses is in docs/exports.md. To have files beside the site, list formats under 'exports' in timeline.toml.
    """
    exporter = formats.load(form)
    part, chronology = choose(pipeline.chronologies(desk.config, watch=Watch(desk.tell, desk.progress), workers=None))
    content = exporter.write(chronology, page_address(desk.config, part))
    lost = sum(not exporter.holds(event) for event in chronology.events)
    if lost:
        message = f"entries left out, for {form} has no form for their dates: {lost}"
        desk.tell(Problem(str(output or form), message, Severity.NOTE))
    desk.check()
    if output is None:
        sys.stdout.buffer.write(content)
        return
    try:
        output.write_bytes(content)
    except OSError as error:
        raise OutputError(f"{output}: cannot be written: {error.strerror or error}") from error
