"""One story in seven languages, and what each format makes of it: files as newsrooms hold them, written at test time."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from email.message import EmailMessage
from html import escape
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence


class Story(NamedTuple):
    """An article, as every sample has to give it back."""

    language: str
    title: str
    author: str
    publisher: str
    paragraphs: tuple[str, str]
    url: str = "https://example.org/2024/10/24/story.html"
    published: str = "2024-10-24T08:15:00+02:00"

    @property
    def html(self) -> str:
        """The body as HTML."""
        return "".join(f"<p>{escape(paragraph)}</p>" for paragraph in self.paragraphs)


STORIES = (
    Story(
        "de", "Grünes Licht für die Fähre", "Jana Größel", "Küstenbote",
        (
            "Am 4. März 2024 begann der Umbau des Anlegers, teilte die Hafenbehörde mit.",
            "Vom 6. Mai 2025 an soll die neue Fähre täglich übersetzen.",
        ),
    ),
    Story(
        "en", "Ferry gets the go-ahead", "Ann O’Hara", "Coast & Courier",
        (
            "Work on the landing stage began on 4 March 2024, the harbour authority said.",
            "The new ferry is due to sail daily from 6 May 2025.",
        ),
    ),
    Story(
        "fr", "Feu vert pour le bac", "Zoé Lefèvre", "L’Écho du rivage",
        (
            "Les travaux de l’embarcadère ont commencé le 4 mars 2024, selon l’autorité portuaire.",
            "Le nouveau bac circulera à partir du 6 mai 2025.",
        ),
    ),
    Story(
        "es", "Luz verde al transbordador", "Íñigo Núñez", "El Correo del Muelle",
        (
            "Las obras del embarcadero empezaron el 4 de marzo de 2024, según la autoridad portuaria.",
            "El nuevo barco zarpará a diario desde el 6 de mayo de 2025.",
        ),
    ),
    Story(
        "ru", "Парому дали зелёный свет", "Анна Щукина", "Береговая газета",
        (
            "Ремонт причала начался 4 марта 2024 года, сообщило управление порта.",
            "Новый паром будет ходить ежедневно с 6 мая 2025 года.",
        ),
    ),
    Story(
        "ar", "الضوء الأخضر للعبّارة", "سلمى حدّاد", "صحيفة الساحل",
        (
            "بدأت أعمال تجديد الرصيف في 4 مارس 2024، بحسب سلطة الميناء.",
            "ومن المقرر أن تبحر العبّارة الجديدة يوميا ابتداء من 6 مايو 2025.",
        ),
    ),
    Story(
        "zh", "渡轮项目获批", "林晓", "海岸日报",
        (
            "港务局表示，码头改造工程于2024年3月4日开工。",
            "新渡轮计划自2025年5月6日起每日开航。",
        ),
    ),
)  # fmt: skip
STORY = STORIES[0]


def ninjs_1(story: Story) -> bytes:
    return _json(
        {
            "uri": "urn:newsml:example.org:1", "type": "text", "versioncreated": story.published, "language": story.language,
            "headline": story.title, "byline": f"Von {story.author}", "infosource": [{"name": story.publisher}],
            "body_xhtml": story.html, "pubstatus": "usable", "subject": [{"name": "ferry"}], "canonicalurl": story.url,
        }
    )  # fmt: skip


def ninjs_2(story: Story) -> bytes:
    return _json(
        {
            "uri": story.url, "version": "2", "firstcreated": "2024-10-23T08:00:00Z", "versioncreated": story.published,
            "language": story.language, "headlines": [{"role": "main", "value": story.title}], "by": story.author,
            "copyrightholder": story.publisher, "subjects": [{"name": "ferry"}],
            "bodies": [
                {"role": "short", "contenttype": "text/plain", "value": "…"},
                {"role": "main", "contenttype": "text/html", "value": story.html},
            ],
        }
    )  # fmt: skip


def ninjs_3(story: Story) -> bytes:
    return _json(
        {
            "uri": story.url, "versionCreated": story.published, "pubStatus": "usable", "language": story.language,
            "headlines": [{"role": "main", "value": story.title}], "by": story.author, "infoSources": [{"name": story.publisher}],
            "bodies": [{"role": "main", "contentType": "text/plain", "value": "\n\n".join(story.paragraphs)}], "keywords": ["ferry"],
        }
    )  # fmt: skip


def schema_org(story: Story) -> bytes:
    return _json(
        [
            {
                "@type": "NewsArticle", "headline": story.title, "author": [{"name": story.author}], "publisher": {"name": story.publisher},
                "datePublished": story.published, "inLanguage": story.language, "url": story.url, "keywords": ["ferry"],
                "articleBody": "\n\n".join(story.paragraphs),
            }
        ]
    )  # fmt: skip


def wordpress_api(story: Story) -> bytes:
    return _json(
        [
            {
                "id": 7, "date": story.published, "link": story.url, "title": {"rendered": story.title}, "lang": story.language,
                "content": {"rendered": story.html}, "author": {"name": story.author}, "publisher": story.publisher, "tags": ["ferry"],
            }
        ]
    )  # fmt: skip


def newsml_g2(story: Story) -> bytes:
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header><sent>2024-10-24T08:16:00+02:00</sent></header><itemSet>
<newsItem guid="{story.url}" version="2" standard="NewsML-G2" standardversion="2.33" conformance="power" xml:lang="{story.language}">
<catalogRef href="http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_40.xml"/>
<itemMeta><itemClass qcode="ninat:text"/><provider qcode="nprov:X"><name>{escape(story.publisher)}</name></provider>
<versionCreated>{story.published}</versionCreated><pubStatus qcode="stat:usable"/></itemMeta>
<contentMeta><contentCreated>2024-10-23T09:00:00Z</contentCreated><by>{escape(story.author)}</by><language tag="{story.language}"/>
<headline>{escape(story.title)}</headline><subject qcode="medtop:1"><name>ferry</name></subject></contentMeta>
<contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>no</title></head>
<body>{story.html}</body></html></inlineXML></contentSet></newsItem></itemSet></newsMessage>""".encode()


