"""Dates in words, in the page's language and at their true precision, and as `<time datetime>`."""

from __future__ import annotations

import re
import runpy
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.pofile import read_po

from timeline.export import words as catalogues
from timeline.export.dates import in_words, machine
from timeline.export.entries import date_view
from timeline.export.words import available, clean_tag, direction, load
from timeline.model import Day, Grain, Status, TimeSpan

SAMPLE = runpy.run_path(str(Path(__file__).with_name("export_sample.py")))
day, days, month, year = (SAMPLE[name] for name in ("day", "days", "month", "year"))


def span(first: Day | None, last: Day | None, grain: Grain, **more: object) -> TimeSpan:
    return TimeSpan(first, last, grain, **more)  # type: ignore[arg-type] # the table below names each field


SPANS: dict[str, TimeSpan] = {
    "day": day(2024, 10, 24),
    "time": day(2024, 10, 24, "14:30"),
    "month": month(2024, 6),
    "month part": month(2024, 7, "end"),
    "year": year(2024),
    "year part": span(Day(2024, 1, 1), Day(2024, 12, 31), Grain.YEAR, part="start"),
    "about": year(1920, approximate=True),
    "unsure": span(Day(1984, 1, 1), Day(1984, 12, 31), Grain.YEAR, uncertain=True),
    "days": days(Day(2024, 5, 3), Day(2024, 5, 5)),
    "days of two months": days(Day(2024, 5, 3), Day(2024, 6, 5)),
    "months": span(Day(2024, 5, 1), Day(2024, 7, 31), Grain.MONTH),
    "years": span(Day(2014, 1, 1), Day(2016, 12, 31), Grain.YEAR),
    "mixed": span(Day(2014, 1, 1), Day(2016, 5, 31), Grain.YEAR, end_grain=Grain.MONTH),
    "season": span(Day(2024, 6, 1), Day(2024, 8, 31), Grain.SEASON),
    "winter": span(Day(2023, 12, 1), Day(2024, 2, 29), Grain.SEASON),
    "quarter": span(Day(2024, 4, 1), Day(2024, 6, 30), Grain.QUARTER),
    "half": span(Day(2024, 7, 1), Day(2024, 12, 31), Grain.HALF),
    "decade": span(Day(1990, 1, 1), Day(1999, 12, 31), Grain.DECADE),
    "century": span(Day(1800, 1, 1), Day(1899, 12, 31), Grain.CENTURY),
    "century part": span(Day(1800, 1, 1), Day(1899, 12, 31), Grain.CENTURY, part="mid"),
    "century BC": span(Day(-500, 1, 1), Day(-401, 12, 31), Grain.CENTURY),
    "since year": span(Day(2014, 1, 1), None, Grain.YEAR),
    "since month": span(Day(2014, 6, 1), None, Grain.MONTH),
    "since day": span(Day(2014, 6, 8), None, Grain.DAY),
    "until": span(None, Day(2024, 12, 31), Grain.MONTH),
    "day BC": day(-43, 3, 15),
    "year BC": year(-43),
    "year 79": year(79),
    "year 12000": day(12000, 5, 3),
}

