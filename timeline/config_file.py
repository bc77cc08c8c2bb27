"""From `timeline.toml` to a `Config`, and from `edits.toml` to `Edits`: every key checked, every mistake named with its file and line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, dataclass, fields, replace
from datetime import date, datetime
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, TypeVar, get_args, get_type_hints

from timeline.config import (
    COLUMNS,
    EMBEDS,
    Cards,
    Config,
    Defaults,
    DocumentType,
    Limits,
    Story,
    Tag,
    TagKind,
    Tokens,
    parse_address,
    parse_day,
    parse_language,
    parse_share,
    parse_timezone,
)
from timeline.edits import Edit, Edits, Entry, Marks
from timeline.edits import Source as TextSource
from timeline.edtf import parse_edtf
from timeline.errors import ConfigError
from timeline.model import Confidence, Correction, Day, Image, Status
from timeline.timespan import TimeSpan

if TYPE_CHECKING:
    from enum import StrEnum
    from pathlib import Path

_Numbered = TypeVar("_Numbered", bound=Marks)


def load_config(path: Path) -> Config:
    """Read the settings from a TOML file; a `ConfigError` names file, line and key of what cannot be used."""
    file = _File(path)
    config: Config = file.table(_Place(), Config, file.content)
    if (config.cards.pages or config.cards.events) and not config.base_url:
        raise ConfigError(f"{path}: cards need base_url: those who show them ask for whole addresses")
    return replace(_distinct(path, config), root=path.parent)


def load_edits(path: Path) -> Edits:
    """Read what editors decided from a TOML file; a `ConfigError` names file, line and key of what cannot be used."""
    file = _File(path)
    edits: Edits = file.table(_Place(), Edits, file.content)
    for index, entry in enumerate(edits.entry):
        if not entry.quote.strip() or not (entry.source.title or entry.source.url):
            raise file.error(_Place("entry", index), "an entry needs its source's words as 'quote', and 'source' with a title or a url")
    return replace(edits, edit=file.numbered("edit", edits.edit), entry=file.numbered("entry", edits.entry), path=path.name)


def _read(path: Path) -> tuple[str, dict[str, Any]]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
        return text, tomllib.loads(text)
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: not UTF-8 (byte {error.start}); save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: not valid TOML: {error}") from error


def keys(table: type) -> tuple[str, ...]:
    """List the keys that a table of the file may have, in the order of its class."""
    return tuple(f.name for f in _key_fields(table))


def _key_fields(table: type) -> list[Field[Any]]:
    return [f for f in fields(table) if f.metadata.get("key", True)]


def _distinct(path: Path, config: Config) -> Config:
    slugs = [story.slug.lower() for story in config.story]  # two that differ in case alone are one folder on Windows and macOS
    twice = [slug for slug in slugs if slugs.count(slug) > 1]
    if twice:
        raise ConfigError(f"{path}: two stories have the slug {twice[0]!r}; each needs a folder of its own")
    return config


@dataclass(frozen=True, slots=True)
class _Place:
    """A key's place in the file: the table's name (empty at the top), which of the tables of this name, and the key."""

    table: str = ""
    index: int = 0
    key: str = ""

    def __str__(self) -> str:
        return ".".join(part for part in (self.table, self.key) if part)


class _File:
    """Turns the tables of one file into the classes of `config`, and knows the line that a key stands in."""

    def __init__(self, path: Path) -> None:
        text, self.content = _read(path)
        self.path = path
        self.lines = text.splitlines()

    def numbered(self, table: str, entries: tuple[_Numbered, ...]) -> tuple[_Numbered, ...]:
        """The tables of a name, each with the line that it starts in."""
        return tuple(replace(entry, line=self.line(_Place(table, index))) for index, entry in enumerate(entries))

    def table(self, place: _Place, cls: type, table: Mapping[str, Any]) -> Any:
        hints = get_type_hints(cls)
        values = {}
        for key, value in table.items():
            at = replace(place, key=f"{place.key}.{key}" if place.key else key)
            if key not in keys(cls):
                raise self.error(at, f"unknown key {str(at)!r}; {_advice(key, keys(cls))}")
            values[key] = self.value(at, hints[key], value)
        for wanted in _key_fields(cls):
            if wanted.default is MISSING and wanted.default_factory is MISSING and wanted.name not in table:
                raise self.error(place, f"{place} needs the key {wanted.name!r}")
        return cls(**values)

    def value(self, at: _Place, kind: Any, value: Any) -> Any:
        if kind in _TABLE and isinstance(value, dict):
            return self.table(at if at.table else _Place(at.key), _TABLE[kind], value)
        if kind is Tokens and isinstance(value, dict):
            dark = value.get("dark", {})
            light = {name: token for name, token in value.items() if name != "dark"}
            return Tokens(self.tokens(at.key, light), self.tokens(f"{at.key}.dark", dark))
        if kind in _TABLES and _is_list_of(dict, value):
            return tuple(self.table(at if at.table else _Place(at.key, index), _TABLES[kind], entry) for index, entry in enumerate(value))
        try:
            return _plain(kind, at.key, value)
        except ValueError as error:
            raise self.error(at, f"key {str(at)!r}: {error}") from error

    def tokens(self, table: str, values: Any) -> tuple[tuple[str, str], ...]:
        if not isinstance(values, dict):
            raise self.error(_Place(table), f"{table} must be a table of design tokens")
        for name, value in values.items():
            if not (isinstance(value, str) and is_css_value(value)):
                example = "a string such as '#00579c', '2rem' or 'Georgia, serif', without addresses, ';' and braces"
                raise self.error(_Place(table, key=name), f"key '{table}.{name}': must be {example}, not {value!r}")
        return tuple((name.removeprefix("--"), value.strip()) for name, value in values.items())

    def error(self, at: _Place, message: str) -> ConfigError:
        line = self.line(at)
        return ConfigError(f"{self.path}:{line}: {message}" if line else f"{self.path}: {message}")

    def line(self, at: _Place) -> int | None:
        """Find the line of a key or a table by sight, because tomllib keeps no positions."""
        table, seen, heading = "", {"": 0}, None
        for number, line in enumerate(self.lines, 1):
            if header := re.match(r"\s*\[+\s*([\w.-]+)", line):
                table = header[1]
                seen[table] = seen.get(table, -1) + 1
                if (table, seen[table]) == (at.table, at.index):
                    heading = number
                if not at.table and table == at.key:
                    return number
            elif (table, seen[table]) == (at.table, at.index) and re.match(rf"\s*[\"']?{re.escape(at.key)}[\"']?\s*[=.]", line):
                return number
        return heading


def _advice(key: str, known: tuple[str, ...]) -> str:
    near = get_close_matches(key, known, n=1)
    return f"did you mean {near[0]!r}?" if near else f"known are {', '.join(known)}"


def _is_list_of(kind: type, value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, kind) for item in value)


def _plain(kind: Any, key: str, value: Any) -> Any:
    """Check a value that is no table; a ValueError says what it should be."""
    if kind is str and isinstance(value, str):
        checks = {
            "language": parse_language,
            "timezone": parse_timezone,
            "slug": _parse_slug,
            "base_url": parse_address,
            "top": _parse_top,
        }
        check = checks.get(key)
        return check(value) if check and value else value
    if kind is float and isinstance(value, int | float) and not isinstance(value, bool) and value > 0:
        return float(value)
    if kind in (bool, bool | None) and isinstance(value, bool):
        return value
    if kind is int and isinstance(value, int) and 1 <= value <= 4 and not isinstance(value, bool):
        return value
    if kind == int | None and isinstance(value, int) and not isinstance(value, bool) and value > 0:
        return value
    if kind in (tuple[str, ...], tuple[str, ...] | None) and _is_list_of(str, value):
        return _parse_embeds(value) if key == "embeds" else tuple(value)
    if kind == tuple[tuple[str, str], ...] and isinstance(value, dict):
        return _columns(value)
    if kind in _PARSERS:
        return _PARSERS[kind](value)
    if kind == DocumentType | None and value in get_args(DocumentType):
        return value
    if kind == TagKind and value in get_args(TagKind):
        return value
    if kind in _ENUMS and value in list(_ENUMS[kind]):
        return _ENUMS[kind](value)
    raise ValueError(f"must be {_WANTED[kind]}, not {_NAMES.get(type(value), 'a date or time')} ({value!r})")


_TABLE: dict[Any, type] = {Limits: Limits, Cards: Cards, TextSource: TextSource, Image | None: Image}
_TABLES: dict[Any, type] = {
    tuple[Defaults, ...]: Defaults,
    tuple[Story, ...]: Story,
    tuple[Tag, ...]: Tag,
    tuple[Edit, ...]: Edit,
    tuple[Entry, ...]: Entry,
    tuple[Correction, ...]: Correction,
}
_ENUMS: dict[Any, type[StrEnum]] = {Confidence: Confidence, Status: Status, Status | None: Status}
_WANTED: dict[Any, str] = {
    str: "a string",
    bool: "true or false",
    float: "a number above 0",
    bool | None: "true or false",
    int: "a whole number from 1 to 4",
    int | None: "a whole number above 0",
    TagKind: "one of 'tag', 'era', 'person' and 'place'",
    tuple[str, ...]: "an array of strings",
    tuple[tuple[str, str], ...]: "a table of strings",
    tuple[str, ...] | None: "an array of strings",
    Status: f"one of {', '.join(map(repr, map(str, Status)))}",
    Status | None: f"one of {', '.join(map(repr, map(str, Status)))}",
    Image | None: "a table with src, alt and credit",
    TextSource: "a table with title, url, publisher, author, published and language",
    DocumentType | None: "one of 'news', 'narrative' and 'auto'",
    Confidence: "one of 'low', 'medium' and 'high'",
    Limits: "a table",
    Cards: "a table",
    Tokens: "a table",
    tuple[Defaults, ...]: "tables ([[documents]])",
    tuple[Story, ...]: "tables ([[story]])",
    tuple[Tag, ...]: "tables ([[tags]])",
    tuple[Edit, ...]: "tables ([[edit]])",
    tuple[Entry, ...]: "tables ([[entry]])",
    tuple[Correction, ...]: "tables with date and note",
}
_NAMES = {str: "a string", int: "an integer", float: "a number", bool: "a boolean", list: "an array", dict: "a table"}


def _columns(table: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    for field, heading in table.items():
        if field not in COLUMNS:
            raise ValueError(f"{field!r} is no field of a table; {_advice(field, COLUMNS)}")
        if not isinstance(heading, str):
            raise ValueError(f"{field!r} must be a column's heading, not {heading!r}")  # noqa: TRY004 - a bad value of a file
    return tuple(table.items())


def _day(value: Any) -> Day:
    if isinstance(value, date) and not isinstance(value, datetime):
        return Day(value.year, value.month, value.day)
    if isinstance(value, str):
        return parse_day(value)
    raise ValueError(f"must be a day such as 2024-10-27, not {value}")


def _span(value: Any) -> TimeSpan:
    if isinstance(value, date) and not isinstance(value, datetime):
        value = value.isoformat()
    if isinstance(value, str):
        return parse_edtf(value)
    raise ValueError(f"must be a date in EDTF such as '2024-10-24', '2024-10' or '2024-06/2024-09', not {value!r}")


def _words(value: Any) -> Mapping[str, str]:
    if isinstance(value, dict) and _is_list_of(str, list(value.values())):
        return value
    raise ValueError(f"must be a table of strings, not {value!r}")


_PARSERS: dict[Any, Callable[[Any], Any]] = {
    Day: _day,
    Day | None: _day,
    TimeSpan: _span,
    TimeSpan | None: _span,
    Mapping[str, str]: _words,
}


_CSS_FUNCTIONS = {
    *("calc", "clamp", "color", "color-mix", "hsl", "hsla", "lab", "lch", "max", "min"),
    *("oklab", "oklch", "rgb", "rgba", "var", ""),
}


def is_css_value(text: str) -> bool:
    """Whether a text is one value of CSS that ends no declaration, opens no comment and asks for no file (`url()`)."""
    bare = re.sub(r"\"[^\"]*\"|'[^']*'", "''", text)
    functions = {name.lower() for name in re.findall(r"([\w-]*)\(", bare)}
    return (
        re.fullmatch(r"[\w#%.,()+*/\"' -]+", text) is not None
        and not any(mark in text for mark in ("/*", "*/"))
        and bare.replace("''", "").count('"') + bare.replace("''", "").count("'") == 0
        and functions <= _CSS_FUNCTIONS
        and _closes(bare)
    )


def _closes(text: str) -> bool:
    depth = 0
    for char in text:
        depth += (char == "(") - (char == ")")
        if depth < 0:
            return False
    return depth == 0


def _parse_slug(text: str) -> str:
    # Windows keeps these names for devices, in every folder.
    device = re.fullmatch(r"(?i)con|prn|aux|nul|(com|lpt)[0-9]", text)
    if device or not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]*", text):
        raise ValueError(f"{text!r} cannot name a folder of the site; use letters a to z, digits, - and _")
    return text


def _parse_top(text: str) -> str:
    parse_share(text)
    return text


def _parse_embeds(names: list[str]) -> tuple[str, ...]:
    for name in names:
        if name not in EMBEDS:
            raise ValueError(f"{name!r} has no embeds; {_advice(name, EMBEDS)}")
    return tuple(names)
