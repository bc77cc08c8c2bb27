"""Themes: where their files are, how they are rendered, and what is said when one of them is wrong."""

from __future__ import annotations

import tomllib
import traceback
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import (
    BytecodeCache,
    ChoiceLoader,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
)
from jinja2.sandbox import SandboxedEnvironment

from timeline.config import Tokens
from timeline.errors import ThemeError
from timeline.export import tokens as design
from timeline.export.view import ThemeView
from timeline.model import Page
from timeline.plugins import plugins

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from jinja2 import Template
    from jinja2.bccache import Bucket

DEFAULT = "default"
_LOOK = ("style.css", "favicon.svg")  # what the default theme does not lend to others
STATIC = "static"
_PACKAGE = Path(__file__).resolve().parent.parent
_VIEWS = tuple(f"timeline.export.{name}" for name in ("view", "entry_view", "overview", "meta"))
_TEXT_SUFFIXES = {".css", ".svg", ".txt", ".js", ".json", ".html"}


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme with the user's changes to it: `folders` are searched in this order; `tokens` are put into its own style sheets."""

    name: str
    folders: tuple[Path, ...]
    stylesheets: tuple[str, ...]
    icon: str
    tokens: Tokens = field(default_factory=Tokens)

    @property
    def view(self) -> ThemeView:
        """What templates see of it."""
        return ThemeView(self.name, self.stylesheets, self.icon)


def builtin_themes() -> Path:
    """The folder of the built-in themes: inside the package in a wheel, beside it in a checkout."""
    packaged = _PACKAGE / "templates"
    return packaged if packaged.is_dir() else _PACKAGE.parent / "templates"


def load(name: str, templates: Sequence[Path] = (), tokens: Tokens | None = None) -> Theme:
    """Find the theme `name` and put the user's folders of templates before it; a `ThemeError` says what is missing.

    A style sheet in a user's `static/` that the theme does not have is linked after the theme's own.
    """
    for folder in templates:
        if not folder.is_dir():
            raise ThemeError(f"{folder}: no such folder of templates; create it or remove the setting 'templates'")
    home = _home(name)
    table = _settings(home / "theme.toml")
    icon = str(table.get("icon", ""))
    return Theme(
        name, (*templates, home), tuple(_stylesheets(table, home, templates)), f"{STATIC}/{icon}" if icon else "", tokens or Tokens()
    )


class _Environment(SandboxedEnvironment):
    """The sandbox, which lets a template's look at our own values pass at once: they hold nothing but what it may see.

    Asking for each of them would take a third of the time that a large site takes.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.found: dict[str | Template, Template] = {}

    def getattr(self, obj: object, attribute: str) -> Any:
        """The attribute that a template asks for."""
        if type(obj).__module__ in _VIEWS and attribute[0] != "_":
            try:
                return getattr(obj, attribute)
            except AttributeError:
                pass  # the sandbox says what is wrong
        return super().getattr(obj, attribute)

    def get_template(self, name: str | Template, *_: Any, **__: Any) -> Template:
        """The template of a name, found once: a long page asks for its parts thousands of times."""
        if name not in self.found:
            self.found[name] = super().get_template(name)
        return self.found[name]


class _Compiled(BytecodeCache):
    """Compiled templates, for the next `Templates` of the same words and folders; one whose text has changed is compiled again."""

    def __init__(self) -> None:
        self.code: dict[str, tuple[str, Any]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill in what is known."""
        checksum, code = self.code.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        self.code[bucket.key] = bucket.checksum, bucket.code


@lru_cache(maxsize=64)
def _compiled(words: str) -> _Compiled:
    """What was compiled with these filters."""
    del words
    return _Compiled()


