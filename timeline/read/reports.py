"""What readers report in the same words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline.model import Problem, Severity

if TYPE_CHECKING:
    from timeline.read.encoding import Decoded


def empty(path: str, line: int | None = None) -> Problem:
    """Say that there is no text."""
    return Problem(path, "is empty: remove it or put the article's text into it", line=line)


def over_limit(size: int, limit: int) -> str:
    """Say that a document of `size` bytes is not read, and what to do."""
    return f"has {size / 1e6:.3g} MB, more than the limit of {limit / 1e6:g} MB: split it or raise limits.max_megabytes in timeline.toml"


def over_time(seconds: float) -> str:
    """Say that the work on a document was ended, and what to do."""
    return f"takes longer than the limit of {seconds:g} s: split it or raise limits.max_seconds in timeline.toml"


def decoding(decoded: Decoded, path: str) -> list[Problem]:
    """What there is to say about how a file was decoded."""
    kinds = ((decoded.warning, Severity.WARNING), (decoded.note, Severity.NOTE))
    return [Problem(path, message, severity) for message, severity in kinds if message]
