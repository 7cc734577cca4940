"""Pixels: where two pictures of a page differ, and a picture that shows it. Pure Pillow.

What counts: ink that is somewhere on one page and, within one pixel, nowhere on the other. So the
soft edges of letters and a shift by a fraction of a pixel do not count.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from edition.authoring.compare.model import Area, Box

#: Steps of gray, of 255, that are not seen.
TOLERANCE = 64
#: The page is looked at in squares of so many pixels; those that touch, or nearly, are one area.
CELL = 6
NEAR = 2
#: Blue and orange are told apart by nearly all eyes; the areas are boxed and numbered besides.
ADDED, REMOVED, FRAME = (0, 90, 181), (200, 80, 0), (180, 0, 120)


def on_one_size(old: Image.Image, new: Image.Image) -> tuple[Image.Image, Image.Image]:
    """Both pictures on white sheets of the same size."""
    if old.size == new.size:
        return old, new
    size = (max(old.width, new.width), max(old.height, new.height))
    sheets = [Image.new("RGB", size, "white") for _ in range(2)]
    for sheet, picture in zip(sheets, (old, new), strict=True):
        sheet.paste(picture, (0, 0))
    return sheets[0], sheets[1]


def shifted(old: Image.Image, new: Image.Image) -> Image.Image:
    """`old` moved sideways so that its ink lies over that of `new`, of the same size: the margins
    of left and right pages differ."""
    one, other = (_columns(picture) for picture in (old, new))
    reach = old.width // 6
    shift = max(range(-reach, reach + 1), key=lambda by: (_overlap(one, other, by), -abs(by), by))
    moved = Image.new("RGB", old.size, "white")
    moved.paste(old, (shift, 0))
    return moved


def _columns(picture: Image.Image) -> bytes:
    """How much ink stands in each column of pixels."""
    gray = ImageChops.invert(picture.convert("L"))
    return gray.resize((picture.width, 1), Image.Resampling.BOX).tobytes()


def _overlap(one: bytes, other: bytes, by: int) -> int:
    moved = bytes(by) + one if by > 0 else one[-by:]
    return sum(map(min, moved, other))


def without(picture: Image.Image, covered: Iterable[Area]) -> Image.Image:
    """The picture with these areas painted white, a little larger than they are."""
    copy = picture.copy()
    draw = ImageDraw.Draw(copy)
    for area in covered:
        draw.rectangle(
            (
                int(area.left * copy.width) - 2,
                int(area.top * copy.height) - 2,
                int(area.right * copy.width) + 2,
                int(area.bottom * copy.height) + 2,
            ),
            fill="white",
        )
    return copy


def difference(
    old: Image.Image, new: Image.Image, *, tolerant: bool = True, soft: bool = False
) -> Image.Image:
    """White where the pictures, of one size, differ. Without tolerance every pixel counts; `soft`
    forgives that a thin line, moved by half a pixel, is drawn as two pale ones."""
    if soft:
        old, new = (picture.filter(ImageFilter.BoxBlur(1)) for picture in (old, new))
    bands = zip(old.split(), new.split(), strict=True)
    whole = Image.new("L", old.size, 0)
    for a, b in bands:
        whole = ImageChops.lighter(whole, _beyond(a, b, tolerant))
    limit = TOLERANCE if tolerant else 0
    return whole.point([0] * (limit + 1) + [255] * (255 - limit))


def _beyond(a: Image.Image, b: Image.Image, tolerant: bool) -> Image.Image:
    """How far each picture is, at each pixel, outside of what the other has around there."""
    if not tolerant:
        return ImageChops.difference(a, b)
    outside = Image.new("L", a.size, 0)
    for one, other in ((a, b), (b, a)):
        lightest, darkest = around(other, ImageChops.lighter), around(other, ImageChops.darker)
        for part in (ImageChops.subtract(one, lightest), ImageChops.subtract(darkest, one)):
            outside = ImageChops.lighter(outside, part)
    return outside


def around(
    picture: Image.Image, choose: Callable[[Image.Image, Image.Image], Image.Image]
) -> Image.Image:
    """At each pixel what `choose` takes of it and its eight neighbors.

    As ImageFilter's MaxFilter and MinFilter, twenty times as fast: rows first, then columns.
    """
    for x, y in ((1, 0), (0, 1)):
        both = choose(ImageChops.offset(picture, x, y), ImageChops.offset(picture, -x, -y))
        picture = choose(picture, both)
    return picture


def areas(different: Image.Image) -> tuple[Box, ...]:
    """The areas in which something differs, from top to bottom."""
    wide, high = -(-different.width // CELL), -(-different.height // CELL)
    padded = Image.new("L", (wide * CELL, high * CELL), 0)
    padded.paste(different, (0, 0))
    cells = padded.reduce(CELL).point([0] + [255] * 255)
    # A cell with one different pixel of 36 rounds to 7, so none is lost.
    marked = {k for k, value in enumerate(cells.tobytes()) if value}
    boxes = []
    while marked:
        group = _connected(marked, min(marked), wide)
        columns, rows = [k % wide for k in group], [k // wide for k in group]
        boxes.append(
            Box(
                min(columns) * CELL,
                min(rows) * CELL,
                min((max(columns) + 1) * CELL, different.width),
                min((max(rows) + 1) * CELL, different.height),
            )
        )
    return tuple(sorted(boxes, key=lambda box: (box.top, box.left, box.bottom, box.right)))


def _connected(marked: set[int], first: int, wide: int) -> list[int]:
    """Take out of `marked` the cells that hang together with `first`."""
    marked.discard(first)
    group = [first]
    for cell in group:
        column, row = cell % wide, cell // wide
        for x in range(max(0, column - NEAR), min(wide, column + NEAR + 1)):
            for y in range(row - NEAR, row + NEAR + 1):
                if (near := y * wide + x) in marked:
                    marked.discard(near)
                    group.append(near)
    return group


def highlighted(
    old: Image.Image, new: Image.Image, different: Image.Image, boxes: Iterable[Box]
) -> Image.Image:
    """The new page in pale gray, what was added in blue, what is gone in orange, each area in a
    numbered frame."""
    before, after = old.convert("L"), new.convert("L")
    spread = around(different, ImageChops.lighter)
    pale = after.point([170 + value // 3 for value in range(256)]).convert("RGB")
    for one, other, color in ((after, before, ADDED), (before, after, REMOVED)):
        # Darker here than there: ink that only this page has.
        ink = ImageChops.multiply(ImageChops.subtract(other, one), spread)
        pale.paste(color, mask=ink.point([min(255, 2 * value) for value in range(256)]))
    _frame(pale, boxes)
    return pale


def framed(picture: Image.Image, found: Iterable[Area], color: tuple[int, int, int]) -> Image.Image:
    """A copy of the picture with a frame around each area, and a bar before its line."""
    copy = picture.copy()
    draw = ImageDraw.Draw(copy)
    for area in found:
        left, right = int(area.left * copy.width) - 2, int(area.right * copy.width) + 2
        top, bottom = int(area.top * copy.height) - 1, int(area.bottom * copy.height) + 1
        draw.rectangle((left, top, max(left, right), max(top, bottom)), outline=color, width=1)
        draw.rectangle((2, top, 5, max(top, bottom)), fill=color)
    return copy


def _frame(picture: Image.Image, boxes: Iterable[Box]) -> None:
    draw = ImageDraw.Draw(picture)
    font = ImageFont.load_default(size=11)
    for number, box in enumerate(boxes, 1):
        left, top = max(0, box.left - 3), max(0, box.top - 3)
        right, bottom = (
            min(picture.width - 1, box.right + 2),
            min(picture.height - 1, box.bottom + 2),
        )
        draw.rectangle((left, top, right, bottom), outline=FRAME, width=2)
        x, y = max(0, left - 14), top
        draw.rectangle((x, y, x + 13, y + 13), fill=FRAME)
        draw.text((x + 7, y + 7), str(number), fill="white", font=font, anchor="mm")
