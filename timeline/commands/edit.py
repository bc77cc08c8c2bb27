"""`timeline edit`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from timeline import edits_writer, published
from timeline.chronology import describe
from timeline.commands.reading import DAY, Clock, Parsed, project
from timeline.config_file import load_edits
from timeline.edits_writer import Change
from timeline.edtf import parse_edtf
from timeline.errors import TimelineError
from timeline.model import Correction, Status

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from timeline.model import Day
    from timeline.published import Table


def _edtf(text: str) -> str:
    return parse_edtf(text).edtf if text else ""


@click.command()
@click.argument("identity", metavar="ID")
@click.argument("paths", nargs=-1, metavar="[PATHS]...")
@click.option("--hide/--no-hide", default=None, help="Publish it nowhere.")
@click.option("--pin/--no-pin", default=None, help="Show it, however little it weighs.")
@click.option("--order", type=click.IntRange(min=1), metavar="N", help="Its place among the events of its date.")
@click.option("--headline", metavar="TEXT", help="What it is called.")
@click.option("--date", type=Parsed("date", _edtf), metavar="EDTF", help="Its date: 2024-10-24, 2024-10, 2024-06/2024-09, 2024~.")
@click.option("--status", type=click.Choice(["", *map(str, Status)]), metavar="STATUS", help=f"{', '.join(Status)}.")
@click.option("--tag", "tags", multiple=True, metavar="NAME", help="Its tags, in place of all that it has; once for each.")
@click.option("--image", metavar="SRC", help="Its picture: an address, or a file's path from the folder of edits.toml.")
@click.option("--alt", default="", metavar="TEXT", help="The picture's content in words.")
@click.option("--credit", default="", metavar="TEXT", help="Whose picture it is.")
@click.option("--merge-with", "merge", multiple=True, metavar="ID", help="Another event that it is; once for each.")
@click.option("--split", multiple=True, metavar="ID", help="A statement among its sources that tells something else; once for each.")
@click.option("--note", metavar="TEXT", help="A correction, shown with its date.")
@click.option("--on", type=DAY, metavar="YYYY-MM-DD", help="The day of the correction; today by default.")
@click.option("--undo", is_flag=True, help="Forget what was decided of it.")
@click.option("--config", "config_file", type=click.Path(path_type=Path), metavar="FILE", help="Settings, in place of timeline.toml.")
@click.option("-o", "--output", metavar="DIR", help="The folder of the site, where it is not the one in the settings.")
@click.pass_obj
def command(clock: Clock, /, identity: str, paths: tuple[str, ...], config_file: Path | None, output: str | None, **options: Any) -> None:
    """Hide, change, merge or correct an event.

    ID is that of any statement that tells it: the end of the link of an entry or a source, or one of `members` in chronology.json.
    What is decided is written to edits.toml beside timeline.toml (without one, beside the documents that PATHS name as for build),
    and followed by the next build. An empty value takes back what was decided.
    """
    config = project(paths, config_file)
    site = Path(output) if output else (Path(config.output) if config.base is not None else config.root / config.output)
    file = config.root / config.edits
    if options.pop("undo"):
        if not edits_writer.undo(file, identity):
            raise TimelineError(f"{file}: nothing is decided of {identity}")
    else:
        edits_writer.change(file, _change(identity, _Site(site, file), clock, **options))
    click.echo(f"{_shown(file)}: written; the next `timeline build` follows it")


class _Site:
    """What the last build published, and what the file says of events that it did not."""

    def __init__(self, folder: Path, file: Path) -> None:
        self._folder = folder
        self._tables: Sequence[Table] = list(published.load(folder).values()) if folder.is_dir() else []
        self._edits = load_edits(file) if file.exists() else None

    def says(self, identity: str) -> dict[str, str]:
        """What the statements of an event say, by their ids; nothing more is known of an event that is in the file alone."""
        for table in self._tables:
            for event in table["events"]:
                if identity in event["members"]:
                    told = zip(event["members"], event["sources"], strict=True)
                    return {name: describe(source["date"], source["quote"]) for name, source in told}
        if self._edits and self._edits.about(identity):
            return {}
        raise TimelineError(
            f"no event in {_shown(self._folder)} has a statement with the id {identity}; build the site, and take the id from it"
        )


def _change(  # noqa: PLR0913 - the options that are more than a key and its value
    identity: str,
    site: _Site,
    clock: Clock,
    *,
    merge: tuple[str, ...],
    split: tuple[str, ...],
    note: str | None,
    on: Day | None,
    alt: str,
    credit: str,
    **values: Any,
) -> Change:
    says = site.says(identity)
    for name in merge:
        says[name] = site.says(name).get(name, "")
    if strange := [name for name in split if name not in says or name == identity or name in merge]:
        raise click.UsageError(f"--split: {strange[0]} is no other source of {identity}")
    if values["image"]:
        values["image"] = {key: value for key, value in (("src", values["image"]), ("alt", alt), ("credit", credit)) if value}
    elif alt or credit:
        raise click.UsageError("--alt and --credit go with --image")
    correction = Correction(on or clock.today(), note) if note else None
    stated = _stated(values)
    if not (stated or merge or split or correction):
        raise click.UsageError("say what to change, such as --hide or --headline; see --help")
    return Change(identity, says, stated, merge, split, correction)


def _stated(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values that the command line gives; no tag at all is none given, and an empty one takes all away."""
    stated = {key: value for key, value in values.items() if value is not None}
    tags = stated.pop("tags")
    return stated | ({"tags": [tag for tag in tags if tag]} if tags else {})


def _shown(path: Path) -> str:
    near = os.path.relpath(path)
    return str(path) if near.startswith("..") else near
