"""The formats that a chronology can be exported to: one module each, one line in this table; other packages add theirs.

An exporter is given the chronology and the address of its page, and returns the file's bytes. Equal arguments give equal bytes.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from timeline.errors import ConfigError
from timeline.plugins import plugins

if TYPE_CHECKING:
    from collections.abc import Callable
    from importlib.metadata import EntryPoint

    from timeline.model import Chronology, Event

BUILT_IN = {
    "atom": "timeline.export.atom:EXPORTER",
    "csv": "timeline.export.spreadsheet:EXPORTER",
    "icalendar": "timeline.export.icalendar:EXPORTER",
    "jsonfeed": "timeline.export.jsonfeed:EXPORTER",
    "jsonld": "timeline.export.linked:EXPORTER",
    "ninjs": "timeline.export.ninjs:EXPORTER",
    "parquet": "timeline.export.parquet:EXPORTER",
    "timelinejs": "timeline.export.timelinejs:EXPORTER",
    "timelinejs-csv": "timeline.export.timelinejs:CSV_EXPORTER",
    "timeml": "timeline.export.timeml:EXPORTER",
}


def _everything(event: Event) -> bool:
    del event
    return True


@dataclass(frozen=True, slots=True)
class Exporter:
    """A format: the name of its file beside a page, its media type (IANA), and the function that writes it.

    `write` gets the chronology and the address of its page, empty where that is not known. `holds` says whether the format has a
    form for an event's date at all; events without one are not in the file.
    """

    file_name: str
    media_type: str
    write: Callable[[Chronology, str], bytes]
    holds: Callable[[Event], bool] = _everything


def exporters() -> dict[str, EntryPoint]:
    """Every format by name; none is imported."""
    return plugins("exporters", BUILT_IN)


def load(name: str) -> Exporter:
    """Import the exporter of a name; a `ConfigError` says which there are, or that it is none."""
    known = exporters()
    if name not in known:
        near = get_close_matches(name, known, n=1)
        advice = f"did you mean {near[0]!r}?" if near else f"known are {', '.join(sorted(known))}"
        raise ConfigError(f"unknown format {name!r}; {advice}")
    exporter = known[name].load()
    if not isinstance(exporter, Exporter):
        raise ConfigError(f"format {name!r}: {known[name].value} is no timeline.export.formats.Exporter")
    return exporter