EXPECTED = {
    "de": {
        "day": "24. Oktober 2024",
        "time": "24. Oktober 2024, 14:30\u00a0Uhr",
        "month": "Juni 2024",
        "month part": "Ende Juli 2024",
        "year": "2024",
        "year part": "Anfang 2024",
        "about": "um 1920",
        "unsure": "1984 (unsicher)",
        "days": "3.–5. Mai 2024",
        "days of two months": "3. Mai – 5. Juni 2024",
        "months": "Mai–Juli 2024",
        "years": "2014–2016",
        "mixed": "2014 – Mai 2016",
        "season": "Sommer 2024",
        "winter": "Winter 2023/24",
        "quarter": "2. Quartal 2024",
        "half": "2. Halbjahr 2024",
        "decade": "1990er Jahre",
        "century": "19. Jahrhundert",
        "century part": "Mitte des 19. Jahrhunderts",
        "century BC": "5. Jahrhundert v. Chr.",
        "since year": "seit 2014",
        "since month": "seit Juni 2014",
        "since day": "seit dem 8. Juni 2014",
        "until": "bis Dezember 2024",
        "day BC": "15. März 44 v. Chr.",
        "year BC": "44 v. Chr.",
        "year 79": "79 n. Chr.",
        "year 12000": "3. Mai 12000",
    },
    "en": {
        "day": "October 24, 2024",
        "month part": "late July 2024",
        "about": "around 1920",
        "days": "May 3 – 5, 2024",
        "decade": "1990s",
        "century": "19th century",
        "century part": "mid-19th century",
        "since year": "since 2014",
        "until": "until December 2024",
        "year BC": "44 BC",
    },
    "en-GB": {"day": "24 October 2024", "days": "3–5 May 2024"},
    "fr": {
        "day": "24 octobre 2024",
        "days of two months": "3 mai – 5 juin 2024",
        "about": "vers 1920",
        "decade": "années 1990",
        "century": "XIXe siècle",
        "since day": "depuis le 8 juin 2014",
        "until": "jusqu’en décembre 2024",
    },
    "es": {
        "day": "24 de octubre de 2024",
        "days": "3–5 de mayo de 2024",
        "since day": "desde el 8 de junio de 2014",
        "day BC": "15 de marzo de 44 a. C.",
    },
    "it": {"days": "3–5 maggio 2024", "since day": "dall’8 giugno 2014", "since year": "dal 2014", "since month": "da giugno 2014"},
    "pt": {"month": "junho de 2024", "quarter": "2º trimestre de 2024"},
    "nl": {"month part": "eind juli 2024", "century": "19e eeuw"},
    "pl": {"month": "czerwiec 2024", "since month": "od czerwca 2014", "day": "24 października 2024", "month part": "koniec lipca 2024"},
    "ru": {"month": "июнь 2024 г.", "since month": "с июня 2014 г.", "since year": "с 2014 г.", "century": "XIX век"},
    "uk": {"month": "червень 2024 р.", "since month": "з червня 2014 р."},
    "tr": {"day": "24 Ekim 2024", "season": "2024 yazı", "century BC": "MÖ 5. yüzyıl"},
    "ar": {"day": "24 أكتوبر 2024", "since year": "منذ 2014", "month part": "أواخر يوليو 2024"},
    "he": {"day": "24 באוקטובר 2024", "until": "עד דצמבר 2024"},
    "zh": {
        "day": "2024年10月24日",
        "days": "2024年5月3日至5日",
        "month part": "2024年7月底",
        "century BC": "公元前5世纪",
        "since year": "2014年以来",
    },
    "ja": {"day": "2024年10月24日", "month": "2024年6月", "winter": "2023/24年冬", "about": "1920年頃", "until": "2024年12月まで"},
    "fi": {"day": "October 24, 2024", "month": "June 2024"},
}


def plain(text: str) -> str:
    """CLDR's thin and no-break spaces as spaces; which one it uses changes with its version."""
    return re.sub(r"[\u2009\u202f]", " ", text)


@pytest.mark.parametrize(("language", "name"), [(language, name) for language in EXPECTED for name in EXPECTED[language]])
def test_words(language: str, name: str) -> None:
    assert plain(in_words(SPANS[name], load(language))) == EXPECTED[language][name]


def test_months_stay_in_their_language() -> None:
    """A stand-alone month that was asked for in Chinese must not turn up in Dutch (python-babel 1234)."""
    in_words(SPANS["month"], load("zh"))
    assert in_words(SPANS["month"], load("nl")) == "juni 2024"


@pytest.mark.parametrize("language", sorted(available()))
@pytest.mark.parametrize("name", SPANS)
def test_every_language_words_every_span(language: str, name: str) -> None:
    text = in_words(SPANS[name], load(language))
    assert text
    assert "{" not in text
    assert re.search(r"\d|[IVX]", text)


def test_an_open_end_that_is_still_to_come_is_from_not_since() -> None:
    assert in_words(SPANS["since year"], load("de"), upcoming=True) == "ab 2014"
    assert date_view(SPANS["since year"], load("de"), Status.EXPECTED).words == "ab 2014"


def test_a_time_that_no_clock_shows_stays_as_it_is() -> None:
    midnight = day(2024, 10, 24, "24:00")
    assert in_words(midnight, load("en")) == "October 24, 2024, 24:00"
    assert machine(midnight) == "2024-10-24"


MACHINE = {
    "day": "2024-10-24",
    "time": "2024-10-24T14:30",
    "month": "2024-06",
    "month part": "2024-07",
    "year": "2024",
    "days": "2024-05-03",
    "months": "2024-05",
    "years": "2014",
    "season": "2024",
    "winter": "",
    "quarter": "2024",
    "half": "2024",
    "decade": "",
    "century": "",
    "since month": "2014-06",
    "until": "2024-12",
    "day BC": "",
    "year 79": "0079",
    "year 12000": "12000-05-03",
}


