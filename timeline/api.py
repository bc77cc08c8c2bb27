"""What a program calls: the two jobs of the command line, without its console, its clock and its search for files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from timeline import documents, pipeline
from timeline.config import Config, Options
from timeline.config_file import load_config
from timeline.errors import ReadError
from timeline.model import Day

if TYPE_CHECKING:
    from datetime import date

    from timeline.config import DocumentType
    from timeline.extraction import Extraction


def extract(
    source: str | bytes | Path,
    *,
    today: Day | date,
    published: Day | date | None = None,
    language: str = "",
    type: DocumentType = "auto",  # noqa: A002 - the name that the command line and the config have for it
    name: str = "text.txt",
) -> Extraction:
    """Find the dated statements of a text (`str`), of a file (`Path`) or of a file's content (`bytes`).

    `published` and `language` (a code such as `de`) hold where the document states none. `name` is what problems call a text or
    bytes; its suffix tells the format. The statements of each document are in the order of their dates; their offsets are code
    points into `Document.text`. A file that cannot be opened is a `ReadError`, anything wrong inside it a `Problem` in the result.
    """
    options = Options(_day(today), _day(published) if published else None, language, type)
    if isinstance(source, Path):
        try:
            return documents.extract_document(source.read_bytes(), str(source), options)
        except OSError as error:
            raise ReadError(f"{source}: cannot be read: {error.strerror}") from error
    data = source.encode("utf-8", "surrogatepass") if isinstance(source, str) else source
    return documents.extract_document(data, name, options)


def build(
    config: Config | Path | str, *, today: Day | date | None = None, strict: bool = False, workers: int | None = 1
) -> pipeline.Report:
    """Make the site of a project, given as a `Config` or as the path of its `timeline.toml`.

    `today` is needed where the config does not set it. With `strict` a warning or an error of any document is a `TimelineError`,
    and nothing is written. `workers` is the number of processes, None for one per processor where it pays; with more than one,
    call this under `if __name__ == "__main__":`, as `multiprocessing` asks.
    """
    settings = config if isinstance(config, Config) else load_config(Path(config))
    if today is not None:
        settings = replace(settings, today=_day(today))
    return pipeline.build(settings, strict=strict, workers=workers)


def _day(day: Day | date) -> Day:
    return day if isinstance(day, Day) else Day(day.year, day.month, day.day)
