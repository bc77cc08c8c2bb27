"""What a run reads, how its documents are named, and how its site gets on disk."""

from __future__ import annotations

import json
import os
import pickle
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from timeline import intake, output, pipeline
from timeline.config import Config, Limits, Options, Story
from timeline.errors import ConfigError, OutputError, ReadError, ThemeError, TimelineError
from timeline.intake import Errand, Watch
from timeline.model import Day, Document, Page, Problem, Severity
from timeline.sources import MARKER, Search, find

if TYPE_CHECKING:
    from collections.abc import Sequence

    from timeline.extraction import Article, Extraction

TODAY = Day(2024, 11, 20)
TEXT = "Am {day}. März 2024 begann der Umbau des Hafens von {place}.\n"
SUFFIXES = (".txt", ".md")


def write(root: Path, **files: str) -> None:
    """Files by name, with `__` for a slash and `_` for the dot before the suffix."""
    for name, text in files.items():
        path = root / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def articles(root: Path, count: int = 3) -> Config:
    for number in range(count):
        write(root, **{f"in__a{number}_txt": TEXT.format(day=number % 28 + 1, place=f"Ort{number}")})
    return Config(title="Häfen", language="de", sources=("in",), today=TODAY, root=root)


def found(root: Path, *patterns: str) -> tuple[list[str], list[str]]:
    sources, problems = find(Search(patterns, root, SUFFIXES))
    return [source.relative for source in sources], [str(problem).removeprefix(root.as_posix()) for problem in problems]


# ---- sources


def test_a_folder_gives_its_documents_in_the_order_of_their_paths(tmp_path: Path) -> None:
    write(tmp_path, b_txt="", a__z_md="", a__b__c_txt="", B_TXT="", notes_pdf="")
    assert found(tmp_path, ".") == (["B.TXT", "a/b/c.txt", "a/z.md", "b.txt"], [])


def test_hidden_files_and_readmes_are_skipped_unless_named(tmp_path: Path) -> None:
    write(tmp_path, README_md="", readme_txt="", _hidden_md="", _git__x_md="", a_txt="")
    assert found(tmp_path, ".") == (["a.txt"], [])
    assert found(tmp_path, "*") == (["a.txt"], [])
    assert found(tmp_path, "README.md", ".hidden.md") == (["README.md", ".hidden.md"], [])


def test_named_files_are_read_whatever_their_suffix(tmp_path: Path) -> None:
    write(tmp_path, a_log="", b__c_log="")
    assert found(tmp_path, "a.log", "**/c.log") == (["a.log", "b/c.log"], [])


def test_a_pattern_is_relative_to_its_folder_without_wildcards(tmp_path: Path) -> None:
    write(tmp_path, a__b__x_txt="", a__c__x_txt="", a__y_txt="")
    assert found(tmp_path, "a/*/x.txt")[0] == ["b/x.txt", "c/x.txt"]
    assert found(tmp_path, f"{tmp_path}/a/*.txt")[0] == ["y.txt"]


def test_a_file_is_read_once(tmp_path: Path) -> None:
    write(tmp_path, a__x_txt="")
    assert found(tmp_path, "a", "a/x.txt", "a/*", "a/../a/x.txt")[0] == ["x.txt"]


def test_what_is_not_there_is_a_problem(tmp_path: Path) -> None:
    write(tmp_path, empty__x_pdf="", a_txt="")
    names, problems = found(tmp_path, "a.txt", "no.txt", "no/*.txt", "empty")
    assert names == ["a.txt"]
    assert problems == [
        "/no.txt: error: no such file or folder",
        "/no/*.txt: error: matches no file",
        "/empty: warning: holds no documents (.md, .txt)",
    ]


def test_a_folder_that_cannot_be_listed_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(_: object) -> None:
        raise PermissionError(13, "Permission denied", str(tmp_path))

    monkeypatch.setattr("os.scandir", denied)
    assert found(tmp_path, ".")[1][0] == ": error: cannot be read: Permission denied"


def test_a_built_site_and_the_config_s_own_files_are_no_documents(tmp_path: Path) -> None:
    config = replace(articles(tmp_path), sources=(".",), intro="intro.md", templates="looks")
    write(tmp_path, intro_md="Einleitung", looks__x_txt="{{ x }}", old__index_html="<p>Seite</p>", old__chronology_txt="x")
    (tmp_path / "old" / MARKER).touch()
    first, second = (pipeline.build(config) for _ in range(2))
    assert (first.documents, second.documents, first.events) == (3, 3, 3)


