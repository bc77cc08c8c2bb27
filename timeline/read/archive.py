"""Archives: files that hold documents as files. Their members are given one by one, so that no archive is in memory as a whole."""

from __future__ import annotations

import io
import sys
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, BinaryIO, Protocol, cast

from timeline.errors import ReadError
from timeline.model import Problem, Severity
from timeline.read.provenance import UNKNOWN, Provenance
from timeline.read.signature import signature

if TYPE_CHECKING:
    from collections.abc import Iterator

    from timeline.config import Options

# By the names that `signature` has for them.
ARCHIVES = {"gzip": "timeline.read.gzip", "warc": "timeline.read.warc", "zip": "timeline.read.zip"}
_DEEPEST = 3  # archives within archives; what is packed deeper is made to wear readers out


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive: its display path (the archive's and its own), its bytes, and what the archive says of it."""

    name: str
    data: bytes
    known: Provenance = UNKNOWN


class Archive(Protocol):
    """What a module for a kind of archive must offer."""

    @property
    def suffixes(self) -> tuple[str, ...]:
        """The suffixes of the files that it reads."""

    def members(self, file: BinaryIO, name: str, options: Options) -> Iterator[Member | Problem]:
        """The documents in an archive, and what is wrong with those that are left out; `ReadError` for what ends the reading."""


@dataclass(slots=True)
class _Budget:
    """What an archive may unpack to, with the archives in it: they share one."""

    left: int

    def spend(self, size: int, options: Options) -> None:
        self.left -= size
        if self.left < 0:
            raise ReadError(unpacks_to_more(options))


def unpacks_to_more(options: Options) -> str:
    """Say that an archive is over the limit, and what to do."""
    limit = f"the limit of {options.max_unpacked / 1e6:g} MB"
    return f"unpacks to more than {limit}: split it or raise limits.max_unpacked_megabytes in timeline.toml"


def archive_of(file: BinaryIO) -> Archive | None:
    """The module that reads a file as an archive, or None for a document. The file must be seekable."""
    module = ARCHIVES.get(signature(file))
    return cast("Archive", import_module(module)) if module else None


def unpack(file: BinaryIO, archive: Archive, name: str, options: Options) -> Iterator[Member | Problem]:
    """The documents of an archive and of the archives in it, in their order. Never raises for what the archive holds."""
    # A crawl is meant to be larger than anything else: it is a stream, and its records have their own limit.
    budget = _Budget(sys.maxsize if getattr(archive, "endless", False) else options.max_unpacked)
    yield from _Unpacking(options, budget).members(file, archive, name, depth=1)


@dataclass(frozen=True, slots=True)
class _Unpacking:
    options: Options
    budget: _Budget

    def members(self, file: BinaryIO, archive: Archive, name: str, *, depth: int) -> Iterator[Member | Problem]:
        try:
            for member in archive.members(file, name, self.options):
                if isinstance(member, Problem):
                    yield member
                else:
                    self.budget.spend(len(member.data), self.options)
                    yield from self._within(member, depth)
        except ReadError as error:
            yield Problem(name, str(error), Severity.ERROR)
        except Exception as error:  # noqa: BLE001 - damaged archives make their libraries raise whatever they like
            reason = " ".join(f"{type(error).__name__}: {error}".split())[:200]
            yield Problem(name, f"is damaged, what follows could not be read ({reason}): pack it again", Severity.ERROR)

    def _within(self, member: Member, depth: int) -> Iterator[Member | Problem]:
        inner = io.BytesIO(member.data)
        nested = archive_of(inner)
        if nested is None:
            yield member
        elif depth == _DEEPEST:
            yield Problem(member.name, f"is an archive within {depth} others: unpack it first", Severity.ERROR)
        else:
            yield from self.members(inner, nested, member.name, depth=depth + 1)
