"""The same article twice: recognised by its address or its text, counted once, and the difference told."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from timeline.config import Config
from timeline.extraction import Article
from timeline.model import Day, Document
from timeline.pipeline import Report, build
from timeline.versions import Versions, fingerprint, versions

if TYPE_CHECKING:
    from pathlib import Path

STORY = """Die neue Brücke über die Lenne wurde am 24. Oktober 2024 eröffnet. Landrat Ulf Peters durchschnitt das Band
gemeinsam mit zwei Kindern.

Die alte Brücke war nach einem Unwetter gesperrt worden. Gutachter hatten Risse in beiden Pfeilern gefunden, wie die
Bauverwaltung mitteilte.

Die Kosten stiegen von neun auf vierzehn Millionen Euro. Den größten Teil trägt das Land, der Rest verteilt sich auf Kreis und Gemeinde.

Der Radweg auf der Südseite soll im kommenden Jahr folgen, kündigte der Landrat bei der Feier an, zu der einige
Hundert Menschen gekommen waren.
"""
OTHER = """Im Rathaus stritten die Parteien am Abend über den Haushalt des nächsten Jahres und die Frage, wer das neue
Schwimmbad bezahlen soll.

Am Ende stimmte eine knappe Mehrheit für den Entwurf des Bürgermeisters, der höhere Gebühren für Parkplätze und
weniger Geld für Straßen vorsieht.

Die Opposition kündigte an, den Beschluss prüfen zu lassen, und sprach von einem schwarzen Tag für alle, die im Umland wohnen und pendeln.
"""


def article(name: str, text: str, day: int = 24, url: str = "", at: str = "") -> Article:
    document = Document(name, text, (), name, url=url, published=Day(2024, 10, day), published_at=at)
    return Article(document, fingerprint=fingerprint(text))


def test_an_updated_version_is_led_by_the_later_one() -> None:
    updated = STORY + "\nAm Sonntag kamen noch einmal viele Besucher, teilte die Gemeinde mit."
    assert versions([article("a", STORY), article("b", updated, 25), article("c", OTHER)]) == [Versions("b", ("a",))]
    morning, evening = article("a", STORY, at="2024-10-24T08:00+02:00"), article("b", updated, at="2024-10-24T18:00+02:00")
    assert versions([evening, morning]) == [Versions("b", ("a",))]


@pytest.mark.parametrize(
    "url",
    ["http://example.org/news/bridge", "https://www.example.org/news/bridge/amp/", "https://m.example.org/news/bridge?utm_source=x", "https://example.org/news/bridge/print"],
)  # fmt: skip
def test_forms_of_one_address_are_one_article(url: str) -> None:
    assert versions([article("a", STORY, url="https://example.org/news/bridge/"), article("b", "Kurz.", url=url)]) == [
        Versions("a", ("b",))
    ]


def test_what_only_looks_alike_stays_apart() -> None:
    found = [
        article("a", STORY, url="https://example.org/"),
        article("b", OTHER, url="https://example.org/"),
        article("c", "Kurz."),
        article("d", "Kurz."),
        article("e", OTHER.replace("Haushalt", "Etat") + STORY, url="https://example.org/news?id=2"),
    ]
    assert versions(found) == []


def made(folder: Path, *names: str) -> Report:
    sources = tuple(str(folder / f"{name}.txt") for name in names)
    return build(Config(title="T", sources=sources, output=str(folder / "out"), today=Day(2024, 11, 1)))


def event(folder: Path, date: str) -> dict[str, Any]:
    events = json.loads((folder / "out" / "chronology.json").read_text(encoding="utf-8"))["events"]
    found: dict[str, Any] = next(event for event in events if event["date"] == date)
    return found


def test_a_build_counts_them_once_keeps_both_and_tells_the_difference(tmp_path: Path) -> None:
    updated = STORY + "\nAm 26. Oktober 2024 wurde die Brücke wegen eines Sturms wieder gesperrt.\n"
    for name, day, text in (("a", 24, STORY), ("b", 26, updated)):
        (tmp_path / f"{name}.txt").write_text(f"Date: 2024-10-{day}\nTitle: Brücke\nLang: de\n\n{text}", encoding="utf-8")
    report = made(tmp_path, "a", "b")
    [note] = [problem for problem in report.problems if "earlier version" in str(problem)]
    assert note.path == "a.txt"
    assert "only there: «Am 26. Oktober 2024 wurde die Brücke wegen eines Sturms wieder gesperrt" in note.message
    opened = event(tmp_path, "2024-10-24")
    assert [source["doc"] for source in opened["sources"]] == ["a", "b"]
    made(tmp_path, "b")
    assert opened["importance"] == event(tmp_path, "2024-10-24")["importance"]
