"""Draw: draws a locator map as SVG. Pure: degrees, words and shapes in, one drawing out.

A reader should see at once where a place lies, on paper and on a phone, in black and in grey.
Everything is drawn in the colour of the text, lighter or darker, so that a dark page turns it
round; an area of the edition has a border and a tone, never a colour alone. All boundaries are
drawn in one style, and no line says whose it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from edition.apparatus import svg
from edition.apparatus.maps import arealabels, labels
from edition.apparatus.maps.arealabels import area_words
from edition.apparatus.maps.geometry import (
    Box,
    Line,
    Point,
    Shapes,
    area,
    around,
    clip_line,
    clip_ring,
    thinned,
)
from edition.apparatus.maps.labels import DOT, TEXT, Label, LabelSheet, Type
from edition.apparatus.maps.projection import Projection, nice
from edition.apparatus.maps.style import (
    BORDER,
    BOUNDARY,
    COAST,
    INK,
    LINE,
    SEA,
    SHADE,
    THIN,
    lettered,
    path_data,
)
from edition.languages import cldr
from edition.languages.labels import Labels
from edition.model import IndexHeading, Map, Outline

#: The largest drawing in CSS pixels: the width of the printed page, and most of its height.
WIDTH, HEIGHT = 400.0, 440.0
#: The lettering of large print, at whose width a map is drawn: 18 points are 24 px, and its sans
#: serif is wider than the edition's type.
_ZOOM = 162 / 25.4 * 96 / WIDTH
LARGE = Type(24 / _ZOOM, 24 / _ZOOM, 24 / _ZOOM, zoom=_ZOOM, slack=1.24)
#: Points nearer than this are one; an area below this is nothing (square pixels).
_STEP, _SPECK = 0.5, 0.3
#: Around the scale bar, in CSS pixels.
_MARGIN = 7.0
#: More degrees of latitude than this, and the scale bar says where it is exact.
_WIDE = 20


@dataclass(frozen=True, slots=True)
class Drawing:
    """A map as drawn. `words` are what is printed of it beyond its caption, for the fonts;
    `places` the ids of those on it; `crowded` the names that could not be set without covering
    another; `absent` the numbers of the outlines that lie outside; `key` the names that numbers
    stand for, from 1."""

    svg: str
    width: float
    height: float
    words: str
    places: tuple[str, ...]
    crowded: tuple[str, ...]
    absent: tuple[int, ...]
    key: tuple[str, ...] = ()


def draw(
    map_: Map,
    places: Sequence[IndexHeading],
    world: Shapes,
    outlines: Sequence[tuple[Outline, Shapes]],
    label: Labels,
    lettered: Type = TEXT,
) -> Drawing:
    """The map: `places` are those on it, `outlines` its own in order with what is in their files,
    `label` the words that the builder prints.

    Where large letters leave no room for a name, all places have numbers, and the drawing a `key`.
    """
    found = _MapDrawing(map_, world, outlines, label, lettered).drawing(places)
    if found.crowded and lettered is not TEXT:
        return _MapDrawing(map_, world, outlines, label, lettered).drawing(places, numbered=True)
    return found


@dataclass(frozen=True, slots=True)
class _Area:
    """An outline on the paper: its rings cut for filling, its lines cut for drawing."""

    outline: Outline
    rings: list[list[Point]]
    lines: list[list[Point]]


class _MapDrawing:
    def __init__(
        self,
        map_: Map,
        world: Shapes,
        outlines: Sequence[tuple[Outline, Shapes]],
        label: Labels,
        lettered: Type,
    ) -> None:
        self.map = map_
        self.type = lettered
        self.label = label
        self.projection = Projection.fitting(map_.bounds, WIDTH, HEIGHT)
        self.paper = self.projection.paper
        land = [self._on_paper(line) for line in self._near(world.rings)]
        self.land = list(_cut(land, self.paper))
        self.coast = [part for ring in land for part in clip_line(ring, self.paper)]
        self.areas = [self._area(outline, shapes) for outline, shapes in outlines]
        self.named: dict[int, Label] = {}
        self.sheet = LabelSheet(self.paper.grown(-3), lettered)
        self.sheet.draw(line for item in self.areas for line in item.lines)
        self.boundaries = list(self._apart(self._lines(world.lines)))
        self.sheet.draw([*self.coast, *self.boundaries])

    # ── on the paper ────────────────────────────────────────────────────────────────────────

    def _near(self, lines: Iterable[tuple[Box, Line]]) -> Iterator[Line]:
        """The lines whose boxes meet the map, in degrees still."""
        west, south, east, north = self.map.bounds
        for box, line in lines:
            if not (box.right < west or box.left > east or box.bottom < south or box.top > north):
                yield line

    def _on_paper(self, line: Line) -> list[Point]:
        return thinned(self.projection.line(line), _STEP)

    def _lines(self, lines: Iterable[tuple[Box, Line]]) -> list[list[Point]]:
        return [
            part
            for line in self._near(lines)
            for part in clip_line(self._on_paper(line), self.paper)
        ]

    def _apart(self, lines: Iterable[list[Point]]) -> Iterator[list[Point]]:
        """The lines without their stretches along an outline, which is drawn more exactly and
        stands for them: two lines a hair apart would look like a mistake."""
        for line in lines:
            part: list[Point] = []
            for point in line:
                near = self.sheet.inked(Box(*point, *point).grown(2.5)) > 0
                if near and len(part) > 1:
                    yield [*part, point]
                part = [point] if near else [*part, point]
            if len(part) > 1:
                yield part

    def _area(self, outline: Outline, shapes: Shapes) -> _Area:
        rings = [self._on_paper(ring) for ring in self._near(shapes.rings)]
        lines = [part for ring in rings for part in clip_line(ring, self.paper)]
        return _Area(outline, list(_cut(rings, self.paper)), lines + self._lines(shapes.lines))

    # ── the drawing ─────────────────────────────────────────────────────────────────────────

    def drawing(self, places: Sequence[IndexHeading], numbered: bool = False) -> Drawing:
        dots = [self._dot(place) for place in places]
        self.sheet.taken += [labels.dot_box(dot) for dot in dots]
        scale, words = self._scale(dots)
        self._name_areas(roomy=True)
        names = [
            labels.at_dot(self.sheet, dot, str(number) if numbered else place.name)
            for number, (dot, place) in enumerate(zip(dots, places, strict=True), 1)
        ]
        self._name_areas(roomy=False)
        missing = [
            k
            for k, item in enumerate(self.areas)
            if item.outline.label and item.lines and k not in self.named
        ]
        content = [
            *self._ground(),
            *scale,
            *(
                svg.element("path", d=path_data([item.leader]), **LINE, stroke_width=0.4)
                for item in names
                if item.leader
            ),
            *(svg.element("circle", cx=x, cy=y, r=DOT, **INK) for x, y in dots),
            *(lettered(item) for item in (*self.named.values(), *names)),
            svg.element(
                "rect",
                x=0.4,
                y=0.4,
                width=self.paper.right - 0.8,
                height=self.paper.bottom - 0.8,
                **LINE,
                stroke_width=0.8,
            ),
        ]
        about = f"{self.map.alt} {self.label['map-north'].replace('{}', words)}"
        width, height = round(self.paper.right, 2), round(self.paper.bottom, 2)
        id = f"drawing-map-{self.map.id}"
        crowded = [place.name for place, item in zip(places, names, strict=True) if item.crowded]
        return Drawing(
            svg=svg.drawing(id, self.map.title, about, width, height, content, self.type.zoom),
            width=width,
            height=height,
            words=self._words(places),
            places=tuple(place.id for place in places),
            crowded=(*crowded, *(self.areas[k].outline.label for k in missing)),
            absent=tuple(k for k, item in enumerate(self.areas) if not item.lines + item.rings),
            key=tuple(place.name for place in places) if numbered else (),
        )

    def _words(self, places: Sequence[IndexHeading]) -> str:
        outlines = self.map.outlines
        return " ".join(
            (
                self.map.title,
                *(place.name for place in places),
                *(words for item in outlines for words in (item.label, area_words(item.label))),
                *(item.provenance for item in outlines),
            )
        )

    def _dot(self, place: IndexHeading) -> Point:
        if place.coordinates is None:
            raise ValueError(f"{place.id} has no coordinates")
        return self.projection.point(place.coordinates.longitude, place.coordinates.latitude)

    def _ground(self) -> Iterator[str]:
        """The sea, the tones of the areas, and the lines over them."""
        edge = [(0.0, 0.0), (self.paper.right, 0.0), self.paper[2:], (0.0, self.paper.bottom)]
        yield svg.element("path", d=path_data([edge, *self.land], closed=True), **SEA)
        for item in self.areas:
            if item.outline.shade and item.rings:
                yield svg.element("path", d=path_data(item.rings, closed=True), **SHADE)
        for lines, style in (
            (self.coast, COAST),
            (self.boundaries, BOUNDARY),
            *((item.lines, BORDER if item.outline.shade else THIN) for item in self.areas),
        ):
            if lines:
                yield svg.element("path", d=path_data(lines), **style)

    def _name_areas(self, *, roomy: bool) -> None:
        """Letter the outlines that have no label yet and find room for one."""
        for k, item in enumerate(self.areas):
            if not item.outline.label or not item.lines or k in self.named:
                continue
            longest = max(item.lines, key=len)
            point = longest[len(longest) // 2]
            box = around([p for ring in item.rings for p in ring] or [point])
            label = arealabels.in_area(self.sheet, item.rings, box, item.outline.label, roomy=roomy)
            if label:
                self.named[k] = label

    # ── the scale ───────────────────────────────────────────────────────────────────────────

    def _scale(self, dots: Sequence[Point]) -> tuple[list[str], str]:
        """The scale bar in the emptiest corner, its room taken; and how long it is, in words. A
        map that is narrower than the bar and its words has none."""
        km = nice(0.3 * self.paper.right / self.projection.km)
        length = km * self.projection.km
        number, unit = (km, "km") if km >= 1 else (km * 1000, "m")
        shown = cldr.number(self.label.printed_language, round(number))
        words = f"{shown if number == round(number) else f'{number:g}'} {self.label[unit]}"
        bounds = self.map.bounds
        shown = words
        if bounds.north - bounds.south > _WIDE:
            middle = (bounds.south + bounds.north) / 2
            where = self.label["north-latitude" if middle >= 0 else "south-latitude"]
            shown = f"{words}, {where.replace('{}', f'{abs(middle):.0f}')}"
        size = self.type.scale
        wide = max(length, self.type.width(shown, size))
        if wide + 2 * _MARGIN > self.paper.right:
            return [], words
        box = self._corner(wide, size + 6, dots)
        self.sheet.taken.append(box)
        left, line = box.left + 1 + (wide - length) / 2, box.bottom - 2
        bar = [(left, line - 2.4), (left, line), (left + length, line), (left + length, line - 2.4)]
        text = svg.element(
            "text",
            svg.text(shown),
            x=left + length / 2,
            y=line - 4.2,
            text_anchor="middle",
            font_size=size,
            **INK,
        )
        return [svg.element("path", d=path_data([bar]), **LINE, stroke_width=0.7), text], words

    def _corner(self, length: float, high: float, dots: Sequence[Point]) -> Box:
        """Where the bar covers the fewest dots, then the fewest lines; lower left if equal."""
        wide = length + 2
        left, right = _MARGIN, self.paper.right - _MARGIN - wide
        top, bottom = _MARGIN, self.paper.bottom - _MARGIN - high
        boxes = [
            Box(x, y, x + wide, y + high)
            for x, y in ((left, bottom), (right, bottom), (left, top), (right, top))
        ]

        def cost(box: Box) -> tuple[int, int]:
            around_it = box.grown(2 * self.type.name)
            near = sum(around_it.holds(Box(*dot, *dot)) for dot in dots)
            return near, self.sheet.inked(box)

        return min(boxes, key=cost)


def _cut(rings: Iterable[Line], paper: Box) -> Iterator[list[Point]]:
    """The rings inside the paper, but for specks."""
    for ring in rings:
        part = clip_ring(ring, paper)
        if len(part) > 2 and abs(area(part)) >= _SPECK:
            yield part
