"""The per-document half of the pipeline: from a file's bytes to what was found in it, a pure function that any process may call."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from timeline import languages, segment, tag
from timeline.config import Options
from timeline.detect import confirmed, detect
from timeline.errors import TimelineError
from timeline.extraction import Article, Extraction
from timeline.model import Document, Problem, Severity, Statement
from timeline.read import over_time, read
from timeline.read.provenance import UNKNOWN, Provenance
from timeline.resolve import resolve, timexes
from timeline.statement import statements
from timeline.statement.rows import rows
from timeline.time_limit import OverTime, within
from timeline.versions import fingerprint

PAGES_OWN = frozenset({"html", "meta", "json-ld"})  # origins of a language that a template may have stated for every page

Step = Callable[[Document, Options], tuple[Article, Sequence[Problem]]]


def extract_document(data: bytes, name: str, options: Options, known: Provenance = UNKNOWN) -> Extraction:
    """Find the dated statements in a file's bytes; `name` is what reports call it. Any process or machine may call this.

    `known` is what an archive or a fetch says of the file.
    """
    return _per_document(_with_statements, read(data, name, options, known), options)


def tag_document(data: bytes, name: str, options: Options, known: Provenance = UNKNOWN) -> Extraction:
    """Find the time expressions in a file's bytes, also in headings and captions, which make no statements."""
    return _per_document(_with_expressions, read(data, name, options, known), options)


def build_document(data: bytes, name: str, options: Options, known: Provenance = UNKNOWN) -> Extraction:
    """Find the dated statements in a file's bytes, and what tells whether another file holds the same article."""
    found = extract_document(data, name, options, known)
    return replace(found, articles=tuple(replace(one, fingerprint=fingerprint(one.document.text)) for one in found.articles))


def read_document(data: bytes, name: str, options: Options, known: Provenance = UNKNOWN) -> Extraction:
    """Read a file's bytes and nothing more: the documents with all that is known of them."""
    return _per_document(_as_read, read(data, name, options, known), options)


def _per_document(step: Step, found: tuple[list[Document], list[Problem]], options: Options) -> Extraction:
    documents, problems = found
    articles = []
    for document in documents:
        try:
            with within(options.max_seconds):
                article, remarks = step(_completed(document, options), options)
        except TimelineError:
            raise
        except OverTime:
            problems.append(Problem(document.path, over_time(options.max_seconds), Severity.ERROR))
        except Exception as error:  # noqa: BLE001 - one document that meets a fault of ours must not end a build of thousands
            reason = " ".join(f"{type(error).__name__}: {error}".split())
            problems.append(Problem(document.path, f"left out, by a fault of timeline ({reason}); please report it", Severity.ERROR))
        else:
            articles.append(article)
            problems.extend(remarks)
    return Extraction(tuple(articles), tuple(problems))


def _completed(document: Document, options: Options) -> Document:
    """The document with the defaults for what it does not state; its language is detected last, and a page's is confirmed."""
    origin = dict(document.origin)
    given: dict[str, Any] = {}
    for name in ("title", "author", "publisher", "url", "published", "language"):
        if not getattr(document, name) and (value := getattr(options, name)):
            given[name], origin[name] = value, "settings"
    language = given.get("language") or document.language
    if not language or origin.get("language") in PAGES_OWN:
        found = confirmed(language, document.text) if language else detect(document.text)
        if found and found != language:
            given["language"], origin["language"] = found, "text"
    return replace(document, **given, origin=tuple(origin.items()))


def _as_read(document: Document, options: Options) -> tuple[Article, Sequence[Problem]]:
    del options
    return Article(document), ()


def _with_statements(document: Document, options: Options) -> tuple[Article, Sequence[Problem]]:
    if document.rows:  # a table of dated events says itself what is when
        return Article(document, statements=tuple(sorted(rows(document, options), key=lambda s: (s.span.sort_key, s.start)))), ()
    code = _code(document)
    language = languages.load(code)
    mentions = tag.tag(document.text, language, code)
    sentences = segment.sentences(document, mentions, code, language)
    resolution = resolve(document, sentences, language, options)
    found: list[Statement] = []
    for sentence, expressions in resolution.sentences:
        found += statements(document, sentence, expressions, language, resolution.reference, options)
    found.sort(key=lambda statement: (statement.span.sort_key, statement.start))
    return Article(document, statements=tuple(found)), resolution.problems


def _with_expressions(document: Document, options: Options) -> tuple[Article, Sequence[Problem]]:
    code = _code(document)
    language = languages.load(code)
    mentions = tag.tag(document.text, language, code)
    resolution = resolve(document, segment.rough_sentences(document, mentions), language, options)
    expressions = tuple(timex for _, found in resolution.sentences for expression in found for timex in timexes(expression))
    return Article(document, expressions), resolution.problems


def _code(document: Document) -> str:
    """ISO 639-1, by which language data is named, from BCP 47 (`de-AT`)."""
    return document.language.replace("_", "-").partition("-")[0].lower()
