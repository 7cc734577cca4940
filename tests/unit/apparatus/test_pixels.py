"""A picture of any mode is what a reader sees of it: nothing clipped, nothing black for clear."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from edition.apparatus.pixels import seen
from tests.pictures import (
    ADOBE_RGB,
    COLOR,
    COLOR_ALPHA,
    DEPTHS,
    GRAY,
    GRAY_ALPHA,
    PALETTE,
    PROPHOTO,
    VALUES,
    Png,
    exchanged_profile,
    gray_profile,
    inks_profile,
)

KINDS = [(kind, depth) for kind, depths in DEPTHS.items() for depth in depths]


@st.composite
def pngs(draw: st.DrawFn, kind: int, depth: int) -> Png:
    """A small PNG of any values; often a color of it is the transparent one."""
    colors = draw(
        st.lists(st.tuples(*[st.integers(0, 255)] * 3), min_size=2, max_size=min(9, 1 << depth))
    )
    most = len(colors) - 1 if kind == PALETTE else (1 << depth) - 1
    pixel = st.tuples(*[st.integers(0, most)] * VALUES[kind])
    row = st.lists(pixel, min_size=4, max_size=4)
    rows = draw(st.lists(row, min_size=1, max_size=4))
    clear = None
    if kind == PALETTE:
        alphas = st.lists(st.integers(0, 255), min_size=1, max_size=len(colors)).map(tuple)
        clear = draw(st.none() | alphas)
    elif kind in (GRAY, COLOR):
        clear = draw(st.none() | st.sampled_from(rows[0]))
    return Png(kind, depth, rows, tuple(colors), clear)


def pixels(data: bytes, longest: int = 1600) -> list[tuple[int, int, int]]:
    with Image.open(BytesIO(data)) as image:
        found, of_use = seen(image, longest)
    assert of_use and found.mode in ("L", "RGB") and not found.info
    color = found.convert("RGB")
    return [color.getpixel((x, y)) for y in range(found.height) for x in range(found.width)]


@pytest.mark.parametrize(("kind", "depth"), KINDS)
@given(data=st.data())
@settings(max_examples=30)
def test_each_pixel_is_what_is_seen_on_white(kind: int, depth: int, data: st.DataObject) -> None:
    png = data.draw(pngs(kind, depth))
    wanted = [pixel for row in png.seen() for pixel in row]
    found = pixels(png.encoded())
    assert len(found) == len(wanted)
    for got, want in zip(found, wanted, strict=True):
        # The color, the alpha and what they make are rounded, each by half a step or Pillow's one.
        assert max(abs(a - b) for a, b in zip(got, want, strict=True)) <= 2, (got, want)


def test_colors_that_differ_in_the_lower_byte_alone_are_not_all_clear() -> None:
    rows = [[(0x1234, 0x5678, 0x9ABC), (0x1235, 0x5678, 0x9ABC), (0x1234, 0x5678, 0x9A00)]]
    png = Png(COLOR, 16, rows, clear=(0x1234, 0x5678, 0x9ABC))
    assert pixels(png.encoded()) == [(255, 255, 255), (18, 86, 154), (18, 86, 154)]


def test_what_is_scaled_takes_no_color_from_what_is_clear() -> None:
    rows = [[(255, 0, 0, 255), (0, 0, 0, 0)] * 8] * 16
    for red, green, blue in pixels(Png(COLOR_ALPHA, 8, rows).encoded(), 4):
        assert red >= 254 and 100 < green == blue < 155


def chunk_of_profile(profile: bytes) -> tuple[tuple[bytes, bytes], ...]:
    return ((b"iCCP", b"p\0\0" + zlib.compress(profile)),)


@pytest.mark.parametrize(("kind", "alpha"), [(COLOR, ()), (COLOR_ALPHA, (255,))])
def test_colors_are_those_of_the_profile(kind: int, alpha: tuple[int, ...]) -> None:
    rows = [[(c, 0, 0, *alpha) for c in (255, 0)], [(0, 255, 0, *alpha), (0, 0, 255, *alpha)]]
    found = pixels(Png(kind, 8, rows, more=chunk_of_profile(exchanged_profile())).encoded())
    wanted = [(0, 255, 0), (0, 0, 0), (0, 0, 255), (255, 0, 0)]
    for got, want in zip(found, wanted, strict=True):
        assert max(abs(a - b) for a, b in zip(got, want, strict=True)) <= 3


def test_the_colors_of_a_palette_are_those_of_the_profile() -> None:
    colors = ((255, 0, 0), (0, 255, 0))
    png = Png(PALETTE, 8, [[(0,), (1,), (0,)]], colors, (0,), chunk_of_profile(exchanged_profile()))
    clear, blue, _ = pixels(png.encoded())
    assert clear == (255, 255, 255) and blue[2] > 250 and max(blue[:2]) <= 3


@pytest.mark.parametrize("depth", [8, 16])
@pytest.mark.parametrize("kind", [GRAY, GRAY_ALPHA])
@pytest.mark.parametrize("profile", [gray_profile(1.0), exchanged_profile(1.0)])
def test_grays_are_those_of_the_profile(kind: int, depth: int, profile: bytes) -> None:
    """One that is for colors, too: programs leave it in a picture that they have made gray."""
    full = (1 << depth) - 1
    alpha = (full,) * (kind == GRAY_ALPHA)
    rows = [[(0, *alpha), (full // 2, *alpha), (full, *alpha)]]
    found = pixels(Png(kind, depth, rows, more=chunk_of_profile(profile)).encoded())
    assert found[0] == (0, 0, 0) and found[2] == (255, 255, 255)
    assert abs(found[1][0] - 188) <= 2  # half of the light, as sRGB writes it


def test_the_light_that_a_png_says_its_values_are() -> None:
    gamma = struct.pack(">I", 100_000)
    png = Png(GRAY_ALPHA, 8, [[(0, 255), (128, 255), (0, 0)]], more=((b"gAMA", gamma),))
    assert [red for red, _, _ in pixels(png.encoded())] == [0, 188, 255]
    usual = Png(GRAY, 8, [[(9,), (128,)]], more=((b"gAMA", struct.pack(">I", 45_455)),))
    assert [red for red, _, _ in pixels(usual.encoded())] == [9, 128]


def inks(color: tuple[int, int, int, int], **options) -> bytes:
    out = BytesIO()
    Image.new("CMYK", (16, 16), color).save(out, "JPEG", quality=100, **options)
    return out.getvalue()


@pytest.mark.parametrize(
    ("color", "wanted"),
    [
        ((0, 0, 0, 0), (255, 255, 255)),
        ((0, 0, 0, 255), (0, 0, 0)),
        ((255, 0, 0, 0), (0, 255, 255)),
        ((0, 255, 255, 0), (255, 0, 0)),
        ((0, 128, 0, 128), (127, 63, 127)),
    ],
)
def test_inks_without_a_profile(color: tuple, wanted: tuple) -> None:
    for got in pixels(inks(color)):
        assert max(abs(a - b) for a, b in zip(got, wanted, strict=True)) <= 3


@pytest.mark.parametrize(("black", "gray"), [(0, 255), (255, 0), (128, 119)])
def test_inks_are_those_of_the_profile(black: int, gray: int) -> None:
    """L* of 50 is the gray 119 of sRGB."""
    for got in pixels(inks((255, 90, 255, black), icc_profile=inks_profile())):
        assert max(abs(value - gray) for value in got) <= 3


@pytest.mark.parametrize(
    "profile", [b"", b"\0" * 200, inks_profile(), exchanged_profile()[:150], gray_profile(2.2)]
)
def test_a_profile_for_other_pixels_is_said_to_be_of_no_use(profile: bytes) -> None:
    png = Png(COLOR, 8, [[(200, 100, 50)]], more=chunk_of_profile(profile))
    with Image.open(BytesIO(png.encoded())) as image:
        found, of_use = seen(image, 99)
    assert found.getpixel((0, 0)) == (200, 100, 50)
    assert of_use == (profile == b"")


@pytest.mark.parametrize("turned", range(1, 9))
def test_a_picture_is_upright(turned: int) -> None:
    from PIL import ImageOps

    exif = Image.Exif()
    exif[0x0112] = turned
    image = Image.frombytes("L", (3, 2), bytes([0, 50, 100, 150, 200, 250]))
    out = BytesIO()
    image.save(out, "PNG", exif=exif)
    wanted = ImageOps.exif_transpose(Image.open(BytesIO(out.getvalue())))
    with Image.open(BytesIO(out.getvalue())) as given:
        found, _ = seen(given, 99)
    assert (found.size, found.tobytes()) == (wanted.size, wanted.tobytes())


# ── what a browser shows: the values are those of Chromium 156, but for a rounding ──────────────


def near(found: list, wanted: list) -> bool:
    pairs = zip(found, wanted, strict=True)
    return all(abs(a - b) <= 1 for got, want in pairs for a, b in zip(got, want, strict=True))


@pytest.mark.parametrize(
    ("profile", "wanted"),
    [
        (PROPHOTO, [(168, 101, 69), (0, 103, 144), (146, 146, 146)]),
        (ADOBE_RGB, [(131, 90, 56), (46, 79, 122), (129, 129, 129)]),
    ],
)
def test_colors_of_other_spaces_are_not_washed_out(profile: bytes, wanted: list) -> None:
    """SmileyChris/easy-thumbnails#366, getkirby/kirby#2537."""
    rows = [[(120, 90, 60), (60, 80, 120), (128, 128, 128)]]
    assert near(pixels(Png(COLOR, 8, rows, more=chunk_of_profile(profile)).encoded()), wanted)
    clear = [[(*color, 100) for color in rows[0]]]
    laid = [tuple(255 - (255 - value) * 100 / 255 for value in color) for color in wanted]
    png = Png(COLOR_ALPHA, 8, clear, more=chunk_of_profile(profile))
    assert near(pixels(png.encoded()), laid)


