"""`timeline serve`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from timeline.commands.reading import reading
from timeline.serve import serve
from timeline.serve.preview import Preview

if TYPE_CHECKING:
    from timeline.commands.reading import Desk
    from timeline.pipeline import Report


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="The port; 0 takes any that is free.")
@reading
def command(desk: Desk, port: int) -> None:
    """Show the site in a browser while you work on it.

    Nothing is written: pages come from memory, and the browser shows each change of an article, a template or the settings at once.
    Only this machine can see them. Ctrl-C ends it. PATHS as for `timeline build`.
    """

    def built(report: Report) -> None:
        click.echo(f"{report.documents} documents, {report.events} events, {len(report.problems)} problems", err=True)

    preview = Preview(desk.load, lambda line: click.echo(line, err=True), built, strict=desk.strict)
    serve(preview, port, lambda address: click.echo(f"serving {address} (Ctrl-C ends it)"))
