"""Pixels: a picture of any mode as a reader sees it: eight bits, in sRGB or gray, on white paper.

Pillow's own conversions are no help here: that of 16 bits to gray clips, that of alpha to RGB drops
the alpha, so that what was transparent shows the color under it, mostly black; a transparent color
(PNG's tRNS) of gray with two or four bits is not scaled as the pixels are, and of one with 16 bits
only the upper byte is there (PNG, third edition, 11.3.1.1).
"""

from __future__ import annotations

from contextlib import suppress
from io import BytesIO
from typing import TYPE_CHECKING

from edition.apparatus import pngcolors

if TYPE_CHECKING:
    from PIL import Image, ImageCms, ImageFile

#: The gray values of a PNG by what its lines hold: the largest, and by how much they are scaled to
#: 8 bits. Of a transparent color no bits count but these (PNG, third edition, 11.3.1.1).
_FEW_BITS = {"L;2": (3, 85), "L;4": (15, 17)}
#: What gAMA says of a picture that is as good as sRGB (PNG, 11.3.2.2), and how near is near.
_SRGB_GAMMA, _NEAR = 1 / 2.2, 0.02
#: What a camera says of how it was held, and how the picture is to be turned (Exif 3.0, 4.6.5.1;
#: the numbers are Pillow's `Transpose`).
_ORIENTATION = 0x0112
_TURNS = {2: 0, 3: 3, 4: 1, 5: 5, 6: 4, 7: 6, 8: 2}
#: The color spaces of profiles (ICC.1:2022, 7.2.8) by the modes of the pixels that they are for.
_SPACES = {"GRAY": "L", "RGB ": "RGB", "CMYK": "CMYK"}


def seen(image: ImageFile.ImageFile, longest: int) -> tuple[Image.Image, bool]:
    """The pixels of `image`, which is open and not read yet, as they are seen: in mode L or RGB,
    upright, no side longer than `longest` pixels; and whether its profile of colors was of use,
    which is true of one that has none.

    Raises what Pillow raises for a damaged picture.
    """
    from PIL import Image

    raw = str(image.tile[0].args) if image.format == "PNG" else ""
    low = _low_bytes(image, raw)
    image.load()
    profile = image.info.get("icc_profile") or _stated(image)
    gamma = 0 if profile else _gamma(image)
    turn = _TURNS.get(image.getexif().get(_ORIENTATION, 1))
    pixels = _eight_bits(image, raw, low)
    if pixels is not image:
        image.close()  # one of the most pixels takes half a GB
    pixels.thumbnail((longest, longest))
    pixels, of_use = _in_srgb(pixels, profile) if profile else (_even(pixels, gamma), True)
    white = _on_white(pixels)
    return white if turn is None else white.transpose(Image.Transpose(turn)), of_use


# ── eight bits ──────────────────────────────────────────────────────────────────────────────


def _eight_bits(image: Image.Image, raw: str, low: Image.Image | None) -> Image.Image:
    """The picture in mode L, LA, RGB, RGBA or CMYK, what is transparent in its alpha."""
    clear = image.info.get("transparency")
    if image.mode.startswith("I"):
        gray = image.point(_from_16_bits).convert("L")
        return gray if clear is None else _keyed(gray, [(image.convert("I"), clear)])
    if raw == "LA;16B":  # which Pillow reads as RGBA
        from PIL import Image

        return Image.merge("LA", [image.getchannel("R"), image.getchannel("A")])
    if image.mode == "P":
        return image.convert("RGB" if clear is None else "RGBA")
    if image.mode == "1":
        image = image.convert("L")
    if clear is None or image.mode not in ("L", "RGB"):
        return image if image.mode in ("L", "LA", "RGB", "RGBA", "CMYK") else image.convert("RGBA")
    if image.mode == "L":
        most, scale = _FEW_BITS.get(raw, (255, 1))
        return _keyed(image, [(image, (clear & most) * scale)])
    keys = [value >> 8 if low else value & 255 for value in clear]
    keyed = list(zip(image.split(), keys, strict=True))
    if low:
        keyed += zip(low.split(), (value & 255 for value in clear), strict=True)
    return _keyed(image, keyed)


def _from_16_bits(value: float) -> float:
    return value * (255 / 65535) + 0.5


