"""Words are held against one another in their order, in stretches of any size."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from edition.authoring.intake import words
from edition.authoring.intake.manuscript import Added, Call, Dropped, NoteText, Para

WORDS = st.lists(st.text("ab", min_size=1, max_size=3), max_size=30)


def cut(items: list[str], size: int) -> list[str]:
    """Words as stretches of `size` words each."""
    return [words.stretch(" ".join(items[k : k + size])) for k in range(0, len(items), size)]


@given(WORDS, st.integers(1, 5), st.integers(1, 5))
def test_the_same_words_are_the_same_however_they_are_cut(
    items: list[str], one: int, other: int
) -> None:
    assert words.lost(cut(items, one), cut(items, other), "a", "b") is None


@given(WORDS, WORDS, st.integers(1, 5), st.integers(1, 5))
def test_other_words_are_a_problem(
    items: list[str], others: list[str], one: int, other: int
) -> None:
    found = words.lost(cut(items, one), cut(others, other), "a", "b")
    assert (found is None) == (items == others)


def test_a_lost_word_is_shown_with_what_stands_before_it() -> None:
    found = words.lost(
        ["the weaver ", "sat at the loom "], ["the weaver sat the loom "], "a.docx", "b"
    )
    assert found and found.code == "import-lost-words"
    assert "word 4 " in found.message
    assert 'Behind "the weaver sat" the original has "at", and b "the"' in found.hint


def test_a_word_too_few_or_too_many_at_the_end() -> None:
    assert "nothing more" in str(words.lost(["a b "], ["a "], "x", "y"))
    assert "nothing more" in str(words.lost(["a "], ["a b "], "x", "y"))


def test_what_is_left_out_is_of_the_original_and_what_is_added_of_the_edition() -> None:
    note = NoteText("1", [Para(["a note"])])
    tree = [Para(["loom", Dropped("1", "", ""), Call("1"), " ", Added("“", "", ""), "so"]), note]
    assert "".join(words.of_original(tree)) == "loom1 so a note "
    assert "".join(words.of_original(tree, with_notes=False)) == "loom1 so "
    assert "".join(words.of_edition(tree)) == "loom “so "
    assert words.of_all(tree) == 4


def test_what_cannot_be_seen_is_no_part_of_a_word() -> None:
    assert words.split("lo\u00adom\u2060 \ufeffx\u00a0y") == ["loom", "x", "y"]
