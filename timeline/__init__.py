"""From a pile of articles to a sourced chronology.

    >>> import timeline
    >>> day = timeline.Day(2024, 10, 27)
    >>> found = timeline.extract("Am 24. Oktober trafen die ersten Soldaten ein.", today=day, published=day)
    >>> [(statement.span.edtf, statement.status.value) for statement in found.statements]
    [('2024-10-24', 'past')]

`extract` finds the dated statements of a text, a file or bytes; `build` makes the site of a project. Both are given the day that
is today: nothing here reads the clock. What they return is described in `timeline.model` and `timeline.extraction`.
"""

from importlib import import_module
from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from timeline.api import build, extract
    from timeline.config import Config, Defaults, Limits, Story
    from timeline.errors import TimelineError
    from timeline.extraction import Article, Extraction
    from timeline.model import Confidence, Day, Document, Event, Problem, Severity, Statement, Status, TimeSpan
    from timeline.pipeline import Report

# What is offered here, and the module that it comes from: loaded when it is asked for, so that `import timeline` costs nothing.
_HOMES = {
    "Article": "timeline.extraction",
    "Confidence": "timeline.model",
    "Config": "timeline.config",
    "Day": "timeline.model",
    "Defaults": "timeline.config",
    "Document": "timeline.model",
    "Event": "timeline.model",
    "Extraction": "timeline.extraction",
    "Limits": "timeline.config",
    "Problem": "timeline.model",
    "Report": "timeline.pipeline",
    "Severity": "timeline.model",
    "Statement": "timeline.model",
    "Status": "timeline.model",
    "Story": "timeline.config",
    "TimeSpan": "timeline.model",
    "TimelineError": "timeline.errors",
    "build": "timeline.api",
    "extract": "timeline.api",
}

__all__ = [
    "Article",
    "Confidence",
    "Config",
    "Day",
    "Defaults",
    "Document",
    "Event",
    "Extraction",
    "Limits",
    "Problem",
    "Report",
    "Severity",
    "Statement",
    "Status",
    "Story",
    "TimeSpan",
    "TimelineError",
    "__version__",
    "build",
    "extract",
]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
