"""`timeline embed`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from timeline import pipeline
from timeline.commands.reading import reading
from timeline.commands.stories import choosing, page_address
from timeline.errors import ConfigError
from timeline.export.embed import parts
from timeline.export.embed_snippet import PICTURE, TARGETS, Paste, Target
from timeline.intake import Watch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from timeline.commands.reading import Desk
    from timeline.commands.stories import Choose
    from timeline.config import Config
    from timeline.export.embed import Part


@click.command()
@click.option("--for", "target", type=click.Choice(list(TARGETS)), default="html", show_default=True, help="The site to paste into.")
@click.option("--event", metavar="ID", help="One entry alone, by its id: what follows # in its link.")
@click.option("--part", metavar="NAME", help="A part that 'embeds' in timeline.toml asks for, such as year-2024.")
@click.option("--picture", is_flag=True, help="A picture that links to the page, for any site; the settings must ask for cards.")
@choosing
@reading
def command(desk: Desk, target: str, event: str | None, part: str | None, choose: Choose, *, picture: bool) -> None:
    """Print what to paste into another site to show a chronology there.

    The snippet goes to standard output, a line on how to paste it to standard error. Most sites need the published page: 'base_url'
    in timeline.toml says where it is. docs/embedding.md has a page for each kind of site.
    """
    if event and part:
        raise click.UsageError("--event and --part name two different things; give one")
    story, chronology = choose(pipeline.chronologies(desk.config, watch=Watch(desk.tell, desk.progress), workers=None))
    form = PICTURE if picture else TARGETS[target]
    _require_address(desk.config, "--picture" if picture else f"--for {target}", form)
    kinds = (*desk.config.embeds, "event")
    found = parts(chronology, page_address(desk.config, story), kinds)
    chosen = _of_event(found, event) if event else _named(found, part or "")
    if form.framed and form is not PICTURE and event and "event" not in desk.config.embeds:
        raise ConfigError("embeds: single entries have no embed pages yet; add \"event\" to 'embeds' in timeline.toml and build")
    static = f"{desk.config.base_url.rstrip('/')}/static/"
    sys.stdout.write(form.write(Paste(chosen, static, chronology.language)))
    click.echo(form.how, err=True)
    desk.check()


def _require_address(config: Config, option: str, form: Target) -> None:
    if form.framed and not config.base_url:
        raise ConfigError(f"base_url is not set; {option} needs the address of the published site (timeline.toml)")


def _of_event(found: Sequence[Part], name: str) -> Part:
    """The part of the event that has a statement of this id."""
    name = name.removeprefix("#")
    for part in found:
        if part.name.startswith("event-") and any(s.id == name for item in part.items for s in item.event.statements):
            return part
    raise click.UsageError(f"--event: no entry has the id {name!r}; it is what follows # in the link of an entry's date")


def _named(found: Sequence[Part], name: str) -> Part:
    for part in found:
        if part.name == name:
            return part
    known = [part.name for part in found if part.name and not part.name.startswith("event-")]
    raise click.UsageError(f"--part: no part {name!r}; there are {', '.join(known) or 'none: see embeds in docs/configuration.md'}")
