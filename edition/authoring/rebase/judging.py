"""Judging: which pairs of paragraphs are sure. Pure.

A text may consist of near-twins, testimonies that differ in a name and a number: there a pair is
sure only where another pairing would need more changes, and where the very words that tell the
paragraph from its twins are still there. Paragraphs that stand several times are told apart by
their neighbors.
"""

from __future__ import annotations

from edition.authoring.rebase.pairing import CHANGED, Pairing

#: The share of its words (0 to 1) that may have changed in a paragraph that stands somewhere else.
_CHANGED_AND_MOVED = 0.25
#: Paragraphs of so many letters are not found elsewhere by chance.
_LONG = 20
#: A distance that is farther than any.
_FAR = 10**9


class Judge:
    """Says which pairs are sure. `kept` are the old paragraphs that stand in their old order."""

    def __init__(self, pairing: Pairing, kept: frozenset[int]) -> None:
        self.pairing = pairing
        self.words = pairing.words
        self.kept = kept

    def sure(self) -> frozenset[int]:
        """The old paragraphs whose fellows are certain."""
        partner = self.pairing.partner
        told = {a for a, b in partner.items() if self._is_told_apart(a, b)}
        sure = {a for a in told if a in self.kept or self._letters(a) >= _LONG}
        waiting = list(sure)
        by_neighbors = set()
        while waiting:
            near = waiting.pop()
            for a in (near - 1, near + 1):
                if a not in partner or a in sure or not self._beside(a, near):
                    continue
                if a in told or self._only_place(a) or self._between(a, sure):
                    by_neighbors.add(a)
                    sure.add(a)
                    waiting.append(a)
        return self._without_doubtful_company(sure, by_neighbors - told)

    def _without_doubtful_company(self, sure: set[int], by_neighbors: set[int]) -> frozenset[int]:
        """The sure ones, but for those that only a neighbor tells apart while the other neighbor,
        beside which they stand in both texts, is doubtful: a whole testimony may be another one,
        and end with the same words."""
        while odd := {
            a
            for a in by_neighbors & sure
            for near in (a - 1, a + 1)
            if near in self.pairing.partner and near not in sure and self._beside(a, near)
        }:
            sure -= odd
        return frozenset(sure)

    def _letters(self, a: int) -> int:
        return self.words.letters(self.words.old[a])

    def _beside(self, a: int, near: int) -> bool:
        """Whether two neighbors in the old text are so in the new one."""
        return self.pairing.partner[a] - self.pairing.partner[near] == a - near

    def _only_place(self, a: int) -> bool:
        """Whether a paragraph of which there are several is unchanged, and no neighbor, in the old
        text or in the new one, says that its fellow is another one."""
        pairing, b = self.pairing, self.pairing.partner[a]
        if pairing.distance(a, b):
            return False
        for step in (-1, 1):
            there = pairing.partner.get(a + step, b + step) - step
            here = pairing.origin.get(b + step, a + step) - step
            if (there != b and self._is_same(a, there)) or (here != a and self._is_same(here, b)):
                return False
        return True

    def _is_same(self, a: int, b: int) -> bool:
        """Whether there are an old and a new paragraph of these numbers, of the same words."""
        old, new = self.words.old, self.words.new
        return 0 <= a < len(old) and 0 <= b < len(new) and old[a] == new[b]

    def _between(self, a: int, sure: set[int]) -> bool:
        """Whether a paragraph of which there are several, some perhaps beside it, stands between
        the neighbors that it had, and is still like itself."""
        pairing, b = self.pairing, self.pairing.partner[a]
        size = max(len(self.words.old[a]), len(self.words.new[b]))
        return (
            self._reaches(a, -1, sure)
            and self._reaches(a, 1, sure)
            and pairing.distance(a, b) <= _CHANGED_AND_MOVED * size
            and self._nearer(a, b) >= 0
            and not self._lost_what_tells_it(a, b)
        )

    def _reaches(self, a: int, step: int, sure: set[int]) -> bool:
        """Whether a sure neighbor, or the end of both texts, comes next on one side, in both texts,
        after paragraphs that were all of the same words."""
        old, new, partner = self.words.old, self.words.new, self.pairing.partner
        while 0 <= a + step < len(old) and a + step in partner and self._beside(a, a + step):
            a += step
            if a in sure or old[a] != old[a - step]:
                return a in sure
        return not (0 <= a + step < len(old) or 0 <= partner[a] + step < len(new))

    def _is_told_apart(self, a: int, b: int) -> bool:
        """Whether the words say that two paragraphs belong together, and no others."""
        pairing, in_order = self.pairing, a in self.kept
        mine, theirs = self.words.old[a], self.words.new[b]
        distance = pairing.distance(a, b)
        if in_order and a in pairing.unique:
            return True
        if not in_order and distance > _CHANGED_AND_MOVED * max(len(mine), len(theirs)):
            return False
        least = 1 if in_order else 2
        return (
            self._nearer(a, b) >= 1
            and self._cheaper(a, b) >= least
            and not (distance and self._lost_what_tells_it(a, b))
        )

    def _nearer(self, a: int, b: int) -> int:
        """By how many words a new paragraph is nearer to an old one than to any other."""
        others = [d for other, d in self.pairing.near_old(b).items() if other != a]
        return min(others, default=_FAR) - self.pairing.distance(a, b)

    def _cheaper(self, a: int, b: int) -> int:
        """How many more words would have changed if the paragraph were another one."""
        pairing = self.pairing
        swaps = []
        for other, there in pairing.near_new(a).items():
            if other != b:
                swaps.append(there + self._left(pairing.origin.get(other), b, other))
        for other, here in pairing.near_old(b).items():
            partner = pairing.partner.get(other)
            if other != a:
                beside = 0 if partner is None else pairing.distance(a, partner)
                own = 0 if partner is None else pairing.distance(other, partner)
                swaps.append(here + beside - own)
        return min(swaps, default=_FAR) - pairing.distance(a, b)

    def _left(self, origin: int | None, b: int, other: int) -> int:
        """What it would cost the old paragraph of `other` to take `b` in its stead."""
        if origin is None:
            return 0
        return self.pairing.distance(origin, b) - self.pairing.distance(origin, other)

    def _lost_what_tells_it(self, a: int, b: int) -> bool:
        """Whether a word has changed in which the old paragraph differs from one like it."""
        mine = self.words.old[a]
        changed = self.words.replaced(mine, self.words.new[b])
        if not changed:
            return False
        for other in self.pairing.old.near(mine):
            twin = self.words.old[other]
            if other == a or self.words.distance(mine, twin) > CHANGED * max(len(mine), len(twin)):
                continue
            if changed & self.words.differing(mine, twin):
                return True
        return False
