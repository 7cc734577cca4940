"""Crowds: letters that stand on one another, by their boxes."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator, Sequence

from edition.verify.pdf.drawing import Letter

#: Points: the page is divided into squares of this side, to find what is near.
_CELL = 12
#: The share of a line's letters that may stand on others: kerning makes a few do so.
_FEW = 0.3
#: A letter in more squares than this is not held against others, since it is no letter of a line;
#: of the letters in a square so many are.
_MANY, _FULL = 2_000, 400


def crowded(letters: Sequence[Letter], of: Collection[int]) -> set[int]:
    """Which of the text objects `of` have letters that stand on others, of their own or not."""
    base = [item for item in letters if not unicodedata.category(item.char).startswith("M")]
    squares: dict[tuple[int, int], list[Letter]] = {}
    for item in base:
        for square in _squares(item):
            if len(here := squares.setdefault(square, [])) < _FULL:
                here.append(item)
    count: dict[int, int] = {}
    covered: dict[int, int] = {}
    alien: dict[int, int] = {}
    for item in base:
        if item.handle in of:
            count[item.handle] = count.get(item.handle, 0) + 1
            over = [other for other in squares.get(_middle(item), ()) if _stands_on(item, other)]
            covered[item.handle] = covered.get(item.handle, 0) + bool(over)
            foreign = any(other.handle != item.handle for other in over)
            alien[item.handle] = alien.get(item.handle, 0) + foreign
    return {
        handle
        for handle, whole in count.items()
        if covered[handle] >= max(2, _FEW * whole) or alien[handle] == whole
    }


def _squares(item: Letter) -> Iterator[tuple[int, int]]:
    left, bottom, right, top = (int(value // _CELL) for value in item.box)
    if (right - left + 1) * (top - bottom + 1) <= _MANY:
        for x in range(left, right + 1):
            for y in range(bottom, top + 1):
                yield (x, y)


def _middle(item: Letter) -> tuple[int, int]:
    left, bottom, right, top = item.box
    return int((left + right) / 2 // _CELL), int((bottom + top) / 2 // _CELL)


def _stands_on(item: Letter, other: Letter) -> bool:
    """Whether the middle of a letter is in the box of another. A ligature is several letters of
    one box."""
    if other is item or (other.handle == item.handle and other.box == item.box):
        return False
    x, y = (item.box[0] + item.box[2]) / 2, (item.box[1] + item.box[3]) / 2
    left, bottom, right, top = other.box
    return left < x < right and bottom < y < top
