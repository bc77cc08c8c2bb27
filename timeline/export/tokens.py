"""Design tokens: the values of `[tokens]` in place of those that a theme's style sheet starts with.

They are put where the theme declares them, not into a sheet of their own: what the theme says for narrow screens, for paper and for
forced colours still comes later and wins, and a page asks for no further file.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

from timeline.errors import ThemeError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from timeline.config import Tokens

_TOKEN = re.compile(r"--([a-z][a-z0-9-]*)\s*:\s*([^;}]+)")
_DARK = re.compile(r"@media\s*\(prefers-color-scheme:\s*dark\)\s*\{\s*:root\s*\{")


def declared(css: str) -> dict[str, str]:
    """The tokens of a style sheet with their first values: those of light screens."""
    values: dict[str, str] = {}
    for name, value in _TOKEN.findall(css):
        values.setdefault(name, value.strip())
    return values


def applied(sheets: Mapping[str, str], tokens: Tokens, theme: str) -> dict[str, str]:
    """The style sheets of `theme` with the tokens' values; a `ThemeError` names a token that none of them declares."""
    known = [name for css in sheets.values() for name in declared(css)]
    for name in {**dict(tokens.light), **dict(tokens.dark)}:
        if name not in known:
            raise ThemeError(f"tokens: theme {theme!r} has no token {name!r}; {_advice(name, known)}")
    return {path: restyled(css, tokens) for path, css in sheets.items()}


def restyled(css: str, tokens: Tokens) -> str:
    """A style sheet with the values of those tokens that it declares."""
    return _dark(_light(css, dict(tokens.light)), dict(tokens.dark))


def _advice(name: str, known: list[str]) -> str:
    near = get_close_matches(name, known, n=1)
    if near:
        return f"did you mean {near[0]!r}?"
    return f"known are {', '.join(dict.fromkeys(known))}" if known else "it brings no style; write a style sheet of your own"


def _light(css: str, values: Mapping[str, str]) -> str:
    for name, value in values.items():
        css = _replaced(css, name, value)
    return css


def _dark(css: str, values: Mapping[str, str]) -> str:
    """The style sheet with the values in its first block for dark screens, added there where the theme has none."""
    block = _DARK.search(css)
    if block is None:
        return css
    start, end = block.end(), css.index("}", block.end())
    inner = css[start:end]
    for name, value in values.items():
        inner = _replaced(inner, name, value) if name in declared(inner) else f"{inner.rstrip()}\n    --{name}: {value};\n  "
    return css[:start] + inner + css[end:]


def _replaced(css: str, name: str, value: str) -> str:
    return re.sub(rf"(--{name}\s*:\s*)[^;}}]+", lambda found: found[1] + value, css, count=1)