def newsml_1(story: Story) -> bytes:
    return f"""<?xml version="1.0"?><!DOCTYPE NewsML SYSTEM "http://example.org/NewsML_1.2.dtd"><NewsML><NewsItem><Identification>
<NewsIdentifier><ProviderId>example.org</ProviderId><DateId>20241024</DateId><PublicIdentifier>urn:1</PublicIdentifier></NewsIdentifier>
</Identification><NewsManagement><ThisRevisionCreated>20241024T081500+0200</ThisRevisionCreated></NewsManagement>
<NewsComponent><NewsLines><HeadLine>{escape(story.title)}</HeadLine><ByLine>{escape(story.author)}</ByLine></NewsLines>
<RightsMetadata><Copyright><CopyrightHolder>{escape(story.publisher)}</CopyrightHolder></Copyright></RightsMetadata>
<DescriptiveMetadata><Language FormalName="{story.language}"/></DescriptiveMetadata>
<ContentItem><DataContent>{story.html}</DataContent></ContentItem></NewsComponent></NewsItem></NewsML>""".encode()


def nitf(story: Story) -> bytes:
    return f"""<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE nitf SYSTEM "nitf-3-4.dtd">
<nitf xml:lang="{story.language}"><head><title>no</title><docdata><doc-id id-string="x-1"/><date.issue norm="20241024T081500+0200"/>
<key-list><keyword key="ferry"/></key-list></docdata><pubdata name="{escape(story.publisher)}" ex-ref="{story.url}"/></head>
<body><body.head><hedline><hl1>{escape(story.title)}</hl1></hedline><byline>By {escape(story.author)}</byline></body.head>
<body.content>{story.html}
<media media-type="image"><media-caption>A&nbsp;photo.</media-caption></media></body.content></body></nitf>""".encode()


def wxr(story: Story, status: str = "publish") -> bytes:
    blocks = "\n\n".join(f"<!-- wp:paragraph -->\n<p>{escape(paragraph)}</p>\n<!-- /wp:paragraph -->" for paragraph in story.paragraphs)
    return f"""<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>{escape(story.publisher)}</title>
<language>{story.language}</language><wp:wxr_version>1.2</wp:wxr_version><wp:author><wp:author_login><![CDATA[login]]></wp:author_login>
<wp:author_display_name><![CDATA[{story.author}]]></wp:author_display_name></wp:author>
<item><title><![CDATA[{story.title}]]></title><link>{story.url}</link><pubDate>Thu, 24 Oct 2024 06:15:00 +0000</pubDate>
<dc:creator><![CDATA[login]]></dc:creator><content:encoded><![CDATA[{blocks}]]></content:encoded><excerpt:encoded><![CDATA[no]]></excerpt:encoded>
<wp:post_id>7</wp:post_id><wp:post_date>2024-10-24 08:15:00</wp:post_date><wp:post_date_gmt>2024-10-24 06:15:00</wp:post_date_gmt>
<wp:status>{status}</wp:status><wp:post_type>post</wp:post_type><category domain="post_tag" nicename="f"><![CDATA[ferry]]></category></item>
<item><title>photo.jpg</title><wp:post_type>attachment</wp:post_type><wp:status>inherit</wp:status></item></channel></rss>""".encode()