def _keyed(image: Image.Image, keyed: list[tuple[Image.Image, int]]) -> Image.Image:
    """`image` with an alpha: clear is where each of the bands of `keyed` has its value."""
    from PIL import ImageChops

    alpha = None
    for band, clear in keyed:
        values = 65536 if band.mode == "I" else 256
        other = band.point([0 if value == clear else 255 for value in range(values)], "L")
        alpha = other if alpha is None else ImageChops.lighter(alpha, other)
    if alpha is not None:
        image.info.pop("transparency", None)
        image.putalpha(alpha)
    return image


def _low_bytes(image: ImageFile.ImageFile, raw: str) -> Image.Image | None:
    """The lower bytes of colors with 16 bits, where one of the colors is to be transparent."""
    if raw != "RGB;16B" or "transparency" not in image.info:
        return None
    from PIL import Image

    where = image.fp
    assert where is not None
    at = where.tell()
    where.seek(0)
    again = Image.open(BytesIO(where.read()), formats=["PNG"])
    where.seek(at)
    # Read as if the lower byte came last, so that it is taken for the upper one.
    again.tile = [tile._replace(args="RGB;16L") for tile in again.tile]
    again.load()
    return again


# ── colors ──────────────────────────────────────────────────────────────────────────────────


def _in_srgb(image: Image.Image, profile: bytes) -> tuple[Image.Image, bool]:
    """The picture in sRGB, or gray as sRGB has it, and whether `profile` could be used for that:
    one that is damaged or for other pixels says nothing of the colors. It stays behind, since a
    profile is a program for the reader's machine (CWE-506)."""
    from PIL import ImageCms

    alpha = image.getchannel("A") if image.mode in ("LA", "RGBA") else None
    colors = image.convert(image.mode.removesuffix("A")) if alpha else image
    with suppress(ImageCms.PyCMSError, OSError, ValueError):
        given = ImageCms.ImageCmsProfile(BytesIO(profile))
        if found := _converted(colors, given):
            if alpha:
                found.putalpha(alpha)
            return found, True
    return image, False


def _converted(colors: Image.Image, given: ImageCms.ImageCmsProfile) -> Image.Image | None:
    from PIL import ImageCms

    wanted = _SPACES.get(given.profile.xcolor_space)
    # Programs leave the profile of the colors in a picture that they have made gray.
    gray = colors.mode == "L"
    source = colors.convert("RGB") if gray and wanted == "RGB" else colors
    if source.mode != wanted:
        return None
    srgb = ImageCms.createProfile("sRGB")
    found = ImageCms.profileToProfile(source, given, srgb, outputMode="RGB")
    return found.convert("L") if gray and found else found


def _stated(image: Image.Image) -> bytes | None:
    """The profile of the colors that a PNG states in figures, but for those of sRGB; one that none
    can be made of is empty white space, which no program can use."""
    said, gamma = image.info.get("chromaticity"), image.info.get("gamma", 0)
    if not said or not gamma or "srgb" in image.info or image.mode in ("1", "L", "LA", "I;16"):
        return None
    if pngcolors.is_srgb(said):
        return None
    try:
        return pngcolors.profile(gamma, said)
    except ZeroDivisionError:
        return b" "


def _gamma(image: Image.Image) -> float:
    """What gAMA says: the power that was used to make the values; 0 where nothing says it, or
    something else says what the colors are (PNG, 4.3)."""
    said = image.info.get("gamma", 0)
    known = "srgb" in image.info or abs(said - _SRGB_GAMMA) < _NEAR
    return said if 0.05 < said < 20 and not known else 0


def _even(image: Image.Image, gamma: float) -> Image.Image:
    """The picture with the values that sRGB has for its light."""
    if not gamma:
        return image
    table = [round(255 * _encoded((value / 255) ** (1 / gamma))) for value in range(256)]
    bands = len(image.mode.removesuffix("A"))
    alpha = list(range(256)) if image.mode.endswith("A") else []
    return image.point(table * bands + alpha)


def _encoded(light: float) -> float:
    """IEC 61966-2-1."""
    return 12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055


def _on_white(image: Image.Image) -> Image.Image:
    """The picture as it is on white paper, in L or RGB, and nothing else of the file."""
    from PIL import Image

    mode = "L" if image.mode in ("L", "LA") else "RGB"
    ground = Image.new(mode, image.size, "white")
    if image.mode.endswith("A"):
        ground.paste(image.convert(mode), mask=image.getchannel("A"))
    else:
        ground.paste(image.convert(mode))
    return ground
