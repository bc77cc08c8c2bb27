"""What events can be filtered by: the tags of their documents, and those that the config gives by words or by days."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from timeline.chronology.concepts import fold
from timeline.chronology.terms import dating, primary

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from timeline.config import Tag
    from timeline.model import Document, Event, TimeSpan

_NAME = re.compile(r"(?<=\s)[^\W\d_a-z]\w+(?:[ -][^\W\d_a-z]\w+)+")
_OFTEN = 2  # documents
_SUGGESTIONS = 30


def tagged(event: Event, documents: Mapping[str, Document], tags: Sequence[Tag]) -> tuple[str, ...]:
    """The tags of an event, in alphabetical order: its documents' own, and those of the config that fit."""
    own = {tag for statement in event.statements for tag in documents[statement.document].tags}
    if not tags:
        return tuple(sorted(own))
    text = fold(" ".join([event.headline, *(statement.quote for statement in event.statements)]))
    return tuple(sorted(own | {tag.name for tag in tags if _fits(tag, text, event.span)}))


def kinds(events: Iterable[Event], tags: Iterable[Tag]) -> dict[str, str]:
    """The kind of each tag that an event bears, by name: tag, era, person or place."""
    named = {tag.name: tag.kind for tag in tags}
    return {name: named.get(name, "tag") for name in sorted({name for event in events for name in event.tags})}


def suggestions(events: Iterable[Event], documents: Mapping[str, Document]) -> tuple[tuple[str, int], ...]:
    """Names of several words that quotes of several documents hold, with the number of documents, the most frequent ones first."""
    tellers: defaultdict[str, set[str]] = defaultdict(set)
    for event in events:
        for statement in event.statements:
            for match in _NAME.finditer(statement.quote):
                words = match[0].split(" ")
                if fold(words[0]) in dating(primary(documents[statement.document].language)):  # `On Monday Mara Lind …`
                    del words[0]
                if len(words) > 1:
                    tellers[" ".join(words)].add(statement.document)
    count = Counter({name: len(documents) for name, documents in tellers.items() if len(documents) >= _OFTEN})
    return tuple(sorted(count.items(), key=lambda pair: (-pair[1], pair[0]))[:_SUGGESTIONS])


def _fits(tag: Tag, text: str, span: TimeSpan) -> bool:
    if tag.words and not any(re.search(rf"(?<!\w){re.escape(fold(word))}", text) for word in tag.words):
        return False
    if tag.since and (span.first is None or span.first < tag.since):
        return False
    if tag.until and (span.last is None or span.last > tag.until):
        return False
    return bool(tag.words or tag.since or tag.until)
