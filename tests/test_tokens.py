"""Design tokens: ten lines of config change a theme, and nothing but values gets into its style sheet."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from timeline.config import Tokens
from timeline.config_file import is_css_value, load_config
from timeline.errors import ConfigError, ThemeError
from timeline.export.site import Site, render
from timeline.export.tokens import applied, declared

ROOT = Path(__file__).parent.parent
SHEET = (ROOT / "templates" / "default" / "static" / "style.css").read_text(encoding="utf-8")


def config(folder: Path, text: str) -> Tokens:
    (folder / "timeline.toml").write_text(text, encoding="utf-8")
    return load_config(folder / "timeline.toml").tokens


def style(tokens: Tokens) -> str:
    return next(page.content.decode() for page in render(Site("x", tokens=tokens), []) if page.path == "static/style.css")


def test_values_take_the_place_of_the_theme_s_and_nothing_else_changes() -> None:
    light = (("accent", "#00579c"), ("serif", 'Georgia, "Times New Roman", serif'), ("rail", "2rem"))
    made = style(Tokens(light, (("accent", "#7cc0ff"), ("serif", "Georgia"))))
    head, dark = made[: made.index("@media")], made[made.index("prefers-color-scheme: dark") :]
    assert "--accent: #00579c;" in head
    assert '--serif: Georgia, "Times New Roman", serif;' in head
    assert "--rail: 2rem;" in head
    assert "--accent: #7cc0ff;" in dark
    assert "--serif: Georgia;" in dark, "a token that the theme's dark block lacks is added to it"
    phone = made[made.index("@media screen and (max-width") :]
    assert "--rail: 1.75rem" in phone, "what the theme says for narrow screens stays"
    changed = [line for line in made.splitlines() if line not in SHEET.splitlines()]
    assert len(changed) == 5


def test_no_tokens_no_change() -> None:
    assert style(Tokens()) == SHEET


def test_an_unknown_token_names_the_nearest() -> None:
    with pytest.raises(ThemeError, match="theme 'default' has no token 'acent'; did you mean 'accent'"):
        style(Tokens(light=(("acent", "red"),)))
    with pytest.raises(ThemeError, match="known are sans, serif"):
        style(Tokens(dark=(("zzzzz", "red"),)))
    with pytest.raises(ThemeError, match="theme 'plain' has no token 'accent'; it brings no style"):
        render(Site("x", theme="plain", tokens=Tokens(light=(("accent", "red"),))), [])


def test_a_theme_without_a_dark_block_stays_as_it_is() -> None:
    assert applied({"a.css": ":root{--ink:#000}"}, Tokens((("ink", "#111"),), (("ink", "#fff"),)), "x") == {"a.css": ":root{--ink:#111}"}
    assert declared(":root{--ink:#000;--page: #fff}") == {"ink": "#000", "page": "#fff"}


def test_config(tmp_path: Path) -> None:
    text = '[tokens]\naccent = "#00579c"\n"--serif" = "Georgia, serif"\n[tokens.dark]\naccent = "#7cc0ff"\n'
    assert config(tmp_path, text) == Tokens((("accent", "#00579c"), ("serif", "Georgia, serif")), (("accent", "#7cc0ff"),))


@pytest.mark.parametrize(
    "value",
    [
        "red; } body { display: none",
        "red}",
        "url(https://evil.example/x)",
        "URL(//evil.example)",
        "image-set('a')",
        "red/*",
        "*/ red",
        "\\75rl(x)",
        "red !important",
        "</style>",
        '"open',
        "rgb(1, 2",
        "1)",
        "@import",
        "expression(1)",
        "a\nb",
        "",
    ],
)
def test_what_is_more_than_a_value_is_refused_with_its_line(tmp_path: Path, value: str) -> None:
    assert not is_css_value(value)
    quoted = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    with pytest.raises(ConfigError, match=rf"{re.escape(str(tmp_path / 'timeline.toml'))}:3: key 'tokens.dark.accent'"):
        config(tmp_path, f'[tokens]\n[tokens.dark]\naccent = "{quoted}"\n')


@pytest.mark.parametrize(
    "value",
    [
        "#00579c",
        "2rem",
        "Georgia, serif",
        '"Unser Grotesk", sans-serif',
        "clamp(2rem, 1.6rem + 2vw, 2.75rem)",
        "oklch(60% 0.1 30 / 50%)",
        "-.5px",
    ],
)
def test_values(value: str) -> None:
    assert is_css_value(value)


@pytest.mark.parametrize("text", ["tokens = 3\n", "[tokens]\naccent = 3\n", "[tokens]\ndark = 3\n"])
def test_tokens_are_texts_in_tables(tmp_path: Path, text: str) -> None:
    with pytest.raises(ConfigError, match="tokens"):
        config(tmp_path, text)
