"""The interface's words in one language: CLDR through Babel, and for what CLDR lacks a gettext catalogue beside this module.

Catalogues are `.po` files that are read as they are: there is no compile step, so a translator's file works at once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

CATALOGUES = Path(__file__).resolve().parent / "locales"
SOURCE_LANGUAGE = "en"

_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


@dataclass(frozen=True, slots=True)
class Words:
    """Everything that a page says in its own voice. `code` is the BCP 47 tag that the page declares."""

    code: str
    locale: Locale
    catalogue: GNUTranslations

    @property
    def direction(self) -> str:
        """`ltr` or `rtl`, as HTML's `dir` takes it."""
        return direction(self.code)

    def text(self, message: str, *contexts: str, **values: str | int) -> str:
        """The translation of `message` under the first of `contexts` (gettext's msgctxt) that has one, else without context."""
        for context in contexts:
            found = self.catalogue.pgettext(context, message)
            if found != message:
                return found.format(**values)
        return self.catalogue.gettext(message).format(**values)

    def count(self, one: str, many: str, n: int) -> str:
        """A counted phrase in the plural form that the language has for `n`; the phrases hold `{n}`."""
        return self.catalogue.ngettext(one, many, n).format(n=n)

    def ordinal(self, n: int) -> str:
        """The CLDR ordinal category of `n` (one, two, few, many, other): English 1st, 2nd, 3rd; Italian dall'8."""
        return str(self.locale.ordinal_form(n))


@lru_cache(maxsize=64)
def load(language: str) -> Words:
    """The words for a BCP 47 tag: its own catalogue, else its language's; a language without one gets English, whole.

    Half a translation would be worse than none: a page mixes no Finnish dates with English prepositions.
    """
    tag = clean_tag(language)
    base = tag.split("-", maxsplit=1)[0]
    for catalogue in (tag, base):
        if catalogue in available() and (locale := _locale(tag) or _locale(base)):
            return Words(tag, locale, _catalogue(catalogue))
    return Words(SOURCE_LANGUAGE, Locale(SOURCE_LANGUAGE), _catalogue(SOURCE_LANGUAGE))


@lru_cache(maxsize=1)
def available() -> frozenset[str]:
    """The language tags that have a catalogue: the folder is the list."""
    return frozenset(path.stem for path in CATALOGUES.glob("*.po"))


@lru_cache(maxsize=256)
def clean_tag(language: str) -> str:
    """A BCP 47 tag in its usual letter case, or an empty string where `language` is none: it may come from a document."""
    tag = language.strip().replace("_", "-")
    if not _TAG.fullmatch(tag):
        return ""
    first, *rest = tag.split("-")
    return "-".join([first.lower(), *(_subtag(part) for part in rest)])


def direction(language: str) -> str:
    """`rtl` for languages that CLDR says are written from right to left, else `ltr`."""
    tag = clean_tag(language)
    locale = _locale(tag) or _locale(tag.split("-", maxsplit=1)[0])
    return locale.text_direction if locale else "ltr"


def _subtag(part: str) -> str:
    """The case of BCP 47, section 2.1.1: `Hant` for scripts, `BR` for regions."""
    return part.title() if len(part) == 4 else part.upper() if len(part) == 2 else part.lower()


@lru_cache(maxsize=256)
def _locale(tag: str) -> Locale | None:
    try:
        return Locale.parse(tag, sep="-") if tag else None
    except (UnknownLocaleError, ValueError):
        return None


@lru_cache(maxsize=64)
def _catalogue(code: str) -> GNUTranslations:
    with (CATALOGUES / f"{code}.po").open("rb") as file:
        catalogue = read_po(file, locale=code.replace("-", "_"), abort_invalid=True)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return GNUTranslations(compiled)
