"""A page that is made when it is asked for: a build makes all of them, a preview those that somebody looks at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from timeline.model import Page

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Draft:
    """The path of a page, and what makes its bytes; this may raise a `ThemeError`."""

    path: str
    make: Callable[[], bytes]

    def page(self) -> Page:
        """Make the page."""
        return Page(self.path, self.make())


def ready(page: Page) -> Draft:
    """A page that is there already."""
    return Draft(page.path, lambda: page.content)
