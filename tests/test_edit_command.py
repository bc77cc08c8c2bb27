"""`timeline edit`: what it writes, what it leaves as it was, and what the next build makes of it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from timeline.config_file import load_edits
from timeline.model import Correction, Day

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result
    from conftest import Invoke

A = """Title: Ein Hafen wird umgebaut
Date: 2024-11-15
Language: de

Am 4. März 2024 begann der Umbau des Hafens in Husum. Am 6. Mai 2024 kam der Minister nach Husum.
"""
B = """Title: Hafen
Date: 2024-11-16
Language: de

Der Umbau des Hafens in Husum begann am 4. März 2024. Am 5. Juni 2024 stürzte in Husum ein Kran um.
"""
CONFIG = 'title = "T"\nsources = ["articles"]\ntoday = 2024-12-01\n'


class Project:
    """A folder with two articles, built."""

    def __init__(self, folder: Path, invoke: Invoke) -> None:
        self.folder, self.invoke = folder, invoke
        (folder / "articles").mkdir()
        (folder / "timeline.toml").write_text(CONFIG, encoding="utf-8")
        for name, text in (("a", A), ("b", B)):
            (folder / "articles" / f"{name}.txt").write_text(text, encoding="utf-8")
        self.build()
        self.file = folder / "edits.toml"

    def build(self, *options: str) -> Result:
        result = self.invoke("build", *options)
        assert result.exit_code == 0, result.output
        return result

    def events(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = json.loads((self.folder / "site" / "chronology.json").read_text(encoding="utf-8"))["events"]
        return found

    def event(self, words: str) -> dict[str, Any]:
        return next(event for event in self.events() if words in json.dumps(event, ensure_ascii=False))

    def edit(self, words: str, *options: str) -> Result:
        return self.invoke("edit", self.event(words)["id"], *options)


@pytest.fixture
def project(here: Path, invoke: Invoke) -> Project:
    return Project(here, invoke)


def test_what_is_hidden_is_in_no_file_of_the_site(project: Project) -> None:
    identity = project.event("Kran")["id"]
    assert project.edit("Kran", "--hide").output == "edits.toml: written; the next `timeline build` follows it\n"
    project.build("--strict")
    pages = [path.read_text(encoding="utf-8", errors="replace") for path in (project.folder / "site").rglob("*") if path.is_file()]
    assert len(pages) > 3
    assert not [page for page in pages if "Kran" in page or identity in page]
    project.invoke("edit", identity, "--no-hide")
    project.build()
    assert project.event("Kran")["id"] == identity
    assert "[[edit]]" not in project.file.read_text(encoding="utf-8")  # nothing is decided of it any more


def test_every_option_is_followed_by_the_next_build(project: Project) -> None:
    member = project.event("Umbau")["members"][1]
    options = ["--headline", "Baubeginn", "--date", "2024-03-05", "--status", "expected", "--tag", "Hafen", "--tag", "Bau", "--pin"]
    options += ["--image", "https://example.org/a.jpg", "--alt", "Ein Bagger", "--credit", "dpa", "--order", "2"]
    assert project.invoke("edit", member, *options).exit_code == 0
    assert project.invoke("edit", member, "--note", "Zuvor stand hier der 5. Mai.", "--on", "2024-11-20").exit_code == 0
    project.build("--strict")
    event = project.event("Umbau")
    assert {key: event[key] for key in ("headline", "date", "status", "tags", "pinned", "image", "corrections")} == {
        "headline": "Baubeginn",
        "date": "2024-03-05",
        "status": "expected",
        "tags": ["Hafen", "Bau"],
        "pinned": True,
        "image": {"src": "https://example.org/a.jpg", "alt": "Ein Bagger", "credit": "dpa"},
        "corrections": [{"date": "2024-11-20", "note": "Zuvor stand hier der 5. Mai."}],
    }
    assert load_edits(project.file).edit[0].order == 2
    assert project.invoke("edit", member, "--headline", "", "--tag", "").exit_code == 0
    project.build()
    assert (project.event("Umbau")["headline"][:6], project.event("Umbau")["tags"]) == ("Am 4. ", [])


def test_a_picture_of_the_project_is_published_with_its_event(project: Project) -> None:
    head = b"\x89PNG\r\n\x1a\n" + (13).to_bytes(4, "big") + b"IHDR" + (640).to_bytes(4, "big") + (480).to_bytes(4, "big")
    (project.folder / "crane.png").write_bytes(head + bytes(20))
    project.edit("Kran", "--image", "crane.png", "--alt", "Ein Kran im Hafenbecken")
    project.build("--strict")
    assert [path.read_bytes()[:8] for path in (project.folder / "site").rglob("*.png")] == [head[:8]]
    page = (project.folder / "site" / "index.html").read_text(encoding="utf-8")
    assert 'alt="Ein Kran im Hafenbecken"' in page
    project.edit("Kran", "--image", "gone.png", "--alt", "x")
    assert "edits.toml: warning: image gone.png" in project.build().stderr


def test_the_picture_of_a_document_that_tells_what_is_hidden_alone_is_not_published(project: Project) -> None:
    head = b"\x89PNG\r\n\x1a\n" + (13).to_bytes(4, "big") + b"IHDR" + (640).to_bytes(4, "big") + (480).to_bytes(4, "big")
    (project.folder / "articles" / "c.png").write_bytes(head + bytes(20))
    article = (
        "---\ndate: 2024-11-16\nlanguage: de\nimage: c.png\nimage_alt: Rinder\n---\nAm 9. Juni 2024 verkaufte Petersen siebzig Rinder.\n"
    )
    (project.folder / "articles" / "c.md").write_text(article, encoding="utf-8")
    project.build()
    assert len(list((project.folder / "site").rglob("*.png"))) == 1
    project.edit("Rinder", "--hide")
    project.build()
    assert list((project.folder / "site").rglob("*.png")) == []


def test_merge_and_split_and_back_again(project: Project) -> None:
    crane, minister = project.event("Kran")["id"], project.event("Minister")["id"]
    project.invoke("edit", crane, "--merge-with", minister)
    project.build()
    assert sorted(project.event("Kran")["members"]) == sorted([crane, minister])
    project.invoke("edit", crane, "--split", minister)
    project.build()
    assert project.event("Kran")["members"] == [crane]
    one, other = project.event("Umbau")["members"]
    project.invoke("edit", one, "--split", other)
    project.build("--strict")
    assert [event["members"] for event in project.events()][:2] == [[one], [other]]
    project.invoke("edit", one, "--merge-with", other)
    project.build("--strict")
    assert project.event("Umbau")["members"] == [one, other]


def test_what_names_the_table_can_be_split_off(project: Project) -> None:
    one, other = project.event("Umbau")["members"]
    project.invoke("edit", one, "--headline", "Baubeginn")
    project.invoke("edit", other, "--split", one)
    project.build("--strict")
    assert {event["members"][0]: event["headline"] for event in project.events()}[other] == "Baubeginn"


def test_comments_and_every_other_byte_stay(project: Project) -> None:
    crane, minister = project.event("Kran")["id"], project.event("Minister")["id"]
    text = f"""# Our word.

