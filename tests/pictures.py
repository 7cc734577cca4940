"""Pictures for tests: PNGs of every kind, written value by value, and what a reader sees of each;
profiles of colors, as small as they can be."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

GRAY, COLOR, PALETTE, GRAY_ALPHA, COLOR_ALPHA = 0, 2, 3, 4, 6
#: Values of a pixel, by the kinds of PNG.
VALUES = {GRAY: 1, COLOR: 3, PALETTE: 1, GRAY_ALPHA: 2, COLOR_ALPHA: 4}
#: How many bits a value may have (PNG, third edition, table 8).
DEPTHS = {
    GRAY: (1, 2, 4, 8, 16),
    COLOR: (8, 16),
    PALETTE: (1, 2, 4, 8),
    GRAY_ALPHA: (8, 16),
    COLOR_ALPHA: (8, 16),
}


@dataclass(frozen=True)
class Png:
    """A PNG: its pixels in rows, each with its values; `clear` is the transparent color, or the
    alphas of a palette."""

    kind: int
    depth: int
    rows: Sequence[Sequence[tuple[int, ...]]]
    palette: tuple[tuple[int, int, int], ...] = ()
    clear: tuple[int, ...] | None = None
    more: tuple[tuple[bytes, bytes], ...] = ()

    def encoded(self) -> bytes:
        size = (len(self.rows[0]), len(self.rows), self.depth, self.kind, 0, 0, 0)
        chunks = [(b"IHDR", struct.pack(">IIBBBBB", *size)), *self.more]
        if self.kind == PALETTE:
            chunks.append((b"PLTE", bytes(value for color in self.palette for value in color)))
        if self.clear is not None:
            wide = "B" if self.kind == PALETTE else "H"
            chunks.append((b"tRNS", struct.pack(f">{len(self.clear)}{wide}", *self.clear)))
        lines = b"".join(b"\0" + self._line(row) for row in self.rows)
        chunks += [(b"IDAT", zlib.compress(lines)), (b"IEND", b"")]
        return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*chunk) for chunk in chunks)

    def _line(self, row: Sequence[tuple[int, ...]]) -> bytes:
        bits = "".join(f"{value:0{self.depth}b}" for pixel in row for value in pixel)
        bits += "0" * (-len(bits) % 8)
        return int(bits, 2).to_bytes(len(bits) // 8, "big")

    def seen(self) -> list[list[tuple[float, float, float]]]:
        """What is seen on white paper: red, green and blue of each pixel, from 0 to 255."""
        return [[self._seen(pixel) for pixel in row] for row in self.rows]

    def _seen(self, pixel: tuple[int, ...]) -> tuple[float, float, float]:
        full = (1 << self.depth) - 1
        alpha = 1.0
        if self.kind == PALETTE:
            (at,) = pixel
            color = tuple(value / 255 for value in self.palette[at])
            if self.clear is not None and at < len(self.clear):
                alpha = self.clear[at] / 255
        else:
            if self.kind in (GRAY_ALPHA, COLOR_ALPHA):
                alpha = pixel[-1] / full
            values = pixel[:3] if self.kind in (COLOR, COLOR_ALPHA) else pixel[:1] * 3
            color = tuple(value / full for value in values)
            if self.kind in (GRAY, COLOR) and pixel == self.clear:
                alpha = 0.0
        red, green, blue = (255 * (alpha * value + 1 - alpha) for value in color)
        return red, green, blue


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


# ── profiles of colors (ICC.1:2001-04) ──────────────────────────────────────────────────────


def _profile(kind: bytes, space: bytes, connection: bytes, tags: dict[bytes, bytes]) -> bytes:
    start = 132 + 12 * len(tags)
    table, content = struct.pack(">I", len(tags)), b""
    for name, data in tags.items():
        data += b"\0" * (-len(data) % 4)
        table += name + struct.pack(">II", start + len(content), len(data))
        content += data
    head = struct.pack(">I4xI4s4s4s", start + len(content), 0x02100000, kind, space, connection)
    head = head.ljust(36, b"\0") + b"acsp"
    white = struct.pack(">3i", *(round(value * 65536) for value in (0.9642, 1, 0.8249)))
    return head.ljust(68, b"\0") + white.ljust(60, b"\0") + table + content


def _xyz(*values: float) -> bytes:
    return b"XYZ \0\0\0\0" + struct.pack(">3i", *(round(value * 65536) for value in values))


def _curve(gamma: float) -> bytes:
    return b"curv\0\0\0\0" + struct.pack(">IH", 1, round(gamma * 256))


_WHITE = _xyz(0.9642, 1, 0.8249)


def gray_profile(gamma: float) -> bytes:
    """Of grays whose light is the value to the power of `gamma`."""
    return _profile(b"mntr", b"GRAY", b"XYZ ", {b"wtpt": _WHITE, b"kTRC": _curve(gamma)})


def color_profile(gamma: float, *primaries: tuple[float, float, float]) -> bytes:
    """Of colors with this red, green and blue (XYZ in the light of D50)."""
    names = (b"rXYZ", b"gXYZ", b"bXYZ")
    tags = {name: _xyz(*color) for name, color in zip(names, primaries, strict=True)}
    tags |= dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), _curve(gamma))
    return _profile(b"mntr", b"RGB ", b"XYZ ", {b"wtpt": _WHITE, **tags})


def exchanged_profile(gamma: float = 2.2) -> bytes:
    """Of colors whose red is sRGB's green, green its blue, blue its red: nobody can overlook it."""
    red, green, blue = (0.4361, 0.2225, 0.0139), (0.3851, 0.7169, 0.0971), (0.1431, 0.0606, 0.7141)
    return color_profile(gamma, green, blue, red)


PROPHOTO = color_profile(1.8, (0.7977, 0.288, 0), (0.1352, 0.7119, 0), (0.0313, 0.0001, 0.8249))
ADOBE_RGB = color_profile(
    2.199, (0.6097, 0.3111, 0.0195), (0.2053, 0.6257, 0.0609), (0.1492, 0.0632, 0.7446)
)


def inks_profile() -> bytes:
    """Of four inks of which the first three do nothing: only black is seen."""
    corners = b"".join(
        bytes([0 if black else 255, 128, 128]) for _ in range(8) for black in (False, True)
    )
    ramp = bytes(range(256))
    table = b"mft1\0\0\0\0" + bytes([4, 3, 2, 0])
    table += struct.pack(">9i", *(65536 * (k % 4 == 0) for k in range(9)))
    table += ramp * 4 + corners + ramp * 3
    tags = {b"wtpt": _WHITE, b"A2B0": table, b"A2B1": table, b"A2B2": table}
    return _profile(b"prtr", b"CMYK", b"Lab ", tags)
