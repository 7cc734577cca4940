"""Names on maps: none is lost, none lies on another or on a line without being said to."""

from __future__ import annotations

import time
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from edition.apparatus.maps.arealabels import at_point, beside_area, in_area, led, number_in, off
from edition.apparatus.maps.geometry import Box, Point
from edition.apparatus.maps.ink import Ink
from edition.apparatus.maps.labels import LabelSheet, at_dots, dot_box, number_at
from edition.apparatus.maps.lettering import KINDS, SUBJECT, Label

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


def sheet_with(*lines: list[Point], taken: tuple[Box, ...] = ()) -> LabelSheet:
    return LabelSheet(PAPER.grown(-3), taken=[*taken], hard=Ink(PAPER, lines))


def lettered(named: list[tuple[Point, str]]) -> tuple[LabelSheet, list[Label]]:
    sheet = sheet_with(taken=tuple(dot_box(dot) for dot, _ in named))
    return sheet, at_dots(sheet, [dot for dot, _ in named], [words for _, words in named])


@given(places)
def test_no_name_is_lost_and_none_overlaps_unsaid(named: list[tuple[Point, str]]) -> None:
    sheet, labels = lettered(named)
    numbers = iter(range(1, len(named) + 1))
    for label, (_, words) in zip(labels, named, strict=True):
        shown = "".join(label.lines).replace(" ", "")
        assert shown == (str(next(numbers)) if label.numbered else words.replace(" ", ""))
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


def test_a_name_never_stands_on_a_line() -> None:
    sheet = sheet_with([(115.0, 0.0), (115.0, 300.0)])
    (label,) = at_dots(sheet, [(100, 100)], ["Leeds"])
    assert label and not sheet.lined(label.box) and label.anchor == "end"
    grid = [[(float(x), 0.0), (float(x), 300.0)] for x in range(0, 400, 9)]
    (label,) = at_dots(sheet_with(*grid), [(100, 100)], ["Leeds"])
    assert label.numbered and label.lines == ("1",)
    (label,) = at_dots(sheet_with(*grid), [(100, 100)], ["Leeds"], 5)
    assert label.lines == ("5",)


def test_a_river_gives_way_where_nothing_else_does() -> None:
    sheet = sheet_with(taken=(dot_box((100, 100)),))
    sheet.soft = Ink(PAPER, [[(104.0, 96.0), (160.0, 96.0)]])
    (label,) = at_dots(sheet, [(100, 100)], ["Leeds"])
    assert label and sheet.broken(label.box) == 0 and label.leader is None
    sheet = sheet_with(taken=(dot_box((100, 100)),))
    sheet.soft = Ink(PAPER, [[(0.0, float(y)), (400.0, float(y))] for y in range(0, 300, 5)])
    (label,) = at_dots(sheet, [(100, 100)], ["Leeds"])
    assert label and label.lines == ("Leeds",)


def test_a_dot_among_names_gets_a_leader_line() -> None:
    around = ((16, 0), (-16, 0), (8, 8), (8, -8), (-8, 8), (-8, -8))
    boxes = [Box(200 + x, 150 + y, 200 + x, 150 + y).grown(1) for x, y in around]
    sheet = sheet_with(taken=(dot_box((200, 150)), *boxes))
    (label,) = at_dots(sheet, [(200, 150)], ["Leeds"])
    assert label and label.leader and label.leader[0] == (200, 150)


def test_without_any_room_a_number_is_put_and_called_crowded() -> None:
    sheet = sheet_with(taken=(PAPER,))
    (label,) = at_dots(sheet, [(200, 150)], ["Leeds"])
    assert label.crowded and label.lines == ("1",)
    assert sheet.frame.holds(label.box)


def test_a_number_breaks_a_line_before_it_covers_a_name() -> None:
    grid = [[(float(x), 0.0), (float(x), 300.0)] for x in range(0, 400, 3)]
    label = number_at(sheet_with(*grid), (200, 150), 7)
    assert not label.crowded and label.lines == ("7",)


def test_those_that_found_no_room_are_tried_first() -> None:
    # Room for one of the names right of both, and for "Os" left of its own as well.
    named = [((200.0, 100.0), "Os"), ((200.0, 112.0), "Leeds")]
    _, labels = lettered(named)
    assert [label.lines for label in labels] == [("Os",), ("Leeds",)]


