"""Images: picture files, whole, damaged, of other kinds, and larger than they say."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from functools import lru_cache
from io import BytesIO

from hypothesis import strategies as st
from PIL import Image

from tests.books import GOOD, TEXT

from ..case import Case, project
from .words import mutated_bytes

_REST = GOOD + "photos:\n  - id: p\n    caption: 7\n    file: {file}\n    alt: A loom.\n"
_SOURCE = TEXT + "\nA caption\n"


def _saved(mode: str, kind: str, size: tuple[int, int] = (9, 7), **options) -> bytes:
    picture = (
        Image.linear_gradient("L")
        .resize(size)
        .convert("RGB" if mode in ("CMYK", "YCbCr", "I;16") else mode if mode != "PA" else "P")
    )
    if mode in ("CMYK", "YCbCr"):
        picture = picture.convert(mode)
    if mode == "I;16":
        picture = Image.new("I;16", size, 40_000)
    out = BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def _exif(orientation: int) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x9286] = b"<script>"
    return exif.tobytes()


@lru_cache(maxsize=1)
def samples() -> tuple[bytes, ...]:
    """Good pictures of every kind that is read, and some of kinds that are not."""
    modes = [_saved(mode, "PNG") for mode in ("1", "L", "LA", "P", "RGB", "RGBA", "I;16")]
    photos = [_saved(mode, "JPEG") for mode in ("L", "RGB", "CMYK")]
    photos += [_saved("RGB", "JPEG", exif=_exif(k)) for k in (0, 3, 6, 8, 9, 65535)]
    photos += [
        _saved("RGB", "JPEG", progressive=True),
        _saved("RGB", "JPEG", (1, 1)),
        _saved("RGB", "JPEG", (40, 33), subsampling=2, comment=b"-->"),
    ]
    others = [
        _saved("P", "PNG", transparency=0),
        _saved("RGB", "PNG", (1, 400)),
        _saved("RGB", "PNG", (2000, 3), dpi=(1, 99_999)),
        _saved("L", "PNG", (1, 1)),
        _saved("RGB", "PNG", save_all=True, append_images=[Image.new("RGB", (9, 7))]),
    ]
    strange = [_saved("RGB", kind) for kind in ("GIF", "BMP", "TIFF", "WEBP", "PPM", "EPS")]
    strange += [
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='x'/>",
        b"%PDF-1.4",
        b"",
        b"GIF89a",
    ]
    return (*modes, *photos, *others, *strange)


# ── PNG, chunk by chunk (PNG 1.2, section 3) ────────────────────────────────────────────────

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_KINDS = (b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"iCCP", b"tEXt", b"zTXt", b"iTXt",
          b"eXIf", b"acTL", b"fcTL", b"fdAT", b"pHYs", b"sRGB", b"cHRM", b"xxxx",
          b"\0\0\0\0")  # fmt: skip


def chunk(kind: bytes, data: bytes, claimed: int | None = None, check: int = 0) -> bytes:
    """A chunk; `claimed` is the length that it says it has, `check` spoils its checksum."""
    length = len(data) if claimed is None else claimed
    return (
        struct.pack(">I", length) + kind + data + struct.pack(">I", zlib.crc32(kind + data) ^ check)
    )


@st.composite
def _png(draw: st.DrawFn) -> bytes:
    """A PNG that may claim any size, depth and order of chunks."""
    side = st.sampled_from((0, 1, 1, 2, 7, 8, 4000, 30_000, 65_535, 2**31 - 1, 2**31, 2**32 - 1))
    depth, color = (
        draw(st.sampled_from((1, 2, 4, 8, 8, 8, 16, 3, 0, 255))),
        draw(st.sampled_from((0, 2, 2, 3, 4, 6, 1, 255))),
    )
    header = struct.pack(
        ">IIBBBBB",
        draw(side),
        draw(side),
        depth,
        color,
        draw(st.sampled_from((0, 0, 1))),
        draw(st.sampled_from((0, 0, 1))),
        draw(st.sampled_from((0, 0, 1, 2))),
    )
    pixels = draw(st.one_of(st.binary(max_size=40), st.just(b"\0" * 3_000_000)))
    chunks = [chunk(b"IHDR", header), chunk(b"IDAT", zlib.compress(pixels)), chunk(b"IEND", b"")]
    for _ in range(draw(st.integers(0, 3))):
        kind = draw(st.sampled_from(_KINDS))
        data = draw(
            st.one_of(
                st.binary(max_size=30),
                st.just(b"x\0\0" + zlib.compress(b"a" * 5_000_000)),
                st.just(b"x" * 70_000),
            )
        )
        claimed = draw(st.sampled_from((None, None, 0, 2**31 - 1, 2**32 - 1)))
        extra = chunk(kind, data, claimed, draw(st.sampled_from((0, 0, 1))))
        chunks.insert(draw(st.integers(0, len(chunks))), extra)
    return _SIGNATURE + b"".join(chunks)


@lru_cache(maxsize=8)
def bomb(width: int, height: int, depth: int) -> bytes:
    """A whole PNG of some kB that is `width` × `height` pixels, all black."""
    row = b"\0" + bytes((width * depth + 7) // 8)
    packer = zlib.compressobj(9)
    data = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    color = {1: 0, 8: 0, 24: 2, 32: 6}[depth]
    header = struct.pack(">IIBBBBB", width, height, min(depth, 8), color, 0, 0, 0)
    return _SIGNATURE + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


#: Width, height, bits a pixel: at the bound, beyond it, long and thin.
_BOMBS = (
    (10_900, 11_000, 24),
    (10_900, 11_000, 1),
    (20_000, 20_000, 1),
    (100_000, 1_200, 8),
    (1, 1_000_000, 8),
    (1_000_000, 1, 32),
)

# ── JPEG, segment by segment (ITU T.81, annex B) ────────────────────────────────────────────


@st.composite
def _jpeg(draw: st.DrawFn) -> bytes:
    """A JPEG with segments set in behind its first marker."""
    good = draw(st.sampled_from([data for data in samples() if data[:2] == b"\xff\xd8"]))
    extra = b""
    for _ in range(draw(st.integers(1, 3))):
        marker = draw(
            st.sampled_from(
                (0xE0, 0xE1, 0xE2, 0xED, 0xEE, 0xFE, 0xDB, 0xC4, 0xC0, 0xC2, 0xDD, 0xDA)
            )
        )
        data = draw(
            st.sampled_from(
                (
                    b"",
                    b"Exif\0\0",
                    b"Exif\0\0MM\0*\0\0\0\x08",
                    b"ICC_PROFILE\0\x01\x01",
                    b"Adobe\0",
                    b"MPF\0",
                    b"JFIF\0",
                )
            )
        ) + draw(st.binary(max_size=30))
        length = draw(st.sampled_from((len(data) + 2, len(data) + 2, 0, 1, 65535)))
        extra += bytes((0xFF, marker)) + struct.pack(">H", length) + data
    return good[:2] + extra + good[2:]


def _few(make: Callable[[], st.SearchStrategy[bytes]]) -> st.SearchStrategy[bytes]:
    """`make` seldom: it costs more than all others together."""
    return st.integers(0, 99).flatmap(lambda k: make() if k == 57 else _png())


@st.composite
def pixels(draw: st.DrawFn) -> bytes:
    """A sound picture of a few colors, with what little there is in it thin, clear, or beyond
    eight bits."""
    mode = draw(st.sampled_from(("1", "L", "LA", "P", "RGB", "RGBA", "I;16")))
    width, height = draw(st.integers(1, 9)), draw(st.integers(1, 9))
    size = {"LA": 2, "RGB": 3, "RGBA": 4, "I;16": 2}.get(mode, 1)
    few = draw(st.lists(st.binary(min_size=size, max_size=size), min_size=1, max_size=3))
    count = (width + 7) // 8 * height if mode == "1" else width * height
    data = b"".join(draw(st.lists(st.sampled_from(few), min_size=count, max_size=count)))
    picture = Image.frombytes(mode, (width, height), data)
    if mode == "P":
        picture.putpalette(draw(st.binary(min_size=768, max_size=768)))
    out = BytesIO()
    clear = {"transparency": 0} if mode in ("P", "L") and draw(st.booleans()) else {}
    picture.save(out, "PNG", **clear)
    return out.getvalue()


file = st.one_of(
    pixels(),
    st.sampled_from(samples()),
    st.sampled_from(samples()).flatmap(mutated_bytes),
    st.sampled_from(samples()).flatmap(mutated_bytes),
    _png(),
    _jpeg(),
    st.binary(max_size=80),
    st.tuples(st.sampled_from(samples()), st.integers(0, 600)).map(lambda x: x[0][: x[1]]),
    st.lists(st.sampled_from(samples()), min_size=2, max_size=3).map(b"".join),
    _few(lambda: st.sampled_from(_BOMBS).map(lambda size: bomb(*size))),
)


def case(data: bytes, name: str = "x.png") -> Case:
    """The edition with this picture."""
    return Case("images", project(_REST.format(file=name), _SOURCE) | {name: data})


CASES = st.builds(case, file, st.sampled_from(("x.png", "x.jpg", "x.svg", "x")))
