"""Cover picture: an edition's own cover in the shape of a page. Pure.

Nothing of it is cut off. What the page has beyond it is in the color of the picture's own edge
there.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from edition.typography.cover import opaque

if TYPE_CHECKING:
    from PIL.Image import Image

#: Sides that differ by so little are the same: a pixel or two.
_SAME = 0.004
_QUALITY = 92


def fitted(data: bytes, shape: float) -> bytes:
    """A JPEG or PNG with what is wanting at its sides, or above and below, to be `shape` times as
    wide as high."""
    from PIL import Image

    with Image.open(BytesIO(data)) as image:
        own = image.width / image.height
        if abs(own - shape) <= _SAME * shape:
            return data
        kind, shown = image.format or "PNG", opaque(image)
    width, height = shown.size
    wide = own < shape
    size = (round(height * shape), height) if wide else (width, round(width / shape))
    page = Image.new("RGB", size)
    left, top = (size[0] - width) // 2, (size[1] - height) // 2
    first, last = _edges(shown, wide)
    middle = (size[0] // 2, size[1]) if wide else (size[0], size[1] // 2)
    page.paste(last, (0, 0, *size))
    page.paste(first, (0, 0, *middle))
    page.paste(shown, (left, top))
    out = BytesIO()
    options = {"quality": _QUALITY} if kind == "JPEG" else {}
    page.save(out, kind, optimize=True, **options)
    return out.getvalue()


def _edges(image: Image, sides: bool) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The color of the left and the right edge, or of the upper and the lower one."""
    width, height = image.size
    boxes = (
        ((0, 0, 1, height), (width - 1, 0, width, height))
        if sides
        else ((0, 0, width, 1), (0, height - 1, width, height))
    )
    first, last = (_mean(image.crop(box)) for box in boxes)
    return first, last


def _mean(image: Image) -> tuple[int, ...]:
    from PIL import ImageStat

    return tuple(round(value) for value in ImageStat.Stat(image).mean)
