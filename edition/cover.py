"""Cover: draws a cover picture from the metadata, in the edition's own typeface."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING

from .fonts import full_paths
from .labels import labels
from .model import Metadata

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

#: Width and height in pixels: the 1 to 1.5 that shops and shelves expect.
SIZE = (1200, 1800)
_MARGIN = 110
_PAPER, _INK, _BAND, _ON_BAND = "#f4efe4", "#1d1b18", "#6b1f1f", "#f8f3ea"
_BAND_HEIGHT = 1060
#: The ink of a letter; and where in the palette the colours of the lower field begin.
_FULL, _LOWER = 255, 32


def png(metadata: Metadata) -> bytes:
    """The cover as PNG: the title on a dark field, who made the text below it.

    The same metadata give the same bytes.
    """
    from PIL import Image, ImageDraw

    # How much ink there is, from 0 to 255; the colours come at the end, see `_encoded`.
    image = Image.new("L", SIZE, 0)
    draw = ImageDraw.Draw(image)
    words = labels(metadata.labels)["annotated-edition"].upper()
    _spaced(draw, (_MARGIN, 120), words, _font(36))
    draw.line((_MARGIN, 190, SIZE[0] - _MARGIN, 190), fill=_FULL, width=2)
    bottom = _title(draw, metadata.title)
    if metadata.subtitle:
        _subtitle(draw, metadata.subtitle, bottom)
    _people(draw, metadata)
    return _encoded(image)


def _title(draw: ImageDraw, title: str) -> int:
    """Sets the title as large as it fits into the upper field; returns where it ends."""
    width = SIZE[0] - 2 * _MARGIN
    for size in range(132, 40, -4):
        font = _font(size, bold=True)
        lines = _wrapped(draw, title, font, width)
        height = round(len(lines) * size * 1.08)
        if height <= 560 and max(draw.textlength(line, font) for line in lines) <= width:
            break
    top = 270
    for k, line in enumerate(lines):
        draw.text((_MARGIN, top + round(k * size * 1.08)), line, _FULL, font)
    return top + height


def _subtitle(draw: ImageDraw, subtitle: str, top: int) -> None:
    font = _font(54, italic=True)
    for k, line in enumerate(_wrapped(draw, subtitle, font, SIZE[0] - 2 * _MARGIN)[:4]):
        draw.text((_MARGIN, top + 46 + k * 64), line, _FULL, font)


def _people(draw: ImageDraw, metadata: Metadata) -> None:
    y = _BAND_HEIGHT + 90
    for person in metadata.contributors[:3]:
        for line in _wrapped(draw, person.name, _font(66), SIZE[0] - 2 * _MARGIN)[:2]:
            draw.text((_MARGIN, y), line, _FULL, _font(66))
            y += 84
    if metadata.publisher:
        font = _font(36)
        draw.line((_MARGIN, SIZE[1] - 170, SIZE[0] - _MARGIN, SIZE[1] - 170), _FULL, 2)
        _spaced(draw, (_MARGIN, SIZE[1] - 140), metadata.publisher.upper(), font)


def _spaced(draw: ImageDraw, at: tuple[int, int], text: str, font: FreeTypeFont) -> None:
    """Capitals with a tenth of an em between them."""
    x = float(at[0])
    for char in text:
        draw.text((x, at[1]), char, _FULL, font)
        x += draw.textlength(char, font) + font.size * 0.1


def _wrapped(draw: ImageDraw, text: str, font: FreeTypeFont, width: int) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and draw.textlength(longer, font) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


@lru_cache(maxsize=32)
def _font(size: int, *, italic: bool = False, bold: bool = False) -> FreeTypeFont:
    from PIL import ImageFont

    paths = full_paths()
    path = paths["EB Garamond", "italic" if italic else "normal", "400 800"]
    # The basic layout needs no further library, so that every machine draws the same.
    font = ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)
    font.set_variation_by_axes([600 if bold else 400])
    return font


def _encoded(ink: Image) -> bytes:
    """The PNG: 32 steps from ground to letters above, 32 below, in one palette of 64 colours."""
    from PIL.Image import RLE

    upper = (0, 0, SIZE[0], _BAND_HEIGHT)
    picture = ink.point([_LOWER + value // 8 for value in range(256)])
    picture.paste(ink.crop(upper).point([value // 8 for value in range(256)]), upper)
    picture.putpalette(_steps(_BAND, _ON_BAND) + _steps(_PAPER, _INK))
    out = BytesIO()
    # Run lengths suit flat colours: half the time of zlib's default for a tenth more bytes.
    picture.save(out, "PNG", optimize=False, compress_type=RLE)
    return out.getvalue()


def _steps(ground: str, letters: str) -> list[int]:
    """Red, green and blue of the 32 colours from `ground` to `letters`."""
    start, end = (bytes.fromhex(colour[1:]) for colour in (ground, letters))
    ranges = list(zip(start, end, strict=True))
    return [round(a + (b - a) * k / (_LOWER - 1)) for k in range(_LOWER) for a, b in ranges]