def stated(gamma: int, *chromaticities: int) -> tuple[tuple[bytes, bytes], ...]:
    return (
        (b"gAMA", struct.pack(">I", gamma)),
        (b"cHRM", struct.pack(">8I", *chromaticities)),
    )


ADOBE = (31270, 32900, 64000, 33000, 21000, 71000, 15000, 6000)
COLORS = [(120, 190, 60), (60, 80, 220), (128, 128, 128)]


@pytest.mark.parametrize(
    ("gamma", "wanted"),
    [
        (45_455, [(68, 191, 40), (46, 79, 225), (129, 129, 129)]),
        (100_000, [(162, 224, 127), (125, 152, 242), (188, 188, 188)]),
    ],
)
def test_the_colors_that_a_png_states_in_figures(gamma: int, wanted: list) -> None:
    png = Png(COLOR, 8, [COLORS], more=stated(gamma, *ADOBE))
    assert near(pixels(png.encoded()), wanted)
    rows = [[(0,), (1,), (2,)]]
    palette = Png(PALETTE, 8, rows, tuple(COLORS), more=stated(gamma, *ADOBE))
    assert near(pixels(palette.encoded()), wanted)


def test_colors_stated_as_those_of_srgb_stay_to_the_bit() -> None:
    srgb = stated(45_455, 31270, 32900, 64000, 33000, 30000, 60000, 15000, 6000)
    assert pixels(Png(COLOR, 8, [COLORS], more=srgb).encoded()) == COLORS


