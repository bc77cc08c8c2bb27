"""What an editor decides of a chronology, as frozen values: `edits.toml` (see `config_file.load_edits`), docs/editing.md for editors."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - `config_file` looks up what the fields are
from dataclasses import dataclass, field, replace

from timeline.model import Correction, Image, Status
from timeline.timespan import Day, TimeSpan  # noqa: TC001 - the same

EDITS_NAME = "edits.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What both tables of the file may say of an event.

    - `story`: the slug of the only story that is meant.
    - `pin`: the event is shown, however little it weighs.
    - `order`: among events of one date, those with a number come first, in the order of their numbers.
    - `tags`: in place of those that the event would have.
    - `image`: a table with `src`, `alt` and `credit`.
    - `corrections`: tables with `date` and `note`, shown with the event.
    """

    story: str = ""
    pin: bool = False
    order: int | None = None
    tags: tuple[str, ...] | None = None
    image: Image | None = None
    corrections: tuple[Correction, ...] = ()
    line: int | None = field(default=None, metadata={"key": False})  # of the table in the file


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit(Marks):
    """A table `[[edit]]`: what is decided of one event, whatever the documents.

    - `event`: the id of any statement that tells it.
    - `says`: what each statement said, by its id, when the edit was made: an edit whose statements are gone can say what it meant, and
      while one of those that told the event is left, it stands in for `event`.
    - `hide`: the event is published nowhere.
    - `headline`, `date` (EDTF), `status`: in place of those that the sources give.
    - `merge`: ids of statements whose events are this one.
    - `split`: ids of statements that do not tell this event.
    """

    event: str
    says: Mapping[str, str] = field(default_factory=dict)
    hide: bool = False
    headline: str = ""
    date: TimeSpan | None = None
    status: Status | None = None
    merge: tuple[str, ...] = ()
    split: tuple[str, ...] = ()

    @property
    def told_by(self) -> tuple[str, ...]:
        """The ids of the statements that told the event when the edit was made, the one that names it first."""
        others = (name for name in self.says if name not in (self.event, *self.merge, *self.split))
        return (self.event, *others)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The table `source` of an entry: where its words stand; it needs a `title` or a `url`. `language` is the story's by default."""

    title: str = ""
    url: str = ""
    publisher: str = ""
    author: str = ""
    published: Day | None = None
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry(Marks):
    """A table `[[entry]]`: an event that no document tells.

    - `date`: EDTF.
    - `quote`: the words of the source.
    - `source`: a table, see `Source`.
    - `headline`, `attribution`: as a statement has them.
    - `status`: `past` by default.
    """

    date: TimeSpan
    quote: str
    source: Source
    headline: str = ""
    attribution: str = ""
    status: Status = Status.PAST


@dataclass(frozen=True, slots=True)
class Edits:
    """All that editors decided, in the order of the file. `path` is what reports call it."""

    edit: tuple[Edit, ...] = ()
    entry: tuple[Entry, ...] = ()
    path: str = field(default=EDITS_NAME, metadata={"key": False})

    def about(self, event: str) -> Edit | None:
        """The edit of the event that this statement tells, as far as the file knows; one that names the statement itself comes first."""
        naming = [edit for edit in self.edit if event in (*edit.told_by, *edit.merge)]
        return min(naming, key=lambda edit: edit.event != event, default=None)

    def of(self, slug: str) -> Edits:
        """Those that concern the story of this slug; in a run without stories it is empty: the edits of all, and entries of no story."""
        edit = tuple(one for one in self.edit if not slug or one.story in ("", slug))
        return replace(self, edit=edit, entry=tuple(one for one in self.entry if one.story in ("", slug)))
