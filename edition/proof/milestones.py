"""Milestones: whether each page of the original begins in the EPUB where it does in the source.

What is wanted comes from the runs of the edition, what is found from the book: the block in which a
page begins, and how many characters of it stand before, white space apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import field
from typing import NamedTuple, TypeAlias

from edition.model import Edition, GlossRef, Milestone, Text
from edition.model.dataclass import dataclass

#: The anchor of a page, the block that it begins in, the characters before it.
Beginning: TypeAlias = tuple[str, str, int]


class Mark(NamedTuple):
    """The mark of a page among words."""

    anchor: str


@dataclass(slots=True)
class Found:
    """The pages of a book that is read from its beginning."""

    pages: list[Beginning] = field(default_factory=list)
    _known: set[str] = field(default_factory=set)
    _waiting: list[str] = field(default_factory=list)

    def mark(self, anchor: str) -> None:
        """A mark; one that is in no block stands before the next."""
        if anchor not in self._known:
            self._waiting.append(anchor)

    def block(self, unit: str, pieces: Iterable[str | Mark]) -> None:
        """A block: its words, and the marks between them."""
        self.pages += ((anchor, unit, 0) for anchor in self._waiting)
        self._waiting = []
        count = 0
        for piece in pieces:
            if isinstance(piece, Mark):
                self.pages.append((piece.anchor, unit, count))
                self._known.add(piece.anchor)
            else:
                count += _letters(piece)


def faults(edition: Edition, found: Found) -> list[str]:
    """What is wrong with the pages that were found."""
    wanted = dict(_wanted(edition))
    there = {anchor: (unit, count) for anchor, unit, count in found.pages}
    wrong = [
        f"page {run.name} of the original does not begin where it should"
        for run, place in wanted.items()
        if there.get(run.anchor) != place
    ]
    if not wrong and [run.anchor for run in wanted] != [anchor for anchor, *_ in found.pages]:
        wrong.append("the pages of the original are not in their order")
    return wrong


def anchors(edition: Edition) -> dict[str, str]:
    """What each page is, by its anchor."""
    return {run.anchor: f"page {run.name} of the original" for run, _ in _wanted(edition)}


def _wanted(edition: Edition) -> Iterator[tuple[Milestone, tuple[str, int]]]:
    for block in edition.blocks():
        count = 0
        for run in block.runs:
            if isinstance(run, Milestone):
                yield run, (block.unit, count)
            elif isinstance(run, Text | GlossRef):
                count += _letters(run.text)


def _letters(words: str) -> int:
    return sum(map(len, words.split()))
