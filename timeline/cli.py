"""The command `timeline`: finds its commands when they are called, and is the one place that reads the clock."""

from __future__ import annotations

import errno
import io
import os
import sys
from datetime import UTC, datetime
from importlib import import_module
from time import perf_counter
from typing import TYPE_CHECKING, Any

import click

from timeline import __version__
from timeline.errors import TimelineError

if TYPE_CHECKING:
    from timeline.model import Day

# One line of help each: `timeline --help` need not import them. A test compares the lines with the commands' own.
COMMANDS = {
    "build": "Read articles and write their chronology as a site.",
    "check": "Check a project, its pages and what was published.",
    "diff": "Print what a rebuild changed.",
    "edit": "Hide, change, merge or correct an event.",
    "embed": "Print what to paste into another site to show a chronology there.",
    "export": "Write a chronology in the format of another tool.",
    "extract": "Print the dated statements of articles.",
    "fetch": "Save pages, and the entries of feeds, as files to build from.",
    "init": "Start a project: settings, an article, a workflow.",
    "languages": "List the languages that have data.",
    "publish": "Push the built site to a branch that a host serves.",
    "read": "Print documents as they were read, with where each field was found.",
    "serve": "Show the site in a browser while you work on it.",
    "tag": "Print the time expressions of articles.",
}


class Clock:
    """The time, for commands: the day where nothing else says it, and the seconds since the start for progress and summary."""

    def __init__(self) -> None:
        self._start = perf_counter()

    def today(self) -> Day:
        """The day that `SOURCE_DATE_EPOCH` says (reproducible-builds.org; UTC), else the one here and now."""
        from timeline.model import Day  # noqa: PLC0415 - `timeline --help` needs no values, and they cost a fifth of it

        epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
        try:
            now = datetime.fromtimestamp(int(epoch), tz=UTC) if epoch else datetime.now().astimezone()
        except (ValueError, OverflowError, OSError) as error:
            raise TimelineError(f"SOURCE_DATE_EPOCH: {epoch!r} is not a number of seconds since 1970") from error
        return Day(now.year, now.month, now.day)

    def seconds(self) -> float:
        """Seconds since the start."""
        return perf_counter() - self._start


class Commands(click.Group):
    """The group of all commands; errors of ours and of the system become one line and exit code 1."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run, with output in UTF-8 and bare newlines on every platform: what is piped into a file is the same everywhere."""
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
        return super().main(*args, **kwargs)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, as `--help` lists them."""
        del ctx
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command of a name."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"timeline.commands.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(sorted(COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> Any:
        """Call the command."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except TimelineError as error:
            raise click.ClickException(" ".join(str(error).split())) from error
        except OSError as error:
            if error.errno == errno.EPIPE:  # `timeline extract … | head`: click ends quietly
                raise
            raise click.ClickException(f"{error.filename or 'output'}: {error.strerror or error}") from error
        return result


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="timeline")
@click.pass_context
def main(ctx: click.Context) -> None:
    """From a pile of articles to a sourced chronology.

    In a folder with a timeline.toml, `timeline build` reads the articles that it names and writes the site.
    """
    ctx.obj = Clock()
