"""Whether what was published still stands in the documents that it was taken from."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from timeline.model import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


def check_quotes(published: Path, texts: Iterable[str]) -> Iterator[Problem]:
    """One warning for each quote of a published `chronology.json` that no document holds any more, word by word.

    A file that is no chronology is a problem too.
    """
    try:
        quotes = list(_quotes(json.loads(published.read_text(encoding="utf-8"))))
    except (OSError, ValueError, KeyError, TypeError) as error:
        yield Problem(str(published), f"cannot be read as a chronology ({error}); run timeline build")
        return
    plain = [" ".join(text.split()) for text in texts]
    for document, quote in dict.fromkeys(quotes):
        words = " ".join(quote.split())
        if not any(words in text for text in plain):
            short = words if len(words) <= 60 else words[:59] + "…"
            yield Problem(str(published), f"document {document!r} does not say any more «{short}»; run timeline build")


def _quotes(chronology: Any) -> Iterator[tuple[str, str]]:
    for event in chronology["events"]:
        for source in event["sources"]:
            yield source["doc"], source["quote"]
