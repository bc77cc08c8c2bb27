"""When a page's article was published: what is stated, in the order of trust; what is only likely is a guess."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from timeline.model import GUESS, Day
from timeline.read.byline import SURE, shown
from timeline.read.dates import Moment, parse_day, parse_moment
from timeline.read.linked import texts
from timeline.read.written import month_number, written_days

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from timeline.config import Options
    from timeline.read.byline import Line, Shown
    from timeline.read.page import Page

GUESSED = "is a guess from"  # in the note on every guessed day

# Names that say that it is the day of publication, then names that mostly do.
_STATED = (
    *("article:published_time", "og:article:published_time", "og:published_time", "article:published", "datepublished", "date-published"),
    *("date_published", "parsely-pub-date", "sailthru.date", "pubdate", "bt:pubdate", "rbpubdate", "publishdate", "publish_date"),
    *("publish-date", "publish_time", "publishtime", "ptime", "publication_date", "publicationdate", "publication-date", "published"),
    *("published_time", "published-date", "published_at", "dcterms.issued", "dc.date.issued", "dcterms.available", "dc.date.available"),
    *("citation_publication_date", "citation_online_date", "citation_date", "cxenseparse:recs:publishtime", "cxenseparse:publishtime"),
    *("rnews:datepublished", "article.published", "originalpublicationdate", "article_date_original", "article:post_date", "og:pubdate"),
    *("displaydate", "display_date", "releasedate", "release_date", "issued", "first-published", "firstpublished", "lp.article:published"),
    *("vr:published_time", "shareaholic:article_published_time", "dcsext.articlefirstpublished", "nrk-published-at", "gsa:pubdate"),
    *("iso-8601-publish-date", "content_create_date", "article-published", "og:release_date", "prism.publicationdate", "last-published"),
)
_LIKELY = (
    *("dc.date", "dcterms.date", "date", "dc.date.created", "dcterms.created", "dc.created", "created", "datecreated", "article:created"),
    *("article.created", "article_date", "articledate", "article-date", "story_date", "creation_date", "eprints.datestamp", "pub_date"),
)
_CHANGED = (
    *("article:modified_time", "og:article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "dc.date.modified"),
    *("last-modified", "lastmod", "modified", "revised", "updated", "date-revised", "last_updated_date"),
)
_NO_DAYS = frozenset({Day(1970, 1, 1), Day(1969, 12, 31), Day(1900, 1, 1), Day(2000, 1, 1), Day(1980, 1, 1)})  # what empty fields become
_EARLIEST = 1600  # newspapers are as old
_URL_DAYS = (
    re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<s>[/._-]?)(?P<m>0\d|1[0-2])(?P=s)(?P<d>[0-3]\d)(?!\d)", re.ASCII),
    re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<s>[/_-])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})(?=[/._?#-]|$)", re.ASCII),
    re.compile(r"/(?P<y>(?:19|20)\d\d)[/-]?(?P<m>0\d|1[0-2])[/-]?(?P<d>[0-3]\d)(?=[/_.-])", re.ASCII),
    re.compile(r"(?<!\d)(?P<d>[0-3]\d)[._-](?P<m>0\d|1[0-2])[._-](?P<y>(?:19|20)\d\d)(?!\d)", re.ASCII),
)
_URL_WORD = re.compile(r"/(?P<y>(?:19|20)\d\d)/(?P<m>[a-z]{3,9})/(?P<d>\d{1,2})(?=/|$)", re.ASCII | re.IGNORECASE)
_PUBLISHED = re.compile(r"publish|pub-?date|post-?date|entry-?date|article-?date|post-?time|timestamp|created|issued", re.IGNORECASE)
_CHANGED_MARK = re.compile(r"updat|modif|changed|edited", re.IGNORECASE)
_ELSEWHERE = frozenset({"aside", "nav", "li", "figure", "article"})


class Dated(NamedTuple):
    """When something was published, and where that stood."""

    moment: Moment
    origin: str


def published(page: Page, around: Sequence[Line], options: Options) -> Dated | None:
    """The best statement of the day of publication, a guess where nothing states one, or None.

    Where the configuration gives a day, none is guessed.
    """
    dates = [date for line in around for date in shown(line, page.locale, options.today) if _is_possible(date.day, options.today)]
    stated = _stated(page, dates, options)
    if stated is not None:
        return _on_its_own_day(stated, dates, options)
    return None if options.published else _guessed(page, dates, options)


def url_day(url: str, today: Day) -> Day | None:
    """The day that an address or a file name has in it, if it is one of the past."""
    for pattern in _URL_DAYS:
        for match in pattern.finditer(url):
            if found := _day(match, match["m"], today):
                return found
    named = _URL_WORD.search(url)
    return _day(named, str(month_number(named["m"], "en")), today) if named else None


def _day(match: re.Match[str], month: str, today: Day) -> Day | None:
    try:
        found = parse_day(f"{match['y']}-{int(month):02}-{int(match['d']):02}", "", today)
    except ValueError:
        return None
    return found if found <= today else None


def _is_possible(day: Day, today: Day) -> bool:
    """Whether something can have been published on a day; a page may be read where it is still yesterday."""
    return day.year >= _EARLIEST and day not in _NO_DAYS and _distance(day, today) <= 1


def _distance(day: Day, other: Day) -> int:
    """Days from the second to the first; only exact for near ones."""
    from datetime import date  # noqa: PLC0415 - years beyond the calendar of datetime are far away whatever they are

    try:
        return date(*day).toordinal() - date(*other).toordinal()
    except ValueError:
        return (day > other) * 10_000 - (day < other) * 10_000


def _stated(page: Page, dates: Sequence[Shown], options: Options) -> Dated | None:
    sources: tuple[tuple[str, Callable[[], Iterator[str]]], ...] = (
        ("json-ld", lambda: texts(page.linked, "datePublished")),
        ("meta", lambda: page.named(*_STATED)),
        ("microdata", lambda: _properties(page.tree)),
        ("meta", lambda: page.named(*_LIKELY)),
        ("json-ld", lambda: texts(page.linked, "dateCreated", "uploadDate")),
        ("time", lambda: _own_times(page.tree)),
    )
    for origin, values in sources:
        for value in values():
            if (moment := _moment(value, page.locale, options)) is not None:
                return Dated(moment, origin)
    if found := url_day(page.url, options.today):
        return Dated(Moment(found), "url")
    best = max((date for date in dates if not date.updated and date.sure), key=lambda date: date.weight, default=None)
    return Dated(Moment(best.day), "byline") if best and best.weight >= SURE else None


def _moment(value: str, locale: str, options: Options) -> Moment | None:
    """What a value states, if it is a possible day of publication."""
    try:
        moment = parse_moment(value, locale, options.today, options.timezone)
    except ValueError:
        found = next((date for date in written_days(value, locale, options.today) if date.sure), None)
        if found is None:
            return None
        moment = Moment(found.day)
    return moment if _is_possible(moment.day, options.today) else None


def _on_its_own_day(stated: Dated, dates: Sequence[Shown], options: Options) -> Dated:
    """The statement with the day that the page shows, where that is the next or the last one: a time in UTC, told in another zone."""
    at = stated.moment.at
    if options.timezone or not at.endswith(("+00:00", "Z")):
        return stated
    seen = {date.day for date in dates if not date.updated and date.sure and date.weight >= SURE}
    if len(seen) == 1 and _could_be(at, _distance(day := seen.pop(), stated.moment.day)):
        return Dated(Moment(day, at), stated.origin)
    return stated


def _could_be(at: str, days: int) -> bool:
    """Whether a time in UTC is on the next or the last day in some time zone (they go from -12 to +14 hours)."""
    hour = int(at[11:13])
    return (days == 1 and hour >= 10) or (days == -1 and hour < 12)


def _properties(tree: Any) -> Iterator[str]:
    """The dates of microdata and RDFa, those of the article itself first."""
    found = []
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        names = f"{element.get('itemprop') or ''} {element.get('property') or ''}".lower().split()
        if element.get("pubdate") is not None or any(name.rpartition(":")[2] in {"datepublished", "issued"} for name in names):
            value = element.get("content") or element.get("datetime") or element.get("title") or element.text_content()
            found.append((element, value))
    article = _root(tree)
    yield from (value for element, value in found if element.getparent() is not None and element.getparent().tag == "head")
    yield from (value for element, value in found if _belongs(element, article))
    if len(found) == 1:
        yield found[0][1]


def _own_times(tree: Any) -> Iterator[str]:
    """The dates of the article's own `<time>`: a marked one, else the one above the text, else the only one."""
    article = _root(tree)
    times = [one for one in article.iter("time") if one.get("datetime") and _belongs(one, article) and not _is_change(one)]
    yield from (element.get("datetime") for element in times if _PUBLISHED.search(element.get("class") or ""))
    leading = _leading(article)
    yield from (element.get("datetime") for element in times if element in leading)
    if len({element.get("datetime")[:10] for element in times}) == 1:
        yield times[0].get("datetime")


