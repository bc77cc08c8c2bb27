"""TimeML 1.2.1 (ISO 24617-1): a document with its time expressions inline, or a chronology as events linked to their times."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from timeline.export.formats import Exporter
from timeline.export.items import items
from timeline.model import Status

if TYPE_CHECKING:
    from timeline.export.items import Item
    from timeline.extraction import Article
    from timeline.model import Chronology, TimeExpression, TimeSpan

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<TimeML xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="http://timeml.org/timeMLdocs/TimeML_1.2.1.xsd">
"""
_DCT = '<DCT><TIMEX3 tid="t0" type="DATE" value="{0}" temporalFunction="false" functionInDocument="CREATION_TIME">{0}</TIMEX3></DCT>'
# What XML 1.0 forbids even as a reference: each becomes one other character, so that offsets into the text still hold.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SEASONS = {"21": "SP", "22": "SU", "23": "FA", "24": "WI"}  # of EDTF and of TIMEX3
_PARTS = {"start": "START", "mid": "MID", "end": "END"}


def timeml(article: Article) -> str:
    """Write a document as TimeML; the publication day is `t0`, and a value of X says that there is none."""
    document = article.document
    parts, position = [], 0
    for number, expression in enumerate(article.expressions, 1):
        start, end = expression.mention.start, expression.mention.end
        parts += [_text(document.text[position:start]), _timex(expression, number, document.text[start:end])]
        position = end
    parts.append(_text(document.text[position:]))
    return "\n".join(
        [
            _HEAD + f"<DOCID>{_text(document.id)}</DOCID>",
            _DCT.format(document.published or "XXXX-XX-XX"),
            f"<TITLE>{_text(document.title)}</TITLE>",
            f"<TEXT>{''.join(parts)}</TEXT>",
            "</TimeML>",
            "",
        ]
    )


def _timex(expression: TimeExpression, number: int, words: str) -> str:
    stated = _stated(tid=f"t{number}", type=expression.type, value=expression.value, mod=expression.mod)
    return f"<TIMEX3{stated}>{_text(words)}</TIMEX3>"


def _text(text: str) -> str:
    return escape(_legal(text), {"\r": "&#13;"})


def _legal(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text)


def chronology_timeml(chronology: Chronology, url: str) -> bytes:
    """Write a chronology: each quote is an EVENT, its date a TIMEX3, and a TLINK says that the one lies in the other.

    Dates that TIMEX3 has no value for are a DURATION between two points in time; the EDTF stands in `comment`.
    """
    found = list(enumerate(items(chronology, url), 1))
    parts = [
        _HEAD + f"<DOCID>{_text(url or chronology.title)}</DOCID>",
        _DCT.format("XXXX-XX-XX"),
        f"<TITLE>{_text(chronology.title)}</TITLE>",
        "<TEXT>",
        *(_entry(number, item) for number, item in found),
        "</TEXT>",
        *(_instance(number, item) for number, item in found),
        *(f'<TLINK lid="l{number}" relType="IS_INCLUDED" eventInstanceID="ei{number}" relatedToTime="t{number}"/>' for number, _ in found),
        "</TimeML>",
        "",
    ]
    return "\n".join(parts).encode()


def _entry(number: int, item: Item) -> str:
    event = f'<EVENT eid="e{number}" class="OCCURRENCE"{_stated(comment=item.event.id)}>{_text(item.lead.quote)}</EVENT>'
    return f"{_times(number, item)}: {event}"


def _instance(number: int, item: Item) -> str:
    status = item.event.status
    stated = {
        "eiid": f"ei{number}",
        "eventID": f"e{number}",
        "tense": "NONE",
        "aspect": "NONE",
        "pos": "OTHER",
        "polarity": "NEG" if status is Status.DENIED else "POS",
        "modality": None if status in (Status.PAST, Status.DENIED) else status.value,
    }
    return f"<MAKEINSTANCE{_stated(**stated)}/>"


def _times(number: int, item: Item) -> str:
    """The date in words as a TIMEX3, after the empty ones for the points that a range lies between."""
    span = item.event.span
    points = span.edtf.split("/")
    shared: dict[str, str | None] = {"mod": _mod(span), "comment": span.edtf}
    if len(points) == 1:
        clock = f"T{span.time}" if span.time else ""
        stated = _stated(tid=f"t{number}", type="TIME" if clock else "DATE", value=_value(span.edtf) + clock, **shared)
        return f"<TIMEX3{stated}>{_text(item.date)}</TIMEX3>"
    ends = {f"t{number}{letter}": _value(point) for letter, point in zip("ab", points, strict=True)}
    empty = "".join(f"<TIMEX3{_stated(tid=tid, type='DATE', value=value)}/>" for tid, value in ends.items())
    begin, end = ends
    stated = _stated(tid=f"t{number}", type="DURATION", value="PXD", beginPoint=begin, endPoint=end, **shared)
    return f"{empty}<TIMEX3{stated}>{_text(item.date)}</TIMEX3>"


def _mod(span: TimeSpan) -> str | None:
    return "APPROX" if span.approximate else _PARTS.get(span.part)


def _value(edtf: str) -> str:
    """The TIMEX3 value of an EDTF date without its qualifiers; an open end is one that nothing is known of."""
    date = edtf.rstrip("~?%")
    if date == "..":
        return "XXXX"
    if date.endswith("X"):
        return date.rstrip("X")
    before, year, rest = re.fullmatch(r"(-?)(Y?-?[0-9]+)(.*)", date).groups()  # type: ignore[union-attr] # EDTF starts with a year
    if before or year == "0000":
        year = f"BC{int(year) + 1:04}"
    return year + (f"-{_SEASONS[rest[1:]]}" if rest[1:] in _SEASONS else rest)


def _stated(**attributes: str | None) -> str:
    return "".join(f" {name}={quoteattr(_legal(value))}" for name, value in attributes.items() if value is not None)


EXPORTER = Exporter("timeline.tml", "application/xml", chronology_timeml)
