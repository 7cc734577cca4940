"""Following words from one version of a text to another."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edition.authoring.rebase.align import align, letters
from edition.authoring.rebase.moves import Fate, Mover
from edition.model import Span

OLD = (
    "It was on the 1st of May that the weaver's loom stood still. She threw the shuttle twice, "
    "and went to the window to look at the mill across the canal. To-morrow, she said, the "
    "mediaeval bell will ring again; to-day it is dumb. The foreman shewed her the broken belt "
    "and wrote the hour into his note-book, as he did whenever anything in the shed went wrong. "
    "Nobody in our street had ever seen a king, but everybody had an opinion of him.\n"
)


def moved(new: str, words: str, old: str = OLD):
    """The move of `words`, and the words of the new text that it leads to."""
    mover = Mover(align(old, new))
    at = old.index(words)
    move = mover.move(Span(at, at + len(words)))
    return move, mover.words(move.new, new=True)


@pytest.mark.parametrize(
    ("change", "words", "fate", "found"),
    [
        ({}, "She threw the shuttle", Fate.SAME, "She threw the shuttle"),
        ({"To-morrow": "Tomorrow"}, "To-morrow", Fate.SAME, "Tomorrow"),
        ({"note-book": "note book"}, "his note-book,", Fate.SAME, "his note book,"),
        ({"weaver's": "weaver’s"}, "weaver's loom", Fate.SAME, "weaver’s loom"),
        ({"mediaeval": "medieval"}, "mediaeval bell", Fate.RESPELLED, "medieval bell"),
        ({"shewed": "showed"}, "shewed", Fate.RESPELLED, "showed"),
        ({"mediaeval": "mediæval"}, "mediaeval", Fate.SAME, "mediæval"),
        ({"1st of May": "2nd of May"}, "the 1st of May", Fate.DOUBTFUL, "the 2nd of May"),
        (
            {"threw": "never threw"},
            "She threw the shuttle",
            Fate.DOUBTFUL,
            "She never threw the shuttle",
        ),
        (
            {"threw the shuttle": "threw our shuttle"},
            "threw the shuttle",
            Fate.DOUBTFUL,
            "threw our shuttle",
        ),
        ({" She threw the shuttle twice, and went": " She went"}, "shuttle twice", Fate.LOST, ""),
    ],
)
def test_words_are_followed(change, words, fate, found) -> None:
    new = OLD
    for old_words, new_words in change.items():
        new = new.replace(old_words, new_words)
    move, there = moved(new, words)
    assert (move.fate, there) == (fate, found), move
    assert bool(move.why) is (fate in (Fate.DOUBTFUL, Fate.LOST))


def test_a_passage_that_was_moved_is_found() -> None:
    first, second = OLD[: OLD.index("To-morrow")], OLD[OLD.index("To-morrow") :]
    middle = " The river rose all night, and in the morning the yard was full of wool. " * 3
    new = second.strip() + middle + first
    move, there = moved(new, "threw the shuttle", OLD + middle)
    assert (move.sure, there) == (True, "threw the shuttle")


def test_the_same_words_elsewhere_are_not_taken_for_those_that_are_gone() -> None:
    old = OLD + "In the end the loom stood still, and nobody came to mend it before Easter.\n"
    new = old.replace("that the weaver's loom stood still", "that the rain began")
    move, there = moved(new, "loom stood still", old)
    assert not move.sure and there != "loom stood still"


def test_marks_without_letters_are_followed_between_their_neighbors() -> None:
    old = "One day * * * and another day, she said.\n"
    move, there = moved(old.replace("day,", "day"), "* * *", old)
    assert (move.fate, there) == (Fate.SAME, "* * *")
    move, _ = moved(old.replace("* * * ", ""), "* * *", old)
    assert move.fate is Fate.LOST


def test_empty_texts_align_to_nothing() -> None:
    for old, new in (("", ""), ("a", ""), ("", "a"), ("…", "a")):
        assert align(old, new).blocks == ()


WORDS = OLD.split()


@settings(max_examples=60)
@given(st.randoms(use_true_random=False))
def test_typography_alone_leaves_every_quotation_sure_and_in_its_place(pick) -> None:
    def set_anew(word: str) -> str:
        word = word.replace("'", pick.choice("'’ʼ")).replace("-", pick.choice(["", "‑", " "]))
        word = word.upper() if pick.random() < 0.05 else word
        return f"“{word}”" if pick.random() < 0.05 else word

    pieces = [set_anew(word) for word in WORDS]
    new = ""
    places = []
    for piece in pieces:
        places.append(len(new))
        new += piece + pick.choice([" ", "\n", "\u00a0", "  "])
    mover = Mover(align(OLD, new))
    first = pick.randrange(len(WORDS))
    last = min(len(WORDS) - 1, first + pick.randrange(6))
    start = len(" ".join(WORDS[:first])) + bool(first)
    move = mover.move(Span(start, start + len(" ".join(WORDS[first : last + 1]))))
    assert move.fate is Fate.SAME
    want = letters(new[places[first] : places[last] + len(pieces[last])]).letters
    assert letters(new[move.new.start : move.new.end]).letters == want
    assert places[first] - 1 <= move.new.start <= places[first] + 1


@settings(max_examples=50)
@given(st.text("ab c.é\n", max_size=80), st.text("ab c.é\n", max_size=80))
def test_blocks_are_equal_letters_in_order(old: str, new: str) -> None:
    alignment = align(old, new)
    a = b = 0
    for block in alignment.blocks:
        assert block.length > 0 and block.old >= a and block.new >= b
        a, b = block.old + block.length, block.new + block.length
        assert alignment.old.letters[block.old : a] == alignment.new.letters[block.new : b]
    for at in range(len(alignment.old.letters)):
        low, high = alignment.stretch(at, at + 1)
        assert 0 <= low <= high <= len(alignment.new.letters)


def test_a_long_text_with_scattered_changes_keeps_its_places() -> None:
    pick = random.Random(5)
    words = [
        f"{pick.choice('bcdfgh')}{pick.choice('aeiou')}{number % 977}" for number in range(20_000)
    ]
    new = [word for word in words if pick.random() > 0.01]
    mover = Mover(align(" ".join(words), " ".join(new)))
    text = " ".join(words)
    for _ in range(200):
        k = pick.randrange(len(words) - 6)
        start = len(" ".join(words[:k])) + bool(k)
        span = Span(start, start + len(" ".join(words[k : k + 6])))
        move = mover.move(span)
        if move.sure:
            assert mover.words(move.new, new=True) == text[span.start : span.end]
