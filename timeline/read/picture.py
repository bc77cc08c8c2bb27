"""The picture that a document names in its front matter or header lines: `image`, `image_alt`, `image_credit` and its size in px."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from timeline.model import Image
from timeline.read.fields import tidy, web_address

if TYPE_CHECKING:
    from collections.abc import Iterable

    from timeline.read.fields import Entry

# Folded names in the order of preference; `image: {path: …, alt: …}` reads as `imagepath` and `imagealt`.
_NAMES = {
    "src": ("image", "imagepath", "imagesrc", "imageurl", "imagefile", "featuredimage", "heroimage", "coverimage", "video", "media"),
    "alt": ("imagealt", "imagealttext", "imagedescription", "alttext", "videoalt", "mediaalt"),
    "credit": ("imagecredit", "imagecredits", "imagecopyright", "photocredit", "videocredit", "mediacredit", "bildnachweis"),
    "width": ("imagewidth",),
    "height": ("imageheight",),
}
_PATH = re.compile(r"[^\x00-\x1f:*?\"<>|#]+\.[A-Za-z0-9]{2,5}")
_LARGEST = 30_000


def picture(entries: Iterable[Entry]) -> Image | None:
    """The picture, or the video or post by its address; None where none is named, or what is named is no path and no address."""
    found: dict[str, str] = {}
    for entry in entries:
        found.setdefault("".join(char for char in entry.name.casefold() if char.isalnum()), tidy(entry.values[0]) if entry.values else "")

    def stated(field: str) -> str:
        return next((found[name] for name in _NAMES[field] if found.get(name)), "")

    src = stated("src")
    if not (web_address(src) or _PATH.fullmatch(src)):
        return None
    return Image(src.replace("\\", "/"), stated("alt"), stated("credit"), _size(stated("width")), _size(stated("height")))


def _size(text: str) -> int:
    text = text.removesuffix("px").strip()
    return int(text) if text.isascii() and text.isdigit() and int(text[:6]) <= _LARGEST else 0
