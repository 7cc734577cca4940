"""Align: which stretch of a new version of a text is which stretch of the old one. Pure.

Both texts are reduced to their letters and digits, without case, accents, marks and spaces, so
that “to-morrow”, “to morrow” and “tomorrow” are the same, and so are any two ways of setting
quotation marks, dashes and italics. What is left is aligned in steps: stretches that stand once
in each text, long ones first (the idea of Bram Cohen's patience diff), then shorter ones between
them, at last letter by letter where little is left.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from edition.model import Span
from edition.model.dataclass import dataclass
from edition.text.normalize import bare_letters, fold

#: Lengths, in letters, of the stretches that are looked for, one after the other.
_STRETCHES = (32, 16, 8)
#: Two stretches are compared letter by letter while their lengths multiplied stay below this:
#: that takes about a second.
_LARGEST = 4 * 10**9
#: Letters that agree by chance between two texts that have nothing to do with each other.
_CHANCE = 3


@dataclass(frozen=True, slots=True)
class Letters:
    """A text's letters and digits, and for each its offset in the text."""

    text: str
    letters: str
    offsets: array[int]

    def count(self, offset: int) -> int:
        """How many letters stand before `offset` of the text."""
        return bisect_right(self.offsets, offset - 1)

    def starts(self, low: int, high: int) -> Iterator[int]:
        """The letters from `low` on, before `high`, that follow something that is no letter."""
        if low == 0 and high:
            yield 0
        for k, (a, b) in enumerate(pairwise(self.offsets[max(0, low - 1) : high])):
            if b - a > 1:
                yield max(0, low - 1) + k + 1


class Block(NamedTuple):
    """Letters that are alike: `length` of them from `old` and from `new` on."""

    old: int
    new: int
    length: int


@dataclass(frozen=True, slots=True)
class Alignment:
    """Two texts and the blocks of letters that they share, in order in both; all of them lie
    between the letters `low` and `high` of the new text."""

    old: Letters
    new: Letters
    blocks: tuple[Block, ...]
    _starts: tuple[int, ...]
    low: int
    high: int

    def stretch(self, start: int, end: int) -> tuple[int, int]:
        """The letters of the new text that stand for letters `start` to `end` of the old.

        Where a letter at an edge has no fellow, the stretch reaches to the next that has one.
        """
        return self._place(start, 0), max(self._place(start, 0), self._place(end - 1, 1))

    def _place(self, letter: int, after: int) -> int:
        """Where an old letter is in the new text, or behind it (`after` 1)."""
        k = bisect_right(self._starts, letter) - 1
        if k >= 0 and letter < self.blocks[k].old + self.blocks[k].length:
            return self.blocks[k].new + letter - self.blocks[k].old + after
        if after:
            return self.blocks[k + 1].new if k + 1 < len(self.blocks) else self.high
        return self.blocks[k].new + self.blocks[k].length if k >= 0 else self.low

    def agreeing(self, start: int, end: int) -> int:
        """How many of the old letters from `start` to `end` have fellows in the new text that
        stand as close together as they do."""
        total = 0
        k = max(0, bisect_right(self._starts, start) - 1)
        low, high = self.stretch(start, end) if end > start else (0, 0)
        if high - low > 2 * (end - start):
            return 0
        while k < len(self.blocks) and self.blocks[k].old < end:
            block = self.blocks[k]
            total += max(0, min(end, block.old + block.length) - max(start, block.old))
            k += 1
        return total


def letters(text: str) -> Letters:
    """The letters and digits of `text`, without case and accents, each with its offset."""
    plain = {char: _plain(char) for char in set(text)}
    kept = "".join([plain[char] for char in text])
    offsets = array("l", [at for at, char in enumerate(text) for _ in plain[char]])
    return Letters(text, kept, offsets)


@cache
def _plain(char: str) -> str:
    # Folded first: U+02BC, an apostrophe for Unicode a letter, is none here.
    return "".join(part for part in bare_letters(fold(char).text) if part.isalnum())


class Fellows(NamedTuple):
    """A passage of the old text and one of the new (spans of the texts) that are known to be the
    same, and whether it was moved past others."""

    old: Span
    new: Span
    moved: bool


def align(old: str, new: str, known: Sequence[Fellows] = ()) -> Alignment:
    """Align two versions of a text, in which some passages are `known`; those that were moved have
    no fellows here (`inside` has them). The cost is linear but for stretches rewritten as a whole.
    """
    mine, theirs = letters(old), letters(new)
    gaps = [(_gap_of(mine, theirs, item), item.moved) for item in known]
    pair = _Pair(mine, theirs)
    seeds = [block for gap, moved in gaps if not moved for block in pair.within(gap)]
    # What was moved is made unlike all else, so that it draws nothing to itself.
    aside = [gap for gap, moved in gaps if moved]
    pair = _Pair(
        _without(mine, [(gap.old, gap.old_end) for gap in aside], "\0"),
        _without(theirs, [(gap.new, gap.new_end) for gap in aside], "\1"),
    )
    blocks = pair.within(_Gap(0, len(mine.letters), 0, len(theirs.letters)), _joined(seeds))
    return _alignment(mine, theirs, blocks, 0, len(theirs.letters))


def inside(whole: Alignment, known: Fellows) -> Alignment:
    """The alignment of two passages alone, in the letters of the texts that `whole` aligns."""
    gap = _gap_of(whole.old, whole.new, known)
    blocks = _Pair(whole.old, whole.new).within(gap)
    return _alignment(whole.old, whole.new, blocks, gap.new, gap.new_end)


