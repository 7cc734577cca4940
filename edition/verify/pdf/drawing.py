"""Drawing: a page of a PDF as pdfium paints it, whole, without its letters, and the letters alone.

Only this module and `authoring.compare` know pdfium. Lengths are points from the lower left corner.
"""

from __future__ import annotations

import ctypes
from collections.abc import Collection, Iterator, Sequence
from math import sqrt
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

from edition.model.dataclass import dataclass

Box = tuple[float, float, float, float]  # left, bottom, right, top

#: How often a clip is enlarged, so that nothing is clipped.
_WIDELY = 1000.0
_FILLED = 0


@dataclass(frozen=True, slots=True)
class Letters:
    """A text object: letters in one font, color and line. `mcid` is its marked content, `size` the
    height of its letters in points, `shape` how far they are drawn out of shape (1: not at all;
    below 0: mirrored), `shown` the area in which clips let it be seen."""

    handle: Any
    mcid: int
    box: Box
    size: float
    shape: float
    shown: Box

    @property
    def is_blank(self) -> bool:
        """Whether it has no area: spaces alone, or letters of no size."""
        return area(self.box) == 0

    @property
    def address(self) -> int:
        """What its single letters are told by (`Letter.handle`)."""
        return _address(self.handle)


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter and where it stands; `handle` is the address of its `Letters`."""

    handle: int
    char: str
    box: Box


def area(box: Box) -> float:
    """The area of a box, 0 where it has none."""
    left, bottom, right, top = box
    return max(0.0, right - left) * max(0.0, top - bottom)


def common(one: Box, other: Box) -> Box:
    """The area that two boxes share; it may have none."""
    return (
        max(one[0], other[0]),
        max(one[1], other[1]),
        min(one[2], other[2]),
        min(one[3], other[3]),
    )


class Page:
    """A page, with the letters of those marked-content sequences that count."""

    def __init__(self, page: pypdfium2.PdfPage, counted: Collection[int]) -> None:
        self.page = page
        self.box: Box = page.get_trimbox()
        self.sheet: Box = page.get_cropbox()
        objects = [
            pdfium.FPDFPage_GetObject(page, k) for k in range(pdfium.FPDFPage_CountObjects(page))
        ]
        self.letters: list[Letters] = []
        self.others: list[Any] = []
        for item in objects:
            mcid = pdfium.FPDFPageObj_GetMarkedContentID(item)
            if mcid in counted and pdfium.FPDFPageObj_GetType(item) == pdfium.FPDF_PAGEOBJ_TEXT:
                self.letters.append(_letters(item, mcid, self.box))
            else:
                self.others.append(item)

    @property
    def is_gray(self) -> bool:
        """Whether all is painted in grays, as far as that is told by objects: no picture, no
        gradient, no color."""
        return all(map(_is_gray, (*self.others, *(item.handle for item in self.letters))))

    def chars(self) -> Iterator[Letter]:
        """The letters that count, one by one, but spaces and what has no area."""
        text = self.page.get_textpage()
        ours = {_address(item.handle) for item in self.letters}
        for k in range(pdfium.FPDFText_CountChars(text)):
            handle = pdfium.FPDFText_GetTextObject(text, k)
            if not handle or (address := _address(handle)) not in ours:
                continue
            char = chr(pdfium.FPDFText_GetUnicode(text, k))
            left, right, bottom, top = (ctypes.c_double() for _ in range(4))
            pdfium.FPDFText_GetCharBox(text, k, left, right, bottom, top)
            box = (left.value, bottom.value, right.value, top.value)
            if not char.isspace() and area(box):
                yield Letter(address, char, box)

    def drawings(
        self, scale: float, gray: bool, box: Box | None = None
    ) -> tuple[Image.Image, Image.Image, Image.Image]:
        """The page in three pictures: as it is, without the letters that count, and these alone,
        black on white and not clipped. `scale` is pixels in a point, `box` the part to draw."""
        whole = self._drawn(scale, gray, box)
        self._activate(letters=False, others=True)
        ground = self._drawn(scale, gray, box)
        self._activate(letters=True, others=False)
        for item in self.letters:
            _bare(item)
        # pdfium draws bolder letters in gray than in color: all three are of one kind.
        return whole, ground, self._drawn(scale, gray, box).convert("L")

    def _activate(self, letters: bool, others: bool) -> None:
        for item in self.letters:
            pdfium.FPDFPageObj_SetIsActive(item.handle, letters)
        for handle in self.others:
            pdfium.FPDFPageObj_SetIsActive(handle, others)

    def _drawn(self, scale: float, gray: bool, box: Box | None) -> Image.Image:
        crop = (0.0, 0.0, 0.0, 0.0)
        if box is not None:
            left, bottom, right, top = self.sheet
            crop = (box[0] - left, box[1] - bottom, right - box[2], top - box[3])
        drawn: Image.Image = self.page.render(
            scale=scale, grayscale=gray, rev_byteorder=not gray, crop=crop, may_draw_forms=False
        ).to_pil()
        return drawn if gray else drawn.convert("RGB")

    def pixels(self, box: Box, scale: float, part: Box | None = None) -> tuple[int, int, int, int]:
        """A box of the page in the pixels of its drawing, a little larger than it is."""
        left, _, _, top = part or self.sheet
        return (
            max(0, int((box[0] - left) * scale)),
            max(0, int((top - box[3]) * scale)),
            max(0, int((box[2] - left) * scale) + 1),
            max(0, int((top - box[1]) * scale) + 1),
        )


def _letters(handle: Any, mcid: int, page: Box) -> Letters:
    box = _bounds(handle)
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(handle, matrix)
    size = ctypes.c_float()
    pdfium.FPDFTextObj_GetFontSize(handle, size)
    small, shape = _scales(matrix.a, matrix.b, matrix.c, matrix.d)
    shown = page
    for clip in _clips(handle):
        shown = common(shown, clip)
    return Letters(handle, mcid, box, size.value * small, shape, shown)


def _bounds(handle: Any) -> Box:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    pdfium.FPDFPageObj_GetBounds(handle, left, bottom, right, top)
    return (left.value, bottom.value, right.value, top.value)


def _scales(a: float, b: float, c: float, d: float) -> tuple[float, float]:
    """The smaller scale of a matrix (its lesser singular value), and the larger one in relation to
    it, negative where it mirrors."""
    squares, turn = a * a + b * b + c * c + d * d, a * d - b * c
    root = sqrt(max(0.0, squares * squares - 4 * turn * turn))
    large, small = sqrt((squares + root) / 2), sqrt(max(0.0, squares - root) / 2)
    shape = large / small if small > 1e-9 else 1e9
    return small, -shape if turn < 0 else shape


def _clips(handle: Any) -> Iterator[Box]:
    """The boxes around the clips of an object."""
    clip = pdfium.FPDFPageObj_GetClipPath(handle)
    for k in range(pdfium.FPDFClipPath_CountPaths(clip) if clip else 0):
        points = [_point(clip, k, n) for n in range(pdfium.FPDFClipPath_CountPathSegments(clip, k))]
        if points:
            xs, ys = zip(*points, strict=True)
            yield (min(xs), min(ys), max(xs), max(ys))


def _point(clip: Any, path: int, segment: int) -> tuple[float, float]:
    x, y = ctypes.c_float(), ctypes.c_float()
    found = pdfium.FPDFClipPath_GetPathSegment(clip, path, segment)
    pdfium.FPDFPathSegment_GetPoint(found, x, y)
    return (x.value, y.value)


def _bare(item: Letters) -> None:
    """Have letters painted in black, whatever paints, hides or clips them."""
    pdfium.FPDFPageObj_SetFillColor(item.handle, 0, 0, 0, 255)
    pdfium.FPDFTextObj_SetTextRenderMode(item.handle, _FILLED)
    x, y = (item.box[0] + item.box[2]) / 2, (item.box[1] + item.box[3]) / 2
    by = _WIDELY
    pdfium.FPDFPageObj_TransformClipPath(item.handle, by, 0, 0, by, x - by * x, y - by * y)


def _is_gray(handle: Any) -> bool:
    kind = pdfium.FPDFPageObj_GetType(handle)
    if kind not in (pdfium.FPDF_PAGEOBJ_TEXT, pdfium.FPDF_PAGEOBJ_PATH):
        return False
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    for of in (pdfium.FPDFPageObj_GetFillColor, pdfium.FPDFPageObj_GetStrokeColor):
        if of(handle, red, green, blue, alpha) and not red.value == green.value == blue.value:
            return False
    return True


def _address(handle: Any) -> int:
    return int(ctypes.cast(handle, ctypes.c_void_p).value or 0)


def around(boxes: Sequence[Box]) -> Box:
    """The box around several."""
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return (min(lefts), min(bottoms), max(rights), max(tops))
