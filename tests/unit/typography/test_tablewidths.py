"""A table is set in smaller type, then divided, and only then is a word broken."""

from __future__ import annotations

from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition.typography.tablewidths import CALL, Column, Setting, Type, column, setting

FACE = Type(0.92, 0.7)
ROOM = 28.0  # rem: a page of A5


def columns(*words: str) -> list[Column]:
    return [column([(word, 0)]) for word in words]


def test_one_that_fits_is_left_alone() -> None:
    assert setting(columns("Year", "Mill", "Hands"), ROOM, FACE) == Setting(0.92, 1.3)


def test_the_space_shrinks_before_the_type_and_the_type_before_it_is_divided() -> None:
    wide = [Column(4.0, 4.0)] * 6
    assert setting(wide, 28.0, FACE) == Setting(0.92, 1.28)
    tight, small = setting(wide, 26.0, FACE), setting(wide, 22.0, FACE)
    assert tight.size == 0.92 and 0.7 <= tight.gap < 1.3
    assert (small.gap, small.lines) == (0.7, ()) and 0.7 <= small.size < 0.92
    assert setting(wide, 19.0, FACE).lines == ((1, 2, 3), (4, 5))


def test_no_type_is_smaller_in_large_print() -> None:
    assert setting([Column(4.0, 4.0)] * 6, 24.0, Type(1.0, 1.0)).lines


def test_a_word_is_broken_only_where_it_is_wider_than_the_page() -> None:
    assert setting(columns("a", "x" * 40), ROOM, FACE).broken == 0
    found = setting(columns("a", "x" * 99), ROOM, FACE)
    assert found.lines == () and 0 < found.broken < column([("x" * 99, 0)]).word
    assert setting([Column(30.0, 30.0)], 8.0, FACE).broken > 0


@pytest.mark.parametrize(
    ("words", "longest"),
    [
        ("of the well-known mill", "known"),
        ("3-4 a", "3-4"),
        ("a b\u00a0c", "b\u00a0c"),
        ("中文字", "中"),
        ("", ""),
    ],
)
def test_a_line_ends_where_a_typesetter_may_end_it(words: str, longest: str) -> None:
    assert column([(words, 0)]).word == pytest.approx(column([(longest, 0)]).cell)


def test_a_call_and_another_face_take_room() -> None:
    assert column([("mill", 2)]).word == pytest.approx(column([("mill", 0)]).word + 2 * CALL)
    assert column([("mill", 0)], "sans").word > 1.2 * column([("mill", 0)]).word


WIDTHS = st.floats(0, 60)


@given(
    st.lists(st.tuples(WIDTHS, WIDTHS), min_size=1, max_size=12),
    st.floats(8, 60),
    st.sampled_from([FACE, Type(1.0, 1.0), Type(1.0, 0.85, 1.1, 0.5)]),
)
def test_what_is_set_fits(pairs: list, room: float, face: Type) -> None:
    given_columns = [Column(min(pair), max(pair)) for pair in pairs]
    found = setting(given_columns, room, face)
    assert face.least <= found.size <= face.largest
    assert face.least_gap - 0.01 <= found.gap <= face.widest_gap
    rest = range(1, len(pairs))
    lines = found.lines or (tuple(rest),)
    assert list(chain.from_iterable(lines)) == list(rest)  # each column once, in its order
    if len(pairs) == 1 or (found.size, found.gap) == (face.least, face.least_gap):
        return  # nothing narrower can be had
    most = found.broken or float("inf")
    widths = [min(item.word, most) for item in given_columns]
    for line in lines:
        wide = widths[0] + sum(widths[at] + found.gap for at in line)
        assert wide * found.size <= room * 1.001
