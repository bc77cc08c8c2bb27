"""WordPress exports (WXR, WordPress eXtended RSS): every published post and page of a site."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, Any

from timeline.model import Problem, Severity
from timeline.read.compose import Said, compose
from timeline.read.fragment import fragment
from timeline.read.names import stem
from timeline.read.xmltree import children, descendants, parse, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from timeline.config import Options
    from timeline.model import Document
    from timeline.read.layout import Piece

suffixes = (".xml", ".wxr")

_ROOT = re.compile(r"wordpress\.org/export/|<wp:wxr_version")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)  # the marks of the block editor
_CAPTION = re.compile(r"\[caption\b[^\[\]]*\]([^\[]*)\[/caption\]")
_SHORTCODE = re.compile(r"\[/?[a-z][\w-]*(?:\s[^\[\]]*)?/?\]")
_BLOCK = re.compile(r"</?(?:p|div|ul|ol|li|table|tr|td|th|h[1-6]|blockquote|pre|figure|figcaption)\b", re.IGNORECASE)
_BLANK = re.compile(r"(?:\r?\n[ \t]*){2,}")


def accepts(head: str) -> bool:
    """Whether a file declares the export's namespace."""
    return bool(_ROOT.search(head))


recognises = accepts


def read(data: bytes, name: str, options: Options) -> tuple[list[Document], list[Problem]]:
    """A document for each published post and page; drafts are counted in a note."""
    root = parse(data)
    channel = next(descendants(root, "channel"), root)
    site = [Said("publisher", _child(channel, "title"), "wordpress site"), Said("language", _child(channel, "language"), "wordpress site")]
    authors = {_child(one, "author_login"): _child(one, "author_display_name") for one in children(channel, "author")}
    documents: list[Document] = []
    problems: list[Problem] = []
    drafts = 0
    for item in children(channel, "item"):
        if _child(item, "post_type") not in {"post", "page", ""}:
            continue
        if _child(item, "status") not in {"publish", ""}:
            drafts += 1
            continue
        place = (f"{stem(name)}-{_child(item, 'post_id') or len(documents) + 1}", name)
        found, remarks = compose(place, body(_raw(item, "encoded")), [*_said(item, authors), *site], options)
        documents += (one for one in found if one.text)
        problems += remarks
    if drafts:
        problems.append(Problem(name, f"holds {drafts} posts that are not published; they were left out", Severity.NOTE))
    return documents, problems


def _said(item: Any, authors: Mapping[str, str]) -> Iterator[Said]:
    creator = _child(item, "creator")
    values = (
        ("title", _child(item, "title")),
        ("url", _child(item, "link")),
        ("published", _local_time(item)),
        ("published", _child(item, "pubDate")),
        ("author", authors.get(creator) or creator),
        *(("tag", words(one)) for one in children(item, "category")),
    )
    return (Said(field, value, "wordpress") for field, value in values)


def _local_time(item: Any) -> str:
    """The time of the site's own zone with its distance from UTC, which the export gives only as a second time."""
    try:
        here, there = (datetime.fromisoformat(_child(item, name)) for name in ("post_date", "post_date_gmt"))
    except ValueError:
        return ""
    minutes = round((here - there).total_seconds() / 60)
    if abs(minutes) > 14 * 60:
        return ""
    return f"{here.isoformat()}{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


def body(markup: str) -> list[Piece]:
    """The pieces of a post: of its HTML, or of text that only WordPress divides into paragraphs at blank lines."""
    closed = markup.rfind("-->") + 1  # beyond it each `<!--` would be searched to the end for nothing
    markup = _COMMENT.sub("", markup[: closed + 2]) + markup[closed + 2 :] if closed else markup
    markup = _CAPTION.sub(lambda match: f"<figcaption>{match[1]}</figcaption>", markup)
    markup = _SHORTCODE.sub("", markup)
    parts = (part if _BLOCK.search(part) else f"<p>{_broken(part)}</p>" for part in _BLANK.split(markup))
    return fragment("\n".join(parts))


def _broken(part: str) -> str:
    return part.strip().replace("\n", "<br>")


def _child(item: Any, name: str) -> str:
    return words(next(children(item, name), None))


def _raw(item: Any, name: str) -> str:
    """The content; `excerpt:encoded` has the same name in another namespace."""
    return next(("".join(one.itertext()) for one in children(item, name) if "content" in one.tag), "")
