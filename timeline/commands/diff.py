"""`timeline diff`."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from timeline import published
from timeline.diff import differences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from timeline.diff import Difference, Record

_SIGNS = {"added": "+", "removed": "-", "changed": "~", "merged": ">", "split": "<", "regrouped": "*"}
_WIDTH = 100  # characters of a text in a line
_BRIEF = ("id", "date", "status", "headline", "quote")

Changes = dict[str, tuple[list["Difference"], int]]


@click.command()
@click.argument("old", type=click.Path(path_type=Path, exists=True))
@click.argument("new", type=click.Path(path_type=Path, exists=True))
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="The form of the output.")
def command(old: Path, new: Path, form: str) -> None:
    """Print what a rebuild changed.

    OLD and NEW are files chronology.json, or folders with them: sites, or stories of a site. Events that came, went, changed, became
    one or fell apart are listed with what differs: date, status, headline, quote, tags, sources and the others.
    """
    before, after = published.load(old), published.load(new)
    changes = {
        story: (differences(before.get(story), after.get(story)), len(after.get(story, {}).get("events", ())))
        for story in sorted(before.keys() | after.keys())
    }
    click.echo(_json(changes) if form == "json" else "\n".join(_text(changes)))


def _json(changes: Changes) -> str:
    stories = [
        {"story": story, "events": count, "changes": [_record(difference) for difference in found]}
        for story, (found, count) in changes.items()
    ]
    return json.dumps({"stories": stories}, ensure_ascii=False, indent=2)


def _record(difference: Difference) -> dict[str, Any]:
    return {
        "kind": difference.kind,
        "old": [_brief(event) for event in difference.old],
        "new": [_brief(event) for event in difference.new],
        "values": {key: {"old": old, "new": new} for key, old, new in difference.values},
        "sources_gained": list(difference.gained),
        "sources_lost": list(difference.lost),
    }


def _brief(event: Record) -> dict[str, Any]:
    return {key: event[key] for key in _BRIEF}


def _text(changes: Changes) -> Iterator[str]:
    for number, (story, (found, count)) in enumerate(changes.items()):
        if number:
            yield ""
        kinds = Counter[str](difference.kind for difference in found)
        told = ", ".join(f"{kinds[kind]} {kind}" for kind in _SIGNS if kinds[kind]) or "no changes"
        yield f"{story}: {told}; {_events(count)} now" if story else f"{told}; {_events(count)} now"
        for difference in found:
            yield from _lines(difference)


def _events(count: int) -> str:
    return "1 event" if count == 1 else f"{count} events"


def _lines(difference: Difference) -> Iterator[str]:
    sign = _SIGNS[difference.kind]
    if difference.kind in ("added", "removed", "changed"):
        for event in difference.new or difference.old:
            yield f"{sign} {_line(event)}"
    else:
        yield f"{sign} {difference.kind}:"
        yield from (f"    - {_line(event)}" for event in difference.old)
        yield from (f"    + {_line(event)}" for event in difference.new)
    for key, old, new in difference.values:
        yield f"    {key}: {_value(old)} -> {_value(new)}"
    for sign, sources in (("-", difference.lost), ("+", difference.gained)):
        yield from (f"    {sign} {source['doc']}: {source['date']} {source['status']}: {_short(source['quote'])}" for source in sources)


def _line(event: Record) -> str:
    return f"{event['date']} {event['status']} {_short(event['headline'] or event['quote'])} ({event['id']})"


def _value(value: Any) -> str:
    """A value as a reader would write it."""
    match value:
        case None | "" | []:
            return "(none)"
        case bool():
            return "yes" if value else "no"
        case str():
            return _short(value)
        case {"src": src}:
            return str(src)
        case list():
            return ", ".join(f"{item['date']} {item['note']}" if isinstance(item, dict) else str(item) for item in value)
    return str(value)


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _WIDTH else f"{words[:_WIDTH].rsplit(' ', 1)[0]} …"
