"""Input that cannot be used: one clear line each, the right exit code, and everything else is still built."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result
    from conftest import Invoke

GOOD = "Am 4. März 2024 begann der Umbau des Hafens.\n"
TODAY = ("--today", "2024-11-20", "--language", "de", "--date", "2024-11-15")

# What stands beside a good article, its content, and the line that it gets.
DOCUMENTS = {
    "an empty file": (b"", "void.txt: warning: is empty"),
    "blanks alone": (b" \n\t\n", "void.txt: warning: is empty"),
    "a binary file named .txt": (bytes(range(256)) * 40, "void.txt: error: is not text but binary data"),
    "an impossible date": (
        b"Am 31. Februar 2024 begann der Umbau.\n",
        "void.txt:1: warning: there is no '31. Februar 2024' in the calendar",
    ),
    "more than the limit": (b"Wort " * 500, "void.txt: error: has 0.0025 MB, more than the limit of 0.001 MB"),
}


def only_line(result: Result) -> str:
    (line,) = result.stderr.splitlines()
    return str(line)


@pytest.mark.parametrize(("content", "line"), DOCUMENTS.values(), ids=DOCUMENTS)
def test_a_bad_document_is_one_line_and_the_others_are_built(invoke: Invoke, here: Path, content: bytes, line: str) -> None:
    (here / "good.txt").write_text(GOOD, encoding="utf-8")
    (here / "void.txt").write_bytes(content)
    (here / "timeline.toml").write_text("[limits]\nmax_megabytes = 0.001\n" if "limit" in line else "", encoding="utf-8")
    built, strict = (invoke("build", "good.txt", "void.txt", *TODAY, "-o", "site", *more) for more in ((), ("--strict",)))
    assert only_line(built).startswith(line)
    assert (built.exit_code, strict.exit_code) == (0, 1)
    assert [event["date"] for event in json.loads((here / "site/chronology.json").read_bytes())["events"]] == ["2024-03-04"]


def test_a_missing_path_is_one_line_and_the_others_are_built(invoke: Invoke, here: Path) -> None:
    (here / "good.txt").write_text(GOOD, encoding="utf-8")
    result = invoke("build", "good.txt", "no.txt", *TODAY, "-o", "site")
    assert (result.exit_code, only_line(result)) == (0, "no.txt: error: no such file or folder")
    assert invoke("build", "good.txt", "no.txt", *TODAY, "-o", "site", "--strict").exit_code == 1
    alone = invoke("build", "no.txt", "-o", "site2")
    assert (alone.exit_code, alone.stderr.splitlines()) == (
        1,
        ["no.txt: error: no such file or folder", "Error: no documents could be read; nothing was written"],
    )
    assert not (here / "site2").exists()


def test_a_folder_without_documents_is_one_line(invoke: Invoke, here: Path) -> None:
    (here / "empty").mkdir()
    (here / "good.txt").write_text(GOOD, encoding="utf-8")
    beside, alone = invoke("build", "good.txt", "empty", *TODAY, "-o", "site"), invoke("build", "empty", "-o", "site2")
    assert beside.exit_code == 0
    assert only_line(beside).startswith("empty: warning: holds no documents (")
    assert (alone.exit_code, alone.stderr.splitlines()[-1]) == (1, "Error: no documents could be read; nothing was written")


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-8-sig"])
def test_other_encodings_are_decoded(invoke: Invoke, here: Path, encoding: str) -> None:
    text = "Am 4. März 2024 überprüfte die Behörde für Straßenbau größere Schäden an der Brücke über die Möhne.\n"
    (here / "a.txt").write_bytes(text.encode(encoding))
    (row,) = [json.loads(line) for line in invoke("extract", "a.txt", *TODAY).stdout.splitlines()]
    assert (row["date"], row["quote"]) == ("2024-03-04", text.strip().removesuffix("."))


def test_broken_utf8_is_a_problem_and_not_the_end(invoke: Invoke, here: Path) -> None:
    (here / "a.txt").write_bytes(
        "Am 4. März 2024 überprüfte die Behörde größere Schäden an der Brücke. ".encode() + b"\xff" + "Für sie.\n".encode()
    )
    result = invoke("extract", "a.txt", *TODAY)
    assert result.exit_code == 0
    assert [json.loads(line)["date"] for line in result.stdout.splitlines()] == ["2024-03-04"]
    assert only_line(result).startswith("a.txt: warning: is not valid UTF-8 from line 1 on")


def test_a_document_without_a_date_is_a_note_where_the_year_follows(invoke: Invoke, here: Path) -> None:
    (here / "a.txt").write_text("Am Donnerstag (24. Oktober) begann der Umbau des Hafens.\n", encoding="utf-8")
    result = invoke("extract", "a.txt", "--today", "2024-11-20", "--strict")
    assert result.exit_code == 0
    assert only_line(result).startswith("a.txt: note: no publication date: 2024-10-24 was inferred")


def test_a_document_without_a_date_is_a_warning_where_it_does_not(invoke: Invoke, here: Path) -> None:
    (here / "a.txt").write_text("Am Donnerstag begann der Umbau des Hafens.\n", encoding="utf-8")
    result = invoke("extract", "a.txt", "--today", "2024-11-20")
    assert (result.exit_code, result.stdout) == (0, "")
    assert only_line(result).startswith("a.txt: warning: no publication date")


@pytest.mark.slow
def test_fifty_megabytes_are_read(invoke: Invoke, here: Path) -> None:
    filler = "Der Hafen ist grau und die Kräne stehen still, denn niemand lädt Kisten ab, und der Wind weht über das Wasser.\n\n"
    with (here / "long.txt").open("w", encoding="utf-8") as file:
        file.write(GOOD + "\n")
        for _ in range(50_000_000 // len(filler)):
            file.write(filler)
        file.write("\nAm 5. März 2024 endete der Umbau des Hafens.\n")
    result = invoke("extract", "long.txt", *TODAY)
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert [row["date"] for row in rows] == ["2024-03-04", "2024-03-05"]
    assert rows[1]["start"] > 49_000_000


RUNS = {
    "an unknown key": ('titel = "x"\n', {}, "timeline.toml:1: unknown key 'titel'; did you mean 'title'?"),
    "no TOML": ("title =\n", {}, "timeline.toml: not valid TOML: Invalid value (at line 1, column 8)"),
    "an unknown theme": ('sources = ["in"]\ntheme = "dark"\n', {}, "theme 'dark' is unknown; there are default, plain"),
    "a template with an error": (
        'sources = ["in"]\ntemplates = "looks"\n',
        {"looks/chronology.html": "<p>\n{% if %}\n"},
        "looks/chronology.html:2: Expected an expression, got 'end of statement block'",
    ),
    "a template with an unknown name": (
        'sources = ["in"]\ntemplates = "looks"\n',
        {"looks/chronology.html": "<p>\n{{ nothing }}\n"},
        "looks/chronology.html:2: 'nothing' is undefined",
    ),
    "a missing intro": ('sources = ["in"]\nintro = "no.md"\n', {}, "no.md: cannot be read as an intro (No such file or directory)"),
    "an output that is a file": ('sources = ["in"]\noutput = "taken"\n', {"taken": "mine"}, "taken: cannot be written: File exists"),
    "an output of somebody else": (
        'sources = ["in"]\noutput = "taken"\n',
        {"taken/index.html": "mine"},
        "taken/index.html: was not written by timeline; move it away or choose another folder with -o",
    ),
    "no sources": (
        'title = "x"\n',
        {},
        "no sources are named; list files and folders under 'sources' in timeline.toml, or on the command line",
    ),
}


@pytest.mark.parametrize(("config", "files", "message"), RUNS.values(), ids=RUNS)
def test_a_run_that_cannot_succeed_is_one_line_and_exit_1(
    invoke: Invoke, here: Path, config: str, files: dict[str, str], message: str
) -> None:
    for name, text in {"timeline.toml": config, "in/a.txt": f"Date: 2024-11-15\n\n{GOOD}", **files}.items():
        (here / name).parent.mkdir(exist_ok=True)
        (here / name).write_text(text, encoding="utf-8")
    result = invoke("build", "--today", "2024-11-20", "--language", "de")
    assert (result.exit_code, result.stderr, result.stdout) == (1, f"Error: {message}\n", "")
    assert not (here / "site").exists()
    assert {name: (here / name).read_text(encoding="utf-8") for name in files} == files


@pytest.mark.parametrize("command", ["build", "extract", "tag"])
def test_a_folder_without_a_project_is_one_line(invoke: Invoke, here: Path, command: str) -> None:
    assert not list(here.iterdir())
    result = invoke(command)
    assert result.exit_code == 1
    assert only_line(result).startswith("Error: timeline.toml: no such file here; name the articles to read")
