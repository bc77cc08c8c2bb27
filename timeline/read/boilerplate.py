"""What a page has around its article: taken from the tree before the article is looked for, and from its pieces after that.

Names of classes are no proof: an element stays where the headline or a good part of the page's text stands in it.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, Any

from timeline.read.layout import Piece, is_caption
from timeline.read.words import beginning, words
from timeline.read.written import written_days

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from timeline.model import Day

_MACHINERY = (
    "script",
    "style",
    "noscript",
    "template",
    "svg",
    "iframe",
    "object",
    "button",
    "select",
    "input",
    "textarea",
    "dialog",
    "canvas",
    "audio",
    "video",
)
_AROUND = ("nav", "aside", "footer", "form", "menu")
_COMMENTS = re.compile(
    r"(?:^|[\s_-])(?:comments?|comment-?list|commentlist|comments-?area|kommentare?|kommentarbereich|respond|disqus(?:_thread)?|replies|leserkommentare|commentaires|comentarios|comentarios|reacties|fb-comments|remark42|isso-thread)(?=$|[\s_-])",
    re.IGNORECASE,
)
_NAMES = re.compile(
    r"(?:^|[\s_-])(?:related|similar|recommend(?:ed|ations?|er)?|empfehlung(?:en)?|teasers?|teaserlist|mostread|most-?popular|newsletter|"
    r"abobox|sharedaddy|sharebar|addtoany|jp-relatedposts|cookie|cookies|consent|gdpr|breadcrumbs?|rootline|pagination|pager|"
    r"sidebar|navigation|navbar|skip-?links?|advert(?:isement)?|ads?|ad-?slot|outbrain|taboola|plista|"
    r"figcaption|caption|captions|wp-caption-text|image-?credits?|credits?|bildunterschrift|bildnachweis|taglist|tag-?cloud|author-?(?:bio|box|info)|about-?author|"
    r"toolbar|sr-only|visually-?hidden|visuallyhidden|screen-reader-text|readmore|read-more|more-?stories|mehr-?zum-?thema|also-?read|inline-?related|infobox-?related|"
    r"app-?promo|signup|sign-?up|postnav|post-navigation|nav-links|nav-previous|nav-next|prev-next|printfooter|catlinks|mw-editsection|reflist-backlink|blog-pager|blogger-labels|post-labels|edit-link)"
    r"(?=$|[\s_-])",
    re.IGNORECASE,
)
_DOUBTFUL = re.compile(  # page builders call blocks of text so
    r"(?:^|[\s_-])(?:widgets?|socials?|shares?|sharing|promo|promotion|footer|menu|subscribe|subscription|popular|trending|modal|popup|overlay|"
    r"feedback|ratings?|poll|survey|donate|donation|spenden|login|search|suche|tags|copyright|sponsored|anzeige|werbung)(?=$|[\s_-])",
    re.IGNORECASE,
)
_MASTHEAD = re.compile(r"(?:^|\s)(?:header|site-?header|header-inner|page-?header|masthead|top-?bar|kopf)(?:$|\s)", re.IGNORECASE)
_TEASER = re.compile(r"(?:^|[\s_-])(?:teasers?|captions?|credits?)(?=$|[\s_-])", re.IGNORECASE)
_META = re.compile(r"(?:^|[\s_-])(?:meta|byline|date|datum|author|autor|info|published|dateline|time)(?=$|[\s_-])", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_PARAGRAPHS = ("p", "br", "dd", "blockquote", "li", "pre", "td")
_ROLES = frozenset({"navigation", "complementary", "search", "banner", "contentinfo"})  # of WAI-ARIA
_LEADS = frozenset({"p", "div", "span", "section", "header"})
_STATED = frozenset({"datePublished", "author", "published"})  # in microdata and microformats
_SHARE = 0.35  # of the page's text; an element with more of it is no addition to the page, whatever its name
_LEAST = 200  # characters of text that must stay where readers' comments are taken away
_SHORT = 250
_PARAGRAPH = 120  # characters of a paragraph that is text and no label
_LINKS = 3  # so many make a list
_LEVELS = 4
_DENSE = 0.8  # of the characters are those of links
_MENU = 8_000  # characters; longer lists are a page's own matter
_CELL = 600  # characters of a cell of a table of facts
_YEAR = re.compile(r"(?:19|20)\d\d|\d\.\s?\d\d?\.")
_FIGURE = re.compile(r"\d")
_STOP = re.compile(r"[.!?…。！？]['\"”“»«’)\]]*$")
_LETTERS = re.compile(r"[^\W\d_]")
_HEADER = 6  # pieces at the start of an article among which its date is repeated


def prune(tree: Any, title: str) -> None:
    """Take from a page's tree what is no article; a picture's figure goes, one around a table or a quote is opened.

    `title` is the article's: what holds a heading with it stays. Tables that only lay the page out are opened.
    """
    for element in list(tree.iter(*_MACHINERY)):
        _drop(element)
    for figure in list(tree.iter("figure", "picture")):
        if figure.find(".//table") is not None or figure.find(".//blockquote") is not None or figure.find(".//p") is not None:
            figure.tag = "div"
            for caption in list(figure.iter("figcaption")):
                _drop(caption)
        else:
            _drop(figure)
    for table in list(tree.iter("table")):
        if _is_layout(table):
            for element in table.iter("table", "tbody", "tr", "td", "th"):
                element.tag = "div"
    whole = text_length(tree)
    headline = _headline(tree, title)
    for element in [*_additions(tree), *_link_lists(tree)]:
        if element.getparent() is not None and not _holds_the_article(element, whole, headline):
            _drop(element)


def _is_layout(table: Any) -> bool:
    """Whether a table only lays a page out: a cell holds a table, a heading, or more text than a table of facts has in one."""
    if table.find(".//table") is not None or table.find(".//h1") is not None:
        return True
    return any(text_length(cell) > _CELL for cell in table.iter("td"))


def _headline(tree: Any, title: str) -> list[Any]:
    """The headings that have the article's title; where none has, those of the first level."""
    wanted = "".join(title.split()).casefold()
    found = [one for one in tree.iter("h1", "h2", "h3") if wanted and wanted in "".join("".join(one.itertext()).split()).casefold()]
    return found or list(tree.iter("h1"))


