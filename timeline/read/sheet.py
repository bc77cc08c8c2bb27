"""Tables (CSV, XLSX): each row an article, or a dated event where a column holds its date, as in sheets made for TimelineJS."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from timeline.errors import ReadError
from timeline.model import Problem, Row, Severity
from timeline.read.cells import cells
from timeline.read.compose import Said, compose, paragraphs
from timeline.read.fields import NAMES, key, shown
from timeline.read.fragment import fragment
from timeline.read.layout import Piece, tighten
from timeline.read.names import stem
from timeline.read.rowdates import span_of, time_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from timeline.config import Options
    from timeline.model import Document
    from timeline.timespan import TimeSpan

suffixes = (".csv", ".tsv", ".xlsx", ".xlsm")

_MOST_PROBLEMS = 10
_TEXTS = (
    "text",
    "body",
    "content",
    "article",
    "articlebody",
    "fulltext",
    "inhalt",
    "texto",
    "texte",
    "testo",
    "beschreibung",
    "description",
)
# The columns of TimelineJS's sheet (knightlab.com), folded.
_TIMELINE_JS = {"headline": "headline", "text": "text", "time": "time"}
_PARTS = (("year", "month", "day"), ("endyear", "endmonth", "endday"))


def read(data: bytes, name: str, options: Options) -> tuple[list[Document], list[Problem]]:
    """One document of dated rows, or a document for each row with a text; `columns` in the settings says which column is what."""
    rows, problems = cells(data, name, options)
    heads = next((row for row in rows if any(cell.strip() for cell in row)), [])
    table = _Table(name, heads, dict(options.columns))
    if table.is_dated:
        return _dated(table, rows, problems, options)
    if "text" not in table.places:
        raise ReadError(
            f"has no column of texts (its columns are {shown(', '.join(heads))}): "
            f'say which is which, columns = {{ text = "…" }} under [[documents]] in timeline.toml'
        )
    documents: list[Document] = []
    for number, row in enumerate(rows, start=2):
        text = table.cell(row, "text")
        if text.strip():
            place = (table.cell(row, "id") or f"{stem(name)}-{number}", name)
            said = [Said(field, table.cell(row, field), "column") for field in NAMES if field in table.places]
            found, remarks = compose(place, _body(text), said, options)
            documents += found
            problems += [replace(remark, line=number) for remark in remarks]
    return documents, problems


def _body(text: str) -> list[Piece]:
    return fragment(text) if "</" in text or "<br" in text else paragraphs(text)


class _Table:
    """Which column holds what: as the settings say, else as the headings do."""

    def __init__(self, name: str, heads: Sequence[str], columns: Mapping[str, str]) -> None:
        folded = {key(head): index for index, head in reversed(list(enumerate(heads)))}
        self.name = name
        self.folded = folded
        if columns:
            self.places = {field: folded[key(head)] for field, head in columns.items() if key(head) in folded}
            missing = [head for field, head in columns.items() if field not in self.places]
            if missing:
                raise ReadError(
                    f"has no column {missing[0]!r} (its columns are {shown(', '.join(heads))}): mend `columns` in timeline.toml"
                )
        elif "year" in folded and folded.keys() & {"headline", "text"}:
            self.places = {field: folded[head] for field, head in _TIMELINE_JS.items() if head in folded}
        else:
            named = {field: next((folded[one] for one in names if one in folded), None) for field, names in NAMES.items()}
            named |= {"text": next((folded[one] for one in _TEXTS if one in folded), None), "id": folded.get("id")}
            self.places = {field: place for field, place in named.items() if place is not None}
        self.by_parts = not columns and "year" in folded and bool(folded.keys() & {"headline", "text"})
        self.is_dated = self.by_parts or "date" in self.places

    def cell(self, row: Sequence[str], field: str) -> str:
        """The text of a row in the column of a field; empty where there is none."""
        place = self.places.get(field)
        return row[place] if place is not None and place < len(row) else ""

    def dates(self, row: Sequence[str]) -> tuple[str, str]:
        """The first and the last date of a row, as written or put together from year, month and day."""
        if not self.by_parts:
            return self.cell(row, "date"), self.cell(row, "end")
        first, last = ("-".join(self._parts(row, names)) for names in _PARTS)
        return first, last

    def _parts(self, row: Sequence[str], names: Sequence[str]) -> Iterator[str]:
        """Year, month and day as ISO 8601 writes them, up to the first that is missing."""
        for name, width in zip(names, (4, 2, 2), strict=True):
            place = self.folded.get(name)
            part = row[place].strip() if place is not None and place < len(row) else ""
            if not part:
                return
            yield f"-{part[1:].zfill(width)}" if part.startswith("-") else part.zfill(width)

    def kind(self, row: Sequence[str]) -> str:
        """What TimelineJS's column `Type` says: `title`, `era`, or nothing for an event."""
        place = self.folded.get("type")
        return row[place].strip().lower() if self.by_parts and place is not None and place < len(row) else ""


def _dated(table: _Table, rows: Iterator[list[str]], problems: list[Problem], options: Options) -> tuple[list[Document], list[Problem]]:
    """One document: each row a heading and a text, with its date; a row without a date that can be used is a problem."""
    pieces: list[Piece] = []
    spans: list[tuple[int, TimeSpan, str]] = []  # the piece that is the statement, its date, its headline
    wrong: list[Problem] = []
    title = ""
    for number, row in enumerate(rows, start=2):
        headline, text = _plain(table.cell(row, "headline")), _plain(table.cell(row, "text"))
        if table.kind(row) == "title":
            title = headline
        elif (headline or text) and table.kind(row) != "era":
            try:
                span = span_of(*table.dates(row), time_of(table.cell(row, "time")), options.today)
            except ValueError as error:
                wrong.append(Problem(table.name, f"row {number}: {error}", Severity.ERROR, number))
                continue
            pieces += [Piece("heading", headline)] if headline and text else []
            spans.append((len(pieces), span, headline))
            pieces.append(Piece("paragraph", text or headline))
    documents, remarks = compose((stem(table.name), table.name), pieces, [Said("title", title, "the title row")], options)
    found = tuple(Row(*_place(documents[0], at), span, headline) for at, span, headline in spans)
    if len(wrong) > _MOST_PROBLEMS:
        wrong[_MOST_PROBLEMS:] = [
            Problem(table.name, f"{len(wrong) - _MOST_PROBLEMS} more rows have no date that can be used", Severity.ERROR)
        ]
    return [replace(documents[0], rows=found)], problems + remarks + wrong


def _place(document: Document, at: int) -> tuple[int, int]:
    return document.blocks[at].start, document.blocks[at].end


def _plain(text: str) -> str:
    """A cell's text on one line; sheets for TimelineJS hold HTML."""
    if "<" in text or "&" in text:
        text = " ".join(piece.text for piece in fragment(text))
    return tighten(" ".join(piece.text for piece in paragraphs(text)))
