"""Order: what stands in two texts in the same order, and what was moved past it. Pure."""

from __future__ import annotations

from collections.abc import Sequence


def heaviest_rising(pairs: Sequence[tuple[int, int, int]]) -> frozenset[int]:
    """Of (old, new, weight), sorted by the old, those old ones that keep their order with the most
    weight: the heaviest increasing subsequence, by a tree of maxima (Fenwick 1994)."""
    rank = {new: k for k, new in enumerate(sorted(new for _, new, _ in pairs), 1)}
    tree: list[tuple[int, int]] = [(0, -1)] * (len(pairs) + 1)
    before = []
    totals = []
    for k, (_, new, weight) in enumerate(pairs):
        best, at = (0, -1), rank[new] - 1
        while at > 0:
            best = max(best, tree[at])
            at -= at & -at
        before.append(best[1])
        totals.append(best[0] + max(1, weight))
        at = rank[new]
        while at < len(tree):
            tree[at] = max(tree[at], (totals[k], k))
            at += at & -at
    k = max(range(len(pairs)), key=lambda number: totals[number], default=-1)
    kept = []
    while k >= 0:
        kept.append(pairs[k][0])
        k = before[k]
    return frozenset(kept)
