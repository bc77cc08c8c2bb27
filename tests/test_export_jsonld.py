"""JSON-LD: it is read by a JSON-LD processor, keeps to what schema.org documents, and claims no more than the sources."""

from __future__ import annotations

import json
import re
import runpy
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pyld import jsonld

from timeline.export.jsonld import MOST, chronology_data, event_data, script_text, stories_data
from timeline.export.site import Site, Story, render
from timeline.model import Chronology, Day, Grain, Status, TimeSpan

SAMPLE = runpy.run_path(str(Path(__file__).with_name("export_sample.py")))
S = "https://schema.org/"
# What schema.org (release 28) documents for the types that we use: the properties that each may have, its parents' among them.
THING = {"name", "url", "description", "image", "subjectOf"}
WORK = THING | {"headline", "author", "publisher", "datePublished", "inLanguage"}
DOCUMENTED = {
    "ItemList": THING | {"numberOfItems", "itemListOrder", "itemListElement"},
    "ListItem": THING | {"position", "item"},
    "Event": THING | {"startDate", "endDate", "inLanguage"},
    "Claim": WORK | {"appearance"},
    "CreativeWork": WORK,
    "NewsArticle": WORK,
    "Organization": THING,
}
DATE = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d)?)?|-W\d\d)?")


def expanded(data: dict[str, Any]) -> list[Any]:
    """The data as a processor understands it; schema.org's context makes every name one of its own vocabulary."""

    def context(_url: str, _options: Any) -> dict[str, Any]:
        return {"documentUrl": None, "contextUrl": None, "contentType": "application/ld+json", "document": {"@context": {"@vocab": S}}}

    options = {"documentLoader": context, "base": "https://example.org/c/"}
    return list(jsonld.expand(data, options))


def nodes(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, list):
        return [node for one in value for node in nodes(one)]
    if not isinstance(value, dict):
        return []
    return [value, *(node for one in value.values() for node in nodes(one))]


def items(chronology: Chronology) -> list[dict[str, Any]]:
    data = chronology_data(chronology, "Der Pakt", lambda event: f"#{event.id}")
    return [element["item"] for element in data["itemListElement"]]


@pytest.mark.parametrize(
    "data",
    [
        chronology_data(SAMPLE["chronology"](), "Der Pakt", lambda event: f"https://example.org/c/#{event.id}"),
        event_data(SAMPLE["chronology"](), SAMPLE["EVENTS"][4], "https://example.org/c/e/1/"),
        stories_data("Chroniken", [("Der Pakt", "https://example.org/c/pakt/")]),
        chronology_data(SAMPLE["chronology"](events=()), "Leer", lambda event: event.id),
    ],
)
def test_a_processor_reads_only_documented_types_and_properties(data: dict[str, Any]) -> None:
    found = [node for node in nodes(expanded(data)) if "@type" in node]
    assert found
    for node in found:
        [kind] = node["@type"]
        assert kind.removeprefix(S) in DOCUMENTED, kind
        used = {name.removeprefix(S) for name in node if not name.startswith("@")}
        assert used <= DOCUMENTED[kind.removeprefix(S)], (kind, used)


def test_every_entry_is_in_the_list_in_its_order_with_its_place() -> None:
    data = chronology_data(SAMPLE["chronology"](), "Der Pakt", lambda event: f"https://example.org/c/#{event.id}")
    assert data["@type"] == "ItemList"
    assert data["numberOfItems"] == len(SAMPLE["EVENTS"])
    assert [element["position"] for element in data["itemListElement"]] == list(range(1, len(SAMPLE["EVENTS"]) + 1))
    assert [element["item"]["name"] for element in data["itemListElement"]] == [event.headline for event in SAMPLE["EVENTS"]]
    assert data["itemListElement"][0]["item"]["url"] == f"https://example.org/c/#{SAMPLE['EVENTS'][0].id}"


def test_what_is_denied_or_hangs_on_a_condition_is_no_event() -> None:
    kinds = {event.status: item["@type"] for event, item in zip(SAMPLE["EVENTS"], items(SAMPLE["chronology"]()), strict=True)}
    assert kinds == {
        Status.PAST: "Event",
        Status.EXPECTED: "Event",
        Status.DEADLINE: "Event",
        Status.DENIED: "Claim",
        Status.CONDITIONAL: "Claim",
    }
    for item in items(SAMPLE["chronology"]()):
        assert "eventStatus" not in item, "a plan that a source tells of is not known to take place"
        assert item["@type"] != "Claim" or not item.keys() & {"startDate", "endDate"}