def _is_change(element: Any) -> bool:
    marks = " ".join(one.get("class") or "" for one in (element, element.getparent()) if one is not None)
    before = (
        f"{element.getparent().text or ''} {getattr(element.getprevious(), 'tail', '') or ''}" if element.getparent() is not None else ""
    )
    if _PUBLISHED.search(marks):
        return False
    return bool(_CHANGED_MARK.search(marks)) or (len(before) < 60 and _says_changed(before + (element.text or "")))


def _says_changed(text: str) -> bool:
    from timeline.read.words import anywhere  # noqa: PLC0415 - the pattern is compiled for pages with such elements only

    return bool(anywhere("updated").search(text)) and not anywhere("published").search(text)


def _root(tree: Any) -> Any:
    """The element that holds the article: the first one with its headline, or what comes nearest to it."""
    articles = list(tree.iter("article"))
    found = next((one for one in articles if next(one.iter("h1"), None) is not None), None)
    if found is None:
        found = next((one for one in [*tree.iter("main"), *articles, *tree.iter("body")]), tree)
    return found


def _belongs(element: Any, article: Any) -> bool:
    """Whether an element is the article's own, and not a teaser's or the page's."""
    for ancestor in element.iterancestors():
        if ancestor is article:
            return True
        if ancestor.tag in _ELSEWHERE:
            return False
    return article.tag in {"html", "body"}


