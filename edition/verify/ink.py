"""Ink: how far a picture of letters stands out from one without them. Pure Pillow.

What is held against each other are pictures of one size: the page as it is, the page without its
letters, and the letters alone, black on white and whole. A pixel of a letter is seen if the page
has, there, a contrast of 3:1 to the page without it (WCAG 2.2, 1.4.3 asks it of large letters).
"""

from __future__ import annotations

from enum import Enum

from PIL import Image, ImageChops

from edition.model.dataclass import dataclass

CONTRAST = 3.0
"""The least contrast of letters to what is behind them (WCAG 2.2, relative luminance)."""
SMALLEST = 4.0
"""The least size of letters, in points."""
INSIDE = 0.9
"""The share of a line that must be on the page, and of its ink that must be seen."""
#: What rounding to 256 steps may take from a contrast.
_ROUNDING = 0.97
#: Pixels that are at least so much letter (of 255) have its color, or half of it: then a contrast
#: of 3:1 has become this.
_CORE, _PART, _HALF = 240, 128, 1.5
#: So few pixels of color are too few to judge a letter by.
_THIN = 3


class Why(Enum):
    """Why words cannot be seen; the value is a code of `verify`."""

    UNSEEN = "unseen"
    SMALL = "too-small"
    OUTSIDE = "off-page"
    OVERPRINTED = "overprinted"
    TURNED = "distorted"


#: What is said of words, behind them.
SAID = {
    Why.UNSEEN: f"cannot be seen for lack of contrast ({CONTRAST:g}:1), or since something covers "
    "them",
    Why.SMALL: f"are smaller than {SMALLEST:g} points",
    Why.OUTSIDE: "are cut off, a tenth or more, by the end of the page or of a box",
    Why.OVERPRINTED: "cannot be read, since letters stand on one another",
    Why.TURNED: "cannot be read, since their letters are mirrored or drawn out of shape",
}


@dataclass(frozen=True, slots=True)
class Unseen:
    """Words that nobody can see: on which page (counted from 1) or in which document, and why."""

    where: str
    words: str
    why: Why

    @property
    def shown(self) -> str:
        """The words as a message has them."""
        return self.words if len(self.words) <= 60 else self.words[:57].rstrip() + "…"


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def _coded(value: float) -> float:
    return 12.92 * value if value <= 0.0031308 else 1.055 * float(value ** (1 / 2.4)) - 0.055


_TO_LINEAR = [round(255 * _linear(k / 255)) for k in range(256)]
_TO_GRAY = [round(255 * _coded(k / 255)) for k in range(256)]
_WEIGHTS = (0.2126, 0.7152, 0.0722, 0)


def limits(contrast: float) -> tuple[list[int], list[int]]:
    """For each gray behind letters: the lightest gray below it with this contrast, or -1, and the
    darkest above it, or 256."""
    dark, light = [], []
    for ground in (_linear(k / 255) + 0.05 for k in range(256)):
        below, above = ground / contrast - 0.05, ground * contrast - 0.05
        dark.append(round(255 * _coded(below)) if below >= 0 else -1)
        light.append(round(255 * _coded(above)) if above <= 1 else 256)
    return dark, light


def luminance(picture: Image.Image) -> Image.Image:
    """A picture in color as grays of the same relative luminance (WCAG 2.2)."""
    linear = picture.point(_TO_LINEAR * 3)
    return linear.convert("L", _WEIGHTS).point(_TO_GRAY)


def shortfall(
    page: Image.Image, ground: Image.Image, letters: Image.Image, contrast: float
) -> Image.Image:
    """White where letters lack ink, on pictures of any resolution, all gray: what a pixel that is
    partly letter must differ by is taken in proportion. It may be white where all is well, with
    letters of middle contrast, and is hardly ever black where it is not."""
    cover = ImageChops.invert(letters).point([0] * 80 + [round(0.9 * k) for k in range(80, 256)])
    dark, light = limits(contrast)
    below = ground.point([k - dark[k] if dark[k] >= 0 else 255 for k in range(256)])
    above = ground.point([light[k] - k if light[k] < 256 else 255 for k in range(256)])
    lacking = ImageChops.darker(
        _lacking(ImageChops.subtract(ground, page), below, cover),
        _lacking(ImageChops.subtract(page, ground), above, cover),
    )
    return lacking.point([0] * 4 + [255] * 252)


def _lacking(by: Image.Image, needed: Image.Image, cover: Image.Image) -> Image.Image:
    """How much a difference is below what is needed, where letters cover the page."""
    return ImageChops.subtract(ImageChops.multiply(cover, needed), by)


@dataclass(frozen=True, slots=True)
class Measured:
    """Where letters have ink, and where that is not seen: white, else black. `core` is what is
    letter alone; `part` what is half so at least, as all of a very thin letter may be."""

    core: tuple[Image.Image, Image.Image]
    part: tuple[Image.Image, Image.Image]

    def shares(self, box: tuple[int, int, int, int]) -> tuple[int, int]:
        """How many pixels of ink are in a box, and how many of them are not seen."""
        whole, lost = self.core
        if white(whole.crop(box)) <= _THIN:
            whole, lost = self.part
        return white(whole.crop(box)), white(lost.crop(box))


def measured(page: Image.Image, ground: Image.Image, letters: Image.Image) -> Measured:
    """What is seen of letters, by pictures in color at a high resolution (144 dpi and more)."""
    cover = ImageChops.invert(letters)
    there, behind = luminance(page), luminance(ground)
    core, part = (cover.point([0] * at + [255] * (256 - at)) for at in (_CORE, _PART))
    return Measured(
        (core, ImageChops.subtract(core, _seen(there, behind, CONTRAST * _ROUNDING))),
        (part, ImageChops.subtract(part, _seen(there, behind, _HALF))),
    )


def _seen(there: Image.Image, behind: Image.Image, contrast: float) -> Image.Image:
    """White where two pictures of luminance have this contrast."""
    dark, light = limits(contrast)
    darker = ImageChops.subtract(there, behind.point([max(0, k) for k in dark]))
    lighter = ImageChops.subtract(behind.point([min(255, k) for k in light]), there)
    none = [255] + [0] * 255
    return ImageChops.lighter(
        ImageChops.multiply(darker.point(none), behind.point([255 * (k >= 0) for k in dark])),
        ImageChops.multiply(lighter.point(none), behind.point([255 * (k < 256) for k in light])),
    )


def white(picture: Image.Image) -> int:
    """How many pixels are white."""
    return picture.histogram()[255]