# Asked for by the lawyer.
[[edit]] # first
event = "{minister}"
hide = true # for now


# the crane
[[edit]]
event   =   "{crane}"
tags = [
  "Hafen", # the old one
]
"""
    project.file.write_text(text, encoding="utf-8", newline="")
    project.edit("Kran", "--pin", "--note", "x", "--on", "2024-11-20")
    changed = project.file.read_text(encoding="utf-8")
    assert changed.startswith(text)
    assert "pin = true" in changed[len(text) :]
    project.edit("Kran", "--undo")
    assert project.file.read_text(encoding="utf-8") == text[: text.index("\n\n# the crane")].rstrip() + "\n"


def test_line_ends_of_windows_stay(project: Project) -> None:
    project.file.write_bytes(b"# ours\r\n")
    project.edit("Kran", "--hide")
    project.edit("Minister", "--hide")
    content = project.file.read_bytes()
    assert content.count(b"\n") == content.count(b"\r\n") > 5


def test_a_correction_bears_the_day_of_the_clock(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1732104000")
    project.edit("Kran", "--note", "Es war ein Bagger.")
    assert load_edits(project.file).edit[0].corrections == (Correction(Day(2024, 11, 20), "Es war ein Bagger."),)


def test_documents_come_and_go_and_the_edit_stays(project: Project) -> None:
    project.edit("Umbau", "--headline", "Baubeginn")
    article = project.folder / "articles" / "a.txt"
    article.rename(article.with_suffix(".kept"))
    result = project.build()
    assert project.event("Umbau")["headline"] == "Baubeginn"  # by the other article's telling
    assert "note: " in result.stderr
    article.with_suffix(".kept").rename(article)
    (project.folder / "articles" / "b.txt").unlink()
    project.build("--strict")
    assert project.event("Umbau")["headline"] == "Baubeginn"


def test_an_edit_of_what_is_gone_is_a_problem_and_strictly_none_to_build_with(project: Project) -> None:
    project.edit("Kran", "--headline", "Unglück", "--note", "x", "--on", "2024-11-20")
    (project.folder / "articles" / "b.txt").unlink()
    result = project.invoke("build")
    assert result.exit_code == 0
    line = next(line for line in result.stderr.splitlines() if line.startswith("edits.toml:"))
    assert line.startswith("edits.toml:3: warning: not applied: ")
    assert "2024-06-05: Am 5. Juni 2024 stürzte in Husum ein Kran um" in line
    assert "headline Unglück" in line
    assert project.invoke("build", "--strict").exit_code == 1
    # of a part of the documents nothing else can be expected
    assert project.invoke("build", "articles/a.txt", "--strict", "-o", "part").exit_code == 0


def test_a_part_of_a_project_hides_what_the_whole_hides(project: Project) -> None:
    project.edit("Kran", "--hide")
    assert project.invoke("build", "articles/b.txt", "-o", "part").exit_code == 0
    assert "Kran" not in (project.folder / "part" / "chronology.json").read_text(encoding="utf-8")


def test_without_settings_the_file_is_beside_the_documents(here: Path, invoke: Invoke) -> None:
    (here / "pile").mkdir()
    (here / "pile" / "a.txt").write_text(A, encoding="utf-8")
    assert invoke("build", "pile", "--today", "2024-12-01").exit_code == 0
    table = json.loads((here / "site" / "chronology.json").read_text(encoding="utf-8"))
    assert invoke("edit", table["events"][0]["id"], "pile", "--hide").exit_code == 0
    assert (here / "pile" / "edits.toml").exists()
    assert invoke("build", "pile", "--today", "2024-12-01").exit_code == 0
    assert "Umbau" not in (here / "site" / "chronology.json").read_text(encoding="utf-8")
    assert invoke("build", "pile/*", "--today", "2024-12-01").exit_code == 0  # the pattern does not take it for an article


def test_stories_are_told_apart(project: Project) -> None:
    stories = "".join(f'[[story]]\nslug = "{name}"\ntitle = "S"\nsources = ["articles/{name}.txt"]\n' for name in "ab")
    (project.folder / "timeline.toml").write_text("today = 2024-12-01\n" + stories, encoding="utf-8")
    entry = '[[entry]]\nstory = "b"\ndate = "2024"\nquote = "Es war so."\nsource = { title = "t" }\n'
    project.file.write_text(f'[[edit]]\nevent = "{project.event("Kran")["id"]}"\nhide = true\n{entry}', encoding="utf-8")
    project.build("--strict")
    texts = {name: (project.folder / "site" / name / "chronology.json").read_text(encoding="utf-8") for name in "ab"}
    assert [name for name in "ab" if "Es war so." in texts[name]] == ["b"]
    assert "Kran" not in texts["b"]
    project.file.write_text(entry.replace('"b"', '"c"'), encoding="utf-8")
    assert "edits.toml:1: story 'c' is none of the project's; they are a, b" in project.invoke("build").output


WRONG = {
    "an id that nothing has": (["nothing", "--hide"], 1, "no event in site has a statement with the id nothing"),
    "no change": (["ID"], 2, "say what to change"),
    "a split of another event": (["ID", "--split", "OTHER"], 2, "is no other source of"),
    "a partner that is not there": (["ID", "--merge-with", "nothing"], 1, "the id nothing"),
    "a date that is none": (["ID", "--date", "March"], 2, "'March' is no EDTF date"),
    "a picture's words without it": (["ID", "--alt", "x"], 2, "--alt and --credit go with --image"),
    "nothing to undo": (["ID", "--undo"], 1, "nothing is decided of"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_said_and_nothing_is_written(case: str, project: Project) -> None:
    arguments, code, message = WRONG[case]
    names = {"ID": project.event("Kran")["id"], "OTHER": project.event("Minister")["id"]}
    result = project.invoke("edit", *(names.get(argument, argument) for argument in arguments))
    assert (result.exit_code, message in result.output) == (code, True), result.output
    assert not project.file.exists()


def test_a_broken_file_stays_as_it_is(project: Project) -> None:
    project.file.write_text("[[edit]]\nevnt = 1\n", encoding="utf-8")
    result = project.edit("Kran", "--hide")
    assert (result.exit_code, "edits.toml:2: unknown key" in result.output) == (1, True)
    assert project.file.read_text(encoding="utf-8") == "[[edit]]\nevnt = 1\n"


def test_a_file_of_another_name_must_be_there(project: Project) -> None:
    (project.folder / "timeline.toml").write_text(f'{CONFIG}edits = "desk/word.toml"\n', encoding="utf-8")
    assert "word.toml: cannot be read" in project.invoke("build").output
