"""`timeline fetch`."""

from __future__ import annotations

import ipaddress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from timeline.errors import TimelineError
from timeline.model import Problem, Severity

if TYPE_CHECKING:
    from timeline.commands.reading import Clock
    from timeline.fetch.guard import Network


def _network(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> tuple[Network, ...]:
    try:
        return tuple(ipaddress.ip_network(value, strict=False) for value in values)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


@click.command()
@click.argument("urls", nargs=-1, required=True, metavar="URL...")
@click.option("--into", default="articles", show_default=True, type=click.Path(path_type=Path), metavar="DIR", help="The folder to write.")
@click.option("--entries", default=50, show_default=True, type=click.IntRange(1), help="The most entries to get of a feed.")
@click.option("--timeout", default=30.0, show_default=True, type=click.FloatRange(0.1), help="Seconds for each address.")
@click.option("--max-megabytes", default=25.0, show_default=True, type=click.FloatRange(0.001), help="The largest file to get.")
@click.option("--pause", default=1.0, show_default=True, type=click.FloatRange(0), help="Seconds between requests to one host.")
@click.option("--allow", multiple=True, callback=_network, metavar="NETWORK", help="An address or network of your own that may be asked.")
@click.pass_obj
def command(  # noqa: PLR0913 - one argument for each option
    clock: Clock,
    *,
    urls: tuple[str, ...],
    into: Path,
    entries: int,
    timeout: float,
    max_megabytes: float,
    pause: float,
    allow: tuple[Network, ...],
) -> None:
    """Save pages, and the entries of feeds, as files to build from.

    Each is written into DIR with its address and the day beside it. robots.txt is obeyed; addresses that are not public are refused.
    """
    try:
        from timeline.fetch import Client, Task, fetch  # noqa: PLC0415 - the network's libraries, of an extra
        from timeline.fetch.client import Limits  # noqa: PLC0415 - the same
        from timeline.fetch.guard import Guard  # noqa: PLC0415 - the same
    except ModuleNotFoundError as error:
        raise TimelineError(f"needs {error.name}, which is not installed: pip install 'timeline-press[feeds]'") from error
    failed = 0
    with Client(Guard(allow), Limits(timeout, int(max_megabytes * 1e6), pause)) as client:
        for result in fetch(urls, client, Task(into, clock.today(), entries)):
            if isinstance(result, Problem):
                failed += result.severity is Severity.ERROR
                click.echo(" ".join(str(result).split()), err=True)
            else:
                click.echo(result.path.as_posix())
    if failed:
        raise TimelineError(f"addresses that could not be fetched: {failed}")
