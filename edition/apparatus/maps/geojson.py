"""GeoJSON: reads the lines and areas of the maps, those of the project and those of the builder.

The builder's own are the world's coasts and boundaries, see `data/outlines/README.md`. Those of a
project are GeoJSON (RFC 7946) and are hostile until they have been checked here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import lru_cache

from edition.apparatus.maps.geometry import Box, Line, Point, Shapes, around
from edition.model.problems import Place, Problem
from edition.system.project import Project, Refused

#: The largest GeoJSON file in bytes, and the most points that the outlines of a map may have.
MAX_BYTES = 4 * 1024 * 1024
MAX_POINTS = 50_000

_HINT = (
    "It must be GeoJSON (RFC 7946): a Polygon, MultiPolygon, LineString or MultiLineString, or a "
    "Feature or FeatureCollection of these; longitude first, in degrees (WGS 84)."
)


def boxed(lines: Iterable[Line]) -> tuple[tuple[Box, Line], ...]:
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
    return Shapes(boxed(rings), boxed(lines))


def _no_number(word: str) -> float:
    raise ValueError(word)


def _geometries(tree: object) -> Iterator[tuple[object, object]]:
    """The type and the coordinates of each geometry, in the file's order."""
    todo: list[object] = [tree]
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


def _ring(value: object) -> Line:
    """A linear ring (RFC 7946, section 3.1.6): closed, of four or more positions."""
    ring = _line(value)
    if len(ring) < 4 or ring[0] != ring[-1]:
        raise UnfitOutline("an area's ring is not closed")
    return ring


def _line(value: object) -> Line:
    line = [_point(item) for item in _list(value)]
    if len(line) < 2:
        raise UnfitOutline("a line has less than two points")
    return line


def _point(value: object) -> Point:
    if not isinstance(value, list) or not 2 <= len(value) <= 4:
        raise UnfitOutline("a point is no list of longitude and latitude")
    longitude, latitude = value[:2]
    # A truth value is a number in Python; type() tells the two apart.
    if type(longitude) not in (int, float) or type(latitude) not in (int, float):
        raise UnfitOutline("a coordinate is no number")
    if not (-180 <= longitude <= 180 and -90 <= latitude <= 90):
        raise UnfitOutline("a point lies off the earth: beyond 180 degrees or 90 degrees")
    return float(longitude), float(latitude)


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise UnfitOutline("something that is no list stands where one must be")
    return value


def _shown(kind: object) -> str:
    return kind[:40] if isinstance(kind, str) and kind else "geometry without a type"
