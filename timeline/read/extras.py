"""Packages that only some formats need: installed as extras, imported where they are used."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from timeline.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def extra(name: str) -> Iterator[None]:
    """Imports within it may fail for want of the extra `name`; the `ReadError` says how to install it."""
    try:
        yield
    except ModuleNotFoundError as error:
        raise ReadError(f"needs {error.name}, which is not installed: pip install 'timeline-press[{name}]'") from error
