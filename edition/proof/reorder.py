"""Reorder: the characters of a line from the order in which they are drawn to that in which they
are read (UAX 9)."""

from __future__ import annotations

from edition.text.scripts import bidi_class, has_from_right, is_from_right, mirrored

_NUMBERS = {"EN", "AN"}


def logical(glyphs: list[str]) -> str:
    """Join the text of glyphs painted from left to right, in the order in which it is read.

    A run from one right-to-left letter to the last one before a left-to-right letter is turned
    round, the numbers in it turned back (UAX #9, L2). Glyphs that stand for several letters keep
    them in order. The base direction is taken to be left to right. Brackets at the edge of such
    a run, and left-to-right words under `dir="rtl"`, look alike in more than one order: keep
    them out of the element that holds the right-to-left words.
    """
    text = "".join(glyphs)
    if not has_from_right(text):
        return text
    kinds = [_direction(glyph) for glyph in glyphs]
    result: list[str] = []
    i = 0
    while i < len(glyphs):
        if kinds[i] != "R":
            result.append(glyphs[i])
            i += 1
            continue
        stop = next((j for j in range(i, len(glyphs)) if kinds[j] == "L"), len(glyphs))
        last = max(j for j in range(i, stop) if kinds[j] == "R")
        result += _turned(glyphs[i : last + 1], kinds[i : last + 1])
        i = last + 1
    return "".join(result)


def _direction(glyph: str) -> str:
    """Return R, L, N (number) or '' for the text of a glyph; a mark goes with its letters."""
    for char in glyph:
        kind = bidi_class(char)
        if is_from_right(char):
            return "R"
        if kind == "L":
            return "L"
        if kind in _NUMBERS:
            return "N"
    return ""


def _turned(glyphs: list[str], kinds: list[str]) -> list[str]:
    result: list[str] = []
    number: list[str] = []
    for glyph, kind in zip(reversed(glyphs), reversed(kinds), strict=True):
        if kind == "N":
            number.insert(0, glyph)
            continue
        result += number
        number = []
        result.append(mirrored(glyph))
    return result + number
