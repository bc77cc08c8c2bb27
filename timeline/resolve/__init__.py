"""Mentions and anchors to time expressions: pure calendar arithmetic, told by the language data only what words mean."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from timeline.languages.direction import direction, is_since
from timeline.model import Day, Grain, Mention, Problem, Sentence, Severity, TimeExpression, TimeSpan
from timeline.resolve.anchors import Anchors, is_long_ago
from timeline.resolve.calendar import exists, weekday
from timeline.resolve.dates import clock, resolve_date
from timeline.resolve.reference import Reference, find_reference
from timeline.resolve.shifts import resolve_shift
from timeline.resolve.timex import date_value, duration, length, reference_value, set_value, with_time

if TYPE_CHECKING:
    from collections.abc import Sequence

    from timeline.config import Options
    from timeline.languages import Language
    from timeline.model import Document

__all__ = ["Resolution", "resolve", "timexes"]


@dataclass(frozen=True, slots=True)
class Resolution:
    """The expressions by sentence, and the day against which they were resolved (None where none could be found)."""

    sentences: tuple[tuple[Sentence, tuple[TimeExpression, ...]], ...]
    reference: Day | None
    inferred: bool
    narrative: bool
    problems: tuple[Problem, ...]


def resolve(
    document: Document, sentences: Sequence[tuple[Sentence, Sequence[Mention]]], language: Language | None, options: Options
) -> Resolution:
    """Resolve every mention of a document in the order of the text, so that later ones can count from earlier ones."""
    sentences = [(sentence, [one for mention in found for one in _listed(document.text, mention)]) for sentence, found in sentences]
    mentions = [mention for _, found in sentences for mention in found]
    reference = find_reference(document, mentions, options)
    problems: list[Problem] = []
    newspaper = reference.day is not None and options.type == "auto"
    anchors = Anchors(reference.day, narrative=reference.narrative, newspaper=newspaper)
    resolved: list[tuple[Sentence, tuple[TimeExpression, ...]]] = []
    day_told_at, long_ago_at = 0, -_FAR_OFF
    for sentence, found in sentences:
        expressions = []
        for mention in found:
            way = _direction(document.text, sentence, mention, language, tale=anchors.narrative)
            anchors = replace(anchors, direction=way, gap=mention.start - day_told_at, since_long_ago=mention.start - long_ago_at)
            expression = _resolve_mention(mention, anchors, reference)
            problems += _contradictions(document, mention, expression)
            since = anchors.narrative and language is not None and is_since(document.text, mention.start, language)
            if not _is_aside(mention.start - sentence.start, expression, anchors, since=since):
                anchors = _advance(anchors, expression)
            if expression.span is not None and expression.span.grain is Grain.DAY:
                day_told_at = mention.end
            if expression.span is not None and reference.day and is_long_ago(expression.span, reference.day):
                long_ago_at = mention.end
            expressions.append(expression)
        resolved.append((sentence, _clocked(document.text, expressions)))
    if any(expression.inferred for _, expressions in resolved for expression in expressions):
        problems += reference.problems
    problems += _unanchored(document, resolved, reference)
    return Resolution(tuple(resolved), reference.day, reference.inferred, reference.narrative, tuple(problems))


def timexes(expression: TimeExpression) -> tuple[TimeExpression, ...]:
    """The expression as TIMEX3 annotates it, which has no ranges of dates: each end of one is an expression of its own."""
    span, mention = expression.span, expression.mention
    if span is None or span.first is None or span.last is None or "first_end" not in mention.fields:
        return (expression,)
    first = replace(mention, end=int(mention.fields["first_end"]))
    second = replace(mention, start=int(mention.fields["second"]))
    last = TimeSpan(span.last, span.last, span.end_grain or span.grain)
    return replace(expression, mention=first), replace(expression, mention=second, value=date_value(last))


def _listed(text: str, mention: Mention) -> tuple[Mention, ...]:
    """Two dates that share what is said once (`May 4 and 5`) as two mentions; rules mark them as `listed`."""
    fields = mention.fields
    if "listed" not in fields or "second" not in fields:
        return (mention,)
    place = int(fields["second"])
    shared = {name: value for name, value in fields.items() if not name.endswith("2") and name not in _PLACES}
    own = {name[:-1]: value for name, value in fields.items() if name.endswith("2")}
    first_end = mention.start + len(_CONNECTION.sub("", text[mention.start : place]))
    return replace(mention, end=first_end, fields=shared), replace(mention, start=place, fields=shared | own)


_PLACES = frozenset({"listed", "second", "first_end"})
_CONNECTION = re.compile(r"(?:[\s,]+[^\W\d]{1,5})*[\s,]*$")  # `19th and the `
_FAR_OFF = 10**9
_LEADING = frozenset({Grain.DAY, Grain.MONTH, Grain.SEASON, Grain.YEAR})
_HALVES = (6, 9)  # months of the year so far that a report is on
_DEEP = 40  # code points from the start of a sentence
_AROUND = 80  # code points on either side of a date: the verb that it belongs to is hardly ever farther away
_PARTS = frozenset(").;!?")
_NEAR = 12  # code points between a day and its clock time: `am Freitag, gegen 19.30 Uhr`


def _clocked(text: str, expressions: Sequence[TimeExpression]) -> tuple[TimeExpression, ...]:
    """A clock time that stands beside a day is that day's, where the rules of a language tag the two apart; rather that before it."""
    clocked = list(expressions)
    bound = -1  # the last one that belongs to a day before it
    for i in range(len(clocked) - 1):
        one, other = clocked[i : i + 2]
        gap = text[one.mention.end : other.mention.start]
        if len(gap) > _NEAR or not _PARTS.isdisjoint(gap) or (i == bound and _is_day(other)):
            continue
        if i == bound and _is_time(other):
            bound = i + 1  # `on Friday, 9 to 11 a.m.`
        elif _is_day(one) and _is_time(other):
            clocked[i], clocked[i + 1] = _bound(one, other)
            bound = i + 1
        elif _is_time(one) and _is_day(other):
            clocked[i + 1], clocked[i] = _bound(other, one)
    return tuple(clocked)


