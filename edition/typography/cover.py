"""Cover: draws a cover from the metadata, in the edition's own typeface.

Three designs. Typographic: one color, the title as large as it fits. Banded: the title in dark
letters on a light band between two of the color. A picture of the edition's own, alone or with the
title in a panel under it or over it. So each says what the book is at the size of a thumbnail, by
the title alone.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from io import BytesIO
from string import printable
from typing import TYPE_CHECKING

from edition.model import Metadata
from edition.typography.coversheet import Sheet
from edition.typography.fonts import script_face, uncovered

if TYPE_CHECKING:
    from PIL.Image import Image

#: Width and height in pixels: the 1 to 1.5 that shops and shelves expect.
SIZE = (1200, 1800)
#: Ground, letters and rule. An edition keeps its own by its identifier; each pair of ground and
#: letters has a contrast of more than 7 to 1 (WCAG 2.2, 1.4.6), and the second color, in which
#: small letters are set, one of 4.5 to 1 (1.4.3).
PALETTES = (
    ("#243b1f", "#f5f1e1", "#cfae5b"),
    ("#12343b", "#f3efe2", "#d8a25e"),
    ("#2b2d42", "#f4f1ea", "#d38b7d"),
    ("#5a1614", "#f8f1e3", "#d9a066"),
    ("#3b2140", "#f6f0e8", "#d6a35c"),
    ("#40290f", "#f7f0e0", "#c9b074"),
    ("#1d1b18", "#f4efe4", "#dd7560"),
    ("#1f3a5f", "#f5f0e6", "#e0a458"),
)
#: Steps of the palette from a ground to an ink.
_STEPS = 32
#: Of the height: where the title begins, and how low it may reach.
_TOP, _LOW = 0.15, 0.585
#: The same of the light band of the banded design, and what is free in it above and below.
_BAND, _BAND_LOW, _FREE = 0.135, 0.66, 0.03
#: Of width and height: where the panel begins that has the title under a picture, and over one.
_UNDER, _OVER = (0.0, 0.57), (0.075, 0.6)
_QUALITY = 92
#: The covers that were drawn last, and how many they are at most: the PDFs of one size have the
#: same one, and a preview that is made again has that of before.
_drawn: dict[tuple[object, ...], bytes] = {}
_MOST = 8
_PRINTABLE = frozenset(printable)


def png(metadata: Metadata, size: tuple[int, int] = SIZE, indexed: bool = True) -> bytes:
    """The cover that is drawn as PNG, `size` in pixels, with a palette where it is `indexed`, else
    with the three colors of each point. The same metadata give the same bytes."""
    words = repr(metadata)
    faces = (script_face(char, metadata.language) for char in sorted(set(words) - _PRINTABLE))
    key = (words, *faces, size, indexed)
    found = _drawn.get(key)
    if found is None:
        while len(_drawn) >= _MOST:
            _drawn.pop(next(iter(_drawn)), None)
        found = _drawn[key] = _png(metadata, size, indexed)
    return found


def forget() -> None:
    """Have all covers drawn anew."""
    _drawn.clear()


def _png(metadata: Metadata, size: tuple[int, int], indexed: bool) -> bytes:
    sheet, metadata = Sheet(size, metadata.language), _in_letters(metadata)
    if metadata.cover and metadata.cover.design == "banded":
        return _encoded(*_banded(sheet, metadata), indexed)
    foot = sheet.foot(metadata, ruled=True)
    sheet.series(metadata, sheet.scaled(112))
    low = min(round(sheet.height * _LOW), foot - sheet.scaled(30))
    sheet.title(metadata.title, round(sheet.height * _TOP), low)
    return _encoded(_inked(sheet), _colors(palette(metadata)), indexed)


def of_picture(metadata: Metadata, data: bytes, size: tuple[int, int] = SIZE) -> bytes:
    """The edition's own picture, a JPEG or PNG, as its cover in the same format: as it is, or with
    the title in a panel where the edition asks for one, `size` in pixels."""
    if not (metadata.cover and metadata.cover.title):
        return data
    from PIL import Image, ImageOps

    left, top = _OVER if metadata.cover.title == "over" else _UNDER
    x, y = round(size[0] * left), round(size[1] * top)
    panel = _panel(metadata, (size[0] - 2 * x, size[1] - y - x))
    with Image.open(BytesIO(data)) as picture:
        kind, room = picture.format or "PNG", (size[0], size[1] if x else y)
        whole = Image.new("RGB", size)
        whole.paste(ImageOps.fit(opaque(picture), room))
    whole.paste(panel, (x, y))
    out = BytesIO()
    whole.save(out, kind, optimize=True, **({"quality": _QUALITY} if kind == "JPEG" else {}))
    return out.getvalue()


def opaque(image: Image) -> Image:
    """A picture as it is seen on white paper."""
    from PIL import Image

    if not image.has_transparency_data:
        return image.convert("RGB")
    whole = image.convert("RGBA")
    paper = Image.new("RGBA", whole.size, "white")
    return Image.alpha_composite(paper, whole).convert("RGB")


def _in_letters(metadata: Metadata) -> Metadata:
    """What the cover says, in letters that its fonts have: for another its number, [U+4E2D]."""

    def shown(text: str) -> str:
        # Of another style than regular: no spare font is at hand.
        without = uncovered(text, "bold")
        return "".join(f"[U+{ord(char):04X}]" if char in without else char for char in text)

    people = tuple(replace(person, name=shown(person.name)) for person in metadata.contributors)
    title, subtitle = shown(metadata.title), shown(metadata.subtitle)
    return replace(metadata, title=title, subtitle=subtitle, contributors=people)


def palette(metadata: Metadata) -> tuple[str, str, str]:
    """Ground, letters and second color of the edition's cover, as #rrggbb."""
    digest = hashlib.sha256(metadata.identifier.encode()).digest()
    return PALETTES[digest[0] % len(PALETTES)]


