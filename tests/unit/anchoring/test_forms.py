"""Declared forms are found as whole words; what overlaps is decided by length or by place."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition.anchoring.forms import Forms, leftmost, longest
from edition.text.lineends import hyphens
from edition.text.normalize import fold


def found(text: str, *forms: str, choose=longest) -> list[str]:
    """The words found, in order."""
    folded = fold(text)
    uses = list(Forms((form, form) for form in forms).uses(folded.text))
    return [folded.text[use.start : use.end] for use in choose(uses)]


def test_forms_are_whole_words() -> None:
    words = "Kadyrov, Kadyrov’s, Kadyrovs, kadyrov, Kadyrov-Malyapins, X.Kadyrov"
    assert found(words, "Kadyrov") == ["Kadyrov"] * 3
    assert found("Д.Д., a", "Д.Д.") == ["Д.Д."]
    assert found("x\u0323y x", "x") == ["x"]


def places(text: str, *forms: str) -> list[int]:
    """Where the forms are found, in order, as the text's dashes and hyphens say."""
    folded = fold(text)
    return sorted(
        use.start
        for use in Forms((form, form) for form in forms).uses(folded.text, hyphens(text, folded))
    )


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Smith-Jones", "Smith"),
        ("Mary Smith-Jones", "Jones"),
        ("Jean-Paul", "Paul"),
        ("X-Men", "X"),  # publishpress/publishpress-taxonomies#1413
        ("Smith\u2010Jones", "Smith"),  # U+2010 and U+2011 are hyphens
        ("Smith\u2011Jones", "Jones"),
        ("1914-1918", "1914"),
        ("בן-גוריון", "גוריון"),
        ("the U.S.A.", "U.S."),
        ("the U.S.A.", "the U.S."),
        ("the U.S.A", "U.S."),
        ("the U.S.A.", "S.A."),
        ("the U.S.A.", "U.S"),
        ("U.S.S.R.", "U.S.S."),
        ("the U. S. A.", "U. S."),
        ("B. C. Smith", "C. Smith"),
        ("С.С.С.Р.", "С.С."),
        ("sub_marine", "marine"),
    ],
)
def test_a_form_is_not_a_part_of_something_longer(text: str, form: str) -> None:
    assert places(text, form) == []
    assert places(f"{text}. {form}, {form}", form) == [len(text) + 2, len(text) + len(form) + 4]


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Smith—Jones", "Smith"),  # a dash is no hyphen, nor are two hyphens
        ("Smith–Jones", "Jones"),
        ("Smith--Jones", "Jones"),
        ("Smith - Jones", "Smith"),
        ("Smith-", "Smith"),
        ("anti-Putin", "Putin"),
        ("Moscow-based", "Moscow"),
        ("loom-weaver", "loom"),
        ("hand-loom", "loom"),
        ("ב-תל אביב", "תל אביב"),
        ("U.S.-led", "U.S."),
        ("the U.S., and", "U.S."),
        ("the U.S. Army", "U.S."),
        ("the U.S.", "U.S"),
        ("e.g. Smith.", "Smith"),
        ("J. R. Smith", "J. R. Smith"),
        ("X.Kadyrov", "Kadyrov"),
        ("_Nautilus_", "Nautilus"),
        ("the _Nautilus's_ crew", "Nautilus"),
        ("_Tom Bell_", "Tom Bell"),
        ("ask_Nautilus_", "Nautilus"),
    ],
)
def test_a_form_is_found_beside_what_does_not_change_it(text: str, form: str) -> None:
    found = [] if text.startswith("ask_") else [text.index(form)]
    assert places(text, form) == found


def test_a_compound_is_found_where_it_is_a_form() -> None:
    assert places("Smith-Jones and Smith", "Smith", "Smith-Jones") == [0, 16]


def test_a_script_without_spaces_has_words_anywhere() -> None:
    assert places("她坐在窗邊的織機前", "織機") == [6]
    assert places("เขาทอผ้าที่บ้าน", "ทอผ้า") == [3]
    assert places("Python語言", "Python") == [0]
    assert places("ストライキのスト", "スト") == [6]  # a row of Katakana is one word
    assert places("서울시는", "서울") == []  # Korean has spaces


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
