"""Markdown: front matter in its many spellings, and a text that loses its markup and nothing else."""

from __future__ import annotations

import pytest

from timeline.config import Options
from timeline.model import Day, Document, Problem
from timeline.read import read

OPTIONS = Options(today=Day(2024, 11, 1))


def one(text: str) -> tuple[Document, list[Problem]]:
    documents, problems = read(text.encode(), "a.md", OPTIONS)
    return documents[0], problems


def blocks(text: str) -> list[tuple[str, str]]:
    document, problems = one(text)
    assert problems == []
    return [(block.kind, document.text[block.start : block.end]) for block in document.blocks]


@pytest.mark.parametrize(
    "front",
    [
        "---\ntitle: Pact signed\ndate: 2024-10-24\nlang: de-AT\nurl: https://example.org/a\nauthor: A. Writer\npublisher: The Post\n---\n",
        (
            '---\ntitle: "Pact signed"\npublished: 2024-10-24T23:59:00-05:00\nlanguage: de\nsource: The Post\n'
            "byline: By A. Writer\ncanonical: https://example.org/a\n...\n"
        ),
        (
            "---\nheadline: 'Pact signed'\npublishDate: 24.10.2024\nlocale: de_DE.UTF-8\nsite: The Post\n"
            "authors: [A. Writer]\npermalink: https://example.org/a\n---\n"
        ),
        (
            "---\n# a comment\ntitle: Pact signed   # another\npubDate: Thu, 24 Oct 2024 10:00:00 GMT\n"
            "sprache: Deutsch\nquelle: The Post\nautor:\n  - A. Writer\nlink: https://example.org/a\n---\n"
        ),
        (
            "---\ntitle: >\n  Pact\n  signed\ndatePublished: 24. Oktober 2024\nlang: de\nmedium: The Post\nauthor:\n"
            "  name: A. Writer\n  title: Editor\nsourceUrl: https://example.org/a\n---\n"
        ),
        (
            '+++\ntitle = "Pact signed"\ndate = 2024-10-24T08:00:00+02:00\nlanguage = "de"\npublisher = "The Post"\n'
            'authors = ["A. Writer"]\n[params]\ncanonical_url = "https://example.org/a"\n+++\n'
        ),
        (
            '+++\ntitle = "Pact signed"\ndate = 2024-10-24\nlang = "de"\n[extra]\nsource = "The Post"\n'
            'author = "A. Writer"\nurl = "https://example.org/a"\n+++\n'
        ),
        "Title: Pact signed\nDate: 2024-10-24 10:20\nLang: de\nPublisher: The Post\nAuthor: A. Writer\nURL: https://example.org/a\n",
    ],
)
def test_front_matter_of_many_systems(front: str) -> None:
    document, problems = one(front + "\nThe pact was signed in June.\n")
    assert problems == []
    assert document.text == "The pact was signed in June."
    described = (document.title, document.published, document.publisher, document.url, document.author, document.language)
    assert described == ("Pact signed", Day(2024, 10, 24), "The Post", "https://example.org/a", "A. Writer", "de")


def test_norwegian_is_a_language_and_a_clock_time_no_number() -> None:
    document, problems = one("---\nlang: no\ntitle: 12:30\nauthor: 0123\n---\nTekst.")
    assert problems == []
    assert (document.language, document.title, document.author) == ("no", "12:30", "0123")


def test_fields_of_other_things_are_not_the_articles() -> None:
    document, _ = one("---\nimage:\n  title: A picture\n  url: https://example.org/i.png\nseo:\n  title: The article\n---\nA text.")
    assert (document.title, document.url) == ("The article", "")


def test_the_better_name_wins_whatever_the_order() -> None:
    document, _ = one("---\ndate: 2020-01-01\nlink: https://example.org/b\npublished: 2024-10-24\nurl: https://example.org/a\n---\nA text.")
    assert (document.published, document.url) == (Day(2024, 10, 24), "https://example.org/a")


@pytest.mark.parametrize(
    ("front", "line", "reason"),
    [
        ("---\ntitle: X\ndate: sometime soon\n---\n", 3, "is not a date"),
        ("---\n\ndate: 2024-02-31\n---\n", 3, "is not a day of the calendar"),
        ('+++\ntitle = "X"\ndate = "soon"\n+++\n', 3, "is not a date"),
        ("+++\ntitle = X\n+++\n", 2, "is not TOML"),
        ("---\ntitle: X\nsome words\n---\n", 3, "is not made like `key: value`"),
        ("---\ntitle: X\nA text without an end.\n", 1, "is not closed: add a line ---"),
        ("---\nlang: gibberish words\ntitle: X\n---\n", 2, "is no language"),
    ],
)
def test_faults_in_front_matter_are_problems_with_their_line(front: str, line: int, reason: str) -> None:
    document, problems = one(front + "A text.")
    assert len(problems) == 1
    assert problems[0].line == line
    assert reason in problems[0].message
    assert document.text.endswith("A text.")


def test_a_rule_at_the_start_is_no_front_matter() -> None:
    assert blocks("---\n\nA text.\n\n---\n\nMore.") == [("paragraph", "A text."), ("paragraph", "More.")]


