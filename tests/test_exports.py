"""Every format read back by a parser that is not ours: all entries are there, and none has lost the precision of its date."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import runpy
import sys
from datetime import date, datetime
from importlib.metadata import EntryPoint
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, NamedTuple
from xml.etree import ElementTree as ET

import duckdb
import feedparser
import icalendar
import jsonschema
import pytest
from pyld import jsonld

from timeline.errors import ConfigError
from timeline.export import formats
from timeline.export.site import Site, Story, render
from timeline.model import Chronology, Day, Document, Event, Grain, Image, Status, TimeSpan

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = Path(__file__).parent
SAMPLE = runpy.run_path(str(HERE / "export_sample.py"))
URL = "https://news.example/pakt/"
HOSTILE = '=1+1 <script>alert(1)</script> & "‘\x00\ud800'


class Told(NamedTuple):
    """What a reader understands of an entry."""

    id: str
    date: str  # EDTF
    status: str
    headline: str
    quote: str


def events() -> tuple[Event, ...]:
    """The sample's, and what a date can be besides."""
    make, say = SAMPLE["event"], SAMPLE["statement"]
    spans = (
        TimeSpan(Day(2024, 3, 4), Day(2024, 3, 10), Grain.WEEK),
        TimeSpan(Day(2024, 4, 1), Day(2024, 6, 30), Grain.QUARTER),
        TimeSpan(Day(2024, 7, 1), Day(2024, 12, 31), Grain.HALF),
        TimeSpan(Day(2019, 1, 1), Day(2021, 5, 31), Grain.YEAR, Grain.MONTH),
        TimeSpan(Day(2023, 12, 1), Day(2024, 2, 29), Grain.SEASON),
        TimeSpan(Day(1920, 1, 1), Day(1920, 12, 31), Grain.YEAR, uncertain=True),
        TimeSpan(None, Day(1989, 11, 9), Grain.DAY),
        TimeSpan(Day(-500, 1, 1), Day(-401, 12, 31), Grain.CENTURY),
        TimeSpan(Day(0, 1, 1), Day(0, 12, 31), Grain.YEAR),
        TimeSpan(Day(12000, 1, 1), Day(12000, 12, 31), Grain.YEAR),
        TimeSpan(Day(9999, 1, 1), Day(9999, 12, 31), Grain.YEAR),
    )
    return (*SAMPLE["EVENTS"], *(make(f"Nr. {number}", say("kurier", f"Zitat {number}.", span)) for number, span in enumerate(spans)))


def written(name: str, url: str = URL, chronology: Chronology | None = None) -> bytes:
    return formats.load(name).write(chronology or SAMPLE["chronology"](events=events()), url)


def expected(name: str) -> list[Told]:
    holds = formats.load(name).holds
    return [Told(e.id, e.span.edtf, e.status.value, e.headline, e.lead.quote) for e in events() if holds(e)]


def read_csv(content: bytes, folder: Path) -> list[Told]:
    (folder / "a.csv").write_bytes(content)
    query = "SELECT id, date, status, headline, quote FROM read_csv(?, header = true, all_varchar = true)"
    return [Told(*row) for row in duckdb.execute(query, [str(folder / "a.csv")]).fetchall()]


def read_parquet(content: bytes, folder: Path) -> list[Told]:
    (folder / "a.parquet").write_bytes(content)
    query = "SELECT id, date, status, headline, quote FROM read_parquet(?)"
    return [Told(*row) for row in duckdb.execute(query, [str(folder / "a.parquet")]).fetchall()]


def read_icalendar(content: bytes, folder: Path) -> list[Told]:
    del folder
    return [
        Told(
            str(event["uid"]).partition("@")[0],
            str(event["x-edtf"]),
            str(event["x-timeline-status"]),
            str(event["summary"]),
            str(event["description"]).split("\n")[2],
        )
        for event in icalendar.Calendar.from_ical(content).walk("VEVENT")
    ]


