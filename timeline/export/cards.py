"""Pictures that others show beside a link to a page (OpenGraph, 1200 × 630), drawn offline from SVG by resvg.

They are made only where the config asks for them, and then the extra `cards` must be there: published bytes depend on the config and
on versions of packages, never on what happens to be installed.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import category
from xml.sax.saxutils import escape, quoteattr

from timeline.errors import ThemeError
from timeline.export.cardfonts import Fonts, is_wide, require, width
from timeline.export.edition import facts, overview
from timeline.export.meta import CARD_SIZE
from timeline.export.words import direction
from timeline.model import Page

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from timeline.export.cardfonts import Face
    from timeline.export.edition import Edition
    from timeline.export.entry_view import EntryView
    from timeline.export.overview import StripView

_WIDTH, _HEIGHT = CARD_SIZE
_MARGIN, _RAIL = 88, 44
_SIZES = (84, 72, 62, 54, 46)
_MOST_LINES = 4
_COLOURS = {"page": "#fdfcfa", "ink": "#1b1c1e", "soft": "#5b5e64", "line": "#d8d5cf", "accent": "#b3261e"}
_AXIS, _ZOOM = 456, 2.2  # where the overview's line lies, in px, and how much larger than on the page all of it is
_SIGNS = {
    "past": '<circle r="3.5" fill="{ink}"/>',
    "expected": '<circle r="2.9" fill="{page}" stroke="{accent}" stroke-width="1.6"/>',
    "deadline": '<path d="M-3 4.5V-4L4.5-1.8-1.6.4V4.5z" fill="{accent}"/>',
    "conditional": '<circle r="3.1" fill="{page}" stroke="{accent}" stroke-width="1.6" stroke-dasharray="2.4 1.6"/>',
    "denied": '<g fill="{page}" stroke="{soft}" stroke-width="1.5"><circle r="3"/><path d="M-4 4 4-4"/></g>',
}
_NEVER_FIRST = frozenset("、。，．・：；？！）］｝」』】〉》’”ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ,.:;!?)»")
_EMBED = {"rtl": "\u202b", "ltr": "\u202a"}  # resvg lays every line out as if it began from the left


@dataclass(frozen=True, slots=True)
class Card:
    """What stands on a card: a line above (a date), the title, a line below (facts, a source), and the site's name.

    `path` is the PNG's, below the site's top. `status` is that of an entry, for its sign; empty for a whole chronology, which has its
    overview (`strip`) instead.
    """

    path: str
    above: str
    title: str
    below: str
    site: str
    language: str
    status: str = ""
    strip: StripView | None = None


def path(folder: str, entry: str = "") -> str:
    """Where the card of a chronology's page is, or that of one of its entries; `folder` is the chronology's, empty for the top."""
    name = f"cards/{entry}.png" if entry else "card.png"
    return f"{folder}/{name}" if folder else name


def chronology_card(folder: str, edition: Edition, site: str, language: str) -> Card:
    """The card of a whole chronology: its title, its rhythm and how much is in it."""
    below = " · ".join(facts(edition.chronology.events, edition.words))
    site = site if site != edition.title else ""
    return Card(path(folder), "", edition.title, below, site, language, strip=overview(edition))


def list_card(title: str, stories: Sequence[str], language: str) -> Card:
    """The card of the list of several chronologies."""
    return Card(path(""), "", title, " · ".join(stories), "", language)


def event_card(folder: str, entry: EntryView, site: str, language: str) -> Card:
    """The card of an entry: its date, what became of it where it has not simply happened, its headline and where it stands."""
    happened = entry.status.code == "past"
    above = entry.date.words if happened else f"{entry.date.words} · {entry.status.word}"
    published = entry.lead.published.words if entry.lead.published else ""
    below = " · ".join(filter(None, (entry.lead.publisher or entry.lead.title, published)))
    return Card(path(folder, entry.id), above, entry.headline, below, site, language, entry.status.code)


def pages(cards: Sequence[Card], fonts: Sequence[Path], tokens: Mapping[str, str]) -> Iterator[Page]:
    """Draw the cards in the theme's colours; a `ThemeError` says which package is missing, or which font cannot be read."""
    resvg = require("resvg_py", "cards")
    colours = {name: value if (value := tokens.get(name, "")).startswith("#") else default for name, default in _COLOURS.items()}
    with tempfile.TemporaryDirectory(prefix="timeline-") as folder:
        store = Fonts(fonts, Path(folder))
        for card in cards:
            faces = store.covering(f"{card.above}{card.title}{card.below}{card.site}", card.language)
            picture = svg(card, faces, colours)
            try:
                content = resvg.svg_to_bytes(svg_string=picture, skip_system_fonts=True, font_files=[face.path for face in faces])
            except ValueError as error:
                raise ThemeError(f"cards: {card.path} cannot be drawn: {error}") from error
            yield Page(card.path, bytes(content))


