"""What other sites embed: a chronology whole, and the parts of it that the config asks for: a year, a tag, a source, an event.

Each has a folder, `embed` beside the page for the whole and one below it for a part, with an embed page, its oEmbed description and
a fragment of plain HTML.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from timeline.export import spans
from timeline.export.dates import unit_in_words
from timeline.export.entries import clean
from timeline.export.groups import heading_grain
from timeline.export.items import items
from timeline.export.places import FIRST, event_page, heading_id, pages_of, source_page, tag_page
from timeline.export.words import load
from timeline.model import Day, Grain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from timeline.export.items import Item
    from timeline.export.words import Words
    from timeline.model import Chronology

FOLDER = "embed"
MOST_HEIGHT = 1000  # px: what WordPress cuts a frame to


@dataclass(frozen=True, slots=True)
class Part:
    """What an embed shows. `name` is its folder below `embed`, empty for the whole.

    `path` is where it leads, in the chronology's folder: to what shows the same on the site. `page`, the address of that, and
    `address`, the embed page's own, are whole addresses, empty where that of the site is not known.
    """

    name: str
    title: str
    path: str
    page: str
    address: str
    items: tuple[Item, ...]

    @property
    def height(self) -> int:
        """About how high the embed page is in a column of 600 px: the room to keep for it until it has told its height."""
        return min(MOST_HEIGHT, 48 + 24 * _lines(self.title, 50) + sum(_height(item) for item in self.items))


def parts(chronology: Chronology, url: str, kinds: Sequence[str] = ()) -> list[Part]:
    """The whole first, then the parts by `kinds` (`year`, `tag`, `source`, `event`); `url` is the page's address."""
    words = load(chronology.language)
    title = clean(chronology.title) or words.text("Overview")
    found = items(chronology, url)
    base = url and f"{url}{FOLDER}/"
    made = [Part("", title, "", url, base, found)]
    for kind in dict.fromkeys(kinds):
        for (name, label), held in _grouped(found, kind, words):
            folder = f"{kind}-{name}"
            heading = f"{title}: {label}" if label else title
            path = _path(kind, label, held[0], chronology)
            made.append(Part(folder, heading, path, url and f"{url}{path}", base and f"{base}{folder}/", held))
    return made


_Key = tuple[str, str]


def _grouped(found: Sequence[Item], kind: str, words: Words) -> Iterator[tuple[_Key, tuple[Item, ...]]]:
    """The groups by name and label, in the order of their first entries; an entry can be in several."""
    groups: dict[_Key, list[Item]] = {}
    for item in found:
        for key in dict.fromkeys(_keys(item, kind, words)):
            groups.setdefault(key, []).append(item)
    names = _distinct(name for name, _ in groups)
    for name, ((_, label), held) in zip(names, groups.items(), strict=True):
        yield (name, label), tuple(held)


def _keys(item: Item, kind: str, words: Words) -> Iterable[_Key]:
    if kind == "year":
        year = spans.place(item.event.span).year
        return [(str(year), unit_in_words(Day(year, 1, 1), Grain.YEAR, words))]
    if kind == "tag":
        return [(_slug(tag), tag) for tag in item.tags]
    if kind == "source":
        return [(_slug(source.statement.document), source.title) for source in item.sources]
    return [(item.event.id, "")]


def _path(kind: str, label: str, first: Item, chronology: Chronology) -> str:
    """The page that shows what the part shows; that of a year is the list, at the year's heading."""
    if kind == "tag":
        return tag_page(label)
    if kind == "source":
        return source_page(next(source.statement.document for source in first.sources if source.title == label))
    if kind == "year":
        page = next(page for page, events in pages_of(chronology.events) if first.event in events)
        heading = heading_id(spans.place(first.event.span), heading_grain(first.event))
        return f"{'' if page == FIRST else page}#{heading}"
    return event_page(first.event.id)


def _distinct(names: Iterable[str]) -> list[str]:
    """The names, a number added to those that came before."""
    seen: Counter[str] = Counter()
    free = []
    for name in names:
        seen[name] += 1
        free.append(name if seen[name] == 1 else f"{name}-{seen[name]}")
    return free


def _slug(text: str) -> str:
    """A folder's name of plain letters; a text that has none of them is spelt by its code points."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60] or "-".join(f"{ord(char):x}" for char in text[:12])


def _height(item: Item) -> int:
    said = 24 * _lines(item.lead.quote, 70) + 20 * _lines(item.lead.line, 85)
    headline = 0 if item.verbatim else 22 * _lines(item.headline, 62)
    return 52 + headline + said + (28 if len(item.sources) > 1 else 0)


def _lines(text: str, letters: int) -> int:
    return max(1, -(-len(text) // letters))
