"""What the templates get: frozen values in the page's language, ready to be printed, so that templates only loop and place.

`docs/themes.md` describes them for people who write templates; a field that is not known is an empty string or an empty tuple.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markupsafe import Markup

    from timeline.export.entry_view import DateView, EntryView, LinkView, SourceView, StatusView
    from timeline.export.meta import MetaView
    from timeline.export.overview import StripView


@dataclass(frozen=True, slots=True)
class MonthView:
    """Consecutive entries of one month; `label` is empty for entries whose date is coarser than a month.

    `folded` are those that are shown on demand, under the words `more`. `now` are the words of the line before them, where they are
    the first of the page that were still to come when the chronology was last updated.
    """

    id: str
    label: str
    entries: tuple[EntryView, ...]
    folded: tuple[EntryView, ...]
    more: str
    now: str


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
class PeriodView:
    """A stretch of a list that is too long for one page: a year with its own page, or with one for each of its months."""

    year: LinkView
    months: tuple[LinkView, ...]


@dataclass(frozen=True, slots=True)
class ListView:
    """Entries under their years; or, where there are too many for one page, `periods` that lead to the pages with them.

    `many` says that a browser does well to draw only what is in sight; `dense`, that months have entries enough to be named;
    `compact`, that a phone can hold the page only if further sources and tags are left to the entries' own pages.
    """

    years: tuple[YearView, ...]
    periods: tuple[PeriodView, ...]
    many: bool
    dense: bool
    compact: bool


@dataclass(frozen=True, slots=True)
class FinderView:
    """The ways to the entries: plain links by status, year, source and tag, and the script that holds the index of the search.

    A group with nothing to choose from is empty; `search` is empty where a page is short enough to be read.
    """

    statuses: tuple[LinkView, ...]
    years: tuple[LinkView, ...]
    sources: tuple[LinkView, ...]
    tags: tuple[LinkView, ...]
    search: str


@dataclass(frozen=True, slots=True)
class LengthView:
    """A line of the legend: how long a sign is and what that says of the date."""

    code: str
    word: str


@dataclass(frozen=True, slots=True)
class ChronologyView:
    """A whole chronology. `facts` are short phrases: how many entries and sources, which time, when most.

    `updated` is the day of the newest document, `byline` who made the chronology. `statuses` and `lengths` are the legend: those
    that occur; no lengths where there is only one.
    """

    title: str
    language: str
    byline: str
    updated: DateView | None
    facts: tuple[str, ...]
    strip: StripView | None
    finder: FinderView
    statuses: tuple[StatusView, ...]
    lengths: tuple[LengthView, ...]
    list: ListView


@dataclass(frozen=True, slots=True)
class SelectionView:
    """A part of a chronology on a page of its own: a period, a status, a tag. `kind` is which, `code` the status.

    `chronology` leads back to the whole, `earlier` and `later` to the periods beside this one.
    """

    kind: str
    code: str
    title: str
    meaning: str
    facts: tuple[str, ...]
    chronology: LinkView
    finder: FinderView
    list: ListView
    earlier: LinkView | None
    later: LinkView | None


@dataclass(frozen=True, slots=True)
class EventView:
    """An event's own page: the entry with all its sources, its place in the chronology, and its neighbours there."""

    entry: EntryView
    sources: tuple[SourceView, ...]
    chronology: LinkView
    earlier: LinkView | None
    later: LinkView | None


@dataclass(frozen=True, slots=True)
class TellingView:
    """What one article tells of an event."""

    entry: EntryView
    source: SourceView


@dataclass(frozen=True, slots=True)
class PassageView:
    """A heading, paragraph, item or caption of an article's text; `kind` is which."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class ArticleView:
    """A source document's own page: what it is, and what it tells. `host` names where `url` leads.

    `text` is empty unless the settings say that it may be published.
    """

    title: str
    language: str
    url: str
    host: str
    publisher: str
    author: str
    published: DateView | None
    facts: tuple[str, ...]
    chronology: LinkView
    tellings: tuple[TellingView, ...]
    text: tuple[PassageView, ...]


@dataclass(frozen=True, slots=True)
class SourcesView:
    """The list of all source documents, with the number of their entries."""

    chronology: LinkView
    sources: tuple[LinkView, ...]


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
    """The page around the chronology. `root` leads from this page to the site's top folder, `here` to the chronology's folder.

    `language` and `direction` are those of the interface; `intro` is sanitised HTML; `home` leads to the list of stories, if any;
    `meta` is what the page tells programs: a page without it (404.html) asks not to be indexed.
    `h1` to `h3` are the names of the headings' elements, from the page's title down. `alternates` are the page's other forms.
    """

    title: str
    title_language: str
    language: str
    direction: str
    root: str
    here: str
    home: str
    canonical: str
    description: str
    intro: Markup
    data: str
    stories: tuple[StoryView, ...]
    h1: str
    h2: str
    h3: str
    meta: MetaView | None = None
    alternates: tuple[AlternateView, ...] = ()


@dataclass(frozen=True, slots=True)
class ThemeView:
    """The theme's name and its files, relative to the site's top folder."""

    name: str
    stylesheets: tuple[str, ...]
    icon: str
