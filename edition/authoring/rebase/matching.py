"""Matching: which paragraph of a new version of a text is which of the old one, wherever it stands
now, and how sure that is. Pure.

A paragraph is compared with others word by word, by how many words would have to change (the edit
distance of Levenshtein). What is certain comes first: the same words that stand once in each
text; then paragraphs that are nearest to each other; then those that only their neighbors tell
apart. A text may consist of near-twins, testimonies that differ in a name and a number: there a
pair is sure only where another pairing would need more changes, and where the very words that
tell the paragraph from its twins are still there.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from edition.authoring.rebase.order import heaviest_rising
from edition.authoring.rebase.words import Words

#: The share of its words (0 to 1) that may have changed in a paragraph that is still the same,
#: and in one that stands somewhere else as well.
_CHANGED, _CHANGED_AND_MOVED = 0.4, 0.25
#: Paragraphs of so many letters are not found elsewhere by chance.
_LONG = 20
#: So many of the paragraphs that share most pairs of words are compared; pairs of words that are
#: in so many paragraphs say nothing.
_COMPARED, _COMMON = 12, 2000
#: A distance that is farther than any.
_FAR = 10**9


class Match(NamedTuple):
    """An old and a new paragraph, by their numbers from 0; whether that is `sure`, and whether it
    was `moved` past others."""

    old: int
    new: int
    sure: bool
    moved: bool


@dataclass(frozen=True, slots=True)
class Matching:
    """The paragraphs that have a fellow, by the numbers of the old and of the new ones; `rivals`
    are, for an old one that is not sure, the old ones that its fellow may be as well."""

    of_old: dict[int, Match]
    of_new: dict[int, Match]
    rivals: dict[int, frozenset[int]] = field(default_factory=dict)


def match(words: Words) -> Matching:
    """Pair the old paragraphs with the new ones."""
    return _Matcher(words).run()


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
        shared: Counter[int] = Counter()
        index = self._indexed()
        for pair in sorted(set(_pairs(paragraph))):
            found = index.get(pair, ())
            if len(found) <= _COMMON:
                shared.update(found)
        return [number for number, _ in shared.most_common(_COMPARED)]


def _pairs(paragraph: str) -> Iterator[str]:
    """Words that follow each other; what begins and what ends a paragraph makes a pair, too."""
    yield from ("".join(pair) for pair in pairwise(f"\0{paragraph}\1" if paragraph else ""))


class _Matcher:
    def __init__(self, words: Words) -> None:
        self.words = words
        self.old, self.new = _Side(words.old), _Side(words.new)
        self.partner: dict[int, int] = {}
        self.unique: frozenset[int] = frozenset()
        self.origin: dict[int, int] = {}
        self._near_new: dict[int, dict[int, int]] = {}
        self._near_old: dict[int, dict[int, int]] = {}
        self._distances: dict[tuple[int, int], int] = {}

    def run(self) -> Matching:
        self._pair_the_unique()
        self._pair_the_near()
        kept = heaviest_rising(
            [(a, b, len(self.words.old[a])) for a, b in sorted(self.partner.items())]
        )
        sure = _Judge(self, kept).sure()
        matches = [Match(a, b, a in sure, a not in kept) for a, b in sorted(self.partner.items())]
        rivals = {
            m.old: frozenset(self.near_old(m.new)) | {m.old} for m in matches if not m.sure
        }
        return Matching({m.old: m for m in matches}, {m.new: m for m in matches}, rivals)

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
        return self.distance(a, b) <= _CHANGED * longer

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


class _Judge:
    """Says which pairs are sure. `kept` are the old paragraphs that stand in their old order."""

    def __init__(self, matcher: _Matcher, kept: frozenset[int]) -> None:
        self.matcher = matcher
        self.words = matcher.words
        self.kept = kept

    def sure(self) -> frozenset[int]:
        """The old paragraphs whose fellows are certain."""
        partner = self.matcher.partner
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
            if near in self.matcher.partner and near not in sure and self._beside(a, near)
        }:
            sure -= odd
        return frozenset(sure)

    def _letters(self, a: int) -> int:
        return self.words.letters(self.words.old[a])

    def _beside(self, a: int, near: int) -> bool:
        """Whether two neighbors in the old text are so in the new one."""
        return self.matcher.partner[a] - self.matcher.partner[near] == a - near

    def _only_place(self, a: int) -> bool:
        """Whether a paragraph of which there are several is unchanged, and no neighbor, in the old
        text or in the new one, says that its fellow is another one."""
        matcher, b = self.matcher, self.matcher.partner[a]
        if matcher.distance(a, b):
            return False
        for step in (-1, 1):
            there = matcher.partner.get(a + step, b + step) - step
            here = matcher.origin.get(b + step, a + step) - step
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
        matcher, b = self.matcher, self.matcher.partner[a]
        size = max(len(self.words.old[a]), len(self.words.new[b]))
        return (
            self._reaches(a, -1, sure)
            and self._reaches(a, 1, sure)
            and matcher.distance(a, b) <= _CHANGED_AND_MOVED * size
            and self._nearer(a, b) >= 0
            and not self._lost_what_tells_it(a, b)
        )

    def _reaches(self, a: int, step: int, sure: set[int]) -> bool:
        """Whether a sure neighbor, or the end of both texts, comes next on one side, in both texts,
        after paragraphs that were all of the same words."""
        old, new, partner = self.words.old, self.words.new, self.matcher.partner
        while 0 <= a + step < len(old) and a + step in partner and self._beside(a, a + step):
            a += step
            if a in sure or old[a] != old[a - step]:
                return a in sure
        return not (0 <= a + step < len(old) or 0 <= partner[a] + step < len(new))

    def _is_told_apart(self, a: int, b: int) -> bool:
        """Whether the words say that two paragraphs belong together, and no others."""
        matcher, in_order = self.matcher, a in self.kept
        mine, theirs = self.words.old[a], self.words.new[b]
        distance = matcher.distance(a, b)
        if in_order and a in matcher.unique:
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
        others = [d for other, d in self.matcher.near_old(b).items() if other != a]
        return min(others, default=_FAR) - self.matcher.distance(a, b)

    def _cheaper(self, a: int, b: int) -> int:
        """How many more words would have changed if the paragraph were another one."""
        matcher = self.matcher
        swaps = []
        for other, there in matcher.near_new(a).items():
            if other != b:
                swaps.append(there + self._left(matcher.origin.get(other), b, other))
        for other, here in matcher.near_old(b).items():
            partner = matcher.partner.get(other)
            if other != a:
                beside = 0 if partner is None else matcher.distance(a, partner)
                own = 0 if partner is None else matcher.distance(other, partner)
                swaps.append(here + beside - own)
        return min(swaps, default=_FAR) - matcher.distance(a, b)

    def _left(self, origin: int | None, b: int, other: int) -> int:
        """What it would cost the old paragraph of `other` to take `b` in its stead."""
        if origin is None:
            return 0
        return self.matcher.distance(origin, b) - self.matcher.distance(origin, other)

    def _lost_what_tells_it(self, a: int, b: int) -> bool:
        """Whether a word has changed in which the old paragraph differs from one like it."""
        mine = self.words.old[a]
        changed = self.words.replaced(mine, self.words.new[b])
        if not changed:
            return False
        for other in self.matcher.old.near(mine):
            twin = self.words.old[other]
            if other == a or self.words.distance(mine, twin) > _CHANGED * max(len(mine), len(twin)):
                continue
            if changed & self.words.differing(mine, twin):
                return True
        return False
