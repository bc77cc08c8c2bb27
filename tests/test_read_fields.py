"""Names, languages, addresses and days of metadata."""

from __future__ import annotations

import os
import time

import pytest

from timeline.model import Day
from timeline.read.dates import parse_day
from timeline.read.fields import Entry, interpret, key, language_code

TODAY = Day(2024, 11, 1)
DAY = Day(2024, 10, 24)


@pytest.mark.parametrize(
    ("value", "locale"),
    [
        *(
            ("2024-10-24", ""),
            ("2024-10-24T23:30:00-05:00", ""),
            ("2024-10-24T00:30:00+09:00", "ja"),
            ("20241024", ""),
            ("2024/10/24", ""),
            ("2024. 10. 24.", "ko"),
        ),
        *(("24.10.2024", "en-US"), ("24. 10. 2024, 14:30 Uhr", ""), ("24.10.24", ""), ("10/24/2024", ""), ("24/10/2024", "en-US")),
        *(
            ("Thu, 24 Oct 2024 23:30:00 -0500", ""),
            ("Thu, 24 Oct 2024 23:30:00 EST", ""),
            ("October 24, 2024 at 11:59 pm", ""),
            ("October 24th, 2024", "en"),
        ),
        *(
            ("Donnerstag, 24. Oktober 2024, 14:30 Uhr", "de"),
            ("24. Oktober 2024", "fr"),
            ("24 octobre 2024", ""),
            ("24 октября 2024 г.", "ru"),
        ),
        *(("2024年10月24日", "zh"), ("24 de octubre de 2024", "es-MX"), ("24 ekim 2024", "tr")),
    ],
)
def test_days_as_metadata_writes_them(value: str, locale: str) -> None:
    assert parse_day(value, locale, TODAY) == DAY


def test_the_language_decides_the_order_of_day_and_month() -> None:
    assert parse_day("03/04/2024", "de", TODAY) == Day(2024, 4, 3)
    assert parse_day("03/04/2024", "en-GB", TODAY) == Day(2024, 4, 3)
    assert parse_day("03/04/2024", "en_US", TODAY) == Day(2024, 3, 4)
    assert parse_day("04/04/2024", "", TODAY) == Day(2024, 4, 4)
    for locale in ("", "en", "tlh", "not a locale"):
        with pytest.raises(ValueError, match="two dates"):
            parse_day("03/04/2024", locale, TODAY)


def test_two_digits_are_a_year_that_has_come() -> None:
    assert parse_day("24.10.24", "", Day(2024, 1, 1)).year == 2024
    assert parse_day("24.10.25", "", Day(2024, 1, 1)).year == 1925


@pytest.mark.parametrize(
    "value",
    [
        "",
        "yesterday",
        "vor 3 Tagen",
        "in 2 days",
        "2024",
        "2024-10",
        "October 2024",
        "October 24",
        "24.10.",
        "31.02.2024",
        "31. Februar 2024",
        "1729771200",
        "99/99/2024",
        "now 2024",
    ],
)
@pytest.mark.parametrize("locale", ["de", "en"])
def test_what_names_no_whole_day_is_refused(value: str, locale: str) -> None:
    with pytest.raises(ValueError, match=r"^(is|can)"):
        parse_day(value, locale, TODAY)


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the process's time zone cannot be changed here")
def test_no_time_zone_of_the_computer_moves_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    for zone in ("Pacific/Kiritimati", "Etc/GMT+12"):
        monkeypatch.setitem(os.environ, "TZ", zone)
        time.tzset()
        assert parse_day("Thu, 24 Oct 2024 00:15:00 +0000", "en", TODAY) == DAY
        assert parse_day("24 October 2024 23:45", "en", TODAY) == DAY
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    ("value", "code"),
    [
        *(
            ("de", "de"),
            ("de-AT", "de"),
            ("de_DE.UTF-8", "de"),
            ("EN-us", "en"),
            ("zh-Hant-TW", "zh"),
            ("deu", "de"),
            ("ger", "de"),
            ("eng", "en"),
            ("iw", "he"),
        ),
        *(
            ("no", "no"),
            ("gsw", "gsw"),
            ("Deutsch", "de"),
            ("German", "de"),
            ("englisch", "en"),
            ("français", "fr"),
            ("", ""),
            ("und", ""),
            ("nonsense word", ""),
        ),
    ],
)
def test_languages_by_tag_and_by_name(value: str, code: str) -> None:
    assert language_code(value) == code


def test_names_are_folded() -> None:
    assert {key(name) for name in ("Publish-Date", "publish_date", "publishDate", "PUBLISHDATE", "params.publish date")} == {"publishdate"}
    assert key("author.name") == "author"
    assert key("image.title") == ""


def test_values_are_shown_on_one_line_without_what_cannot_be_written() -> None:
    fields, problems = interpret(
        [Entry("title", ("a\nb\x00\ud800 \u200bc",)), Entry("byline", ("Von A. Person", "https://x.y")), Entry("site", ("",))], "a", TODAY
    )
    assert (fields.title, fields.author, fields.publisher, problems) == ("a b c", "A. Person", "", [])


def test_retrieved_is_a_day_of_its_own() -> None:
    fields, _ = interpret([Entry("Abgerufen am", ("24.10.2024",)), Entry("Erschienen", ("1.10.2024",))], "a", TODAY)
    assert (fields.published, fields.retrieved) == (Day(2024, 10, 1), DAY)
