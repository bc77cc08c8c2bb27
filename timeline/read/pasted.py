"""Plain text that was copied from a page with what stands around the article there: its menu, its labels, its date."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from timeline.read.boilerplate import is_label, leads_away
from timeline.read.words import anywhere
from timeline.read.written import written_days

if TYPE_CHECKING:
    from collections.abc import Sequence

    from timeline.config import Options
    from timeline.read.fields import Fields
    from timeline.read.layout import Piece

_MENU_WORDS = 4
_LINE = 90  # characters of a line with a date
_FIGURE = re.compile(r"\d")
_STOP = re.compile(r"[.!?…。！？]['\"”“»«’)\]]*$")
_LETTERS = re.compile(r"[^\W\d_]")


def without_page(pieces: Sequence[Piece], fields: Fields, options: Options) -> tuple[list[Piece], Fields]:
    """The pieces with all that is the page's own as captions, which hold no entries, and the fields with the day that the page showed."""
    first = next((index for index, piece in enumerate(pieces) if piece.kind == "paragraph" and _is_text(piece.text)), 0)
    found: list[Piece] = []
    for index, piece in enumerate(pieces):
        if index < first and _says_day(piece.text):
            fields = _dated(fields, piece.text, options) or fields
            found.append(piece._replace(kind="caption"))
        elif _leads_away(piece) or (index < first and _is_menu(piece)):
            found.append(piece._replace(kind="caption"))
        else:
            found.append(piece)
    return found, fields


def _is_text(text: str) -> bool:
    return bool(_STOP.search(text)) and len(text) > 40


def _leads_away(piece: Piece) -> bool:
    return is_label(piece.text) or (leads_away(piece.text) and (piece.single or piece.kind != "paragraph") and not _is_text(piece.text))


def _is_menu(piece: Piece) -> bool:
    """Whether an item before the text is an entry of a menu; its number may have been added by the list that it stood in."""
    words = re.sub(r"^\d{1,2}[.)]\s+", "", piece.text)
    return piece.kind == "item" and len(words.split()) <= _MENU_WORDS and not _FIGURE.search(words) and not _STOP.search(words)


def _says_day(text: str) -> bool:
    return len(text) <= _LINE and bool(_FIGURE.search(text)) and not _is_text(text)


def _dated(fields: Fields, text: str, options: Options) -> Fields | None:
    """The fields with the day of a line that holds hardly anything else, or calls it the day of publication; changes do not count."""
    for date in written_days(text, fields.language, options.today):
        before, rest = text[: date.start], text[: date.start] + text[date.end :]
        published = bool(anywhere("published").search(before))
        changed = bool(anywhere("updated").search(before)) and not published
        plain = published or len(_LETTERS.findall(rest)) <= 20
        if plain and not changed and date.sure and date.day <= options.today and fields.published is None:
            return replace(fields, published=date.day, origin=(*fields.origin, ("published", "byline")))
    return None
