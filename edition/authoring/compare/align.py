"""Align: which page of the new book is which page of the old one, by their words. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from rapidfuzz import fuzz

#: Pages that are less alike than this are not one page that was changed (0 to 100).
ALIKE = 40.0
#: How far a page is looked for from where it would be, where a stretch of pages has changed.
REACH = 12
#: Letters of a page that are compared.
LETTERS = 4_000

Pairing = tuple[int | None, int | None]


def align(old: Sequence[str], new: Sequence[str]) -> list[Pairing]:
    """Pair the pages `old` and `new`, each given by its words.

    Returns (old, new) in the order of the books, counted from 0; None where a page has no
    counterpart. Pages with the same words are paired first; between them, those most alike.
    """
    pairs: list[Pairing] = []
    matcher = SequenceMatcher(None, _keys(old), _keys(new))
    for tag, i0, i1, j0, j1 in matcher.get_opcodes():
        if tag == "equal":
            pairs += zip(range(i0, i1), range(j0, j1), strict=True)
        else:
            inner = _alike(old[i0:i1], new[j0:j1])
            pairs += ((_plus(i, i0), _plus(j, j0)) for i, j in inner)
    return pairs


def _plus(index: int | None, start: int) -> int | None:
    return None if index is None else index + start


def _keys(pages: Sequence[str]) -> list[tuple[str, str, int]]:
    """What makes a page the same one: its words; where it has none, those of the page before."""
    keys: list[tuple[str, str, int]] = []
    before, blank = "", 0
    for words in pages:
        blank = 0 if words else blank + 1
        keys.append((words, "" if words else before, blank))
        before = words or before
    return keys


def _alike(old: Sequence[str], new: Sequence[str]) -> Iterator[Pairing]:
    """Pair pages that are alike, in order, so that the sum of their likeness is greatest."""
    if len(old) == len(new) == 1:
        # One page stands where one stood: it is that page, whatever it says now.
        yield 0, 0
        return
    steps = _best_steps(old, new)
    i, j = len(old), len(new)
    found: list[Pairing] = []
    while i or j:
        step = steps.get((i, j)) or ("old" if i else "new")
        i, j = i - (step != "new"), j - (step != "old")
        found.append((None if step == "new" else i, None if step == "old" else j))
    yield from reversed(found)


def _best_steps(old: Sequence[str], new: Sequence[str]) -> dict[tuple[int, int], str]:
    """For each pair of counts the best last step: `both`, or a page of `old` or `new` alone.

    Needleman and Wunsch's alignment within a band, so that the cost is linear.
    """
    best: dict[tuple[int, int], float] = {}
    steps: dict[tuple[int, int], str] = {}
    for i in range(len(old) + 1):
        center = round(i * len(new) / max(1, len(old)))
        reach = REACH + -(-len(new) // max(1, len(old)))
        for j in range(max(0, center - reach), min(len(new), center + reach) + 1):
            options = [
                (best[before], step)
                for before, step in (((i - 1, j), "old"), ((i, j - 1), "new"))
                if before in best
            ]
            if i and j and (i - 1, j - 1) in best:
                likeness = fuzz.ratio(
                    old[i - 1][:LETTERS], new[j - 1][:LETTERS], score_cutoff=ALIKE
                )
                if likeness:
                    options.append((best[i - 1, j - 1] + likeness, "both"))
            best[i, j], step = max(options, default=(0.0, ""))
            if step:
                steps[i, j] = step
    return steps
