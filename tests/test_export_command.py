"""`timeline export`, and the files that the config asks for beside the site."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import icalendar
import pytest

if TYPE_CHECKING:
    from conftest import Invoke, Process, Write

OLD = "Title: Alt\nDate: 2024-11-15\nLanguage: de\n\nIm Jahr 44 v. Chr. wurde die Stadt gegründet. Am 4. März 2024 begann der Umbau.\n"


def test_to_standard_output(invoke: Invoke, article: Path) -> None:
    result = invoke("export", article, "--format", "jsonfeed")
    assert result.exit_code == 0, result.output
    assert [item["_timeline"]["date"] for item in json.loads(result.stdout)["items"]] == ["2024-03-04", "2025-05-06"]


def test_to_a_file(invoke: Invoke, article: Path) -> None:
    result = invoke("export", article, "--format", "icalendar", "-o", "a.ics")
    assert (result.exit_code, result.stdout) == (0, "")
    assert len(icalendar.Calendar.from_ical(Path("a.ics").read_bytes()).walk("VEVENT")) == 2


def test_bytes_are_not_translated_on_their_way_out(process: Process, here: Path) -> None:
    (here / "a.txt").write_text(OLD, encoding="utf-8")
    result = process("export", "a.txt", "--format", "csv", cwd=here)
    assert result.stdout.startswith(b"\xef\xbb\xbfid,date,")
    assert result.stdout.count(b"\r\n") == 3
    assert b"-0043" in result.stdout


def test_what_a_format_cannot_hold_is_said(invoke: Invoke, here: Path) -> None:
    (here / "a.txt").write_text(OLD, encoding="utf-8")
    result = invoke("export", "a.txt", "--format", "icalendar", "--strict")
    assert result.exit_code == 0
    assert "icalendar has no form for their dates: 1" in result.stderr
    assert "left out" not in invoke("export", "a.txt", "--format", "atom").stderr


def test_a_file_that_cannot_be_written(invoke: Invoke, article: Path) -> None:
    result = invoke("export", article, "--format", "csv", "-o", "none/a.csv")
    assert result.exit_code == 1
    assert "none/a.csv: cannot be written: No such file or directory" in result.stderr


@pytest.fixture
def stories(article: Path, write: Write) -> Path:
    story = '[[story]]\nslug = "{0}"\ntitle = "Titel {0}"\nsources = ["hafen.txt"]\n'
    head = 'base_url = "https://news.example/x"\ntoday = 2024-11-20\nexports = ["atom", "timelinejs"]\n'
    write(timeline_toml=head + story.format("eins") + story.format("zwei"))
    return article


def test_one_story_of_several(invoke: Invoke, stories: Path) -> None:
    feed = json.loads(invoke("export", "--format", "jsonfeed", "--story", "zwei").stdout)
    assert (feed["title"], feed["home_page_url"]) == ("Titel zwei", "https://news.example/x/zwei/")
    for arguments in ((), ("--story", "drei")):
        result = invoke("export", "--format", "jsonfeed", *arguments)
        assert result.exit_code == 2
        assert "there are eins, zwei" in result.stderr
    assert "only one chronology" in invoke("export", stories, "--format", "csv", "--story", "eins").stderr


@pytest.mark.usefixtures("stories")
def test_files_beside_the_site(invoke: Invoke) -> None:
    assert invoke("build").exit_code == 0
    beside = Path("site/zwei")
    assert (beside / "atom.xml").read_bytes() == invoke("export", "--format", "atom", "--story", "zwei").stdout_bytes
    assert json.loads((beside / "timelinejs.json").read_text(encoding="utf-8"))["title"]["text"]["headline"] == "Titel zwei"
    head = (beside / "index.html").read_text(encoding="utf-8").partition("</head>")[0]
    assert '<link rel="alternate" type="application/atom+xml" href="atom.xml" title="Atom"' in head
    assert not (beside / "timeline.ics").exists()


def test_a_wrong_format_in_the_config_ends_the_build(invoke: Invoke, article: Path, write: Write) -> None:
    write(timeline_toml=f'sources = ["{article}"]\nexports = ["atome"]\n')
    result = invoke("build")
    assert result.exit_code == 1
    assert "unknown format 'atome'; did you mean 'atom'?" in result.stderr
    assert not Path("site").exists()
