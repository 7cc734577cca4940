"""Names on maps: none is lost, none lies on another without being called crowded."""

from __future__ import annotations

import time
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from edition.apparatus.maps.arealabels import in_area
from edition.apparatus.maps.geometry import Box, Point
from edition.apparatus.maps.labels import Label, LabelSheet, at_dot, dot_box

PAPER = Box(0, 0, 400, 300)
WHOLE = Box(100, 100, 300, 200)
AREA = [[(100.0, 100.0), (300.0, 100.0), (300.0, 200.0), (100.0, 200.0)]]
places = st.lists(
    st.tuples(
        st.tuples(st.floats(0, 400), st.floats(0, 300)),
        st.text("abc ABC", min_size=1, max_size=25).filter(str.strip),
    ),
    min_size=1,
    max_size=14,
)


def lettered(named: list[tuple[Point, str]]) -> tuple[LabelSheet, list[Label]]:
    sheet = LabelSheet(PAPER.grown(-3))
    sheet.taken += [dot_box(dot) for dot, _ in named]
    return sheet, [at_dot(sheet, dot, words) for dot, words in named]


@given(places)
def test_no_name_is_lost_and_none_overlaps_unsaid(named: list[tuple[Point, str]]) -> None:
    sheet, labels = lettered(named)
    for label, (_, words) in zip(labels, named, strict=True):
        assert "".join(label.lines).replace(" ", "") == words.replace(" ", "")
        assert label.crowded or sheet.frame.holds(label.box)
        assert label.crowded or not any(label.box.meets(dot_box(dot)) for dot, _ in named)
    for one, other in combinations(labels, 2):
        assert not one.box.meets(other.box) or one.crowded or other.crowded


@given(places)
def test_the_same_map_is_lettered_the_same(named: list[tuple[Point, str]]) -> None:
    assert lettered(named)[1] == lettered(named)[1]


def test_a_lonely_name_stands_to_the_right() -> None:
    _, (label,) = lettered([((100, 100), "Leeds")])
    assert label.anchor == "start" and label.box.left > 100
    assert label.box.top < 100 < label.box.bottom


def test_at_the_edge_a_name_stands_inside() -> None:
    _, (label,) = lettered([((396, 150), "Leeds")])
    assert label.anchor == "end" and label.box.right < 396


def test_a_line_that_is_drawn_is_avoided() -> None:
    sheet = LabelSheet(PAPER.grown(-3))
    sheet.draw([[(115.0, 0.0), (115.0, 300.0)]])
    label = at_dot(sheet, (100, 100), "Leeds")
    assert sheet.inked(label.box) == 0 and label.anchor == "end"


def test_a_dot_among_names_gets_a_leader_line() -> None:
    sheet = LabelSheet(PAPER.grown(-3))
    sheet.taken.append(dot_box((200, 150)))
    for x, y in ((16, 0), (-16, 0), (8, 8), (8, -8), (-8, 8), (-8, -8)):
        sheet.taken.append(Box(200 + x, 150 + y, 200 + x, 150 + y).grown(1))
    label = at_dot(sheet, (200, 150), "Leeds")
    assert label.leader and not label.crowded
    assert label.leader[0] == (200, 150)


def test_without_any_room_a_name_is_put_and_called_crowded() -> None:
    sheet = LabelSheet(PAPER.grown(-3), taken=[PAPER])
    label = at_dot(sheet, (200, 150), "Leeds")
    assert label.crowded and label.lines == ("Leeds",)
    assert sheet.frame.holds(label.box)


def test_a_long_name_is_set_in_lines() -> None:
    _, (label,) = lettered([((200, 150), "The most noble and ancient town of Leeds on the Aire")])
    assert len(label.lines) > 1 and not label.crowded
    assert label.baselines == sorted(label.baselines)


def test_an_area_is_named_inside_it() -> None:
    sheet = LabelSheet(PAPER.grown(-3))
    label = in_area(sheet, AREA, WHOLE, "Riding", roomy=True)
    assert label and label.lines == ("RIDING",) and WHOLE.holds(label.box)
    assert label.x == 200


def test_an_area_keeps_room_for_the_names_of_its_places() -> None:
    sheet = LabelSheet(PAPER.grown(-3), taken=[dot_box((200, 150))])
    label = in_area(sheet, AREA, WHOLE, "Riding", roomy=True)
    assert label and not label.box.grown(5).meets(dot_box((200, 150)))


def test_a_small_area_is_named_beside_it() -> None:
    sheet = LabelSheet(PAPER.grown(-3))
    small = Box(200, 150, 206, 156)
    ring = [[(200.0, 150.0), (206.0, 150.0), (206.0, 156.0), (200.0, 156.0)]]
    sheet.draw([[*ring[0], ring[0][0]]])
    assert in_area(sheet, ring, small, "Riding", roomy=True) is None
    label = in_area(sheet, ring, small, "Riding", roomy=False)
    assert label and not label.box.meets(small)


def test_an_area_without_room_has_no_name() -> None:
    sheet = LabelSheet(PAPER.grown(-3), taken=[PAPER])
    assert in_area(sheet, AREA, WHOLE, "Riding", roomy=False) is None


def test_sixty_names_on_one_spot_are_set_in_no_time() -> None:
    start = time.process_time()
    _, labels = lettered([((200.0, 150.0), f"Place {k}") for k in range(60)])
    assert len(labels) == 60
    assert time.process_time() - start < 2
