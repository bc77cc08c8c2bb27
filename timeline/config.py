"""The settings of a project (`timeline.toml`) and of one run, as frozen values that are passed down, never imported."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields, replace
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from timeline.edits import EDITS_NAME
from timeline.errors import ConfigError
from timeline.model import Confidence, Day

DocumentType = Literal["news", "narrative", "auto"]
TagKind = Literal["tag", "era", "person", "place"]
EMBEDS = ("year", "tag", "source", "event")
CONFIG_NAME = "timeline.toml"
# What a column of a table can hold. With `date` each row is a dated statement, without it each row is a document.
COLUMNS = ("date", "end", "time", "headline", "text", "id", "title", "published", "author", "publisher", "language", "url", "retrieved")


@dataclass(frozen=True, slots=True)
class Options:
    """What the per-document half of the pipeline needs to know besides the bytes.

    `today` bounds inferred years and what counts as still to come; the other fields are defaults for documents that state
    none; `max_bytes` and `max_seconds` are the limits per document, `max_unpacked` that of all members of an archive; `first_line`
    is the number of the line that the bytes begin with, where they are a part of a file; `publish_text` says that the site may show
    the document's whole text. `columns` says what the columns of a table hold, as pairs of a field and the column's heading.
    `timezone` is the publisher's (IANA), in which a time of publication is a day, or empty.
    """

    today: Day
    published: Day | None = None
    language: str = ""
    type: DocumentType = "auto"
    max_bytes: int = 100_000_000
    first_line: int = 1
    max_unpacked: int = 1_000_000_000
    columns: tuple[tuple[str, str], ...] = ()
    max_seconds: float = 60
    timezone: str = ""
    title: str = ""
    author: str = ""
    publisher: str = ""
    url: str = ""
    publish_text: bool = False


@dataclass(frozen=True, slots=True)
class Limits:
    """The table `limits`: what protects a build from hostile or mistaken input.

    - `max_megabytes`: the largest document that is read, in millions of bytes (100).
    - `max_image_megabytes`: the largest picture that is copied into the site, in millions of bytes (5).
    - `max_unpacked_megabytes`: what a ZIP archive may unpack to, with the archives in it, in millions of bytes (1000).
    - `max_seconds`: the longest that the work on one document may take, in seconds (60).
    """

    max_megabytes: float = 100
    max_image_megabytes: float = 5
    max_unpacked_megabytes: float = 1000
    max_seconds: float = 60


@dataclass(frozen=True, slots=True)
class Defaults:
    """A table `[[documents]]`: what is assumed of the documents that a pattern matches, where they do not say it themselves.

    Of several tables that match one document the later one wins, key by key.

    - `match`: a pattern of the path below the config's folder, with `*` (which crosses folders), `?` and `[…]`;
      a pattern without `/` matches file names in any folder.
    - `title`, `author`, `publisher`, `url`: of the document.
    - `language`: ISO 639-1 code.
    - `published`: the day of publication, to which relative dates refer.
    - `timezone`: as in `Config`, for these documents.
    - `type`: `news`, `narrative` or `auto`: what relative dates refer to.
    - `publish_text`: as in `Config`, for these documents.
    - `columns`: for tables (CSV, XLSX): which column holds which field, such as `{ date = "When", text = "What happened" }`.
    """

    match: str
    title: str = ""
    author: str = ""
    publisher: str = ""
    url: str = ""
    language: str = ""
    published: Day | None = None
    timezone: str = ""
    type: DocumentType | None = None
    publish_text: bool | None = None
    columns: tuple[tuple[str, str], ...] = ()

    def applies_to(self, path: str) -> bool:
        """Whether `path`, with forward slashes and relative to the config's folder, is meant."""
        return fnmatchcase(path, self.match) or ("/" not in self.match and fnmatchcase(path.rpartition("/")[2], self.match))


