"""`--explain`: for people who ask why, a block of lines per expression or statement."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

if TYPE_CHECKING:
    from collections.abc import Callable

    from timeline.chronology import Explanation
    from timeline.chronology.explain import Decision
    from timeline.model import Document, Statement, TimeExpression

_WIDTH = 11  # of the names before the values
_PLACES = ("first_end", "second")  # offsets of the two ends of a range, no part of its date
_PARTS = ("century", "year", "month", "day", "weekday")


def explaining(text: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command the option `--explain` with this help; together with `--format` it is a usage error, for it is a form too."""

    def decorate(function: Callable[..., None]) -> Callable[..., None]:
        @wraps(function)
        def wrapper(*arguments: Any, explain: bool, **options: Any) -> None:
            named = click.get_current_context().get_parameter_source("form") is not ParameterSource.DEFAULT
            if explain and named:
                raise click.UsageError("--explain is a form of its own; leave out --format")
            function(*arguments, explain=explain, **options)

        return click.option("--explain", is_flag=True, help=text)(wrapper)

    return decorate


def expression_block(document: Document, expression: TimeExpression) -> str:
    """What was known of a time expression, what was implied, and from what."""
    mention, span = expression.mention, expression.span
    implied = sorted(span.implied, key=_place) if span else []
    mod = f" {expression.mod}" if expression.mod else ""
    rows = {
        "rule": f"{mention.rule} ({mention.op})",
        "known": ", ".join(f"{name} {value}" for name, value in mention.fields.items() if name not in _PLACES),
        "implied": ", ".join(implied),
        "anchor": _anchor(expression),
        "reason": expression.reason,
        "meaning": f"{expression.type} {expression.value or '(none)'}{mod}",
        "EDTF": _date(span.edtf, span.time) if span else "",
        "page": str(document.page(mention.start) or ""),
    }
    return _block(f"{document.id} {mention.start}-{mention.end}", document.text[mention.start : mention.end], rows)


def statement_block(document: Document, statement: Statement) -> str:
    """What a statement says, the rules that found it, and how sure it is."""
    kind = f" ({statement.attribution_kind})" if statement.attribution_kind else ""
    doubts = f" ({', '.join(statement.doubts)})" if statement.doubts else ""
    rows = {
        "date": _date(statement.span.edtf, statement.span.time),
        "status": statement.status.value,
        "attribution": f"{statement.attribution}{kind}" if statement.attribution else "",
        "rules": ", ".join(statement.rules),
        "confidence": f"{statement.confidence}{doubts}",
        "page": str(document.page(statement.start) or ""),
    }
    return _block(f"{document.id} {statement.start}-{statement.end}", statement.quote, rows)


def event_block(explanation: Explanation) -> str:
    """The statements of an event, what joined them, and what kept others out, each with its scores."""
    lines = [f"{len(explanation.members)} statements are event {explanation.members[0].id}:"]
    lines += [f"  {_told(statement)}" for statement in explanation.members]
    for heading, decisions in (("joined", explanation.joined), ("kept out", explanation.parted)):
        if decisions:
            lines += ["", f"{heading}:", *(line for decision in decisions for line in _decision_lines(decision))]
    return "\n".join(lines) + "\n\n"


def _decision_lines(decision: Decision) -> list[str]:
    rows = {
        "": _told(decision.other),
        "score": f"{decision.score:.2f}, needed {decision.needed:.2f}",
        "both say": ", ".join(decision.shared),
        "one says": ", ".join(decision.missed),
        "rule": decision.rule,
    }
    return [f"  {_told(decision.one)}", *(f"    {name:{_WIDTH}} {value}".rstrip() for name, value in rows.items() if value), ""]


def _told(statement: Statement) -> str:
    words = " ".join(statement.quote.split())
    return f"{statement.id} {_date(statement.span.edtf, statement.span.time)} {statement.status.value} {statement.document}: {words}"


def _block(place: str, words: str, rows: dict[str, str]) -> str:
    lines = [f"{place}: {' '.join(words.split())}"]
    lines += [f"  {name:{_WIDTH}} {value}" for name, value in rows.items() if value]
    return "\n".join(lines) + "\n\n"


def _date(edtf: str, time: str | None) -> str:
    return f"{edtf} {time}" if time else edtf


def _place(part: str) -> tuple[int, str]:
    return _PARTS.index(part) if part in _PARTS else len(_PARTS), part


def _anchor(expression: TimeExpression) -> str:
    if expression.anchor is None:
        return ""
    return f"{expression.anchor}{' (inferred)' if expression.inferred else ''}"
