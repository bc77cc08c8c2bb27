"""Pictures beside entries: which file is one, where it goes, and what stands in place of what the site does not hold.

A picture beside its document is copied into the site as it is. What lies elsewhere on the web is never loaded, neither by a build nor by
a reader's browser: it is a link that names its host. A file counts as what its first bytes say. SVG is no picture here: opened by
itself it is a page that can run scripts.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from timeline.export import spans
from timeline.export.entries import clean, web_address
from timeline.export.entry_view import MediaView
from timeline.model import Status

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from timeline.export.words import Words
    from timeline.model import Chronology, Document, Event, Image

FOLDER = "media"
_LARGEST = 30_000  # px a side
_KINDS = (
    (".png", 0, b"\x89PNG\r\n\x1a\n"),
    (".jpg", 0, b"\xff\xd8\xff"),
    (".gif", 0, b"GIF8"),
    (".webp", 8, b"WEBP"),
    (".avif", 4, b"ftypavif"),
)
_VIDEO = (
    *("youtube.com", "youtu.be", "youtube-nocookie.com", "vimeo.com", "dailymotion.com", "twitch.tv", "tiktok.com"),
    *("ardmediathek.de", "zdf.de"),
)
_POST = ("x.com", "twitter.com", "facebook.com", "instagram.com", "threads.net", "bsky.app", "t.me", "vk.com", "reddit.com", "linkedin.com")
_VIDEO_SUFFIXES = (".mp4", ".webm", ".mov", ".m3u8", ".ogv")
_PICTURE_SUFFIXES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that the site holds: its path there, its bytes, and its size in px as it is shown (after turning by EXIF)."""

    path: str
    content: bytes
    width: int
    height: int


def is_elsewhere(image: Image) -> bool:
    """Whether an image is an address and no file beside the document."""
    return "://" in image.src


@dataclass(frozen=True, slots=True)
class Place:
    """Where a document's pictures may lie: beside or below it, or in the project's folder `root`; and how large a file may be."""

    folder: Path
    root: Path
    most_bytes: int


def load(image: Image, place: Place) -> Picture:
    """Read the file that a document names; a ValueError says why it cannot be shown. A leading `/` is the project's folder.

    Links are followed before the place is checked: a document from elsewhere must not publish a file of this machine.
    """
    path = place.root / image.src.lstrip("/") if image.src.startswith("/") else place.folder / image.src
    try:
        real = path.resolve()
        if not any(real.is_relative_to(folder.resolve()) for folder in (place.folder, place.root)):
            raise ValueError("lies outside the project's folder")
        if real.stat().st_size > place.most_bytes:
            raise ValueError(f"has more than {place.most_bytes / 1_000_000:g} million bytes; make it smaller")
        content = real.read_bytes()
    except OSError as error:
        raise ValueError(f"cannot be read: {error.strerror}") from error
    return _picture(content)


def _picture(content: bytes) -> Picture:
    import imagesize  # noqa: PLC0415 # only builds with pictures pay it

    suffix = next((suffix for suffix, start, magic in _KINDS if content[start : start + len(magic)] == magic), "")
    if not suffix:
        raise ValueError("is no PNG, JPEG, GIF, WebP or AVIF by its first bytes")
    width, height = imagesize.get(BytesIO(content))
    if not (0 < width <= _LARGEST and 0 < height <= _LARGEST):
        raise ValueError("does not say how large it is; it may be broken")
    return Picture(f"{FOLDER}/{hashlib.sha256(content).hexdigest()[:16]}{suffix}", content, width, height)


def views(chronology: Chronology, pictures: Mapping[str, Picture], words: Words) -> dict[str, MediaView]:
    """What stands beside entries, by the id of the event; `pictures` are the files by the id of the document that names them.

    What an editor gave an event, with its file by the event's id, comes before what its documents have.
    """
    given = {event.id: _view(event.image, pictures.get(event.id), words) for event in chronology.events}
    shown: dict[str, MediaView] = {name: view for name, view in given.items() if view}
    led: dict[str, list[Event]] = {}
    for event in chronology.events:
        led.setdefault(event.lead.document, []).append(event)
    for name, events in led.items():
        document = chronology.documents.get(name)
        view = document and _view(document.image, pictures.get(name), words)
        if document and view:
            shown.setdefault(_place(document, events).id, view)
    return shown


def _place(document: Document, led: Sequence[Event]) -> Event:
    """The entry for an article's picture: of those that it `led` the one nearest to its day of publication, or else the first.

    A picture beside what is denied or may never be would look like a proof of it; such an entry comes last.
    """
    day = spans.ordinal(document.published) if document.published else None

    def rank(event: Event) -> tuple[bool, int]:
        distance = 0 if day is None else abs(spans.ordinal(spans.place(event.span)) - day)
        return event.status in (Status.CONDITIONAL, Status.DENIED), distance

    return min(led, key=rank)


def _view(image: Image | None, picture: Picture | None, words: Words) -> MediaView | None:
    if image is None:
        return None
    alt, credit = clean(image.alt), clean(image.credit)
    if picture:
        return MediaView(src=picture.path, alt=alt, credit=credit, width=picture.width, height=picture.height)
    href = web_address(image.src)
    return MediaView(href=href, link=_link(href, words), alt=alt, credit=credit) if href else None


def _link(href: str, words: Words) -> str:
    parts = urlsplit(href)
    host = (parts.hostname or "").removeprefix("www.")
    path = parts.path.lower()
    if path.endswith(_PICTURE_SUFFIXES):
        return words.text("Picture at {host}", host=host)
    if _belongs(host, _VIDEO) or path.endswith(_VIDEO_SUFFIXES):
        return words.text("Video at {host}", host=host)
    # Mastodon and its kin have any host, and a person's name with an @
    if _belongs(host, _POST) or path.startswith("/@"):
        return words.text("Post at {host}", host=host)
    return words.text("Shown at {host}", host=host)


def _belongs(host: str, hosts: tuple[str, ...]) -> bool:
    return any(host == name or host.endswith(f".{name}") for name in hosts)