@pytest.mark.parametrize(
    ("span", "dates"),
    [
        (TimeSpan(Day(2024, 6, 1), Day(2024, 6, 30), Grain.MONTH), {"startDate": "2024-06"}),
        (TimeSpan(Day(2024, 7, 3), Day(2024, 7, 5), Grain.DAY), {"startDate": "2024-07-03", "endDate": "2024-07-05"}),
        (TimeSpan(Day(2024, 10, 12), Day(2024, 10, 12), Grain.DAY, time="14:30"), {"startDate": "2024-10-12T14:30"}),
        (TimeSpan(Day(2014, 1, 1), None, Grain.YEAR), {"startDate": "2014"}),
        (TimeSpan(None, Day(2024, 12, 31), Grain.MONTH), {"endDate": "2024-12"}),
        (TimeSpan(Day(1920, 1, 1), Day(1920, 12, 31), Grain.YEAR, approximate=True), {}),
        (TimeSpan(Day(1920, 1, 1), Day(1920, 12, 31), Grain.YEAR, uncertain=True), {}),
        (TimeSpan(Day(2024, 6, 1), Day(2024, 6, 30), Grain.MONTH, part="start"), {}),
        (TimeSpan(Day(1990, 1, 1), Day(1999, 12, 31), Grain.DECADE), {}),
        (TimeSpan(Day(-43, 1, 1), Day(-43, 12, 31), Grain.YEAR), {}),
        (TimeSpan(Day(12000, 1, 1), Day(12000, 12, 31), Grain.YEAR), {}),
    ],
)
def test_dates_say_as_much_as_the_text(span: TimeSpan, dates: dict[str, str]) -> None:
    event = SAMPLE["event"]("Kopf", SAMPLE["statement"]("kurier", "Satz", span))
    [item] = items(SAMPLE["chronology"](events=(event,)))
    assert {name: value for name, value in item.items() if name.endswith("Date")} == dates
    assert all(DATE.fullmatch(value) for value in dates.values())


def test_a_source_is_told_once_and_named_after_that() -> None:
    told = [node for item in items(SAMPLE["chronology"]()) for node in item.get("subjectOf", []) + item.get("appearance", [])]
    full = [node for node in told if "@type" in node]
    assert len(full) == len({node["@id"] for node in told}) == len(SAMPLE["DOCUMENTS"])
    assert {node["headline"]: node["@type"] for node in full} == {
        "Erste Einheiten & ihre Aufgabe": "NewsArticle",
        "الوحدات الأولى": "NewsArticle",
        "Pact heads for a vote": "CreativeWork",  # it names no day: it may be anything
        "note": "CreativeWork",
    }
    kurier = next(node for node in full if node["headline"].startswith("Erste"))
    assert kurier["publisher"] == {"@type": "Organization", "name": "Abendkurier"}
    assert kurier["datePublished"] == "2024-10-27"
    assert "javascript" not in json.dumps(told)


def test_an_author_stays_a_text_and_the_time_of_publication_is_the_stated_one() -> None:
    document = replace(SAMPLE["DOCUMENTS"]["kurier"], author="dpa", published_at="2024-10-27T06:00:00+01:00")
    chronology = replace(SAMPLE["chronology"](events=SAMPLE["EVENTS"][2:3]), documents={"kurier": document})
    [article] = items(chronology)[0]["subjectOf"]
    assert article["author"] == "dpa"
    assert article["datePublished"] == "2024-10-27T06:00:00+01:00"


def test_a_long_list_is_told_in_part_and_counted_whole() -> None:
    events = tuple(
        SAMPLE["event"](f"E{n}", SAMPLE["statement"]("kurier", f"q{n}", SAMPLE["day"](1000 + n, 1, 1))) for n in range(MOST + 20)
    )
    data = chronology_data(SAMPLE["chronology"](events=events), "x", lambda event: event.id)
    assert data["numberOfItems"] == MOST + 20
    assert len(data["itemListElement"]) == MOST


def test_nothing_ends_the_script_element() -> None:
    data = {"name": "</script><script>alert(1)</script><!-- & \u2028"}
    text = script_text(data)
    assert not set(text) & set("<>&\u2028")
    assert json.loads(text) == data


def test_the_page_holds_it() -> None:
    made = render(Site("x", base_url="https://example.org"), [Story("", SAMPLE["chronology"]())])
    pages = {page.path: page.content.decode() for page in made}
    [script] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', pages["index.html"])
    assert json.loads(script)["numberOfItems"] == len(SAMPLE["EVENTS"])
    assert json.loads(script)["itemListElement"][0]["item"]["url"].startswith("https://example.org/event/")
    assert "ld+json" not in pages["404.html"]
