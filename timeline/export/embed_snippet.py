"""What to paste where: for each kind of site the form of embed that gets through, and one line on how."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from timeline.export.embed_fragment import fragment

if TYPE_CHECKING:
    from collections.abc import Callable

    from timeline.export.embed import Part

SANDBOX = "allow-scripts allow-popups allow-popups-to-escape-sandbox"


@dataclass(frozen=True, slots=True)
class Paste:
    """A part and what surrounds it: the address of the site's static files, the language of the page, and the picture's if any."""

    part: Part
    static: str
    language: str


def url(paste: Paste) -> str:
    """The address alone, for sites that look up its oEmbed description; the folder of an embed has one too."""
    return f"{paste.part.address if paste.part.name else paste.part.page}\n"


def frame(paste: Paste) -> str:
    """A frame, and the script that gives it its height; without the script it keeps the estimated one and scrolls."""
    text = Markup(
        '<iframe class="timeline-embed" src="{}" title="{}" sandbox="{}" loading="lazy" '
        'style="width:100%;height:{}px;border:0"></iframe>\n{}'
    )
    part = paste.part
    return str(text.format(part.address, part.title, SANDBOX, part.height, _script(paste)))


def element(paste: Paste) -> str:
    """The custom element, with the plain list as what stands in it until, or unless, the frame is there."""
    part = paste.part
    inner = Markup(fragment(part, paste.language))  # noqa: S704 - escaped where it is made
    return str(
        Markup('<timeline-embed src="{}" title="{}">\n{}</timeline-embed>\n{}').format(part.address, part.title, inner, _script(paste))
    )


def styled_fragment(paste: Paste) -> str:
    """The list as HTML of the plainest kind, with the one style that WordPress lets through."""
    return fragment(paste.part, paste.language)


def plain_fragment(paste: Paste) -> str:
    """The same without styles."""
    return fragment(paste.part, paste.language, styled=False)


def amp(paste: Paste) -> str:
    """AMP's frame, which takes its height from the embed page; the title stands in until then."""
    text = Markup(
        '<amp-iframe src="{}" title="{}" width="600" height="{}" layout="responsive" sandbox="{}" frameborder="0" resizable>\n'
        '<div overflow tabindex="0" role="button">{}</div>\n<p placeholder><a href="{}">{}</a></p>\n</amp-iframe>\n'
    )
    part = paste.part
    return str(text.format(part.address, part.title, part.height, SANDBOX, part.title, part.page, part.title))


def link(paste: Paste) -> str:
    """A line with the address, for sites that let nothing else through."""
    return f"{paste.part.title}: {paste.part.page}\n"


def picture(paste: Paste) -> str:
    """The picture of the chronology, or of a single entry, as a link with the words that it shows for those who do not see it."""
    part = paste.part
    folder = part.page.removesuffix(part.path)
    single = part.name.startswith("event-")
    file, told = (f"cards/{part.items[0].event.id}.png", part.items[0].headline) if single else ("card.png", "")
    dates = " – ".join(dict.fromkeys((part.items[0].date, part.items[-1].date))) if part.items else ""
    alt = ": ".join(filter(None, (part.title, dates, told)))
    text = Markup('<p><a href="{}"><img src="{}" alt="{}" width="1200" height="630" style="max-width:100%;height:auto"></a></p>\n')
    return str(text.format(part.page, folder + file, alt))


def _script(paste: Paste) -> Markup:
    return Markup('<script async src="{}timeline-embed.js"></script>\n').format(paste.static)


@dataclass(frozen=True, slots=True)
class Target:
    """A kind of site: the snippet for it, how it is pasted, and whether the snippet needs the embed page to be on the web."""

    write: Callable[[Paste], str]
    how: str
    framed: bool = True


TARGETS = {
    "wordpress": Target(url, "Paste the address into the editor, alone on its line: WordPress makes the embed of it."),
    "wordpress-restricted": Target(
        styled_fragment, "Paste it into a Custom HTML block: it holds only what accounts without unfiltered HTML may post.", framed=False
    ),
    "drupal": Target(plain_fragment, "Paste it into the editor's source view: it holds only what Basic HTML keeps.", framed=False),
    "typo3": Target(plain_fragment, "Paste it into the source view of a rich-text element.", framed=False),
    "ghost": Target(element, "Paste it into an HTML card."),
    "wagtail": Target(frame, "Paste it into a raw-HTML block, if your developers have set one up; else take --for drupal as rich text."),
    "arcxp": Target(element, "Paste it into a Raw HTML element of the story."),
    "medium": Target(
        link, "Medium shows no frames of sites that it does not list: paste the line, and Medium makes a card of the address."
    ),
    "amp": Target(amp, "Paste it into the page; the page must load AMP's own script for amp-iframe."),
    "html": Target(element, "Paste it into the page where the chronology is to stand."),
}

PICTURE = Target(
    picture, "Paste it as HTML; or upload the picture, link it to the address, and give it the words of alt as its description."
)
