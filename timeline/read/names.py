"""The parts of a display path, whatever system it comes from."""

from __future__ import annotations

import re

_SEPARATOR = re.compile(r"[/\\]")


def file_name(path: str) -> str:
    """The last part of a display path."""
    return _SEPARATOR.split(path)[-1]


def stem(path: str) -> str:
    """The file's name without its suffix: the id of its document."""
    name = file_name(path)
    head, dot, _ = name.rpartition(".")
    return head if dot and head else name


def suffix(path: str) -> str:
    """The suffix in lower case with its dot, or an empty string."""
    name = file_name(path)
    head, dot, tail = name.rpartition(".")
    return f".{tail.lower()}" if dot and head else ""
