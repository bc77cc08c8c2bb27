"""What stands around an article's headline for its readers: the lines with its date and its authors."""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from timeline.read.fields import tidy
from timeline.read.words import anywhere
from timeline.read.written import written_days

if TYPE_CHECKING:
    from collections.abc import Iterator

    from timeline.model import Day
    from timeline.read.page import Page

_MOST = 8_000  # elements that are looked at
_SMALL = 40  # elements of a line
_LONGEST = 220  # characters of a line
_LEAD = 160  # a paragraph that long belongs to the article's text
_PARAGRAPHS = 2  # so many long ones may stand between the headline and the byline: a summary does
_NEAR = 4  # levels above the headline that still are its own block
_DATED = re.compile(
    r"(?:\b|[_-])(?:date|dates|datum|fecha|data|time|timestamp|publi\w*|posted|pub|byline|meta|entry-meta|post-?meta|postmetadata|dateline|created|info|submitted)(?:\b|[_-])|[a-z]Date\b|\w+-date\b",
    re.IGNORECASE,
)
_HEADINGS = ("h1", "h2", "h3", "h4")
_CELLS = frozenset({"li", "dt", "dd", "td", "th", "tr", "ul", "ol", "dl", "table", "tbody"})  # of lists and tables of dates
_FIGURE = re.compile(r"\d")
_LETTERS = re.compile(r"[^\W\d_]")


class Line(NamedTuple):
    """A short block of the page: its text, the names of its element and of those around it, and where it stands.

    `place` is `above` or `below` the headline, or `away` from it.
    """

    element: Any
    text: str
    marks: str
    place: str


class Shown(NamedTuple):
    """A date that a line shows: `weight` says how likely it is the one of publication, `updated` that it is one of a change."""

    day: Day
    weight: int
    updated: bool
    sure: bool


SURE = 4  # the weight from which a date is stated, and not guessed


def lines(page: Page) -> list[Line]:
    """The short blocks of the page around its headline and below its text."""
    headline = _headline(page)
    near = _near(headline)
    root = _root(headline)
    found: list[Line] = []
    done: set[Any] = set()
    place, long = "above", 0
    for element in islice(page.tree.iter(), _MOST):
        if not isinstance(element.tag, str) or element.tag in {"head", "script", "style", "title", "meta", "link"}:
            continue
        if element is headline:
            place = "below"
        parent = element.getparent()
        if parent in done:
            done.add(element)
            continue
        text = _short(element)
        if text is None:
            long += place == "below" and _is_paragraph(element)
            place = "away" if long > _PARAGRAPHS else place
        elif text:
            done.add(element)
            where = (
                place
                if (
                    place != "above"
                    or near is None
                    or near in element.iterancestors()
                    or (parent is not None and parent is headline.getparent())
                )
                else "away"
            )
            if where != "away" or root is None or root in element.iterancestors():
                found.append(Line(element, text, _marks(element), where))
    return _without_teasers(found)


def is_dated(line: Line) -> bool:
    """Whether the names of a line say that it holds a date or a byline."""
    return bool(_DATED.search(line.marks))


def shown(line: Line, locale: str, today: Day) -> Iterator[Shown]:
    """The dates that a line shows, with their labels."""
    if not _FIGURE.search(line.text):
        return
    dates = list(written_days(line.text, locale, today))
    marked = is_dated(line)
    at = 0
    for index, date in enumerate(dates):
        end = dates[index + 1].start if index + 1 < len(dates) else date.end + 20
        published, updated = _label(line.text[at : date.start], line.text[date.end : end])
        at = date.end
        mostly = line.element.tag not in _CELLS and _is_little(line.text[: date.start] + line.text[date.end :])
        weight = 4 * published + 2 * marked + mostly
        if weight:
            yield Shown(date.day, weight + {"below": 3, "above": 2, "away": 0}[line.place], updated, date.sure)


def _is_little(rest: str) -> bool:
    """Whether what stands beside a date is no sentence: a weekday, a time, a name."""
    letters = len(_LETTERS.findall(rest))
    return letters <= 25 and not (letters > 10 and rest.rstrip().endswith((".", "!", "?")))


def _label(before: str, after: str) -> tuple[bool, bool]:
    """Whether the words at a date call it the day of publication, or that of a change; the nearest word before it decides."""
    published = max((match.end() for match in anywhere("published").finditer(before)), default=0)
    updated = max((match.end() for match in anywhere("updated").finditer(before)), default=0)
    if not published and not updated:
        published, updated = bool(anywhere("published").match(after.strip(" :()"))), bool(anywhere("updated").match(after.strip(" :()")))
    return published > updated, updated > published


def _headline(page: Page) -> Any:
    """The visible headline: the first heading that the page's title contains, else the first of level 1."""
    wanted = set(page.headlines) - {""}
    whole = "".join(page.whole_title.split()).casefold()
    first = None
    for element in islice(page.tree.iter(*_HEADINGS), _SMALL * 10):
        text = tidy(" ".join(element.itertext()))
        if text not in wanted:
            continue
        if len(text) > 5 and "".join(text.split()).casefold() in whole:
            return element
        first = element if first is None and element.tag == "h1" else first
    return first


def _near(headline: Any) -> Any:
    """The block that holds a headline and what belongs to it."""
    found = headline
    for ancestor in islice(headline.iterancestors() if headline is not None else (), _NEAR):
        if ancestor.tag in {"body", "html"}:
            break
        found = ancestor
    return found


def _root(headline: Any) -> Any:
    """The article or the main part of the page around a headline, if it is marked as such."""
    if headline is None:
        return None
    return next((one for one in headline.iterancestors("article", "main")), None)


def _short(element: Any) -> str | None:
    """The text of a small element without headings in it, in words divided by spaces; None for a larger one."""
    if element.tag in _HEADINGS and element.tag in {"h1", "h2"}:
        return None if _DATED.search(element.get("class") or "") is None else tidy(" ".join(element.itertext()))
    inside = list(islice(element.iter(), _SMALL + 1))
    if len(inside) > _SMALL or any(one.tag in _HEADINGS[:2] for one in inside):
        return None
    text = tidy(" ".join(element.itertext()))
    return text if len(text) <= _LONGEST else None


def _is_paragraph(element: Any) -> bool:
    own = (element.text or "") + "".join(child.tail or "" for child in islice(element, _SMALL))
    return len(own) > _LEAD


def _marks(element: Any) -> str:
    """The classes, ids and properties of an element, of what it holds and of the two around it."""
    around = [element, *islice(element.iterancestors(), 2), *islice(element.iterdescendants(), 6)]
    around = [one for one in around if isinstance(one.tag, str) and one.tag not in {"body", "html", "article", "main"}]
    return " ".join(filter(None, (one.get(name) for one in around for name in ("class", "id", "itemprop", "property"))))


def _without_teasers(found: list[Line]) -> list[Line]:
    """The lines without those away from the headline whose names occur again and again: they belong to a list of other articles."""
    count = Counter(line.marks for line in found if line.place == "away")
    return [line for line in found if line.place != "away" or count[line.marks] < 3]