def _additions(tree: Any) -> Iterator[Any]:
    """The elements that are no part of the article by their tag, their names, or because they are hidden."""
    for element in tree.iter():
        if not isinstance(element.tag, str) or element.tag in {"html", "body", "head", "main", "h1"}:
            continue
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        hidden = element.get("hidden") is not None or element.get("aria-hidden") == "true" or _HIDDEN.search(element.get("style") or "")
        if element.tag in _AROUND:
            article = element.tag == "footer" and next(element.iterancestors("article"), None) is not None
            if not ((article or element.tag == "aside") and _META.search(names)) and not (article and _is_small(element)):
                yield element
        elif element.tag == "header" or _MASTHEAD.search(names):
            if _is_masthead(element):
                yield element
        elif hidden or element.get("role") in _ROLES or (len(names) > 2 and not _is_byline(element) and _is_named_so(element, names)):
            yield element


def _is_named_so(element: Any, names: str) -> bool:
    """Whether an element's names say that it is an addition, and it does not look like text of the article all the same."""
    if _COMMENTS.search(names):
        return True
    if _NAMES.search(names):
        return not _is_lead(element, names)
    return bool(_DOUBTFUL.search(names)) and not any(_is_paragraph(one) for one in element.iter("p", "div", "td", "li"))


def _is_paragraph(element: Any) -> bool:
    own = "".join([element.text or "", *(child.tail or "" for child in element)]).strip()
    return len(own) > _PARAGRAPH and bool(_STOP.search(own))


def _is_masthead(element: Any) -> bool:
    """Whether a header is the site's: not within an article, not around its date, and not a mere heading of a section."""
    if next(element.iterancestors("article"), None) is not None or _is_byline(element):
        return False
    return element.tag != "header" or element.find(".//h2") is None or sum(1 for _ in islice(element.iter("a"), 2)) > 1


def _link_lists(tree: Any) -> Iterator[Any]:
    """The elements that hold hardly anything but links: menus and lists of other articles. Lists of dated links may be chronologies."""
    linked: Counter[Any] = Counter()
    count: Counter[Any] = Counter()
    for link in tree.iter("a"):
        length = len("".join(link.text_content().split()))
        for ancestor in islice(link.iterancestors(), _LEVELS):
            linked[ancestor] += length
            count[ancestor] += 1
    for element, number in count.items():
        if number < _LINKS or element.tag in {"body", "html"} or linked[element] > _MENU:
            continue
        text = "".join(element.text_content().split())
        if linked[element] >= _DENSE * len(text) and 2 * len(_YEAR.findall(text)) < number:
            yield element


def _is_byline(element: Any) -> bool:
    """Whether a small element states the article's date or author, whatever it is called; lists of others are of links."""
    if not _is_small(element) or element.find(".//li") is not None or element.find(".//h3") is not None:
        return False
    return any(
        one.tag == "time" or one.get("itemprop") in _STATED or one.get("rel") == "author" or one.get("class") in _STATED
        for one in element.iter()
    )


