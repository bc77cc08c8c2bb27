"""What a run reads, how its documents are named, and how its site gets on disk."""

from __future__ import annotations

import json
import os
import pickle
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from timeline import documents, intake, pipeline
from timeline.config import Config, Defaults, Limits, Options, Story
from timeline.errors import ConfigError, ReadError, ThemeError, TimelineError
from timeline.intake import Errand, Watch
from timeline.model import Day, Document, Problem, Severity
from timeline.read import parts
from timeline.sources import MARKER, Search, find

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conftest import Write

    from timeline.extraction import Article, Extraction

TODAY = Day(2024, 11, 20)
TEXT = "Am {day}. März 2024 begann der Umbau des Hafens von {place}.\n"
SUFFIXES = (".txt", ".md")


def articles(root: Path, count: int = 3) -> Config:
    """A project with articles of one statement each."""
    (root / "in").mkdir(exist_ok=True)
    for number in range(count):
        (root / "in" / f"a{number}.txt").write_text(TEXT.format(day=number % 28 + 1, place=f"Ort{number}"), encoding="utf-8")
    return Config(title="Häfen", language="de", sources=("in",), today=TODAY, root=root)


def site(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# ---- per document


def test_a_document_s_own_words_come_before_the_defaults() -> None:
    options = Options(TODAY, published=Day(2024, 5, 5), language="fr", publisher="Bote", title="Vorgabe")
    text = b"Title: Eigener\nDate: 2024-03-03\nLanguage: de\n\nAm 1. Februar begann der Umbau.\n"
    (own,) = documents.extract_document(text, "a.txt", options).documents
    (bare,) = documents.extract_document(b"Am 1. Februar begann der Umbau des Hafens.\n", "b.txt", replace(options, title="")).documents
    assert (own.title, own.published, own.language, own.publisher) == ("Eigener", Day(2024, 3, 3), "de", "Bote")
    assert (bare.published, bare.language) == (Day(2024, 5, 5), "fr")


def test_statements_are_sorted_by_date_then_offset() -> None:
    text = "Am 9. März 2024 sank das Schiff. Am 2. März 2024 lief es aus. Am 9. März 2024 starb der Kapitän."
    extraction = documents.extract_document(text.encode(), "a.txt", Options(TODAY, language="de"))
    assert [statement.span.edtf for statement in extraction.statements] == ["2024-03-02", "2024-03-09", "2024-03-09"]
    assert [text[statement.start :].split()[1] for statement in extraction.statements] == ["2.", "9.", "9."]
    assert extraction.statements[1].start < extraction.statements[2].start
    assert all(text[s.start : s.end] == s.quote for s in extraction.statements)


def test_a_fault_in_one_document_is_a_problem_of_that_document(monkeypatch: pytest.MonkeyPatch) -> None:
    def faulty(*_: object) -> None:
        raise RuntimeError("two\nlines")

    monkeypatch.setattr(documents, "resolve", faulty)
    extraction = documents.extract_document(TEXT.encode(), "a.txt", Options(TODAY, language="de"))
    assert extraction.articles == ()
    assert [str(problem) for problem in extraction.problems] == [
        "a.txt: error: left out, by a fault of timeline (RuntimeError: two lines); please report it"
    ]


def test_an_error_of_ours_ends_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    def faulty(*_: object) -> None:
        raise ConfigError("de.toml: wrong")

    monkeypatch.setattr(documents, "resolve", faulty)
    with pytest.raises(ConfigError):
        documents.extract_document(TEXT.encode(), "a.txt", Options(TODAY, language="de"))


def test_headings_are_tagged_though_they_make_no_statement() -> None:
    text = "# Der 1. Mai 2024\n\nAm 4. März 2024 begann der Umbau.\n"
    options = Options(TODAY, language="de")
    (tagged,) = documents.tag_document(text.encode(), "a.md", options).articles
    (extracted,) = documents.extract_document(text.encode(), "a.md", options).articles
    assert [expression.value for expression in tagged.expressions] == ["2024-05-01", "2024-03-04"]
    assert [statement.span.edtf for statement in extracted.statements] == ["2024-03-04"]


# ---- several processes


def test_several_processes_give_the_same_as_one(write: Write, tmp_path: Path) -> None:
    config = articles(tmp_path, 7)
    write(in__a1_txt="", in__z_bin="")
    problems: tuple[list[Problem], list[Problem]] = ([], [])
    alone, together = (
        list(pipeline.extract(replace(config, sources=("in", "in/z.bin", "no.txt")), watch=Watch(told.append), workers=workers))
        for told, workers in zip(problems, (1, 2), strict=True)
    )
    assert len(alone) == 6
    assert alone == together
    assert problems[0] == problems[1] != []


def test_expressions_can_be_sent_between_processes() -> None:
    extraction = documents.tag_document(TEXT.encode(), "a.txt", Options(TODAY, language="de"))
    assert pickle.loads(pickle.dumps(extraction)) == extraction  # noqa: S301 - our own bytes


def test_a_pool_starts_where_it_pays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    class Pool:
        def __init__(self, workers: int, **_: object) -> None:
            asked.append(workers)
            raise TimeoutError

    monkeypatch.setattr(intake, "ProcessPoolExecutor", Pool)
    monkeypatch.setattr("os.cpu_count", lambda: 64)
    assert len(list(pipeline.extract(articles(tmp_path, intake.WORTH_A_POOL - 1), watch=Watch(), workers=None))) == intake.WORTH_A_POOL - 1
    with pytest.raises(TimeoutError):
        list(pipeline.extract(articles(tmp_path, intake.WORTH_A_POOL), watch=Watch(), workers=None))
    assert asked == [intake.MOST_WORKERS]


def test_a_file_over_the_limit_is_not_opened_unless_it_holds_many_documents(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = "".join(json.dumps({"id": str(number), "language": "de", "text": TEXT}) + "\n" for number in range(9))
    write(in__film_txt="x" * 501, in__lines_jsonl=lines)
    opened: list[str] = []
    real = Path.read_bytes

    def noted(path: Path) -> bytes:
        opened.append(path.name)
        return real(path)

    monkeypatch.setattr(Path, "read_bytes", noted)
    told: list[Problem] = []
    config = Config(sources=("in",), today=TODAY, root=tmp_path, limits=Limits(0.0005))
    assert len(list(pipeline.extract(config, watch=Watch(told.append)))) == 9
    assert "film.txt" not in opened
    assert told[0].message.startswith("has 0.000501 MB, more than the limit of 0.0005 MB")


def dying(*_: object) -> Extraction:
    os._exit(9)  # as the kernel ends a process that takes too much


def test_a_worker_that_dies_ends_the_run_with_one_line(tmp_path: Path) -> None:
    config = articles(tmp_path)
    sources, _ = find(Search(("in",), tmp_path, SUFFIXES))
    with pytest.raises(TimelineError, match="a worker process died"):
        intake.take(Errand(dying), config, [sources], Watch(), workers=2)


def test_a_watch_hears_each_problem_once_and_all_progress(write: Write, tmp_path: Path) -> None:
    write(in__void_txt="", in__b_txt=TEXT)
    told: list[Problem] = []
    steps: list[tuple[int, int]] = []
    config = Config(story=(Story("a", "A", ("in",)), Story("b", "B", ("in", "no"))), today=TODAY, root=tmp_path)
    report = pipeline.build(config, watch=Watch(told.append, lambda done, of: steps.append((done, of))))
    assert [problem.severity for problem in told] == [Severity.ERROR, Severity.WARNING]
    assert tuple(told) == report.problems
    assert steps == [(1, 2), (2, 2)]


# ---- once per build


def test_plain_sources_make_one_chronology(tmp_path: Path) -> None:
    report = pipeline.build(articles(tmp_path))
    assert (report.documents, report.statements, report.events) == (3, 3, 3)
    table = json.loads((tmp_path / "site" / "chronology.json").read_bytes())
    assert (table["title"], table["language"], len(table["events"])) == ("Häfen", "de", 3)
    assert "<!doctype html>" in (tmp_path / "site" / "index.html").read_text(encoding="utf-8").lower()


def test_stories_make_a_folder_each_and_an_index(write: Write, tmp_path: Path) -> None:
    config = articles(tmp_path)
    stories = (Story("eins", "Eins", ("in/a0.txt", "in/a1.txt"), intro="eins.md"), Story("zwei", "Zwei", ("in",), language="en"))
    write(eins_md="Vorwort *eins*", intro_md="Vorwort aller")
    report = pipeline.build(replace(config, sources=(), story=stories, intro="intro.md"))
    assert (report.documents, report.statements) == (3, 5)
    pages = {name: (tmp_path / "site" / name / "index.html").read_text(encoding="utf-8") for name in ("", "eins", "zwei")}
    assert "Vorwort aller" in pages[""]
    assert "eins/" in pages[""]
    assert "Vorwort <em>eins</em>" in pages["eins"]
    assert '<html lang="en"' in pages["zwei"]


@pytest.mark.parametrize(
    ("languages", "expected"), [(["fr", "de", "de", ""], "de"), (["fr", "de"], "de"), (["", ""], "en"), ([], "en")], ids=str
)
def test_the_page_speaks_the_language_of_most_documents(languages: Sequence[str], expected: str) -> None:
    documents = [Document(str(number), "", (), language=code) for number, code in enumerate(languages)]
    assert pipeline._usual_language(documents) == expected  # noqa: SLF001 - the rule itself


def test_a_single_article_gives_its_title(write: Write, tmp_path: Path) -> None:
    write(in__a_txt=f"Title: Der Umbau\n\n{TEXT}", in__b_txt=TEXT)
    config = Config(sources=("in/a.txt",), today=TODAY, root=tmp_path)
    pipeline.build(config)
    assert json.loads((tmp_path / "site/chronology.json").read_bytes())["title"] == "Der Umbau"
    pipeline.build(replace(config, sources=("in",)))
    assert json.loads((tmp_path / "site/chronology.json").read_bytes())["title"] == pipeline.UNTITLED


def test_no_sources_is_a_mistake_of_the_config(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no sources are named"):
        pipeline.build(Config(today=TODAY, root=tmp_path))


@pytest.mark.parametrize("fault", ["documents", "strict", "template", "theme", "intro", "intro bytes"])
def test_the_old_site_is_whole_after_a_build_that_fails(write: Write, tmp_path: Path, fault: str) -> None:
    config = articles(tmp_path)
    pipeline.build(config)
    before = site(tmp_path / "site")
    write(looks__chronology_html="{{ nothing }}", in__void_txt="", void__x_pdf="")
    (tmp_path / "latin.md").write_bytes(b"\xe4")
    changed, error = {
        "documents": (replace(config, sources=("void",)), ReadError),
        "strict": (config, ReadError),
        "template": (replace(config, templates="looks"), ThemeError),
        "theme": (replace(config, theme="none"), ThemeError),
        "intro": (replace(config, intro="no.md"), ConfigError),
        "intro bytes": (replace(config, intro="latin.md"), ConfigError),
    }[fault]
    with pytest.raises(error) as raised:
        pipeline.build(changed, strict=fault == "strict")
    assert "\n" not in str(raised.value)
    assert site(tmp_path / "site") == before


def test_strict_does_not_mind_notes(write: Write, tmp_path: Path) -> None:
    write(in__a_txt="Am Montag (4. März) begann der Umbau des Hafens.\n")
    report = pipeline.build(Config(sources=("in",), today=TODAY, root=tmp_path), strict=True)
    assert [problem.severity for problem in report.problems] == [Severity.NOTE]


def test_a_built_site_and_the_config_s_own_files_are_no_documents(write: Write, tmp_path: Path) -> None:
    config = replace(articles(tmp_path), sources=(".",), intro="intro.md", templates="looks")
    write(intro_md="Einleitung", looks__x_txt="{{ x }}", old__index_html="<p>Seite</p>", old__chronology_txt="x")
    (tmp_path / "old" / MARKER).write_text("index.html\nchronology.txt\n", encoding="utf-8")
    first, second = (pipeline.build(config) for _ in range(2))
    assert (first.documents, second.documents, first.events) == (3, 3, 3)


def test_a_site_may_stand_among_its_articles(tmp_path: Path) -> None:
    config = replace(articles(tmp_path), output="in")
    first, second = (pipeline.build(config) for _ in range(2))
    assert (first.documents, second.documents) == (3, 3)
    assert (tmp_path / "in" / "index.html").exists()
    assert (tmp_path / "in" / "a0.txt").exists()


def test_a_source_that_cannot_be_read_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config = articles(tmp_path, 2)
    real = Path.read_bytes

    def denied(path: Path) -> bytes:
        if path.name == "a0.txt":
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(Path, "read_bytes", denied)
    told: list[Problem] = []
    left: list[Article] = list(pipeline.extract(config, watch=Watch(told.append)))
    assert ([article.document.id for article in left], told[0].message) == (["a1"], "cannot be read: Permission denied")


# ---- large files of many documents


def lines(count: int) -> bytes:
    return b"".join(json.dumps({"id": f"d{n}", "language": "de", "text": TEXT}).encode() + b"\n" for n in range(count))


def test_parts_are_whole_lines_with_their_numbers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "LARGE", 500)
    path = tmp_path / "a.jsonl"
    path.write_bytes(lines(20))
    found = parts.parts(path, path.name)
    assert len(found) > 3
    assert b"".join(part.read(path) for part in found) == path.read_bytes()
    assert [part.first_line for part in found] == [path.read_bytes()[: part.start].count(b"\n") + 1 for part in found]
    assert [part.is_last for part in found] == [False] * (len(found) - 1) + [True]


@pytest.mark.parametrize(("name", "data"), [("a.txt", lines(20)), ("a.jsonl", lines(2)), ("a.jsonl", lines(20).decode().encode("utf-16"))])
def test_small_files_other_formats_and_wide_encodings_are_read_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, data: bytes
) -> None:
    monkeypatch.setattr(parts, "LARGE", 1000)
    (tmp_path / name).write_bytes(data)
    assert parts.parts(tmp_path / name, name) == (parts.WHOLE,)


@pytest.mark.parametrize("workers", [1, 2])
def test_a_file_in_parts_gives_what_it_gives_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, workers: int) -> None:
    (tmp_path / "a.jsonl").write_bytes(lines(9) + b"no json\n" + lines(9))
    config = Config(sources=("a.jsonl",), today=TODAY, root=tmp_path)
    told: tuple[list[Problem], list[Problem]] = ([], [])
    whole = list(pipeline.extract(config, watch=Watch(told[0].append)))
    monkeypatch.setattr(parts, "LARGE", 600)
    progress: list[tuple[int, int]] = []
    watch = Watch(told[1].append, lambda done, of: progress.append((done, of)))
    assert list(pipeline.extract(config, watch=watch, workers=workers)) == whole
    assert len({article.document.id for article in whole}) == 18
    assert told[0] == told[1]
    assert [problem.line for problem in told[0]] == [10]
    assert progress[-1] == (1, 1)


def test_extraction_keeps_no_articles_in_memory(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(lines(3))
    articles = pipeline.extract(Config(sources=("a.jsonl",), today=TODAY, root=tmp_path), watch=Watch())
    assert iter(articles) is articles  # given one by one
    assert [article.document.id for article in articles] == ["d0", "d1", "d2"]


def test_whole_texts_are_published_only_where_the_settings_allow_it(tmp_path: Path) -> None:
    for name in ("own", "foreign"):
        (tmp_path / f"{name}.txt").write_text(
            f"Date: 2024-11-15\nLanguage: de\n\nAm 4. März 2024 begann der Umbau.\n\nMehr von {name}.\n", encoding="utf-8"
        )
    allowed = Defaults("own.txt", publish_text=True)
    config = Config(title="x", sources=("own.txt", "foreign.txt"), today=Day(2024, 12, 1), root=tmp_path, documents=(allowed,))
    pipeline.build(config)
    pages = {name: (tmp_path / "site" / "source" / f"{name}.html").read_text(encoding="utf-8") for name in ("own", "foreign")}
    assert "Mehr von own." in pages["own"]
    assert "Mehr von foreign." not in pages["foreign"]
