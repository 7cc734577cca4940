"""Text width: how wide words are in the edition's type, for drawings made without a typesetter.

The widths are the advances of EB Garamond Regular (fontpkg-eb-garamond 1.3), rounded up; those
of other scripts are widths that few of their letters pass. An e-reader may put another type in:
leave it some room.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

#: Those of the characters from space to tilde, in hundredths.
_ASCII = (
    20, 25, 33, 47, 45, 65, 76, 20, 32, 32, 34, 59, 23, 28, 23, 40, 48, 48, 48, 48, 48, 48,
    48, 48, 48, 48, 25, 23, 56, 57, 56, 38, 75, 70, 59, 71, 76, 57, 52, 73, 81, 34, 34, 69,
    59, 91, 80, 77, 56, 77, 72, 47, 67, 74, 68, 92, 71, 58, 61, 34, 40, 34, 50, 50, 20, 40,
    52, 41, 51, 39, 32, 44, 52, 25, 23, 47, 24, 78, 53, 50, 52, 53, 34, 33, 32, 53, 44, 69,
    43, 44, 38, 38, 26, 38, 50
)  # fmt: skip
#: Those of the Cyrillic letters from А (U+0410) to џ (U+045F), in hundredths.
_CYRILLIC = (
    70, 59, 59, 52, 71, 57, 99, 51, 81, 81, 67, 72, 91, 81, 77, 83, 56, 71, 67, 64, 77, 71,
    78, 68, 104, 104, 66, 88, 57, 66, 103, 68, 40, 48, 43, 36, 46, 39, 71, 39, 53, 53, 48, 49,
    63, 53, 50, 51, 52, 41, 41, 44, 59, 43, 52, 45, 70, 70, 48, 62, 41, 41, 66, 45, 39, 39,
    49, 36, 42, 33, 25, 25, 23, 62, 65, 52, 48, 53, 44, 50
)  # fmt: skip
_MARKS = {"–": 0.55, "—": 0.95, "“": 0.42, "”": 0.42, "‘": 0.25, "’": 0.25, "…": 0.69}
_KNOWN = _MARKS | {
    chr(first + k): hundredths / 100
    for first, widths in ((0x20, _ASCII), (0x410, _CYRILLIC))
    for k, hundredths in enumerate(widths)
}
_CAPITAL, _SMALL, _WIDE = 0.8, 0.57, 1.0


def width(words: str, size: float) -> float:
    """The width of `words` at `size`, in the unit of `size`; rather too wide than too narrow."""
    return size * sum(map(_of, words))


def _of(char: str) -> float:
    known = _KNOWN.get(char)
    if known is not None:
        return known
    plain = unicodedata.normalize("NFD", char)[0]
    if plain != char:
        return _of(plain)
    kind = unicodedata.category(char)
    if kind in ("Mn", "Me", "Cf", "Cc"):
        return 0
    if unicodedata.east_asian_width(char) in "WF" or kind in ("So", "Co", "Cn"):
        return _WIDE
    return _CAPITAL if kind == "Lu" else _SMALL


def lines(words: str, size: float, room: float) -> list[str]:
    """`words` in lines of at most `room`, at least one; a word that is wider is broken."""
    found: list[str] = []
    for piece in _pieces(words, size, room):
        longer = f"{found[-1]} {piece.lstrip()}" if found else piece
        if found and not piece.startswith("\n") and width(longer, size) <= room:
            found[-1] = longer
        else:
            found.append(piece.lstrip("\n"))
    return found or [""]


def _pieces(words: str, size: float, room: float) -> Iterator[str]:
    """The words, a long one in pieces; a piece that goes on a word begins with a line end."""
    for word in words.split():
        piece = ""
        for char in word:
            full = width(piece + char, size) > room
            if piece.strip() and full and not unicodedata.combining(char):
                yield piece
                piece = "\n"
            piece += char
        yield piece
