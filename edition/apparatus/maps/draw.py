"""Draw: draws a locator map as SVG. Pure: degrees, words and shapes in, one drawing out.

A reader should see at once where a place lies, on paper and on a phone, in black and in gray.
Everything is drawn in the color of the text, lighter or darker, so that a dark page turns it
round; an area of the edition has a border and a tone, never a color alone. All boundaries are
drawn in one style, and no line says whose it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from functools import partial

from edition.apparatus import svg
from edition.apparatus.maps import arealabels, inset, labels, naming
from edition.apparatus.maps.base import Base
from edition.apparatus.maps.checks import shown_on
from edition.apparatus.maps.drawing import Drawing
from edition.apparatus.maps.geometry import Box, Point, Shapes, around
from edition.apparatus.maps.ground import Area, Ground
from edition.apparatus.maps.ink import Ink
from edition.apparatus.maps.labels import DOT, LabelSheet
from edition.apparatus.maps.lettering import KINDS, SUBJECT, Label, Lettering
from edition.apparatus.maps.projection import Projection
from edition.apparatus.maps.scalebar import ScaleBar
from edition.apparatus.maps.sizes import TEXT, WIDTH, Type
from edition.apparatus.maps.style import INK, LINE, lettered, path_data
from edition.languages.labels import Labels
from edition.model import IndexHeading, Map, MapName, Outline
from edition.model.dataclass import dataclass

#: From the frame to the neat line; from there to what stands in a corner; around a name, as far
#: as lines are broken for it.
_FRAME, _MARGIN, _HALO = 3.0, 5.0, 1.0


def draw(
    map_: Map,
    places: Sequence[IndexHeading],
    base: Base,
    outlines: Sequence[tuple[Outline, Shapes]],
    label: Labels,
    lettered: Type = TEXT,
) -> Drawing:
    """The map: `places` are those on it, `base` what the builder knows around it, `outlines` its
    own in order with what is in their files, `label` the words that the builder prints.

    A name for which there is no room has a number, and the drawing a `key`.
    """
    return _MapDrawing(map_, base, outlines, label, lettered).drawing(places)


@dataclass(slots=True)
class _Set:
    """What has been lettered: labels, the key, and names that found no room at all."""

    labels: list[Label] = field(default_factory=list)
    key: list[str] = field(default_factory=list)
    crowded: list[str] = field(default_factory=list)

    def add(self, name: str, label: Label | None) -> None:
        if label:
            self.labels.append(label)
        if label and label.numbered:
            self.key.append(name)
        if label is None or label.crowded:
            self.crowded.append(name)


class _MapDrawing:
    def __init__(
        self,
        map_: Map,
        base: Base,
        outlines: Sequence[tuple[Outline, Shapes]],
        label: Labels,
        type_: Type,
    ) -> None:
        self.map, self.base, self.label = map_, base, label
        self.projection = Projection.fitting(map_.bounds, WIDTH, type_.high)
        self.paper = self.projection.paper
        neat = self.paper.grown(-_FRAME)
        self.ground = Ground(self.projection, neat, base, outlines)
        self.sheet = LabelSheet(
            neat.grown(-2),
            type_,
            hard=Ink(self.paper, self.ground.lines),
            soft=Ink(self.paper, self.ground.rivers),
        )
        self.bar = ScaleBar.of(self.projection, label, type_)
        self.named = naming.areas(base, self.ground, label.language)
        self.set = _Set()

    def drawing(self, places: Sequence[IndexHeading]) -> Drawing:
        dots = [self._dot(place) for place in places]
        self.sheet.taken += [labels.dot_box(dot) for dot in dots]
        kept = [
            *dots,
            *(self._point(item.at.longitude, item.at.latitude) for item in self.map.names),
        ]
        hole = self._inset_box(kept)
        scale = self._scale_box(kept)
        self._letter(places, dots)
        found = self.set
        return Drawing(
            paint=partial(self._painted, hole, scale, dots),
            width=round(self.paper.right, 2),
            height=round(self.paper.bottom, 2),
            words=self._words(places),
            places=shown_on(self.map, places),
            crowded=tuple(found.crowded),
            absent=tuple(
                k for k, item in enumerate(self.ground.areas) if not item.lines + item.rings
            ),
            key=tuple(found.key),
            unused=tuple(self._unused()),
            labels=tuple(found.labels),
        )

    def _painted(self, hole: Box | None, scale: Box | None, dots: Sequence[Point]) -> str:
        """The drawing, with room for what is lettered."""
        found = self.set
        width, height = round(self.paper.right, 2), round(self.paper.bottom, 2)
        breaks = [item.box.grown(_HALO) for item in found.labels]
        content = [
            *self.ground.drawn([*breaks, *([scale] if scale else [])], hole),
            *self._in_corners(hole, scale),
            *(
                svg.element("path", d=path_data([item.leader]), **LINE, stroke_width=0.4)
                for item in found.labels
                if item.leader
            ),
            *(svg.element("circle", cx=x, cy=y, r=DOT, **INK) for x, y in dots),
            *map(lettered, found.labels),
            _frame(self.paper, 1.0),
            _frame(self.ground.neat, 0.35),
        ]
        about = f"{self.map.alt} {self.label['map-north'].replace('{}', self.bar.words)}"
        id = f"drawing-map-{self.map.id}"
        return svg.drawing(id, self.map.title, about, width, height, content, self.sheet.type.zoom)

    # ── names ───────────────────────────────────────────────────────────────────────────────

    def _letter(self, places: Sequence[IndexHeading], dots: Sequence[Point]) -> None:
        """All names: first those that have to stand at a point, then areas of the edition where
        they have room inside, places, and the rest."""
        for declared in self.map.names:
            if declared.kind == "place":
                self._name_point(declared)
        late = [item for item in self.ground.areas if not self._name_inside(item)]
        names = [place.name for place in places]
        number = len(self.set.key) + 1
        made = labels.at_dots(self.sheet, dots, names, number)
        for name, label in zip(names, made, strict=True):
            self.set.add(name, label)
        for item in late:
            self._name_area(item)
        for declared in self.map.names:
            if declared.kind != "place":
                self._name_point(declared)
        taken = {item.casefold() for item in (*self.map.without, *names, *self._declared())}
        wanted = (item for item in self.named if item.name.casefold() not in taken)
        self.set.labels += naming.set_names(self.sheet, self.base, self.ground, wanted)

    def _name_inside(self, item: Area) -> bool:
        """Whether an outline needs no label any more."""
        name = item.outline.label
        if not name or not item.lines:
            return True
        points = [point for ring in item.rings for point in ring]
        if not points:
            return False
        # Room above and below is left for the names of its places.
        label = arealabels.in_area(
            self.sheet, item.rings, around(points), name, _lettering(item.outline)
        )
        if label:
            self.set.add(name, label)
        return label is not None

    def _name_area(self, item: Area) -> None:
        name = item.outline.label
        longest = max(item.lines, key=len)
        point = longest[len(longest) // 2]
        lettering = _lettering(item.outline)
        if item.rings:
            whole = around(max(item.rings, key=len))
            point = (whole.left + whole.right) / 2, (whole.top + whole.bottom) / 2
            others = [ring for ring in self.ground.shaded if ring not in item.rings]
            off = arealabels.off(others)
            label = arealabels.led(self.sheet, item.rings, point, name, lettering, off)
        else:
            label = arealabels.beside_area(self.sheet, around([point]), name, lettering)
        if label:
            self.set.add(name, label)
        else:
            self._number(name, item.rings, point)

    def _name_point(self, item: MapName) -> None:
        point = self._point(item.at.longitude, item.at.latitude)
        lettering, apart = KINDS[item.kind], item.kind in ("mountains", "river")
        here = Box(*point, *point).grown(0.1)
        off = arealabels.off([ring for ring in self.ground.shaded if arealabels.off([ring])(here)])
        label = arealabels.at_point(self.sheet, point, item.name, lettering, off, apart=apart)
        if label is None and not apart:
            label = arealabels.led(self.sheet, [], point, item.name, lettering, off)
        if label:
            self.set.add(item.name, label)
        else:
            self._number(item.name, [], point)

    def _number(self, name: str, rings: list[list[Point]], point: Point) -> None:
        label = arealabels.number_in(self.sheet, rings, point, len(self.set.key) + 1)
        self.set.add(name, label)

    def _declared(self) -> list[str]:
        return [item.label for item in self.map.outlines] + [item.name for item in self.map.names]

    def _unused(self) -> list[str]:
        known = {item.name.casefold() for item in self.named}
        return [name for name in self.map.without if name.casefold() not in known]

    def _words(self, places: Sequence[IndexHeading]) -> str:
        names = [*self._declared(), *(item.name for item in self.named)]
        return " ".join(
            (
                self.map.title,
                *(place.name for place in places),
                *names,
                *(name.upper() for name in names),
                *(item.provenance for item in self.map.outlines),
            )
        )

    def _dot(self, place: IndexHeading) -> Point:
        if place.coordinates is None:
            raise ValueError(f"{place.id} has no coordinates")
        return self._point(place.coordinates.longitude, place.coordinates.latitude)

    def _point(self, longitude: float, latitude: float) -> Point:
        return self.projection.point(longitude, latitude)

    # ── corners ─────────────────────────────────────────────────────────────────────────────

    def _inset_box(self, kept: Sequence[Point]) -> Box | None:
        """The room of the inset, in the corner where it hides the least; None where each corner
        has a place, or where the inset would not help."""
        bounds = inset.around(self.map.bounds)
        if not self.map.inset or not bounds:
            return None
        wide, high = inset.size(self.paper, bounds)
        room = 2 * self.sheet.type.name
        free = [
            box
            for box in self._corners(wide, high, 0.0)
            if wide and not any(box.grown(room).holds(Box(*point, *point)) for point in kept)
        ]
        if not free:
            return None
        box = min(free, key=lambda box: (self.ground.outlined.within(box), self.sheet.lined(box)))
        self.sheet.taken.append(box.grown(1))
        return box

    def _scale_box(self, kept: Sequence[Point]) -> Box | None:
        """The room of the scale bar, in the emptiest corner, else between two. A map that is
        narrower than the bar and its words has none."""
        bar = self.bar
        if bar.wide + 2 * (_FRAME + _MARGIN) > self.paper.right:
            return None

        def cost(box: Box) -> tuple[int, int, bool, int]:
            rooms = (box.grown(share * self.sheet.type.name) for share in (1.2, 2.4))
            close, near = (sum(room.holds(Box(*at, *at)) for at in kept) for room in rooms)
            return close, near, box not in corners, self.sheet.lined(box)

        corners = self._corners(bar.wide, bar.high, _MARGIN)
        left, right = corners[0].left, corners[1].left
        between = [
            Box(x, row.top, x + bar.wide, row.bottom)
            for row in (corners[0], corners[2])
            for x in (left + (right - left) * k / 6 for k in range(1, 6))
        ]
        boxes = [*corners, *between]
        free = [box for box in boxes if not any(box.meets(other) for other in self.sheet.taken)]
        box = min(free or boxes, key=cost)
        self.sheet.taken.append(box)
        return box

    def _corners(self, wide: float, high: float, margin: float) -> list[Box]:
        """Boxes in the corners, lower left first."""
        neat = self.ground.neat.grown(-margin)
        left, right, top, bottom = neat.left, neat.right - wide, neat.top, neat.bottom - high
        corners = ((left, bottom), (right, bottom), (left, top), (right, top))
        return [Box(x, y, x + wide, y + high) for x, y in corners]

    def _in_corners(self, hole: Box | None, scale: Box | None) -> list[str]:
        bounds = inset.around(self.map.bounds)
        shown: Sequence[str] = ()
        if hole and bounds:
            shown = inset.drawn(hole, bounds, self.map.bounds, self.base.around(bounds))
        return [*shown, *(self.bar.drawn(scale) if scale else ())]


def _lettering(outline: Outline) -> Lettering:
    return SUBJECT if outline.shade else KINDS["region"]


def _frame(box: Box, width: float) -> str:
    inner = box.grown(-width / 2)
    wide, high = inner.right - inner.left, inner.bottom - inner.top
    return svg.element(
        "rect", x=inner.left, y=inner.top, width=wide, height=high, **LINE, stroke_width=width
    )