def _leading(article: Any) -> list[Any]:
    """The `<time>` elements above the first real paragraph."""
    found: list[Any] = []
    for element in article.iter("p", "time"):
        if element.tag == "time":
            found.append(element)
        elif len(element.text_content()) > 160:
            break
    return found


def _guessed(page: Page, dates: Sequence[Shown], options: Options) -> Dated | None:
    """What is only likely: a date that the page shows less clearly, one of a change, or what htmldate takes for the date."""
    likely = max((date for date in dates if not date.updated and date.weight > 1), key=lambda date: date.weight, default=None)
    if likely:
        return Dated(Moment(likely.day), GUESS)
    if found := _by_htmldate(page.tree, options):
        return Dated(Moment(found), GUESS)
    for value in (*texts(page.linked, "dateModified"), *page.named(*_CHANGED)):
        if (moment := _moment(value, page.locale, options)) is not None:
            return Dated(moment, GUESS)
    changed = next((date for date in dates if date.updated), None)
    return Dated(Moment(changed.day), GUESS) if changed else None


def _by_htmldate(tree: Any, options: Options) -> Day | None:
    """What htmldate takes for the date; without its wide search, which invents dates."""
    from htmldate import find_date  # noqa: PLC0415 - a heavy library that only pages without a stated date need

    today = options.today
    latest = f"{max(1996, min(today.year, 9999)):04}-{today.month:02}-{today.day:02}"
    try:
        found = find_date(tree, extensive_search=False, original_date=True, min_date="1990-01-01", max_date=latest)
        return parse_day(found, "", today) if found else None
    except (ValueError, TypeError, AttributeError):  # on markup that it does not expect
        return None
