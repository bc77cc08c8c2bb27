"""What all commands that read documents have in common: their arguments, the project that they work on, and their console."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, fields, replace
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, get_args

import click

from timeline.config import CONFIG_NAME, Config, Defaults, DocumentType, parse_day, parse_language, parse_share
from timeline.config_file import load_config
from timeline.edits import EDITS_NAME
from timeline.errors import ConfigError, TimelineError
from timeline.model import Day, Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Callable

PATIENCE = 1.0  # seconds before progress is shown


class Clock(Protocol):
    """What `cli` gives to every command; no command reads the time itself."""

    def today(self) -> Day:
        """The day, where neither the command line nor the config says it."""

    def seconds(self) -> float:
        """Seconds since the start."""


class Parsed(click.ParamType[Any]):
    """A value that a parser of the config reads; its ValueError is a usage error."""

    def __init__(self, name: str, parse: Callable[[str], Any]) -> None:
        self.name = name
        self._parse = parse

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Read a value of the command line."""
        try:
            return self._parse(value) if isinstance(value, str) else value
        except ValueError as error:
            self.fail(str(error), param, ctx)


@dataclass(slots=True)
class Desk:
    """A run: its project, and its console on standard error, where problems are lines and progress is one line that moves.

    `load` reads the settings once more, for a run that goes on while they change.
    """

    config: Config
    clock: Clock
    load: Callable[[], Config]
    strict: bool = False
    fatal: int = 0
    _shown: bool = False

    def tell(self, problem: Problem) -> None:
        """Print a problem as one line."""
        self.fatal += problem.severity is not Severity.NOTE
        self._clear()
        click.echo(" ".join(str(problem).split()), err=True)

    def progress(self, done: int, of: int) -> None:
        """Show how far the run is, on a terminal, when it takes longer than a second."""
        if done < of and sys.stderr.isatty() and self.clock.seconds() > PATIENCE:
            click.echo(f"\r{done} of {of} files", nl=False, err=True)
            self._shown = True
        elif done == of:
            self._clear()

    def check(self) -> None:
        """End a strict run that met a warning or an error."""
        if self.strict and self.fatal:
            raise TimelineError(f"problems that are fatal under --strict: {self.fatal}")

    def _clear(self) -> None:
        if self._shown:
            click.echo("\r\x1b[K", nl=False, err=True)
            self._shown = False


@dataclass(frozen=True, slots=True)
class _Given:
    """What the common options say."""

    paths: tuple[str, ...]
    date: Day | None
    language: str | None
    kind: DocumentType | None
    today: Day | None
    config_file: Path | None
    strict: bool


DAY = Parsed("day", parse_day)
_CODE = Parsed("code", parse_language)


def _percentage(text: str) -> str:
    parse_share(text)
    return text


PERCENT = Parsed("percentage", _percentage)
_OPTIONS = (
    click.argument("paths", nargs=-1, metavar="[PATHS]..."),
    click.option("--date", type=DAY, metavar="YYYY-MM-DD", help="Publication day of documents that state none."),
    click.option("--language", type=_CODE, metavar="CODE", help="Language of documents that state none (de, pt-BR)."),
    click.option(
        "--type", "kind", type=click.Choice(get_args(DocumentType)), help="What relative dates count from; auto tells by the text."
    ),
    click.option("--today", type=DAY, metavar="YYYY-MM-DD", help="The day that inferred years do not pass."),
    click.option("--config", "config_file", type=click.Path(path_type=Path), metavar="FILE", help=f"Settings, in place of {CONFIG_NAME}."),
    click.option("--strict", is_flag=True, help="Fail on warnings and errors; notes are no failure."),
)


def reading(function: Callable[..., None]) -> Callable[..., None]:
    """Give a command the arguments of all that read, and call it with a `Desk` and the options that are its own."""

    @wraps(function)
    @click.pass_obj
    def wrapper(clock: Clock, /, **options: Any) -> None:
        given = _Given(**{field.name: options.pop(field.name) for field in fields(_Given)})
        function(_desk(given, clock), **options)

    for option in reversed(_OPTIONS):
        wrapper = option(wrapper)
    return wrapper


def _desk(given: _Given, clock: Clock) -> Desk:
    def load() -> Config:
        config = project(given.paths, given.config_file)
        defaults = Defaults("*", language=given.language or "", published=given.date, type=given.kind)
        today = given.today or config.today or clock.today()
        return replace(config, documents=(*config.documents, defaults), today=today)

    return Desk(load(), clock, load, given.strict)


def project(paths: tuple[str, ...], config_file: Path | None) -> Config:
    """The settings of the run. With paths, those of the project that they lie in; the working folder has no part in it.

    Where they lie in none, what editors decided is in the nearest folder that holds all of them.
    """
    file = config_file or (_above(paths) if paths else Path(CONFIG_NAME))
    if not paths and not config_file and not Path(CONFIG_NAME).exists():
        raise ConfigError(f"{CONFIG_NAME}: no such file here; name the articles to read, or write one (see docs/configuration.md)")
    if file is None:
        common = _common(paths)
        config = Config(edits=str(common / EDITS_NAME)) if common else Config()
    else:
        config = load_config(file)
    return replace(config, sources=paths, story=(), base=Path()) if paths else config


def _above(paths: tuple[str, ...]) -> Path | None:
    """The config in the nearest folder that holds all the paths."""
    common = _common(paths)
    if common is None:
        return None
    return next((folder / CONFIG_NAME for folder in (common, *common.parents) if (folder / CONFIG_NAME).is_file()), None)


def _common(paths: tuple[str, ...]) -> Path | None:
    """The nearest folder that holds all the paths."""
    try:
        common = Path(os.path.commonpath([os.path.abspath(path) for path in paths]))  # noqa: PTH100 - resolve() follows links elsewhere
    except ValueError:  # on several drives of Windows
        return None
    return common if common.is_dir() else common.parent