# ── the designs ─────────────────────────────────────────────────────────────────────────────


def _banded(sheet: Sheet, metadata: Metadata) -> tuple[Image, list[int]]:
    """The index of the color of each point, and the colors: those of a light band come last."""
    width, height = sheet.size
    foot, (ground, ink, second) = sheet.foot(metadata, ruled=False), palette(metadata)
    sheet.series(metadata, (round(height * _BAND) - sheet.scaled(34)) // 2)
    top, free = round(height * _BAND), round(height * _FREE)
    low = min(round(height * _BAND_LOW), foot - sheet.scaled(20))
    sheet.title(metadata.title, top + free, low - free, middle=True)
    picture, colors = _inked(sheet), _colors((ground, ink, second))
    band = (0, top, width, low)
    light = picture.crop(band).point(
        [index + 2 * _STEPS for index in range(2 * _STEPS)] + [0] * 192
    )
    picture.paste(light, band)
    return picture, colors + _colors((ink, ground, ground))


def _panel(metadata: Metadata, size: tuple[int, int]) -> Image:
    """The title, the subtitle and the names on a ground of one color."""
    sheet, metadata = Sheet(size, metadata.language), _in_letters(metadata)
    foot = sheet.brief_foot(metadata)
    sheet.title(metadata.title, sheet.scaled(64), foot - sheet.scaled(24))
    picture = _inked(sheet)
    picture.putpalette(_colors(palette(metadata)))
    return picture.convert("RGB")


# ── colors ──────────────────────────────────────────────────────────────────────────────────


def _inked(sheet: Sheet) -> Image:
    """The index of each point: 32 steps from the ground to the letters, 32 to the second color."""
    picture = sheet.letters.point([value // 8 for value in range(256)])
    picture.paste(
        sheet.accent.point([_STEPS + value // 8 for value in range(256)]),
        mask=sheet.accent.point([0] + [255] * 255),
    )
    return picture


def _encoded(picture: Image, colors: list[int], indexed: bool) -> bytes:
    from PIL.Image import RLE

    picture.putpalette(colors)
    out = BytesIO()
    if indexed:
        # Run lengths suit flat colors: half the time of zlib's default for a tenth more bytes.
        picture.save(out, "PNG", optimize=False, compress_type=RLE)
    else:
        # As WeasyPrint would pack it: so it need not do it again (`pdf.weasyprint70.speed`).
        picture.convert("RGB").save(out, "PNG")
    return out.getvalue()


def _colors(colors: tuple[str, str, str]) -> list[int]:
    """Red, green and blue of the steps from the ground to the letters, and to the second color."""
    ground, ink, second = colors
    return _steps(ground, ink) + _steps(ground, second)


def _steps(ground: str, letters: str) -> list[int]:
    """Red, green and blue of the 32 colors from `ground` to `letters`."""
    start, end = (bytes.fromhex(color[1:]) for color in (ground, letters))
    ranges = list(zip(start, end, strict=True))
    return [round(a + (b - a) * k / (_STEPS - 1)) for k in range(_STEPS) for a, b in ranges]
