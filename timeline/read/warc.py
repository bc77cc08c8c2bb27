"""Web archives (WARC, ISO 28500; `.warc` and `.warc.gz`): every HTML page that a server gave is a document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, BinaryIO
from urllib.parse import unquote, urlsplit

from timeline.model import Problem, Severity
from timeline.read.archive import Member
from timeline.read.extras import extra
from timeline.read.fields import tidy, web_address
from timeline.read.provenance import Provenance
from timeline.read.reports import over_limit
from timeline.timespan import Day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from timeline.config import Options

suffixes = (".warc",)
endless = True  # a crawl may be larger than anything else: only its records have a limit

_HTML = frozenset({"text/html", "application/xhtml+xml"})
_LONGEST_NAME = 200
_ANSWER = b"WARC/1.1\r\nWARC-Type: response\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n"


def members(file: BinaryIO, name: str, options: Options) -> Iterator[Member | Problem]:
    """The pages in the order of the file, one at a time; answers other than 200, other kinds of files and repeats are passed over."""
    with extra("warc"):
        from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType  # noqa: PLC0415 - of an extra
    kinds = WarcRecordType.response | WarcRecordType.resource
    for record in ArchiveIterator(file, record_types=kinds, parse_http=False):
        own = f"{name}/{_path(_address(record)) or f'page-{record.stream_pos}'}"
        if record.content_length > options.max_bytes:
            yield Problem(own, over_limit(record.content_length, options.max_bytes), Severity.ERROR)
            continue
        block = record.reader.read()
        try:
            # apart from the stream: a body that is not packed as its header says would end the whole archive
            answer = WarcRecord.from_bytes(_ANSWER % len(block) + block) if record.is_http else None
            if answer is not None:
                answer.parse_http(auto_decode="all")
            if _is_page(record, answer):
                yield _member(record, answer, block, own, options)
        except Exception as error:  # noqa: BLE001 - the library raises whatever it likes for one damaged record
            yield Problem(own, f"cannot be unpacked ({' '.join(str(error).split())})", Severity.ERROR)


def _address(record: Any) -> str:
    return str(record.headers.get("WARC-Target-URI", "")).strip("<>")


def _is_page(record: Any, answer: Any | None) -> bool:
    if answer is None:  # a resource: its own header says what it is
        return str(record.headers.get("Content-Type", "")).partition(";")[0].strip().lower() in _HTML
    status = getattr(answer.http_headers, "status_code", None)
    return status == 200 and str(answer.http_content_type or "").lower() in _HTML


def _member(record: Any, answer: Any | None, block: bytes, own: str, options: Options) -> Member | Problem:
    data = block if answer is None else answer.reader.read(options.max_bytes + 1)
    if len(data) > options.max_bytes:
        return Problem(own, over_limit(len(data), options.max_bytes), Severity.ERROR)
    date = record.record_date
    known = Provenance(
        by="warc",
        url=web_address(_address(record)),
        retrieved=Day(date.year, date.month, date.day) if date else None,
        charset=str(answer.http_charset or "") if answer is not None else "",
    )
    return Member(own, data, known)


def _path(url: str) -> str:
    """An address as a path that ends in `.html`: the server said that it is a page, whatever its name ends in."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    path = unquote(parts.path)
    path = f"{path}index" if path.endswith("/") or not path else path.removesuffix(".html")
    query = f"?{unquote(parts.query)}".replace("/", "_") if parts.query else ""
    return tidy(f"{parts.netloc}{path}{query}")[:_LONGEST_NAME].encode("utf-8", "replace").decode() + ".html" if parts.netloc else ""
