"""What words name across languages."""

from __future__ import annotations

import pytest

from timeline.chronology.concepts import concepts, countries, fold, spelling
from timeline.languages import available, load


def names(code: str) -> set[str]:
    language = load(code)
    assert language is not None
    table = language.data.get("concepts", {})
    return {name for name in table if name != "countries"} | set(table.get("countries", {}))


@pytest.mark.parametrize("code", available())
def test_concepts_bear_the_names_of_the_english_file(code: str) -> None:
    assert names(code) <= names("en")


@pytest.mark.parametrize(
    ("code", "word", "named"),
    [
        ("en", "arrested", "arrest"),
        ("de", "festgenommen", "arrest"),
        ("fr", "interpellés", "arrest"),
        ("es", "detenidos", "arrest"),
        ("de", "Untersuchungskommission", "commission"),
        ("de", "geklagt", "lawsuit"),
        ("de", "Abfallentsorgung", "waste"),
        ("es", "hundido", "sink"),
        ("fr", "%", "percent"),
    ],
)
def test_words_name_concepts(code: str, word: str, named: str) -> None:
    assert named in concepts(code, fold(word))


@pytest.mark.parametrize(
    ("code", "word", "other"),
    [("en", "portrait", "harbour"), ("de", "Genossenschaft", "horse"), ("en", "operation", "theatre"), ("xx", "arrest", "arrest")],
)
def test_beginnings_of_other_words_name_nothing(code: str, word: str, other: str) -> None:
    assert other not in concepts(code, fold(word))


@pytest.mark.parametrize(("one", "other"), [("Koursk", "Kursk"), ("candidat", "Kandidat"), ("Zürich", "Zurich"), ("Seoul", "Séoul")])
def test_languages_spell_names_alike(one: str, other: str) -> None:
    assert spelling(fold(one))[:5] == spelling(fold(other))[:5]


def test_countries_are_concepts_although_they_have_capitals() -> None:
    assert {"russia", "france"} <= countries("de")
    assert countries("xx") == frozenset()