def test_a_date_at_the_start_of_a_line_keeps_its_day() -> None:
    assert blocks("6. November 2023: Der Minister trat zurück.") == [("paragraph", "6. November 2023: Der Minister trat zurück.")]
    assert blocks("2023. Das Jahr der Brücke.") == [("paragraph", "2023. Das Jahr der Brücke.")]
    assert blocks("1. Mai\n2. Mai") == [("item", "1. Mai"), ("item", "2. Mai")]
    assert blocks("Der Vertrag wird am\n6. November 2024 unterzeichnet.") == [
        ("paragraph", "Der Vertrag wird am 6. November 2024 unterzeichnet.")
    ]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (
            "Der **Vertrag** vom *24. Oktober* gilt __immer__ und _überall_, ***wirklich***.",
            "Der Vertrag vom 24. Oktober gilt immer und überall, wirklich.",
        ),
        ("Am [24. Oktober](https://x.y/z_(1) 'Titel') [kam][1] der [Zug][] [an].", "Am 24. Oktober kam der Zug [an]."),
        ("Ein ![Bild](a.png) im Text.", "Ein im Text."),
        ("`Code` und ``mehr`` davon.", "Code und mehr davon."),
        (
            "Leser*innen und Bürger*innen rechnen 5 * 3 * 2, file_name_here.",
            "Leser*innen und Bürger*innen rechnen 5 * 3 * 2, file_name_here.",
        ),
        ("Ver**tei**digung, **„Zitat“**, (*so*) und *offen", "Verteidigung, „Zitat“, (so) und *offen"),
        (r"Ein \*Stern\*, 6\. November, \[keine\] Klammer, C:\\Pfad.", r"Ein *Stern*, 6. November, [keine] Klammer, C:\Pfad."),
        ("<b>Fett</b>, <time datetime='2024-10-24'>24. Oktober</time><br>neu; a < b und 3 > 2.", "Fett, 24. Oktober neu; a < b und 3 > 2."),
        ("Fakten[^1] &amp; Zahlen&nbsp;hier &lt;x&gt;, AT&T, Eisen&shy;bahn.", "Fakten & Zahlen hier <x>, AT&T, Eisenbahn."),
        ("Siehe <https://example.org/a> und ~~falsch~~ richtig.", "Siehe https://example.org/a und falsch richtig."),
        ('{{< figure src="a" >}}Ein Satz.{% include x %} Noch einer.{: .lead}', "Ein Satz. Noch einer."),
        ("[sic] und [@key] und [ ] bleiben.", "[sic] und [@key] und [ ] bleiben."),
    ],
)
def test_markup_goes_and_words_stay(source: str, text: str) -> None:
    assert blocks(source + "\n\n[1]: https://x.y\n[zug]: https://x.y 'Z'\n") == [("paragraph", text)]


def test_blocks_of_every_kind() -> None:
    source = """<!-- a comment
over lines --># Titel der Geschichte #

Zwischenzeile
-------------

> Zitat vom 5. Mai,
> > zweite Zeile.

* Punkt **eins**
  weiter
- [x] Punkt zwei

| Datum | Was |
|:------|----:|
| 3. Mai 2024 | Treffen \\| mehr |

***

![Der Fluss](fluss.jpg "x")

*Blick vom Ufer. Foto: Archiv*

[^1]: Die Fußnote vom 3. Mai.

#kein-titel am Anfang
"""
    assert blocks(source) == [
        ("heading", "Titel der Geschichte"),
        ("heading", "Zwischenzeile"),
        ("paragraph", "Zitat vom 5. Mai, zweite Zeile."),
        ("item", "Punkt eins weiter"),
        ("item", "Punkt zwei"),
        ("item", "Datum | Was"),
        ("item", "3. Mai 2024 | Treffen | mehr"),
        ("caption", "Der Fluss"),
        ("caption", "Blick vom Ufer. Foto: Archiv"),
        ("paragraph", "Die Fußnote vom 3. Mai."),
        ("paragraph", "#kein-titel am Anfang"),
    ]
    assert one(source)[0].title == "Titel der Geschichte"


def test_code_is_left_out_and_an_unclosed_fence_is_not_the_end() -> None:
    assert blocks("Vorher.\n\n```python\nday = '2020-01-01'\n```\n\nNachher.") == [("paragraph", "Vorher."), ("paragraph", "Nachher.")]
    assert blocks("~~~\ncode\n~~~~\nText.") == [("paragraph", "Text.")]
    assert [text for _, text in blocks("```\nText ohne Ende.")] == ["Text ohne Ende."]


def test_a_rule_under_a_paragraph_does_not_make_it_a_heading() -> None:
    assert blocks("Am 24. Oktober kam der Zug an.\n---\nMehr.") == [("paragraph", "Am 24. Oktober kam der Zug an."), ("paragraph", "Mehr.")]


def test_forced_breaks_divide_entries_but_not_sentences() -> None:
    assert blocks("24. Oktober: Ankunft  \n6. November: Abreise  \nund mehr") == [
        ("paragraph", "24. Oktober: Ankunft"),
        ("paragraph", "6. November: Abreise und mehr"),
    ]


def test_comments_and_scripts_over_many_lines_are_left_out() -> None:
    assert blocks("Eins.\n\n<script>\nvar x = '2020-01-01';\n</script>\n\n<style>\np {}\n</style>\n\nZwei. <!-- offen") == [
        ("paragraph", "Eins."),
        ("paragraph", "Zwei. <!-- offen"),
    ]


def test_windows_line_ends_are_line_ends() -> None:
    document, problems = one("---\r\ntitle: X\r\ndate: 2024-10-24\r\n---\r\n\r\n# T\r\n\r\nEin\r\nSatz.\r\n")
    assert problems == []
    assert (document.title, document.published, document.text) == ("X", Day(2024, 10, 24), "T\n\nEin Satz.")
