"""The choice of one chronology where a project has several, for commands that make one thing of it."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from timeline.config import Config, Story
    from timeline.model import Chronology

    Made = tuple[Story, Chronology]
    Choose = Callable[[Sequence[Made]], Made]


def choosing(function: Callable[..., None]) -> Callable[..., None]:
    """Give a command `--story`, and as `choose` a function that picks the chronology meant of those that were made."""

    @wraps(function)
    def wrapper(*arguments: Any, story: str | None, **options: Any) -> None:
        def choose(made: Sequence[Made]) -> Made:
            return _chosen(made, story)

        function(*arguments, choose=choose, **options)

    return click.option("--story", metavar="SLUG", help="Which story, where timeline.toml has several.")(wrapper)


def page_address(config: Config, part: Story) -> str:
    """The address of a story's page, with a slash at its end; empty where `base_url` is not set."""
    base = config.base_url and config.base_url.rstrip("/") + "/"
    return f"{base}{part.slug}/" if base and part.slug else base


def _chosen(made: Sequence[Made], slug: str | None) -> Made:
    slugs = [part.slug for part, _ in made]
    if slug is None and len(made) == 1:
        return made[0]
    if slug in slugs:
        return made[slugs.index(slug)]
    known = ", ".join(name for name in slugs if name)
    if not known:
        raise click.UsageError("--story: there is only one chronology, and it has no name")
    raise click.UsageError(f"--story: {f'no story {slug!r};' if slug else 'which one?'} there are {known}")
