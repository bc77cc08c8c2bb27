"""A language is one TOML file of data beside this module; the folder is the list.

This module only loads the files and checks what all of them must have. Each stage compiles the tables that it uses.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

import tomli

from timeline.errors import LanguageDataError

if TYPE_CHECKING:
    from collections.abc import Mapping

REQUIRED = ("code", "name", "words", "rule")


@dataclass(frozen=True, slots=True)
class Language:
    """A language's data as written; `code` is ISO 639-1, and equality goes by it."""

    code: str
    data: Mapping[str, Any]

    def __hash__(self) -> int:
        return hash(self.code)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Language) and self.code == other.code and self.data is other.data


@cache
def available() -> tuple[str, ...]:
    """The codes of all languages that have a file, in alphabetical order."""
    names = (entry.name for entry in resources.files(__package__).iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


@cache
def load(code: str) -> Language | None:
    """The language of an ISO 639-1 code, or None where it has no file; a wrong file is a LanguageDataError."""
    if code not in available():
        return None
    file = f"{code}.toml"
    try:
        data = tomli.loads(resources.files(__package__).joinpath(file).read_text(encoding="utf-8"))
    except tomli.TOMLDecodeError as error:
        raise LanguageDataError(f"{file}: {error}") from error
    missing = [key for key in REQUIRED if key not in data]
    if missing or data["code"] != code:
        raise LanguageDataError(f"{file}: " + (f"needs the key {missing[0]!r}" if missing else f"its code is {data['code']!r}"))
    return Language(code, data)
