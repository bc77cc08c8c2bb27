"""The tagger against its peers, and its growth: `python benchmarks/tag.py`.

Throughput of tagging and resolving, texts in memory, one thread, warm: beside chrono-node, where Node.js and the package are there
(`npm install --prefix benchmarks chrono-node`), and dateparser's `search_dates`, round by round in the same run; medians of CPU time. The
figures of two machines cannot be compared, the ratios can (goal: 1.0 times chrono-node). "First sight" is the throughput on texts none of
whose words the process has met before. Texts: those of `benchmarks/speed.py`.

Then the time to load a language in a new process (bound: 40 ms), peak memory (bound: 120 MB), 10 MB of news against 1 MB (bound: 12 times),
and 1 MB of each hostile text against 1 MB of news (bound: 30 times).
"""

from __future__ import annotations

import random
import statistics
import subprocess
import sys
import time
from pathlib import Path

import speed

from timeline.config import Options
from timeline.languages import available, load
from timeline.model import Block, Day, Document
from timeline.resolve import resolve
from timeline.segment import rough_sentences
from timeline.tag import tag

ROUNDS = 7
MEGABYTE = 1_000_000
OPTIONS = Options(today=Day(2024, 12, 31))
NEWS = {
    "de": "Der Rat hat am Donnerstag (24. Oktober) beschlossen, die 1937 gebaute Brücke zu sperren. Das teilte die Stadt mit. "
    "Bis Ende März soll ein Gutachten vorliegen, danach wird über den Neubau entschieden, der seit Jahren umstritten ist.\n",
    "en": "The council voted on Thursday to close the bridge, built in 1937, to all traffic. Officials gave no further details. "
    "A report is due by the end of March, and the decision on a new bridge, long disputed, will follow soon after that.\n",
}
WORDS = {
    "de": "Mai Montag Jahr vor drei Ende 2024 24. bis Woche letzten im Oktober Uhr und",
    "en": "May Monday year ago three end 2024 of the week last in October and",
}
LOAD = """
import time
import timeline.tag, timeline.tag.grammar, timeline.languages
started = time.process_time()
timeline.tag.grammar.compile_grammar(timeline.languages.load({code!r}))
print(time.process_time() - started)
"""
MEMORY = """
import resource, sys
sys.path.insert(0, {here!r})
import speed, tag
for code in speed.CORPORA:
    tag.run(tag.documents(code))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1024 if sys.platform == "linux" else 1024**2))
"""


def documents(code: str) -> list[Document]:
    found = []
    for row in speed.texts(code):
        year, month, day = map(int, row["published"][:10].split("-"))
        text = row["text"]
        found.append(Document(row["id"], text, (Block("paragraph", 0, len(text)),), language=code, published=Day(year, month, day)))
    return found


def run(found: list[Document]) -> float:
    """CPU seconds to tag and resolve."""
    started = time.process_time()
    for document in found:
        language = load(document.language)
        mentions = tag(document.text, language, document.language)
        resolve(document, rough_sentences(document, mentions), language, OPTIONS)
    return time.process_time() - started


def throughput(code: str) -> None:
    found, rows = documents(code), speed.texts(code)
    size = sum(len(document.text.encode()) for document in found) / 1e6
    load(code)
    tag("", load(code), code)
    first = run(found)
    ours, theirs = [], []
    for _ in range(ROUNDS):
        ours.append(run(found))
        theirs.append(speed.chrono(code, rows))
    print(
        f"{code}: {len(found)} documents, {size:.2f} MB: {size / statistics.median(ours):.2f} MB/s; at first sight {size / first:.2f} MB/s"
    )
    paired = [theirs_ / ours_ for ours_, theirs_ in zip(ours, theirs, strict=True) if theirs_]
    if paired:
        chrono = statistics.median(time for time in theirs if time)
        print(f"  chrono-node {size / chrono:.2f} MB/s: ratio {statistics.median(paired):.2f} ({min(paired):.2f} to {max(paired):.2f})")
    sample = rows[:20]
    slow = speed.best_cpu(lambda: speed.search_dates(sample)) / sum(len(row["text"].encode()) for row in sample) * 1e6
    print(f"  dateparser search_dates {1 / slow:.3f} MB/s: ratio {slow * size / statistics.median(ours):.1f}")


def fresh(program: str, rounds: int = 1) -> float:
    """The median of what a program prints, each time in a new process."""
    command = [sys.executable, "-c", program]
    root = Path(__file__).parent.parent
    done = [subprocess.run(command, cwd=root, capture_output=True, text=True, check=True).stdout for _ in range(rounds)]
    return statistics.median(map(float, done))


def cpu(text: str, code: str) -> float:
    return run([Document("x", text, (Block("paragraph", 0, len(text)),), language=code, published=Day(2024, 10, 27))])


def hostile(code: str) -> dict[str, str]:
    words = WORDS[code].split()
    chosen = random.Random(1)  # noqa: S311 - a fixed seed: the same text in every run
    return {
        "1.1.1.1.…": "1." * (MEGABYTE // 2),
        "digits": "7" * MEGABYTE,
        "brackets": "(" * MEGABYTE,
        "blanks": " " * MEGABYTE,
        "one month": f"{words[0]} " * (MEGABYTE // 4),
        "date words": " ".join(chosen.choice(words) for _ in range(MEGABYTE // 5)),
    }


def growth(code: str, news: str) -> None:
    text = news * (MEGABYTE // len(news))
    cpu(text[:10_000], code)
    one = cpu(text, code)
    print(f"{code}: 1 MB of news {one:.2f} s; 10 MB {cpu(text * 10, code) / one:.1f} times that")
    for name, bad in hostile(code).items():
        print(f"  1 MB of {name:12} {cpu(bad, code) / one:6.2f} times that", flush=True)


def main() -> None:
    for code in speed.CORPORA:
        throughput(code)
    for code in available():
        print(f"{code}: loaded in {fresh(LOAD.format(code=code), 5) * 1000:.0f} ms")
    print(f"peak memory {fresh(MEMORY.format(here=str(Path(__file__).parent))):.0f} MB")
    for code, news in NEWS.items():
        growth(code, news)


if __name__ == "__main__":
    main()
