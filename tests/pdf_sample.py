"""PDFs for tests, written by hand: letters of Helvetica at given places, in the order in which they are given."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence


class Put(NamedTuple):
    """A text at a place, in points from the lower left corner."""

    x: float
    y: float
    text: str
    size: float = 10


def pdf(pages: Sequence[Sequence[Put]], info: str = "", catalog: str = "") -> bytes:
    """A PDF of these pages in A4; `info` and `catalog` are entries of their dictionaries, as PDF writes them."""
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>".encode(),
        f"<< /Type /Pages /Count {len(pages)} /Kids [{' '.join(f'{5 + 2 * number} 0 R' for number in range(len(pages)))}] >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        f"<< {info} >>".encode("cp1252"),
    ]
    for number, page in enumerate(pages):
        content = b"".join(_shown(put) for put in page)
        about = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents {6 + 2 * number} 0 R >>"
        )
        objects += [about.encode(), b"<< /Length %d >>\nstream\n%b\nendstream" % (len(content), content)]
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Size %d /Root 1 0 R /Info 4 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def _shown(put: Put) -> bytes:
    text = put.text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)").encode("cp1252")
    return b"BT /F1 %.1f Tf %.1f %.1f Td (%b) Tj ET\n" % (put.size, put.x, put.y, text)
