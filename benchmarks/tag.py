"""Growth of the tagger on ordinary and on hostile text: `python benchmarks/tag.py`.

Prints the CPU time of 10 MB of news against 1 MB (bound: 12 times), and of 1 MB of each hostile text against 1 MB of news
(bound: 30 times). `benchmarks/speed.py` compares throughput with peers.
"""

from __future__ import annotations

import random
import time

from timeline.config import Options
from timeline.languages import load
from timeline.model import Block, Day, Document
from timeline.resolve import resolve
from timeline.segment import rough_sentences
from timeline.tag import tag

MEGABYTE = 1_000_000
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


def cpu(text: str, code: str) -> float:
    language, started = load(code), time.process_time()
    document = Document("x", text, (Block("paragraph", 0, len(text)),), language=code, published=Day(2024, 10, 27))
    mentions = tag(text, language, code)
    resolve(document, rough_sentences(document, mentions), language, Options(today=Day(2024, 12, 31)))
    return time.process_time() - started


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


def main() -> None:
    for code, news in NEWS.items():
        text = news * (MEGABYTE // len(news))
        cpu(text[:10_000], code)
        one = cpu(text, code)
        print(f"{code}: 1 MB of news {one:.2f} s; 10 MB {cpu(text * 10, code) / one:.1f} times that")
        for name, bad in hostile(code).items():
            print(f"  1 MB of {name:12} {cpu(bad, code) / one:6.2f} times that", flush=True)


if __name__ == "__main__":
    main()