def _is_time(expression: TimeExpression) -> bool:
    return expression.type == "TIME" and expression.span is None


def _is_day(expression: TimeExpression) -> bool:
    span = expression.span
    return span is not None and span.grain is Grain.DAY and not span.time


def _bound(day: TimeExpression, time: TimeExpression) -> tuple[TimeExpression, TimeExpression]:
    fields, span = time.mention.fields, day.span
    if span is None or span.first is None:
        return day, time
    at = clock(fields)
    return replace(day, span=replace(span, time=at)), replace(time, value=reference_value(span.first, fields, at))


def _direction(text: str, sentence: Sentence, mention: Mention, language: Language | None, *, tale: bool) -> str | None:
    # what is complete needs no direction, unless a tale asks whether it goes there
    directed = mention.op == "date" and ("year" not in mention.fields or tale)
    if language is None or not (directed or "near" in mention.fields or "looking_back" in mention.fields):
        return None
    cut = mention.start - _AROUND
    start = text.find(" ", cut) if cut > sentence.start else sentence.start
    end = min(sentence.end, mention.end + _AROUND)
    return direction(text, start, end, mention.start, mention.end, language)


def _resolve_mention(mention: Mention, anchors: Anchors, reference: Reference) -> TimeExpression:
    fields = mention.fields
    if mention.op == "duration" or (anchors.direction == "past" and fields.get("looking_back") == "duration"):
        return TimeExpression(mention, "DURATION", length(fields), _mod(mention))
    if mention.op == "set":
        return TimeExpression(mention, "SET", set_value(fields))
    if mention.op == "vague":
        return TimeExpression(mention, "DATE", str(fields.get("ref", "PAST_REF")))
    if mention.op == "time":
        return _time_of_day(mention, anchors)
    span = resolve_date(fields, anchors) if mention.op == "date" else resolve_shift(fields, anchors)
    return _dated(mention, span, anchors, inferred=reference.inferred)


def _mod(mention: Mention) -> str | None:
    """TIMEX3 `mod`: START, MID, END of a date, or APPROX, MORE_THAN, LESS_THAN … of what is counted."""
    mod = mention.fields.get("mod", mention.fields.get("about"))
    return None if mod is None else str(mod)


def _time_of_day(mention: Mention, anchors: Anchors) -> TimeExpression:
    """A time without a day has a TIMEX3 value on the day that the text speaks of, but no span: it dates no statement."""
    day = anchors.near
    clock_time = clock(mention.fields)
    value = reference_value(day, mention.fields, clock_time) if day else with_time("XXXX-XX-XX", mention.fields, clock_time)
    return TimeExpression(mention, "TIME", value, _mod(mention))


