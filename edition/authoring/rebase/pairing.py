"""Pairing: gives each paragraph of an old text a fellow in a new one, as far as any is like it.
Pure.

A paragraph is compared with others word by word, by how many words would have to change (the edit
distance of Levenshtein). What is certain comes first: the same words that stand once in each
text; then paragraphs that are nearest to each other; then those that only their neighbors tell
apart; at last those that nothing does.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field
from itertools import pairwise

from edition.authoring.rebase.words import Words
from edition.model.dataclass import dataclass

#: The share of its words (0 to 1) that may have changed in a paragraph that is still the same.
CHANGED = 0.4
#: So many of the paragraphs that share most pairs of words are compared; so many times it is
#: looked at a paragraph at most to find out which these are.
_COMPARED, _LOOKED = 12, 3_000


@dataclass(slots=True)
class _Side:
    """The paragraphs of one text, and where each pair of neighboring words is."""

    paragraphs: Sequence[str]
    _index: dict[str, list[int]] = field(init=False, default_factory=dict)

    def _indexed(self) -> dict[str, list[int]]:
        """Made when it is needed: most new versions leave most paragraphs as they are."""
        if not self._index:
            self._index = defaultdict(list)
            for number, paragraph in enumerate(self.paragraphs):
                for pair in set(_pairs(paragraph)):
                    self._index[pair].append(number)
        return self._index

    def near(self, paragraph: str) -> list[int]:
        """The paragraphs that share most with another one."""
        index = self._indexed()
        found = (index.get(pair, ()) for pair in sorted(set(_pairs(paragraph))))
        shared: Counter[int] = Counter()
        looked = 0
        for numbers in sorted(found, key=len):  # the rare ones tell most
            looked += len(numbers)
            if looked > _LOOKED:
                break
            shared.update(numbers)
        most = max(shared.values(), default=0)
        near = [(-count, number) for number, count in shared.items() if 4 * count >= most]
        return [number for _, number in sorted(near)[:_COMPARED]]


def _pairs(paragraph: str) -> Iterator[str]:
    """Words that follow each other; what begins and what ends a paragraph makes a pair, too."""
    yield from ("".join(pair) for pair in pairwise(f"\0{paragraph}\1" if paragraph else ""))


class Pairing:
    """The pairs of paragraphs, by their numbers from 0: `partner` from the old ones to the new,
    `origin` back; `unique` are the old ones whose words stand once in each text."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.old, self.new = _Side(words.old), _Side(words.new)
        self.partner: dict[int, int] = {}
        self.unique: frozenset[int] = frozenset()
        self.origin: dict[int, int] = {}
        self._near_new: dict[int, dict[int, int]] = {}
        self._near_old: dict[int, dict[int, int]] = {}
        self._distances: dict[tuple[int, int], int] = {}

    def pair(self) -> Pairing:
        """Find the pairs."""
        self._pair_the_unique()
        self._pair_the_near()
        return self

    # ── distances ───────────────────────────────────────────────────────────────────────────

    def distance(self, a: int, b: int) -> int:
        """How many words of an old paragraph must change to make a new one of it."""
        if (a, b) not in self._distances:
            self._distances[a, b] = self.words.distance(self.words.old[a], self.words.new[b])
        return self._distances[a, b]

    def near_new(self, a: int) -> dict[int, int]:
        """The new paragraphs that are like an old one, and how far they are from it."""
        if a not in self._near_new:
            found = self.new.near(self.words.old[a])
            self._near_new[a] = {b: self.distance(a, b) for b in found if self._is_like(a, b)}
        return self._near_new[a]

    def near_old(self, b: int) -> dict[int, int]:
        """The old paragraphs that are like a new one, and how far they are from it."""
        if b not in self._near_old:
            found = self.old.near(self.words.new[b])
            self._near_old[b] = {a: self.distance(a, b) for a in found if self._is_like(a, b)}
        return self._near_old[b]

    def _is_like(self, a: int, b: int) -> bool:
        longer = max(len(self.words.old[a]), len(self.words.new[b]))
        return self.distance(a, b) <= CHANGED * longer

    # ── pairs ───────────────────────────────────────────────────────────────────────────────

    def _take(self, a: int, b: int) -> None:
        self.partner[a], self.origin[b] = b, a

    def _pair_the_unique(self) -> None:
        mine, theirs = _places(self.words.old), _places(self.words.new)
        for key, found in mine.items():
            there = theirs.get(key, ())
            if len(found) == len(there) == 1:
                self._take(found[0], there[0])
        self.unique = frozenset(self.partner)

    def _pair_the_near(self) -> None:
        pairs = self._candidates()
        while taken := (
            _nearest(pairs) or self._same() or self._supported(pairs) or _in_turn(pairs)
        ):
            for a, b in taken:
                self._take(a, b)
            pairs = {
                (a, b): d
                for (a, b), d in pairs.items()
                if a not in self.partner and b not in self.origin
            }

    def _candidates(self) -> dict[tuple[int, int], int]:
        """Pairs of paragraphs that are alike and have no fellow yet, and their distances."""
        olds = [a for a, p in enumerate(self.words.old) if p and a not in self.partner]
        news = [b for b, p in enumerate(self.words.new) if p and b not in self.origin]
        found = {
            (a, b): d for a in olds for b, d in self.near_new(a).items() if b not in self.origin
        }
        found |= {
            (a, b): d for b in news for a, d in self.near_old(b).items() if a not in self.partner
        }
        return found

    def _same(self) -> list[tuple[int, int]]:
        """Paragraphs that stand several times, beside the neighbors that they had."""
        found = {
            (a, self.partner[near] + a - near)
            for near in self.partner
            for a in (near - 1, near + 1)
            if a not in self.partner and 0 <= a < len(self.words.old) and self.words.old[a]
        }
        last = len(self.words.new)
        found = {
            (a, b)
            for a, b in found
            if 0 <= b < last and b not in self.origin and self.words.old[a] == self.words.new[b]
        }
        both = {pair for pair in found if self.support(*pair) == 2}
        return _without_rivals(sorted(both)) or _without_rivals(sorted(found))

    def _supported(self, pairs: dict[tuple[int, int], int]) -> list[tuple[int, int]]:
        """Of pairs that are as near as others those whose neighbors are pairs, most first."""
        best = _least(pairs)
        for wanted in (2, 1):
            found = [
                (a, b)
                for (a, b), d in pairs.items()
                if d == best[0][a] == best[1][b] and self.support(a, b) >= wanted
            ]
            if found := _without_rivals(found):
                return found
        return []

    def support(self, a: int, b: int) -> int:
        """How many neighbors of two paragraphs are a pair as well: 0 to 2."""
        return sum(self.partner.get(a + step, -9) == b + step for step in (-1, 1))


