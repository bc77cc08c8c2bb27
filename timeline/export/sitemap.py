"""What a site says to crawlers: `sitemap.xml` (sitemaps.org, version 0.9) and `robots.txt` (RFC 9309)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from timeline.model import Page

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from timeline.model import Day

INDEX = "index.html"
MOST = 50_000  # addresses in one file, by the standard

_CANONICAL = re.compile(rb'<link rel="canonical" href="([^"]*)"')
_NOINDEX = re.compile(rb'<meta name="robots" content="[^"]*\bnoindex\b')
_XMLNS = "http://www.sitemaps.org/schemas/sitemap/0.9"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def address(base_url: str, path: str) -> str:
    """The address that the file `path` has on the site; a folder's first page goes by the folder."""
    folder = path.removesuffix(INDEX) if path == INDEX or path.endswith(f"/{INDEX}") else path
    return f"{base_url.rstrip('/')}/{folder}"


def crawler_pages(base_url: str, pages: Sequence[Page], days: Mapping[str, Day], *, index: bool = True) -> list[Page]:
    """`robots.txt`, and the sitemap of the pages where an address is known and search engines are welcome.

    `days` gives the last change of what stands in a folder (the empty name is the top). A page that sends crawlers away, or names
    another one as canonical, is left out. `robots.txt` allows everything even where no page shall be indexed: a crawler that may
    not read a page does not see its `noindex`. Crawlers look for the file at the top of a host alone.
    """
    listed = [page.path for page in pages if page.path.endswith(".html") and _is_own(base_url, page)] if base_url and index else []
    maps = [_sitemap(base_url, listed[n : n + MOST], days) for n in range(0, len(listed), MOST)]
    robots = "User-agent: *\nAllow: /\n"
    if not maps:
        return [Page("robots.txt", robots.encode())]
    robots += f"Sitemap: {address(base_url, 'sitemap.xml')}\n"
    return [Page("robots.txt", robots.encode()), *_named(base_url, maps)]


def _is_own(base_url: str, page: Page) -> bool:
    canonical = _CANONICAL.search(page.content)
    named_otherwise = canonical is not None and canonical[1] != escape(address(base_url, page.path), {"'": "&#39;", '"': "&#34;"}).encode()
    return not named_otherwise and _NOINDEX.search(page.content) is None


def _named(base_url: str, maps: Sequence[str]) -> list[Page]:
    if len(maps) == 1:
        return [Page("sitemap.xml", maps[0].encode())]
    names = [f"sitemap-{number}.xml" for number in range(1, len(maps) + 1)]
    places = "".join(f"<sitemap><loc>{escape(address(base_url, name))}</loc></sitemap>\n" for name in names)
    whole = f'{_HEAD}<sitemapindex xmlns="{_XMLNS}">\n{places}</sitemapindex>\n'
    return [Page("sitemap.xml", whole.encode()), *(Page(name, text.encode()) for name, text in zip(names, maps, strict=True))]


def _sitemap(base_url: str, paths: Sequence[str], days: Mapping[str, Day]) -> str:
    places = "".join(_place(address(base_url, path), days.get(path.partition("/")[0] if "/" in path else "")) for path in paths)
    return f'{_HEAD}<urlset xmlns="{_XMLNS}">\n{places}</urlset>\n'


def _place(url: str, day: Day | None) -> str:
    changed = f"<lastmod>{day}</lastmod>" if day and 1 <= day.year <= 9999 else ""
    return f"<url><loc>{escape(url)}</loc>{changed}</url>\n"
