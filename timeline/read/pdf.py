"""PDF, by PDFium: paragraphs in reading order, with the page that each begins on. Pictures of text are reported, not read."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from timeline.errors import ReadError
from timeline.model import Problem, Severity
from timeline.read.compose import Said, compose
from timeline.read.encoding import clean
from timeline.read.extras import extra
from timeline.read.layout import classify
from timeline.read.names import stem
from timeline.read.pdf_layout import Paragraph, paragraphs
from timeline.read.pdf_lines import UNKNOWN, Line, page_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from timeline.config import Options
    from timeline.model import Document
    from timeline.read.layout import Piece

suffixes = (".pdf",)

_DATE = re.compile(r"(?:D:)?(\d{4})(\d\d)(\d\d)")
_FEWEST = 25  # letters; a page with fewer is a picture, a blank page or a cover
# What no Arabic word begins with: the feminine ending and the final ya. Where words do, the file stores them back to front.
_BROKEN_ARABIC = re.compile(r"(?<![\w\u0640])[ةى][\u0621-\u064a]")
_ARABIC = re.compile(r"[\u0621-\u064a]{2,}")
# Titles that programs put in: file names, and what was printed.
_NO_TITLE = re.compile(
    r"microsoft \w+ - |untitled|unbenannt|sans titre|dokument\d*$|document\d*$|about:blank"
    r"|.*\.(?:docx?|odt|indd|qxp|rtf|pdf|pages|html?)$",
    re.IGNORECASE,
)


def accepts(_: str) -> bool:
    """Never by the suffix: the first bytes decide."""
    return False


def read(data: bytes, name: str, options: Options) -> tuple[list[Document], list[Problem]]:
    """One document; the day on which the file was made is a guess at its publication."""
    with extra("pdf"):
        import pypdfium2 as pdfium  # noqa: PLC0415 - of an extra
    try:
        pdf = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        locked = "password" in str(error).lower() or "security" in str(error).lower()
        raise ReadError("is locked with a password: save it without one" if locked else "is a damaged PDF: export it again") from None
    try:
        lines, empty = _lines(pdf, pdfium)
        metadata = {key: clean(value).strip() for key, value in pdf.get_metadata_dict().items()}
        language, pages = _language(pdf, pdfium), len(pdf)
    finally:
        pdf.close()
    if not lines:
        raise ReadError(f"is a scan or a picture without text ({pages} pages): run text recognition (OCR) over it first")
    found = paragraphs(lines)
    pieces = classify([_cleaned(paragraph.piece()) for paragraph in found])
    said = _said(metadata, language, _headline(found, pieces))
    documents, problems = compose((stem(name), name), pieces, said, options)
    document = replace(documents[0], pages=_pages(documents[0], found))
    return [document], problems + list(_remarks(document.text, empty, name))


def _lines(pdf: Any, pdfium: Any) -> tuple[list[Line], list[int]]:
    """The lines of all pages, and the numbers of the pages that have pictures and hardly a letter."""
    lines: list[Line] = []
    empty = []
    for number in range(1, len(pdf) + 1):
        try:
            page = pdf[number - 1]
        except pdfium.PdfiumError:
            empty.append(number)
            continue
        textpage = page.get_textpage()
        found = list(page_lines(textpage, number))
        if sum(len(line.text) for line in found) < _FEWEST and any(True for _ in page.get_objects(filter=[pdfium.raw.FPDF_PAGEOBJ_IMAGE])):
            empty.append(number)
        lines += found
        textpage.close()
        page.close()
    return lines, empty


def _language(pdf: Any, pdfium: Any) -> str:
    """The language that a tagged file states for its text."""
    size = pdfium.raw.FPDFCatalog_GetLanguage(pdf, None, 0)
    if not 2 < size < 200:
        return ""
    buffer = pdfium.raw.FPDF_WCHAR * (size // 2)
    held = buffer()
    pdfium.raw.FPDFCatalog_GetLanguage(pdf, held, size)
    return bytes(held).decode("utf-16-le", "replace").rstrip("\0")


def _cleaned(piece: Piece) -> Piece:
    """The piece without invisible characters; they are rare, and then `Document.pages` may be off by them."""
    return piece._replace(text=clean(piece.text).strip() or UNKNOWN)


def _headline(found: Sequence[Paragraph], pieces: Sequence[Piece]) -> str:
    """The heading in the largest letters of the first page."""
    first = [
        (paragraph.lines[0].size, piece.text)
        for paragraph, piece in zip(found, pieces, strict=True)
        if piece.kind == "heading" and paragraph.lines[0].page == found[0].lines[0].page
    ]
    return max(first, key=lambda one: one[0], default=(0, ""))[1]


def _said(metadata: dict[str, str], language: str, headline: str) -> Iterator[Said]:
    by = "pdf properties"
    title = metadata.get("Title", "")
    yield Said("title", "" if _NO_TITLE.match(title) else title, by)
    yield Said("title", headline, "the largest heading")
    yield Said("author", metadata.get("Author", ""), by)
    yield Said("language", language, by)
    for key in ("CreationDate", "ModDate"):
        if match := _DATE.match(metadata.get(key, "")):
            yield Said("published", "-".join(match.groups()), f"{by} ({key})", hints=True)
    for tag in re.split("[,;]", metadata.get("Keywords", "")):
        yield Said("tag", tag, by)


def _pages(document: Document, found: Sequence[Paragraph]) -> tuple[int, ...]:
    """The offset at which each page starts; a page without text starts where the next one does."""
    starts: dict[int, int] = {}
    for block, paragraph in zip(document.blocks, found, strict=True):
        for page, offset in paragraph.turns:
            starts.setdefault(page, min(block.start + offset, block.end))
    offsets: list[int] = []
    for page in range(max(starts), 0, -1):
        offsets.append(starts.get(page, offsets[-1] if offsets else 0))
    return tuple(reversed(offsets))


def _remarks(text: str, empty: Sequence[int], name: str) -> Iterator[Problem]:
    if empty:
        shown = ", ".join(map(str, empty[:10])) + (" …" if len(empty) > 10 else "")
        yield Problem(
            name, f"pages without text were not read ({shown}): if they are scans, run text recognition (OCR) over them", Severity.WARNING
        )
    if lost := text.count(UNKNOWN):
        yield Problem(
            name, f"does not say what {lost} of its characters are; they became {UNKNOWN}: take another format if you can", Severity.WARNING
        )
    words = len(_ARABIC.findall(text))
    if words and len(_BROKEN_ARABIC.findall(text)) * 50 > words:
        yield Problem(name, "its Arabic text is stored in the wrong order: take the page or the office document instead", Severity.WARNING)
