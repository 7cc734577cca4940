"""Map labels: finds a place for each name on a map, so that no two overlap. Pure geometry.

In: dots and areas on the paper with their words. Out: where each label goes. The order of what
goes in decides; the same map is always lettered the same way. A name is never lost: where no
free place is left, it is put where it covers least, and said to be crowded.

The eight places around a dot, and why the right-hand ones come first: E. Imhof, Positioning Names
on Maps (The American Cartographer 2, 1975).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from edition.apparatus.maps.geometry import Box, Line, Point, clip_segment
from edition.typography import textwidth

#: The radius of a dot.
DOT = 2.2
#: The room between the letters of an area's name, where there is more of it and where less.
SPACINGS = (1.4, 0.6)
#: What it costs an area's name to go across the border rather than beside the area.
ACROSS = 8
#: From the baseline up to the capitals and down to the descenders, in sizes; from line to line.
_UP, _DOWN, _LEADING = 0.68, 0.26, 1.08
#: The widest line of a name, as a share of the map's width.
_WIDEST = 0.42
#: The side of the squares by which drawn lines are told; what covering one costs, and at most.
_CELL, _INK, _MOST = 3.0, 2, 8
#: The rows in which an area is searched for room, and how many of its stretches in each.
ROWS, WIDEST_SPANS = 17, 6
#: (right, down) of the eight places, the best first.
_AROUND = ((1, 0), (1, -1), (1, 1), (-1, 0), (-1, -1), (-1, 1), (0, -1), (0, 1))
#: How far a label may stand from its dot at the end of a leader line.
_LEADERS = (16, 24, 34, 46, 60, 80, 104, 132)
_ANCHORS = {1: "start", 0: "middle", -1: "end"}


@dataclass(frozen=True, slots=True)
class Type:
    """How a map is lettered: the sizes of names, of areas' names and of the scale, in the units of
    the drawing; how many CSS pixels a unit is; by how much wider than the edition's type it is."""

    name: float
    area: float
    scale: float
    zoom: float = 1.0
    slack: float = 1.0

    def width(self, words: str, size: float) -> float:
        """The width of the words."""
        return textwidth.width(words, size) * self.slack


TEXT = Type(11.0, 8.0, 9.0)


@dataclass(frozen=True, slots=True)
class Label:
    """Words on the map: `box` is the room that they take, `anchor` the side from which they are
    set, `baseline` that of the first line; `leader` leads from the dot to a label that stands
    apart."""

    lines: tuple[str, ...]
    box: Box
    anchor: str
    size: float
    spacing: float = 0.0
    leader: tuple[Point, Point] | None = None
    crowded: bool = False

    @property
    def x(self) -> float:
        """Where the lines are anchored."""
        if self.anchor == "middle":
            return (self.box.left + self.box.right) / 2
        return self.box.left if self.anchor == "start" else self.box.right

    @property
    def baselines(self) -> list[float]:
        """The baseline of each line."""
        first = self.box.top + _UP * self.size
        return [first + k * _LEADING * self.size for k in range(len(self.lines))]


