"""The settings of a project (`timeline.toml`) and of one run, as frozen values that are passed down, never imported."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from timeline.model import Day

type_ = Literal["news", "narrative", "auto"]


@dataclass(frozen=True, slots=True)
class Options:
    """What the per-document half of the pipeline needs to know besides the bytes.

    `today` bounds inferred years and what counts as still to come; `published` and `language` are defaults for documents
    that state none; `max_bytes` is the limit per document.
    """

    today: Day
    published: Day | None = None
    language: str | None = None
    type: type_ = "auto"
    max_bytes: int = 100_000_000
