"""Coastlines: the builder's own coasts and boundaries of the world, cut to a map's bounds."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import accumulate, pairwise
from pathlib import Path
from typing import TypeAlias

from edition.apparatus.maps.geometry import Box, Line, Point, Shapes, around, is_near
from edition.model import Bounds
from edition.model.dataclass import dataclass

_WORLD = Path(__file__).parent / "outlines" / "world-50m.json.gz"


#: The numbers of the arcs that make a line; ~number is one backwards.
_Arcs: TypeAlias = tuple[int, ...]


def world(near: Bounds | None = None) -> Shapes:
    """The land as rings, by the even-odd rule, and the boundaries as lines: all of them, or all
    that a map of the bounds `near` can show, and some more."""
    found = _world()
    rings = [part for ring in found.land for part in found.rings(ring, near)]
    lines = [_line_of(line) for line in found.boundaries if found.reaches(line, near)]
    return Shapes(tuple(rings), tuple(lines))


def countries(near: Bounds) -> tuple[tuple[str, tuple[tuple[Box, Line], ...]], ...]:
    """The countries that a map of the bounds can show, by their number in ISO 3166-1, as rings."""
    found = _world()
    shown = (
        (number, tuple(part for ring in rings for part in found.rings(ring, near)))
        for number, rings in found.countries
    )
    return tuple((number, rings) for number, rings in shown if rings)


@dataclass(frozen=True, slots=True)
class _World:
    """The file's arcs in degrees, as far as they have been asked for, and the box of each."""

    xs: list[list[int]]
    ys: list[list[int]]
    boxes: list[Box]
    land: list[_Arcs]
    boundaries: list[_Arcs]
    countries: list[tuple[str, list[_Arcs]]]
    step: tuple[float, float]
    start: tuple[float, float]

    def reaches(self, arcs: _Arcs, near: Bounds | None) -> bool:
        """Whether a line may come near the bounds; one half around the world always may."""
        if near is None:
            return True
        box = _box_of(arcs)
        if box.right - box.left > 180:
            return True
        return is_near(box, near)

    def rings(self, arcs: _Arcs, near: Bounds | None) -> Iterator[tuple[Box, Line]]:
        """A ring, in each of the places where the world has it, that a map may show."""
        if self.reaches(arcs, near):
            box, _ = _shifted(arcs, 0)
            for shift in (-360, 0, 360) if _turned(arcs) else (0,):
                shifted = Box(box.left + shift, box.top, box.right + shift, box.bottom)
                if near is None or is_near(shifted, near):
                    yield _shifted(arcs, shift)

    def points(self, arcs: _Arcs) -> list[Point]:
        """Arcs end to end, the point that two share once."""
        found: list[Point] = []
        for number in arcs:
            k = number if number >= 0 else ~number
            arc = [
                (x * self.step[0] + self.start[0], y * self.step[1] + self.start[1])
                for x, y in zip(self.xs[k], self.ys[k], strict=True)
            ]
            if number < 0:
                arc.reverse()
            found += arc[1:] if found else arc
        return found


@lru_cache(maxsize=1)
def _world() -> _World:
    """The file is TopoJSON: arcs of whole numbers, each the difference from the one before. Most
    lines are far from a map, and are left as they are."""
    topology = json.loads(gzip.decompress(_WORLD.read_bytes()))
    step, start = topology["transform"]["scale"], topology["transform"]["translate"]
    pairs = [
        [list(accumulate(half)) for half in zip(*arc, strict=True)] for arc in topology["arcs"]
    ]
    boxes = [
        Box(
            min(xs) * step[0] + start[0],
            min(ys) * step[1] + start[1],
            max(xs) * step[0] + start[0],
            max(ys) * step[1] + start[1],
        )
        for xs, ys in pairs
    ]
    objects = topology["objects"]
    return _World(
        [xs for xs, _ in pairs],
        [ys for _, ys in pairs],
        boxes,
        [tuple(ring) for area in objects["land"]["arcs"] for ring in area],
        [tuple(line) for line in objects["boundaries"]["arcs"]],
        [(number, [tuple(ring) for ring in rings]) for number, rings in objects["countries"]],
        tuple(step),
        tuple(start),
    )


@cache
def _box_of(arcs: _Arcs) -> Box:
    """The box around a line, which many maps ask about."""
    found = _world().boxes
    boxes = [found[number if number >= 0 else ~number] for number in arcs]
    if len(boxes) == 1:
        return boxes[0]
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return Box(min(lefts), min(tops), max(rights), max(bottoms))


@cache
def _shifted(arcs: _Arcs, shift: int) -> tuple[Box, Line]:
    points: Line = _turned(arcs) or _world().points(arcs)
    if shift:
        points = [(x + shift, y) for x, y in points]
    return around(points), points


@cache
def _line_of(arcs: _Arcs) -> tuple[Box, Line]:
    points = _world().points(arcs)
    return around(points), points


@cache
def _turned(arcs: _Arcs) -> Line:
    """A ring that crosses the 180th meridian as it goes on beyond the end of the world; one around
    the pole is closed there. Nothing for all others."""
    box = _box_of(arcs)
    if box.right - box.left <= 180:
        return ()
    ring = _world().points(arcs)
    turn, points = 0, list(ring[:1])
    for (before, _), (x, y) in pairwise(ring):
        turn += 360 * ((before - x > 180) - (x - before > 180))
        points.append((x + turn, y))
    if turn:
        pole = -90.0 if points[0][1] < 0 else 90.0
        points += [(points[-1][0], pole), (points[0][0], pole), points[0]]
    return points
