"""Area labels: where the name of an area goes: inside it, or beside it; and that of a sea, a region
or a river at a point. Pure."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from heapq import nlargest
from itertools import islice
from typing import TypeAlias

from edition.apparatus.maps.geometry import Box, Line, Point, spans
from edition.apparatus.maps.labels import LabelSheet, led_from
from edition.apparatus.maps.lettering import PLACE, SUBJECT, Label, Lettering, Words, ways

#: The rows in which an area is searched for room, and how many of its stretches in each.
_ROWS, _SPANS = 17, 4
#: How far from its point a name may stand, in heights of its letters, and the widest line, as a
#: share of the map's width.
_AWAY, _WIDEST = 4, 0.6
#: How far the line to a small area's name ends from all dots and names.
_CLEAR = 4.0
#: How many ends are tried for that line.
_STARTS = 8


#: Whether a label may stand in a box.
Allowed: TypeAlias = Callable[[Box], bool]


def anywhere(_: Box) -> bool:
    """No place is refused."""
    return True


def off(rings: Sequence[Line]) -> Allowed:
    """All places but those that touch the areas."""

    def fits(box: Box) -> bool:
        levels = (box.top, (box.top + box.bottom) / 2, box.bottom)
        return not any(
            left < box.right and right > box.left
            for ring in rings
            for y in levels
            for left, right in spans([ring], y)
        )

    return fits


def in_area(
    sheet: LabelSheet,
    rings: Sequence[Line],
    whole: Box,
    name: str,
    lettering: Lettering = SUBJECT,
    allowed: Allowed = anywhere,
) -> Label | None:
    """The label of an area, wholly inside it, put on the sheet; None where there is no room.
    `whole` is the box around the area; `allowed` may refuse a place."""
    for words in _ways(sheet, name, lettering):
        if words.width > whole.right - whole.left or words.height > whole.bottom - whole.top:
            continue
        for x, y in _inside(rings, whole, words):
            label = words.label(x, y)
            if sheet.free(label.box.grown(1)) and allowed(label.box):
                return _put(sheet, label)
    return None


def beside_area(
    sheet: LabelSheet, whole: Box, name: str, lettering: Lettering = SUBJECT
) -> Label | None:
    """The label of an area or a line, close to it, put on the sheet; None where there is no room.
    `whole` is the box around it, or around a point of it."""
    for words in _ways(sheet, name, lettering):
        for x, y in _outside(whole, words):
            label = words.label(x, y)
            if sheet.free(label.box):
                return _put(sheet, label)
    return None


def at_point(
    sheet: LabelSheet,
    point: Point,
    name: str,
    lettering: Lettering,
    allowed: Allowed = anywhere,
    *,
    apart: bool = False,
) -> Label | None:
    """The label of what has a point for its middle, put on the sheet there or a little off, where
    that is `allowed`; None where there is no room. Unless the name may stand `apart`, no line is
    between it and the point."""
    for words in _ways(sheet, name, lettering):
        for x, y in _near(point, words):
            label = words.label(x, y)
            near = apart or not sheet.parted(point, _middle(label.box))
            if near and sheet.free(label.box) and allowed(label.box):
                return _put(sheet, label)
    return None


def led(
    sheet: LabelSheet,
    rings: Sequence[Line],
    point: Point,
    name: str,
    lettering: Lettering,
    allowed: Allowed = anywhere,
) -> Label | None:
    """The label of a small area, put on the sheet beside it where that is `allowed`, with a line
    that leads from a point of it: `point`, or one close by. None where there is no room."""
    named = list(_ways(sheet, name, lettering))
    for start in islice(_starts(sheet, rings, point), _STARTS):
        label = led_from(sheet, start, named, allowed)
        if label:
            return _put(sheet, label)
    return None


def _starts(sheet: LabelSheet, rings: Sequence[Line], point: Point) -> Iterator[Point]:
    """Points of a small area where a line to its name can end, the nearest to `point` first."""
    (dot, *_) = ways(".", PLACE, sheet.type, sheet.type.area / 2, math.inf)
    for x, y in _near(point, dot):
        start = x + dot.width / 2, y + dot.height / 2
        taken = any(box.meets(Box(*start, *start).grown(_CLEAR)) for box in sheet.taken)
        if not taken and _inside_of(rings, start) and not sheet.parted(point, start):
            yield start


def number_in(sheet: LabelSheet, rings: Sequence[Line], point: Point, number: int) -> Label | None:
    """A number of the key in an area, or at a point, put on the sheet; None where there is no
    room."""
    (words, *_) = ways(str(number), PLACE, sheet.type, sheet.type.area, math.inf)
    found = [words.label(x, y) for x, y in _near(point, words)]
    inside = [label for label in found if _inside_of(rings, _middle(label.box))]
    for may in (sheet.free, sheet.unlined):
        for label in inside:
            if may(label.box):
                return _put(sheet, replace(label, numbered=True))
    return None


def _middle(box: Box) -> Point:
    return (box.left + box.right) / 2, (box.top + box.bottom) / 2


def _inside_of(rings: Sequence[Line], point: Point) -> bool:
    """Whether a point is in an area; it is in one whose rings nobody knows."""
    return not rings or any(left <= point[0] <= right for left, right in spans(rings, point[1]))


def _put(sheet: LabelSheet, label: Label) -> Label:
    sheet.put(label)
    # Capitals with a name close above or below would read as one label.
    sheet.taken.append(label.box.grown(2))
    return label


def _ways(sheet: LabelSheet, name: str, lettering: Lettering) -> Iterator[Words]:
    room = _WIDEST * (sheet.frame.right - sheet.frame.left)
    return ways(name, lettering, sheet.type, sheet.type.area * lettering.larger, room)


def _inside(rings: Sequence[Line], whole: Box, words: Words) -> list[Point]:
    """Where a label fits in an area, near the middle first: its upper left corners."""
    width, height = words.width, words.height
    middle = (whole.left + whole.right) / 2, (whole.top + whole.bottom) / 2
    found = []
    for row in range(1, _ROWS):
        y = whole.top + (whole.bottom - whole.top) * row / _ROWS
        levels = [spans(rings, y + part * height) for part in (-0.5, 0, 0.5)]
        for left, right in nlargest(_SPANS, levels[1], key=lambda span: span[1] - span[0]):
            room = right - left - width - 4
            if room < 0:
                continue
            for share in (0.5, 0.25, 0.75, 0, 1):
                x = left + 2 + room * share
                if all(_holds(level, x - 1, x + width + 1) for level in levels):
                    away = math.dist(middle, (x + width / 2, y))
                    found.append((away, (x, y - height / 2)))
    return [corner for _, corner in sorted(found)]


def _holds(level: list[tuple[float, float]], left: float, right: float) -> bool:
    """Whether one of the spans, which are in order and apart, holds the stretch."""
    k = bisect_right(level, (left, math.inf)) - 1
    return k >= 0 and right <= level[k][1]


def _outside(whole: Box, words: Words) -> Iterable[Point]:
    """Rooms right, left, above and below the area, and at its corners."""
    x = (whole.left + whole.right - words.width) / 2
    y = (whole.top + whole.bottom - words.height) / 2
    right, left = whole.right + 4, whole.left - words.width - 4
    above, below = whole.top - words.height - 3, whole.bottom + 3
    return (
        (right, y),
        (left, y),
        (x, above),
        (x, below),
        (right, above),
        (right, below),
        (left, above),
        (left, below),
    )


def _near(point: Point, words: Words) -> list[Point]:
    """Rooms around a point, the nearest first."""
    step = words.height / 2
    corner = point[0] - words.width / 2, point[1] - step
    moves = [
        (across * max(words.width / 6, step), down * step)
        for across in range(-4, 5)
        for down in range(-_AWAY * 2, _AWAY * 2 + 1)
    ]
    moves.sort(key=lambda move: (math.hypot(*move), move))
    return [(corner[0] + x, corner[1] + y) for x, y in moves]
