"""Pages that cannot drift: help texts, links, and the languages and keys that they name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from timeline.cli import COMMANDS, main

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "seeds" / "README.md"])


def commands_page() -> str:
    """The page of commands as it has to be; `python tests/test_docs.py` writes it."""

    def help_of(*command: str) -> str:
        text = CliRunner().invoke(main, [*command, "--help"], prog_name="timeline", terminal_width=110).stdout
        return f"```\n$ {' '.join(['timeline', *command, '--help'])}\n{text}```\n"

    head = (
        "# Commands\n\nWhat each command says of itself (`--help`). Where documents come from, which settings hold and what the exit codes "
        "mean is in [configuration.md](configuration.md).\n\n"
    )
    return head + help_of() + "".join(f"\n## `timeline {name}`\n\n{help_of(name)}" for name in sorted(COMMANDS))


def test_the_page_of_commands_is_what_they_say() -> None:
    page = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    assert page == commands_page(), "run `python tests/test_docs.py`, read what changed, and commit it"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    targets = [
        target.partition("#")[0]
        for target in re.findall(r"\]\(([^)\s]+)\)", text)
        if "://" not in target and not target.startswith(("#", "mailto:"))
    ]
    assert [target for target in targets if not (page.parent / target).exists()] == []


if __name__ == "__main__":
    (ROOT / "docs" / "commands.md").write_text(commands_page(), encoding="utf-8", newline="\n")
