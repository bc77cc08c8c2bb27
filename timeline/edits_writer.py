"""Changes to the file of the editors: one table is changed at a time, and every other byte stays, comments too."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import tomlkit
from tomlkit.items import Table

from timeline.config_file import load_edits
from timeline.edits import Edits
from timeline.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from timeline.edits import Edit
    from timeline.model import Correction

HEADING = "# What editors decided of the chronology. Write here by hand or with `timeline edit`; the next build follows it.\n"
_HEADER = re.compile(r"[ \t]*\[\[[ \t]*(edit|entry)[ \t]*\]\]")


@dataclass(frozen=True, slots=True)
class Change:
    """What is decided of the event that the statement `event` tells.

    `values` are keys of an `Edit` as TOML has them; False, None and an empty string take a key away. `says` is what the statements
    that tell the event say, and those of `merge` and `split`, by their ids.
    """

    event: str
    says: Mapping[str, str]
    values: Mapping[str, Any]
    merge: tuple[str, ...] = ()
    split: tuple[str, ...] = ()
    correction: Correction | None = None


def change(path: Path, wanted: Change) -> None:
    """Write a decision into the file, made where it is missing: into the table of the event, or into a new one at the end."""
    edits, parts = _read(path)
    edit = edits.about(wanted.event)
    if edit is None:
        parts.append("\n" + _table(f"[[edit]]\nevent = {tomlkit.string(wanted.event).as_string()}\n", None, wanted))
    else:
        place = _place(parts, edits.edit.index(edit))
        lead, body, tail = _cut(parts[place])
        body = _table(body, edit, wanted)
        parts[place] = f"{lead}{body}{tail}" if body else ""
    _write(path, parts)


def undo(path: Path, event: str) -> bool:
    """Take the table of an event out of the file, with the comment above it; False if there is none."""
    edits, parts = _read(path)
    edit = edits.about(event)
    if edit is not None:
        parts[_place(parts, edits.edit.index(edit))] = ""
        _write(path, parts)
    return edit is not None


# ---- one table


def _table(text: str, edit: Edit | None, wanted: Change) -> str:
    """The table's text with the change, or nothing where nothing is decided any more."""
    document = tomlkit.parse(text)
    table: Any = document["edit"][0]
    for key, value in wanted.values.items():
        if value in ("", False, None):
            table.pop(key, None)
        else:
            table[key] = _inline(value) if isinstance(value, Mapping) else value
    if table["event"] in wanted.split:  # what is decided stays with the event, and what is split off goes without
        table["event"] = wanted.event
    merged = edit.merge if edit else ()
    undone = [name for name in wanted.split if name in merged]  # what an editor had merged is parted by taking that back
    _list(table, "merge", add=wanted.merge, drop=undone)
    _list(table, "split", add=[name for name in wanted.split if name not in undone], drop=wanted.merge)
    # Whoever hides or splits means what tells the event now; any other decision goes on meaning what told it when it was made.
    now = edit is None or bool(wanted.values.get("hide")) or (bool(wanted.split) and not undone)
    named = (wanted.event, *wanted.merge, *wanted.split)
    _says(table, {name: words for name, words in wanted.says.items() if now or name in named})
    if wanted.correction:
        _correct(table, wanted.correction)
    decided = set(table) - {"event", "says", "story"}
    return f"{document.as_string().rstrip()}\n" if decided else ""


def _inline(value: Mapping[str, str]) -> Any:
    table = tomlkit.inline_table()
    table.update(value)
    return table


def _list(table: Any, key: str, *, add: Iterable[str], drop: Iterable[str]) -> None:
    listed = table.get(key, [])
    for name in drop:
        with suppress(ValueError):
            listed.remove(name)
    more = [name for name in add if name not in listed]
    if key in table:
        listed.extend(more)
    elif more:
        table[key] = more
    if key in table and not table[key]:
        del table[key]


def _says(table: Any, says: Mapping[str, str]) -> None:
    if says and "says" not in table:
        table["says"] = tomlkit.table()
    for name, words in says.items():
        table["says"].setdefault(name, words)


def _correct(table: Any, correction: Correction) -> None:
    entry = tomlkit.table()
    # a day of TOML has a year of four digits, and so has every day that a correction can be of
    entry["date"] = tomlkit.date(str(correction.date))
    entry["note"] = correction.note
    above = table["corrections"][-1] if table.get("corrections") else table.get("says")
    if isinstance(above, Table):
        above.add(tomlkit.nl())  # an empty line between two tables, as people write them
    if "corrections" not in table:
        table["corrections"] = tomlkit.aot()
    table["corrections"].append(entry)


# ---- the file


def _read(path: Path) -> tuple[Edits, list[str]]:
    """What the file decides, and its text in parts: what stands above the first table, then a part for each table."""
    if not path.exists():
        return Edits(), [HEADING]
    edits, text = load_edits(path), path.read_bytes().decode("utf-8-sig")
    parts = _parts(text)
    found = [_kind(part) for part in parts[1:]]
    if (found.count("edit"), found.count("entry")) != (len(edits.edit), len(edits.entry)):
        raise OutputError(f"{path}: its tables are not all written as [[edit]] and [[entry]], each on a line; change it by hand")
    if parts[-1].strip() and not parts[-1].endswith("\n"):
        parts[-1] += "\n"
    return edits, parts


def _parts(text: str) -> list[str]:
    """A table begins with the comment right above it; `"".join` of the parts is the text."""
    lines = text.splitlines(keepends=True)
    starts = [number for number, line in enumerate(lines) if _HEADER.match(line)]
    for place in range(len(starts)):
        while starts[place] > 0 and lines[starts[place] - 1].lstrip().startswith("#"):
            starts[place] -= 1
    ends = [*starts, len(lines)][1:]
    head = "".join(lines[: starts[0] if starts else len(lines)])
    return [head, *("".join(lines[start:end]) for start, end in zip(starts, ends, strict=True))]


def _kind(part: str) -> str:
    header = next((match for line in part.splitlines() if (match := _HEADER.match(line))), None)
    return header[1] if header else ""


def _place(parts: Sequence[str], index: int) -> int:
    """Which part has the edit of this number."""
    return [place for place, part in enumerate(parts) if place and _kind(part) == "edit"][index]


def _cut(part: str) -> tuple[str, str, str]:
    """A part's comment above the table, the table, and the empty lines and comments below it."""
    lines = part.splitlines(keepends=True)
    first = next(number for number, line in enumerate(lines) if _HEADER.match(line))
    last = max(number for number, line in enumerate(lines) if line.strip() and not line.lstrip().startswith("#"))
    return "".join(lines[:first]), "".join(lines[first : last + 1]), "".join(lines[last + 1 :])


def _write(path: Path, parts: Sequence[str]) -> None:
    """Replace the file by one that reads well: a change that would break it is not made."""
    text = "".join(parts).rstrip() + "\n"
    if any("\r\n" in part for part in parts):
        text = re.sub(r"\r?\n", "\r\n", text)
    try:
        with tempfile.TemporaryDirectory(prefix=".timeline-", dir=path.parent) as folder:
            new = Path(folder) / path.name
            new.write_bytes(text.encode("utf-8"))
            load_edits(new)
            if path.exists():
                shutil.copymode(path, new)
            new.replace(path)
    except OSError as error:
        raise OutputError(f"{error.filename or path}: cannot be written: {error.strerror or error}") from error
