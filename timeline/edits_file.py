"""The file of the editors (`edits.toml`) of a project, read for a build."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline.config_file import load_edits
from timeline.edits import EDITS_NAME, Edits, Entry
from timeline.errors import ConfigError

if TYPE_CHECKING:
    from timeline.config import Config


def read_edits(config: Config) -> Edits:
    """What editors decided of a project; nothing where it has no file of the usual name."""
    path = config.root / config.edits
    if path.name == EDITS_NAME and not path.exists():
        return Edits()
    edits = load_edits(path)
    slugs = [story.slug for story in config.story]
    for table in (*edits.edit, *edits.entry):
        if slugs and table.story not in (slugs if isinstance(table, Entry) else ("", *slugs)):
            raise ConfigError(f"{path}:{table.line}: story {table.story!r} is none of the project's; they are {', '.join(slugs)}")
    return edits