def read_atom(content: bytes, folder: Path) -> list[Told]:
    del folder
    feed = feedparser.parse(content)
    assert not feed.bozo
    assert feed.version == "atom10"
    return [
        Told(entry.link.rpartition("/")[2].removesuffix(".html"), entry.dcterms_temporal, entry.tags[0].term, entry.title, entry.summary)
        for entry in feed.entries
    ]


def read_jsonfeed(content: bytes, folder: Path) -> list[Told]:
    del folder
    feed = json.loads(content)
    return [Told(i["id"], i["_timeline"]["date"], i["_timeline"]["status"], i["title"], i["summary"]) for i in feed["items"]]


def read_jsonld(content: bytes, folder: Path) -> list[Told]:
    del folder

    def value(node: dict[str, Any], name: str) -> str:
        return str(node[name][0]["@value"])

    schema = "https://schema.org/"
    (root,) = jsonld.expand(json.loads(content))
    return [
        Told(
            value(node, schema + "identifier"),
            value(node, "http://purl.org/dc/terms/temporal"),
            value(node, schema + "creativeWorkStatus"),
            value(node, schema + "name"),
            value(node[schema + "subjectOf"][0], schema + "text"),
        )
        for node in root[schema + "itemListElement"][0]["@list"]
    ]


def read_ninjs(content: bytes, folder: Path) -> list[Told]:
    del folder
    told = []
    for item in json.loads(content)["associations"]:
        roles = {description["role"]: description["value"] for description in item["descriptions"]}
        told.append(Told(item["altIds"][0]["value"], roles["edtf"], roles["status"], item["headlines"][0]["value"], roles["quote"]))
    return told


def read_timelinejs(content: bytes, folder: Path) -> list[Told]:
    del folder
    slides = json.loads(content)["events"]
    quotes = [ET.fromstring(f"<a>{slide['text']['text']}</a>").findtext("blockquote/p") or "" for slide in slides]  # noqa: S314 - ours
    return [Told(s["unique_id"], s["edtf"], s["status"], s["text"]["headline"], quote) for s, quote in zip(slides, quotes, strict=True)]


READERS: dict[str, Callable[[bytes, Path], list[Told]]] = {
    "atom": read_atom,
    "csv": read_csv,
    "icalendar": read_icalendar,
    "jsonfeed": read_jsonfeed,
    "jsonld": read_jsonld,
    "ninjs": read_ninjs,
    "parquet": read_parquet,
    "timelinejs": read_timelinejs,
}


@pytest.mark.parametrize("name", READERS)
def test_every_entry_comes_back_with_its_date(name: str, tmp_path: Path) -> None:
    assert READERS[name](written(name), tmp_path) == expected(name)


@pytest.mark.parametrize("name", sorted(formats.BUILT_IN))
def test_a_format_is_documented_and_gives_equal_bytes(name: str) -> None:
    assert written(name) == written(name)
    page = (HERE.parent / "docs" / "exports.md").read_text(encoding="utf-8")
    assert f"`{name}`" in page
    assert f"`{formats.load(name).file_name}`" in page


@pytest.mark.parametrize("name", sorted(formats.BUILT_IN))
@pytest.mark.parametrize("url", ["", URL])
def test_hostile_and_empty_chronologies_are_written(name: str, url: str, tmp_path: Path) -> None:
    document = Document(
        "x", "", (), title=HOSTILE, url="javascript:alert(1)", publisher=HOSTILE, language="<de>", image=Image("javascript:x")
    )
    hostile = SAMPLE["event"](HOSTILE, SAMPLE["statement"]("x", HOSTILE, SAMPLE["day"](2024, 1, 2), Status.DENIED, HOSTILE))
    content = written(name, url, Chronology(HOSTILE, "??", (hostile,), {"x": document}))
    assert b"javascript:" not in content
    assert b"\x00" not in content if name != "parquet" else content
    if name in READERS:
        assert len(READERS[name](written(name, URL, Chronology(HOSTILE, "??", (hostile,), {"x": document})), tmp_path)) == 1
    assert written(name, url, Chronology("", "", ()))
    assert written(name, url, Chronology("", "", SAMPLE["EVENTS"], {}))


