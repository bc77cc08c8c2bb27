"""Equal inputs give equal bytes: whatever the day, the time zone, the locale, the hash seed and the working folder."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Process

ROOT = Path(__file__).parent.parent
# `faketime` is not everywhere; SOURCE_DATE_EPOCH moves the only clock there is (timeline.cli), so it stands for the day.
SURROUNDINGS = {
    "plain": {},
    "far east, tomorrow": {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1", "SOURCE_DATE_EPOCH": "1900000000"},
    "far west, long ago": {
        "TZ": "Etc/GMT+12",
        "LC_ALL": "tr_TR.UTF-8",
        "LANG": "de_DE",
        "PYTHONHASHSEED": "4294967295",
        "SOURCE_DATE_EPOCH": "0",
    },
}


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.fixture(scope="module")
def built(process: Process, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The example project, built from its own folder."""
    folder = tmp_path_factory.mktemp("plain")
    result = process("build", "-o", folder, cwd=ROOT)
    assert (result.returncode, result.stderr) == (0, b""), result.stderr.decode()
    return files(folder)


@pytest.mark.parametrize("name", list(SURROUNDINGS)[1:])
def test_a_build_does_not_depend_on_its_surroundings(process: Process, tmp_path: Path, built: dict[str, bytes], name: str) -> None:
    project = tmp_path / "elsewhere" / "projekt ä"
    shutil.copytree(ROOT / "seeds", project / "seeds")
    shutil.copy(ROOT / "timeline.toml", project)
    result = process("build", "--config", project / "timeline.toml", "-o", tmp_path / "out", cwd=tmp_path, env=SURROUNDINGS[name])
    assert result.returncode == 0, result.stderr.decode()
    assert files(tmp_path / "out") == built


def test_extract_and_tag_do_not_depend_on_their_surroundings(process: Process, tmp_path: Path) -> None:
    for command, name in zip(("extract", "tag"), list(SURROUNDINGS)[1:], strict=True):
        plain, moved = (
            process(command, ROOT / "seeds", cwd=cwd, env=SURROUNDINGS[env]).stdout for cwd, env in ((ROOT, "plain"), (tmp_path, name))
        )
        assert plain == moved != b""


def test_site_is_what_a_build_of_the_example_makes(built: dict[str, bytes]) -> None:
    committed = files(ROOT / "site")
    different = sorted(path for path in committed.keys() | built.keys() if committed.get(path) != built.get(path))
    assert different == [], f"run `timeline build` in {ROOT}, look at the pages, and commit them"
