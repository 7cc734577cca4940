"""Details: rivers, lakes, the extents of seas with their names, and what is disputed: of the whole
world, cut to a map's bounds. The file is the builder's own, see `outlines/README.md`."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import TypeAlias, TypedDict

from edition.apparatus.maps.geometry import Box, Line, around
from edition.model import Bounds
from edition.model.dataclass import dataclass

_FILE = Path(__file__).parent / "outlines" / "details-10m.json.gz"
#: The file's unit in degrees.
_UNIT = 0.01
#: The rank of the least river and lake that a map shows which is at most so many degrees high:
#: Natural Earth ranks them by the scale at which they are to appear.
_RANKS = ((3.0, 11), (6.0, 10), (12.0, 7), (20.0, 5), (45.0, 3), (180.0, 1))

Lines: TypeAlias = tuple[tuple[Box, Line], ...]


@dataclass(frozen=True, slots=True)
class Sea:
    """A sea: its name by language, its extent roughly, in degrees."""

    names: Mapping[str, str]
    rings: Lines


@dataclass(frozen=True, slots=True)
class Details:
    """What a map shows beside coasts and boundaries; the chief seas first. `disputed` is never
    drawn: no name of a country is set on it."""

    rivers: Lines
    lakes: Lines
    seas: tuple[Sea, ...]
    disputed: Lines


def details(near: Bounds) -> Details:
    """What of it a map of the bounds `near` can show."""
    found = _file()
    most = next(rank for high, rank in _RANKS if near.north - near.south <= high)
    seas = (Sea(names, _near(rings, near)) for _, names, rings in found["seas"])
    return Details(
        _near((line for rank, line in found["rivers"] if rank <= most), near),
        _near((line for rank, line in found["lakes"] if rank <= most), near),
        tuple(sea for sea in seas if sea.rings),
        _near(found["disputed"], near),
    )


#: The box around a line (west, south, east, north), then as text x and y by turns, each the
#: difference from the one before.
_Packed: TypeAlias = tuple[int, int, int, int, str]


class _File(TypedDict):
    rivers: list[tuple[int, _Packed]]
    lakes: list[tuple[int, _Packed]]
    seas: list[tuple[int, dict[str, str], list[_Packed]]]
    disputed: list[_Packed]


@lru_cache(maxsize=1)
def _file() -> _File:
    found: _File = json.loads(gzip.decompress(_FILE.read_bytes()))
    return found


def _near(lines: Iterable[_Packed], near: Bounds) -> Lines:
    """The lines whose boxes meet the bounds, in degrees."""
    west, south, east, north = (value / _UNIT for value in near)
    return tuple(
        _unpacked(line)
        for line in lines
        if not (line[2] < west or line[0] > east or line[3] < south or line[1] > north)
    )


def _unpacked(line: _Packed) -> tuple[Box, Line]:
    steps = list(map(int, line[4].split()))
    xs, ys = accumulate(steps[::2]), accumulate(steps[1::2])
    points = [(x * _UNIT, y * _UNIT) for x, y in zip(xs, ys, strict=True)]
    return around(points), points
