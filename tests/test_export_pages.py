"""The pages beside the list: events, sources, selections, parts of a long list; where links lead, and what stays where it was."""

from __future__ import annotations

import gzip
import itertools
import json
import re
import runpy
from collections import deque
from dataclasses import replace
from pathlib import Path, PurePosixPath
from posixpath import normpath
from typing import TYPE_CHECKING

import pytest
from lxml import html

from timeline.export.places import MOST, parts, slug
from timeline.export.site import Site, Story, render
from timeline.model import Block, Chronology, Correction, Day, Document, Event, Grain, Status, TimeSpan

if TYPE_CHECKING:
    from lxml.html import HtmlElement

SAMPLE = runpy.run_path(str(Path(__file__).with_name("export_sample.py")))
EVENTS: tuple[Event, ...] = SAMPLE["EVENTS"]
PACT = EVENTS[4]


def built(chronology: Chronology, slug: str = "", site: Site | None = None) -> dict[str, bytes]:
    return {page.path: page.content for page in render(site or Site("Seite"), [Story(slug, chronology)])}


def tree(files: dict[str, bytes], path: str) -> HtmlElement:
    return html.document_fromstring(files[path].decode())


def texts(elements: list[HtmlElement]) -> list[str]:
    return [" ".join(element.text_content().split()) for element in elements]


