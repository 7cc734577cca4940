"""The series of notes, and the marks by which each is called."""

from __future__ import annotations

from enum import StrEnum


class Series(StrEnum):
    """The series of notes: numbered ones explain, lettered ones are about the wording; those of the
    author are part of the text, and are called as it is declared."""

    EXPLANATORY = "explanatory"
    TEXTUAL = "textual"
    AUTHOR = "author"


def mark_of(series: Series, number: int) -> str:
    """How the note is called: 12, or a, b, … z, aa, ab, …"""
    if series is not Series.TEXTUAL:
        return str(number)
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters
