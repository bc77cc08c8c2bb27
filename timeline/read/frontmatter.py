"""Front matter: the `key: value` lines between `---` (YAML) or `+++` (TOML) at the start of a Markdown file.

YAML is read by a small parser of our own on purpose: every value is a text for us, and YAML's typed scalars would turn the
language `no` into false and the time `12:30` into 750. It reads what front matter uses: scalars, quotes, lists, folded text and
tables of one level; other constructs are passed over.
"""

from __future__ import annotations

import json
import re
import tomllib
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from timeline.model import Problem
from timeline.read.fields import Entry, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_CLOSING = {"---": ("---", "..."), "+++": ("+++",)}
_LONGEST = 1000  # lines; without a limit a page that starts with a rule would be searched to its end
_KEY = re.compile(r"""["']?([^\W\d][\w .\-]{0,60}?)["']?\s*:(?:\s+(.*)|\s*)""")
_COMMENT = re.compile(r"(?:^|\s)#.*")
_TOML_LINE = re.compile(r"\(at line (\d+),")


class FrontMatter(NamedTuple):
    """The fields, what is wrong with them, and the index of the first line after them."""

    entries: list[Entry]
    problems: list[Problem]
    end: int


def front_matter(lines: Sequence[str], path: str) -> FrontMatter:
    """The front matter at the start of a file; none if its first line is no fence, or if what follows is not made like fields."""
    fence = lines[0].rstrip() if lines else ""
    if fence not in _CLOSING:
        return FrontMatter([], [], 0)
    end = next((i for i in range(1, min(len(lines), _LONGEST)) if lines[i].rstrip() in _CLOSING[fence]), 0)
    if not end:
        if fence == "---" and not (len(lines) > 1 and _KEY.fullmatch(lines[1])):
            return FrontMatter([], [], 0)  # a rule across the page
        return FrontMatter([], [Problem(path, f"the front matter is not closed: add a line {fence} after it", line=1)], 1)
    if fence == "+++":
        entries, problems = _toml(lines[1:end], path)
        return FrontMatter(entries, problems, end + 1)
    entries, problems = _yaml(lines[1:end], path)
    return FrontMatter(entries, problems, end + 1) if entries or end == 1 else FrontMatter([], [], 0)


def _yaml(lines: Sequence[str], path: str) -> tuple[list[Entry], list[Problem]]:
    entries: list[Entry] = []
    problems: list[Problem] = []
    for number, line, below in _statements(lines):
        match = _KEY.fullmatch(line)
        if match is None:
            problems.append(Problem(path, f"front matter: `{shown(line)}` is not made like `key: value`", line=number))
        else:
            entries += _values(match[1], (match[2] or "").strip(), below, number)
    return entries, problems


def _statements(lines: Sequence[str]) -> Iterator[tuple[int, str, list[str]]]:
    """Each line that starts a field, with its number in the file and the lines that belong to it."""
    start = 0
    while start < len(lines):
        end = start + 1
        while end < len(lines) and (not lines[end].strip() or lines[end][0] in " \t" or lines[end].startswith(("- ", "#"))):
            end += 1
        if lines[start].strip() and not lines[start].lstrip().startswith("#"):
            below = [line for line in lines[start + 1 : end] if line.strip() and not line.lstrip().startswith("#")]
            yield start + 2, lines[start].rstrip(), below
        start = end


def _values(name: str, value: str, below: list[str], number: int) -> list[Entry]:
    if value[:1] in {"|", ">"}:
        return [Entry(name, (" ".join(line.strip() for line in below),), number)]
    value = _uncommented(value)
    if value.startswith("[") or (value and not below):
        return [Entry(name, tuple(_inline(" ".join([value, *(line.strip() for line in below)]))), number)]
    if value:
        return [Entry(name, (_scalar(" ".join([value, *(line.strip() for line in below)])),), number)]
    if below and all(line.lstrip().startswith("-") for line in below):
        return [Entry(name, tuple(_scalar(_uncommented(line.strip()[1:].strip())) for line in below), number)]
    nested = [match for line in below if (match := _KEY.fullmatch(line.strip().removeprefix("- ")))]
    return [Entry(f"{name}.{match[1]}", (_scalar(_uncommented((match[2] or "").strip())),), number) for match in nested]


def _uncommented(value: str) -> str:
    """The value without a comment after it; `#` within quotes is part of the value."""
    if value[:1] in {'"', "'"}:
        end = value.rfind(value[0])
        return value[: end + 1] if end else value
    return _COMMENT.sub("", value, count=1).strip()


def _inline(value: str) -> list[str]:
    if not (value.startswith("[") and value.endswith("]")):
        return [_scalar(value)]
    return [_scalar(part.strip()) for part in value[1:-1].split(",") if part.strip()]


def _scalar(value: str) -> str:
    if len(value) > 1 and value[0] == value[-1] == "'":
        return value[1:-1].replace("''", "'")
    if len(value) > 1 and value[0] == value[-1] == '"':
        try:
            return str(json.loads(value))  # the escapes that YAML and JSON share
        except ValueError:
            return value[1:-1]
    return "" if value in {"~", "null"} else value


def _toml(lines: Sequence[str], path: str) -> tuple[list[Entry], list[Problem]]:
    try:
        found = tomllib.loads("\n".join(lines))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        reason = " ".join(str(error).split())
        at = _TOML_LINE.search(reason)
        return [], [Problem(path, f"the front matter is not TOML: {reason[:200]}", line=int(at[1]) + 1 if at else 1)]
    return [Entry(name, values, _line_of(name, lines)) for name, values in _flat(found)], []


def _flat(table: dict[str, Any]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for name, value in table.items():
        if isinstance(value, dict):
            for inner, deep in value.items():
                if texts := _texts(deep):
                    yield f"{name}.{inner}", texts
        elif texts := _texts(value):
            yield name, texts


def _texts(value: Any) -> tuple[str, ...]:
    values = value if isinstance(value, list) else [value]
    return tuple(one.isoformat() if isinstance(one, date | datetime) else one for one in values if isinstance(one, str | date))


def _line_of(name: str, lines: Sequence[str]) -> int:
    last = name.rpartition(".")[2]
    return next((number for number, line in enumerate(lines, start=2) if line.split("=")[0].strip().strip("\"'") == last), 1)
