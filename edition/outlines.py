"""Outlines: reads the lines and areas of the maps, those of the project and those of the builder.

The builder's own are the world's coasts and boundaries, see `data/outlines/README.md`. Those of a
project are GeoJSON (RFC 7946) and are hostile until they have been checked here.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any, TypeAlias

from edition.geo import Box, Line, Point, Shapes, around
from edition.model import Bounds
from edition.model.problems import Place, Problem
from edition.system.project import Project, Refused

#: The largest GeoJSON file in bytes, and the most points that the outlines of a map may have.
MAX_BYTES = 4 * 1024 * 1024
MAX_POINTS = 50_000

_WORLD = Path(__file__).parent / "data" / "outlines" / "world-50m.json.gz"
_HINT = (
    "It must be GeoJSON (RFC 7946): a Polygon, MultiPolygon, LineString or MultiLineString, or a "
    "Feature or FeatureCollection of these; longitude first, in degrees (WGS 84)."
)


#: The numbers of the arcs that make a line; ~number is one backwards.
_Arcs: TypeAlias = tuple[int, ...]


def world(near: Bounds | None = None) -> Shapes:
    """The land as rings, by the even-odd rule, and the boundaries as lines: all of them, or all
    that a map of the bounds `near` can show, and some more."""
    found = _world()
    rings = [part for ring in found.land if found.reaches(ring, near) for part in _ring_of(ring)]
    lines = [_line_of(line) for line in found.boundaries if found.reaches(line, near)]
    return Shapes(tuple(rings), tuple(lines))


@dataclass(frozen=True, slots=True)
class _World:
    """The file's arcs in degrees, as far as they have been asked for, and the box of each."""

    xs: list[list[int]]
    ys: list[list[int]]
    boxes: list[Box]
    land: list[_Arcs]
    boundaries: list[_Arcs]
    step: tuple[float, float]
    start: tuple[float, float]

    def reaches(self, arcs: _Arcs, near: Bounds | None) -> bool:
        """Whether a line may come near the bounds; one half around the world always may."""
        if near is None:
            return True
        boxes = [self.boxes[number if number >= 0 else ~number] for number in arcs]
        left, right = min(box.left for box in boxes), max(box.right for box in boxes)
        top, bottom = min(box.top for box in boxes), max(box.bottom for box in boxes)
        if right - left > 180:
            return True
        west, south, east, north = near
        return not (right < west or left > east or bottom < south or top > north)

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
        tuple(step),
        tuple(start),
    )


@cache
def _ring_of(arcs: _Arcs) -> tuple[tuple[Box, Line], ...]:
    return _boxed(_unrolled(_world().points(arcs)))


@cache
def _line_of(arcs: _Arcs) -> tuple[Box, Line]:
    points = _world().points(arcs)
    return around(points), points


def _unrolled(ring: list[Point]) -> Iterator[list[Point]]:
    """A ring that crosses the 180th meridian twice over: as it goes on beyond the one end of the
    world, and beyond the other. One around the pole is closed there. All others as they are."""
    box = around(ring)
    if box.right - box.left <= 180:
        yield ring
        return
    turn, points = 0, list(ring[:1])
    for (before, _), (x, y) in pairwise(ring):
        turn += 360 * ((before - x > 180) - (x - before > 180))
        points.append((x + turn, y))
    if turn:
        pole = -90.0 if points[0][1] < 0 else 90.0
        points += [(points[-1][0], pole), (points[0][0], pole), points[0]]
    for shift in (-360, 0, 360):
        yield [(x + shift, y) for x, y in points]


def _boxed(lines: Iterable[Line]) -> tuple[tuple[Box, Line], ...]:
    return tuple((around(line), line) for line in lines)


# ── GeoJSON ─────────────────────────────────────────────────────────────────────────────────


class UnfitOutline(Exception):
    """Why a file is no outline, in words that go on “… is no outline that can be drawn: ”."""


