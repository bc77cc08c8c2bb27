"""Built-ins and what other packages add to them, through one door: entry points of `timeline.readers`, `.exporters` and `.themes`."""

from __future__ import annotations

from importlib.metadata import EntryPoint, entry_points
from typing import TYPE_CHECKING, Literal

from timeline.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Mapping

Kind = Literal["readers", "exporters", "themes"]


def plugins(kind: Kind, built_in: Mapping[str, str]) -> dict[str, EntryPoint]:
    """Every plug-in of a kind by name, the built-ins first; nothing is imported until an entry's `load()` is called.

    `built_in` maps names to `module` or `module:attribute`, as a package's entry points do. Two plug-ins of one name are a
    `ConfigError`: which one served would depend on the order of installation.
    """
    group = f"timeline.{kind}"
    found = {name: EntryPoint(name, value, group) for name, value in built_in.items()}
    for added in sorted(entry_points(group=group), key=lambda entry: (entry.name, entry.value)):
        first = found.setdefault(added.name, added)
        if first.value != added.value:
            raise ConfigError(f"{group}: {_origin(first)} and {_origin(added)} both provide {added.name!r}; uninstall one of them")
    return found


def _origin(entry: EntryPoint) -> str:
    return f"{entry.dist.name} ({entry.value})" if entry.dist else f"timeline itself ({entry.value})"
