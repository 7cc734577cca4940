"""Many strings are found where a plain search for each finds them."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from edition.anchoring import search as anchoring_search
from edition.anchoring.search import Occurrences, Search

#: Few letters, so that strings repeat, overlap and are parts of one another; some of two bytes,
#: of three and of four.
LETTERS = "aab ’я字🌲\u0301"
TEXTS = st.text(LETTERS, max_size=60)
STRINGS = st.lists(st.text(LETTERS, min_size=1, max_size=6), max_size=12)


def plain(text: str, wanted: list[str]) -> list[tuple[str, int]]:
    return sorted(
        (words, at)
        for words in set(wanted)
        for at in range(len(text))
        if text.startswith(words, at)
    )


@given(TEXTS, STRINGS, st.integers(1, 9), st.integers(1, 9))
@example("aaaaaaaaaa", ["aa", "aaa", "a"], 3, 1)
def test_all_are_found_in_one_reading(text: str, wanted: list[str], stretch: int, batch: int):
    """However the text is cut into stretches, and the strings into batches."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(anchoring_search, "_FEW", 0)
        patch.setattr(anchoring_search, "_STRETCH", stretch)
        patch.setattr(anchoring_search, "_BATCH", batch)
        search = Search(wanted)
        for _ in range(2):
            assert sorted(search.met(text)) == plain(text, wanted)


@given(TEXTS, STRINGS)
def test_a_few_are_found_one_by_one(text: str, wanted: list[str]) -> None:
    assert sorted(Search(wanted).met(text)) == plain(text, wanted)


@given(TEXTS, STRINGS, st.integers(1, 5))
def test_places_are_in_order_and_no_more_than_asked_for(
    text: str, wanted: list[str], most: int
) -> None:
    found = Occurrences(text, iter(wanted), most)
    for words in wanted:
        assert found.of(words) == [at for _, at in plain(text, [words])][:most]


@pytest.mark.parametrize("count", [1, anchoring_search._FEW, anchoring_search._FEW + 1, 500])
def test_few_and_many(count: int) -> None:
    wanted = [f"<{k}>" for k in range(count)]
    text = "".join(reversed(wanted))
    assert sorted(Search(wanted).met(text)) == plain(text, wanted)


def test_what_cannot_stand_in_a_text_is_not_found_and_hides_nothing() -> None:
    wanted = ["", "\ud800", *(f"<{k}>" for k in range(100))]
    found = Occurrences("a <7> b <99>", wanted)
    assert [found.of(words) for words in ("", "\ud800", "<7>", "<99>")] == [[], [], [2], [8]]


def test_a_text_of_megabytes_is_read_across_the_seams() -> None:
    words = [f"w{k:06}" for k in range(400_000)]
    found = Occurrences(" ".join(words), words[::401])
    assert all(found.of(word) == [int(word[1:]) * 8] for word in words[::401])
