"""Ink: where the lines of a map run, told by squares, so that letters keep off them. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import accumulate, pairwise
from operator import add

from edition.apparatus.maps.geometry import Box, Line, Point

#: The side of the squares.
_CELL = 3.0


class Ink:
    """Lines on the paper."""

    def __init__(self, paper: Box, lines: Iterable[Line]) -> None:
        self._columns = int(paper.right // _CELL) + 2
        self._rows = int(paper.bottom // _CELL) + 2
        rows = [bytearray(self._columns + 1) for _ in range(self._rows)]
        for line in lines:
            for x, y in _passed(line):
                rows[y][x + 1] = 1
        sums = [0] * (self._columns + 1)
        self._sums = [sums]  # Summed-area table: of the squares left of and above each corner.
        for row in rows:
            sums = list(map(add, accumulate(row), sums))
            self._sums.append(sums)

    def within(self, box: Box) -> int:
        """How many squares with a line the box touches."""
        left, right = self._across(box.left), self._across(box.right) + 1
        top, bottom = self._down(box.top), self._down(box.bottom) + 1
        above, below = self._sums[top], self._sums[bottom]
        return below[right] - below[left] - above[right] + above[left]

    def between(self, a: Point, b: Point) -> bool:
        """Whether a line runs between two points, or through one of them."""
        return any(
            self.within(Box(x * _CELL, y * _CELL, x * _CELL, y * _CELL))
            for x, y in set(_passed((a, b)))
        )

    def _across(self, x: float) -> int:
        return min(max(int(x // _CELL), 0), self._columns - 1)

    def _down(self, y: float) -> int:
        return min(max(int(y // _CELL), 0), self._rows - 1)


def _passed(line: Line) -> Iterator[tuple[int, int]]:
    """The squares that a line on the paper passes."""
    for (x, y), (u, v) in pairwise(line):
        steps = 1 + int(max(abs(u - x), abs(v - y)) / _CELL * 1.5)
        across, down = (u - x) / steps / _CELL, (v - y) / steps / _CELL
        x, y = x / _CELL, y / _CELL
        for k in range(steps + 1):
            yield int(x + across * k), int(y + down * k)
