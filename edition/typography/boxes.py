"""Boxes: a font that shows a letter which no font has as what it is: its number in a box, U+4E2D.

In: the letters. Out: a TrueType font for them, the same bytes every time. The figures in the boxes
are those of Noto Sans.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import TYPE_CHECKING

from edition.typography import faces, fonts
from edition.typography.shapes import Shapes

if TYPE_CHECKING:
    from fontTools.ttLib.tables._g_l_y_f import Glyph

FAMILY = "Edition Boxes"
_EM = 1000
#: The ascent and descent of EB Garamond, so that a box moves no line.
_ASCENT, _DESCENT = 1007, -298
_SIZE = 0.5  # of the figures, in that of the letters around
_BOTTOM, _TOP, _LINE, _PAD, _BESIDE = -130, 560, 28, 80, 40
_FIGURES = "U+0123456789ABCDEF"
_EMPTY = ".notdef"
#: Those of EB Garamond.
_SPACES = {0x20: 200, 0xA0: 200, 0x2009: 200, 0x202F: 150}


def font(letters: Iterable[str]) -> fonts.FontFile:
    """The font of the boxes for `letters`. Raises FileNotFoundError where Noto Sans is missing."""
    from fontTools.fontBuilder import FontBuilder

    codes = sorted(map(ord, set(letters)))
    source = fonts.source(faces.NOTO)
    drawn, widths = _figures(source.path.read_bytes())
    boxes = {f"u{code:04X}": f"U+{code:04X}" for code in codes}
    for number in boxes.values():
        width = sum(widths[figure] for figure in number) + 2 * _PAD
        drawn[_frame(number)], widths[_frame(number)] = _framed(width), width + 2 * _BESIDE
    for name, number in boxes.items():
        drawn[name], widths[name] = _numbered(number, widths), widths[_frame(number)]
    drawn[_EMPTY], widths[_EMPTY] = _framed(_EM // 2), _EM // 2 + 2 * _BESIDE
    builder = FontBuilder(_EM, isTTF=True)
    # Spaces behind a box are taken from its font.
    for code in _SPACES:
        drawn[f"u{code:04X}"], widths[f"u{code:04X}"] = _nothing(), _SPACES[code]
    codes += _SPACES
    builder.setupGlyphOrder([_EMPTY, *(name for name in drawn if name != _EMPTY)])
    builder.setupCharacterMap({code: f"u{code:04X}" for code in codes})
    builder.setupGlyf(drawn)
    builder.setupHorizontalMetrics({name: (width, 0) for name, width in widths.items()})
    builder.setupHorizontalHeader(ascent=_ASCENT, descent=_DESCENT)
    builder.setupNameTable({"familyName": FAMILY, "styleName": "Regular", "version": "1"})
    builder.setupOS2(sTypoAscender=_ASCENT, sTypoDescender=_DESCENT, usWinAscent=_ASCENT)
    builder.setupPost()
    builder.setupHead(unitsPerEm=_EM, created=0, modified=0)  # no clock
    out = BytesIO()
    builder.save(out)
    file = "edition-boxes-400-regular.ttf"
    return fonts.FontFile(
        FAMILY, "normal", 400, file, out.getvalue(), source.licence_text, source.address
    )


def _figures(data: bytes) -> tuple[dict[str, Glyph], dict[str, int]]:
    """The figures of a box in their size, and how wide they are."""
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    drawn, widths = {}, {}
    shapes = Shapes(data)
    for figure in _FIGURES:
        glyph = shapes.nominal(figure) or 0
        pen = TTGlyphPen(None)
        is_open = False
        for kind, numbers in shapes.outline(glyph):
            places = [round(number * _SIZE) for number in numbers]
            points = list(zip(places[::2], places[1::2], strict=True))
            if kind == "move":
                if is_open:
                    pen.closePath()
                pen.moveTo(points[0])
                is_open = True
            elif kind == "line":
                pen.lineTo(points[0])
            else:
                pen.qCurveTo(*points)
        pen.closePath()
        drawn[figure] = pen.glyph()
        widths[figure] = round(shapes.font.get_glyph_h_advance(glyph) * _SIZE)
    return drawn, widths


def _frame(number: str) -> str:
    """The name of the frame around a number."""
    return f"frame-{number}"


def _framed(width: int) -> Glyph:
    """A frame, `width` wide within, with room beside it."""
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    pen = TTGlyphPen(None)
    left, right = _BESIDE, _BESIDE + width
    outer = ((left, _BOTTOM), (left, _TOP), (right, _TOP), (right, _BOTTOM))
    inner = (
        (left + _LINE, _BOTTOM + _LINE),
        (right - _LINE, _BOTTOM + _LINE),
        (right - _LINE, _TOP - _LINE),
        (left + _LINE, _TOP - _LINE),
    )
    for corners in (outer, inner):
        pen.moveTo(corners[0])
        for corner in corners[1:]:
            pen.lineTo(corner)
        pen.closePath()
    return pen.glyph()


def _nothing() -> Glyph:
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    return TTGlyphPen(None).glyph()


def _numbered(number: str, widths: Mapping[str, int]) -> Glyph:
    """A frame with its number."""
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    pen = TTGlyphPen(dict.fromkeys((*_FIGURES, _frame(number))))
    pen.addComponent(_frame(number), (1, 0, 0, 1, 0, 0))
    at = _BESIDE + _PAD
    for figure in number:
        pen.addComponent(figure, (1, 0, 0, 1, at, 40))
        at += widths[figure]
    return pen.glyph()
