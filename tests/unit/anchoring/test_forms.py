"""Declared forms are found as whole words; what overlaps is decided by length or by place."""

from __future__ import annotations

import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from edition.anchoring.forms import Forms, leftmost, longest
from edition.text.normalize import fold


def found(text: str, *forms: str, choose=longest) -> list[str]:
    """The words found, in order."""
    folded = fold(text)
    uses = list(Forms((form, form) for form in forms).uses(folded.text))
    return [folded.text[use.start : use.end] for use in choose(uses)]


def test_forms_are_whole_words() -> None:
    words = "Kadyrov, Kadyrov’s, Kadyrovs, kadyrov, Kadyrov-Malyapins, X.Kadyrov"
    assert found(words, "Kadyrov") == ["Kadyrov"] * 4
    assert found("Д.Д., a", "Д.Д.") == ["Д.Д."]
    assert found("x\u0323y x", "x") == ["x"]


def test_white_space_and_quotes_are_folded() -> None:
    assert found("Jane\u00a0\n Doe’s “Blog”", 'Jane Doe\'s "Blog"') == ['Jane Doe\'s "Blog"']


def test_the_longest_wins_or_the_first() -> None:
    text = "the Committee for the Prevention of Torture"
    forms = ("the Committee", "Committee for the Prevention of Torture")
    assert found(text, *forms) == [forms[1]]
    assert found(text, *forms, choose=leftmost) == [forms[0]]
    assert found("Putin Prospect, Putin", "Putin", "Putin Prospect") == ["Putin Prospect", "Putin"]


def test_a_form_without_a_word_is_never_found() -> None:
    assert found("a – b –", "–", " ") == []


@given(st.text("ab -’", max_size=40), st.lists(st.text("ab -", min_size=1, max_size=5), max_size=4))
def test_it_finds_what_a_plain_search_finds(text: str, forms: list[str]) -> None:
    folded = fold(text)
    bare = sorted(
        {
            form
            for form in map(str.strip, map(" ".join, map(str.split, forms)))
            if re.search(r"\w", form)
        }
    )
    wanted = set()
    for form in bare:
        for start in range(len(folded.text)):
            end = start + len(form)
            before, after = folded.text[start - 1 : start], folded.text[end : end + 1]
            inside = (before.isalnum() and form[0].isalnum()) or (
                after.isalnum() and form[-1].isalnum()
            )
            if folded.text.startswith(form, start) and not inside:
                wanted.add((start, end, form))
    uses = list(Forms((form, form) for form in bare).uses(folded.text))
    assert {tuple(use) for use in uses} == wanted and len(uses) == len(wanted)
    for choose in (leftmost, longest):
        kept = choose(uses)
        assert all(a.end <= b.start for a, b in pairwise(kept))
        for use in uses:
            rivals = [k for k in kept if k.start < use.end and use.start < k.end]
            assert rivals, "nothing is dropped that overlaps nothing"
            if choose is longest:
                assert max(k.end - k.start for k in rivals) >= use.end - use.start
