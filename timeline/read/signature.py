"""What a file is by its first bytes, whatever it is called: suffixes of binary formats are often wrong or missing."""

from __future__ import annotations

import zipfile
import zlib
from typing import BinaryIO

_HEAD = 1024
_BY_MIMETYPE = {b"application/epub+zip": "epub", b"application/vnd.oasis.opendocument.text": "odt"}
_BY_MEMBER = {"word/document.xml": "docx", "xl/workbook.xml": "sheet", "META-INF/container.xml": "epub"}


def signature(file: BinaryIO) -> str:
    """The name of the reader or of the archive that a file's bytes call for; empty for text and for what is not known.

    The file must be seekable; it stands at its start afterwards.
    """
    file.seek(0)
    head = file.read(_HEAD)
    found = _named(head) or (_zipped(file) if head.startswith((b"PK\x03\x04", b"PK\x05\x06")) else "")
    file.seek(0)
    return found


def _named(head: bytes) -> str:
    if b"%PDF-" in head:
        return "pdf"
    if head.startswith(b"{\\rtf"):
        return "rtf"
    if head.startswith(b"WARC/"):
        return "warc"
    if head.startswith(b"\x1f\x8b"):
        return "warc" if _unpacked(head).startswith(b"WARC/") else "gzip"
    return ""


def _unpacked(head: bytes) -> bytes:
    try:
        return zlib.decompressobj(wbits=31).decompress(head, 16)
    except zlib.error:
        return b""


def _zipped(file: BinaryIO) -> str:
    """Which of the formats that are ZIP archives inside it is; office documents are archives only for the machine."""
    try:
        with zipfile.ZipFile(file) as archive:
            names = set(archive.namelist())
            mimetype = archive.read("mimetype") if "mimetype" in names and archive.getinfo("mimetype").file_size < 100 else b""
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, ValueError, zlib.error):
        return "zip"  # its reader says what is wrong with it
    return _BY_MIMETYPE.get(mimetype.strip(), "") or next((kind for name, kind in _BY_MEMBER.items() if name in names), "zip")
