"""Geometry: degrees onto paper, and lines and areas cut at an edge. Pure numbers.

The projection is equirectangular with its standard parallel at the map's middle latitude
(J. P. Snyder, Map Projections: A Working Manual, USGS Professional Paper 1395, 1987, chapter 12):
north is up, and the scale is true along the meridians and along the middle latitude. That is
enough for a locator map: over ten degrees of latitude widths are wrong by some per cent at most.

A `Point` is (longitude, latitude) in degrees, east and north positive, as GeoJSON has it, or
(x, y) on the paper, x to the right and y downwards.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from edition.model import Bounds
from edition.model.dataclass import dataclass

Point: TypeAlias = tuple[float, float]
Line: TypeAlias = Sequence[Point]


class Box(NamedTuple):
    """A rectangle with its edges; `left` ≤ `right`, `top` ≤ `bottom`."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether the two have an area in common."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def holds(self, other: Box) -> bool:
        """Whether `other` lies inside, edges allowed."""
        return (
            self.left <= other.left
            and self.top <= other.top
            and other.right <= self.right
            and other.bottom <= self.bottom
        )

    def grown(self, by: float) -> Box:
        """The same, larger by `by` on each side."""
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)


def is_near(box: Box, bounds: Bounds) -> bool:
    """Whether a box in degrees touches the bounds."""
    west, south, east, north = bounds
    return not (box.right < west or box.left > east or box.bottom < south or box.top > north)


def around(line: Line) -> Box:
    """The smallest box around at least one point."""
    xs, ys = [x for x, _ in line], [y for _, y in line]
    return Box(min(xs), min(ys), max(xs), max(ys))


@dataclass(frozen=True, slots=True)
class Shapes:
    """Rings of areas, and lines; each with the box around it. Points are in degrees."""

    rings: tuple[tuple[Box, Line], ...]
    lines: tuple[tuple[Box, Line], ...]


def thinned(line: Line, step: float) -> list[Point]:
    """`line` without the points that lie nearer than `step` (along an axis) to the last one kept.

    Its two ends stay. No point moves further than the drawing can show, and the time is linear
    whatever the line is.
    """
    kept = list(line[:1])
    u, v = kept[0] if kept else (0.0, 0.0)
    for x, y in line[1:-1]:
        if abs(x - u) >= step or abs(y - v) >= step:
            u, v = x, y
            kept.append((x, y))
    return kept + list(line[1:][-1:])


def clip_ring(ring: Line, box: Box) -> list[Point]:
    """The part of an area inside `box`: a ring, without its first point again at the end.

    After I. E. Sutherland and G. W. Hodgman, Reentrant polygon clipping (Communications of the
    ACM 17, 1974). Parts that the box divides stay joined along its edges, where they have no area:
    fill what comes out, but draw the border with `clip_line`.
    """
    points = list(ring[:-1]) if len(ring) > 1 and ring[0] == ring[-1] else list(ring)
    for axis, edge, sign in (
        (0, box.left, 1),
        (0, box.right, -1),
        (1, box.top, 1),
        (1, box.bottom, -1),
    ):
        points = list(_half(points, axis, edge, sign))
    return points


def _half(points: list[Point], axis: int, edge: float, sign: int) -> Iterator[Point]:
    """The part of a ring on one side of a line: where `sign` × (coordinate - `edge`) ≥ 0."""
    inside = [(point[axis] - edge) * sign >= 0 for point in points]
    if all(inside):
        yield from points
    elif any(inside):
        for k, here in enumerate(points):
            if inside[k] != inside[k - 1]:
                yield _crossing(points[k - 1], here, axis, edge)
            if inside[k]:
                yield here


def _crossing(a: Point, b: Point, axis: int, edge: float) -> Point:
    """Where a–b crosses the line: its other coordinate never leaves the stretch between them."""
    other = 1 - axis
    share = (edge - a[axis]) / (b[axis] - a[axis])
    low, high = sorted((a[other], b[other]))
    along = min(max(a[other] + (b[other] - a[other]) * share, low), high)
    return (edge, along) if axis == 0 else (along, edge)


def clip_line(line: Line, box: Box) -> list[list[Point]]:
    """The parts of a line inside `box`, in order (Y.-D. Liang and B. A. Barsky, A new concept and
    method for line clipping, ACM Transactions on Graphics 3, 1984, for each segment)."""
    parts: list[list[Point]] = []
    left, top, right, bottom = box
    for a, b in pairwise(line):
        # Of a long coast nearly all lies beyond one edge, both ends of each segment.
        if (
            (a[0] < left and b[0] < left)
            or (a[0] > right and b[0] > right)
            or (a[1] < top and b[1] < top)
            or (a[1] > bottom and b[1] > bottom)
        ):
            continue
        inside = clip_segment(a, b, box)
        if inside is None:
            continue
        if parts and parts[-1][-1] == inside[0] and a == inside[0]:
            parts[-1].append(inside[1])
        else:
            parts.append(list(inside))
    return parts


def clip_segment(a: Point, b: Point, box: Box) -> tuple[Point, Point] | None:
    """The part of a–b inside `box`; None where there is none. An end inside stays as it is."""
    enter, leave = 0.0, 1.0
    for delta, low, high in (
        (b[0] - a[0], box.left - a[0], box.right - a[0]),
        (b[1] - a[1], box.top - a[1], box.bottom - a[1]),
    ):
        if delta == 0:
            if low > 0 or high < 0:
                return None
            continue
        first, last = (low / delta, high / delta) if delta > 0 else (high / delta, low / delta)
        enter, leave = max(enter, first), min(leave, last)
    if enter > leave:
        return None
    start = a if enter == 0 else _within(_at(a, b, enter), box)
    return start, b if leave == 1 else _within(_at(a, b, leave), box)


def _at(a: Point, b: Point, share: float) -> Point:
    return a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share


def _within(point: Point, box: Box) -> Point:
    """The point, brought back where rounding put it outside."""
    return min(max(point[0], box.left), box.right), min(max(point[1], box.top), box.bottom)


def without(line: Line, boxes: Iterable[Box]) -> list[Line]:
    """The parts of a line outside all the boxes."""
    parts: list[Line] = [line]
    extent = around(line)
    for box in boxes:
        if box.meets(extent.grown(0.1)):
            parts = [piece for part in parts for piece in _outside(part, box)]
    return parts


def _outside(line: Line, box: Box) -> Iterator[Line]:
    part: list[Point] = [line[0]]
    for a, b in pairwise(line):
        inside = clip_segment(a, b, box)
        if inside is None:
            part.append(b)
            continue
        if inside[0] != a:
            part.append(inside[0])
        if len(part) > 1:
            yield part
        part = [inside[1]]
        if inside[1] != b:
            part.append(b)
    if len(part) > 1:
        yield part


def area(ring: Line) -> float:
    """The area of a ring with a sign (the shoelace formula)."""
    pairs = zip(ring, [*ring[1:], *ring[:1]], strict=True)
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs) / 2


def spans(rings: Sequence[Line], y: float) -> list[tuple[float, float]]:
    """The stretches of the horizontal at `y` inside an area, from left to right (even-odd rule)."""
    found = sorted(x for ring in rings for x in _crossings(ring, y))
    return list(zip(found[::2], found[1::2], strict=False))


def _crossings(ring: Line, y: float) -> Iterator[float]:
    if not ring:
        return
    before_x, before = ring[-1]
    for x, v in ring:
        if (before > y) != (v > y):
            yield before_x + (x - before_x) * (y - before) / (v - before)
        before_x, before = x, v
