"""Documents and kilobytes per second of `tag`, `extract` and `build`, and peak memory: `python benchmarks/speed.py`.

From JSON Lines, reading included; `benchmarks/tag.py` compares the tagger alone with its peers. CPU time of one process, after a
warm-up, the best of three runs; the figures of two machines cannot be compared, the ratios can. Texts: the annotated corpora in
`../shared` where they are, else the seeds, repeated to about 300 KB a language.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from timeline.config import Config, Options
from timeline.documents import extract_document, tag_document
from timeline.model import Day
from timeline.pipeline import build

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = Path(__file__).parent
SHARED = Path(os.environ.get("TIMELINE_SHARED", HERE.parents[1] / "shared"))
CORPORA = {"de": "de-krauts-dev", "en": "en-aquaint"}
OPTIONS = Options(today=Day(2024, 12, 31))
SIZE = 300_000
CHRONO = """
const chrono = require('chrono-node'); const docs = JSON.parse(require('fs').readFileSync(0, 'utf8'));
const parser = process.argv[1] === 'de' ? chrono.de : chrono;
const run = () => { for (const d of docs) parser.parse(d.text, new Date(d.published)); };
run(); let best = Infinity;
for (let i = 0; i < 3; i++) {
  const t = process.cpuUsage(); run(); const u = process.cpuUsage(t);
  best = Math.min(best, (u.user + u.system) / 1e6);
}
console.log(best);
"""

Texts = list[dict[str, str]]


def texts(language: str) -> Texts:
    corpus = SHARED / "corpora" / f"{CORPORA[language]}.jsonl"
    if corpus.is_file():
        found = [json.loads(line) for line in corpus.read_text(encoding="utf-8").splitlines()]
        return [{key: document[key] for key in ("id", "language", "published", "text")} for document in found]
    files = [
        path.read_text(encoding="utf-8")
        for path in sorted((HERE.parent / "seeds").rglob("*.md"))
        if f"lang: {language}" in path.read_text(encoding="utf-8")
    ]
    body = [text.split("---", 2)[-1] for text in files]
    count = SIZE // max(1, sum(map(len, body))) * len(body)
    return [{"id": str(i), "language": language, "published": "2024-11-01", "text": body[i % len(body)]} for i in range(count)]


def best_cpu(run: Callable[[], object]) -> float:
    run()
    taken = []
    for _ in range(3):
        started = time.process_time()
        run()
        taken.append(time.process_time() - started)
    return min(taken)


def search_dates(documents: Texts) -> None:
    from dateparser.search import search_dates as search  # noqa: PLC0415 - the peer is only loaded to be measured

    for document in documents:
        search(document["text"], languages=[document["language"]])


def chrono(language: str, documents: Texts) -> float | None:
    if not shutil.which("node") or not (HERE / "node_modules" / "chrono-node").is_dir():
        return None
    done = subprocess.run(
        ["node", "-e", CHRONO, language], cwd=HERE, input=json.dumps(documents), capture_output=True, text=True, check=True
    )
    return float(done.stdout)


def build_site(documents: Texts) -> None:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "articles.jsonl"
        source.write_text("\n".join(map(json.dumps, documents)), encoding="utf-8")
        build(Config(title="Speed", sources=(str(source),), output=str(Path(folder) / "site"), today=OPTIONS.today))


def measure(documents: Texts) -> dict[str, float]:
    data = "\n".join(json.dumps(document) for document in documents).encode()
    return {
        "timeline tag": best_cpu(lambda: tag_document(data, "a.jsonl", OPTIONS)),
        "timeline extract": best_cpu(lambda: extract_document(data, "a.jsonl", OPTIONS)),
        "timeline build": best_cpu(lambda: build_site(documents)),
    }


def main() -> None:
    for language in CORPORA:
        documents = texts(language)
        size = sum(len(document["text"].encode()) for document in documents) / 1000
        rows = measure(documents)
        print(f"{language}: {len(documents)} documents, {size:.0f} KB")
        for name, seconds in rows.items():
            ratio = seconds / rows["timeline tag"]
            print(f"  {name:24} {len(documents) / seconds:9.0f} documents/s {size / seconds:8.0f} KB/s {ratio:8.2f} × the time of tag")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1024 if sys.platform == "linux" else 1024**2)
    print(f"peak memory {memory} MB")


if __name__ == "__main__":
    main()
