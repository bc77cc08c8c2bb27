"""The sample pages: each template of this folder with each article of `articles.toml`; run by path, from tests and benchmarks."""

from __future__ import annotations

import tomllib
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from babel.dates import format_date
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from timeline.model import Day

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
ZONE = timezone(timedelta(hours=2))
PUBLISHED, CHANGED, TEASER = (datetime(2024, month, day, 8, 15, tzinfo=ZONE) for month, day in ((10, 24), (10, 26), (10, 30)))
DAY = Day(2024, 10, 24)
TODAY = Day(2024, 11, 20)


class Sample(NamedTuple):
    """A page, the template and the language that it was made of, and what stands in the article."""

    template: str
    language: str
    source: str
    article: dict[str, Any]


def samples() -> Iterator[Sample]:
    """Every page, in the order of the templates and of the languages."""
    environment = Environment(loader=FileSystemLoader(HERE), undefined=StrictUndefined, autoescape=True)
    articles = tomllib.loads((HERE / "articles.toml").read_text(encoding="utf-8"))
    for path in sorted(HERE.glob("*.html")):
        template = environment.get_template(path.name)
        for code, article in articles.items():
            yield Sample(
                path.stem, code, template.render(a={**article, "lang": code, "slug": "bridge-opens"}, **_dates(code, article)), article
            )


def _dates(code: str, article: dict[str, Any]) -> dict[str, str]:
    locale = article["locale"]

    def shown(time: datetime, form: str = "long") -> str:
        return format_date(time, form, locale=locale)

    return {
        "iso": PUBLISHED.isoformat(),
        "utc": PUBLISHED.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%S+00:00"),  # noqa: UP017 - the module's own `timezone`
        "changed_iso": CHANGED.isoformat(),
        "teaser_iso": TEASER.isoformat(),
        "shown": shown(PUBLISHED),
        "shown_weekday": shown(PUBLISHED, "full"),
        "shown_short": shown(PUBLISHED, "medium"),
        "figures": PUBLISHED.strftime("%d.%m.%Y") if code != "zh" else PUBLISHED.strftime("%Y-%m-%d"),
        "changed_label": article["changed"],
        "changed_shown": shown(CHANGED),
        "teaser_shown": shown(TEASER),
        "teaser_figures": TEASER.strftime("%d.%m.%Y"),
    }
