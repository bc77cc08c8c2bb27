"""Score the tagger on annotated corpora, beside the published peer: `python benchmarks/accuracy.py [CORPUS…]`.

The corpora and the scorer are not part of the project: they are looked for in `../shared` (or where `TIMELINE_SHARED` says), as
`corpora/*.jsonl` with lines `{id, language, published, text, timexes}` and `tools/score_tags.py`. Measures: strict and relaxed
span F1, value F1, and F1 of calendar values. `--half even|odd` takes every second document, to hold the others out.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from timeline.config import Options
from timeline.documents import tag_document
from timeline.model import Day

SHARED = Path(os.environ.get("TIMELINE_SHARED", Path(__file__).parents[2] / "shared"))
# HeidelTime 2.2 with TreeTagger on the same documents, each with its publication date as reference
HEIDELTIME = {
    "de-krauts-dev": (75.2, 82.0, 69.7, 76.2),
    "en-timebank": (85.3, 92.2, 79.8, 84.0),
    "en-aquaint": (81.3, 92.9, 73.4, 83.6),
    "en-wikiwars-dev": (85.7, 92.5, 83.5, 88.7),
    "fr-ftib-dev": (81.6, 90.8, 73.3, 80.3),
    "es-timebank-dev": (85.9, 90.4, 85.6, 91.3),
}
MEASURES = ("strict", "relaxed", "value", "cal")


def score(corpus: str, half: str | None, errors: int) -> tuple[float, ...]:
    lines = (SHARED / "corpora" / f"{corpus}.jsonl").read_text(encoding="utf-8").splitlines()
    lines = lines if half is None else lines[half == "odd" :: 2]
    options = Options(today=Day(2024, 12, 31), type="narrative" if "wikiwars" in corpus else "news")
    with tempfile.TemporaryDirectory() as folder:
        gold, output, result = (Path(folder) / name for name in ("gold.jsonl", "output.jsonl", "result.json"))
        gold.write_text("\n".join(lines), encoding="utf-8")
        articles = tag_document(gold.read_bytes(), f"{corpus}.jsonl", options).articles
        rows = [
            {"doc": article.document.id, "start": e.mention.start, "end": e.mention.end, "type": e.type, "value": e.value}
            for article in articles
            for e in article.expressions
        ]
        output.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
        command = [
            sys.executable,
            str(SHARED / "tools" / "score_tags.py"),
            str(gold),
            str(output),
            "--json",
            str(result),
            "--errors",
            str(errors),
        ]
        shown = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        if errors:
            print(shown)
        found = json.loads(result.read_text(encoding="utf-8"))
    return tuple(100 * found[measure] for measure in MEASURES)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", nargs="*", default=list(HEIDELTIME), metavar="CORPUS")
    parser.add_argument("--half", choices=("even", "odd"))
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="show N errors of each corpus")
    arguments = parser.parse_args()
    if not SHARED.is_dir():
        sys.exit(f"{SHARED} is not there: set TIMELINE_SHARED to the folder with corpora/ and tools/")
    print(f"{'corpus':18} {'timeline':>27}   {'HeidelTime + TreeTagger':>27}   strict relaxed value cal")
    for corpus in arguments.corpora:
        ours = " ".join(f"{value:6.1f}" for value in score(corpus, arguments.half, arguments.errors))
        theirs = " ".join(f"{value:6.1f}" for value in HEIDELTIME.get(corpus, ()))
        print(f"{corpus:18} {ours:>27}   {theirs:>27}", flush=True)


if __name__ == "__main__":
    main()
