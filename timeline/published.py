"""What a build has published, read back: the files `chronology.json` of a site."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from timeline.errors import ReadError
from timeline.export.data import FILE_NAME

if TYPE_CHECKING:
    from pathlib import Path

Table = dict[str, Any]  # as docs/chronology.schema.json describes it


def load(place: Path) -> dict[str, Table]:
    """The chronologies of a file or of a folder, by their folder in it (empty for its top); a `ReadError` says what is none."""
    if place.is_file():
        return {"": _table(place)}
    files = sorted(place.rglob(FILE_NAME))
    if not files:
        raise ReadError(f"{place}: there is no {FILE_NAME}; name such a file, or a folder that `timeline build` has written")
    return {path.parent.relative_to(place).as_posix().removeprefix("."): _table(path) for path in files}


def _table(path: Path) -> Table:
    try:
        table: Any = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ReadError(f"{path}: cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise ReadError(f"{path}: not JSON: {error}") from error
    events = table.get("events") if isinstance(table, dict) else None
    if not isinstance(events, list) or not all(isinstance(event, dict) and event.get("members") for event in events):
        raise ReadError(f"{path}: not a chronology as `timeline build` writes it")
    return dict(table)
