"""How a site gets on disk: all of it or nothing, and over nothing that is somebody else's."""

from __future__ import annotations

from pathlib import Path

import pytest

from timeline import output
from timeline.errors import OutputError
from timeline.model import Page
from timeline.sources import MARKER


def site(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


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