def test_a_long_name_is_set_in_lines() -> None:
    _, (label,) = lettered([((200, 150), "The most noble and ancient town of Leeds on the Aire")])
    assert len(label.lines) > 1 and not label.crowded
    assert label.baselines == sorted(label.baselines)


def test_no_word_of_a_name_is_broken_to_save_room() -> None:
    sheet = sheet_with([(160.0, 0.0), (160.0, 300.0)], taken=(dot_box((100, 100)),))
    (label,) = at_dots(sheet, [(100, 100)], ["Krasnodar"])
    assert label and label.lines == ("Krasnodar",)


# ── areas ───────────────────────────────────────────────────────────────────────────────────


def test_an_area_is_named_inside_it() -> None:
    label = in_area(sheet_with(), AREA, WHOLE, "Riding")
    assert label and label.lines == ("RIDING",) and WHOLE.holds(label.box)
    assert label.x == 200 and label.spacing == SUBJECT.spacings[0]


def test_a_name_of_an_area_keeps_off_dots_lines_and_what_is_refused() -> None:
    label = in_area(sheet_with(taken=(dot_box((200, 150)),)), AREA, WHOLE, "Riding")
    assert label and not label.box.meets(dot_box((200, 150)))
    sheet = sheet_with([(100.0, 150.0), (300.0, 150.0)])
    label = in_area(sheet, AREA, WHOLE, "Riding")
    assert label and not sheet.lined(label.box)
    left = [[(100.0, 100.0), (210.0, 100.0), (210.0, 200.0), (100.0, 200.0)]]
    label = in_area(sheet_with(), AREA, WHOLE, "Riding", allowed=off(left))
    assert label and label.box.left >= 210
    assert in_area(sheet_with(), AREA, WHOLE, "Riding", allowed=off(AREA)) is None


def test_the_name_of_a_small_area_stands_beside_it_with_a_line() -> None:
    ring = [(200.0, 150.0), (212.0, 150.0), (212.0, 162.0), (200.0, 162.0)]
    sheet = sheet_with([*ring, ring[0]])
    assert in_area(sheet, [ring], Box(200, 150, 212, 162), "Riding") is None
    label = led(sheet, [ring], (206, 156), "Riding", SUBJECT)
    assert label and label.leader and not sheet.lined(label.box)
    assert Box(200, 150, 212, 162).holds(Box(*label.leader[0], *label.leader[0]))


def test_the_name_of_a_line_stands_beside_it() -> None:
    label = beside_area(sheet_with(), Box(200, 150, 206, 156), "Road")
    assert label and not label.box.meets(Box(200, 150, 206, 156))


def test_a_region_is_not_named_across_a_border() -> None:
    border = [(200.0, 0.0), (200.0, 300.0)]
    label = at_point(sheet_with(border), (190, 150), "Riding", KINDS["region"])
    assert label and label.box.right < 200
    full = sheet_with(border, taken=(Box(0, 0, 200, 300),))
    assert at_point(full, (196, 150), "Riding", KINDS["region"]) is None
    assert at_point(full, (196, 150), "Pennines", KINDS["mountains"], apart=True)


def test_an_area_without_room_has_a_number_or_nothing() -> None:
    sheet = sheet_with(taken=(PAPER,))
    assert in_area(sheet, AREA, WHOLE, "Riding") is None
    assert led(sheet, AREA, (200, 150), "Riding", SUBJECT) is None
    assert number_in(sheet, AREA, (200, 150), 3) is None
    label = number_in(sheet_with(), AREA, (200, 150), 3)
    assert label and label.lines == ("3",) and WHOLE.holds(label.box)


def test_letters_that_join_are_not_set_apart_and_lose_no_case() -> None:
    label = in_area(sheet_with(), AREA, WHOLE, "بحر قزوين", KINDS["sea"])
    assert label and label.spacing == 0


def test_sixty_names_on_one_spot_are_set_in_no_time() -> None:
    start = time.process_time()
    _, labels = lettered([((200.0, 150.0), f"Place {k}") for k in range(60)])
    assert len(labels) == 60
    assert time.process_time() - start < 8
