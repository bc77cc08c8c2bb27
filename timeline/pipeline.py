"""The stages in their order: what is done with each document (`documents`), then what is done once per build."""

from __future__ import annotations

import os
import pickle
from collections import Counter
from dataclasses import dataclass, replace
from tempfile import TemporaryFile
from typing import TYPE_CHECKING

from timeline import output
from timeline.chronology import Choices, Explanation, Selection, chronicle, known, missing
from timeline.chronology import explain as explain_merging
from timeline.config import Config, Story, parse_share
from timeline.documents import build_document, extract_document, read_document, tag_document
from timeline.edits_file import read_edits
from timeline.errors import ConfigError, ReadError
from timeline.identity import Found, names
from timeline.intake import Errand, Watch, each, take
from timeline.model import Document, Problem, Severity, Statement
from timeline.read import suffixes
from timeline.sources import Search, Source, find
from timeline.versions import Versions, differences, leads, versions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from timeline.edits import Edits
    from timeline.export import site
    from timeline.export.draft import Draft
    from timeline.export.media import Picture
    from timeline.extraction import Article, Extraction
    from timeline.memory import Memory
    from timeline.model import Chronology, Page

    _Contents = tuple[site.Site, list[site.Story], list[Path]]


UNTITLED = "Timeline"


@dataclass(frozen=True, slots=True)
class Report:
    """What a build made: `output` is the folder for the site."""

    documents: int
    statements: int
    events: int
    problems: tuple[Problem, ...]
    output: Path


def extract(config: Config, *, watch: Watch, workers: int | None = 1) -> Iterator[Article]:
    """Extract all documents of a project, in the order of its sources, without their texts; see `build` for `workers`.

    The first article is given when all are done, because a later one may share its name; until then they wait on disk.
    """
    return _through_disk(Errand(extract_document, keep_text=False), config, watch, workers)


def tag_all(config: Config, *, watch: Watch, workers: int | None = 1) -> Iterator[Article]:
    """Tag all documents of a project, in the order of its sources, with their texts; as `extract` does."""
    return _through_disk(Errand(tag_document), config, watch, workers)


def read_all(config: Config, *, watch: Watch, workers: int | None = 1) -> list[tuple[Document, tuple[Problem, ...]]]:
    """Read all documents of a project, in the order of its sources, each with the problems of its file; see `build` for `workers`."""
    watch = watch.recording([])
    sources = list(dict.fromkeys(source for part in _parts(config) for source in _find(config, part, watch)))
    extractions = take(Errand(read_document), config, [sources], watch, workers)
    articles = _articles(sources, extractions)
    _require([articles], [], strict=False)
    problems = [extractions[source].problems for source in sources for _ in extractions[source].articles]
    return [(article.document, found) for article, found in zip(articles, problems, strict=True)]


def chronologies(config: Config, *, watch: Watch | None = None, workers: int | None = 1) -> list[tuple[Story, Chronology]]:
    """The chronologies of a project as its pages show them, by their stories; see `build` for `workers`."""
    from timeline.export.items import sure  # noqa: PLC0415 - Babel costs what `extract` and `tag` need not pay

    watch = (watch or Watch()).recording([])
    parts, _, _, articles = _read(config, watch, workers)
    _require(articles, [], strict=False)
    made = _chronologies(config, parts, articles, [versions(found) for found in articles], watch)
    return [(part, sure(chronology, config.min_confidence)) for part, chronology in zip(parts, made, strict=True)]


def build(config: Config, *, strict: bool = False, watch: Watch | None = None, workers: int | None = 1) -> Report:
    """Read, extract, merge and write the site of a project.

    With `strict` a warning or an error ends the run before anything is written. `workers` is the number of processes; None takes
    as many as there are processors where the number of documents makes it pay. The result is the same.
    """
    pages, report = make(config, strict=strict, watch=watch, workers=workers)
    output.write(pages, report.output)
    return report


def make(config: Config, *, strict: bool = False, watch: Watch | None = None, workers: int | None = 1) -> tuple[list[Page], Report]:
    """The pages that `build` writes, unwritten."""
    from timeline.export import site  # noqa: PLC0415 - Babel and Jinja cost what `extract` and `tag` need not pay

    contents, report = _contents(config, strict=strict, watch=watch, workers=workers)
    return site.render(*contents), report


def preview(
    config: Config, *, strict: bool = False, watch: Watch | None = None, workers: int | None = 1, memory: Memory | None = None
) -> tuple[Iterator[Draft], Report]:
    """The pages that `build` writes, each to be made when it is asked for; see `export.site.drafts` for those that are left out.

    With the `memory` of an earlier run only files that changed since are read again.
    """
    from timeline.export import site  # noqa: PLC0415 - see `make`

    contents, report = _contents(config, strict=strict, watch=watch, workers=workers, memory=memory)
    return site.drafts(*contents), report