def _dated(mention: Mention, span: TimeSpan | None, anchors: Anchors, *, inferred: bool) -> TimeExpression:
    fields = mention.fields
    reason = _reason(mention, span, anchors)
    if span is None:
        return TimeExpression(mention, "DATE", "", _mod(mention), reason=reason)
    if fields.get("as") == "duration":  # the annotation of some languages takes `vor drei Tagen` for its duration
        return TimeExpression(mention, "DURATION", duration(fields.get("n"), str(fields["unit"])), _mod(mention), span, reason=reason)
    timed = span.time is not None or "part" in fields
    value = with_time(date_value(span), fields, span.time)
    anchor = anchors.told if fields.get("from") == "text" else anchors.base
    implied = bool(span.implied)
    return TimeExpression(
        mention, "TIME" if timed else "DATE", value, _mod(mention), span,
        anchor if implied else None, reason, inferred=inferred and implied,
    )  # fmt: skip


def _reason(mention: Mention, span: TimeSpan | None, anchors: Anchors) -> str:
    """Why it is this date and no other, in a word or two for `--explain`."""
    if span is None:
        return "no anchor" if anchors.base is None else "no such date"
    if not span.implied:
        return "complete"
    if mention.op == "shift" or not mention.fields.keys().isdisjoint({"rel", "rel_year", "rel_week", "rel_month"}):
        return "counted"
    if anchors.narrative and anchors.text is not None:
        return "the tale's year"
    return f"direction {anchors.direction}" if anchors.direction else "nearest"


def _advance(anchors: Anchors, expression: TimeExpression) -> Anchors:
    """The last date in the text, from which `two years later` counts; in a narrative it also carries the year."""
    span, fields = expression.span, expression.mention.fields
    if expression.type == "DURATION" and fields.get("unit") == "month" and fields.get("n") in _HALVES:
        return replace(anchors, period=None)  # the report turns from the quarter to the first nine months
    if span is None or span.first is None or expression.type == "DURATION":
        return anchors
    if anchors.narrative and expression.mention.op == "shift" and fields.get("from") != "text":
        return anchors  # what the teller says of his own day does not move the tale
    if anchors.narrative and span.grain not in _LEADING:
        return anchors
    if span.grain is Grain.QUARTER and expression.mention.op == "shift" and "sign" in fields:
        return anchors  # `a year earlier`, said twice, stays the same
    over = span.last is not None and (anchors.reference is None or span.last < anchors.reference)
    period = span if span.grain is Grain.QUARTER and over else anchors.period
    return replace(anchors, text=span, period=period)


def _is_aside(place: int, expression: TimeExpression, anchors: Anchors, *, since: bool) -> bool:
    """Whether the tale does not follow to a year: it is planned, or holds since long before, or stands in passing deep in its sentence.

    A year deep in a sentence is in passing where it is neither the told one nor the next.
    """
    span, told = expression.span, anchors.text
    if not anchors.narrative or told is None or told.first is None:
        return False
    if span is None or span.first is None or span.grain is not Grain.YEAR:
        return False
    ahead = span.first.year - told.first.year
    if (anchors.direction == "future" and ahead > 0) or (since and ahead < 0):
        return True
    return place >= _DEEP and told.grain is not Grain.YEAR and not 0 <= ahead <= 1


def _contradictions(document: Document, mention: Mention, expression: TimeExpression) -> list[Problem]:
    """A weekday that its date does not fall on, and a day that its month does not have."""
    fields, span = mention.fields, expression.span
    words = document.text[mention.start : mention.end]
    if {"day", "month"} <= fields.keys() and not exists(int(fields.get("year", 2000)), int(fields["month"]), int(fields["day"])):
        return [
            Problem(document.path, f"there is no {words!r} in the calendar: correct the date in the article", line=_line(document, mention))
        ]
    stated = fields.get("weekday")
    if span is None or span.first is None or stated is None or span.grain is not Grain.DAY or "day" not in fields:
        return []
    actual = weekday(span.first)
    if actual == stated or "weekday_after" in fields:
        return []
    message = f"{words!r} contradicts the calendar: {span.edtf} is not that day of the week; the date was taken"
    return [Problem(document.path, message, line=_line(document, mention))]


def _line(document: Document, mention: Mention) -> int:
    return document.text.count("\n", 0, mention.start) + 1


def _unanchored(document: Document, resolved: Sequence[tuple[Sentence, tuple[TimeExpression, ...]]], reference: Reference) -> list[Problem]:
    if reference.day is not None:
        return []
    relative = [e for _, found in resolved for e in found if e.mention.op in ("date", "shift") and "year" not in e.mention.fields]
    lost = sum(expression.span is None for expression in relative)
    if not lost:
        return []
    message = f"no publication date, and none follows from the text: dates left out: {lost}; state one in its header or with --date"
    return [Problem(document.path, message, Severity.WARNING)]
