"""PNG colors: what a PNG says of its colors in figures (gAMA, cHRM) as a profile that lcms reads.

PNG, third edition, 11.3.2.1 and 11.3.2.2; the profile is one of ICC.1:2001-04, 6.3.3, whose white
is that of daylight at 5000 K, to which the colors are adapted as Bradford has it.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence

Matrix = Sequence[Sequence[float]]

#: White, red, green and blue of sRGB, each x and y (IEC 61966-2-1).
SRGB = (0.3127, 0.329, 0.64, 0.33, 0.3, 0.6, 0.15, 0.06)
_D50 = (0.9642, 1.0, 0.8249)
_BRADFORD = ((0.8951, 0.2664, -0.1614), (-0.7502, 1.7135, 0.0367), (0.0389, -0.0685, 1.0296))
_NEAR = 0.003


def is_srgb(chromaticities: Sequence[float]) -> bool:
    """Whether these are as good as those of sRGB."""
    return all(abs(a - b) < _NEAR for a, b in zip(chromaticities, SRGB, strict=True))


def profile(gamma: float, chromaticities: Sequence[float]) -> bytes:
    """The profile of colors whose values are light to the power of `gamma`, and whose white, red,
    green and blue are these. Raises ZeroDivisionError where they are none."""
    white, *primaries = (_xyz(*chromaticities[at : at + 2]) for at in range(0, 8, 2))
    columns = _transposed(primaries)
    shares = _times(_inverse(columns), white)
    scaled = [[value * s for value, s in zip(row, shares, strict=True)] for row in columns]
    seen, wanted = _times(_BRADFORD, white), _times(_BRADFORD, _D50)
    adapted = [_times(_BRADFORD, column) for column in _transposed(scaled)]
    colors = [
        _times(_inverse(_BRADFORD), [v * b / a for v, a, b in zip(c, seen, wanted, strict=True)])
        for c in adapted
    ]
    curve = b"curv" + struct.pack(">4xIH2x", 1, min(round(256 / gamma), 65535))
    tags = {b"wtpt": _written(_D50)}
    for name, color in zip((b"r", b"g", b"b"), colors, strict=True):
        tags[name + b"XYZ"], tags[name + b"TRC"] = _written(color), curve
    return _file(tags)


def _file(tags: dict[bytes, bytes]) -> bytes:
    start = 132 + 12 * len(tags)
    table, content = struct.pack(">I", len(tags)), b""
    for name, data in tags.items():
        table += name + struct.pack(">II", start + len(content), len(data))
        content += data
    size = start + len(content)
    head = struct.pack(">I4xI12s12x4s28x12s", size, 0x02100000, b"mntrRGB XYZ ", b"acsp", _d50())
    return head.ljust(128, b"\0") + table + content


def _d50() -> bytes:
    return _written(_D50)[8:]


def _written(xyz: Sequence[float]) -> bytes:
    try:
        return b"XYZ " + struct.pack(">4x3i", *(round(65536 * value) for value in xyz))
    except struct.error:
        raise ZeroDivisionError("no color is as bright as that") from None


def _xyz(x: float, y: float) -> list[float]:
    return [x / y, 1.0, (1 - x - y) / y]


def _transposed(rows: Matrix) -> list[list[float]]:
    return [list(row) for row in zip(*rows, strict=True)]


def _times(matrix: Matrix, vector: Sequence[float]) -> list[float]:
    return [sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix]


def _inverse(matrix: Matrix) -> list[list[float]]:
    (a, b, c), (d, e, f), (g, h, i) = matrix
    minors = (
        (e * i - f * h, c * h - b * i, b * f - c * e),
        (f * g - d * i, a * i - c * g, c * d - a * f),
        (d * h - e * g, b * g - a * h, a * e - b * d),
    )
    whole = a * minors[0][0] + b * minors[1][0] + c * minors[2][0]
    return [[value / whole for value in row] for row in minors]
