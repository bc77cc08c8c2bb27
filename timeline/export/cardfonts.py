"""The fonts of cards: the newsroom's own, and those that the extra `cards` brings; never those of the machine.

Which file sets a letter follows from the letter and the language alone, not from what happens to be installed: a font that is wanted
and missing ends the build.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from io import BytesIO
from typing import TYPE_CHECKING, Any

from timeline.errors import ThemeError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

REGULAR, BOLD = "FiraGO_Regular", "FiraGO_Bold"  # Latin, Greek, Cyrillic, Arabic, Hebrew, Devanagari, Thai, Georgian
_JAPANESE, _KOREAN, _CHINESE = "pylopdf_fonts_jp", "pylopdf_fonts_ko", "pylopdf_fonts_zh_cn"
_HAN = {"ja": _JAPANESE, "ko": _KOREAN}  # one code point, other strokes: the language decides
_KANA = (range(0x3040, 0x3100), range(0x31F0, 0x3200))
_HANGUL = (range(0x1100, 0x1200), range(0x3130, 0x3190), range(0xAC00, 0xD7B0))
_IDEOGRAPHS = (range(0x2E80, 0x3040), range(0x3100, 0x3130), range(0x3190, 0xA000), range(0xF900, 0xFB00), range(0xFF00, 0xFFF0))
_IDEOGRAPHS_BEYOND = range(0x20000, 0x33480)


@dataclass(frozen=True, slots=True)
class Face:
    """A font file: its family name, and how wide its letters are, in thousandths of the type size."""

    path: str
    family: str
    widths: dict[int, float]


def is_wide(char: str) -> bool:
    """Whether a character is one of Chinese, Japanese or Korean writing, which breaks lines anywhere."""
    return bool(_cjk_package(char, ""))


class Fonts:
    """The faces that the cards of one build use. `folder` is a place for files that packages keep in another form."""

    def __init__(self, own: Sequence[Path], folder: Path) -> None:
        self.own = [read(path) for path in own]
        self.folder = folder
        self.packed: dict[str, Face] = {}

    def covering(self, text: str, language: str) -> list[Face]:
        """The faces for a text, the first ones first; a `ThemeError` names the package of one that is missing."""
        faces = [*self.own, self._face(BOLD), self._face(REGULAR)]
        covered = {code for face in self.own for code in face.widths}
        packages = {_cjk_package(char, language) for char in text if ord(char) not in covered} - {""}
        return faces + [self._face(name) for name in sorted(packages)]

    def _face(self, name: str) -> Face:
        if name not in self.packed:
            self.packed[name] = read(self._unpacked(name) if name in (BOLD, REGULAR) else require(name, "cards-cjk").sans_path())
        return self.packed[name]

    def _unpacked(self, name: str) -> Path:
        require("pymupdf_fonts", "cards")
        path = self.folder / f"{name}.ttf"
        path.write_bytes(import_module(f"pymupdf_fonts.{name}").fontbuffer)
        return path


def read(path: Path) -> Face:
    """A font file; a `ThemeError` says what is wrong with it."""
    require("fontTools", "cards")
    fonts = import_module("fontTools.ttLib")
    try:
        with fonts.TTFont(BytesIO(path.read_bytes()), lazy=True, fontNumber=0) as font:
            family = font["name"].getBestFamilyName()
            metrics, unit = font["hmtx"].metrics, font["head"].unitsPerEm / 1000
            widths = {code: metrics[glyph][0] / unit for code, glyph in font.getBestCmap().items()}
    except (OSError, fonts.TTLibError, KeyError) as error:
        raise ThemeError(f"{path}: cannot be used as a font of cards: {error}") from error
    return Face(str(path), str(family), widths)


def require(module: str, extra: str) -> Any:
    """A package of an extra; without it a `ThemeError` says how to install it."""
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        raise ThemeError(f"cards: {module} is not installed; run: pip install 'timeline-press[{extra}]'") from error


def width(text: str, faces: Iterable[Face], size: float) -> float:
    """How wide a line is in px: the sum of its letters, each in the first face that has it. Joined letters come out narrower."""
    faces = list(faces)
    return sum(next((face.widths[ord(c)] for face in faces if ord(c) in face.widths), 600) for c in text) * size / 1000


def _cjk_package(char: str, language: str) -> str:
    code = ord(char)
    if code < 0x1100:
        return ""
    if any(code in block for block in _KANA):
        return _JAPANESE
    if any(code in block for block in _HANGUL):
        return _KOREAN
    if any(code in block for block in _IDEOGRAPHS) or code in _IDEOGRAPHS_BEYOND:
        return _HAN.get(language.partition("-")[0], _CHINESE)
    return ""
