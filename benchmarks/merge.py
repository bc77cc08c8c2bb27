"""Time and memory of merging: `python benchmarks/merge.py [NUMBER…]` (1,000 and 100,000 statements by default).

The statements are made up: stories of which each is told by several documents with other words, on as many days as a collection of
that size would have. Each number runs in a process of its own, and CPU time counts, so that other work does not.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import time

from timeline.chronology import chronicle
from timeline.model import Day, Document, Grain, Statement, TimeSpan

PER_DAY = 25
TELLERS = 4
SYLLABLES = ("ka", "ro", "mi", "ten", "dul", "ver", "sha", "pol", "gri", "nau", "bex", "lor", "wim", "tas", "fen", "zur")


def word(pick: random.Random) -> str:
    return "".join(pick.choice(SYLLABLES) for _ in range(3))


def made(number: int) -> tuple[list[Document], list[Statement]]:
    pick = random.Random(number)  # noqa: S311 - the same statements in every run
    common = [word(pick) for _ in range(400)]
    documents: dict[str, Document] = {}
    statements = []
    days = max(1, number // PER_DAY)
    for _ in range(number // TELLERS):
        at = pick.randrange(days)
        day = Day(1900 + at // 336, at // 28 % 12 + 1, at % 28 + 1)
        core = [word(pick).title(), word(pick), str(pick.randrange(3, 5000)), *pick.sample(common, 2)]
        for _teller in range(TELLERS):
            name = f"d{pick.randrange(max(1, number // 10))}"
            documents.setdefault(name, Document(name, "", (), path=name, language="en", published=day))
            quote = " ".join(["The", *pick.sample(core, 4), *pick.sample(common, 3)])
            start = pick.randrange(10**9)
            statements.append(Statement(name, quote, start, start + len(quote), TimeSpan(day, day, Grain.DAY), headline=quote))
    return list(documents.values()), statements


def measure(number: int) -> None:
    documents, statements = made(number)
    before = time.process_time()
    chronology = chronicle("Benchmark", "en", documents, statements)
    seconds = time.process_time() - before
    print(json.dumps([seconds, len(chronology.events), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("numbers", nargs="*", type=int, default=[1_000, 100_000], metavar="NUMBER")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        measure(arguments.one)
        return
    first = 0.0
    for number in arguments.numbers:
        found = subprocess.run([sys.executable, __file__, "--one", str(number)], check=True, capture_output=True, text=True).stdout
        seconds, events, megabytes = json.loads(found)
        first = first or seconds
        print(
            f"{number:8,} statements  {events:7,} events  {seconds:7.2f} s CPU  {seconds / first:6.1f} x  {megabytes:5.0f} MB", flush=True
        )


if __name__ == "__main__":
    main()
