"""Passages: two versions of a source, aligned with what was moved in them. Pure."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import field
from typing import NamedTuple

from edition.authoring.rebase.align import Alignment, Fellows, align, inside
from edition.authoring.rebase.matching import Matching, match
from edition.authoring.rebase.words import Words
from edition.model import SourceText, Span
from edition.model.dataclass import dataclass


class Passage(NamedTuple):
    """Where to look for some words: the alignment, and the old letters (from, to) of the passage
    that was followed; whether that is `sure`, None where no paragraph has a fellow."""

    alignment: Alignment
    start: int
    end: int
    sure: bool | None


@dataclass(slots=True)
class Passages:
    """Which passage of the new text is which of the old."""

    old: SourceText
    new: SourceText
    matching: Matching
    whole: Alignment
    _starts: list[int] = field(init=False)
    _inside: dict[tuple[int, int], Alignment] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._starts = [paragraph.span.start for paragraph in self.old.paragraphs]

    @classmethod
    def of(cls, old: SourceText, new: SourceText) -> Passages:
        """Match the paragraphs of two versions, and align what is in them."""
        matching = match(Words.of(old, new))
        known = [
            Fellows(old.paragraphs[m.old].span, new.paragraphs[m.new].span, m.moved)
            for m in matching.of_old.values()
        ]
        return cls(old, new, matching, align(old.text, new.text, known))

    def at(self, span: Span) -> Passage:
        """The passage in which some words of the old text stand."""
        first, last = self._paragraph(span.start), self._paragraph(max(span.start, span.end - 1))
        found = [self.matching.of_old.get(k) for k in range(first, last + 1)]
        matches = [item for item in found if item]
        start, end = self.old.paragraphs[first].span.start, self.old.paragraphs[last].span.end
        letters = self.whole.old.count(start), self.whole.old.count(end)
        if not matches or len(matches) < len(found):
            return Passage(self.whole, *letters, None)
        together = all(m.new - m.old == matches[0].new - matches[0].old for m in matches)
        sure = together and all(m.sure for m in matches)
        if not any(m.moved for m in matches):
            return Passage(self.whole, *letters, sure)
        fellow = matches if together else matches[:1]
        return Passage(self.inside(fellow[0].old, fellow[-1].old), *letters, sure)

    def inside(self, first: int, last: int) -> Alignment:
        """The alignment of old paragraphs that were moved, by their numbers from 0, with theirs."""
        if (first, last) not in self._inside:
            there = [self.matching.of_old[k].new for k in (first, last)]
            mine, theirs = self.old.paragraphs, self.new.paragraphs
            old = Span(mine[first].span.start, mine[last].span.end)
            new = Span(theirs[there[0]].span.start, theirs[there[1]].span.end)
            self._inside[first, last] = inside(self.whole, Fellows(old, new, True))
        return self._inside[first, last]

    def _paragraph(self, offset: int) -> int:
        return max(0, bisect_right(self._starts, offset) - 1)