def _alignment(
    old: Letters, new: Letters, blocks: Sequence[Block], low: int, high: int
) -> Alignment:
    return Alignment(old, new, tuple(blocks), tuple(block.old for block in blocks), low, high)


def _gap_of(old: Letters, new: Letters, known: Fellows) -> _Gap:
    return _Gap(
        old.count(known.old.start),
        old.count(known.old.end),
        new.count(known.new.start),
        new.count(known.new.end),
    )


def _without(side: Letters, stretches: Sequence[tuple[int, int]], mark: str) -> Letters:
    """The letters with others in the place of some of them."""
    kept, at = [], 0
    for start, end in sorted(stretches):
        kept += [side.letters[at:start], mark * (end - start)]
        at = end
    return Letters(side.text, "".join(kept) + side.letters[at:], side.offsets)


class _Gap(NamedTuple):
    """What stands between two blocks: old letters and new letters without fellows."""

    old: int
    old_end: int
    new: int
    new_end: int


class _Pair:
    def __init__(self, old: Letters, new: Letters) -> None:
        self.old = old
        self.new = new

    def within(self, gap: _Gap, blocks: Sequence[Block] = ()) -> list[Block]:
        """What the two sides of a gap share, `blocks` among it."""
        for length in _STRETCHES:
            found = (block for part in _gaps(blocks, gap) for block in self._shared(part, length))
            blocks = _joined([*blocks, *found])
        rest = (block for part in _gaps(blocks, gap) for block in self._by_letter(part))
        return _joined([*blocks, *rest])

    def _shared(self, gap: _Gap, length: int) -> Iterator[Block]:
        """Stretches that stand once in each side of a gap, in the order of both, drawn out as
        far as the letters agree."""
        if min(gap.old_end - gap.old, gap.new_end - gap.new) < length:
            return
        mine = _once(self.old, gap.old, gap.old_end, length)
        theirs = _once(self.new, gap.new, gap.new_end, length)
        pairs = sorted((mine[key], theirs[key]) for key in mine.keys() & theirs.keys())
        old, new = gap.old, gap.new
        for a, b in _rising(pairs):
            if a < old or b < new:
                continue  # inside what the stretch before was drawn out to
            back = self._agree_before(a, b, old, new)
            ahead = self._agree_after(a, b, gap)
            yield Block(a - back, b - back, back + ahead)
            old, new = a + ahead, b + ahead

    def _agree_before(self, a: int, b: int, old: int, new: int) -> int:
        x, y, size = self.old.letters, self.new.letters, 0
        while a - size > old and b - size > new and x[a - size - 1] == y[b - size - 1]:
            size += 1
        return size

    def _agree_after(self, a: int, b: int, gap: _Gap) -> int:
        x, y = self.old.letters, self.new.letters
        limit = min(gap.old_end - a, gap.new_end - b)
        size = 0
        # By halves: most stretches agree for a long way.
        step = 4096
        while step:
            while (
                size + step <= limit
                and x[a + size : a + size + step] == (y[b + size : b + size + step])
            ):
                size += step
            step //= 2
        return size

    def _by_letter(self, gap: _Gap) -> Iterator[Block]:
        """What two short or similar stretches share by their edit distance (Levenshtein)."""
        from rapidfuzz.distance import Levenshtein

        if (gap.old_end - gap.old) * (gap.new_end - gap.new) > _LARGEST:
            return
        x = self.old.letters[gap.old : gap.old_end]
        y = self.new.letters[gap.new : gap.new_end]
        same = [item for item in Levenshtein.opcodes(x, y) if item.tag == "equal"]
        for item in same:
            length = item.src_end - item.src_start
            at_edge = item.src_start == item.dest_start == 0 or (
                item.src_end == len(x) and item.dest_end == len(y)
            )
            if length >= _CHANCE or at_edge or 2 * length >= max(len(x), len(y)):
                yield Block(gap.old + item.src_start, gap.new + item.dest_start, length)


def _gaps(blocks: Sequence[Block], whole: _Gap) -> list[_Gap]:
    """What is not aligned yet of a gap, where both texts have something."""
    end = Block(whole.old_end, whole.new_end, 0)
    gaps = []
    old, new = whole.old, whole.new
    for block in [*blocks, end]:
        if block.old > old and block.new > new:
            gaps.append(_Gap(old, block.old, new, block.new))
        old, new = block.old + block.length, block.new + block.length
    return gaps


def _once(side: Letters, low: int, high: int, length: int) -> dict[str, int]:
    """Stretches of `length` letters at the beginnings of words that stand there once."""
    found: dict[str, int] = {}
    for at in side.starts(low, high):
        if at + length <= high:
            key = side.letters[at : at + length]
            found[key] = -1 if key in found else at
    return {key: at for key, at in found.items() if at >= 0}


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of pairs, sorted by the first, whose seconds rise too (Schensted 1961)."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for k, (_, value) in enumerate(pairs):
        at = bisect_right(tails, value)
        before.append(ends[at - 1] if at else -1)
        tails[at : at + 1] = [value]
        ends[at : at + 1] = [k]
    run = []
    k = ends[-1] if ends else -1
    while k >= 0:
        run.append(pairs[k])
        k = before[k]
    return run[::-1]


def _joined(blocks: Iterable[Block]) -> list[Block]:
    """Blocks in order, those that touch in both texts made one."""
    joined: list[Block] = []
    for block in sorted(blocks):
        if joined:
            last = joined[-1]
            if (last.old + last.length, last.new + last.length) == (block.old, block.new):
                joined[-1] = Block(last.old, last.new, last.length + block.length)
                continue
        joined.append(block)
    return joined
