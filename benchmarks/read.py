"""How right and how fast HTML is read, beside trafilatura and htmldate alone: `python benchmarks/read.py`.

The pages are the samples of tests/pages: the markup of some content management systems with one article in a dozen languages.
Counted are paragraphs of the article that are there word by word, lines of the page's surroundings that are there although they
are no part of it, and dates, titles and authors. CPU time of one process after a warm-up, the best of three runs.
"""

from __future__ import annotations

import re
import runpy
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import htmldate
import speed
import trafilatura

from timeline.config import Options
from timeline.read import html

if TYPE_CHECKING:
    from collections.abc import Callable

SAMPLES = runpy.run_path(str(Path(__file__).parents[1] / "tests" / "pages" / "render.py"))
OPTIONS = Options(today=SAMPLES["TODAY"])


def ours(source: str) -> dict[str, Any]:
    [document], _ = html.read(source.encode(), "page.html", OPTIONS)
    text = "\n".join(document.text[block.start : block.end] for block in document.blocks if block.kind in {"paragraph", "item"})
    return {
        "text": text,
        "date": str(document.published or ""),
        "guess": document.guesses("published"),
        "title": document.title,
        "author": document.author,
        "language": document.language,
    }


def trafilaturas(source: str) -> dict[str, Any]:
    found = trafilatura.bare_extraction(source, with_metadata=True, include_comments=False)
    if found is None:
        return dict.fromkeys(("text", "date", "title", "author", "language"), "") | {"guess": False}
    return {
        "text": found.text or "", "date": found.date or "", "guess": False, "title": found.title or "", "author": found.author or "",
        "language": found.language or "",
    }  # fmt: skip


def score(read: Callable[[str], dict[str, Any]], samples: list[Any], misses: defaultdict[str, Counter[str]]) -> Counter[str]:
    total: Counter[str] = Counter()
    for sample in samples:
        article, found = sample.article, read(sample.source)
        around = [*article["menu"][1:], *article["teasers"], article["comment"], article["newsletter"], article["away"], article["caption"]]
        body = "".join(found["text"].split())
        facts = {
            "paragraphs": sum("".join(text.split()) in body for text in article["text"]) / len(article["text"]),
            "noise": sum(
                any("".join(line.split()).startswith("".join(text.split())) for line in found["text"].splitlines()) for text in around
            ),
            "date": found["date"] == str(SAMPLES["DAY"]),
            "date wrong, unmarked": found["date"] not in {"", str(SAMPLES["DAY"])} and not found["guess"],
            "date guessed": found["guess"],
            "title": found["title"] == article["title"],
            "author": found["author"] == (article["author"] if article["author"] in sample.source else ""),
            "language": found["language"] == sample.language,
        }
        for name, value in facts.items():
            total[name] += value
            if (value > 0) if name in {"noise", "date wrong, unmarked", "date guessed"} else (value < 1):
                misses[name][sample.template] += 1
    return total


def padded(source: str) -> str:
    """The page with what news pages have besides: scripts, a menu of all departments, a list of other articles below."""
    script = "<script>" + "window.dataLayer=window.dataLayer||[];dataLayer.push({event:'x'});" * 800 + "</script>"
    menu = (
        "<nav><ul>"
        + "".join(f'<li class="menu-item"><a href="/m{n}"><span>Department {n}</span></a></li>' for n in range(120))
        + "</ul></nav>"
    )
    others = "".join(
        f'<div class="teaser"><a href="/t{n}"><h3>Another headline, number {n}</h3><p>And what it is about in a line.</p></a></div>'
        for n in range(60)
    )
    source = re.sub(r"(<body[^>]*>)", lambda match: f"{match[1]}{menu}", source, count=1)
    return source.replace("</head>", script + "</head>").replace("</body>", f'<div class="teasers">{others}</div></body>')


def main() -> None:
    samples = list(SAMPLES["samples"]())
    print(f"{len(samples)} pages")
    for name, read in {"timeline": ours, "trafilatura": trafilaturas}.items():
        misses: defaultdict[str, Counter[str]] = defaultdict(Counter)
        total = score(read, samples, misses)
        print(f"{name}: " + ", ".join(f"{fact} {100 * value / len(samples):.1f}" for fact, value in total.items()) + " (per 100 pages)")
        if "--misses" in sys.argv:
            for fact, templates in misses.items():
                print(f"    {fact}: {dict(templates)}")
    found = [
        htmldate.find_date(sample.source, original_date=True, extensive_search=True, max_date=str(SAMPLES["TODAY"])) for sample in samples
    ]
    right = sum(date == str(SAMPLES["DAY"]) for date in found)
    print(f"htmldate, wide search: date {100 * right / len(samples):.1f}, wrong {100 * (sum(map(bool, found)) - right) / len(samples):.1f}")
    sources = [padded(sample.source) for sample in samples]
    print(f"  {sum(map(len, sources)) / len(sources) / 1000:.0f} KB a page")
    runs = {
        "timeline, text and all fields": lambda: [ours(source) for source in sources],
        "trafilatura.extract, text alone": lambda: [trafilatura.extract(source) for source in sources],
        "trafilatura, text and fields": lambda: [trafilaturas(source) for source in sources],
    }
    for name, run in runs.items():
        print(f"  {name:34} {1000 * speed.best_cpu(run) / len(sources):6.2f} ms/page")


if __name__ == "__main__":
    main()
