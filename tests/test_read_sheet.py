"""Tables: articles or dated events, by their headings or by the settings; dated rows become statements with their own text."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pytest

from timeline.config import Options
from timeline.documents import extract_document
from timeline.model import Day
from timeline.read import read
from timeline.read.rowdates import span_of, time_of

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Invoke

OPTIONS = Options(today=Day(2024, 11, 1), language="de")
SHEET = """Year,Month,Day,Time,End Year,End Month,End Day,Headline,Text,Type
,,,,,,,Der Anleger,Worum es geht,title
2024,3,4,14:30,,,,Umbau,<p>Der <b>Umbau</b> begann.</p><p>Es regnete.</p>,
-44,3,15,,,,,Iden des März,,
2025,,,,2026,5,,Bauzeit,Es wird gebaut.,
1990,,,,1999,,,Zeit davor,Damals,era
2024,13,1,,,,,Falsch,Kein Tag,
"""


def test_a_sheet_for_timelinejs_becomes_statements_with_their_own_text() -> None:
    extraction = extract_document(SHEET.encode(), "sheet.csv", OPTIONS)
    (document,) = extraction.documents
    assert document.title == "Der Anleger"
    assert [(one.span.edtf, one.quote, one.headline, one.span.time, one.status.value) for one in extraction.statements] == [
        ("-0043-03-15", "Iden des März", "Iden des März", None, "past"),
        ("2024-03-04", "Der Umbau begann. Es regnete.", "Umbau", "14:30", "past"),
        ("2025/2026-05", "Es wird gebaut.", "Bauzeit", None, "expected"),
    ]
    assert all(document.text[one.start : one.end] == one.quote for one in extraction.statements)
    assert [str(problem) for problem in extraction.problems] == ["sheet.csv:7: error: row 7: '2024-13-01' is not a day of the calendar"]


def test_the_settings_say_which_column_is_what(invoke: Invoke, here: Path) -> None:
    (here / "chronik.csv").write_bytes("Wann;Bis;Was\n24.10.2024;;Der Rat stimmte zu.\n2024-03;2024-05;Es wurde gebaut.\n".encode("cp1252"))
    columns = 'columns = { date = "Wann", end = "bis", text = "Was" }'
    (here / "timeline.toml").write_text(f'[[documents]]\nmatch = "*.csv"\nlanguage = "de"\n{columns}\n', encoding="utf-8")
    result = invoke("extract", "chronik.csv", "--today", "2024-11-20")
    assert [(row["date"], row["quote"]) for row in map(json.loads, result.stdout.splitlines())] == [
        ("2024-03/2024-05", "Es wurde gebaut."),
        ("2024-10-24", "Der Rat stimmte zu."),
    ]


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ('{ dtae = "Wann" }', "did you mean 'date'?"),
        ("{ date = 1 }", "must be a column's heading"),
        ('"Wann"', "must be a table of strings"),
    ],
)
def test_columns_that_cannot_be_used_are_named(invoke: Invoke, here: Path, columns: str, words: str) -> None:
    (here / "a.csv").write_text("Wann\n2024\n", encoding="utf-8")
    (here / "timeline.toml").write_text(f'[[documents]]\nmatch = "*.csv"\ncolumns = {columns}\n', encoding="utf-8")
    result = invoke("extract", "a.csv")
    assert (result.exit_code, words in result.stderr) == (1, True)
    assert "timeline.toml:3" in result.stderr


def test_a_table_without_texts_is_one_error_with_the_remedy() -> None:
    assert "columns = { text =" in read(b"a;b\n1;2\n", "a.csv", OPTIONS)[1][0].message
    missing = replace(OPTIONS, columns=(("text", "Was"),))
    assert "has no column 'Was' (its columns are a, b)" in read(b"a;b\n1;2\n", "a.csv", missing)[1][0].message


def test_days_of_a_workbook_are_days() -> None:
    import openpyxl  # noqa: PLC0415 - of an extra

    book = openpyxl.Workbook()
    sheet: Any = book.active
    for row in (["Wann", "Was"], [datetime(2024, 3, 4), "Der Umbau begann."], [2025, "Die Fähre kommt."]):  # noqa: DTZ001 - as Excel has it
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    ((document,), _) = read(out.getvalue(), "a.xlsx", replace(OPTIONS, columns=(("date", "Wann"), ("text", "Was"))))
    assert [row.span.edtf for row in document.rows] == ["2024-03-04", "2025"]


@pytest.mark.parametrize(
    ("first", "last", "edtf"),
    [
        ("2024-03-04", "", "2024-03-04"), ("2024-3", "", "2024-03"), ("2024", "", "2024"), ("-44", "", "-0043"), ("-1", "", "0000"),
        ("2024-03-04T10:00", "", "2024-03-04"), ("24. Oktober 2024", "", "2024-10-24"),
        ("2024-03-04/2024-03-06", "", "2024-03-04/2024-03-06"),
        ("2024", "2025-02", "2024/2025-02"), ("2023-02", "", "2023-02"),
    ],
)  # fmt: skip
def test_dates_of_rows(first: str, last: str, edtf: str) -> None:
    assert span_of(first, last, None, Day(2024, 11, 1)).edtf == edtf


@pytest.mark.parametrize(("first", "last"), [("", ""), ("2023-02-29", ""), ("2024-00", ""), ("bald", ""), ("2024", "2023")])
def test_dates_of_rows_that_are_none(first: str, last: str) -> None:
    with pytest.raises(ValueError, match=r"has no date|is not a|is before"):
        span_of(first, last, None, Day(2024, 11, 1))


@pytest.mark.parametrize(
    ("text", "time"), [("14:30", "14:30"), ("2:30 PM", "14:30"), ("12:05 am", "00:05"), ("25:00", None), ("mittags", None)]
)
def test_times_of_rows(text: str, time: str | None) -> None:
    assert time_of(text) == time
