"""Which way characters run, held against Unicode's own table where Python has the character."""

from __future__ import annotations

import re
import unicodedata

import pytest
from fontTools import unicodedata as tables

from edition.text import confusables, scripts
from edition.text.scripts import bidi_class, has_from_right, is_from_right, mirrored


def test_what_python_knows_is_not_guessed() -> None:
    for code in (*range(0x3000), *range(0xFB00, 0x11000), *range(0x1E800, 0x1F000)):
        char = chr(code)
        known = unicodedata.bidirectional(char)
        assert not known or bidi_class(char) == known
        if known in ("R", "AL"):
            assert is_from_right(char) and has_from_right(f"a {char}.")


@pytest.mark.parametrize(
    ("char", "expected"),
    [
        ("a", False),
        ("1", False),
        (" ", False),
        ("я", False),
        ("\u0301", False),
        ("١", False),
        ("א", True),
        ("ب", True),
        ("\u05b0", True),
        ("\u06dc", True),
        ("\u200f", True),
        ("\U00010bc3", True),  # not assigned, in the block of a script from right to left
        ("\U0001e8ff", True),
        ("\U000e0fff", False),
        ("\U0001fbff", False),
    ],
)
def test_letters_and_marks(char: str, expected: bool) -> None:
    assert is_from_right(char) is expected
    assert has_from_right(f"a{char}") is expected


def test_own_tables_agree_with_those_of_unicode() -> None:
    cyrillic = re.compile(f"[{confusables._CYRILLIC}]")
    latin = re.compile(f"[{confusables._LATIN}]")
    for code in range(0x20000):  # no letters from right to left, nor Latin ones, are beyond
        char, script = chr(code), tables.script(chr(code))
        if tables.script_horizontal_direction(script, "LTR") == "RTL":
            assert scripts.may_run_from_right(char)
        if script != "Zzzz":  # assigned
            assert scripts.has_hebrew(char) == (script == "Hebr")
        assert script == "Latn" or not latin.match(char)
        assert script in ("Cyrl", "Zinh") or not cyrillic.match(char)


@pytest.mark.parametrize(("char", "painted"), ["()", "»«", "≤≥", "⟨⟩", "aa", "½½", "√√"])
def test_what_is_painted_from_right_to_left(char: str, painted: str) -> None:
    assert mirrored(char) == painted
    assert mirrored(painted) == char


def test_several_characters_are_not_mirrored() -> None:
    assert mirrored("") == "" and mirrored("((") == "(("
