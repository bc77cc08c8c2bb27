"""Markdown notes of the editor, as HTML that can do no harm."""

from __future__ import annotations

import re
from functools import lru_cache

_NUMBERED = re.compile(r"(?P<indent> {0,3})(?P<number>[0-9]+)\.(?=[ \t]+(?P<word>\w+))")
_TAGS = {"p", "br", "hr", "a", "em", "strong", "code", "pre", "ul", "ol", "li", "blockquote", "h2", "h3", "h4", "h5", "h6"}
_MONTHS_OF = ("de", "en", "fr", "es", "it", "pt", "nl", "pl", "ru", "uk", "tr")  # languages that write a day as `6. November`, or might


def intro_html(text: str, level: int = 2) -> str:
    """Render Markdown to sanitised HTML: text, links (http, https, mailto) and lists; headings start at `level`.

    Markdown reads a line that starts with `6. November` as a list item and loses the 6. A number is therefore taken for a list
    only where it counts on from 1 and no month follows it.
    """
    if not text.strip():
        return ""
    import markdown  # noqa: PLC0415 # costs 50 ms: only sites with notes pay it
    import nh3  # noqa: PLC0415 # the same

    html = markdown.markdown(
        _guard_dates(text),
        extensions=["sane_lists", "toc"],
        extension_configs={"toc": {"baselevel": level}},
        output_format="html",
    )
    schemes = {"http", "https", "mailto"}
    return nh3.clean(html, tags=_TAGS, attributes={"a": {"href", "title"}, "ol": {"start"}}, url_schemes=schemes, link_rel=None).strip()


def _guard_dates(text: str) -> str:
    expected, lines = 1, []
    for line in text.splitlines():
        found = _NUMBERED.match(line)
        if found and (int(found["number"]) != expected or _is_month(found["word"])):
            line = f"{found['indent']}{found['number']}\\.{line[found.end() :]}"  # noqa: PLW2901 # the line, made safe
        elif found:
            expected += 1
        elif line.strip() and not line.startswith((" ", "\t")):
            expected = 1
        lines.append(line)
    return "\n".join(lines)


def _is_month(word: str) -> bool:
    return word.casefold() in _months()


@lru_cache(maxsize=1)
def _months() -> frozenset[str]:
    from babel import Locale  # noqa: PLC0415 # only where a line starts with a number

    names = {name for code in _MONTHS_OF for width in ("wide", "abbreviated") for name in Locale(code).months["format"][width].values()}
    return frozenset(name.rstrip(".").casefold() for name in names)
