"""Area labels: where the name of an area goes: inside it, across its border, or beside it. Pure."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from heapq import nlargest

from edition.apparatus.maps.geometry import Box, Line, spans
from edition.apparatus.maps.labels import (
    ACROSS,
    ROWS,
    SPACINGS,
    WIDEST_SPANS,
    Label,
    LabelSheet,
    height_of,
)


def area_words(words: str) -> str:
    """An area's name as it is lettered: in capitals."""
    return words.upper()


def in_area(
    sheet: LabelSheet, rings: Sequence[Line], whole: Box, words: str, *, roomy: bool
) -> Label | None:
    """The label of an area, put on the sheet; None where there is no room. `whole` is the box
    around the area, or around the point that a line is named at.

    `roomy`: only wholly inside, and so far from the dots that these keep room for their names.
    Else also across the border, or close to it.
    """
    words, size = area_words(words), sheet.type.area
    height, apart = height_of(1, size), sheet.type.name / 2
    found: list[tuple[int, int, Label]] = []
    for spacing in SPACINGS:
        width = sheet.type.width(words, size) + spacing * len(words)
        inside = _inside(rings, whole, width, height)
        boxes = [(0 if fits else ACROSS, box) for fits, box in inside if fits or not roomy]
        boxes += [] if roomy else enumerate(_outside(whole, width, height))
        for rank, box in boxes:
            wanted = Box(box.left, box.top - apart, box.right, box.bottom + apart)
            if sheet.free(wanted if roomy else box):
                label = Label((words,), box, "middle", size, spacing)
                found.append((rank + sheet.inked(box), len(found), label))
    if not found:
        return None
    label = sheet.put(min(found)[2])
    # Capitals with a name close above or below would read as one label.
    sheet.taken.append(label.box.grown(2))
    return label


def _inside(
    rings: Sequence[Line], whole: Box, width: float, height: float
) -> list[tuple[bool, Box]]:
    """Rooms for a label in an area, and whether it fits: these first, near the middle first."""
    middle = (whole.left + whole.right) / 2, (whole.top + whole.bottom) / 2
    found = []
    for row in range(1, ROWS):
        y = whole.top + (whole.bottom - whole.top) * row / ROWS
        levels = [spans(rings, y + part * height) for part in (-0.5, 0, 0.5)]
        for left, right in nlargest(WIDEST_SPANS, levels[1], key=lambda span: span[1] - span[0]):
            for x in dict.fromkeys(
                ((left + right) / 2, left + width / 2 + 2, right - width / 2 - 2)
            ):
                box = Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)
                fits = all(_holds(level, box.left - 1, box.right + 1) for level in levels)
                if fits or left <= x <= right:
                    found.append((not fits, math.dist(middle, (x, y)), box))
    return [(not across, box) for across, _, box in sorted(found)]


def _holds(level: list[tuple[float, float]], left: float, right: float) -> bool:
    """Whether one of the spans, which are in order and apart, holds the stretch."""
    k = bisect_right(level, (left, math.inf)) - 1
    return k >= 0 and right <= level[k][1]


def _outside(whole: Box, width: float, height: float) -> list[Box]:
    """Rooms right, left, above and below the area, and at its corners."""
    x, y = (whole.left + whole.right - width) / 2, (whole.top + whole.bottom - height) / 2
    right, left = whole.right + 4, whole.left - width - 4
    above, below = whole.top - height - 3, whole.bottom + 3
    corners = (
        (right, y),
        (left, y),
        (x, above),
        (x, below),
        (right, above),
        (right, below),
        (left, above),
        (left, below),
    )
    return [Box(left, top, left + width, top + height) for left, top in corners]
