"""Letters of a cover: how wide they are, where their lines end, and how they are drawn.

In the edition's own typeface; what Pillow's layout cannot set is drawn by `covershaping`. Lengths
are pixels.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from edition.typography import covershaping
from edition.typography.faces import is_han
from edition.typography.fonts import full_paths

if TYPE_CHECKING:
    import uharfbuzz
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

#: The ink of a letter.
FULL = 255
#: A word with the blank before it; in Chinese and Japanese each letter, with the marks that no line
#: begins or ends with (JIS X 4051, kinsoku).
_WIDE = "\u2e80-\u2fff\u3040-\u312f\u31a0-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_OPENING, _CLOSING = "（「『《〈【〔“‘", "、。，．！？：；）」』》〉】〕”’…—ー々・ゃゅょっャュョッ"
_WORD = re.compile(
    rf"(\s*)([{_OPENING}]*(?:[{_WIDE}]|[^\s{_WIDE}{_OPENING}]+)[{_CLOSING}]*|[{_OPENING}]+)"
)


class Type(NamedTuple):
    """A size in pixels, a style, whether the line runs from right to left, its language."""

    size: int
    italic: bool = False
    bold: bool = False
    turned: bool = False
    language: str = ""

    @property
    def line(self) -> covershaping.Line:
        """The same for lines of other letters."""
        return covershaping.Line(self.size, self.turned, self.language)


def draw(on: ImageDraw, at: tuple[int, int], text: str, face: Type) -> None:
    """Letters with the kerning of the font, which Pillow's own layout leaves out."""
    x, font = float(at[0]), _font(face)
    if covershaping.is_needed(text):
        baseline = at[1] + font.getmetrics()[0]
        covershaping.draw(on, (x, baseline), text, face.line)
        return
    for cluster, advance in _advances(text, face):
        on.text((x, at[1]), cluster, FULL, font)
        x += advance


def spaced(on: ImageDraw, at: tuple[int, int], text: str, face: Type) -> None:
    """Capitals with a tenth of an em between them."""
    x, font = float(at[0]), _font(face)
    for char, advance in _advances(text, face):
        on.text((x, at[1]), char, FULL, font)
        x += advance + face.size * 0.1


def width(text: str, face: Type) -> float:
    """How wide a line is."""
    if covershaping.is_needed(text):
        return covershaping.width(text, face.line)
    return sum(advance for _, advance in _advances(text, face))


def wrapped(text: str, face: Type, room: int) -> list[str]:
    """The lines of a text that is `room` wide; a longer word has a line of its own."""
    lines = [""]
    for blank, word in _WORD.findall(text.strip()):
        longer = (lines[-1] + (" " if blank else "") + word).strip()
        if lines[-1] and width(longer, face) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


@lru_cache(maxsize=512)
def _advances(text: str, face: Type) -> tuple[tuple[str, float], ...]:
    """The letters of `text`, each with the marks upon it, and how far the pen goes on."""
    if not text:
        return ()
    units, glyphs = _shaped(text, _of_any_size(face))
    scale = face.size / units
    widths: dict[int, float] = {}
    for cluster, advance in glyphs:
        widths[cluster] = widths.get(cluster, 0) + advance * scale
    starts = [*sorted(widths), len(text)]
    return tuple((text[start:end], widths[start]) for start, end in pairwise(starts))


def _of_any_size(face: Type) -> Type:
    """What glyphs are chosen by: a title is tried in many sizes, and shaped once for all."""
    return face._replace(size=0, turned=False)


@lru_cache(maxsize=512)
def _shaped(text: str, face: Type) -> tuple[int, tuple[tuple[int, int], ...]]:
    """The font's units to an em; the glyphs of `text`: its letter each belongs to, its width."""
    import uharfbuzz

    font, buffer = _shaper(face), uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    # Left to right: Pillow draws each letter by itself, and in a ligature there are two.
    buffer.direction = "ltr"
    uharfbuzz.shape(font, buffer, {"kern": True, "liga": False, "clig": False, "calt": False})
    glyphs = zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
    return font.face.upem, tuple((info.cluster, place.x_advance) for info, place in glyphs)


def _path(face: Type) -> str:
    return str(full_paths()["EB Garamond", "italic" if face.italic else "normal", "400 800"])


@lru_cache(maxsize=64)
def _shaper(face: Type) -> uharfbuzz.Font:
    import uharfbuzz

    font = uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(_path(face))))
    font.set_variations({"wght": 600 if face.bold else 400})
    return font


@lru_cache(maxsize=64)
def _font(face: Type) -> FreeTypeFont:
    from PIL import ImageFont

    # The basic layout needs no further library, so that every machine draws the same.
    font = ImageFont.truetype(_path(face), face.size, layout_engine=ImageFont.Layout.BASIC)
    font.set_variation_by_axes([600 if face.bold else 400])
    return font


def has_orphan(lines: list[str]) -> bool:
    """Whether one letter of Chinese or Japanese is left for the last line."""
    return len(lines) > 1 and len(lines[-1].rstrip(_CLOSING)) == 1 and is_han(lines[-1][0])
