"""chronology.json: its shape, its schema and its bytes."""

from __future__ import annotations

import json
import runpy
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from timeline.export.data import chronology_json
from timeline.model import Chronology, Day, Document

SAMPLE = runpy.run_path(str(Path(__file__).with_name("export_sample.py")))
SCHEMA: dict[str, Any] = json.loads((Path(__file__).parent.parent / "docs" / "chronology.schema.json").read_text(encoding="utf-8"))


def table(chronology: Chronology) -> dict[str, Any]:
    parsed: dict[str, Any] = json.loads(chronology_json(chronology))
    return parsed


def errors(value: object) -> list[str]:
    return [error.message for error in jsonschema.Draft202012Validator(SCHEMA).iter_errors(value)]


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("chronology", [SAMPLE["chronology"](), SAMPLE["chronology"](events=()), Chronology("", "", ())])
def test_the_schema_describes_the_file(chronology: Chronology) -> None:
    assert errors(table(chronology)) == []


def test_the_schema_knows_a_wrong_file() -> None:
    wrong = table(SAMPLE["chronology"]())
    wrong["events"][0]["status"] = "maybe"
    wrong["events"][1]["extra"] = 1
    del wrong["events"][2]["sources"][0]["url"]
    wrong["schema"] = 2
    assert len(errors(wrong)) == 4


def test_every_key_of_the_schema_is_described() -> None:
    for where in (SCHEMA["properties"], *(SCHEMA["$defs"][name]["properties"] for name in ("event", "source"))):
        for key, value in where.items():
            assert "description" in value or "$ref" in value, key


def test_events_stand_in_the_pages_order_with_their_sources() -> None:
    events = table(SAMPLE["chronology"]())["events"]
    assert [event["headline"] for event in events] == [event.headline for event in SAMPLE["EVENTS"]]
    pact = next(event for event in events if event["headline"] == "Pakt ausgehandelt")
    assert pact["date"] == "2024-06"
    assert pact["precision"] == "month"
    assert pact["importance"] == 3
    assert [source["doc"] for source in pact["sources"]] == ["kurier", "herald", "sahifa"]
    assert pact["sources"][0] == {
        "doc": "kurier",
        "date": "2024-06",
        "precision": "month",
        "status": "past",
        "quote": "ein im Juni ausgehandelter Pakt",
        "start": 0,
        "end": 31,
        "attribution": None,
        "confidence": "high",
        "title": "Erste Einheiten & ihre Aufgabe",
        "publisher": "Abendkurier",
        "url": "https://kurier.example/politik?id=1&teil=2",
        "published": "2024-10-27",
    }


def test_the_lead_gives_the_quote_and_the_first_member_the_id() -> None:
    events = {event["headline"]: event for event in table(SAMPLE["chronology"]())["events"]}
    arrival = events["Erste Soldaten treffen ein"]
    model = next(event for event in SAMPLE["EVENTS"] if event.headline == "Erste Soldaten treffen ein")
    assert arrival["quote"] == "Am 24. Oktober trafen die ersten Soldaten ein."
    assert arrival["id"] == model.statements[0].id != model.lead.id


def test_what_is_not_stated_is_null() -> None:
    source = table(SAMPLE["chronology"]())["events"][0]["sources"][0]
    assert source["title"] is source["publisher"] is source["published"] is source["attribution"] is None


def test_a_document_that_is_not_there_is_only_named() -> None:
    lost = Chronology("x", "de", SAMPLE["EVENTS"], {})
    assert errors(table(lost)) == []


def test_bytes() -> None:
    content = chronology_json(SAMPLE["chronology"]())
    assert content == chronology_json(SAMPLE["chronology"]())
    assert content.endswith(b"}\n")
    assert "المعاهدة".encode() in content
    assert b"\r" not in content
    assert list(json.loads(content)) == ["schema", "title", "language", "tags", "names", "events"]


def test_half_of_a_surrogate_pair_does_not_end_the_build() -> None:
    broken = Chronology("a\ud800b", "de", ())
    assert table(broken)["title"] == "a?b"


def test_a_day_before_our_era_fits_the_schema() -> None:
    old = Chronology("x", "de", SAMPLE["EVENTS"][:1], {"note": Document("note", "", (), published=Day(-43, 3, 15))})
    assert table(old)["events"][0]["sources"][0]["published"] == "-0043-03-15"
    assert errors(table(old)) == []
