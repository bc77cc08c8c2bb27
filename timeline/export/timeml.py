"""A document with its time expressions inline, as TimeML 1.2.1 (ISO 24617-1) writes it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

if TYPE_CHECKING:
    from timeline.extraction import Article
    from timeline.model import TimeExpression

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<TimeML xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="http://timeml.org/timeMLdocs/TimeML_1.2.1.xsd">
"""
_DCT = '<DCT><TIMEX3 tid="t0" type="DATE" value="{0}" temporalFunction="false" functionInDocument="CREATION_TIME">{0}</TIMEX3></DCT>'
# What XML 1.0 forbids even as a reference: each becomes one other character, so that offsets into the text still hold.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


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
    attributes = {"tid": f"t{number}", "type": expression.type, "value": expression.value, "mod": expression.mod}
    stated = " ".join(f"{name}={quoteattr(_legal(value))}" for name, value in attributes.items() if value is not None)
    return f"<TIMEX3 {stated}>{_text(words)}</TIMEX3>"


def _text(text: str) -> str:
    return escape(_legal(text), {"\r": "&#13;"})


def _legal(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text)