@pytest.mark.parametrize("name", MACHINE)
def test_datetime_is_valid_html_and_never_finer_than_the_words(name: str) -> None:
    value = machine(SPANS[name])
    assert value == MACHINE[name]
    assert re.fullmatch(r"|\d{4,}|\d{4,}-\d\d|\d{4,}-\d\d-\d\d(T\d\d:\d\d)?", value)


def test_a_whole_week_has_a_form_in_html() -> None:
    assert machine(span(Day(2024, 12, 30), Day(2025, 1, 5), Grain.WEEK)) == "2025-W01"
    assert machine(span(Day(2024, 12, 29), Day(2025, 1, 4), Grain.WEEK)) == "2024-12-29"


@pytest.mark.parametrize(
    ("language", "name", "parts"),
    [
        ("de", "day", ("24. Oktober", " 2024", "")),
        ("en", "day", ("October 24", ", 2024", "")),
        ("es", "day", ("24 de octubre", " de 2024", "")),
        ("ru", "month", ("июнь", " 2024 г.", "")),
        ("ja", "day", ("", "2024年", "10月24日")),
        ("de", "month part", ("Ende Juli", " 2024", "")),
        ("de", "year", ("2024", "", "")),
        ("de", "year part", ("Anfang 2024", "", "")),
        ("de", "time", ("24. Oktober", " 2024", ", 14:30\u00a0Uhr")),
    ],
)
def test_the_year_stands_apart_under_its_heading(language: str, name: str, parts: tuple[str, str, str]) -> None:
    view = date_view(SPANS[name], load(language), Status.PAST, Day(2024, 1, 1))
    assert tuple(map(plain, (view.before, view.year, view.after))) == parts
    assert view.words == view.before + view.year + view.after


def test_a_winter_keeps_both_years() -> None:
    assert date_view(SPANS["winter"], load("de"), Status.PAST, Day(2023, 12, 1)).year == ""


@pytest.mark.parametrize("code", sorted(available()))
def test_a_catalogue_is_complete_and_keeps_its_placeholders(code: str) -> None:
    paths = {name: catalogues.CATALOGUES / f"{name}.po" for name in (code, "en")}
    with paths[code].open("rb") as own, paths["en"].open("rb") as source:
        catalogue, english = read_po(own), read_po(source)
    wanted = {message.id for message in english if message.id and not message.context}
    assert {message.id for message in catalogue if message.id and not message.context} == wanted
    for message in catalogue:
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        for text in strings if message.id else ():
            assert isinstance(text, str)
            assert text, message.id
            assert fields(text) <= {"date", "n", "year", "last", "number", "roman", "era", "clock", "host"}
            assert ("host" in fields(str(message.id))) == ("host" in fields(text)), message.id
            assert "date" not in fields(str(message.id)) or fields(text) & {"date", "year"}, message.id


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_the_languages_that_were_promised() -> None:
    assert available() >= {"de", "en", "fr", "es", "it", "pt", "nl", "pl", "ru", "uk", "tr", "ar", "he", "zh", "ja"}


@pytest.mark.parametrize(
    ("n", "language", "text"),
    [
        (1, "de", "1 Eintrag"),
        (2, "ru", "2 записи"),
        (5, "ru", "5 записей"),
        (21, "pl", "21 wpisów"),
        (3, "ar", "3 مدخلات"),
        (11, "ar", "11 مدخلًا"),
    ],
)
def test_counted_phrases_follow_the_plural_rules(n: int, language: str, text: str) -> None:
    assert load(language).count("{n} entry", "{n} entries", n) == text


@pytest.mark.parametrize(
    ("language", "code"), [("pt_br", "pt-BR"), ("DE", "de"), ("zh-hant", "zh-Hant"), ("fi", "en"), ('"><script>', "en"), ("", "en")]
)
def test_which_language_a_page_speaks(language: str, code: str) -> None:
    assert load(language).code == code


def test_language_tags_from_documents_are_checked() -> None:
    assert clean_tag('de" onload="x') == ""
    assert direction("fa") == "rtl"
    assert direction("ar-EG") == "rtl"
    assert direction("nonsense") == "ltr"
