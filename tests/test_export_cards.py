"""Cards: drawn where the config asks, whole in every script, of the same bytes everywhere, and nothing of the kind otherwise."""

from __future__ import annotations

import os
import re
import runpy
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import imagesize
import pytest

from timeline.config import Cards, Tokens
from timeline.errors import ConfigError, ThemeError
from timeline.export import cardfonts
from timeline.export.cards import Card, pages, svg
from timeline.export.site import Site, Story, render

pytest.importorskip("resvg_py", reason="the extra `cards` is not installed")
pytest.importorskip("pymupdf_fonts", reason="the extra `cards` is not installed")

ROOT = Path(__file__).parent.parent
SAMPLE = runpy.run_path(str(Path(__file__).with_name("export_sample.py")))
BASE = "https://example.org/c"
COLOURS = {"page": "#fff", "ink": "#000", "soft": "#555", "line": "#ccc", "accent": "#b00"}


def drawn(card: Card, tokens: dict[str, str] | None = None) -> bytes:
    [page] = pages([card], [], tokens or {})
    return page.content


def card(title: str, language: str = "de", status: str = "") -> Card:
    return Card("card.png", "24.10.2024", title, "Quelle", "Site", language, status)


def lines(picture: str) -> list[str]:
    return re.findall(r'font-weight="700"[^>]*>([^<]*)</text>', picture)


def test_no_card_is_made_and_no_extra_is_touched_unless_asked() -> None:
    code = (
        "import runpy, sys\n"
        "from timeline.export.site import Site, Story, render\n"
        "sample = runpy.run_path(sys.argv[1])\n"
        "pages = render(Site('x', base_url='https://example.org'), [Story('', sample['chronology']())])\n"
        "assert not any(page.path.endswith('.png') for page in pages)\n"
        "print(*[name for name in ('resvg_py', 'fontTools', 'pymupdf_fonts', 'imagesize') if name in sys.modules])"
    )
    sample = str(Path(__file__).with_name("export_sample.py"))
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", code, sample], cwd=ROOT, env=env, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_a_card_for_each_page_is_named_in_its_head() -> None:
    stories = [Story("pakt", SAMPLE["chronology"]()), Story("ar", SAMPLE["chronology"]("ar", "المعاهدة"))]
    made = {page.path: page.content for page in render(Site("Chroniken", "de", BASE, cards=Cards(pages=True)), stories)}
    assert {path for path in made if path.endswith(".png")} == {"card.png", "pakt/card.png", "ar/card.png"}
    for content in (made["card.png"], made["ar/card.png"]):
        assert imagesize.get(BytesIO(content)) == (1200, 630)
    text = made["pakt/index.html"].decode()
    assert f'<meta property="og:image" content="{BASE}/pakt/card.png">' in text
    assert '<meta property="og:image:alt" content="Der Pakt">' in text
    assert '<meta name="twitter:card" content="summary_large_image">' in text
    assert '<meta name="robots" content="max-image-preview:large">' in text


def test_a_card_for_each_entry() -> None:
    chronology = SAMPLE["chronology"](events=SAMPLE["EVENTS"][8:10])
    made = [page.path for page in render(Site("x", "de", BASE, cards=Cards(events=True)), [Story("", chronology)])]
    assert [path for path in made if path.endswith(".png")] == [f"cards/{event.id}.png" for event in chronology.events]


def test_every_script_is_set_from_the_fonts_of_the_extra() -> None:
    pytest.importorskip("pylopdf_fonts_jp", reason="the extra `cards-cjk` is not installed")
    samples = {"de": "Straße", "el": "Αθήνα", "uk": "Їжак", "ar": "المعاهدة", "he": "האמנה", "hi": "संधि", "ja": "条約の日", "ko": "조약"}
    blank = drawn(card(""))
    for language, title in samples.items():
        assert drawn(card(title, language)) != blank, language


def test_arabic_letters_are_joined() -> None:
    joined, apart = drawn(card("محمد", "ar")), drawn(card("م\u200cح\u200cم\u200cد", "ar"))
    assert joined != apart, "letters kept apart by zero-width non-joiners look otherwise than letters that join"


def test_han_characters_follow_the_language() -> None:
    pytest.importorskip("pylopdf_fonts_jp", reason="the extra `cards-cjk` is not installed")
    assert drawn(card("直骨", "ja")) != drawn(card("直骨", "zh"))


def test_a_page_from_the_right_is_mirrored() -> None:
    right, left = svg(card("Titel", "he"), faces_of("Titel"), COLOURS), svg(card("Titel", "de"), faces_of("Titel"), COLOURS)
    assert 'text-anchor="end"' in right
    assert 'cx="1156"' in right
    assert 'cx="44"' in left
    assert 'text-anchor="end"' not in left