def svg(card: Card, faces: Sequence[Face], colours: Mapping[str, str]) -> str:
    """The card as SVG, mirrored where its language runs from the right."""
    side = direction(card.language)
    size, lines = _fitted(card.title, faces, 245 if card.strip else 340)
    top = 150 if card.above else 84
    parts = [f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="{colours["page"]}"/>', _rail(card, side, colours, top + size * 0.62)]
    if card.above:
        parts.append(_line(card.above, side, faces, 108, 34, f'fill="{colours["accent" if card.status not in ("", "past") else "soft"]}"'))
    bold = f'font-weight="700" fill="{colours["ink"]}"'
    if sum(map(is_wide, card.title)) * 2 > len(card.title):  # these fonts come in one weight
        bold += f' stroke="{colours["ink"]}" stroke-width="1.6"'
    parts += [_line(line, side, faces, top + size * (0.85 + 1.14 * row), size, bold) for row, line in enumerate(lines)]
    soft = f'fill="{colours["soft"]}"'
    parts += _strip(card.strip, faces, colours) if card.strip else []
    parts += [_line(_cut(card.below, faces, 30), side, faces, 548, 30, soft), _line(_cut(card.site, faces, 26), side, faces, 594, 26, soft)]
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{_HEIGHT}">{"".join(parts)}</svg>'


def _rail(card: Card, side: str, colours: Mapping[str, str], y: float) -> str:
    """The theme's rail, with the entry's sign: a full dot for what has happened, a ring for the rest."""
    x = _WIDTH - _RAIL if side == "rtl" else _RAIL
    line = f'<path d="M{x} 0V{_HEIGHT}" stroke="{colours["line"]}" stroke-width="3"/>'
    full = card.status in ("", "past")
    fill, stroke = (colours["ink"], colours["ink"]) if full else (colours["page"], colours["accent"])
    return f'{line}<circle cx="{x}" cy="{y:.0f}" r="15" fill="{fill}" stroke="{stroke}" stroke-width="6"/>'


def _strip(strip: StripView, faces: Sequence[Face], colours: Mapping[str, str]) -> list[str]:
    """The overview as on the page, larger; its labels are the years alone."""
    shapes = {status: shape.format(**colours) for status, shape in _SIGNS.items()}
    parts = [f'<path d="M{_MARGIN} {_AXIS}H{_WIDTH - _MARGIN}" stroke="{colours["line"]}" stroke-width="3"/>']
    for slot in strip.slots:
        marks = "".join(f'<g transform="{mark.transform}">{shapes[mark.status]}</g>' for mark in slot.marks)
        parts.append(f'<g transform="translate({_across(slot.x):.1f} {_AXIS - 56 * _ZOOM}) scale({_ZOOM})">{marks}</g>')
    for bar in strip.bars:
        width_ = _across(bar.width) - _MARGIN
        for y, height, colour in ((bar.past_y, bar.past_height, "ink"), (bar.other_y, bar.other_height, "accent")):
            top = _AXIS + (float(y) - 56) * _ZOOM
            box = f'width="{width_:.1f}" height="{float(height) * _ZOOM:.1f}" fill="{colours[colour]}"'
            parts.append(f'<rect x="{_across(bar.x):.1f}" y="{top:.1f}" {box}/>')
    for label in strip.labels:
        text = label.year or label.text
        if not label.wide and text[-4:].isdigit():
            middle = f'text-anchor="middle" font-size="24" fill="{colours["soft"]}" font-family="{escape(faces[0].family)}"'
            parts.append(f'<text x="{_across(label.x):.1f}" y="{_AXIS + 34}" {middle}>{escape(text)}</text>')
    return parts


def _across(percent: str) -> float:
    return _MARGIN + float(percent.rstrip("%")) / 100 * (_WIDTH - 2 * _MARGIN)


def _line(text: str, side: str, faces: Sequence[Face], y: float, size: float, style: str) -> str:
    x, anchor = (_WIDTH - _MARGIN, "end") if side == "rtl" else (_MARGIN, "start")
    family = quoteattr(", ".join(f"'{face.family}'" for face in faces[:1]))
    words = escape(f"{_EMBED[side]}{text}\u202c") if side == "rtl" else escape(text)
    return f'<text x="{x}" y="{y:.0f}" font-size="{size}" font-family={family} text-anchor="{anchor}" {style}>{words}</text>'


def _fitted(title: str, faces: Sequence[Face], height: float) -> tuple[int, list[str]]:
    """The largest size at which the title has its place, and its lines; a title too long for the smallest is cut."""
    room = _WIDTH - 2 * _MARGIN
    title = "".join(" " if category(char) in ("Cc", "Zl", "Zp") else char for char in title)
    for size in _SIZES:
        lines = _wrapped(title, faces, size, room)
        if len(lines) * size * 1.14 <= height and len(lines) <= _MOST_LINES and all(width(line, faces, size) <= room for line in lines):
            return size, lines
    lines = [_cut(line, faces, size) for line in lines[:_MOST_LINES]]
    lines[-1] = _cut(f"{lines[-1]} …", faces, size) if len(lines) == _MOST_LINES else lines[-1]
    return size, lines


def _wrapped(text: str, faces: Sequence[Face], size: float, room: float) -> list[str]:
    lines, line = [], ""
    for piece in _pieces(text):
        if line and width((line + piece).rstrip(), faces, size) > room:
            lines.append(line.rstrip())
            line = piece.lstrip()
        else:
            line += piece
    return [*lines, line.rstrip()]


def _pieces(text: str) -> list[str]:
    """What a line may end after: words with their spaces, and single characters of writing without spaces."""
    pieces: list[str] = []
    for char in " ".join(text.split()):
        last = pieces[-1][-1:] if pieces else " "
        breaks = last == " " or ((is_wide(char) or is_wide(last)) and char not in _NEVER_FIRST and last not in "「『（【《〈“‘")
        if breaks and char != " ":
            pieces.append(char)
        elif pieces:
            pieces[-1] += char
    return pieces


def _cut(text: str, faces: Sequence[Face], size: float) -> str:
    room = _WIDTH - 2 * _MARGIN
    if width(text, faces, size) <= room:
        return text
    while text and width(f"{text} …", faces, size) > room:
        text = text[:-1]
    return f"{text.rstrip(' …')} …"