def _is_lead(element: Any, names: str) -> bool:
    """Whether an element with an ambiguous name is the article's own: German newsrooms call its first paragraph a teaser."""
    if _NAMES.search(_TEASER.sub(" ", names)) or element.tag not in _LEADS or not _is_sentence(element):
        return False
    if next(element.iter("a", "li", "figure", "img"), None) is not None:
        return False
    element.attrib.pop("class", None)  # trafilatura would take it for a teaser as well
    return True


def _is_sentence(element: Any) -> bool:
    text = " ".join(element.itertext()).strip()
    return len(text) > 80 and bool(_STOP.search(text)) and not is_caption(text)


def _is_small(element: Any) -> bool:
    return len(" ".join(element.itertext())) < _SHORT


def _holds_the_article(element: Any, whole: int, headline: Sequence[Any]) -> bool:
    if any(element is one or element in one.iterancestors() for one in headline):
        return True
    own = text_length(element)
    if _COMMENTS.search(f"{element.get('class') or ''} {element.get('id') or ''}") and element.tag != "article":
        return whole - own < _LEAST and own > _LEAST
    return own > _SHARE * whole and own > _LEAST


def text_length(tree: Any) -> int:
    """The length of the text in paragraphs."""
    return sum(
        len(one.tail or "") if one.tag == "br" else len(one.text or "") + sum(len(child.tail or "") for child in one if child.tag != "br")
        for one in tree.iter(*_PARAGRAPHS)
    )


def _drop(element: Any) -> None:
    if element.getparent() is not None:
        element.drop_tree()


def without_additions(pieces: Sequence[Piece], title: str, published: Day | None) -> list[Piece]:
    """The pieces of an article without links to others, invitations, labels and the repeated date and title."""
    found: list[Piece] = []
    leading_away = False
    pieces = pieces[_start(pieces, title) :]
    for index, piece in enumerate(pieces):
        folded = piece.text.casefold().strip(" :.…>»→|")
        away = _leads_away(piece, folded)
        if away or (leading_away and piece.kind in {"item", "caption"}):
            leading_away = leading_away or (away and piece.kind == "heading") or piece.text.rstrip().endswith(":")
            continue
        leading_away = False
        if index < _HEADER and piece.kind != "heading" and _is_header(piece, folded, title, published):
            continue
        found.append(piece)
    while found and found[-1].kind == "heading":
        found.pop()  # it introduced what was taken away
    return found if any(piece.kind in {"paragraph", "item"} for piece in found) else list(pieces)


def is_label(text: str) -> bool:
    """Whether a line is nothing but a word of the page's machinery."""
    return text.casefold().strip(" :.…>»→|") in words("label")


def leads_away(text: str) -> bool:
    """Whether a short line leads to another article or to a service."""
    if len(text) > _SHORT:
        return False
    if beginning("away").match(text):
        return True
    return bool(beginning("service").match(text)) and not _FIGURE.search(text)


def _leads_away(piece: Piece, folded: str) -> bool:
    return folded in words("label") or leads_away(piece.text)


def _start(pieces: Sequence[Piece], title: str) -> int:
    """The index of the heading with the article's title, if only words of the page stand before it."""
    wanted = title.casefold()
    for index, piece in enumerate(pieces[:_HEADER]):
        if piece.kind == "heading" and wanted and piece.text.casefold() == wanted:
            return index
        if len(piece.text) > 100 or _STOP.search(piece.text):
            break
    return 0


def _is_header(piece: Piece, folded: str, title: str, published: Day | None) -> bool:
    """Whether a piece repeats the article's title or date, or is the label of the date."""
    if (title and folded == title.casefold().strip(" :.…>»→|")) or folded in words("published") | words("updated"):
        return True
    label = beginning("published").match(folded) or beginning("updated").match(folded)
    if label and len(folded) - label.end() < 5 and not _FIGURE.search(folded):
        return True  # «Veröffentlicht am» before a date that stands in an element of its own
    if published is None or len(piece.text) > 100 or not _FIGURE.search(piece.text):
        return False
    for date in written_days(piece.text, "", published):
        rest = piece.text[: date.start] + piece.text[date.end :]
        letters = len(_LETTERS.findall(rest))
        own = date.day == published and (letters <= 25 if piece.kind == "paragraph" else letters <= 3)
        if (label and piece.kind == "paragraph") or (own and not (letters > 5 and _STOP.search(piece.text))):
            return True
    return False
