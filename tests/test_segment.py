"""Sentence bounds in the blocks that hold a mention."""

from __future__ import annotations

import pytest

from timeline.languages import load
from timeline.model import Block, Document, Mention
from timeline.segment import sentences


def split(code: str, marked: str) -> list[str]:
    """The sentences of a text with a mention between `[` and `]`; each of its words is one where nothing is marked."""
    text = marked.replace("[", "").replace("]", "")
    mentions, offset = [], 0
    for part in marked.split("["):
        inside, closed, rest = part.partition("]")
        if closed:
            mentions.append(Mention(offset, offset + len(inside), "marked", "date", {}))
            offset += len(inside) + len(rest)
        else:
            offset += len(inside)
    if not mentions:
        places = [i for i, char in enumerate(text) if i == 0 or text[i - 1].isspace()]
        mentions = [Mention(i, i + 1, "marked", "date", {}) for i in places]
    document = Document("d", text, (Block("paragraph", 0, len(text)),))
    return [text[s.start : s.end] for s, _ in sentences(document, mentions, code, load(code))]


@pytest.mark.parametrize(
    ("code", "parts"),
    [
        ("de", ["Er kam am 3. Spieltag zurück.", "Dann verlor er."]),
        ("de", ["Im 19. Jahrhundert war es anders.", "Heute nicht."]),
        ("de", ["Nach dem 2. Weltkrieg, ca. 1950, zog er z. B. nach St. Gallen.", "Dort blieb er."]),
        ("de", ["Die Mauer brach ein.", "2.977 Menschen starben."]),
        ("de", ["Er belegte Platz 3.", "Dann ging er."]),
        ("de", ["Er kam 2010.", "2011 ging er."]),
        ("de", ["»Es reicht.«", "So begann die Rede."]),
        ("de", ["„Wohin?“, fragte sie am Montag.", "Niemand wusste es."]),
        ("de", ["„Wir gehen!“ sagte er.", "Alle gingen."]),
        ("de", ["(Er kam am 3. Mai.)", "Sie blieb."]),
        ("de", ["Am 7. Sept. kam Dr. Maier mit Prof. Roth.", "Es regnete."]),
        ("en", ["He left on Jan. 5, 2010.", "It was cold."]),
        ("en", ['"It is over," she said.', '"We go."']),
        ("en", ["Mr. Smith of the U.S. Senate came at 5 p.m. on Monday.", "The U.S. Army left."]),
        ("en", ["The speaker fell ill.", "Members met."]),
        ("en", ["He was No. 5 in the list.", "She was first."]),
        ("en", ["It was built by John F. Kennedy.", "Nobody knew."]),
        ("en", ["It closed in 2010.", "2011 was better."]),
        ("xx", ["Hello there.", "Bye now."]),
    ],
)
def test_a_text_falls_into_its_sentences(code: str, parts: list[str]) -> None:
    assert split(code, " ".join(parts)) == parts


def test_no_bound_lies_inside_a_mention() -> None:
    assert split("de", "Am Montag, [dem 3. Januar], begann es. Dann nicht.") == ["Am Montag, dem 3. Januar, begann es."]
    assert split("fr", "Il vint [en 52 av. J.-C.] en Gaule. Puis non.") == ["Il vint en 52 av. J.-C. en Gaule."]


def test_only_sentences_with_a_mention_are_given() -> None:
    assert split("de", "Nichts geschah. Er kam [heute]. Wieder nichts.") == ["Er kam heute."]


def test_headings_and_captions_hold_no_sentences_but_a_heading_is_remembered() -> None:
    text = "Ein Tag im Mai\n\nEr kam im Mai.\n\nFoto: Mai"
    blocks = (Block("heading", 0, 14), Block("paragraph", 16, 30), Block("caption", 32, 41))
    mentions = [Mention(i, i + 3, "month", "date", {}) for i in (11, 26, 38)]
    ((sentence, found),) = sentences(Document("d", text, blocks), mentions, "de", load("de"))
    assert (text[sentence.start : sentence.end], sentence.heading, found) == ("Er kam im Mai.", "Ein Tag im Mai", [mentions[1]])


def test_offsets_are_code_points_behind_astral_characters() -> None:
    assert split("de", "𝔘nd 🎉 so. Er kam [heute] an. Aus.") == ["Er kam heute an."]


def test_a_book_in_one_block_is_split_in_bounded_pieces() -> None:
    text = "Er kam heute an und ging nicht mehr. " * 4000
    start = text.index("heute", 100_000)
    document = Document("d", text, (Block("paragraph", 0, len(text)),))
    ((sentence, _),) = sentences(document, [Mention(start, start + 5, "", "date", {})], "de", load("de"))
    assert text[sentence.start : sentence.end] == "Er kam heute an und ging nicht mehr."
