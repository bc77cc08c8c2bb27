"""Absolute dates in languages without data of their own."""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.tag.cldr import calendar
from timeline.tag.fallback import find


def found(text: str, code: str) -> list[tuple[str, str]]:
    mentions = find(text, code)
    assert all((mention.rule, mention.op) == ("fallback", "date") for mention in mentions)
    assert all(first.end <= second.start for first, second in pairwise(mentions))
    return [(text[mention.start : mention.end], "-".join(f"{part:02}" for part in mention.fields.values())) for mention in mentions]


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("it", "Il 12 marzo 2024 e nel marzo 2024", [("12 marzo 2024", "2024-03-12"), ("marzo 2024", "2024-03")]),
        (
            "it",
            "il 1º maggio 2024, il 12.03.2024, il 3/4/2024",
            [("1º maggio 2024", "2024-05-01"), ("12.03.2024", "2024-03-12"), ("3/4/2024", "2024-04-03")],
        ),
        (
            "es",
            "El 12 de marzo de 2024 y 3 de abril del 2024",
            [("12 de marzo de 2024", "2024-03-12"), ("3 de abril del 2024", "2024-04-03")],
        ),
        ("es", "en setiembre de 2024", [("setiembre de 2024", "2024-09")]),
        ("fr", "Le 1er mars 2024, le 12 févr. 2024", [("1er mars 2024", "2024-03-01"), ("12 févr. 2024", "2024-02-12")]),
        ("pt", "12 de março de 2024", [("12 de março de 2024", "2024-03-12")]),
        (
            "ca",
            "el 12 de març de 2024 i l'1 d’octubre del 2017",
            [("12 de març de 2024", "2024-03-12"), ("1 d’octubre del 2017", "2017-10-01")],
        ),
        (
            "ru",
            "12 марта 2024 года, в марте 2023 г., в июне 2022",
            [("12 марта 2024", "2024-03-12"), ("марте 2023", "2023-03"), ("июне 2022", "2022-06")],
        ),
        ("uk", "24 серпня 1991 року; у вересні 1939 року", [("24 серпня 1991", "1991-08-24"), ("вересні 1939", "1939-09")]),
        ("pl", "12 marca 2024 r., w maju 2024", [("12 marca 2024", "2024-03-12"), ("maju 2024", "2024-05")]),
        (
            "cs",
            "12. března 2024, v červenci 2023, v červnu 2022",
            [("12. března 2024", "2024-03-12"), ("červenci 2023", "2023-07"), ("červnu 2022", "2022-06")],
        ),
        ("sr", "12. марта 2024. и 12. mart 2023.", [("12. марта 2024", "2024-03-12"), ("12. mart 2023", "2023-03-12")]),
        ("el", "12 Μαρτίου 2024, τον Μάρτιο του 2024", [("12 Μαρτίου 2024", "2024-03-12"), ("Μάρτιο του 2024", "2024-03")]),
        ("tr", "12 Mart 2024'te, MAYIS 2024", [("12 Mart 2024", "2024-03-12"), ("MAYIS 2024", "2024-05")]),
        ("fi", "12. maaliskuuta 2024, maaliskuussa 2024", [("12. maaliskuuta 2024", "2024-03-12"), ("maaliskuussa 2024", "2024-03")]),
        ("et", "12. märtsil 2024, 2024. aasta märtsis", [("12. märtsil 2024", "2024-03-12"), ("2024. aasta märtsis", "2024-03")]),
        (
            "hu",
            "2024. március 12-én, 2024 márciusában, 2024. 03. 12.",
            [("2024. március 12", "2024-03-12"), ("2024 márciusában", "2024-03"), ("2024. 03. 12.", "2024-03-12")],
        ),
        ("lt", "2024 m. kovo 12 d.", [("2024 m. kovo 12 d.", "2024-03-12")]),
        ("lv", "2024. gada 12. martā", [("2024. gada 12. martā", "2024-03-12")]),
        ("eu", "2024(e)ko martxoaren 12(a)", [("2024(e)ko martxoaren 12(a)", "2024-03-12")]),
        ("no", "12. mars 2024", [("12. mars 2024", "2024-03-12")]),
        ("zh", "2024年3月12日,2024年3月。2024年", [("2024年3月12日", "2024-03-12"), ("2024年3月", "2024-03"), ("2024年", "2024")]),
        ("ja", "２０２４年３月１２日に", [("２０２４年３月１２日", "2024-03-12")]),
        ("ko", "2024년 3월 12일에, 2023. 3. 12.", [("2024년 3월 12일", "2024-03-12"), ("2023. 3. 12.", "2023-03-12")]),
        (
            "ar",
            "١٢ مارس ٢٠٢٤ و 24 تشرين الأول 2024 و 5 أوت 2023",
            [("١٢ مارس ٢٠٢٤", "2024-03-12"), ("24 تشرين الأول 2024", "2024-10-24"), ("5 أوت 2023", "2023-08-05")],
        ),
        ("he", "ב-12 במרץ 2024, במאי 2023", [("12 במרץ 2024", "2024-03-12"), ("במאי 2023", "2023-05")]),
        ("fa", "۱۲ مارس ۲۰۲۴", [("۱۲ مارس ۲۰۲۴", "2024-03-12")]),
        ("hi", "12 मार्च 2024", [("12 मार्च 2024", "2024-03-12")]),
        ("th", "เมื่อวันที่12 มีนาคม 2567", [("12 มีนาคม 2567", "2024-03-12")]),
        ("vi", "ngày 12 tháng 3 năm 2024, tháng 12 năm 2023", [("12 tháng 3 năm 2024", "2024-03-12"), ("tháng 12 năm 2023", "2023-12")]),
        ("bg", "12 март 2024 г., през 2023 г.", [("12 март 2024", "2024-03-12"), ("2023 г.", "2023")]),
    ],
)
def test_dates_as_the_language_writes_them(code: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text, code) == expected


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("it", "Nel 2024 con 2000 soldati, 12 marzo, ieri, il 5 maggio alle 12:30, numero 2024/12, via 25 Aprile"),
        ("it", "31 febbraio 2024, 30.02.2024, 2024-13-01, 0 marzo 2024"),
        ("it", "192.168.2024.1, tel. 06-12-2024-55, v1.2.2024.3, 12/13/14/2024"),
        ("fr", "Le mardi, en 2024, une marche 2024 fois, pages 2024-2025, 3 000 euros"),
        ("ru", "в 2024 году, маленький 2024, 2024 человека"),
        ("zh", "1990年代的2000人，三月二十八日，3000年历史"),
        ("fa", "۱۴۰۳/۰۷/۲۴"),
        ("ar", "1445/04/22"),
        ("xx", "12 marzo 2024"),
        ("", "12 marzo 2024 3/4/2024"),
        ("../etc", "12 marzo 2024"),
    ],
)
def test_what_is_no_whole_date_is_left_alone(code: str, text: str) -> None:
    assert found(text, code) == []


