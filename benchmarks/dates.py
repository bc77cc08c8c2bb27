"""Score the importance of dates on stories of hundreds of articles: `python benchmarks/dates.py [TOPIC…]`.

The corpus is not part of the project: it is looked for in `../shared` (or where `TIMELINE_SHARED` says), as
`corpora/timeline17-dev/TOPIC.jsonl.gz` with `gold.json`, and `tools/score_dates.py`. Each topic is built as a user would, site and
all, in a process of its own on one core. The simple count of documents that name a date gets 0.607 with HeidelTime's dates.
"""

from __future__ import annotations

import argparse
import gzip
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

import timeline
from timeline.config import Config
from timeline.model import Day

SHARED = Path(os.environ.get("TIMELINE_SHARED", Path(__file__).parents[2] / "shared"))
CORPUS = SHARED / "corpora" / "timeline17-dev"
TODAY = Day(2012, 12, 31)  # after the last article


def build(source: Path, output: Path) -> None:
    report = timeline.build(Config(title=source.stem, sources=(str(source),), output=str(output), root=source.parent), today=TODAY)
    usage = resource.getrusage(resource.RUSAGE_SELF)
    counts = f"{report.documents} documents, {report.statements} statements, {report.events} events"
    print(f"{source.stem:8} {counts}  {usage.ru_utime + usage.ru_stime:.1f} s CPU  {usage.ru_maxrss / 1024:.0f} MB", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("topics", nargs="*", metavar="TOPIC")
    parser.add_argument("--one", nargs=2, type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        build(*arguments.one)
        return
    if not CORPUS.is_dir():
        sys.exit(f"{CORPUS} is not there: set TIMELINE_SHARED to the folder with corpora/ and tools/")
    topics = arguments.topics or sorted(path.name.removesuffix(".jsonl.gz") for path in CORPUS.glob("*.jsonl.gz"))
    with tempfile.TemporaryDirectory() as folder:
        for topic in topics:
            source = Path(folder) / f"{topic}.jsonl"
            source.write_bytes(gzip.decompress((CORPUS / f"{topic}.jsonl.gz").read_bytes()))
            subprocess.run([sys.executable, __file__, "--one", str(source), f"{folder}/{topic}"], check=True)
        pages = [f"{topic}={folder}/{topic}/chronology.json" for topic in topics]
        subprocess.run([sys.executable, str(SHARED / "tools" / "score_dates.py"), str(CORPUS / "gold.json"), *pages], check=True)


if __name__ == "__main__":
    main()