# ---- identity


def named(config: Config) -> list[str]:
    return [article.document.id for article in pipeline.extract(config, watch=Watch())]


def test_documents_that_share_a_name_go_by_their_path_with_suffix(tmp_path: Path) -> None:
    config = replace(articles(tmp_path, 1), sources=("in", "more"))
    write(tmp_path, more__x__a0_md=TEXT, more__y__b_txt=TEXT, more__y__c_txt=TEXT)
    assert named(config) == ["a0.txt", "x/a0.md", "b", "c"]


def test_a_path_that_two_folders_have_is_given_as_it_was_written(tmp_path: Path) -> None:
    write(tmp_path, one__a_txt=TEXT, two__a_txt=TEXT)
    config = Config(sources=("one", "two"), today=TODAY, root=tmp_path)
    assert named(config) == [f"{tmp_path.as_posix()}/{name}/a.txt" for name in ("one", "two")]


def test_lines_of_one_file_that_share_an_id_are_numbered(tmp_path: Path) -> None:
    lines = "".join(json.dumps({"id": name, "language": "de", "text": TEXT}) + "\n" for name in ("x", "x", "y"))
    write(tmp_path, in__d_jsonl=lines, in__x_txt=TEXT)
    path = f"{tmp_path.as_posix()}/in/d.jsonl"
    assert named(Config(sources=("in",), today=TODAY, root=tmp_path)) == [f"{path}#x", f"{path}#x#2", "y", "x.txt"]


def test_statements_go_by_the_new_name(tmp_path: Path) -> None:
    config = replace(articles(tmp_path, 1), sources=("in", "in2"))
    write(tmp_path, in2__b__a0_txt=TEXT.format(day=3, place="Kiel"))
    for article in pipeline.extract(config, watch=Watch()):
        assert {statement.document for statement in article.statements} == {article.document.id}
        assert article.document.path == article.document.id


# ---- per document


def test_a_document_s_own_words_come_before_the_defaults() -> None:
    options = Options(TODAY, published=Day(2024, 5, 5), language="fr", publisher="Bote", title="Vorgabe")
    text = b"Title: Eigener\nDate: 2024-03-03\nLanguage: de\n\nAm 1. Februar begann der Umbau.\n"
    (own,) = pipeline.extract_document(text, "a.txt", options).documents
    (bare,) = pipeline.extract_document(b"Am 1. Februar begann der Umbau des Hafens.\n", "b.txt", replace(options, title="")).documents
    assert (own.title, own.published, own.language, own.publisher) == ("Eigener", Day(2024, 3, 3), "de", "Bote")
    assert (bare.published, bare.language) == (Day(2024, 5, 5), "fr")


def test_statements_are_sorted_by_date_then_offset() -> None:
    text = "Am 9. März 2024 sank das Schiff. Am 2. März 2024 lief es aus. Am 9. März 2024 starb der Kapitän."
    extraction = pipeline.extract_document(text.encode(), "a.txt", Options(TODAY, language="de"))
    assert [statement.span.edtf for statement in extraction.statements] == ["2024-03-02", "2024-03-09", "2024-03-09"]
    assert [text[statement.start :].split()[1] for statement in extraction.statements] == ["2.", "9.", "9."]
    assert extraction.statements[1].start < extraction.statements[2].start
    assert all(text[s.start : s.end] == s.quote for s in extraction.statements)


def test_a_fault_in_one_document_is_a_problem_of_that_document(monkeypatch: pytest.MonkeyPatch) -> None:
    def faulty(*_: object) -> None:
        raise RuntimeError("two\nlines")

    monkeypatch.setattr(pipeline, "resolve", faulty)
    extraction = pipeline.extract_document(TEXT.encode(), "a.txt", Options(TODAY, language="de"))
    assert extraction.articles == ()
    assert [str(problem) for problem in extraction.problems] == [
        "a.txt: error: left out, by a fault of timeline (RuntimeError: two lines); please report it"
    ]


def test_an_error_of_ours_ends_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    def faulty(*_: object) -> None:
        raise ConfigError("de.toml: wrong")

    monkeypatch.setattr(pipeline, "resolve", faulty)
    with pytest.raises(ConfigError):
        pipeline.extract_document(TEXT.encode(), "a.txt", Options(TODAY, language="de"))