class Templates:
    """The templates of a theme: escaping on, unknown names are errors, and no way out of the values given.

    What a theme lacks is taken from the default one, so that a theme is as small as its differences. The theme's templates are there
    under `theme/` as well, and the default one's under `default/`, so that a template of the same name can extend them. `words` names
    what the filters are: what they make of constants is part of a compiled template.
    """

    def __init__(self, theme: Theme, filters: Mapping[str, Callable[..., Any]], words: str) -> None:
        self.folders = tuple(str(folder) for folder in (*theme.folders, builtin_themes() / DEFAULT))
        names = {"theme": self.folders[len(theme.folders) - 1 :], DEFAULT: self.folders[-1:]}
        own = PrefixLoader({name: FileSystemLoader(folders) for name, folders in names.items()})
        self.environment = _Environment(
            loader=ChoiceLoader([FileSystemLoader(self.folders), own]),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
            bytecode_cache=_compiled(words),
        )
        self.environment.filters.update(filters)

    def render(self, name: str, **context: object) -> str:
        """Render a template; a `ThemeError` names the template's file and line."""
        try:
            return self.environment.get_template(name).render(**context)
        except TemplateSyntaxError as error:
            raise ThemeError(f"{error.filename or error.name or name}:{error.lineno}: {_one_line(error)}") from error
        except TemplateNotFound as error:
            raise ThemeError(f"{self._place(error, name)}: the template {error.name!r} is in no folder of the theme") from error
        except (TemplateError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError, RecursionError) as error:
            raise ThemeError(f"{self._place(error, name)}: {_one_line(error)}") from error

    def _place(self, error: Exception, name: str) -> str:
        """File and line of the innermost template that the error passed through."""
        frames = [
            frame
            for frame in traceback.extract_tb(error.__traceback__)
            if frame.filename.startswith(self.folders) and not frame.filename.endswith(".py")
        ]
        return f"{frames[-1].filename}:{frames[-1].lineno}" if frames else name


def assets(theme: Theme) -> list[Page]:
    """The theme's static files under `static/`; a user's file of the same name takes the place of the theme's.

    What the default theme's templates ask for is there in any theme: the scripts, and all of the embeds. Its look is not.
    """
    found: dict[str, Path] = {}
    for folder in reversed((*theme.folders, builtin_themes() / DEFAULT)):
        for path in sorted((folder / STATIC).rglob("*")):
            if path.is_file() and not path.name.startswith(".") and (folder in theme.folders or path.name not in _LOOK):
                found[path.relative_to(folder).as_posix()] = path
    pages = [Page(name, _content(found[name])) for name in sorted(found)]
    return _designed(pages, theme) if theme.tokens != Tokens() else pages


def _designed(pages: Sequence[Page], theme: Theme) -> list[Page]:
    css = {page.path: page.content.decode("utf-8", "replace") for page in pages if page.path.endswith(".css")}
    sheets = {path: text for path, text in css.items() if path in theme.stylesheets}
    embeds = {path: design.restyled(text, theme.tokens) for path, text in css.items() if path not in sheets}
    designed = embeds | design.applied(sheets, theme.tokens, theme.name)
    return [Page(page.path, designed[page.path].encode()) if page.path in designed else page for page in pages]


def _home(name: str) -> Path:
    builtin = {path.name: path for path in sorted(builtin_themes().iterdir()) if (path / "theme.toml").is_file()}
    added = plugins("themes", {})
    if name in builtin and name in added:
        raise ThemeError(f"theme {name!r}: {added[name].value} has the name of a built-in theme; uninstall it or rename it")
    if name in builtin:
        return builtin[name]
    if name not in added:
        raise ThemeError(f"theme {name!r} is unknown; there are {', '.join(sorted({*builtin, *added}))}")
    home = Path(added[name].load())
    if not (home / "theme.toml").is_file():
        raise ThemeError(f"theme {name!r}: {home} has no theme.toml")
    return home


def _settings(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ThemeError(f"{path}: {_one_line(error)}") from error


def _stylesheets(table: dict[str, Any], home: Path, templates: Sequence[Path]) -> list[str]:
    own = [str(name) for name in table.get("stylesheets", ())]
    added = {path.name for folder in templates for path in (folder / STATIC).glob("*.css") if not (home / STATIC / path.name).is_file()}
    return [f"{STATIC}/{name}" for name in [*own, *sorted(added - set(own))]]


def _content(path: Path) -> bytes:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ThemeError(f"{path}: cannot be read: {error.strerror}") from error
    # a checkout on Windows may have other line ends; the site's bytes are the same everywhere
    return content.replace(b"\r\n", b"\n") if path.suffix in _TEXT_SUFFIXES else content


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__
