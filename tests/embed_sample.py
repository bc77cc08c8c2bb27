"""What the tests of sanitisers share: chronologies, and the check that a fragment came through whole; loaded with `runpy`."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import TYPE_CHECKING

import lxml.html

from timeline.export.items import items
from timeline.model import Chronology, Document, Event

if TYPE_CHECKING:
    from collections.abc import Iterator

SAMPLE = runpy.run_path(str(Path(__file__).with_name("export_sample.py")))
URL = "https://news.example/pakt/"
HARD = '„2 < 3 & 4 > 3“ – it\'s "so": a=b; {x} 😀 &amp; <b>no</b>'


def _hard() -> Chronology:
    document = Document("hart", "", (), title=HARD, url="https://x.example/?a=1&b=%C3%BC#c(d)", publisher=HARD, language="de")
    event: Event = SAMPLE["event"](f"{HARD}!", SAMPLE["statement"]("hart", HARD + " Ende", SAMPLE["day"](2024, 1, 2), attribution=HARD))
    return Chronology(HARD, "en", (event,), {"hart": document})


CHRONOLOGIES: tuple[Chronology, ...] = (SAMPLE["chronology"](), SAMPLE["chronology"]("ar", "المعاهدة"), _hard())


def check(before: str, after: str, chronology: Chronology) -> None:
    """Every word is there in its order and none that was not; so are the links; and the entries are still items of a list."""
    old, new = lxml.html.fromstring(before), lxml.html.fromstring(f"<div>{after}</div>")
    assert _words(new) == _words(old)
    assert [link.get("href") for link in new.iter("a")] == [link.get("href") for link in old.iter("a")]
    assert len(list(new.iter("li"))) == len(chronology.events)
    text, place = " ".join(_words(new)), 0
    for item in items(chronology, URL):
        for told in (item.date, item.lead.quote if item.verbatim else item.headline, *(source.quote for source in item.sources)):
            words = " ".join(told.split())
            assert words in text[place:], words
        place = text.index(" ".join(item.date.split()), place) + 1


def _words(root: lxml.html.HtmlElement) -> list[str]:
    def pieces() -> Iterator[str]:
        for text in root.itertext():
            yield str(text)

    return " ".join(pieces()).split()
