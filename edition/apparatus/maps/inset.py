"""Inset: the small map in a corner that shows where a map lies in the wider region. Pure."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from edition.apparatus import svg
from edition.apparatus.maps.geometry import Box, Line, Shapes, area, clip_line, clip_ring, thinned
from edition.apparatus.maps.projection import KM_PER_DEGREE, Projection
from edition.apparatus.maps.style import BOUNDARY, COAST, LINE, SEA, SHADE, path_data
from edition.model import Bounds

#: Its sides as shares of the map's width, and at most so large in units.
_WIDTH, _MOST, _RATIO = 0.27, 112.0, 4 / 3
#: How much more it shows than the map, and at least, in kilometers.
_MORE, _LEAST = 5.0, 3600.0
#: A map that is so much of the world high or wide needs none.
_WIDE = 40.0
#: Points nearer than this are one; an area below this is nothing (square units).
_STEP, _SPECK = 0.7, 0.8
#: The least side of the mark that stands for the map.
_MARK = 4.0


def around(bounds: Bounds) -> Bounds | None:
    """What the inset of a map of the bounds shows; None where the map itself is wide enough."""
    wide, high = bounds.east - bounds.west, bounds.north - bounds.south
    if max(wide, high) > _WIDE:
        return None
    x, y = (bounds.west + bounds.east) / 2, (bounds.south + bounds.north) / 2
    squeeze = max(math.cos(math.radians(y)), 0.2)
    across = max(_MORE * wide * squeeze, _MORE * high * _RATIO, _LEAST / KM_PER_DEGREE)
    west_east = min(across / squeeze, 340.0)
    south_north = min(west_east * squeeze / _RATIO, 170.0)
    # What would lie beyond a pole or the 180th meridian is shown on the other side.
    x = min(max(x, west_east / 2 - 180), 180 - west_east / 2)
    y = min(max(y, south_north / 2 - 90), 90 - south_north / 2)
    return Bounds(x - west_east / 2, y - south_north / 2, x + west_east / 2, y + south_north / 2)


def size(paper: Box, bounds: Bounds) -> tuple[float, float]:
    """Its width and height on a map on the paper; nothing where the paper is too small."""
    shown = Projection.fitting(bounds, min(_WIDTH * paper.right, _MOST), _MOST).paper
    fits = shown.right >= 40 and shown.bottom >= 30 and shown.bottom <= 0.4 * paper.bottom
    return (shown.right, shown.bottom) if fits else (0.0, 0.0)


def drawn(box: Box, bounds: Bounds, map_bounds: Bounds, world: Shapes) -> Sequence[str]:
    """The inset in its box: coasts and boundaries of `bounds`, and where the map lies in them."""
    projection = Projection.fitting(bounds, box.right - box.left, box.bottom - box.top)

    def placed(line: Line) -> list[tuple[float, float]]:
        on_paper = thinned(projection.line(line), _STEP)
        return [(x + box.left, y + box.top) for x, y in on_paper]

    land = [placed(line) for _, line in world.rings]
    rings = [ring for ring in (clip_ring(line, box) for line in land) if len(ring) > 2]
    rings = [ring for ring in rings if abs(area(ring)) >= _SPECK]
    edge = _rectangle(box)
    lines = _clipped((placed(line) for _, line in world.lines), box)
    coast = _clipped(land, box)
    left, top = projection.point(map_bounds.west, map_bounds.north)
    right, bottom = projection.point(map_bounds.east, map_bounds.south)
    spare = max(_MARK - right + left, 0) / 2, max(_MARK - bottom + top, 0) / 2
    mark = _rectangle(
        Box(
            box.left + left - spare[0],
            box.top + top - spare[1],
            box.left + right + spare[0],
            box.top + bottom + spare[1],
        )
    )
    return (
        svg.element("path", d=path_data([edge, *rings], closed=True), **SEA),
        *_strokes(coast, {**COAST, "stroke_width": 0.35}),
        *_strokes(lines, {**BOUNDARY, "stroke_width": 0.35, "stroke_dasharray": "1.6 1.2"}),
        svg.element("path", d=path_data([mark], closed=True), **{**SHADE, "fill_opacity": 0.3}),
        svg.element("path", d=path_data([mark], closed=True), **LINE, stroke_width=1.1),
        svg.element("path", d=path_data([edge], closed=True), **LINE, stroke_width=0.6),
    )


def _clipped(lines: Iterable[Line], box: Box) -> list[Line]:
    """The lines inside the box, but for specks."""
    parts = (part for line in lines for part in clip_line(line, box))
    return [part for part in parts if math.dist(part[0], part[-1]) >= _STEP or len(part) > 3]


def _strokes(lines: Sequence[Line], style: dict[str, str | float]) -> list[str]:
    return [svg.element("path", d=path_data(lines), **style)] if lines else []


def _rectangle(box: Box) -> list[tuple[float, float]]:
    left, top, right, bottom = box
    return [(left, top), (right, top), (right, bottom), (left, bottom)]
