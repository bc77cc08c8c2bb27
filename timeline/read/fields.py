"""What a document says about itself, under the names that people and content management systems give it."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, NamedTuple

from timeline.model import Problem
from timeline.read.dates import parse_day, parse_moment

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from timeline.model import Day

# The names of each field in the order of preference, folded: `Publish-Date`, `publish_date` and `publishDate` are one.
NAMES: dict[str, tuple[str, ...]] = {
    "title": ("title", "titel", "headline", "überschrift", "ueberschrift", "schlagzeile"),
    "published": (
        *("published", "datepublished", "publishdate", "publisheddate", "publishedat", "publishedon", "publishedtime", "pubdate"),
        *("publicationdate", "articlepublishedtime", "veröffentlicht", "veroeffentlicht", "veröffentlichtam", "erschienen"),
        *("erschienenam", "erscheinungsdatum", "veröffentlichungsdatum", "date", "datum", "created", "datecreated"),
    ),
    "retrieved": ("retrieved", "accessed", "accessdate", "dateaccessed", "abgerufen", "abgerufenam", "abrufdatum"),
    "language": ("language", "lang", "locale", "sprache", "inlanguage"),
    "url": (
        *("url", "canonical", "canonicalurl", "permalink", "link", "originalurl", "sourceurl", "externalurl"),
        *("adresse", "webadresse", "quellurl", "source", "quelle"),
    ),
    "publisher": (
        *("publisher", "source", "quelle", "publication", "site", "sitename", "ogsitename", "medium", "newspaper", "zeitung"),
        *("outlet", "herausgeber", "verlag"),
    ),
    "author": ("author", "authors", "autor", "autorin", "autoren", "verfasser", "verfasserin", "byline", "by", "von", "creator", "writer"),
}
KNOWN = frozenset(name for names in NAMES.values() for name in names)
# Tables that site generators put a page's own fields into.
_WRAPPERS = frozenset({"params", "extra", "meta", "metadata", "seo"})
_WEB = re.compile(r"https?://[^\s<>\"'\\^`{|}]+", re.IGNORECASE)
_TAG = re.compile(r"([A-Za-z]{2,3})(?:[-_.@][\w.@-]*)?")
_BY = re.compile(r"(?:By|by|Von)\s+(?=\S)")
# Codes that ISO 639-1 has withdrawn or that have a shorter form; CLDR calls the first ones legacy aliases.
_ALIASES = {"iw": "he", "in": "id", "ji": "yi", "jw": "jv", "mo": "ro"}
_NAMED_BY_THEMSELVES = ("fr", "es", "it", "pt", "nl", "pl", "ru", "uk", "tr")  # `français`, beside names in English and German
_SPACE = re.compile(r"\s+")
# What must not stand in a title or a name: control characters, invisible marks, and halves of UTF-16 pairs, which cannot be written.
_UNFIT = re.compile("[\x00-\x1f\x7f-\x9f\u00ad\u200b\u2060\ufeff\ud800-\udfff]+")


class Entry(NamedTuple):
    """A field as written: its name, its values, and the line that it stands in (from 1; 0 where there is none)."""

    name: str
    values: tuple[str, ...]
    line: int = 0


@dataclass(frozen=True, slots=True)
class Fields:
    """The part of a `Document` that describes it; what it does not say is empty.

    `origin` says of each field that is not empty where it was found; the names of origins are listed in docs/formats.md.
    """

    title: str = ""
    url: str = ""
    publisher: str = ""
    author: str = ""
    language: str = ""
    published: Day | None = None
    retrieved: Day | None = None
    published_at: str = ""
    origin: tuple[tuple[str, str], ...] = ()


def key(name: str) -> str:
    """A field's name folded to letters and digits; a dotted name is read as the page's own field or as nothing."""
    first, *rest = name.casefold().split(".")
    if rest:
        first, *rest = rest if first in _WRAPPERS else (first, *rest)
    if rest and rest != ["name"]:
        return ""
    return "".join(char for char in first if char.isalnum())


def interpret(
    entries: Iterable[Entry], path: str, today: Day, *, origin: str = "document", timezone: str = ""
) -> tuple[Fields, list[Problem]]:
    """The fields that entries state; a value that cannot be used is a problem with its line, an unknown name is ignored.

    `origin` is what the fields' origin is called; `timezone` is the publisher's (IANA), in which a time of publication is a day.
    """
    found: dict[str, Entry] = {}
    for entry in entries:
        if any(value.strip() for value in entry.values):
            found.setdefault(key(entry.name), entry)
    stated = _Stated(found, path, today, [])
    published = stated.day("published")
    stating = Fields(
        title=stated.words("title"),
        author=stated.author(),
        url=next(filter(None, (web_address(entry.values[0]) for entry in stated.all("url"))), ""),
        publisher=next((one for entry in stated.all("publisher") if (one := tidy(entry.values[0])) and not web_address(one)), ""),
        language=stated.language(),
        published=published,
        retrieved=stated.day("retrieved"),
    )
    if published is not None:
        moment = parse_moment(stated.words("published"), stating.language, today, timezone)
        stating = replace(stating, published=moment.day, published_at=moment.at)
    return originating(stating, origin), stated.problems


def originating(found: Fields, origin: str) -> Fields:
    """The fields with one origin for all that are not empty; a time of publication has the origin of its day."""
    names = (field.name for field in fields(found) if field.name not in {"origin", "published_at"})
    return replace(found, origin=tuple((name, origin) for name in names if getattr(found, name)))


class _Stated(NamedTuple):
    """The entries by folded name, and the problems that reading them meets."""

    found: dict[str, Entry]
    path: str
    today: Day
    problems: list[Problem]

    def all(self, field: str) -> Iterator[Entry]:
        """The entries of a field in the order of preference of their names."""
        return (self.found[name] for name in NAMES[field] if name in self.found)

    def words(self, field: str) -> str:
        entry = next(self.all(field), None)
        return tidy(entry.values[0]) if entry else ""

    def author(self) -> str:
        entry = next(self.all("author"), None)
        return join_names(entry.values, byline=key(entry.name) == "byline") if entry else ""

    def language(self) -> str:
        entry = next(self.all("language"), None)
        if entry is None:
            return ""
        code = language_code(entry.values[0])
        if not code:
            self._report(entry, "is no language: write a code such as `en`")
        return code

    def day(self, field: str) -> Day | None:
        entry = next(self.all(field), None)
        if entry is None:
            return None
        try:
            return parse_day(tidy(entry.values[0]), self.words("language"), self.today)
        except ValueError as error:
            self._report(entry, f"{error}: write it as YYYY-MM-DD")
            return None

    def _report(self, entry: Entry, message: str) -> None:
        self.problems.append(Problem(self.path, f"`{entry.name}: {shown(entry.values[0])}` {message}", line=entry.line or None))


def tidy(value: str) -> str:
    """A value on one line, without characters that cannot be shown."""
    return _SPACE.sub(" ", _UNFIT.sub(" ", value)).strip()


def web_address(value: str) -> str:
    """The address if it is one of the web, else an empty string: nothing else may become a link."""
    value = value.strip()
    return value if _WEB.fullmatch(value) else ""


def language_code(value: str) -> str:
    """The language of a tag such as `de-AT` or `en_US.UTF-8`, or of a name such as `Deutsch`; an empty string if it is neither.

    Two-letter codes are ISO 639-1; three letters are kept only where CLDR knows no shorter code (RFC 5646).
    """
    value = value.strip()
    if match := _TAG.fullmatch(value):
        code = match[1].lower()
        code = code if len(code) == 2 else _shorter(code)
        return "" if code in {"und", "mul", "zxx", "mis"} else _ALIASES.get(code, code)
    return _named(value.casefold()) if value else ""


def _shorter(code: str) -> str:
    from babel.core import get_global  # noqa: PLC0415 - only for three-letter codes

    alias = get_global("language_aliases").get(code, code)
    return str(alias).partition("_")[0]


def _named(name: str) -> str:
    from babel import Locale  # noqa: PLC0415 - only for languages written as words

    for locale in ("en", "de"):
        for code, known in Locale(locale).languages.items():
            if known.casefold() == name:
                return str(code)
    own = {str(Locale(code).get_display_name() or "").casefold(): code for code in _NAMED_BY_THEMSELVES}
    return own.get(name, "")


def join_names(values: Sequence[str], *, byline: bool = False) -> str:
    """Several authors as one string, addresses left out; a byline loses its preposition."""
    names = [tidy(value) for value in values if not web_address(value)]
    return ", ".join(dict.fromkeys(_BY.sub("", name, count=1) if byline and _BY.match(name) else name for name in names if name))


def shown(value: str) -> str:
    """A value short enough for a message of one line."""
    value = tidy(value)
    return value if len(value) <= 60 else f"{value[:59]}…"
