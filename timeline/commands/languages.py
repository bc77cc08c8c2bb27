"""`timeline languages`."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import click

from timeline import languages

if TYPE_CHECKING:
    from timeline.languages import Language

CORPUS = Path(__file__).parents[2] / "tests" / "corpus"  # it is no part of the wheel


@click.command()
def command() -> None:
    """List the languages that have data.

    One line each: code, name, number of rules, number of lines of its corpus (in a checkout, where the corpus is), and whether
    clauses, status and attribution are known or a statement is a whole sentence.
    """
    known = [language for code in languages.available() if (language := languages.load(code))]
    width = max(len(str(language.data["name"])) for language in known)
    for language in known:
        click.echo(_line(language, width))
    click.echo("Every other language: absolute dates only, and whole sentences.")


def _line(language: Language, width: int) -> str:
    data = language.data
    counts = [f"{len(data['rule'])} rules"]
    if (file := CORPUS / f"{language.code}.toml").is_file():
        counts.append(f"{corpus_lines(file)} corpus lines")
    counts.append("statements" if "statement" in data else "whole sentences")
    return f"{language.code}  {data['name']:{width}}  {', '.join(counts)}"


def corpus_lines(file: Path) -> int:
    """The number of phrases with a meaning and of negatives in a corpus file."""
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    return sum(len(lines) for part in ("phrases", "negative") for lines in table.get(part, {}).values())