def test_a_table_holds_no_formulas() -> None:
    hostile = SAMPLE["event"]("=cmd()", SAMPLE["statement"]("x", "@SUM(A1)", SAMPLE["day"](2024, 1, 2)))
    chronology = Chronology("+1", "de", (hostile,), {})
    (row,) = csv.DictReader(io.StringIO(written("csv", URL, chronology).decode("utf-8-sig")))
    assert (row["headline"], row["quote"]) == ("'=cmd()", "'@SUM(A1)")
    title, slide = csv.DictReader(io.StringIO(written("timelinejs-csv", URL, chronology).decode("utf-8-sig")))
    assert (title["Headline"], slide["Headline"]) == ("'+1", "'=cmd()")


def test_parquet_has_days_of_any_year_and_every_source(tmp_path: Path) -> None:
    (tmp_path / "a.parquet").write_bytes(written("parquet"))
    rows = duckdb.execute(
        "SELECT date, first::VARCHAR, last::VARCHAR, len(sources), sources[2].publisher FROM read_parquet(?)", [str(tmp_path / "a.parquet")]
    ).fetchall()
    found = {row[0]: row[1:] for row in rows}
    assert found["-0043~"] == ("0044-01-01 (BC)", "0044-12-31 (BC)", 1, None)
    assert found["2014/.."][:2] == ("2014-01-01", None)
    assert found["Y12000"][:2] == ("12000-01-01", "12000-12-31")
    assert found["2024-06"] == ("2024-06-01", "2024-06-30", 3, "Harbour Herald")


def test_parquet_without_its_extra_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(ConfigError, match=r"timeline-press\[parquet\]"):
        written("parquet")


def test_a_calendar_shows_each_date_as_its_days() -> None:
    parsed = icalendar.Calendar.from_ical(written("icalendar")).walk("VEVENT")
    days = {str(e["x-edtf"]): (e.decoded("dtstart"), e.decoded("dtend", None)) for e in parsed}
    assert days["2024-06"] == (date(2024, 6, 1), date(2024, 7, 1))
    assert days["2024-07-03/2024-07-05"] == (date(2024, 7, 3), date(2024, 7, 6))
    assert days["2024-10-12"] == (datetime(2024, 10, 12, 14, 30), None)  # noqa: DTZ001 - floating: the text names no zone
    assert days["2014/.."] == (date(2014, 1, 1), date(2015, 1, 1))
    assert days["../2024-12"] == (date(2024, 12, 1), date(2025, 1, 1))
    assert days["../1989-11-09"] == (date(1989, 11, 9), date(1989, 11, 10))
    assert days["199X"] == (date(1990, 1, 1), date(2000, 1, 1))
    assert days["9999"] == (date(9999, 1, 1), None)
    assert not {"-0043~", "0000", "Y12000"} & set(days)
    status = {str(e["x-timeline-status"]): str(e["status"]) for e in parsed}
    assert status == {
        "past": "CONFIRMED",
        "deadline": "CONFIRMED",
        "expected": "TENTATIVE",
        "conditional": "TENTATIVE",
        "denied": "CANCELLED",
    }


def test_timelinejs_dates_are_no_finer_than_the_text() -> None:
    slides = {slide["edtf"]: slide for slide in json.loads(written("timelinejs"))["events"]}
    assert slides["2024-06"]["start_date"] == {"year": 2024, "month": 6}
    assert "end_date" not in slides["2024-06"]
    assert slides["-0043~"]["start_date"] == {"year": -44}  # its years have no zero
    assert slides["0000"]["start_date"] == {"year": -1}
    assert slides["-0043~"]["display_date"] == "um 44 v. Chr."
    assert slides["2019/2021-05"]["end_date"] == {"year": 2021, "month": 5}
    assert slides["2014/.."]["start_date"] == {"year": 2014}
    assert slides["2024-10-12"]["start_date"] == {"year": 2024, "month": 10, "day": 12, "hour": 14, "minute": 30}
    assert slides["2024-11-06"]["display_date"] == "6. November 2024 · erwartet"


