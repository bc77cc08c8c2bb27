"""The commands as their users meet them: arguments, formats, exit codes, and what goes to which stream."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import click
import pytest

from timeline import __version__, languages
from timeline.cli import COMMANDS, Clock, main
from timeline.commands import reading
from timeline.commands.extract import FIELDS
from timeline.config import Config
from timeline.errors import TimelineError
from timeline.model import Day

if TYPE_CHECKING:
    from conftest import Invoke, Process

SHARED = "Am {day}. März 2024 begann der Umbau des Hafens.\n"


# ---- the group


def test_help_lists_every_command_in_its_own_words(invoke: Invoke) -> None:
    listed = invoke("--help").stdout.partition("Commands:\n")[2].splitlines()
    assert [re.split(r"\s{2,}", line.strip()) for line in listed] == [[name, text] for name, text in COMMANDS.items()]
    with click.Context(main) as context:
        for name, text in COMMANDS.items():
            command = main.get_command(context, name)
            assert command is not None
            assert command.get_short_help_str(200) == text


def test_the_folder_of_commands_is_the_list() -> None:
    modules = {path.stem for path in Path(reading.__file__).parent.glob("*.py")} - {"__init__", "explain", "reading", "stories"}
    assert sorted(modules) == sorted(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_has_help(name: str) -> None:
    with click.Context(main) as context:
        command = main.get_command(context, name)
    assert command is not None
    assert [option.name for option in command.params if isinstance(option, click.Option) and not option.help] == []


def test_the_version(invoke: Invoke) -> None:
    assert invoke("--version").stdout == f"timeline, version {__version__}\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ("bild",),
        ("extract", "--format", "xml"),
        ("extract", "--date", "27.10.2024"),
        ("build", "--language", "German"),
        ("tag", "--type", "novel"),
        ("tag", "--explain", "--format", "jsonl"),
        ("extract", "--explain", "--format", "csv"),
        ("languages", "de"),
    ],
)
@pytest.mark.usefixtures("here")
def test_a_wrong_command_line_is_exit_2(invoke: Invoke, arguments: tuple[str, ...]) -> None:
    result = invoke(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Usage:" in result.stderr


# ---- extract


def test_extract_writes_one_statement_a_line_with_all_fields_in_order(invoke: Invoke, article: Path) -> None:
    result = invoke("extract", article, "--today", "2024-11-20")
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    text = article.read_text(encoding="utf-8").partition("\n\n")[2]
    assert result.exit_code == 0
    assert [tuple(row) for row in rows] == [FIELDS, FIELDS]
    assert rows[0] | {"quote": "", "headline": "", "start": 0, "end": 0} == {
        "doc": "hafen", "date": "2024-03-04", "precision": "day", "time": None, "status": "past", "quote": "", "start": 0, "end": 0,
        "attribution": None, "attribution_kind": None, "headline": "", "language": "de", "published": "2024-11-15", "inferred": False,
        "title": "Ein Hafen wird umgebaut", "publisher": None, "url": None,
    }  # fmt: skip
    assert [(row["date"], row["status"]) for row in rows] == [("2024-03-04", "past"), ("2025-05-06", "expected")]
    assert [row["quote"] in text for row in rows] == [True, True]


def test_the_three_formats_say_the_same(invoke: Invoke, article: Path) -> None:
    lines, array, table = (invoke("extract", article, "--format", form).stdout for form in ("jsonl", "json", "csv"))
    rows = [json.loads(line) for line in lines.splitlines()]
    assert json.loads(array) == rows
    head, *cells = csv.reader(StringIO(table))
    assert tuple(head) == FIELDS
    assert cells == [["" if value is None else "false" if value is False else str(value) for value in row.values()] for row in rows]


def test_no_statements_are_valid_output_too(invoke: Invoke, here: Path) -> None:
    (here / "a.txt").write_text("Nichts geschah.\n", encoding="utf-8")
    assert [invoke("extract", "a.txt", "--format", form).stdout for form in ("jsonl", "json", "csv")] == [
        "",
        "[]\n",
        ",".join(FIELDS) + "\n",
    ]


def test_documents_that_state_nothing_take_the_options(invoke: Invoke, here: Path) -> None:
    (here / "a.txt").write_text("Am Donnerstag begann der Umbau des Hafens.\n", encoding="utf-8")
    row = json.loads(invoke("extract", "a.txt", "--date", "2024-10-27", "--language", "de", "--type", "news").stdout)
    assert (row["date"], row["published"], row["language"], row["inferred"]) == ("2024-10-24", "2024-10-27", "de", False)


def test_standard_input_is_a_document(invoke: Invoke) -> None:
    result = invoke("extract", "-", "--language", "de", stdin=SHARED.format(day=4).encode())
    assert [json.loads(line)["doc"] for line in result.stdout.splitlines()] == ["stdin"]


def test_standard_input_may_be_json_lines(invoke: Invoke) -> None:
    document: dict[str, Any] = {"id": "nr-1", "language": "de", "published": "2024-10-27", "text": SHARED.format(day=4), "more": [1]}
    rows = [json.loads(line) for line in invoke("extract", "-", stdin=json.dumps(document) + "\n").stdout.splitlines()]
    assert [(row["doc"], row["published"]) for row in rows] == [("nr-1", "2024-10-27")]
    assert document["text"][rows[0]["start"] : rows[0]["end"]] == rows[0]["quote"]


# ---- tag


def test_tag_writes_one_expression_a_line(invoke: Invoke, here: Path) -> None:
    text = "Am 4. März 2024 begann der Umbau, der zwei Jahre dauert.\n"
    (here / "a.txt").write_text(text, encoding="utf-8")
    rows = [json.loads(line) for line in invoke("tag", "a.txt", "--language", "de").stdout.splitlines()]
    assert [list(row) for row in rows] == [["doc", "start", "end", "text", "type", "value", "mod"]] * 2
    assert [(row["type"], row["value"]) for row in rows] == [("DATE", "2024-03-04"), ("DURATION", "P2Y")]
    assert all(text[row["start"] : row["end"]] == row["text"] for row in rows)


def test_timeml_is_well_formed_and_holds_the_text(invoke: Invoke, here: Path) -> None:
    text = "Am 4. März 2024 zahlte <Meier & Söhne> \x01 nichts."
    (here / "a.jsonl").write_text(json.dumps({"id": "1", "language": "de", "published": "2024-10-27", "text": text}), encoding="utf-8")
    root = ET.fromstring(invoke("tag", "a.jsonl", "--format", "timeml").stdout.encode())  # noqa: S314 - our own
    (first,) = root.findall("./TEXT/TIMEX3")
    assert first.attrib | {"text": first.text} == {"tid": "t1", "type": "DATE", "value": "2024-03-04", "text": "4. März 2024"}
    assert "".join(root.find("TEXT").itertext()) == text.replace("\x01", "\ufffd")  # type: ignore[union-attr]
    creation = root.find("./DCT/TIMEX3")
    assert creation is not None
    assert (creation.get("tid"), creation.get("value"), creation.get("functionInDocument")) == ("t0", "2024-10-27", "CREATION_TIME")


def test_timeml_of_several_documents_goes_into_a_folder(invoke: Invoke, here: Path) -> None:
    for name in ("a.txt", "b/a.txt", "c.txt"):
        (here / name).parent.mkdir(exist_ok=True)
        (here / name).write_text(SHARED.format(day=4), encoding="utf-8")
    (here / "b-a.txt.txt").write_text(SHARED.format(day=4), encoding="utf-8")
    refused = invoke("tag", ".", "--format", "timeml")
    assert (refused.exit_code, "name a folder with -o DIR" in refused.stderr) == (2, True)
    assert invoke("tag", ".", "--format", "timeml", "-o", "out/deep").exit_code == 0
    assert sorted(path.name for path in (here / "out/deep").iterdir()) == ["a.txt.tml", "b-a.txt-2.tml", "b-a.txt.tml", "c.tml"]
    assert invoke("tag", "a.txt", "-o", "out").exit_code == 2
    blocked = invoke("tag", "a.txt", "--format", "timeml", "-o", "a.txt/x")
    assert (blocked.exit_code, "cannot be written" in blocked.stderr) == (1, True)


# ---- explain


def test_tag_explains_what_is_known_implied_and_why(invoke: Invoke, here: Path) -> None:
    text = "Laut Meier wird die Mole am Donnerstag eröffnet. Vom 3. bis 5. Mai 2024 ruhten die Arbeiten. Er baute zwei Jahre.\n"
    (here / "a.txt").write_text(text, encoding="utf-8")
    result = invoke("tag", "a.txt", "--explain", "--language", "de", "--date", "2024-11-15")
    weekday, between, until, duration, end = result.stdout.split("\n\n")
    assert (result.exit_code, result.stderr, end) == (0, "", "")
    assert [line.split(None, 1) for line in weekday.splitlines()] == [
        ["a", "28-38: Donnerstag"], ["rule", "weekday (date)"], ["known", "weekday 4"], ["implied", "year, month, day"],
        ["anchor", "2024-11-15"], ["reason", "direction future"], ["meaning", "DATE 2024-11-21"], ["EDTF", "2024-11-21"],
    ]  # fmt: skip
    assert "first_end" not in between + until
    assert "implied" not in between
    assert "EDTF        2024-05-03/2024-05-05" in between  # TIMEX3 has an expression for each end
    assert "EDTF        2024-05-03/2024-05-05" in until
    assert invoke("tag", "a.txt", "--explain", "-o", "out").exit_code == 2
    assert "meaning     DURATION P2Y" in duration
    assert "EDTF" not in duration


def test_what_is_counted_from_the_anchor_is_said_to_be_so(invoke: Invoke, here: Path) -> None:
    (here / "a.txt").write_text("Der Umbau begann gestern.\n", encoding="utf-8")
    stdout = invoke("tag", "a.txt", "--explain", "--language", "de", "--date", "2024-11-15").stdout
    assert "anchor      2024-11-15\n  reason      counted\n" in stdout


def test_an_inferred_anchor_is_said_to_be_so(invoke: Invoke, here: Path) -> None:
    (here / "a.txt").write_text("Am Donnerstag (24. Oktober) begann der Umbau des Hafens.\n", encoding="utf-8")
    stdout = invoke("tag", "a.txt", "--explain", "--language", "de", "--today", "2024-11-20").stdout
    assert "anchor      2024-10-24 (inferred)" in stdout


def test_extract_explains_rules_and_confidence(invoke: Invoke, here: Path) -> None:
    (here / "a.txt").write_text("Laut Meier wird die Mole am Donnerstag eröffnet.\nUm 1890 stand dort ein Turm.\n", encoding="utf-8")
    result = invoke("extract", "a.txt", "--explain", "--language", "de", "--date", "2024-11-15")
    tower, mole, end = result.stdout.split("\n\n")
    assert (result.exit_code, end) == (0, "")
    lines = [line.split(None, 1) for line in mole.splitlines()]
    assert lines[0] == ["a", "0-47: Laut Meier wird die Mole am Donnerstag eröffnet"]
    assert lines[1:4] == [["date", "2024-11-21"], ["status", "expected"], ["attribution", "Meier (speech)"]]
    assert lines[4][0] == "rules"
    assert lines[4][1].startswith("weekday, main clause")
    assert lines[5] == ["confidence", "high"]
    assert "confidence  medium (approximate date)" in tower
    assert "attribution" not in tower


# ---- languages


def test_languages_counts_rules_and_corpus_lines(invoke: Invoke, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    *lines, last = invoke("languages").stdout.splitlines()
    found = [re.fullmatch(r"([a-z]{2})  (\w+) +(\d+) rules, (\d+) corpus lines, (statements|whole sentences)", line) for line in lines]
    assert [match[1] for match in found if match] == list(languages.available())
    assert all(match and int(match[3]) > 20 and int(match[4]) >= 150 for match in found)
    assert last.startswith("Every other language: absolute dates only")
    (tmp_path / "de.toml").write_text('[phrases.a]\n"am 3. Mai" = "x"\n"im Mai" = "y"\n[negative]\nb = ["Maier"]\n', encoding="utf-8")
    monkeypatch.setattr("timeline.commands.languages.CORPUS", tmp_path)
    german, english = (line for line in invoke("languages").stdout.splitlines() if line[:2] in ("de", "en"))
    assert german.endswith(" rules, 3 corpus lines, statements")
    assert "corpus" not in english


# ---- build


def test_build_prints_a_summary_and_writes_the_site(invoke: Invoke, article: Path) -> None:
    result = invoke("build", article, "-o", "out", "--title", "Der Hafen")
    assert re.fullmatch(r"1 document, 2 statements, 2 events, 0 problems; \d+\.\d s; out\n", result.stdout)
    assert (result.exit_code, result.stderr) == (0, "")
    assert json.loads(Path("out/chronology.json").read_bytes())["title"] == "Der Hafen"


def test_build_without_an_output_writes_site_in_the_working_folder(invoke: Invoke, article: Path) -> None:
    assert invoke("build", article).exit_code == 0
    assert Path("site/index.html").exists()


@pytest.mark.usefixtures("article")
def test_build_without_paths_reads_the_project(invoke: Invoke) -> None:
    Path("timeline.toml").write_text('sources = ["."]\noutput = "public"\ntitle = "Projekt"\ntoday = 2024-11-20\n', encoding="utf-8")
    assert invoke("build").stdout.endswith("; public\n")
    assert json.loads(Path("public/chronology.json").read_bytes())["title"] == "Projekt"


def test_entries_that_are_not_sure_enough_are_in_the_data_alone(invoke: Invoke, here: Path) -> None:
    (here / "a.txt").write_text("Am 4. März 2024 sank ein Kran im Hafen. Um 1890 stand dort ein Turm.\n", encoding="utf-8")
    (here / "timeline.toml").write_text('sources = ["a.txt"]\nlanguage = "de"\nmin_confidence = "high"\n', encoding="utf-8")
    assert invoke("build").exit_code == 0
    page = Path("site/index.html").read_text(encoding="utf-8")
    assert ("sank ein Kran" in page, "ein Turm" in page) == (True, False)
    assert [event["date"] for event in json.loads(Path("site/chronology.json").read_bytes())["events"]] == ["1890~", "2024-03-04"]


TOLD_TWICE = {
    "a.txt": "Am 4. März 2024 sank ein Kran der Reederei Jansen im Hafen von Husum. Um 1890 stand dort ein Turm.\n",
    "b.txt": "Ein Kran der Reederei Jansen sank am 4. März 2024 im Hafen.\n",
}


@pytest.mark.parametrize(
    ("options", "config"), [(("--max-events", "1"), ""), (("--top", "50%"), ""), ((), "max_events = 1"), ((), "min_importance = 2")]
)
def test_what_matters_less_is_folded(invoke: Invoke, here: Path, options: tuple[str, ...], config: str) -> None:
    for name, text in TOLD_TWICE.items():
        (here / name).write_text(text, encoding="utf-8")
    (here / "timeline.toml").write_text(f'sources = ["*.txt"]\nlanguage = "de"\ntoday = 2024-11-20\n{config}\n', encoding="utf-8")
    assert invoke("build", *options).exit_code == 0
    events = json.loads(Path("site/chronology.json").read_bytes())["events"]
    assert [(event["date"], event["folded"]) for event in events] == [("1890~", True), ("2024-03-04", False)]


def test_build_explains_an_event_and_writes_nothing(invoke: Invoke, here: Path) -> None:
    for name, text in TOLD_TWICE.items():
        (here / name).write_text(text, encoding="utf-8")
    assert invoke("build", "a.txt", "b.txt", "--today", "2024-11-20", "-o", "first").exit_code == 0
    (_, sank) = json.loads(Path("first/chronology.json").read_bytes())["events"]
    shown = [invoke("build", "a.txt", "b.txt", "--today", "2024-11-20", "-o", "second", "--explain", member) for member in sank["members"]]
    assert shown[0].exit_code == 0
    assert shown[0].stdout == shown[1].stdout
    assert shown[0].stdout.startswith(f"2 statements are event {sank['id']}:\n  {sank['id']} 2024-03-04 past a: Am 4. März")
    assert "    rule        joined: alike\n" in shown[0].stdout
    assert not Path("second").exists()
    unknown = invoke("build", "a.txt", "--explain", "0123456789ab")
    assert (unknown.exit_code, unknown.stdout) == (1, "")
    assert "no statement has the id 0123456789ab" in unknown.stderr


def test_a_wrong_share_is_a_usage_error(invoke: Invoke) -> None:
    assert invoke("build", "x.txt", "--top", "200%").exit_code == 2


def test_paths_take_the_settings_of_the_project_that_they_lie_in(invoke: Invoke, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = here / "project"
    (project / "in").mkdir(parents=True)
    (project / "timeline.toml").write_text(
        'title = "P"\ntoday = 2019-01-01\n[[documents]]\nmatch = "in/*"\npublisher = "Bote"\n', encoding="utf-8"
    )
    (project / "in/a.txt").write_text("Am Donnerstag (24. Oktober) begann der Umbau.\n", encoding="utf-8")
    (here / "b.txt").write_text(SHARED.format(day=5), encoding="utf-8")
    rows = []
    for folder, path in ((here, "project/in"), (project, "in/a.txt"), (project / "in", "a.txt"), (project / "in", "*")):
        monkeypatch.chdir(folder)
        rows.append(json.loads(invoke("extract", path).stdout))
    assert all(row == rows[0] for row in rows)
    assert (rows[0]["date"], rows[0]["publisher"]) == ("2013-10-24", "Bote")
    monkeypatch.chdir(project)
    mixed = [json.loads(line) for line in invoke("extract", "in", "../b.txt", "--today", "2024-11-20").stdout.splitlines()]
    assert [(row["date"], row["publisher"]) for row in mixed] == [("2024-10-24", None), ("2024-03-05", None)]
    named = json.loads(invoke("extract", "../b.txt", "--config", "timeline.toml").stdout)
    assert named["publisher"] is None


def test_an_output_of_the_project_is_not_taken_for_paths_elsewhere(invoke: Invoke, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / "timeline.toml").write_text('output = "public"\ntoday = 2024-11-20\n', encoding="utf-8")
    (here / "a.txt").write_text(SHARED.format(day=5), encoding="utf-8")
    (here / "sub").mkdir()
    monkeypatch.chdir(here / "sub")
    assert invoke("build", "../a.txt").exit_code == 0
    assert (here / "sub/public/index.html").exists()


def test_drives_that_share_no_folder_have_no_project(monkeypatch: pytest.MonkeyPatch) -> None:
    def on_two_drives(_: object) -> str:
        raise ValueError("Paths don't have the same drive")

    monkeypatch.setattr("os.path.commonpath", on_two_drives)
    assert reading._above(("C:/a", "D:/b")) is None  # noqa: SLF001 - Windows cannot be had here


@pytest.mark.usefixtures("article")
def test_strict_fails_on_warnings_and_says_how_many(invoke: Invoke) -> None:
    Path("void.txt").touch()
    loose, strict, print_all = (invoke(*arguments) for arguments in (
        ("build", ".", "-o", "out"), ("build", ".", "-o", "never", "--strict"), ("extract", ".", "--strict"),
    ))  # fmt: skip
    assert (loose.exit_code, strict.exit_code, print_all.exit_code) == (0, 1, 1)
    assert not Path("never").exists()
    assert strict.stderr.splitlines()[-1] == "Error: problems that are fatal under --strict: 1; nothing was written"
    assert print_all.stderr.splitlines()[-1] == "Error: problems that are fatal under --strict: 1"
    assert len(print_all.stdout.splitlines()) == 2


# ---- time


def test_today_is_the_option_then_the_config_then_the_epoch_then_the_clock(
    invoke: Invoke, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (here / "a.txt").write_text("Am Donnerstag (24. Oktober) begann der Umbau des Hafens.\n", encoding="utf-8")

    def year(*options: str) -> str:
        return str(json.loads(invoke("extract", "a.txt", *options).stdout)["date"][:4])

    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1577836800")
    assert year() == "2019"
    (here / "timeline.toml").write_text("today = 2014-01-01\n", encoding="utf-8")
    assert year() == "2013"
    assert year("--today", "2024-11-20") == "2024"


def test_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1729728000")
    assert Clock().today() == Day(2024, 10, 24)
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert Clock().today() > Day(2024, 10, 24)
    assert Clock().seconds() >= 0
    for wrong in ("yesterday", "9" * 30):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", wrong)
        with pytest.raises(TimelineError, match="SOURCE_DATE_EPOCH"):
            Clock().today()


class Slow:
    def __init__(self, seconds: float) -> None:
        self._seconds = seconds

    def today(self) -> Day:
        return Day(2024, 1, 1)

    def seconds(self) -> float:
        return self._seconds


@pytest.mark.parametrize(("terminal", "seconds", "shown"), [(True, 2, "\r1 of 2 files\r\x1b[K"), (True, 0.5, ""), (False, 2, "")])
def test_progress_is_for_terminals_and_long_runs(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, terminal: bool, seconds: float, shown: str
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: terminal)
    monkeypatch.setattr("click.utils.should_strip_ansi", lambda *_: False)
    desk = reading.Desk(Config(), Slow(seconds), Config)
    desk.progress(1, 2)
    desk.progress(2, 2)
    assert capsys.readouterr().err == shown


# ---- streams


def test_output_is_utf8_with_bare_newlines_whatever_the_locale(process: Process, tmp_path: Path) -> None:
    path = tmp_path / "häfen.txt"
    path.write_text("Am Donnerstag (24. Oktober) begann der Umbau des Hafens.\n", encoding="utf-8")
    result = process(
        "extract", path, cwd=tmp_path, env={"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    )
    assert result.returncode == 0
    assert json.loads(result.stdout.decode("utf-8"))["doc"] == "häfen"
    assert b"\r" not in result.stdout
    assert "häfen" in result.stderr.decode("utf-8")


def test_a_pipe_that_closes_early_is_no_traceback(tmp_path: Path) -> None:
    lines = "".join(json.dumps({"id": str(number), "language": "de", "text": SHARED.format(day=4)}) + "\n" for number in range(400))
    (tmp_path / "many.jsonl").write_text(lines, encoding="utf-8")
    command = [sys.executable, "-m", "timeline", "extract", str(tmp_path / "many.jsonl")]
    with subprocess.Popen(command, cwd=Path(__file__).parent.parent, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        child.stdout.close()
        errors = child.stderr.read().decode()
    assert "Traceback" not in errors
    assert "BrokenPipe" not in errors


def test_a_system_error_is_one_line(invoke: Invoke, article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("timeline.pipeline.extract", full)
    result = invoke("extract", article)
    assert (result.exit_code, result.stderr) == (1, "Error: output: No space left on device\n")
