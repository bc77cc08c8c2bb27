"""`timeline diff`: what a rebuild changed, event by event."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING, Any

import pytest

from timeline.diff import differences

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Invoke

Record = dict[str, Any]


def event(*members: str, quotes: tuple[str, ...] = (), **more: Any) -> Record:
    sources = [
        {"doc": f"doc-{quote}", "quote": quote, "date": "2024-03-04", "status": "past"}
        for quote in (quotes or tuple(f"says {m}" for m in members))
    ]
    values = {
        "date": "2024-03-04",
        "status": "past",
        "headline": f"event {members[0]}",
        "quote": sources[0]["quote"],
        "tags": [],
        "corrections": [],
        "folded": False,
    }
    return {"id": members[0], "members": list(members), "sources": sources, **values, **more}


def table(*events: Record) -> Record:
    return {"title": "T", "events": list(events)}


def kinds(old: Record, new: Record) -> list[tuple[str, list[str], list[str]]]:
    return [(found.kind, [e["id"] for e in found.old], [e["id"] for e in found.new]) for found in differences(old, new)]


def test_equal_chronologies_do_not_differ() -> None:
    whole = table(event("a", "b"), event("c"))
    assert differences(whole, json.loads(json.dumps(whole))) == []


def test_what_came_what_went_and_what_changed() -> None:
    old, new = table(event("a"), event("b"), event("c")), table(event("d"), event("b", status="denied", date="2024-03"), event("c"))
    assert kinds(old, new) == [("added", [], ["d"]), ("changed", ["b"], ["b"]), ("removed", ["a"], [])]
    (changed,) = (found for found in differences(old, new) if found.kind == "changed")
    assert changed.values == (("date", "2024-03-04", "2024-03"), ("status", "past", "denied"))


def test_an_event_is_the_same_by_any_of_its_statements() -> None:
    old, new = table(event("a", "b")), table(event("b", "c", headline="event a", quote="says a"))
    (found,) = differences(old, new)
    assert (found.kind, found.values) == ("changed", ())
    assert [source["quote"] for source in found.gained] == ["says c"]
    assert [source["quote"] for source in found.lost] == ["says a"]


def test_a_date_that_was_read_anew_is_a_change_and_no_new_event() -> None:
    old = table(event("a", quotes=("q",)), event("b"))
    new = table(event("b"), event("z", quotes=("q",), date="2024-03-05", headline="event a"))
    (found,) = differences(old, new)
    assert (found.kind, found.values) == ("changed", (("date", "2024-03-04", "2024-03-05"),))


def test_two_dates_of_one_clause_stay_two_events() -> None:
    whole = table(event("a", quotes=("q",)), event("b", quotes=("q",), date="2024-03-05"))
    assert differences(whole, whole) == []


def test_what_became_one_what_fell_apart_and_what_was_dealt_anew() -> None:
    one, two = table(event("a", "b", "c")), table(event("a"), event("b", "c"))
    assert kinds(two, one) == [("merged", ["a", "b"], ["a"])]
    assert kinds(one, two) == [("split", ["a"], ["a", "b"])]
    assert kinds(two, table(event("a", "b"), event("c"))) == [("regrouped", ["a", "b"], ["a", "c"])]


def test_a_key_that_an_older_file_lacks_is_no_change() -> None:
    old = event("a")
    del old["corrections"]
    assert differences(table(old), table(event("a"))) == []
    assert differences(None, table(event("a")))[0].kind == "added"


def test_long_chains_are_quick_to_compare() -> None:
    names = [f"{number:06}" for number in range(20_000)]
    random.Random(3).shuffle(names)  # noqa: S311 - any order that stays the same
    old = table(*(event(one, other) for one, other in zip(names[::2], names[1::2], strict=True)))
    new = table(*(event(one, other) for one, other in zip(names[1:-1:2], names[2::2], strict=True)))
    (found,) = differences(old, new)
    assert (found.kind, len(found.old), len(found.new)) == ("regrouped", 10_000, 9_999)


@pytest.fixture
def sites(tmp_path: Path) -> tuple[Path, Path]:
    note = {"date": "2024-11-20", "note": "The place was wrong."}
    long = "a word " * 40
    tables = {
        "old/korea": table(event("a"), event("b"), event("c")),
        "new/korea": table(event("d", headline=long), event("a", "b", tags=["x", "y"], corrections=[note]), event("c", folded=True)),
        "old/gone": table(event("g")),
        "new/same": table(),
    }
    for place, content in tables.items():
        (tmp_path / place).mkdir(parents=True)
        (tmp_path / place / "chronology.json").write_text(json.dumps(content), encoding="utf-8")
    return tmp_path / "old", tmp_path / "new"


def test_the_text_names_each_story_and_what_differs(sites: tuple[Path, Path], invoke: Invoke) -> None:
    result = invoke("diff", *sites)
    assert result.exit_code == 0
    assert result.output == (
        "gone: 1 removed; 0 events now\n"
        "- 2024-03-04 past event g (g)\n"
        "\n"
        "korea: 1 added, 1 changed, 1 merged; 3 events now\n"
        f"+ 2024-03-04 past {'a word ' * 14}a … (d)\n"
        "> merged:\n"
        "    - 2024-03-04 past event a (a)\n"
        "    - 2024-03-04 past event b (b)\n"
        "    + 2024-03-04 past event a (a)\n"
        "~ 2024-03-04 past event c (c)\n"
        "    folded: no -> yes\n"
        "\n"
        "same: no changes; 0 events now\n"
    )


def test_one_file_against_another_and_corrections_in_words(sites: tuple[Path, Path], invoke: Invoke) -> None:
    old, new = (site / "korea" / "chronology.json" for site in sites)
    old.write_text(json.dumps(table(event("a", "b"))), encoding="utf-8")
    new.write_text(new.read_text(encoding="utf-8"), encoding="utf-8")
    lines = invoke("diff", old, new).output.splitlines()
    assert lines[0] == "2 added, 1 changed; 3 events now"
    assert "    tags: (none) -> x, y" in lines
    assert "    corrections: (none) -> 2024-11-20 The place was wrong." in lines


def test_json_says_the_same_to_programs(sites: tuple[Path, Path], invoke: Invoke) -> None:
    stories = json.loads(invoke("diff", *sites, "--format", "json").output)["stories"]
    assert [(story["story"], story["events"], [change["kind"] for change in story["changes"]]) for story in stories] == [
        ("gone", 0, ["removed"]),
        ("korea", 3, ["added", "merged", "changed"]),
        ("same", 0, []),
    ]
    assert stories[1]["changes"][2]["values"] == {"folded": {"old": False, "new": True}}
    assert stories[1]["changes"][1]["old"][1] == {
        "id": "b",
        "date": "2024-03-04",
        "status": "past",
        "headline": "event b",
        "quote": "says b",
    }


@pytest.mark.parametrize(
    ("content", "message"), [("{", "not JSON"), ("[]", "not a chronology"), ('{"events": [{}]}', "not a chronology"), (None, "there is no")]
)
def test_what_is_no_chronology_is_named(content: str | None, message: str, tmp_path: Path, invoke: Invoke) -> None:
    if content is not None:
        (tmp_path / "chronology.json").write_text(content, encoding="utf-8")
    result = invoke("diff", tmp_path, tmp_path)
    assert (result.exit_code, message in result.output) == (1, True)
    assert invoke("diff", tmp_path / "nowhere", tmp_path).exit_code == 2