def faces_of(text: str) -> list[cardfonts.Face]:
    """A face whose letters are all of one width."""
    return [cardfonts.Face("x.ttf", "Test", dict.fromkeys([*range(32, 0x3100), *map(ord, text)], 600.0))]


@pytest.mark.parametrize(
    ("title", "count"),
    [("Kurz", 1), ("Erste Soldaten treffen in der Grenzregion ein und bleiben", 3), ("Wort " * 200, 4), ("x" * 500, 1), ("", 1)],
)
def test_a_title_has_its_lines_and_stays_on_the_card(title: str, count: int) -> None:
    faces = faces_of(title)
    found = lines(svg(card(title), faces, COLOURS))
    assert len(found) == count
    for line in found:
        size = float(re.search(rf'font-size="([0-9]+)"[^>]*>{re.escape(line)}<', svg(card(title), faces, COLOURS))[1])  # type: ignore[index]
        assert cardfonts.width(line, faces, size) <= 1200 - 2 * 88


def test_japanese_breaks_between_characters_but_not_before_a_stop() -> None:
    title = "最初の部隊が国境地域に到着し条約は六月に調印された。政府は詳細を明らかにしていない。"
    found = lines(svg(card(title, "ja"), faces_of(title), COLOURS))
    assert len(found) > 1
    assert "".join(found) == title
    assert not [line for line in found if line[0] in "。、"]


def test_hostile_text_stays_text() -> None:
    picture = svg(card('</text><image href="file:///etc/passwd"/>&amp;\x00'), faces_of("x"), COLOURS)
    assert "<image" not in picture
    assert drawn(card('</text><image href="file:///etc/passwd"/>&amp;\x00'))


def test_colours_are_the_theme_s_and_those_of_the_config() -> None:
    chronology = SAMPLE["chronology"](events=SAMPLE["EVENTS"][9:10])

    def built(tokens: Tokens) -> bytes:
        made = render(Site("x", "de", BASE, cards=Cards(events=True), tokens=tokens), [Story("", chronology)])
        return next(page.content for page in made if page.path.endswith(".png"))

    assert built(Tokens()) != built(Tokens(light=(("accent", "#00579c"),)))


def test_bytes_do_not_depend_on_where_and_when() -> None:
    code = (
        "import hashlib\nfrom timeline.export.cards import Card, pages\n"
        "made = pages([Card('a.png', '2024', 'Straße العربية', 'b', 'c', 'ar', 'expected')], [], {})\n"
        "print(hashlib.sha256(b''.join(page.content for page in made)).hexdigest())"
    )
    seen = set()
    for seed, zone in (("0", "UTC"), ("4711", "Asia/Tokyo")):
        env = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C", "PYTHONPATH": str(ROOT)}
        done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=env, capture_output=True, check=True, text=True)
        seen.add(done.stdout)
    assert len(seen) == 1


@pytest.mark.parametrize(
    ("module", "extra", "title"),
    [("resvg_py", "cards", "Titel"), ("pymupdf_fonts", "cards", "Titel"), ("pylopdf_fonts_zh_cn", "cards-cjk", "条约")],
)
def test_a_missing_extra_is_one_line_that_says_how_to_install_it(
    module: str, extra: str, title: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(ThemeError, match=rf"{module} is not installed; run: pip install 'timeline-press\[{extra}\]'") as caught:
        drawn(card(title, "zh"))
    assert "\n" not in str(caught.value)


def test_a_font_of_one_s_own_comes_first(tmp_path: Path) -> None:
    from pymupdf_fonts import Ubuntu_Bold  # noqa: PLC0415 # a font file to be somebody's own

    own = tmp_path / "own.ttf"
    own.write_bytes(Ubuntu_Bold.fontbuffer)
    [page] = pages([card("Titel")], [own], {})
    assert page.content != drawn(card("Titel"))
    (tmp_path / "bad.ttf").write_bytes(b"no font")
    with pytest.raises(ThemeError, match=r"bad\.ttf: cannot be used as a font"):
        list(pages([card("Titel")], [tmp_path / "bad.ttf"], {}))
    with pytest.raises(ThemeError, match=r"lost\.ttf: cannot be used as a font"):
        list(pages([card("Titel")], [tmp_path / "lost.ttf"], {}))


def test_cards_need_an_address(tmp_path: Path) -> None:
    from timeline.config_file import load_config  # noqa: PLC0415 # this test alone reads a file

    (tmp_path / "timeline.toml").write_text("[cards]\npages = true\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="cards need base_url"):
        load_config(tmp_path / "timeline.toml")
