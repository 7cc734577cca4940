"""Projection and clipping: nothing leaves the paper, and nothing grows."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition.apparatus.maps.geometry import (
    Box,
    Point,
    area,
    clip_line,
    clip_ring,
    spans,
    thinned,
    without,
)
from edition.apparatus.maps.projection import KM_PER_DEGREE, Projection, nice
from edition.model import Bounds

numbers = st.floats(-1000, 1000, allow_nan=False).map(lambda value: round(value, 3))
points = st.tuples(numbers, numbers)
lines = st.lists(points, min_size=2, max_size=40)
boxes = st.tuples(numbers, numbers, st.floats(0.5, 500), st.floats(0.5, 500)).map(
    lambda v: Box(v[0], v[1], v[0] + v[2], v[1] + v[3])
)


@st.composite
def stars(draw: st.DrawFn) -> list[Point]:
    """A simple polygon: points around a middle, each at a distance of its own."""
    x, y = draw(points)
    far = draw(st.lists(st.floats(1, 400), min_size=3, max_size=30))
    turn = 2 * math.pi / len(far)
    return [(x + r * math.cos(k * turn), y + r * math.sin(k * turn)) for k, r in enumerate(far)]


def holds(box: Box, point: Point) -> bool:
    return box.holds(Box(*point, *point))


@given(lines, boxes)
def test_a_clipped_area_lies_inside(ring: list[Point], box: Box) -> None:
    assert all(holds(box, point) for point in clip_ring(ring, box))


@given(stars(), boxes)
def test_a_clipped_area_never_grows(ring: list[Point], box: Box) -> None:
    whole, part = abs(area(ring)), abs(area(clip_ring(ring, box)))
    room = (box.right - box.left) * (box.bottom - box.top)
    assert part <= whole + 1e-6 * (1 + whole)
    assert part <= room + 1e-6 * (1 + room)


@given(stars())
def test_what_lies_inside_stays_as_it_is(ring: list[Point]) -> None:
    wide = Box(-2000, -2000, 2000, 2000)
    assert clip_ring(ring, wide) == ring
    assert clip_ring([*ring, ring[0]], wide) == ring
    assert clip_line(ring, wide) == [ring]


@given(stars(), boxes)
def test_the_two_halves_are_the_whole(ring: list[Point], box: Box) -> None:
    middle = (box.left + box.right) / 2
    left, right = box._replace(right=middle), box._replace(left=middle)
    halves = sum(abs(area(clip_ring(ring, half))) for half in (left, right))
    assert halves == pytest.approx(abs(area(clip_ring(ring, box))), rel=1e-6, abs=1e-3)


def test_a_box_inside_an_area_is_filled() -> None:
    ring = [(-9.0, -9.0), (9.0, -9.0), (9.0, 9.0), (-9.0, 9.0)]
    assert abs(area(clip_ring(ring, Box(0, 0, 2, 3)))) == 6


@given(lines, boxes)
def test_a_clipped_line_lies_inside_and_never_grows(line: list[Point], box: Box) -> None:
    parts = clip_line(line, box)
    assert all(len(part) > 1 and all(holds(box, point) for point in part) for part in parts)
    assert length(parts) <= length([line]) + 1e-6


def length(parts: list[list[Point]]) -> float:
    return sum(math.dist(a, b) for p in parts for a, b in pairwise(p))


def test_a_line_that_leaves_and_comes_back_has_two_parts() -> None:
    line = [(1.0, 1.0), (1.0, 9.0), (3.0, 9.0), (3.0, 1.0)]
    assert clip_line(line, Box(0, 0, 4, 4)) == [[(1.0, 1.0), (1.0, 4.0)], [(3.0, 4.0), (3.0, 1.0)]]


@given(lines, st.floats(0.1, 50))
def test_thinning_keeps_the_ends_and_moves_nothing_far(line: list[Point], step: float) -> None:
    kept = thinned(line, step)
    assert (kept[0], kept[-1]) == (line[0], line[-1])
    assert all(
        any(abs(x - u) < step + 1e-9 and abs(y - v) < step + 1e-9 for u, v in kept) for x, y in line
    )


def test_thinning_takes_short_lines() -> None:
    assert thinned([], 1) == []
    assert thinned([(0, 0)], 1) == [(0, 0)]
    assert thinned([(0, 0), (0, 0)], 1) == [(0, 0), (0, 0)]


def test_spans_are_the_inside_of_a_ring_with_a_hole() -> None:
    rings = [[(0, 0), (10, 0), (10, 10), (0, 10)], [(4, 4), (6, 4), (6, 6), (4, 6)]]
    assert spans(rings, 5) == [(0, 4), (6, 10)]
    assert spans(rings, 2) == [(0, 10)]
    assert spans(rings, 11) == []


def test_the_scale_is_true_on_the_middle_latitude() -> None:
    projection = Projection.fitting(Bounds(40, 42, 50, 46), 400, 400)
    west, east = projection.point(44, 44), projection.point(45, 44)
    km = KM_PER_DEGREE * math.cos(math.radians(44))
    assert east[0] - west[0] == pytest.approx(km * projection.km)
    assert projection.point(44, 43)[1] - west[1] == pytest.approx(KM_PER_DEGREE * projection.km)
    assert abs(KM_PER_DEGREE - 111.195) < 0.001


@given(st.floats(-179, 170), st.floats(-80, 70), st.floats(0.2, 10), st.floats(0.2, 10))
def test_a_map_fits_its_room_and_fills_it(
    west: float, south: float, wide: float, high: float
) -> None:
    paper = Projection.fitting(Bounds(west, south, west + wide, south + high), 400, 300).paper
    assert paper.right <= 400 + 1e-6 and paper.bottom <= 300 + 1e-6
    assert paper.right >= 400 - 1e-6 or paper.bottom >= 300 - 1e-6


@given(st.floats(1e-6, 1e7))
def test_a_nice_number_is_the_largest_below(limit: float) -> None:
    found = nice(limit)
    assert found <= limit < found * 2.51
    assert f"{found:e}"[0] in "125"


def test_a_line_is_broken_at_boxes() -> None:
    line = [(0.0, 5.0), (10.0, 5.0), (10.0, 20.0)]
    boxes = [Box(2, 4, 4, 6), Box(8, 8, 12, 12)]
    assert without(line, boxes) == [
        [(0.0, 5.0), (2.0, 5.0)],
        [(4.0, 5.0), (10.0, 5.0), (10.0, 8.0)],
        [(10.0, 12.0), (10.0, 20.0)],
    ]
    assert without(line, [Box(-1, -1, 30, 30)]) == []
    assert without(line, [Box(50, 50, 60, 60)]) == [line]
