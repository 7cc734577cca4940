"""Signs: words between two signs of a plain text (`_words_`, `=words=`), with others in them. Pure.

A sign opens before a letter and not within a word, and closes behind one; twice the same sign is
none (`____`). What has no partner stays as it is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from edition.model.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Pair:
    """Words between a sign at `start` and the same one at `end`."""

    sign: str
    start: int
    end: int


@dataclass(slots=True)
class Pairs:
    """The pairs of signs in a stretch; the signs that stand alone; and the pairs that cross."""

    found: list[Pair]
    alone: list[int]
    crossing: list[tuple[Pair, Pair]]


def pairs(text: str, start: int, end: int, signs: Collection[str], taken: Collection[int]) -> Pairs:
    """The pairs of `signs` from `start` to `end` of `text`; offsets in `taken` are no signs."""
    result = Pairs([], [], [])
    opened: list[tuple[str, int]] = []
    for at in range(start, end):
        sign = text[at]
        if sign not in signs or at in taken or _is_run(text, at, start, end):
            continue
        before = text[at - 1] if at > start else " "
        after = text[at + 1] if at + 1 < end else " "
        opens = not after.isspace() and not before.isalnum()
        closes = not before.isspace() and not after.isalnum()
        known = next((k for k in range(len(opened) - 1, -1, -1) if opened[k][0] == sign), -1)
        if closes and known >= 0:
            result.found.append(Pair(sign, opened[known][1], at))
            # What was opened within it: either it closes later, and crosses, or it stands alone.
            del opened[known]
        elif opens and known < 0:
            opened.append((sign, at))
        elif opens or closes:
            result.alone.append(at)
    result.alone += (at for _, at in opened)
    result.alone.sort()
    result.found.sort(key=lambda pair: pair.start)
    result.crossing = list(_crossing(result.found))
    return result


def _is_run(text: str, at: int, start: int, end: int) -> bool:
    return text[at] in (text[at - 1 : at] if at > start else "", text[at + 1 : min(at + 2, end)])


def _crossing(found: Sequence[Pair]) -> Iterator[tuple[Pair, Pair]]:
    """The pairs, which are in order, that end within one that begins in them."""
    around: list[Pair] = []
    for pair in found:
        while around and around[-1].end < pair.start:
            around.pop()
        if around and around[-1].end < pair.end:
            yield around[-1], pair
        around.append(pair)