def _contents(
    config: Config, *, strict: bool, watch: Watch | None, workers: int | None, memory: Memory | None = None
) -> tuple[_Contents, Report]:
    """What `export.site` makes the pages of."""
    _check_exports(config)
    problems: list[Problem] = []
    watch = (watch or Watch()).recording(problems)
    parts, sources, extractions, articles = _read(config, watch, workers, memory)
    same = [versions(found) for found in articles]
    for groups, found in zip(same, articles, strict=True):
        for problem in differences(groups, found):
            watch.tell(problem)
    made = _chronologies(config, parts, articles, same, watch)
    owners = [[source for source in dict.fromkeys(found) for _ in extractions[source].articles] for found in sources]
    pictures = [
        dict(_pictures(config, zip(*owned, strict=True), shown, watch)) for *owned, shown in zip(owners, articles, made, strict=True)
    ]
    _require(articles, problems, strict=strict)
    report = Report(
        documents=sum(len(extraction.articles) for extraction in extractions.values()),
        statements=sum(len(article.statements) for found in articles for article in found),
        events=sum(len(chronology.events) for chronology in made),
        problems=tuple(problems),
        output=config.root / config.output,
    )
    return _site(config, parts, made, pictures), report


def _read(
    config: Config, watch: Watch, workers: int | None, memory: Memory | None = None
) -> tuple[tuple[Story, ...], list[list[Source]], Mapping[Source, Extraction], list[list[Article]]]:
    """The stories, their sources, what the files gave, and the articles of each story."""
    parts = _parts(config)
    sources = [_find(config, part, watch) for part in parts]
    extractions = take(Errand(build_document, keep_text=False), config, sources, watch, workers, memory)
    return parts, sources, extractions, [_articles(found, extractions) for found in sources]


def explain(config: Config, identity: str, *, watch: Watch, workers: int | None = 1) -> list[Explanation]:
    """Tell why the events that have the statement of this id are what they are, one for each story that has it; nothing is written."""
    watch = watch.recording([])
    parts, *_, articles = _read(config, watch, workers)
    _require(articles, [], strict=False)
    edits = read_edits(config)
    found = [
        explain_merging(identity, [article.document for article in found], _statements(found), edits.of(part.slug))
        for part, found in zip(parts, articles, strict=True)
    ]
    return [explanation for explanation in found if explanation]


def _parts(config: Config) -> tuple[Story, ...]:
    """The chronologies to make: the stories, or one without a slug."""
    whole = Story("", config.title, config.sources, config.language, config.intro, config.byline)
    parts = config.story or (whole,)
    if not any(part.sources for part in parts):
        raise ConfigError("no sources are named; list files and folders under 'sources' in timeline.toml, or on the command line")
    return parts


def _find(config: Config, part: Story, watch: Watch) -> list[Source]:
    own = [config.root / name for name in (config.templates, config.intro, part.intro, config.edits) if name]
    skip = frozenset(os.path.realpath(path) for path in own)
    sources, problems = find(Search(part.sources, config.base or config.root, suffixes(), skip))
    for problem in problems:
        watch.tell(problem)
    return sources


def _through_disk(errand: Errand, config: Config, watch: Watch, workers: int | None) -> Iterator[Article]:
    """The articles of all sources under ids that differ; only the ids of all are in memory at once."""
    watch = watch.recording([])
    sources = dict.fromkeys(source for part in _parts(config) for source in _find(config, part, watch))
    with TemporaryFile() as spool:
        kept: list[Found] = []
        for source, extraction in each(errand, config, list(sources), watch, workers):
            for article in extraction.articles:
                kept.append(Found(source, article.document.id, article.document.path))
                pickle.dump(article, spool)
        _require([kept], [], strict=False)
        spool.seek(0)
        for found, name in zip(kept, names(kept), strict=True):
            article = pickle.load(spool)  # noqa: S301 - our own bytes, in a file that nobody else can open
            yield _named(article, name, found.relative)


def _named(article: Article, name: str, path: str) -> Article:
    """The article under its final id and at its relative path."""
    if (article.document.id, article.document.path) == (name, path):
        return article
    document = replace(article.document, id=name, path=path)
    return replace(article, document=document, statements=tuple(replace(s, document=name) for s in article.statements))


def _articles(sources: Sequence[Source], extractions: Mapping[Source, Extraction]) -> list[Article]:
    """The articles of a chronology, under ids that differ."""
    articles = [(source, article) for source in dict.fromkeys(sources) for article in extractions[source].articles]
    found = [Found(source, article.document.id, article.document.path) for source, article in articles]
    named = zip(articles, found, names(found), strict=True)
    return [_named(article, name, place.relative) for (_, article), place, name in named]


