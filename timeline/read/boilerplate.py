"""What a page has around its article: taken from the tree before the article is looked for, and from its pieces after that.

Names of classes are no proof: an element stays where the headline or a good part of the page's text stands in it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from timeline.read.layout import Piece, is_caption
from timeline.read.words import beginning, words
from timeline.read.written import written_days

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from timeline.model import Day

_MACHINERY = ("script", "style", "noscript", "template", "svg", "iframe", "object", "button", "select", "input", "textarea", "dialog", "canvas", "audio", "video")
_AROUND = ("nav", "aside", "footer", "form", "menu")
_COMMENTS = re.compile(
    r"(?:^|[\s_-])(?:comments?|comment-?list|commentlist|comments-?area|kommentare?|kommentarbereich|respond|disqus(?:_thread)?|replies|leserkommentare|commentaires|comentarios|comentarios|reacties|fb-comments|remark42|isso-thread)(?=$|[\s_-])",
    re.IGNORECASE,
)
_NAMES = re.compile(
    r"(?:^|[\s_-])(?:related|similar|recommend(?:ed|ations?|er)?|empfehlung(?:en)?|teasers?|teaserlist|mostread|most-?popular|popular|trending|newsletter|subscribe|"
    r"subscription|abobox|social|socials|share|shares|sharing|sharedaddy|sharebar|addtoany|jp-relatedposts|cookie|cookies|consent|gdpr|breadcrumbs?|rootline|pagination|pager|"
    r"sidebar|widget|widgets|footer|menu|navigation|navbar|skip-?links?|promo|promotion|advert(?:isement)?|ads?|ad-?slot|anzeige|werbung|sponsored|outbrain|taboola|plista|"
    r"figcaption|caption|captions|wp-caption-text|image-?credits?|credits?|bildunterschrift|bildnachweis|copyright|tags|taglist|tag-?cloud|author-?(?:bio|box|info)|about-?author|"
    r"toolbar|sr-only|visually-?hidden|visuallyhidden|screen-reader-text|modal|popup|overlay|readmore|read-more|more-?stories|mehr-?zum-?thema|also-?read|inline-?related|infobox-?related|"
    r"feedback|rating|ratings|poll|survey|donate|donation|spenden|app-?promo|signup|sign-?up|login|search|suche|postnav|post-navigation|nav-links|nav-previous|nav-next|prev-next|printfooter|catlinks|mw-editsection|reflist-backlink|blog-pager|blogger-labels|post-labels|edit-link)"
    r"(?=$|[\s_-])",
    re.IGNORECASE,
)
_TEASER = re.compile(r"(?:^|[\s_-])(?:teasers?|promo|promotion|popular|caption|credits?|tags|copyright|feedback|overlay|search|rating|widget|widgets|menu|social|popup)(?=$|[\s_-])", re.IGNORECASE)
_META = re.compile(r"(?:^|[\s_-])(?:meta|byline|date|datum|author|autor|info|published|dateline|time)(?=$|[\s_-])", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_PARAGRAPHS = ("p", "br", "dd", "blockquote", "li", "pre", "td")
_SHARE = 0.35  # of the page's text; an element with more of it is no addition to the page, whatever its name
_LEAST = 200  # characters of text that must stay where readers' comments are taken away
_SHORT = 250
_FIGURE = re.compile(r"\d")
_STOP = re.compile(r"[.!?…。！？]['\"”“»«’)\]]*$")
_LETTERS = re.compile(r"[^\W\d_]")
_HEADER = 6  # pieces at the start of an article among which its date is repeated


def prune(tree: Any) -> None:
    """Take from a page's tree what is no article; a picture's figure goes, one around a table or a quote is opened."""
    for element in list(tree.iter(*_MACHINERY)):
        _drop(element)
    for figure in list(tree.iter("figure", "picture")):
        if figure.find(".//table") is not None or figure.find(".//blockquote") is not None or figure.find(".//p") is not None:
            figure.tag = "div"
            for caption in list(figure.iter("figcaption")):
                _drop(caption)
        else:
            _drop(figure)
    whole = _text_length(tree)
    for element in list(_additions(tree)):
        if element.getparent() is not None and element.tag != "body" and not _holds_the_article(element, whole):
            _drop(element)


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
        elif hidden or (element.get("role") in {"navigation", "complementary", "search", "banner", "contentinfo"} and element.tag != "header"):
            yield element
        elif len(names) > 2 and (_COMMENTS.search(names) or (_NAMES.search(names) and not _is_lead(element, names))):
            yield element


def _is_lead(element: Any, names: str) -> bool:
    """Whether an element with an ambiguous name is the article's own: German newsrooms call its first paragraph a teaser."""
    if not _TEASER.sub(" ", names).strip() or not _NAMES.search(_TEASER.sub(" ", names)):
        return element.tag in {"p", "div", "span", "section", "header"} and next(element.iter("a", "li", "figure", "img"), None) is None and _is_sentence(element)
    return False


def _is_sentence(element: Any) -> bool:
    text = " ".join(element.itertext()).strip()
    return len(text) > 80 and bool(_STOP.search(text)) and not is_caption(text)


def _is_small(element: Any) -> bool:
    return len(" ".join(element.itertext())) < _SHORT


def _holds_the_article(element: Any, whole: int) -> bool:
    if element.find(".//h1") is not None:
        return True
    own = _text_length(element)
    if _COMMENTS.search(f"{element.get('class') or ''} {element.get('id') or ''}") and element.tag != "article":
        return whole - own < _LEAST and own > _LEAST
    return own > _SHARE * whole and own > _LEAST


def _text_length(tree: Any) -> int:
    """The length of the text in paragraphs."""
    return sum(len(element.text or "") + sum(len(child.tail or "") for child in element) for element in tree.iter(*_PARAGRAPHS))


def _drop(element: Any) -> None:
    if element.getparent() is not None:
        element.drop_tree()


def without_additions(pieces: Sequence[Piece], title: str, published: Day | None) -> list[Piece]:
    """The pieces of an article without links to others, invitations, labels and the repeated date and title."""
    found: list[Piece] = []
    leading_away = False
    for index, piece in enumerate(pieces):
        folded = piece.text.casefold().strip(" :.…>»→|")
        away = _leads_away(piece, folded)
        if away or (leading_away and piece.kind in {"item", "caption"}):
            leading_away = leading_away or (away and piece.kind == "heading") or piece.text.rstrip().endswith(":")
            continue
        leading_away = False
        if index < _HEADER and piece.kind == "paragraph" and _is_header(piece.text, folded, title, published):
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


def _is_header(text: str, folded: str, title: str, published: Day | None) -> bool:
    """Whether a piece repeats the article's title or date."""
    if title and folded == title.casefold().strip(" :.…>»→|"):
        return True
    if published is None or len(text) > 100 or not _FIGURE.search(text):
        return False
    rest = beginning("published").match(text) or beginning("updated").match(text)
    for date in written_days(text, "", published):
        words_around = len(_LETTERS.findall(text[: date.start] + text[date.end :]))
        if rest or (date.day == published and words_around <= 25 and not _STOP.search(text.rstrip(".") if words_around < 5 else text)):
            return True
    return False