def _in_turn(pairs: dict[tuple[int, int], int]) -> list[tuple[int, int]]:
    """What nothing tells apart, in the order of both texts."""
    olds: dict[int, int] = {}
    news: set[int] = set()
    least = min(pairs.values(), default=0)
    for (a, b), d in sorted(pairs.items()):
        if d == least and a not in olds and b not in news:
            olds[a] = b
            news.add(b)
    return list(olds.items())


def _places(paragraphs: Sequence[str]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = {}
    for number, paragraph in enumerate(paragraphs):
        if paragraph:
            places.setdefault(paragraph, []).append(number)
    return places


def _least(pairs: dict[tuple[int, int], int]) -> tuple[dict[int, int], dict[int, int]]:
    """The least distance of each old paragraph, and of each new one."""
    olds: dict[int, int] = {}
    news: dict[int, int] = {}
    for (a, b), d in pairs.items():
        olds[a] = min(d, olds.get(a, d))
        news[b] = min(d, news.get(b, d))
    return olds, news


def _nearest(pairs: dict[tuple[int, int], int]) -> list[tuple[int, int]]:
    """Pairs of which each is nearer to the other than to anything else."""
    olds, news = _least(pairs)
    return _without_rivals([(a, b) for (a, b), d in pairs.items() if d == olds[a] == news[b]])


def _without_rivals(pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Those of the pairs that share neither side with another one."""
    found = list(pairs)
    olds, news = Counter(a for a, _ in found), Counter(b for _, b in found)
    return [(a, b) for a, b in found if olds[a] == news[b] == 1]