def _require(articles: Sequence[Sequence[object]], problems: Sequence[Problem], *, strict: bool) -> None:
    """End the run where it has nothing to show, or not what a strict one may show."""
    if not any(articles):
        raise ReadError("no documents could be read; nothing was written")
    fatal = sum(problem.severity is not Severity.NOTE for problem in problems)
    if strict and fatal:
        raise ReadError(f"problems that are fatal under --strict: {fatal}; nothing was written")


def _chronology(config: Config, part: Story, articles: Sequence[Article], same: Sequence[Versions], edits: Edits) -> Chronology:
    documents = [article.document for article in articles]
    title = part.title or (documents[0].title if len(documents) == 1 else "") or UNTITLED
    language = part.language or config.language or _usual_language(documents)
    selection = Selection(config.max_events, parse_share(config.top) if config.top else None, config.min_importance)
    choices = Choices(selection, config.tags, leads(same), edits.of(part.slug))
    return chronicle(title, language, documents, _statements(articles), choices)


def _chronologies(
    config: Config, parts: Sequence[Story], articles: Sequence[Sequence[Article]], same: Sequence[Sequence[Versions]], watch: Watch
) -> list[Chronology]:
    """The chronologies of the stories as editors want them; an edit that no story can follow, or one of them cannot, is told."""
    edits = read_edits(config)
    made, found = [], set[str]()
    for part, of_part, groups in zip(parts, articles, same, strict=True):
        made.append(_chronology(config, part, of_part, groups, edits))
        found |= known(edits.of(part.slug), [article.document for article in of_part], _statements(of_part))
    told = [problem for chronology in made for problem in chronology.problems]
    for problem in dict.fromkeys([*missing(edits, found, partly=config.base is not None), *told]):
        watch.tell(problem)
    return made


def _statements(articles: Iterable[Article]) -> list[Statement]:
    return [statement for article in articles for statement in article.statements]


def _pictures(
    config: Config, owned: Iterable[tuple[Source, Article]], chronology: Chronology, watch: Watch
) -> Iterator[tuple[str, Picture]]:
    """The pictures that the project holds, by the id of the document that names it or of the event that an editor gave it.

    One that cannot be shown is a problem.
    """
    named = [
        (article.document.id, article.document.image, source.path.parent, article.document.path)
        for source, article in owned
        if article.document.id in chronology.documents
    ]
    named += [(event.id, event.image, (config.root / config.edits).parent, config.edits) for event in chronology.events]
    for name, image, folder, path in named:
        if image is None:
            continue
        from timeline.export import media  # noqa: PLC0415 - it imports Babel, for documents with pictures only

        if media.is_elsewhere(image):
            continue
        if not image.alt:
            watch.tell(Problem(path, f"image {image.src}: has no image_alt, the words for those who do not see it"))
        try:
            place = media.Place(folder, config.root, int(config.limits.max_image_megabytes * 1_000_000))
            yield name, media.load(image, place)
        except ValueError as error:
            watch.tell(Problem(path, f"image {image.src}: {error}"))


def _usual_language(documents: Iterable[Document]) -> str:
    """The language of most documents; of several the first by code, and English where none is known."""
    count = Counter(document.language for document in documents if document.language)
    return min(count, key=lambda code: (-count[code], code), default="en")


def _site(
    config: Config, parts: Sequence[Story], chronologies: Sequence[Chronology], pictures: Sequence[Mapping[str, Picture]]
) -> _Contents:
    from timeline.export import site  # noqa: PLC0415 - see `make`

    documents = [document for chronology in chronologies for document in chronology.documents.values()]
    title = config.title or (UNTITLED if config.story else chronologies[0].title)
    language = config.language or _usual_language(documents)
    shared = site.Site(
        title=title,
        language=language,
        base_url=config.base_url,
        intro=_intro(config, config.intro),
        theme=config.theme,
        min_confidence=config.min_confidence,
        exports=config.exports,
        embeds=config.embeds,
        noindex=config.noindex,
        tokens=config.tokens,
        cards=config.cards,
        fonts=tuple(config.root / font for font in config.cards.fonts),
        heading_level=config.heading_level,
        publish_text=config.publish_text or any(defaults.publish_text for defaults in config.documents),
    )
    stories = [
        site.Story(part.slug, chronology, _intro(config, part.intro), part.byline or config.byline, held)
        for part, chronology, held in zip(parts, chronologies, pictures, strict=True)
    ]
    return shared, stories, [config.root / config.templates] if config.templates else []


def _check_exports(config: Config) -> None:
    """Refuse a format that there is not before any document is read."""
    if config.exports:
        from timeline.export import formats  # noqa: PLC0415 - see `make`

        for name in config.exports:
            formats.load(name)


def _intro(config: Config, name: str) -> str:
    path = config.root / name
    try:
        return path.read_text(encoding="utf-8-sig") if name else ""
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(
            f"{path}: cannot be read as an intro ({error.strerror if isinstance(error, OSError) else 'not UTF-8'})"
        ) from error