def load(project: Project, file: str, place: Place) -> tuple[Shapes | None, list[Problem]]:
    """The outline in `file` of the project, or None with what is wrong."""
    try:
        data = project.read(file, place)
    except Refused as refused:
        return None, [refused.problem]
    if len(data) > MAX_BYTES:
        return None, [too_large(file, place)]
    try:
        shapes = read(data)
    except UnfitOutline as unfit:
        message = f"{file} is no outline that can be drawn: {unfit}."
        return None, [Problem("outline-unreadable", place, message, _HINT)]
    if points(shapes) > MAX_POINTS:
        return None, [too_large(file, place)]
    return shapes, []


def too_large(file: str, place: Place) -> Problem:
    """The problem of an outline that has more bytes or points than a map can show."""
    message = f"{file} is too large for a map."
    hint = (
        f"At most {MAX_BYTES // 1024 // 1024} MiB a file and {MAX_POINTS:,} points a map are read; "
        "a page shows some thousand. Simplify the outline in a mapping program."
    )
    return Problem("outline-too-large", place, message, hint)


def points(shapes: Shapes) -> int:
    """How many points the shapes have."""
    return sum(len(line) for _, line in (*shapes.rings, *shapes.lines))


@lru_cache(maxsize=16)
def read(data: bytes) -> Shapes:
    """The shapes of a GeoJSON text. Raises `UnfitOutline`, and nothing else."""
    try:
        tree = json.loads(data.decode("utf-8-sig"), parse_constant=_no_number)
    except RecursionError:
        raise UnfitOutline("it is nested too deeply") from None
    except ValueError:
        raise UnfitOutline("it is not JSON in UTF-8") from None
    rings: list[Line] = []
    lines: list[Line] = []
    for kind, coordinates in _geometries(tree):
        if kind == "Polygon":
            rings += map(_ring, _list(coordinates))
        elif kind == "MultiPolygon":
            rings += (_ring(ring) for area in _list(coordinates) for ring in _list(area))
        elif kind == "LineString":
            lines.append(_line(coordinates))
        elif kind == "MultiLineString":
            lines += map(_line, _list(coordinates))
        else:
            raise UnfitOutline(f"it has a {_shown(kind)}, which is no line and no area")
    if not rings and not lines:
        raise UnfitOutline("it has no line and no area")
    return Shapes(_boxed(rings), _boxed(lines))


def _no_number(word: str) -> float:
    raise ValueError(word)


def _geometries(tree: Any) -> Iterator[tuple[Any, Any]]:
    """The type and the coordinates of each geometry, in the file's order."""
    todo = [tree]
    while todo:
        item = todo.pop()
        if not isinstance(item, dict):
            raise UnfitOutline("something that is no GeoJSON object stands where one must be")
        kind = item.get("type")
        if kind == "FeatureCollection":
            todo += reversed(_list(item.get("features")))
        elif kind == "GeometryCollection":
            todo += reversed(_list(item.get("geometries")))
        elif kind == "Feature":
            # A feature may have no geometry: RFC 7946, section 3.2.
            todo += [item["geometry"]] if item.get("geometry") is not None else []
        else:
            yield kind, item.get("coordinates")


def _ring(value: Any) -> Line:
    """A linear ring (RFC 7946, section 3.1.6): closed, of four or more positions."""
    ring = _line(value)
    if len(ring) < 4 or ring[0] != ring[-1]:
        raise UnfitOutline("an area's ring is not closed")
    return ring


def _line(value: Any) -> Line:
    line = [_point(item) for item in _list(value)]
    if len(line) < 2:
        raise UnfitOutline("a line has less than two points")
    return line


def _point(value: Any) -> Point:
    if not isinstance(value, list) or not 2 <= len(value) <= 4:
        raise UnfitOutline("a point is no list of longitude and latitude")
    longitude, latitude = value[:2]
    # A truth value is a number in Python; type() tells the two apart.
    if type(longitude) not in (int, float) or type(latitude) not in (int, float):
        raise UnfitOutline("a coordinate is no number")
    if not (-180 <= longitude <= 180 and -90 <= latitude <= 90):
        raise UnfitOutline("a point lies off the earth: beyond 180 degrees or 90 degrees")
    return float(longitude), float(latitude)


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise UnfitOutline("something that is no list stands where one must be")
    return value


def _shown(kind: Any) -> str:
    return kind[:40] if isinstance(kind, str) and kind else "geometry without a type"
