"""Which files a run reads, and by which names their documents go."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from timeline import pipeline
from timeline.config import Config
from timeline.intake import Watch
from timeline.model import Day
from timeline.sources import Search, find

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from conftest import Write

TODAY = Day(2024, 11, 20)
TEXT = "Am 4. März 2024 begann der Umbau des Hafens.\n"


def found(root: Path, *patterns: str) -> tuple[list[str], list[str]]:
    sources, problems = find(Search(patterns, root, (".txt", ".md")))
    return [source.relative for source in sources], [str(problem).removeprefix(root.as_posix()) for problem in problems]


# ---- sources


def test_a_folder_gives_its_documents_in_the_order_of_their_paths(write: Write, tmp_path: Path) -> None:
    write(b_txt="", a__z_md="", a__b__c_txt="", B_TXT="", notes_pdf="")
    assert found(tmp_path, ".") == (["B.TXT", "a/b/c.txt", "a/z.md", "b.txt"], [])


def test_hidden_files_and_readmes_are_skipped_unless_named(write: Write, tmp_path: Path) -> None:
    write(README_md="", readme_txt="", _hidden_md="", _git__x_md="", a_txt="")
    assert found(tmp_path, ".") == (["a.txt"], [])
    assert found(tmp_path, "*") == (["a.txt"], [])
    assert found(tmp_path, "README.md", ".hidden.md") == (["README.md", ".hidden.md"], [])


def test_named_files_are_read_whatever_their_suffix(write: Write, tmp_path: Path) -> None:
    write(a_log="", b__c_log="")
    assert found(tmp_path, "a.log", "**/c.log") == (["a.log", "b/c.log"], [])


def test_a_pattern_is_relative_to_its_folder_without_wildcards(write: Write, tmp_path: Path) -> None:
    write(a__b__x_txt="", a__c__x_txt="", a__y_txt="")
    assert found(tmp_path, "a/*/x.txt")[0] == ["b/x.txt", "c/x.txt"]
    assert found(tmp_path, f"{tmp_path}/a/*.txt")[0] == ["y.txt"]


def test_a_file_is_read_once(write: Write, tmp_path: Path) -> None:
    write(a__x_txt="")
    assert found(tmp_path, "a", "a/x.txt", "a/*", "a/../a/x.txt")[0] == ["x.txt"]


def test_what_is_not_there_is_a_problem(write: Write, tmp_path: Path) -> None:
    write(empty__x_pdf="", a_txt="")
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


# ---- identity


def named(config: Config) -> list[str]:
    return [article.document.id for article in pipeline.extract(config, watch=Watch())]


def test_documents_that_share_a_name_go_by_their_path_with_suffix(write: Write, tmp_path: Path) -> None:
    write(in__a0_txt=TEXT, more__x__a0_md=TEXT, more__y__b_txt=TEXT, more__y__c_txt=TEXT)
    config = Config(sources=("in", "more"), today=TODAY, root=tmp_path)
    assert named(config) == ["a0.txt", "x/a0.md", "b", "c"]


def test_a_path_that_two_folders_have_is_given_as_it_was_written(write: Write, tmp_path: Path) -> None:
    write(one__a_txt=TEXT, two__a_txt=TEXT)
    config = Config(sources=("one", "two"), today=TODAY, root=tmp_path)
    assert named(config) == [f"{tmp_path.as_posix()}/{name}/a.txt" for name in ("one", "two")]


def test_lines_of_one_file_that_share_an_id_are_numbered(write: Write, tmp_path: Path) -> None:
    lines = "".join(json.dumps({"id": name, "language": "de", "text": TEXT}) + "\n" for name in ("x", "x", "y"))
    write(in__d_jsonl=lines, in__x_txt=TEXT)
    path = f"{tmp_path.as_posix()}/in/d.jsonl"
    assert named(Config(sources=("in",), today=TODAY, root=tmp_path)) == [f"{path}#x", f"{path}#x#2", "y", "x.txt"]


def test_statements_go_by_the_new_name(write: Write, tmp_path: Path) -> None:
    write(in__a0_txt=TEXT, in2__b__a0_txt=TEXT)
    config = Config(sources=("in", "in2"), language="de", today=TODAY, root=tmp_path)
    for article in pipeline.extract(config, watch=Watch()):
        assert [statement.document for statement in article.statements] == [article.document.id]
        assert article.document.path == article.document.id
