"""Letters of a cover that Pillow's own layout cannot set: Hebrew and Arabic, from right to left,
and those of other fonts than EB Garamond.

Arabic letters join, and Pillow draws one after the other. Each stretch of one direction and font is
shaped by HarfBuzz, which fills its outlines, too. Pillow with Raqm could do both, but loads FriBiDi
from the machine: a cover would be another on a machine without it. Lengths are pixels.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache, partial
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from edition.text.scripts import FROM_RIGHT, has_arabic, may_run_from_right
from edition.typography.faces import AMIRI, FRANK_RUHL, GARAMOND, Face
from edition.typography.fonts import full_paths, script_face

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


class Line(NamedTuple):
    """How a line is set: its size, whether it runs from right to left, its language."""

    size: int
    turned: bool
    language: str


def is_needed(text: str) -> bool:
    """Whether a line has letters that Pillow's layout of EB Garamond cannot set."""
    return may_run_from_right(text) or any(map(_of_script, text))


@lru_cache(maxsize=1024)
def _of_script(char: str, language: str = "") -> Face | None:
    return None if char < "\u0590" else script_face(char, language)


def width(text: str, line: Line) -> float:
    """How wide `text` is."""
    return sum(run.width for run in _runs(text, line))


def draw(on: ImageDraw, at: tuple[float, float], text: str, line: Line) -> None:
    """Draw `text` on a layer of ink; `at` is the left end of its baseline."""
    import uharfbuzz
    from PIL import Image

    raster = uharfbuzz.RasterDraw()
    x, y = at
    for run in _runs(text, line):
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


def _runs(text: str, line: Line) -> list[_Run]:
    """The stretches of a line, from left to right as they are seen."""
    pieces = enumerate((_LATIN if line.turned else _OTHERS).split(text))
    runs = [
        run
        for k, piece in pieces
        for run in _in_fonts(piece, line._replace(turned=line.turned == (k % 2 == 0)))
    ]
    return runs[::-1] if line.turned else runs


def _in_fonts(text: str, line: Line) -> Iterator[_Run]:
    """A stretch of one direction in its fonts."""
    if line.turned and text:
        yield _shaped(text, line.size, AMIRI if has_arabic(text) else FRANK_RUHL, True)
        return
    for face, letters in groupby(text, partial(_of_script, language=line.language)):
        yield _shaped("".join(letters), line.size, face or GARAMOND, False)


@lru_cache(maxsize=256)
def _shaped(text: str, size: int, face: str | Face, turned: bool) -> _Run:
    import uharfbuzz

    font, buffer = _font(face), uharfbuzz.Buffer()
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


@lru_cache(maxsize=8)
def _font(face: str | Face) -> uharfbuzz.Font:
    """The font of a script, or of a family that is always there."""
    import uharfbuzz

    if isinstance(face, Face):
        path = face.path
    else:
        weight = {AMIRI: "400", FRANK_RUHL: "300 900", GARAMOND: "400 800"}[face]
        path = full_paths()[face, "normal", weight]
    font = uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path))))
    font.set_variations({"wght": 400})
    return font
