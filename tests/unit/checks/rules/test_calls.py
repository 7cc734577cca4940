"""`call-before-punctuation`: where a call stands in a word, or before a mark that closes it."""

from __future__ import annotations

from pathlib import Path

import pytest

from edition.checks.rules.calls import misplaced
from tests.books import prepared


@pytest.mark.parametrize(
    "text",
    [
        "word|",
        "word| and",
        "word.| And",
        "word|—and",
        "word| – and",
        "word|–and",
        "| word",
        "word)| and",
        "“word”| and",
        "word| “and",
        "word| (and",
        "5| & 6",
        "word| #5",
        "word|\u00a0and",
        "word| *",
        "word,| ‘and’",
        "|",
        "word| ¿qué",
    ],
)
def test_calls_that_stand_well(text: str) -> None:
    before, after = text.split("|")
    assert misplaced(before + after, len(before)) is None


@pytest.mark.parametrize(
    ("text", "wrong", "end"),
    [
        ("A weav|er sat", 'stands inside "weaver"', "weaver"),
        ("Kadyrov|’s men", 'stands inside "Kadyrov’s"', "Kadyrov’s"),
        ("about 3|.14 times", 'stands inside "3.14"', "3.14"),
        ("the house|-burnings of", 'stands inside "house-burnings"', "house-burnings"),
        ("says «mot|\u00a0»", "stands before “»”", "«mot\u00a0»"),
        ("quoi| ?", "stands before “?”", "quoi ?"),
        ("كتب|، ثم", "stands before “،”", "كتب،"),
        ("„Wort|“ und", "stands before ““”", "„Wort“"),
        ("5|% of", "stands before “%”", "5%"),
        ("字|。", "stands before “。”", "字。"),
        ("wait|…word", "stands before “…”", "wait…"),
    ],
)
def test_calls_that_do_not(text: str, wrong: str, end: str) -> None:
    before, after = text.split("|")
    assert misplaced(before + after, len(before)) == (wrong, end)


def warnings(folder: Path, quote: str, text: str, more: str = "") -> list[str]:
    rest = f"footnotes:\n  - {{id: n, quote: '{quote}', note: x}}\n{more}"
    found = prepared(folder, rest + "rules: {call-before-punctuation: true}\n", text).warnings
    return [str(problem) for problem in found]


def test_the_builder_moves_a_call_behind_closing_marks_itself(tmp_path: Path) -> None:
    text = "He said: “No” (she knew), and left… So it was.\n"
    for k, quote in enumerate(("He said", "No", "she knew", "left", "So it was")):
        assert warnings(tmp_path / str(k), quote, text) == []


def test_a_quote_that_ends_in_a_word_is_told_at_the_quote(tmp_path: Path) -> None:
    (said,) = warnings(tmp_path, "a weav", "Then a weaver’s hand.\n")
    assert said.startswith("annotations.yaml:18:20: warning[call-before-punctuation]: ")
    assert 'The call of the note on "a weav" stands inside "weaver’s".' in said
    assert '… "weaver’s"' in said


def test_two_calls_at_one_place_are_both_looked_at(tmp_path: Path) -> None:
    more = "notes: {wording: called}\ntextual-notes:\n  - {id: t, quote: 'weav', note: y}\n"
    assert len(warnings(tmp_path, "a weav", "Then a weaver sat.\n", more)) == 2