def many(count: int, years: int, tags: tuple[str, ...] = ()) -> Chronology:
    """Events evenly over some years, each told by one document."""
    events = []
    for n in range(count):
        days = n * years * 336 // count  # years of twelve months of 28 days
        span = SAMPLE["day"](2000 + days // 336, 1 + days // 28 % 12, 1 + days % 28)
        events.append(replace(SAMPLE["event"](f"Sitzung {n}", SAMPLE["statement"]("kurier", f"Sitzung {n} fand statt.", span)), tags=tags))
    return SAMPLE["chronology"](events=tuple(events))  # type: ignore[no-any-return]


def links(files: dict[str, bytes], path: str) -> set[str]:
    """Where the links of a page lead within the site, as paths; a link to nothing, or to no place in a page, fails."""
    found = set()
    for href in re.findall(r'(?:href|src|data-index)="([^"]+)"', files[path].decode()):
        if "://" in href:
            continue
        name, _, anchor = href.partition("#")
        target = normpath(str(PurePosixPath(path).parent / name)) if name else path
        assert target in files, (path, href)
        assert not anchor or f'id="{anchor}"'.encode() in files[target], (path, href)
        found.add(target)
    return found


def clicks(files: dict[str, bytes], start: str = "index.html") -> dict[str, int]:
    """How many clicks every page is from the first one."""
    seen, queue = {start: 0}, deque([start])
    while queue:
        here = queue.popleft()
        for target in links(files, here) if here.endswith(".html") else ():
            if target not in seen:
                seen[target] = seen[here] + 1
                queue.append(target)
    return seen


@pytest.mark.parametrize("folder", ["", "pakt"])
def test_every_link_leads_somewhere_and_every_page_is_reached(folder: str) -> None:
    tagged = tuple(replace(event, tags=("Pakt", "Überläufer")) for event in EVENTS)
    files = built(SAMPLE["chronology"](events=tagged), folder)
    reached = clicks(files)
    moved = {path for path in files if b'http-equiv="refresh"' in files[path]}
    embeds = {path for path in files if "embed/" in path}  # other sites lead to them
    assert {path for path in files if path.endswith(".html")} - moved - embeds - {"404.html"} <= set(reached)
    assert max(reached.values()) <= 3
    assert all(links(files, path) for path in moved)


def test_a_page_for_each_event_with_all_its_sources() -> None:
    files = built(SAMPLE["chronology"]())
    page = tree(files, f"event/{PACT.id}.html")
    assert texts(page.cssselect("h1")) == [PACT.headline]
    assert texts(page.cssselect("blockquote")) == [statement.quote for statement in PACT.statements]
    assert [link.get("href") for link in page.cssselect(".home a")] == [f"../index.html#{PACT.id}"]
    assert texts(page.cssselect(".when > :first-child, .status, .meaning")) == ["Juni 2024", "geschehen", "laut Quelle geschehen"]
    assert [link.get("href") for link in page.cssselect(".beside a")] == [f"../event/{EVENTS[n].id}.html" for n in (3, 5)]


def test_an_old_permalink_leads_to_where_its_statement_is_now() -> None:
    second = PACT.statements[1]
    alone = replace(PACT, statements=(second,), lead=second)
    before, after = built(SAMPLE["chronology"](events=(alone,))), built(SAMPLE["chronology"](events=(PACT,)))
    old = f"event/{second.id}.html"
    assert old in before
    [refresh] = tree(after, old).cssselect("meta[http-equiv=refresh]")
    assert refresh.get("content") == f"0; url=../event/{PACT.id}.html"
    assert f'id="{second.id}"'.encode() in after["index.html"]


def test_addresses_do_not_change_when_documents_are_added() -> None:
    less, more = built(SAMPLE["chronology"](events=EVENTS[3:])), built(SAMPLE["chronology"]())
    assert {path for path in less if path.startswith("event/")} < {path for path in more if path.startswith("event/")}


def test_a_page_for_each_source_with_what_it_tells() -> None:
    files = built(SAMPLE["chronology"]())
    page = tree(files, "source/herald.html")
    told = [statement.quote for event in EVENTS for statement in event.statements if statement.document == "herald"]
    assert texts(page.cssselect("blockquote")) == told
    assert texts(page.cssselect(".facts li")) == ["Harbour Herald", "herald.example", f"{len(told)} Einträge"]
    assert [link.get("href") for link in page.cssselect(".facts a")] == ["http://herald.example/pact"]
    assert texts(tree(files, "source/index.html").cssselect(".sources li"))[0] == "Erste Einheiten & ihre Aufgabe (Abendkurier) 7"


TEXT = "Ein Titel\n\nDer Rat tagte am 1. Mai. <b>Mehr</b> sagte er nicht."


@pytest.mark.parametrize("publish", [True, False])
def test_full_text_only_where_it_may_be_published(*, publish: bool) -> None:
    blocks = (Block("heading", 0, 9), Block("paragraph", 11, len(TEXT)))
    statement = SAMPLE["statement"]("rat", "Der Rat tagte am 1. Mai.", SAMPLE["day"](2024, 5, 1))
    chronology = Chronology("Rat", "de", (SAMPLE["event"]("Tagung", statement),), {"rat": Document("rat", TEXT, blocks, language="de")})
    page = tree(built(chronology, site=Site("x", publish_text=publish)), "source/rat.html")
    assert texts(page.cssselect(".text p")) == (["Ein Titel", "Der Rat tagte am 1. Mai. <b>Mehr</b> sagte er nicht."] if publish else [])
    assert ("sagte er nicht" in page.text_content()) is publish


def test_selections_hold_what_they_say() -> None:
    tagged = tuple(replace(event, tags=("Pakt",)) if event is PACT else event for event in EVENTS)
    files = built(SAMPLE["chronology"](events=tagged))
    expected = [event.headline for event in EVENTS if event.status is Status.EXPECTED]
    assert texts(tree(files, "status/expected.html").cssselect("h3")) == expected
    assert texts(tree(files, "status/expected.html").cssselect("[aria-current=page]")) == ["erwartet"]
    assert texts(tree(files, f"tag/{slug('Pakt')}.html").cssselect("h3")) == [PACT.headline]
    assert texts(tree(files, "index.html").cssselect(".tags a")) == ["Pakt"]


def test_one_status_has_no_page_of_its_own() -> None:
    assert not [path for path in built(SAMPLE["chronology"](events=EVENTS[:2])) if path.startswith("status/")]


def test_what_is_still_to_come_is_marked_as_of_the_newest_document() -> None:
    page = tree(built(SAMPLE["chronology"]()), "index.html")
    [line] = page.cssselect(".now")
    assert texts([line]) == ["Noch bevorstehend"]
    ahead = [item.get("id") for ol in line.itersiblings("ol") for item in ol]
    assert ahead == [event.id for event in EVENTS if event.headline in {"Ratifizierung in der Hauptstadt", "Frist für die Antwort"}] + [
        event.id for event in EVENTS if event.headline == "Zahl könnte steigen"
    ]
    assert texts(page.cssselect(".ahead")) == ["in 9 Tagen", "in 5 Wochen", "in 4 Monaten"]


def test_folded_disputed_and_moved() -> None:
    new = EVENTS[9]
    events = (replace(EVENTS[8], disputed=True), replace(EVENTS[7], replaced_by=new.id), replace(EVENTS[6], folded=True), new)
    page = tree(built(SAMPLE["chronology"](events=tuple(sorted(events, key=lambda event: event.span.sort_key)))), "index.html")
    assert texts(page.cssselect(".disputed")) == ["umstritten"]
    assert [(link.text, link.get("href")) for link in page.cssselect(".moved")] == [
        ("verschoben auf: 6. November 2024", f"event/{new.id}.html")
    ]
    [fold] = page.cssselect(".folded details")
    assert texts(fold.cssselect("summary")) == ["1 weiterer Eintrag"]
    assert texts(fold.cssselect("h3")) == [EVENTS[6].headline]


@pytest.mark.parametrize("level", [1, 2, 4])
def test_headings_start_at_the_level_that_is_set(level: int) -> None:
    files = {
        page.path: page.content
        for page in render(Site("Seite", heading_level=level), [Story("", SAMPLE["chronology"](), "# Vorspann\n\nText")])
    }
    for path in [path for path in files if path.endswith(".html") and not path.startswith("embed/")]:
        levels = [int(element.tag[1]) for element in tree(files, path).iter("h1", "h2", "h3", "h4", "h5", "h6")]
        assert levels[0] == level, path
        assert all(after - before <= 1 and after > level for before, after in itertools.pairwise(levels)), path


def test_a_thousand_events_are_one_page_and_more_are_pages_of_years() -> None:
    assert not [path for path in built(many(MOST, 4)) if path.startswith("y")]
    files = built(many(MOST + 1, 4))
    assert {path for path in files if path.startswith("y")} == {f"y{year}.html" for year in (2000, 2001, 2002, 2003)}
    headlines = [text for year in range(2000, 2004) for text in texts(tree(files, f"y{year}.html").cssselect("h3"))]
    assert headlines == [f"Sitzung {n}" for n in range(MOST + 1)]
    assert texts(tree(files, "y2001.html").cssselect(".beside a")) == ["Früher 2000", "Später 2002"]
    first = tree(files, "index.html")
    assert texts(first.cssselect(".periods h2")) == ["2000", "2001", "2002", "2003"]
    assert len(gzip.compress(files["index.html"])) <= 150_000
    reached = clicks(files)
    assert max(count for path, count in reached.items() if path.startswith("event/")) <= 3
    assert sum(path.startswith("event/") for path in reached) == MOST + 1


def test_a_full_year_is_cut_into_months_and_a_full_month_by_number() -> None:
    year = many(24, 1).events
    assert [part.name for part in parts(year, 10)] == [f"m2000-{month:02}" for month in range(1, 13)]
    month = tuple(replace(event, span=year[0].span) for event in year)
    cut = parts(month, 10)
    assert [(part.name, part.number, len(part.events)) for part in cut] == [
        ("m2000-01", 1, 10),
        ("m2000-01-2", 2, 10),
        ("m2000-01-3", 3, 4),
    ]


def test_a_heading_of_a_decade_is_a_part_of_its_own() -> None:
    decade = TimeSpan(Day(1990, 1, 1), Day(1999, 12, 31), Grain.DECADE)
    events = [
        SAMPLE["event"](f"E{n}", SAMPLE["statement"]("kurier", f"q{n}", span)) for n, span in enumerate([decade, SAMPLE["year"](-43)])
    ]
    assert [part.name for part in parts(sorted(events, key=lambda event: event.span.sort_key), 1)] == ["y-43", "decade1990"]


@pytest.mark.parametrize("text", ["hafen", "a-1", "Hafen", "häfen", "index", "con", "../../x", "", "الميناء", "x" * 300])
def test_names_of_files_are_safe_and_differ(text: str) -> None:
    name = slug(text)
    assert re.fullmatch(r"[a-z0-9][a-z0-9-]{0,49}", name)
    assert name not in {"index", "con"}
    assert (name == text) is (text in {"hafen", "a-1"})
    assert slug(text + "!") != name


def test_the_index_of_the_search_is_a_script_that_holds_every_entry() -> None:
    files = built(many(40, 2))
    script = files["search.js"].decode()
    table = json.loads(script.removeprefix("timelineIndex(").removesuffix(")\n"))
    assert table["pages"] == ["index.html"]
    assert [row[3] for row in table["rows"]] == [f"Sitzung {n}" for n in range(40)]
    assert "fand statt." in table["rows"][7][4]
    assert tree(files, "index.html").cssselect("form.search")[0].get("data-index") == "search.js"


def test_a_thousand_entries_with_many_sources_and_tags_stay_small() -> None:
    events = tuple(
        replace(
            event,
            statements=(event.lead, *(replace(event.lead, quote=f"{event.lead.quote} {n}", document="herald") for n in range(1))),
            tags=("Hafen", "Rat"),
        )
        for event in many(1000, 3).events
    )
    files = built(SAMPLE["chronology"](events=events))
    page = tree(files, "index.html")
    assert len(page.cssselect("h3")) == 1000
    assert sum(isinstance(element.tag, str) for element in page.iter()) <= 12_000
    assert len(gzip.compress(files["index.html"])) <= 125_000
    assert len(page.cssselect("a.others")) == 1000, "further sources are then on the entries' own pages"
    assert texts(tree(files, f"event/{events[0].id}.html").cssselect("blockquote"))[1].endswith(" 0")


@pytest.mark.parametrize("theme", ["default", "plain"])
def test_a_correction_is_shown_with_its_day(theme: str) -> None:
    noted = replace(PACT, corrections=(Correction(Day(2024, 11, 2), "Zuvor <stand> hier der 5. Juni."),))
    chronology: Chronology = SAMPLE["chronology"](events=tuple(noted if event is PACT else event for event in EVENTS))
    files = built(chronology, site=Site("Seite", theme=theme))
    for path in ("index.html", f"event/{PACT.id}.html"):
        shown = texts(tree(files, path).cssselect(".correction"))
        assert shown == ["Korrigiert am 2. November 2024 · Zuvor <stand> hier der 5. Juni."]
