"""Extraction against the annotated articles of tests/gold: floors that only rise (tests/gold/floors.toml).

An entry is hit when its date is accepted and the token F1 of the quotes is at least 0.5, one to one; joint asks for the right
status and attribution too. `python tests/test_accuracy.py` prints the figures of today.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from timeline.config import Options
from timeline.documents import extract_document
from timeline.model import Day, Statement

GOLD = Path(__file__).parent / "gold"
OPTIONS = Options(today=Day(2024, 12, 31))
Entry = dict[str, Any]


def words(text: str | None) -> list[str]:
    return re.findall(r"\w+", (text or "").lower())


def overlap(ours: str, theirs: str) -> float:
    common = sum((Counter(words(ours)) & Counter(words(theirs))).values())
    return 2 * common / (len(words(ours)) + len(words(theirs)))


def named_alike(ours: str | None, theirs: str | None) -> bool:
    """Both name nobody, or half of the words are the same but for their endings."""
    if not ours or not theirs:
        return not ours and not theirs
    stems = [{word[:5] for word in words(name)} for name in (ours, theirs)]
    return 2 * len(stems[0] & stems[1]) >= (len(stems[0]) + len(stems[1])) / 2


def date(statement: Statement) -> str:
    return re.sub(r"[~?%]", "", statement.span.edtf)


def pairs(entries: list[Entry], found: tuple[Statement, ...]) -> list[tuple[Entry, Statement]]:
    """Each entry with the statement that fits it best, one to one."""
    candidates = sorted(
        (
            (-overlap(statement.quote, entry["quote"]), i, j)
            for i, entry in enumerate(entries)
            for j, statement in enumerate(found)
            if date(statement) in {entry["date"], *entry.get("alt", ())} and overlap(statement.quote, entry["quote"]) >= 0.5
        ),
    )
    taken: list[tuple[Entry, Statement]] = []
    used: tuple[set[int], set[int]] = set(), set()
    for _, i, j in candidates:
        if i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
            taken.append((entries[i], found[j]))
    return taken


def scores(language: str, *, blind: bool) -> dict[str, float]:
    hits = joint = expected = given = 0
    for path in sorted(GOLD.glob("*.gold.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        if gold["lang"] != language or path.name.startswith("blind-") != blind:
            continue
        article = path.with_name(f"{gold['doc']}.md")
        statements = extract_document(article.read_bytes(), article.name, OPTIONS).articles[0].statements
        matched = pairs(gold["entries"], statements)
        hits += len(matched)
        joint += sum(s.status == e["status"] and named_alike(s.attribution, e["attribution"]) for e, s in matched)
        expected += len(gold["entries"])
        given += len(statements)
    return {"entry": 2 * hits / (expected + given), "joint": 2 * joint / (expected + given)}


FLOORS = tomllib.loads((GOLD / "floors.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("language", "part"), [(language, part) for language in FLOORS for part in FLOORS[language]])
def test_floors(language: str, part: str) -> None:
    reached = scores(language, blind=part == "blind")
    below = {name: (round(reached[name], 3), floor) for name, floor in FLOORS[language][part].items() if reached[name] < floor}
    assert not below, "accuracy fell; mend what lowered it, and never the floor"


if __name__ == "__main__":
    for code in FLOORS:
        for part in FLOORS[code]:
            shown = "  ".join(f"{name} {value:.3f}" for name, value in scores(code, blind=part == "blind").items())
            sys.stdout.write(f"{code} {part:6} {shown}\n")