def test_days_are_only_given_where_one_day_is_named() -> None:
    assert found("dal 12-14 maggio 2024", "it") == [("12-14 maggio 2024", "2024-05")]
    assert found("14–18 листопада 1965 року", "uk") == [("14–18 листопада 1965", "1965-11")]


def test_the_order_of_digits_is_the_languages() -> None:
    assert found("3/4/2024", "en") == [("3/4/2024", "2024-03-04")]
    assert found("3/4/2024", "es") == [("3/4/2024", "2024-04-03")]
    assert found("10/24/2024 24/10/2024", "es") == [("10/24/2024", "2024-10-24"), ("24/10/2024", "2024-10-24")]


def test_without_a_language_only_unmistakable_digits_count() -> None:
    assert found("2024-03-12T10:00, 12.03.2024, 24/10/2024, 3/4/2024, 2024年3月", "") == [
        ("2024-03-12", "2024-03-12"),
        ("12.03.2024", "2024-03-12"),
        ("24/10/2024", "2024-10-24"),
        ("2024年3月", "2024-03"),
    ]


def test_dates_do_not_reach_over_a_line_end() -> None:
    assert found("Il 12\nmarzo 2024", "it") == [("marzo 2024", "2024-03")]


def test_distant_dates_are_found_at_their_offsets() -> None:
    text = "parola " * 5000 + "il 12 marzo 2024" + " parola" * 5000 + " 3 aprile 2023."
    assert found(text, "it") == [("12 marzo 2024", "2024-03-12"), ("3 aprile 2023", "2023-04-03")]


def test_texts_without_a_year_load_nothing() -> None:
    program = (
        "import sys; from timeline.tag.fallback import find; assert find('il 12 marzo, senza anno', 'it') == []; "
        "print(sorted({name.split('.')[0] for name in sys.modules} & {'babel', 'dateparser'}))"
    )
    assert subprocess.run([sys.executable, "-W", "error", "-c", program], check=True, capture_output=True, text=True).stdout == "[]\n"


def test_other_uses_of_the_locale_data_do_not_change_the_names() -> None:
    program = (
        "from babel.dates import format_date; import datetime; format_date(datetime.date(2024, 5, 1), 'LLLL', 'zh'); "
        "from timeline.tag.fallback import find; print([m.fields for m in find('mei 2024', 'nl')], find('五月 2024', 'nl'))"
    )
    run = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert run.stdout == "[{'year': 2024, 'month': 5}] []\n"


WIDESPREAD = (
    "ar",
    "bg",
    "bn",
    "ca",
    "cs",
    "da",
    "el",
    "es",
    "et",
    "fa",
    "fi",
    "fr",
    "he",
    "hi",
    "hr",
    "hu",
    "id",
    "it",
    "ka",
    "lt",
    "lv",
    "mk",
    "ms",
    "nb",
    "nl",
    "no",
    "pl",
    "pt",
    "ro",
    "ru",
    "sk",
    "sl",
    "sq",
    "sr",
    "sv",
    "sw",
    "th",
    "tr",
    "uk",
    "ur",
    "vi",
)


def test_every_month_of_every_widespread_language() -> None:
    for code in WIDESPREAD:
        known = calendar(code)
        assert known is not None
        for number, name in known.names.items():
            fields = {"year": 2023, "month": number, "day": 12}
            ordered = f"2023 {name} 12" if known.order.startswith("y") else f"12 {name} 2023"
            assert [dict(mention.fields) for mention in find(f"– {ordered} –", code)] == [fields], (code, name)


PARTS = st.lists(
    st.sampled_from(
        [
            "12",
            "3",
            "2024",
            "1999",
            "٢٠٢٤",
            ".",
            "-",
            "/",
            " ",
            "\n",
            "marzo",
            "de",
            "марта",
            "年",
            "月",
            "日",
            "г",
            "(",
            "mar.",
            "x",
            "m",
            "0",
        ]
    ),
    max_size=25,
)


@settings(max_examples=200, deadline=None)
@given(PARTS.map("".join), st.sampled_from(["it", "ru", "zh", "lt", "ar", "th", "", "xx"]))
def test_any_text_gives_sound_mentions(text: str, code: str) -> None:
    for mention in find(text, code):
        assert text[mention.start : mention.end].strip() == text[mention.start : mention.end] != ""
        assert 1000 <= int(mention.fields["year"]) <= 2999
        assert set(mention.fields) in ({"year"}, {"year", "month"}, {"year", "month", "day"})