def rss(story: Story) -> bytes:
    return f"""<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>{escape(story.publisher)}</title><language>{story.language}</language>
<item><title>{escape(story.title)}</title><link>{story.url}</link><dc:creator>{escape(story.author)}</dc:creator>
<pubDate>Thu, 24 Oct 2024 08:15:00 +0200</pubDate><category>ferry</category>
<content:encoded><![CDATA[{story.html}]]></content:encoded></item></channel></rss>""".encode()


def atom(story: Story) -> bytes:
    return f"""<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{story.language}">
<title>{escape(story.publisher)}</title><id>urn:f</id><entry><id>urn:e</id><title>{escape(story.title)}</title><link href="{story.url}"/>
<author><name>{escape(story.author)}</name></author><published>{story.published}</published><category term="ferry"/>
<content type="html">{escape(story.html)}</content></entry></feed>""".encode()


def mail(story: Story, subtype: str = "plain") -> bytes:
    message = EmailMessage()
    message["From"] = f'"{story.author}" <press@example.org>'
    message["Subject"] = story.title
    message["Date"] = "Thu, 24 Oct 2024 08:15:00 +0200"
    message["Organization"] = story.publisher
    message["Archived-At"] = f"<{story.url}>"
    if subtype == "plain":
        message.set_content("\n\n".join(story.paragraphs) + "\n\n-- \nPress office, tel. 0123\n")
    else:
        message.set_content(f"<html><body>{story.html}</body></html>", subtype="html")
    message["Content-Language"] = story.language
    return message.as_bytes()


def rtf(story: Story) -> bytes:
    def written(text: str) -> str:
        return "".join(char if char.isascii() else f"\\u{ord(char) - (0x10000 if ord(char) > 0x7FFF else 0)}?" for char in text)

    lcid = {"de": 1031, "en": 1033, "fr": 1036, "es": 3082, "ru": 1049, "ar": 1025, "zh": 2052}[story.language]
    body = "\n".join(f"{{\\fs24 {written(paragraph)}\\par}}" for paragraph in story.paragraphs)
    return (
        f"{{\\rtf1\\ansi\\ansicpg1252\\deff0\\deflang{lcid}{{\\fonttbl{{\\f0\\fswiss Arial;}}}}{{\\*\\generator X;}}"
        f"{{\\info{{\\title {written(story.title)}}}{{\\author {written(story.author)}}}{{\\company {written(story.publisher)}}}"
        f"{{\\keywords ferry}}{{\\creatim\\yr2024\\mo10\\dy24\\hr8\\min15}}}}{{\\header Page}}\n{body}}}"
    ).encode("ascii")


def docx(story: Story) -> bytes:
    import docx as library  # noqa: PLC0415 - of an extra

    document = library.Document()
    document.add_paragraph(story.title, style="Title")
    for paragraph in story.paragraphs:
        document.add_paragraph(paragraph)
    properties: Any = document.core_properties
    properties.author, properties.language, properties.keywords, properties.title = story.author, story.language, "ferry", story.title
    properties.created = properties.modified = _moment()
    return _saved(document)


def odt(story: Story) -> bytes:
    from odf import dc, meta  # noqa: PLC0415 - slow, and of few tests
    from odf.opendocument import OpenDocumentText  # noqa: PLC0415 - the same
    from odf.text import H, P  # noqa: PLC0415 - the same

    document = OpenDocumentText()
    document.text.addElement(H(outlinelevel=1, text=story.title))
    for paragraph in story.paragraphs:
        document.text.addElement(P(text=paragraph))
    for element in (dc.Title(text=story.title), meta.InitialCreator(text=story.author), dc.Language(text=story.language)):
        document.meta.addElement(element)
    document.meta.addElement(dc.Date(text="2024-10-24T08:15:00"))
    document.meta.addElement(meta.Keyword(text="ferry"))
    return _saved(document)


