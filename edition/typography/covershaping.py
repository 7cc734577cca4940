"""Letters of a cover that Pillow's own layout cannot set: Hebrew and Arabic, from right to left.

Arabic letters join, and Pillow draws one after the other. Here each stretch of one direction is
shaped by HarfBuzz, and the outlines of its glyphs are filled. Lengths are pixels.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from edition.typography.fonts import AMIRI, FRANK_RUHL, GARAMOND, full_paths

if TYPE_CHECKING:
    import uharfbuzz
    from PIL.ImageDraw import ImageDraw

_R = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_TURNED, _ARABIC = re.compile(f"[{_R}]"), re.compile("[\u0600-\u08ff\ufb50-\ufdff\ufe70-\ufefc]")
#: What runs against the base direction: from left to right in a line from right to left (words,
#: figures, and what is between them), and the other way round.
_LATIN = re.compile(r"([^\W_RTL]+(?:[^\w\n]+[^\W_RTL]+)*)".replace("_RTL", _R))
_OTHERS = re.compile(f"([{_R}]+(?:[^\\w\n]+[{_R}]+)*)")
#: Outlines are filled this much larger, and made smaller.
_FINER = 4
_STEPS = 8

_Point = tuple[float, float]


class _Contour(NamedTuple):
    """A closed line of an outline; a hole in what is around it, or not."""

    points: list[_Point]
    is_hole: bool


class _Run(NamedTuple):
    """A stretch of one direction: its font, and its glyphs with where the pen stands for each."""

    font: uharfbuzz.Font
    scale: float
    glyphs: tuple[tuple[int, float, float], ...]
    width: float


def are_in(text: str) -> bool:
    """Whether `text` has letters that run from right to left."""
    return _TURNED.search(text) is not None


def width(text: str, size: int, turned: bool) -> float:
    """How wide `text` is; `turned`: the line runs from right to left."""
    return sum(run.width for run in _runs(text, size, turned))


def draw(on: ImageDraw, at: tuple[float, float], text: str, size: int, turned: bool) -> None:
    """Draw `text` on a layer of ink; `at` is the left end of its baseline."""
    x, y = at
    for run in _runs(text, size, turned):
        for glyph, left, up in run.glyphs:
            _fill(on, _outline(run.font, glyph), run.scale, (x + left, y - up))
        x += run.width


def _runs(text: str, size: int, turned: bool) -> list[_Run]:
    """The stretches of a line, from left to right as they are seen."""
    pieces = enumerate((_LATIN if turned else _OTHERS).split(text))
    runs = [_shaped(piece, size, turned == (k % 2 == 0)) for k, piece in pieces if piece]
    return runs[::-1] if turned else runs


@lru_cache(maxsize=256)
def _shaped(text: str, size: int, turned: bool) -> _Run:
    import uharfbuzz

    family = (AMIRI if _ARABIC.search(text) else FRANK_RUHL) if turned else GARAMOND
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


# ── outlines ────────────────────────────────────────────────────────────────────────────────


class _Pen:
    """Takes an outline down as polygons (the protocol of fontTools' pens)."""

    def __init__(self) -> None:
        self.contours: list[list[_Point]] = []

    def moveTo(self, point: _Point) -> None:
        self.contours.append([point])

    def lineTo(self, point: _Point) -> None:
        self.contours[-1].append(point)

    def qCurveTo(self, control: _Point, end: _Point) -> None:
        (x, y), (a, b) = self.contours[-1][-1], control
        first = (x + (a - x) * 2 / 3, y + (b - y) * 2 / 3)
        self.curveTo(first, (end[0] + (a - end[0]) * 2 / 3, end[1] + (b - end[1]) * 2 / 3), end)

    def curveTo(self, first: _Point, second: _Point, end: _Point) -> None:
        points = (self.contours[-1][-1], first, second, end)
        for step in range(1, _STEPS + 1):
            t = step / _STEPS
            parts = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
            x, y = (
                sum(part * point[axis] for part, point in zip(parts, points, strict=True))
                for axis in (0, 1)
            )
            self.contours[-1].append((x, y))

    def closePath(self) -> None:
        pass

    endPath = closePath


@lru_cache(maxsize=256)
def _outline(font: uharfbuzz.Font, glyph: int) -> list[_Contour]:
    """The outer contours of a glyph, and then the holes, which run the other way round."""
    pen = _Pen()
    font.draw_glyph_with_pen(glyph, pen)
    areas = [(_area(points), points) for points in pen.contours if len(points) > 2]
    outer = max((area for area, _ in areas), key=abs, default=0) > 0
    return sorted(
        (_Contour(points, (area > 0) != outer) for area, points in areas),
        key=lambda contour: contour.is_hole,
    )


def _fill(on: ImageDraw, contours: list[_Contour], scale: float, at: _Point) -> None:
    """Fill one glyph."""
    from PIL import Image, ImageDraw

    if not contours:
        return
    shape = [
        ([(at[0] + x * scale, at[1] - y * scale) for x, y in contour.points], contour.is_hole)
        for contour in contours
    ]
    across = [x for points, _ in shape for x, _ in points]
    down = [y for points, _ in shape for _, y in points]
    left, top = int(min(across)) - 1, int(min(down)) - 1
    wide, high = int(max(across)) + 2 - left, int(max(down)) + 2 - top
    mask = Image.new("L", (wide * _FINER, high * _FINER), 0)
    drawn = ImageDraw.Draw(mask)
    for points, is_hole in shape:
        placed = [((x - left) * _FINER, (y - top) * _FINER) for x, y in points]
        drawn.polygon(placed, fill=0 if is_hole else 255)
    on.bitmap((left, top), mask.resize((wide, high), Image.Resampling.BOX), fill=255)


def _area(contour: list[_Point]) -> float:
    """Twice the area of a polygon; negative where it runs clockwise."""
    pairs = zip(contour, [*contour[1:], contour[0]], strict=True)
    return sum(x * y2 - x2 * y for (x, y), (x2, y2) in pairs)
