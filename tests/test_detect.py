"""Which language a text is in, and when no answer is the right one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.detect import detect

TEXTS = {
    "de": (
        "Am Donnerstag gab die Behörde bekannt, dass die ersten Züge über die neue Brücke gefahren sind. Der "
        "Vertrag soll im November folgen."
    ),
    "en": (
        "The council said on Thursday that the first trains had crossed the new bridge. The contract is expected to be signed in November."
    ),
    "fr": "Le conseil a annoncé jeudi que les premiers trains avaient traversé le nouveau pont. Le contrat devrait être signé en novembre.",
    "es": (
        "El consejo anunció el jueves que los primeros trenes habían cruzado el nuevo puente. Se espera que el "
        "contrato se firme en noviembre."
    ),
    "ru": "В четверг совет сообщил, что первые поезда прошли по новому мосту. Договор, как ожидается, будет подписан в ноябре.",
    "uk": "У четвер рада повідомила, що перші поїзди пройшли новим мостом. Очікується, що договір буде підписано в листопаді.",
    "zh": "理事会周四宣布，第一批列车已经通过新桥。预计合同将于十一月签署。",
    "ja": "評議会は木曜日、最初の列車が新しい橋を渡ったと発表した。契約は十一月に署名される見込みだ。",
    "ar": "أعلن المجلس يوم الخميس أن أولى القطارات عبرت الجسر الجديد. ومن المتوقع توقيع العقد في نوفمبر.",
    "he": "המועצה הודיעה ביום חמישי כי הרכבות הראשונות חצו את הגשר החדש. החוזה צפוי להיחתם בנובמבר.",
    "tr": "Konsey perşembe günü ilk trenlerin yeni köprüden geçtiğini açıkladı. Sözleşmenin kasım ayında imzalanması bekleniyor.",
    "pl": "Rada poinformowała w czwartek, że pierwsze pociągi przejechały przez nowy most. Umowa ma zostać podpisana w listopadzie.",
}


@pytest.mark.parametrize("code", TEXTS)
def test_a_paragraph_is_enough(code: str) -> None:
    assert detect(TEXTS[code]) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Der Minister trat am 5. Mai 2024 zurück.", "de"),
        ("The minister resigned on 5 May 2024.", "en"),
        ("Il ministro si è dimesso il 5 maggio 2024.", "it"),
        ("Le 5 mai 2024, le ministre a démissionné.", "fr"),
    ],
)
def test_one_short_sentence(text: str, code: str) -> None:
    assert detect(text) == code


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "24.10.2024",
        "Moskau",
        "a" * 1000,
        "https://example.org/der/die/das " * 20,
        "\0\0\0",
        "???",
        "NAIROBI, Kenya (AP)",
        "1. 2. 3. 4.",
    ],
)
def test_no_answer_where_there_is_none(text: str) -> None:
    assert detect(text) == ""


def test_a_beginning_of_names_and_numbers_does_not_hide_the_language() -> None:
    assert detect("12:0 3:4 " * 600 + TEXTS["de"] * 60) == "de"


def test_only_a_sample_of_a_long_text_is_looked_at() -> None:
    assert detect(TEXTS["en"] * 20 + TEXTS["ru"] * 100_000) == "en"


def test_halves_of_pairs_do_no_harm() -> None:
    assert detect("\ud800 " + TEXTS["en"]) == "en"


@given(st.text(max_size=200))
def test_any_text_has_a_code_of_two_letters_or_none(text: str) -> None:
    code = detect(text)
    assert code == "" or (len(code) == 2 and code.isascii() and code.islower())
