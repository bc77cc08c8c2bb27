"""An entry as templates get it: its date, its status, its sources, and links; `view` has the pages that entries stand on."""

from __future__ import annotations

from dataclasses import dataclass


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
class LinkView:
    """A plain link within the site. `count` is how many entries it leads to, in figures; `code` is a status or a grain, if any.

    `href` is relative to the chronology's folder: a template puts `site.here` before it. `current` marks the page that one is on.
    """

    label: str
    href: str
    count: str = ""
    code: str = ""
    language: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class StatusView:
    """What became of a statement: `code` as in chronology.json, `word` and `meaning` in the page's language."""

    code: str
    word: str
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class SourceView:
    """One statement with the article that it stands in. `url` is empty unless it is http or https; `href` is the article's own page.

    `other` says that the date or the status is not the entry's.
    """

    title: str
    url: str
    href: str
    publisher: str
    author: str
    published: DateView | None
    language: str
    date: DateView
    status: StatusView
    quote: str
    attribution: str
    inferred: bool
    other: bool


@dataclass(frozen=True, slots=True)
class MediaView:
    """What stands beside an entry: a picture that the site holds (`src` below the site's top, size in px), or a link elsewhere.

    `href` leads to what the site does not load; `link` are the words for it, which name its host. One of `src` and `href` is empty.
    """

    src: str = ""
    href: str = ""
    link: str = ""
    alt: str = ""
    credit: str = ""
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """What an editor set right: `label` says so with the day, `note` what it was."""

    label: str
    note: str


@dataclass(frozen=True, slots=True)
class EntryView:
    """An event. `anchors` are the ids of its other statements; `length` says how long the sign is: day, month, season, year.

    `href` is its own page, the permalink. `open` is `start` or `end` where the date is open on that side. `lead` is shown, `others`
    are folded under the words `more`. `verbatim` says that the headline is the lead's quote itself, but for its case and its last
    mark. `ahead` says how far off the event was when the chronology was last updated; it is empty for what was not to come.
    `moved` leads to the event that a postponement made of it; `corrections` are the editor's, the oldest first.
    """

    id: str
    anchors: tuple[str, ...]
    href: str
    date: DateView
    status: StatusView
    ahead: str
    length: str
    open: str
    headline: str
    language: str
    verbatim: bool
    disputed: bool
    moved: LinkView | None
    tags: tuple[LinkView, ...]
    lead: SourceView
    others: tuple[SourceView, ...]
    more: str
    corrections: tuple[CorrectionView, ...] = ()
    media: MediaView | None = None

    @property
    def signs(self) -> str:
        """The classes by which a style sheet draws the entry's sign: status, length and the open side; and `verbatim`."""
        classes = (self.status.code, self.length, self.open and f"open-{self.open}", self.verbatim and "verbatim")
        return " ".join(name for name in classes if name)