def test_headings_are_tagged_though_they_make_no_statement() -> None:
    text = "# Der 1. Mai 2024\n\nAm 4. März 2024 begann der Umbau.\n"
    options = Options(TODAY, language="de")
    (tagged,) = pipeline.tag_document(text.encode(), "a.md", options).articles
    (extracted,) = pipeline.extract_document(text.encode(), "a.md", options).articles
    assert [expression.value for expression in tagged.expressions] == ["2024-05-01", "2024-03-04"]
    assert [statement.span.edtf for statement in extracted.statements] == ["2024-03-04"]


# ---- several processes


def test_several_processes_give_the_same_as_one(tmp_path: Path) -> None:
    config = articles(tmp_path, 7)
    write(tmp_path, in__a1_txt="", in__z_bin="")
    problems: tuple[list[Problem], list[Problem]] = ([], [])
    alone, together = (
        pipeline.extract(replace(config, sources=("in", "in/z.bin", "no.txt")), watch=Watch(told.append), workers=workers)
        for told, workers in zip(problems, (1, 2), strict=True)
    )
    assert len(alone) == 6
    assert alone == together
    assert problems[0] == problems[1] != []


def test_expressions_can_be_sent_between_processes() -> None:
    extraction = pipeline.tag_document(TEXT.encode(), "a.txt", Options(TODAY, language="de"))
    assert pickle.loads(pickle.dumps(extraction)) == extraction  # noqa: S301 - our own bytes


def test_a_pool_starts_where_it_pays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    class Pool:
        def __init__(self, workers: int, **_: object) -> None:
            asked.append(workers)
            raise TimeoutError

    monkeypatch.setattr(intake, "ProcessPoolExecutor", Pool)
    monkeypatch.setattr("os.cpu_count", lambda: 64)
    assert len(pipeline.extract(articles(tmp_path, intake.WORTH_A_POOL - 1), watch=Watch(), workers=None)) == intake.WORTH_A_POOL - 1
    with pytest.raises(TimeoutError):
        pipeline.extract(articles(tmp_path, intake.WORTH_A_POOL), watch=Watch(), workers=None)
    assert asked == [intake.MOST_WORKERS]


def test_a_file_over_the_limit_is_not_opened_unless_it_holds_many_documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = "".join(json.dumps({"id": str(number), "language": "de", "text": TEXT}) + "\n" for number in range(9))
    write(tmp_path, in__film_txt="x" * 501, in__lines_jsonl=lines)
    opened: list[str] = []
    real = Path.read_bytes

    def noted(path: Path) -> bytes:
        opened.append(path.name)
        return real(path)

    monkeypatch.setattr(Path, "read_bytes", noted)
    told: list[Problem] = []
    config = Config(sources=("in",), today=TODAY, root=tmp_path, limits=Limits(0.0005))
    assert len(pipeline.extract(config, watch=Watch(told.append))) == 9
    assert "film.txt" not in opened
    assert told[0].message.startswith("has 0.000501 MB, more than the limit of 0.0005 MB")


def dying(*_: object) -> Extraction:
    os._exit(9)  # as the kernel ends a process that takes too much


def test_a_worker_that_dies_ends_the_run_with_one_line(tmp_path: Path) -> None:
    config = articles(tmp_path)
    sources, _ = find(Search(("in",), tmp_path, SUFFIXES))
    with pytest.raises(TimelineError, match="a worker process died"):
        intake.take(Errand(dying), config, [sources], Watch(), workers=2)


def test_a_watch_hears_each_problem_once_and_all_progress(tmp_path: Path) -> None:
    write(tmp_path, in__void_txt="", in__b_txt=TEXT)
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


def test_stories_make_a_folder_each_and_an_index(tmp_path: Path) -> None:
    config = articles(tmp_path)
    stories = (Story("eins", "Eins", ("in/a0.txt", "in/a1.txt"), intro="eins.md"), Story("zwei", "Zwei", ("in",), language="en"))
    write(tmp_path, eins_md="Vorwort *eins*", intro_md="Vorwort aller")
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


def test_a_single_article_gives_its_title(tmp_path: Path) -> None:
    write(tmp_path, in__a_txt=f"Title: Der Umbau\n\n{TEXT}", in__b_txt=TEXT)
    config = Config(sources=("in/a.txt",), today=TODAY, root=tmp_path)
    pipeline.build(config)
    assert json.loads((tmp_path / "site/chronology.json").read_bytes())["title"] == "Der Umbau"
    pipeline.build(replace(config, sources=("in",)))
    assert json.loads((tmp_path / "site/chronology.json").read_bytes())["title"] == pipeline.UNTITLED


