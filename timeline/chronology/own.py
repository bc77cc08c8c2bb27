"""An editor's own entries, as documents and statements like those of articles."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from timeline.edits import Edit
from timeline.model import Block, Document, Statement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from timeline.edits import Edits, Entry, Source

OWN = "editor"  # the rule of a statement that no article made


def with_own(
    documents: Sequence[Document], statements: Sequence[Statement], edits: Edits, language: str
) -> tuple[list[Document], list[Statement], Edits]:
    """Documents, statements and edits with what the entries add: a document for each source, a statement and an edit for each entry."""
    by_source: defaultdict[Source, list[Entry]] = defaultdict(list)
    for entry in edits.entry:
        by_source[entry.source].append(entry)
    sources, told, decided = list(documents), list(statements), []
    for source, entries in by_source.items():
        document = _document(source, entries, edits.path, language)
        made = {_statement(entry, document): entry for entry in entries}
        sources.append(document)
        told += made
        decided += [_edit(statement, entry) for statement, entry in made.items()]
    return sources, told, replace(edits, edit=(*decided, *edits.edit), entry=())


def _document(source: Source, entries: Sequence[Entry], path: str, language: str) -> Document:
    """The quotes of a source, one below the other; its id stays while what is said of the source stays."""
    said = "\0".join((source.title, source.url, source.publisher, source.author, str(source.published)))
    quotes = list(dict.fromkeys(entry.quote for entry in entries))
    starts = [sum(len(quote) + 2 for quote in quotes[:place]) for place in range(len(quotes))]
    return Document(
        f"own-{hashlib.sha256(said.encode(errors='replace')).hexdigest()[:12]}",
        "\n\n".join(quotes),
        tuple(Block("paragraph", start, start + len(quote)) for start, quote in zip(starts, quotes, strict=True)),
        path=path,
        title=source.title,
        url=source.url,
        publisher=source.publisher,
        author=source.author,
        published=source.published,
        language=source.language or language,
    )


def _statement(entry: Entry, document: Document) -> Statement:
    start = next(block.start for block in document.blocks if document.text[block.start : block.end] == entry.quote)
    return Statement(
        document=document.id,
        quote=entry.quote,
        start=start,
        end=start + len(entry.quote),
        span=entry.date,
        status=entry.status,
        attribution=entry.attribution or None,
        headline=entry.headline,
        rules=(OWN,),
    )


def _edit(statement: Statement, entry: Entry) -> Edit:
    return Edit(
        event=statement.id,
        line=entry.line,
        pin=entry.pin,
        order=entry.order,
        tags=entry.tags,
        image=entry.image,
        corrections=entry.corrections,
    )
