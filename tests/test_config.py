"""`timeline.toml`: what it may hold, and what is said of what it may not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from timeline.config import Config, Defaults, Limits, Story, Tag, parse_day, parse_language
from timeline.config_file import keys, load_config
from timeline.errors import ConfigError
from timeline.model import Confidence, Day

DOCS = Path(__file__).parent.parent / "docs" / "configuration.md"

WHOLE = """\
title = "Zwei Häfen"
language = "de_AT"
base_url = "https://example.org/zwei/"
sources = ["a", "b/*.md"]
output = "public"
theme = "default"
templates = "looks"
today = 2024-11-20
intro = "intro.md"
min_confidence = "medium"
max_events = 40
top = "12.5 %"
min_importance = 2

[limits]
max_megabytes = 2.5

[[documents]]
match = "a/*"
publisher = "Bote"
published = "2024-01-02"
type = "narrative"

[[story]]
slug = "Hafen-1"
title = "Hafen"
sources = ["a"]

[[tags]]
name = "Hafen"
kind = "place"
words = ["Haf"]
since = 2024-01-02
until = 2024-03-04
"""


def load(tmp_path: Path, text: str) -> Config:
    path = tmp_path / "timeline.toml"
    path.write_text(text, encoding="utf-8")
    return load_config(path)


def test_every_key_is_read(tmp_path: Path) -> None:
    assert load(tmp_path, WHOLE) == Config(
        title="Zwei Häfen",
        language="de-AT",
        base_url="https://example.org/zwei/",
        sources=("a", "b/*.md"),
        output="public",
        theme="default",
        templates="looks",
        today=Day(2024, 11, 20),
        intro="intro.md",
        min_confidence=Confidence.MEDIUM,
        max_events=40,
        top="12.5 %",
        min_importance=2.0,
        tags=(Tag("Hafen", "place", ("Haf",), Day(2024, 1, 2), Day(2024, 3, 4)),),
        limits=Limits(2.5),
        documents=(Defaults("a/*", publisher="Bote", published=Day(2024, 1, 2), type="narrative"),),
        story=(Story("Hafen-1", "Hafen", ("a",)),),
        root=tmp_path,
    )


def test_an_empty_file_gives_the_defaults(tmp_path: Path) -> None:
    assert load(tmp_path, "") == Config(root=tmp_path)


def test_a_byte_order_mark_is_no_key(tmp_path: Path) -> None:
    assert load(tmp_path, '\ufefftitle = "x"').title == "x"


WRONG = {
    'titel = "x"': ":1: unknown key 'titel'; did you mean 'title'?",
    '# c\n\nzzz = "x"': ":3: unknown key 'zzz'; known are title, language",
    "title = 5": ":1: key 'title': must be a string, not an integer (5)",
    "title = true": "must be a string, not a boolean (True)",
    'sources = "a"': ":1: key 'sources': must be an array of strings, not a string ('a')",
    "sources = [1]": "must be an array of strings, not an array ([1])",
    'today = "gestern"': "'gestern' is not a day such as 2024-10-27",
    'today = "2024-02-31"': "'2024-02-31' is not a day",
    "today = 2024": "must be a day such as 2024-10-27, not 2024",
    "today = 2024-01-01T00:00:00": "must be a day such as 2024-10-27",
    'language = "German"': "'German' is not a language code such as de or pt-BR",
    'base_url = "example.org"': "is not an address such as https://example.org/chronology/",
    'limits = "no"': "must be a table, not a string",
    "[limits]\nmax_megabytes = 0": ":2: key 'limits.max_megabytes': must be a number above 0",
    "[limits]\nmax_megabytes = true": "must be a number above 0, not a boolean",
    "[limits]\nmax_megabyte = 1": ":2: unknown key 'limits.max_megabyte'; did you mean 'max_megabytes'?",
    '[[documents]]\nlanguage = "de"': ":1: documents needs the key 'match'",
    '[[documents]]\nmatch = "*"\n\n[[documents]]\nmatch = "*"\nkind = 1': ":6: unknown key 'documents.kind'",
    '[[documents]]\nmatch = "*"\ntype = "novel"': "must be one of 'news', 'narrative' and 'auto', not a string ('novel')",
    "[documents]\nx = 1": ":1: key 'documents': must be tables ([[documents]]), not a table",
    'story = "x"': "must be tables ([[story]]), not a string",
    '[[story]]\nslug = "a"\ntitle = "A"': ":1: story needs the key 'sources'",
    'min_confidence = "sure"': ":1: key 'min_confidence': must be one of 'low', 'medium' and 'high', not a string ('sure')",
    "min_confidence = 3": "must be one of 'low', 'medium' and 'high', not an integer (3)",
    '[[story]]\nslug = "../up"\ntitle = "A"\nsources = []': ":2: key 'story.slug': '../up' cannot name a folder of the site",
    '[[story]]\nslug = "Con"\ntitle = "A"\nsources = []': "'Con' cannot name a folder",
    '[[story]]\nslug = "a"\ntitle = "A"\nsources = []\n[[story]]\nslug = "A"\ntitle = "B"\nsources = []': "two stories have the slug 'a'",
    "max_events = 0": ":1: key 'max_events': must be a whole number above 0, not an integer (0)",
    "max_events = true": "must be a whole number above 0",
    'top = "20"': "'20' is not a percentage above 0% and up to 100%, such as 20%",
    'top = "0%"': "is not a percentage",
    'top = "101%"': "is not a percentage",
    'min_importance = "much"': "must be a number above 0, not a string ('much')",
    '[[tags]]\nname = "x"\nkind = "thing"': ":3: key 'tags.kind': must be one of 'tag', 'era', 'person' and 'place'",
    '[[tags]]\nwords = ["x"]': ":1: tags needs the key 'name'",
    'title = "x': "not valid TOML",
}


@pytest.mark.parametrize(("text", "message"), WRONG.items(), ids=range(len(WRONG)))
def test_what_is_wrong_is_named_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ConfigError) as error:
        load(tmp_path, text)
    assert message in str(error.value)
    assert str(error.value).startswith(str(tmp_path / "timeline.toml"))
    assert "\n" not in str(error.value)


def test_a_file_that_is_not_there_or_no_utf8(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read: No such file"):
        load_config(tmp_path / "no.toml")
    (tmp_path / "latin.toml").write_bytes(b'title = "H\xe4fen"')
    with pytest.raises(ConfigError, match=r"not UTF-8 \(byte 10\)"):
        load_config(tmp_path / "latin.toml")


def test_defaults_of_documents_cascade() -> None:
    config = Config(
        today=Day(2024, 11, 20),
        documents=(
            Defaults("*", language="de", publisher="Bote"),
            Defaults("a/*.txt", language="en"),
            Defaults("x.txt", url="https://example.org"),
        ),
    )
    everywhere, below, by_name = (config.options(path) for path in ("b/y.md", "a/b/y.txt", "b/x.txt"))
    assert (everywhere.language, everywhere.publisher, everywhere.url) == ("de", "Bote", "")
    assert (below.language, below.publisher) == ("en", "Bote")
    assert (by_name.language, by_name.url) == ("de", "https://example.org")


def test_the_limit_is_in_millions_of_bytes() -> None:
    assert Config(today=Day(2024, 1, 1), limits=Limits(0.5)).options("x").max_bytes == 500_000


def test_no_clock_is_read() -> None:
    with pytest.raises(ConfigError, match="today is not set"):
        Config().options("x")


def test_days_and_codes_are_strict() -> None:
    assert parse_day("2024-10-27") == Day(2024, 10, 27)
    assert parse_language("pt_BR") == "pt-BR"
    for text in ("20241027", "2024-W43-7", "27.10.2024", "٢٠٢٤-١٠-٢٧"):
        with pytest.raises(ValueError, match="is not a day"):
            parse_day(text)


@pytest.mark.parametrize("table", [Config, Limits, Defaults, Story])
def test_every_key_is_documented_where_it_stands(table: type) -> None:
    listed = re.findall(
        r"`(\w+)`", " ".join(line.partition(":")[0] for line in (table.__doc__ or "").splitlines() if line.strip().startswith("- "))
    )
    assert listed == list(keys(table))


@pytest.mark.parametrize(
    ("table", "heading"), [(Config, "## Keys"), (Limits, "### `[limits]`"), (Defaults, "### `[[documents]]`"), (Story, "### `[[story]]`")]
)
def test_the_page_lists_the_same_keys(table: type, heading: str) -> None:
    section = re.split(r"\n#+ ", DOCS.read_text(encoding="utf-8").partition(f"\n{heading}\n")[2])[0]
    rows = [line.split("|")[1] for line in section.splitlines() if line.startswith("| `")]
    assert [key for row in rows for key in re.findall(r"`(\w+)`", row)] == list(keys(table))


def test_the_example_of_the_page_is_valid(tmp_path: Path) -> None:
    example = re.findall(r"```toml\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    assert [load(tmp_path, text).title for text in example] == ["The harbour bridge"]