def site(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_no_sources_is_a_mistake_of_the_config(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no sources are named"):
        pipeline.build(Config(today=TODAY, root=tmp_path))


@pytest.mark.parametrize("fault", ["documents", "strict", "template", "theme", "intro", "intro bytes"])
def test_the_old_site_is_whole_after_a_build_that_fails(tmp_path: Path, fault: str) -> None:
    config = articles(tmp_path)
    pipeline.build(config)
    before = site(tmp_path / "site")
    write(tmp_path, looks__chronology_html="{{ nothing }}", in__void_txt="", void__x_pdf="")
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


def test_strict_does_not_mind_notes(tmp_path: Path) -> None:
    write(tmp_path, in__a_txt="Am Montag (4. März) begann der Umbau des Hafens.\n")
    report = pipeline.build(Config(sources=("in",), today=TODAY, root=tmp_path), strict=True)
    assert [problem.severity for problem in report.problems] == [Severity.NOTE]


# ---- output


def pages(*names: str, content: bytes = b"new") -> list[Page]:
    return [Page(name, content) for name in names]


def test_the_next_build_removes_the_pages_of_the_last_one_and_nothing_else(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "site"
    output.write(pages("index.html", "a/index.html", "a/b/x.json"), folder)
    for name in ("CNAME", "a/own.txt"):
        (folder / name).write_text("mine", encoding="utf-8")
    output.write(pages("index.html", content=b"newer"), folder)
    assert site(folder) == {
        "index.html": b"newer",
        "CNAME": b"mine",
        "a/own.txt": b"mine",
        MARKER: f"{output.HEADING}\nindex.html\n".encode(),
    }


def test_a_file_of_somebody_else_is_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("mine", encoding="utf-8")
    with pytest.raises(OutputError, match=r"index.html: was not written by timeline"):
        output.write(pages("a.html", "index.html"), tmp_path)
    assert site(tmp_path) == {"index.html": b"mine"}


@pytest.mark.parametrize("path", ["../x", "/x", "a/../../x", "C:x", "a\\..\\..\\x", "."])
def test_no_page_leaves_the_folder(tmp_path: Path, path: str) -> None:
    with pytest.raises(OutputError, match="leads out of the output folder"):
        output.write(pages(path), tmp_path / "site")
    (tmp_path / "site" / MARKER).write_text(f"{path}\n", encoding="utf-8")
    with pytest.raises(OutputError, match="leads out of the output folder"):
        output.write(pages("x.html"), tmp_path / "site")


def test_a_list_that_cannot_be_read_is_none(tmp_path: Path) -> None:
    (tmp_path / MARKER).write_bytes(b"\xff\n")
    output.write(pages("index.html"), tmp_path)
    assert set(site(tmp_path)) == {"index.html", MARKER}


def test_an_output_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    for folder in (tmp_path / "file", tmp_path / "file" / "site"):
        with pytest.raises(OutputError, match=r"cannot be written: (File exists|Not a directory)"):
            output.write(pages("index.html"), folder)
    assert site(tmp_path) == {"file": b"mine"}


def test_a_disk_that_is_full_leaves_the_old_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    output.write(pages("index.html", content=b"old"), tmp_path / "site")
    real = Path.write_bytes

    def full(path: Path, data: bytes) -> int:
        if path.name == "b.html":
            raise OSError(28, "No space left on device")
        return real(path, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OutputError, match=r"site: cannot be written: No space left on device"):
        output.write(pages("a.html", "b.html", "index.html"), tmp_path / "site")
    assert site(tmp_path / "site")["index.html"] == b"old"
    assert set(site(tmp_path / "site")) == {"index.html", MARKER}
    with pytest.raises(OutputError):
        output.write(pages("b.html"), tmp_path / "new" / "site")
    assert not (tmp_path / "new").exists()


def test_a_source_that_cannot_be_read_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config = articles(tmp_path, 2)
    real = Path.read_bytes

    def denied(path: Path) -> bytes:
        if path.name == "a0.txt":
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(Path, "read_bytes", denied)
    told: list[Problem] = []
    left: list[Article] = pipeline.extract(config, watch=Watch(told.append))
    assert ([article.document.id for article in left], told[0].message) == (["a1"], "cannot be read: Permission denied")