@dataclass(slots=True)
class LabelSheet:
    """The paper, and what stands on it already: boxes that no label may meet, leader lines that
    none may cross, and the squares that a drawn line passes."""

    frame: Box
    type: Type = TEXT
    taken: list[Box] = field(default_factory=list)
    leaders: list[tuple[Point, Point]] = field(default_factory=list)
    ink: set[tuple[int, int]] = field(default_factory=set)

    def draw(self, lines: Iterable[Line]) -> None:
        """Note the squares that the lines pass."""
        for line in lines:
            for (x, y), (u, v) in pairwise(line):
                steps = 1 + int(max(abs(u - x), abs(v - y)) / _CELL)
                for k in range(steps + 1):
                    across, down = x + (u - x) * k / steps, y + (v - y) * k / steps
                    self.ink.add((int(across // _CELL), int(down // _CELL)))

    def inked(self, box: Box) -> int:
        """How many squares with a line the box covers."""
        columns = range(int(box.left // _CELL), int(box.right // _CELL) + 1)
        rows = range(int(box.top // _CELL), int(box.bottom // _CELL) + 1)
        return sum((x, y) in self.ink for x in columns for y in rows)

    def free(self, box: Box) -> bool:
        """Whether a label may stand in `box`."""
        return (
            self.frame.holds(box)
            and not any(box.meets(other) for other in self.taken)
            and not any(clip_segment(a, b, box) for a, b in self.leaders)
        )

    def covered(self, box: Box) -> float:
        """How much of what is taken the box covers, and how much of it leaves the paper."""
        width, height = box.right - box.left, box.bottom - box.top
        return width * height - _common(box, self.frame) + sum(_common(box, o) for o in self.taken)

    def put(self, label: Label) -> Label:
        """The label, its room taken."""
        self.taken.append(label.box)
        if label.leader:
            self.leaders.append(label.leader)
        return label


def _common(a: Box, b: Box) -> float:
    width = min(a.right, b.right) - max(a.left, b.left)
    height = min(a.bottom, b.bottom) - max(a.top, b.top)
    return max(width, 0) * max(height, 0)


# ── dots ────────────────────────────────────────────────────────────────────────────────────


def dot_box(dot: Point) -> Box:
    """The room of a dot."""
    return Box(*dot, *dot).grown(DOT + 0.4)


def at_dot(sheet: LabelSheet, dot: Point, words: str) -> Label:
    """The label of a dot, put on the sheet: beside it, else at the end of a leader line, else
    where it covers least. The dots must be on the sheet already."""
    room = _WIDEST * (sheet.frame.right - sheet.frame.left)
    size, type_ = sheet.type.name, sheet.type
    lines = tuple(textwidth.lines(words, size * type_.slack, room))
    width = max(type_.width(line, size) for line in lines)
    height = height_of(len(lines), size)
    beside = [
        Label(lines, _beside(dot, width, height, right, down), _ANCHORS[right], size)
        for right, down in _AROUND
    ]
    free = [
        (rank + min(_INK * sheet.inked(label.box), _MOST), rank)
        for rank, label in enumerate(beside)
        if sheet.free(label.box)
    ]
    if free:
        return sheet.put(beside[min(free)[1]])
    for label in _led(dot, lines, size, width, height):
        if sheet.free(label.box) and label.leader and _clear(sheet, dot, label.leader):
            return sheet.put(label)
    pushed = [_pushed(label, sheet.frame) for label in beside]
    return sheet.put(min(pushed, key=lambda label: sheet.covered(label.box)))


def height_of(lines: int, size: float) -> float:
    return size * (_UP + _DOWN + _LEADING * (lines - 1))


def _beside(dot: Point, width: float, height: float, right: int, down: int) -> Box:
    x, y = dot
    gap = DOT + 2.2 if not down else DOT + 0.6
    left = x + gap if right > 0 else x - gap - width if right < 0 else x - width / 2
    # Level with the dot is level with the middle of the small letters, not of the box.
    top = y + gap if down > 0 else y - gap - height if down < 0 else y - height / 2 + 0.2
    return Box(left, top, left + width, top + height)


def _led(
    dot: Point, lines: tuple[str, ...], size: float, width: float, height: float
) -> Iterator[Label]:
    """Labels further and further from the dot, each with a line that leads to it."""
    x, y = dot
    for radius in _LEADERS:
        for k in range(16):
            # From the upper right round, which is where most coasts and lines leave room.
            angle = math.pi * (k - 1) / 8
            end = x + radius * math.cos(angle), y + radius * math.sin(angle)
            right = 1 if end[0] >= x else -1
            left = end[0] + 1 if right > 0 else end[0] - 1 - width
            top = end[1] - height / 2
            box = Box(left, top, left + width, top + height)
            yield Label(lines, box, _ANCHORS[right], size, leader=(dot, end))


def _clear(sheet: LabelSheet, dot: Point, leader: tuple[Point, Point]) -> bool:
    """Whether the leader line crosses nothing but its own dot."""
    own = dot_box(dot)
    return not any(clip_segment(*leader, box) for box in sheet.taken if box != own) and not any(
        _cross(leader, other) for other in sheet.leaders
    )


def _cross(a: tuple[Point, Point], b: tuple[Point, Point]) -> bool:
    def side(p: Point, q: Point, r: Point) -> float:
        return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])

    apart = side(*a, b[0]) * side(*a, b[1]), side(*b, a[0]) * side(*b, a[1])
    return apart[0] < 0 and apart[1] < 0


def _pushed(label: Label, frame: Box) -> Label:
    """The label moved into the frame, as far as it fits, and marked as crowded."""
    left, top, right, bottom = label.box
    x = max(min(0, frame.right - right), frame.left - left)
    y = max(min(0, frame.bottom - bottom), frame.top - top)
    box = Box(left + x, top + y, right + x, bottom + y)
    return Label(label.lines, box, label.anchor, label.size, crowded=True)


# ── areas ───────────────────────────────────────────────────────────────────────────────────
