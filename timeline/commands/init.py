"""`timeline init`."""

from __future__ import annotations

from pathlib import Path

import click

from timeline import __version__
from timeline.errors import OutputError

PACKAGE = f"timeline-press=={__version__}"
FILES = Path(__file__).parent.parent / "starter"
# What a folder is given, and the file of the package that it is made of: names with a dot would be lost in some archives.
PARTS = {
    "timeline.toml": "timeline.toml",
    "articles/example.md": "example.md",
    ".gitignore": "gitignore",
    ".github/workflows/timeline.yml": "workflow.yml",
}
PLACE = "INSTALL"


@click.command()
@click.argument("folder", metavar="[DIR]", default=".", type=click.Path(path_type=Path))
@click.option("--install-from", metavar="WHAT", default=PACKAGE, help="What the workflow gives to pip: a release, an address, a fork.")
def command(folder: Path, install_from: str) -> None:
    """Start a project: settings, a sample article, a workflow for GitHub Pages.

    DIR is the folder, made where it is missing; files that are there already stay as they are.
    """
    if any(char in install_from for char in "\"'\\\n\r`$"):
        raise click.UsageError("--install-from: quotes, $, ` and \\ cannot stand in it")
    for name, source in PARTS.items():
        path = folder / name
        if path.exists():
            click.echo(f"{path}: is there already, kept")
            continue
        text = (FILES / source).read_text(encoding="utf-8").replace(PLACE, install_from)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        except OSError as error:
            raise OutputError(f"{error.filename or path}: cannot be written: {error.strerror or error}") from error
        click.echo(f"{path}: written")
    inside = "" if folder == Path() else f"cd {folder} && "
    click.echo(f"Next: put your articles into {folder / 'articles'}, then: {inside}timeline build")