def test_the_timelinejs_table_says_what_the_json_says() -> None:
    title, *rows = csv.DictReader(io.StringIO(written("timelinejs-csv").decode("utf-8-sig")))
    slides = json.loads(written("timelinejs"))["events"]
    assert (title["Type"], title["Headline"]) == ("title", "Der Pakt")
    for row, slide in zip(rows, slides, strict=True):
        parts = {"Year": "year", "Month": "month", "Day": "day"}
        assert {row[name] for name in parts} >= {""} or "day" in slide["start_date"]
        assert [row[name] for name in parts] == [str(slide["start_date"].get(part, "")) for part in parts.values()]
        assert [row[f"End {name}"] for name in parts] == [str(slide.get("end_date", {}).get(part, "")) for part in parts.values()]
        assert (row["Display Date"], row["Headline"], row["Text"]) == (slide["display_date"], *slide["text"].values())


def test_a_picture_of_the_lead_goes_along() -> None:
    document = Document("x", "", (), title="T", image=Image("https://p.example/a.jpg", "Ein Hafen", "Foto: X & Y"))
    event = SAMPLE["event"]("H", SAMPLE["statement"]("x", "Q", SAMPLE["day"](2024, 1, 2)))
    (slide,) = json.loads(written("timelinejs", URL, Chronology("", "de", (event,), {"x": document})))["events"]
    assert slide["media"] == {
        "url": "https://p.example/a.jpg",
        "alt": "Ein Hafen",
        "credit": "Foto: X &amp; Y",
        "link": f"{URL}event/{event.id}.html",
    }


def test_ninjs_keeps_to_its_schema_and_a_month_a_month() -> None:
    schema = json.loads((HERE / "ninjs.schema.json").read_text(encoding="utf-8"))
    for url in (URL, ""):
        checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
        errors = jsonschema.Draft202012Validator(schema, format_checker=checker).iter_errors(json.loads(written("ninjs", url)))
        assert [error.message for error in errors] == []
    dates = {item["descriptions"][2]["value"]: item["eventDetails"]["dates"] for item in json.loads(written("ninjs"))["associations"]}
    assert dates["2024-06"] == {"expectedStartDate": "2024-06"}
    assert dates["2024-07-03/2024-07-05"] == {"expectedStartDate": "2024-07-03", "expectedEndDate": "2024-07-05"}
    assert dates["../2024-12"] == {"expectedEndDate": "2024-12"}
    assert dates["-0043~"] == {"expectedStartDate": "-0043"}
    assert dates["199X"] == {"expectedStartDate": "1990", "expectedEndDate": "1999"}
    assert dates["2024-10-12"] == {"expectedStartDate": "2024-10-12T14:30:00"}


@pytest.mark.outside
def test_ninjs_keeps_to_the_schema_as_published() -> None:
    path = os.environ.get("NINJS_SCHEMA", "")
    if not path:
        pytest.skip("NINJS_SCHEMA does not name a copy of IPTC's ninjs-schema_3.0.json")
    schema = json.loads(Path(path).read_text(encoding="utf-8"))
    assert [error.message for error in jsonschema.Draft202012Validator(schema).iter_errors(json.loads(written("ninjs")))] == []