def epub(story: Story) -> bytes:
    package = f"""<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title>{escape(story.title)}</dc:title><dc:creator>{escape(story.author)}</dc:creator><dc:publisher>{escape(story.publisher)}</dc:publisher>
<dc:language>{story.language}</dc:language><dc:date>{story.published}</dc:date><dc:source>{story.url}</dc:source>
<dc:subject>ferry</dc:subject></metadata>
<manifest><item id="n" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="b" href="text/two.xhtml" media-type="application/xhtml+xml"/>
<item id="a" href="text/one.xhtml" media-type="application/xhtml+xml"/></manifest>
<spine><itemref idref="n"/><itemref idref="a"/><itemref idref="b"/></spine></package>"""
    page = '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>no</title></head><body>{}</body></html>'
    return zipped(
        {
            "mimetype": b"application/epub+zip",
            "META-INF/container.xml": b'<container><rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>',
            "OPS/book.opf": package.encode(),
            "OPS/nav.xhtml": page.format("<nav>Contents</nav>").encode(),
            "OPS/text/one.xhtml": page.format(f"<p>{escape(story.paragraphs[0])}</p>").encode(),
            "OPS/text/two.xhtml": page.format(f"<p>{escape(story.paragraphs[1])}</p>").encode(),
        }
    )


def table(story: Story) -> bytes:
    import csv  # noqa: PLC0415 - here alone

    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(["Title", "Text", "Author", "Publisher", "Language", "Published", "URL"])
    writer.writerow(_row(story))
    return out.getvalue().encode()


def workbook(story: Story) -> bytes:
    import openpyxl  # noqa: PLC0415 - of an extra

    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.append(["Title", "Text", "Author", "Publisher", "Language", "Published", "URL"])
    sheet.append(_row(story))
    return _saved(book)


def page(story: Story, charset: str = "utf-8") -> bytes:
    """A saved web page."""
    return (
        f'<!doctype html><html lang="{story.language}"><head><title>{escape(story.title)}</title>'
        f'<meta name="author" content="{escape(story.author)}">'
        f'<meta property="og:site_name" content="{escape(story.publisher)}">'
        f'<meta property="article:published_time" content="{story.published}">'
        f"</head><body><article><h1>{escape(story.title)}</h1>{story.html}</article></body></html>"
    ).encode(charset)


def warc(pages: Sequence[tuple[str, bytes, str]], *, packed: bool = True) -> bytes:
    """A web archive of answers: address, body and headers below the status line."""
    records: list[bytes] = []
    for url, body, headers in pages:
        block = f"HTTP/1.1 {headers}\n\n".replace("\n", "\r\n").encode() + body
        head = (
            f"WARC/1.1\nWARC-Type: response\nWARC-Record-ID: <urn:uuid:{len(records):032}>\nWARC-Target-URI: {url}\n"
            f"WARC-Date: 2024-10-25T08:00:00Z\nContent-Type: application/http; msgtype=response\nContent-Length: {len(block)}\n\n"
        )
        record = head.replace("\n", "\r\n").encode() + block + b"\r\n\r\n"
        records.append(gzip.compress(record) if packed else record)
    return b"".join(records)


def zipped(members: dict[str, bytes], *, packed: bool = True) -> bytes:
    """A ZIP archive of these members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED)
    return out.getvalue()


# Each format with a file's name, and the fields of `Document` that it cannot hold.
FORMATS = {
    "ninjs 1": (ninjs_1, "a.json", ()),
    "ninjs 2": (ninjs_2, "a.json", ()),
    "ninjs 3": (ninjs_3, "a.ninjs", ()),
    "schema.org": (schema_org, "a.json", ()),
    "WordPress API": (wordpress_api, "a.json", ()),
    "NewsML-G2": (newsml_g2, "a.xml", ()),
    "NewsML 1": (newsml_1, "a.xml", ("url", "tags")),
    "NITF": (nitf, "a.xml", ()),
    "WXR": (wxr, "a.xml", ()),
    "RSS": (rss, "a.rss", ()),
    "Atom": (atom, "a.xml", ()),
    "mail": (mail, "a.eml", ("tags",)),
    "HTML mail": (lambda story: mail(story, "html"), "a.eml", ("tags",)),
    "RTF": (rtf, "a.rtf", ("url",)),
    "DOCX": (docx, "a.docx", ("url", "publisher")),
    "ODT": (odt, "a.odt", ("url", "publisher")),
    "EPUB": (epub, "a.epub", ()),
    "CSV": (table, "a.csv", ("tags",)),
    "XLSX": (workbook, "a.xlsx", ("tags",)),
    "ZIP": (lambda story: zipped({"wire/a.xml": nitf(story)}), "a.zip", ()),
    "gzip": (lambda story: gzip.compress(nitf(story)), "a.xml.gz", ()),
}


def _row(story: Story) -> list[str]:
    return [story.title, "\n\n".join(story.paragraphs), story.author, story.publisher, story.language, story.published, story.url]


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def _saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _moment() -> Any:
    from datetime import UTC, datetime  # noqa: PLC0415 - here alone

    return datetime(2024, 10, 24, 8, 15, tzinfo=UTC)