@dataclass(frozen=True, slots=True)
class Tag:
    """A table `[[tags]]`: what events can be filtered by, besides the tags that documents state.

    An event bears it if one of its quotes holds one of the words and its date lies within the days, as far as these are given.

    - `name`: as it is shown.
    - `kind`: `tag` (default), `era`, `person` or `place`.
    - `words`: beginnings of words, in any language; case and accents do not matter.
    - `since`, `until`: the first and the last day.
    """

    name: str
    kind: TagKind = "tag"
    words: tuple[str, ...] = ()
    since: Day | None = None
    until: Day | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """A table `[[story]]`: one chronology of several, built into the folder `slug` of the output.

    - `slug`: the folder's name and the end of the page's address: ASCII letters, digits, `-` and `_`.
    - `title`: the page's heading.
    - `sources`: as in `Config`.
    - `language`: as in `Config`; the project's by default.
    - `intro`: a Markdown file shown above this story's entries.
    - `byline`: as in `Config`; the project's by default.
    """

    slug: str
    title: str
    sources: tuple[str, ...]
    language: str = ""
    intro: str = ""
    byline: str = ""


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tables `tokens` and `tokens.dark`: values for the theme's design tokens by name, checked to be values of CSS and no more."""

    light: tuple[tuple[str, str], ...] = ()
    dark: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Cards:
    """The table `cards`: pictures that others show beside a link to a page; they need `base_url` and the extra `cards`.

    - `pages`: one for each chronology, and for the list of them.
    - `events`: one for each entry.
    - `fonts`: files of your own fonts (TrueType or OpenType), the first ones first; what they lack is set in the extra's.
    """

    pages: bool = False
    events: bool = False
    fonts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Config:
    """A project's settings. Paths are relative to the folder of the file that they stand in.

    - `title`: the heading of the site.
    - `language`: of the page around the entries, a code such as `de` or `pt-BR`; by default the one that most documents are in.
    - `base_url`: the address that the site will have, for absolute links.
    - `sources`: files, folders and patterns (`articles/*.md`, `**` for any depth) to read.
    - `output`: the folder that the site is written to (`site`).
    - `theme`: the name of the look (`default`).
    - `templates`: a folder of your own templates, searched before the theme's.
    - `today`: the day that bounds inferred years and what is still to come; without it the clock decides.
    - `timezone`: the publisher's, an IANA name such as `Europe/Kyiv`: it says on which day a stated time of publication falls, and
      so what `yesterday` is; without it the zone that is stated with the time decides.
    - `intro`: a Markdown file shown above the entries.
    - `byline`: who made the chronology.
    - `heading_level`: the level of a page's title, 1 (default) to 4, for pages that become part of another.
    - `publish_text`: whether the pages of the sources show their whole text; by default only the quotes.
    - `min_confidence`: `low` (default), `medium` or `high`; an entry is left out of the page, but not of `chronology.json`, where
      none of its statements is as sure.
    - `exports`: formats that are written beside each page and linked from it, by the names of `timeline export --format`.
    - `embeds`: what has an embed page of its own besides the whole chronology: `year`, `tag`, `source`, `event`.
    - `noindex`: true asks search engines to leave the pages out.
    - `tokens`: the theme's fonts, colours and measures, see `Tokens`.
    - `cards`: a table, see `Cards`.
    - `max_events`, `top`, `min_importance`: which events are shown at once: so many, a part of all (`20%`), those of at least this
      importance. The others are folded on the page and marked in `chronology.json`. Of several the narrowest holds.
    - `tags`: tables of what events can be filtered by, see `Tag`.
    - `edits`: the file of what editors decided, see `timeline.edits`; one of the default name need not exist.
    - `limits`: a table, see `Limits`.
    - `documents`: tables of defaults for documents, see `Defaults`.
    - `story`: tables that make several chronologies and an index of them, see `Story`.
    """

    title: str = ""
    language: str = ""
    base_url: str = ""
    sources: tuple[str, ...] = ()
    output: str = "site"
    theme: str = "default"
    templates: str = ""
    today: Day | None = None
    timezone: str = ""
    intro: str = ""
    byline: str = ""
    heading_level: int = 1
    publish_text: bool = False
    min_confidence: Confidence = Confidence.LOW
    exports: tuple[str, ...] = ()
    embeds: tuple[str, ...] = ()
    noindex: bool = False
    tokens: Tokens = field(default_factory=Tokens)
    cards: Cards = field(default_factory=Cards)
    max_events: int | None = None
    top: str = ""
    min_importance: float = 0.0
    tags: tuple[Tag, ...] = ()
    edits: str = EDITS_NAME
    limits: Limits = field(default_factory=Limits)
    documents: tuple[Defaults, ...] = ()
    story: tuple[Story, ...] = ()
    root: Path = field(default=Path(), metadata={"key": False})  # the folder of the file
    base: Path | None = field(default=None, metadata={"key": False})  # the folder of `sources`, where it is not `root`

    def options(self, path: str, archive: str = "") -> Options:
        """Gather what applies to the document at `path` (forward slashes, relative to `root`); `today` must be set.

        For a file in an archive `archive` is the archive's own path: what applies to it applies to everything in it.
        """
        if self.today is None:
            raise ConfigError("today is not set; the reference day is an argument, no clock is read here")
        limits = self.limits
        options = Options(
            today=self.today,
            max_bytes=int(limits.max_megabytes * 1_000_000),
            publish_text=self.publish_text,
            max_unpacked=int(limits.max_unpacked_megabytes * 1_000_000),
            max_seconds=limits.max_seconds,
            timezone=self.timezone,
        )
        for defaults in self.documents:
            if defaults.applies_to(path) or (archive and defaults.applies_to(archive)):
                options = replace(options, **_stated(defaults))
        return options


def parse_day(text: str) -> Day:
    """Read a day written `YYYY-MM-DD` (ISO 8601); anything else is a ValueError that says so."""
    try:
        parsed = date.fromisoformat(text) if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text) else None
    except ValueError:
        parsed = None
    if parsed is None:
        raise ValueError(f"{text!r} is not a day such as 2024-10-27")
    return Day(parsed.year, parsed.month, parsed.day)


def parse_language(text: str) -> str:
    """Read a language code of BCP 47 (`de`, `pt-BR`); anything else is a ValueError that says so."""
    if not re.fullmatch(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*", text):
        raise ValueError(f"{text!r} is not a language code such as de or pt-BR")
    return text.replace("_", "-")


def parse_address(text: str) -> str:
    """Read an address of the web; anything else is a ValueError that says so."""
    if not re.fullmatch(r"https?://[^\s/]+(/\S*)?", text):
        raise ValueError(f"{text!r} is not an address such as https://example.org/chronology/")
    return text


def parse_share(text: str) -> float:
    """Read a part of all written as a percentage (`20%`); anything else is a ValueError that says so."""
    found = re.fullmatch(r"([0-9]+(?:\.[0-9]+)?)\s*%", text)
    if not found or not 0 < float(found[1]) <= 100:
        raise ValueError(f"{text!r} is not a percentage above 0% and up to 100%, such as 20%")
    return float(found[1]) / 100


def parse_timezone(text: str) -> str:
    """Read the name of a time zone of the IANA database; anything else is a ValueError that says so."""
    try:
        return ZoneInfo(text).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(f"{text!r} is not a time zone such as Europe/Kyiv") from None


def _stated(defaults: Defaults) -> dict[str, Any]:
    stated = {f.name: getattr(defaults, f.name) for f in fields(defaults) if f.name != "match"}
    return {name: value for name, value in stated.items() if value or value is False}