def test_timeml_links_each_event_to_its_time() -> None:
    root = ET.fromstring(written("timeml"))  # noqa: S314 - what we wrote ourselves
    times = {time.get("tid"): time for time in root.iter("TIMEX3")}
    quotes = {event.get("eid"): event for event in root.iter("EVENT")}
    instances = {instance.get("eiid"): instance for instance in root.iter("MAKEINSTANCE")}
    told = []
    for link in root.iter("TLINK"):
        instance, time = instances[link.get("eventInstanceID")], times[link.get("relatedToTime")]
        quote = quotes[instance.get("eventID")]
        told.append((quote.get("comment"), time.get("comment"), quote.text, instance.get("polarity")))
        assert all(time.get(end) in times for end in ("beginPoint", "endPoint") if time.get(end))
    assert told == [(e.id, e.span.edtf, e.lead.quote, "NEG" if e.status is Status.DENIED else "POS") for e in events()]
    values = {time.get("comment"): time.get("value") for time in times.values()}
    assert values["2024-06"] == "2024-06"
    assert values["-0043~"] == "BC0044"
    assert values["2024-10-12"] == "2024-10-12T14:30"
    assert values["2025-21"] == "2025-SP"
    assert values["18XX"] == "18"


def test_a_feed_is_as_new_as_its_newest_source() -> None:
    feed = feedparser.parse(written("atom"))
    assert feed.feed.updated == "2024-10-28T00:00:00Z"
    pact = next(entry for entry in feed.entries if entry.title == "Pakt ausgehandelt")
    assert pact.updated == "2024-10-28T00:00:00Z"
    assert [link.href for link in pact.links if link.rel == "via"] == [
        "https://kurier.example/politik?id=1&teil=2",
        "http://herald.example/pact",
    ]
    assert feedparser.parse(written("atom", "https://moved.example/")).entries[0].id == feed.entries[0].id


def test_published_times_are_compared_as_times() -> None:
    documents = {
        name: Document(name, "", (), published=Day(2024, 1, day), published_at=stated)
        for name, day, stated in (("a", 2, "2024-01-02T01:00:00+09:00"), ("b", 1, "2024-01-01T20:00:00Z"), ("c", 3, "2024-02-30T99:99:99Z"))
    }
    say = SAMPLE["statement"]
    event = SAMPLE["event"]("H", *(say(name, name, SAMPLE["day"](2024, 1, 1)) for name in "ab"))
    feed = feedparser.parse(written("atom", URL, Chronology("", "de", (event,), documents)))
    assert feed.entries[0].updated == "2024-01-01T20:00:00Z"
    broken = SAMPLE["event"]("H", say("c", "c", SAMPLE["day"](2024, 1, 1)))
    for name in formats.BUILT_IN:
        assert written(name, URL, Chronology("", "de", (broken,), documents))


def test_a_format_of_another_package(monkeypatch: pytest.MonkeyPatch) -> None:
    """The example in docs/exports.md, as it stands there."""
    (code,) = re.findall(r"```python\n(.*?)```", (HERE.parent / "docs" / "exports.md").read_text(encoding="utf-8"), re.DOTALL)
    module = ModuleType("my_package")
    exec(code, module.__dict__)  # noqa: S102 - our own example
    monkeypatch.setitem(sys.modules, "my_package", module)
    added = EntryPoint("plain", "my_package:EXPORTER", "timeline.exporters")
    monkeypatch.setattr("timeline.plugins.entry_points", lambda group: [added] if group == "timeline.exporters" else [])
    assert b"2024-06\tPakt ausgehandelt\n" in written("plain")
    files = {page.path for page in render(Site("S", "de", exports=("plain",)), [Story("", SAMPLE["chronology"]())])}
    assert "timeline.txt" in files


def test_what_is_no_exporter_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    added = EntryPoint("json", "json:dumps", "timeline.exporters")
    monkeypatch.setattr("timeline.plugins.entry_points", lambda group: [added] if group == "timeline.exporters" else [])
    with pytest.raises(ConfigError, match="json:dumps is no timeline"):
        formats.load("json")


def test_an_unknown_format_names_the_nearest() -> None:
    with pytest.raises(ConfigError, match="did you mean 'icalendar'"):
        formats.load("icalender")
    with pytest.raises(ConfigError, match="known are atom, csv"):
        formats.load("zzz")