@pytest.mark.parametrize("chromaticities", [(0,) * 8, (1,) * 8])
def test_figures_that_are_no_colors_are_said_to_be_of_no_use(chromaticities: tuple) -> None:
    png = Png(COLOR, 8, [COLORS], more=stated(45_455, *chromaticities))
    with Image.open(BytesIO(png.encoded())) as image:
        found, of_use = seen(image, 99)
    assert not of_use and found.getpixel((0, 0)) == COLORS[0]


def test_an_alpha_counts_and_a_transparent_color_beside_it_does_not() -> None:
    """randy408/libspng#118."""
    rows = [[(200, 10, 10, 255), (0, 0, 0, 0), (0, 0, 0, 128)]]
    png = Png(COLOR_ALPHA, 8, rows, more=((b"tRNS", struct.pack(">3H", 200, 10, 10)),))
    assert near(pixels(png.encoded()), [(200, 10, 10), (255, 255, 255), (127, 127, 127)])


def test_of_a_transparent_color_only_the_bits_that_a_pixel_has_count() -> None:
    """oxipng/oxipng#470."""
    png = Png(GRAY, 8, [[(1,), (0,), (255,)]], clear=(257,))
    assert [red for red, _, _ in pixels(png.encoded())] == [255, 0, 255]


def test_inks_of_a_file_that_does_not_say_how_they_are_kept() -> None:
    """josch/img2pdf#25, haraldk/TwelveMonkeys#147: they are taken to be Adobe's, as in browsers."""
    data = inks((0, 255, 255, 0))
    marker = data.index(b"\xff\xee\x00\x0eAdobe")
    for got in pixels(data[:marker] + data[marker + 16 :]):
        assert near([got], [(254, 0, 0)])
