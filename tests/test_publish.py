"""`timeline publish` against a local bare repository: what arrives on the branch, and each refusal in one line."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from timeline.cli import main

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

ARTICLE = "---\ntitle: The bridge\npublished: 2024-11-04\nlang: en\n---\n\nThe bridge was closed on 12 September 2024.\n"


def git(folder: Path, *arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True, text=True).stdout


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A built project in a repository whose remote is a bare one beside it."""
    for name, value in (("GIT_AUTHOR_NAME", "Desk"), ("GIT_AUTHOR_EMAIL", "desk@example.org")):
        monkeypatch.setenv(name, value)
        monkeypatch.setenv(name.replace("AUTHOR", "COMMITTER"), value)
    folder = tmp_path / "project"
    folder.mkdir()
    git(tmp_path, "init", "--quiet", "--bare", "remote.git")
    git(folder, "init", "--quiet")
    (folder / "timeline.toml").write_text('title = "The bridge"\nsources = ["article.md"]\ntoday = 2024-11-20\n', encoding="utf-8")
    (folder / "article.md").write_text(ARTICLE, encoding="utf-8")
    monkeypatch.chdir(folder)
    assert CliRunner().invoke(main, ["build"]).exit_code == 0
    return folder


def publish(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["publish", *arguments])


def connect(project: Path) -> Path:
    git(project, "remote", "add", "origin", "../remote.git")
    return project.parent / "remote.git"


def test_the_site_arrives_on_its_branch(project: Path) -> None:
    remote = connect(project)
    assert publish("--domain", "chronology.example.org").exit_code == 0
    arrived = git(remote, "ls-tree", "-r", "--name-only", "gh-pages").split()
    built = [path.relative_to(project / "site").as_posix() for path in (project / "site").rglob("*") if path.is_file()]
    assert sorted(arrived) == sorted([*built, ".nojekyll", "CNAME"])
    assert git(remote, "show", "gh-pages:CNAME").strip() == "chronology.example.org"
    assert git(remote, "show", "gh-pages:index.html") == (project / "site/index.html").read_text(encoding="utf-8")


def test_a_second_publication_follows_the_first(project: Path) -> None:
    remote = connect(project)
    assert publish().exit_code == 0
    (project / "article.md").write_text(ARTICLE + "\nIt reopened on 2 November 2024.\n", encoding="utf-8")
    assert CliRunner().invoke(main, ["build"]).exit_code == 0
    assert publish().exit_code == 0
    assert "reopened" in git(remote, "show", "gh-pages:index.html")
    assert git(remote, "rev-list", "--count", "gh-pages").strip() == "2"


def test_a_dry_run_pushes_nothing(project: Path) -> None:
    remote = connect(project)
    done = publish("--dry-run")
    assert done.exit_code == 0
    assert "would push" in done.output
    assert not git(remote, "branch", "--list", "gh-pages")


@pytest.mark.usefixtures("project")
def test_no_remote() -> None:
    refused = publish()
    assert (refused.exit_code, refused.output.count("\n")) == (1, 1)
    assert "has no remote 'origin'; add one" in refused.output
    assert "site: has no remote" in refused.output


def test_a_site_that_is_not_what_the_articles_give(project: Path) -> None:
    remote = connect(project)
    (project / "article.md").write_text(ARTICLE.replace("September", "October"), encoding="utf-8")
    refused = publish()
    assert (refused.exit_code, refused.output.count("\n")) == (1, 1)
    assert "run timeline build first" in refused.output
    assert not git(remote, "branch", "--list", "gh-pages")


def test_a_problem_under_strict(project: Path) -> None:
    connect(project)
    (project / "empty.md").write_bytes(b"")
    text = (project / "timeline.toml").read_text(encoding="utf-8")
    (project / "timeline.toml").write_text(text.replace('"article.md"', '"article.md", "empty.md"'), encoding="utf-8")
    assert publish("--dry-run").exit_code == 0
    refused = publish("--strict")
    assert refused.exit_code == 1
    assert "--strict" in refused.output


def test_a_remote_that_refuses(project: Path) -> None:
    git(project, "remote", "add", "origin", str(project.parent / "nowhere.git"))
    refused = publish()
    assert refused.exit_code == 1
    assert refused.output.splitlines()[-1].startswith("Error: origin: ")
