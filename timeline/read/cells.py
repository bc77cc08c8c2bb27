"""The cells of CSV and XLSX files as texts, row by row."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from timeline.errors import ReadError
from timeline.read.encoding import decode
from timeline.read.extras import extra
from timeline.read.reports import decoding
from timeline.read.zipped import opened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from timeline.config import Options
    from timeline.model import Problem

_DELIMITERS = ",;\t|"
_MOST_COLUMNS = 1000
_MOST_EMPTY = 1000  # rows; sheets may claim a million of them


def cells(data: bytes, name: str, options: Options) -> tuple[Iterator[list[str]], list[Problem]]:
    """The rows of a table, and what there is to say about its encoding; of a workbook those of its first sheet with any."""
    if data.startswith(b"PK"):
        return _workbook(data, options), []
    decoded = decode(data)
    return _separated(decoded.text.removeprefix("\ufeff")), decoding(decoded, name)


def _separated(text: str) -> Iterator[list[str]]:
    head = text[:20_000].partition("\n")[0]
    delimiter = max(_DELIMITERS, key=head.count)
    try:
        for row in csv.reader(io.StringIO(text.replace("\0", ""), newline=""), delimiter=delimiter):
            yield row[:_MOST_COLUMNS]
    except csv.Error as error:
        raise ReadError(f"is no table that can be read ({error}): save it again as CSV") from None


def _workbook(data: bytes, options: Options) -> Iterator[list[str]]:
    with extra("office"):
        import openpyxl  # noqa: PLC0415 - of an extra
    with opened(data, options):
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        for sheet in book.worksheets:
            found = empty = 0
            for row in sheet.iter_rows(max_col=_MOST_COLUMNS, values_only=True):
                texts = [_text(value) for value in row]
                if any(texts):
                    found += 1
                    yield texts
                else:
                    empty += 1
                    if empty > _MOST_EMPTY:
                        break
            if found:
                break
        book.close()


def _text(value: Any) -> str:
    """A cell as it would be written: days and times in ISO 8601, whole numbers without a point."""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.isoformat("minutes")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).strip()
