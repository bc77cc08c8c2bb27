"""What the per-document half of the pipeline gives to the other half; each can be sent from one process to another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from timeline.model import Document, Problem, Statement, TimeExpression


@dataclass(frozen=True, slots=True)
class Article:
    """A document with what was found in it: expressions in the order of the text, statements by date, then by offset.

    `fingerprint` is what tells whether two texts are nearly the same (see `versions`); only builds need it.
    """

    document: Document
    expressions: tuple[TimeExpression, ...] = ()
    statements: tuple[Statement, ...] = ()
    fingerprint: bytes = b""


@dataclass(frozen=True, slots=True)
class Extraction:
    """What one file holds, and what the reader of a report should know of it."""

    articles: tuple[Article, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents in the order of the file."""
        return tuple(article.document for article in self.articles)

    @property
    def statements(self) -> tuple[Statement, ...]:
        """All statements, document by document."""
        return tuple(statement for article in self.articles for statement in article.statements)
