"""Letters of a cover that Pillow's own layout cannot set: Hebrew and Arabic, from right to left.

Arabic letters join, and Pillow draws one after the other. Each stretch of one direction is shaped
by HarfBuzz, which fills its outlines, too. Pillow with Raqm could do both, but loads FriBiDi from
the machine: a cover would be another on a machine without it. Lengths are pixels.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from edition.text.scripts import FROM_RIGHT, has_arabic
from edition.typography.faces import AMIRI, FRANK_RUHL, GARAMOND
from edition.typography.fonts import full_paths

if TYPE_CHECKING:
    import uharfbuzz
    from PIL.ImageDraw import ImageDraw

#: What runs against the base direction: from left to right in a line from right to left (words,
#: figures, and what is between them), and the other way round.
_LATIN = re.compile(r"([^\W_RTL]+(?:[^\w\n]+[^\W_RTL]+)*)".replace("_RTL", FROM_RIGHT))
_OTHERS = re.compile(f"([{FROM_RIGHT}]+(?:[^\\w\n]+[{FROM_RIGHT}]+)*)")


class _Run(NamedTuple):
    """A stretch of one direction: its font, and its glyphs with the place of the pen for each."""

    font: uharfbuzz.Font
    scale: float
    glyphs: tuple[tuple[int, float, float], ...]
    width: float


def width(text: str, size: int, turned: bool) -> float:
    """How wide `text` is; `turned`: the line runs from right to left."""
    return sum(run.width for run in _runs(text, size, turned))


def draw(on: ImageDraw, at: tuple[float, float], text: str, size: int, turned: bool) -> None:
    """Draw `text` on a layer of ink; `at` is the left end of its baseline."""
    import uharfbuzz
    from PIL import Image

    raster = uharfbuzz.RasterDraw()
    x, y = at
    for run in _runs(text, size, turned):
        for glyph, left, up in run.glyphs:
            raster.transform = (run.scale, 0.0, 0.0, run.scale, x + left, up - y)
            raster.draw_glyph(run.font, glyph)
        x += run.width
    ink = raster.render()
    box = ink.extents  # upwards, as in fonts
    if box.width and box.height:
        size_in_pixels, rows = (box.width, box.height), bytes(ink.buffer)
        mask = Image.frombytes("L", size_in_pixels, rows, "raw", "L", box.stride, -1)
        on.bitmap((box.x_origin, -box.y_origin - box.height), mask, fill=255)


def _runs(text: str, size: int, turned: bool) -> list[_Run]:
    """The stretches of a line, from left to right as they are seen."""
    pieces = enumerate((_LATIN if turned else _OTHERS).split(text))
    runs = [_shaped(piece, size, turned == (k % 2 == 0)) for k, piece in pieces if piece]
    return runs[::-1] if turned else runs


@lru_cache(maxsize=256)
def _shaped(text: str, size: int, turned: bool) -> _Run:
    import uharfbuzz

    family = (AMIRI if has_arabic(text) else FRANK_RUHL) if turned else GARAMOND
    font, buffer = _font(family), uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if turned else "ltr"
    uharfbuzz.shape(font, buffer)
    scale, pen, glyphs = size / font.face.upem, 0.0, []
    for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        left = (pen + place.x_offset) * scale
        glyphs.append((info.codepoint, left, place.y_offset * scale))
        pen += place.x_advance
    return _Run(font, scale, tuple(glyphs), pen * scale)


@lru_cache(maxsize=4)
def _font(family: str) -> uharfbuzz.Font:
    import uharfbuzz

    weight = {AMIRI: "400", FRANK_RUHL: "300 900", GARAMOND: "400 800"}[family]
    path = full_paths()[family, "normal", weight]
    font = uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path))))
    font.set_variations({"wght": 400})
    return font
