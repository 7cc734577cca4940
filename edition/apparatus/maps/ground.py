"""Ground: what lies under the letters of a map on the paper: water, areas and lines. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from edition.apparatus import svg
from edition.apparatus.maps.base import Base
from edition.apparatus.maps.geometry import (
    Box,
    Line,
    Point,
    Shapes,
    area,
    around,
    clip_line,
    clip_ring,
    is_near,
    spans,
    thinned,
    without,
)
from edition.apparatus.maps.ink import Ink
from edition.apparatus.maps.projection import Projection
from edition.apparatus.maps.style import (
    BORDER,
    BOUNDARY,
    COAST,
    RIVER,
    SEA,
    SHADE,
    SHORE,
    THIN,
    path_data,
)
from edition.model import Outline
from edition.model.dataclass import dataclass

#: Points nearer than this are one; an area below this is nothing, a lake no lake (square units).
_STEP, _SPECK, _POND = 0.5, 0.3, 5.0


@dataclass(frozen=True, slots=True)
class Area:
    """An outline on the paper: its rings cut for filling, its lines cut for drawing."""

    outline: Outline
    rings: list[list[Point]]
    lines: list[list[Point]]


class Ground:
    """The ground inside the neat line, the box `neat`."""

    def __init__(
        self,
        projection: Projection,
        neat: Box,
        base: Base,
        outlines: Sequence[tuple[Outline, Shapes]],
    ) -> None:
        self.projection, self.neat = projection, neat
        land = [self._on_paper(line) for line in self._near(base.world.rings)]
        self.land = list(cut(land, neat))
        self.coast = [part for ring in land for part in clip_line(ring, neat)]
        lakes = [self._on_paper(line) for line in self._near(base.details.lakes)]
        lakes = [ring for ring in lakes if abs(area(ring)) >= _POND and self.ashore(ring[0])]
        self.lakes = list(cut(lakes, neat))
        self.shores = [part for ring in lakes for part in clip_line(ring, neat)]
        self.areas = [self._area(outline, shapes) for outline, shapes in outlines]
        lines = (line for item in self.areas for line in item.lines)
        self.outlined = Ink(projection.paper, lines)
        self.boundaries = list(_apart(self._lines(base.world.lines), self.outlined))
        self.rivers = [
            part
            for line in self._near(base.details.rivers)
            for dry in self._ashore(self._on_paper(line), [(around(lake), lake) for lake in lakes])
            for part in clip_line(dry, neat)
        ]

    @property
    def lines(self) -> Iterator[list[Point]]:
        """The lines on which no label may lie."""
        yield from self.coast
        yield from self.shores
        yield from self.boundaries
        for item in self.areas:
            yield from item.lines

    @property
    def shaded(self) -> Iterator[list[Point]]:
        """The areas of the edition that have a tone."""
        for item in self.areas:
            if item.outline.shade:
                yield from item.rings

    def ashore(self, point: Point) -> bool:
        """Whether a point of the paper is on land."""
        x, y = point
        return any(left <= x <= right for left, right in spans(self.land, y))

    def rings(self, lines: Iterable[tuple[Box, Line]]) -> list[list[Point]]:
        """The rings of an area in degrees, as far as they are on the map."""
        return list(cut((self._on_paper(line) for line in self._near(lines)), self.neat))

    def drawn(self, breaks: Sequence[Box], hole: Box | None) -> Iterator[str]:
        """The ground as markup: the lines are broken where a label stands, which keeps it legible
        on paper of any color; nothing is drawn in the `hole`."""
        left, top, right, bottom = self.neat
        edge = [(left, top), (right, top), (right, bottom), (left, bottom)]
        yield _filled([edge, *self.land], SEA, hole)
        if self.lakes:
            yield _filled(self.lakes, SEA, hole)
        for item in self.areas:
            if item.outline.shade and item.rings:
                yield _filled(item.rings, SHADE, hole)
        broken = [*breaks, hole] if hole else breaks
        for lines, style in (
            (self.rivers, RIVER),
            (self.shores, SHORE),
            (self.coast, COAST),
            (self.boundaries, BOUNDARY),
            *((item.lines, BORDER if item.outline.shade else THIN) for item in self.areas),
        ):
            parts = [part for line in lines for part in without(line, broken)]
            if parts:
                yield svg.element("path", d=path_data(parts), **style)

    def _near(self, lines: Iterable[tuple[Box, Line]]) -> Iterator[Line]:
        """The lines whose boxes meet the map, in degrees still."""
        yield from (line for box, line in lines if is_near(box, self.projection.bounds))

    def _on_paper(self, line: Line) -> list[Point]:
        return thinned(self.projection.line(line), _STEP)

    def _lines(self, lines: Iterable[tuple[Box, Line]]) -> list[list[Point]]:
        return [
            part
            for line in self._near(lines)
            for part in clip_line(self._on_paper(line), self.neat)
        ]

    def _area(self, outline: Outline, shapes: Shapes) -> Area:
        rings = [self._on_paper(ring) for ring in self._near(shapes.rings)]
        lines = [part for ring in rings for part in clip_line(ring, self.neat)]
        return Area(outline, list(cut(rings, self.neat)), lines + self._lines(shapes.lines))

    def _ashore(
        self, river: list[Point], lakes: Sequence[tuple[Box, Line]]
    ) -> Iterator[list[Point]]:
        """The parts of a river between the lakes that are drawn, without its ends beyond the
        coast, which is drawn less exactly than rivers are."""
        first, last = 0, len(river)
        while first < last and self._at_sea(river[first]):
            first += 1
        while last > first and self._at_sea(river[last - 1]):
            last -= 1
        extent = around(river)
        near = [(box, lake) for box, lake in lakes if box.grown(1).meets(extent.grown(1))]
        for wet, part in groupby(river[first:last], lambda point: _in_any(point, near)):
            points = list(part)
            if not wet and len(points) > 1:
                yield points

    def _at_sea(self, point: Point) -> bool:
        left, top, right, bottom = self.neat
        on_map = left <= point[0] <= right and top <= point[1] <= bottom
        return on_map and not self.ashore(point)


def _in_any(point: Point, areas: Sequence[tuple[Box, Line]]) -> bool:
    x, y = point
    return any(
        box.left <= x <= box.right and left <= x <= right
        for box, ring in areas
        if box.top <= y <= box.bottom
        for left, right in spans([ring], y)
    )


def cut(rings: Iterable[Line], paper: Box) -> Iterator[list[Point]]:
    """The rings inside the paper, but for specks."""
    for ring in rings:
        part = clip_ring(ring, paper)
        if len(part) > 2 and abs(area(part)) >= _SPECK:
            yield part


def _filled(rings: Sequence[Line], style: dict[str, str | float], hole: Box | None) -> str:
    """Areas by the even-odd rule, by which those drawn twice are none: so the hole is cut."""
    twice = list(cut(rings, hole)) if hole else []
    return svg.element("path", d=path_data([*rings, *twice], closed=True), **style)


def _apart(lines: Iterable[list[Point]], outlines: Ink) -> Iterator[list[Point]]:
    """The lines without their stretches along an outline, which is drawn more exactly and stands
    for them: two lines a hair apart would look like a mistake."""
    for line in lines:
        part: list[Point] = []
        for point in line:
            near = outlines.within(Box(*point, *point).grown(2.5)) > 0
            if near and len(part) > 1:
                yield [*part, point]
            part = [point] if near else [*part, point]
        if len(part) > 1:
            yield part
