"""What the templates get: frozen values in the page's language, ready to be printed, so that templates only loop and place.

`docs/themes.md` describes them for people who write templates; a field that is not known is an empty string or an empty tuple.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class DateView:
    """A date in words. `before`, `year` and `after` are the same words in three parts, for a layout that shows the year beside them.

    `datetime` is the value of `<time datetime>`; it is empty where HTML has no form for the date.
    """

    words: str
    datetime: str = ""
    before: str = ""
    year: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class StatusView:
    """What became of a statement: `code` as in chronology.json, `word` and `meaning` in the page's language."""

    code: str
    word: str
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class SourceView:
    """One statement with the article that it stands in. `url` is empty unless it is http or https."""

    title: str
    url: str
    publisher: str
    published: DateView | None
    language: str
    date: DateView
    status: StatusView
    quote: str
    attribution: str
    inferred: bool


@dataclass(frozen=True, slots=True)
class EntryView:
    """An event. `anchors` are the ids of its other statements; `length` says how long the sign is: day, month, season, year.

    `open` is `start` or `end` where the date is open on that side. `lead` is shown, `others` are folded under the words `more`.
    `verbatim` says that the headline is the lead's quote itself, but for its case and its last mark.
    """

    id: str
    anchors: tuple[str, ...]
    date: DateView
    status: StatusView
    length: str
    open: str
    headline: str
    language: str
    verbatim: bool
    lead: SourceView
    others: tuple[SourceView, ...]
    more: str

    @property
    def signs(self) -> str:
        """The classes by which a style sheet draws the entry's sign: status, length and the open side; and `verbatim`."""
        classes = (self.status.code, self.length, self.open and f"open-{self.open}", self.verbatim and "verbatim")
        return " ".join(name for name in classes if name)


@dataclass(frozen=True, slots=True)
class MonthView:
    """Consecutive entries of one month; `label` is empty for entries whose date is coarser than a month."""

    id: str
    label: str
    entries: tuple[EntryView, ...]


@dataclass(frozen=True, slots=True)
class YearView:
    """Consecutive entries of one year, or of a decade or century that a text gives no year of."""

    id: str
    label: str
    months: tuple[MonthView, ...]

    @property
    def long(self) -> bool:
        """Whether the label is longer than a plain year, and needs a smaller size."""
        return len(self.label) > 4


@dataclass(frozen=True, slots=True)
class StripMark:
    """An event in the overview: the sign of its status, and the SVG transform that puts it into its slot (px)."""

    status: str
    transform: str
    href: str
    title: str


@dataclass(frozen=True, slots=True)
class StripBar:
    """All events of a slot where there are too many for single signs: what happened below, what has not above. Lengths in px."""

    href: str
    title: str
    x: str
    width: str
    past_y: str
    past_height: str
    other_y: str
    other_height: str


@dataclass(frozen=True, slots=True)
class StripLabel:
    """A link under the overview to the first entry of a slot; `wide` labels have room on a wide screen only.

    `x` is the slot's centre in percent, `shift` the px that the text stands beside it.
    """

    x: str
    shift: str
    text: str
    year: str
    href: str
    name: str
    wide: bool


@dataclass(frozen=True, slots=True)
class StripSlot:
    """A column of signs; `x` is its centre in percent of the width."""

    x: str
    marks: tuple[StripMark, ...]


@dataclass(frozen=True, slots=True)
class StripView:
    """The overview picture: positions along the line in percent, across it in px, so that it keeps its type size at any width."""

    height: int
    slots: tuple[StripSlot, ...]
    bars: tuple[StripBar, ...]
    gaps: tuple[str, ...]
    labels: tuple[StripLabel, ...]


@dataclass(frozen=True, slots=True)
class LengthView:
    """A line of the legend: how long a sign is and what that says of the date."""

    code: str
    word: str


@dataclass(frozen=True, slots=True)
class ChronologyView:
    """A whole chronology. `facts` are short phrases: how many entries and sources, which time, as of when, when most.

    `statuses` and `lengths` are the legend: those that occur; no lengths where there is only one. `key` is the line of signs below
    the overview: the statuses, where there are several.
    """

    title: str
    language: str
    facts: tuple[str, ...]
    strip: StripView | None
    key: tuple[StatusView, ...]
    statuses: tuple[StatusView, ...]
    lengths: tuple[LengthView, ...]
    years: tuple[YearView, ...]


@dataclass(frozen=True, slots=True)
class StoryView:
    """A chronology in the list of several: where it is and what is in it."""

    title: str
    language: str
    href: str
    facts: tuple[str, ...]
    strip: StripView | None


@dataclass(frozen=True, slots=True)
class AlternateView:
    """The page in another form: `href` is relative to it or whole, `type` is a media type."""

    href: str
    type: str
    title: str


@dataclass(frozen=True, slots=True)
class SiteView:
    """The page around the chronology. `root` leads from this page to the site's top folder: empty, or `../`.

    `language` and `direction` are those of the interface; `intro` is sanitised HTML; `home` leads to the list of stories, if any;
    `alternates` are the page's other forms.
    """

    title: str
    title_language: str
    language: str
    direction: str
    root: str
    home: str
    canonical: str
    description: str
    intro: Markup
    data: str
    stories: tuple[StoryView, ...]
    alternates: tuple[AlternateView, ...] = ()


@dataclass(frozen=True, slots=True)
class ThemeView:
    """The theme's name and its files, relative to the site's top folder."""

    name: str
    stylesheets: tuple[str, ...]
    icon: str
