"""Milestones: in which parts of the text pages of the original begin. Pure.

Two feeders, one list: the source's own marks, and what annotations.yaml declares. A page that
begins between two parts, or in words that are left out, begins with the next part that is printed.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from itertools import groupby

from edition.model import Edition, Milestone, PagesOfOriginal, SourcePage, SourceText
from edition.model.dataclass import dataclass
from edition.text.parts import Part

#: The pages of each part: where they begin in the reading text, in order.
Placed = Mapping[int, Sequence[tuple[int, Milestone]]]


def all_pages(source: SourceText, declared: Sequence[SourcePage]) -> list[SourcePage]:
    """Every page, in the order of the text."""
    own = source.marked.pages if source.marked else ()
    return sorted((*own, *declared), key=_offset)


def placed(
    source: SourceText,
    parts: Sequence[Part],
    declared: Sequence[SourcePage],
    told: PagesOfOriginal,
) -> Placed:
    """The pages by the parts in which they begin."""
    if not parts:
        return {}
    anchors = _Anchors()
    printed = [k for k, part in enumerate(parts) if part.note < 0] or [len(parts) - 1]
    places = [
        (_place(parts, printed, page.offset), page.name) for page in all_pages(source, declared)
    ]
    places.sort(key=_by_place)
    found: dict[int, list[_Beginning]] = {}
    for (k, offset), group in groupby(places, key=_by_place):
        found.setdefault(k, []).append(_Beginning(offset, [name for _, name in group]))
    return {
        k: [point for item in _beside(own) for point in item.runs(anchors, told)]
        for k, own in found.items()
    }


@dataclass(slots=True)
class _Beginning:
    """A place where pages begin, all but the last of them without words; `beside` are those that
    are named beside the line."""

    offset: int
    names: list[str]
    beside: list[str] = field(default_factory=list)

    def runs(self, anchors: _Anchors, told: PagesOfOriginal) -> Iterator[tuple[int, Milestone]]:
        *empty, last = self.names
        for name in empty:
            yield self.offset, Milestone(name, anchors.of(name), "")
        shown, margin = (_named(self.names), _named(self.beside)) if told.shown else ("", "")
        yield self.offset, Milestone(last, anchors.of(last), shown, margin)


def _beside(own: Sequence[_Beginning]) -> Sequence[_Beginning]:
    """The beginnings in a part, with what stands beside each: where the next may be on the same
    line, it names both, or one name would be printed upon the other."""
    waiting: list[str] = []
    for one, other in zip(own, [*own[1:], None], strict=True):
        waiting += one.names
        if other is None or other.offset - one.offset > _LINE:
            one.beside, waiting = waiting, []
    return own


#: More letters than any line of a book has.
_LINE = 110


def _place(parts: Sequence[Part], printed: Sequence[int], offset: int) -> tuple[int, int]:
    """The part in which the words from `offset` on stand, and where they begin: between two parts
    the next of those that are `printed`, which no notes are; behind the text the end of its last
    part."""
    k = bisect_right(parts, offset, key=lambda part: part.span.start) - 1
    if k >= 0 and offset < parts[k].span.end:
        return k, offset
    following = bisect_right(printed, k)
    if following < len(printed):
        n = printed[following]
        return n, parts[n].span.start
    return printed[-1], parts[printed[-1]].span.end


def _named(names: Sequence[str]) -> str:
    """Pages that begin at one place, or beside one line."""
    if len(names) > 2:
        return f"{names[0]}\u2013{names[-1]}"
    return ", ".join(names)


def _by_place(item: tuple[tuple[int, int], str]) -> tuple[int, int]:
    return item[0]


class _Anchors:
    """Makes the names of the pages' anchors, each of them once."""

    def __init__(self) -> None:
        self.count: Counter[str] = Counter()

    def of(self, name: str) -> str:
        plain = name.replace("\u2013", "-").replace("*", "_2a").replace("/", "_2f")
        self.count[plain] += 1
        again = self.count[plain]
        return f"pb-{plain}" if again == 1 else f"pb-{plain}_{again}"


def _offset(page: SourcePage) -> int:
    return page.offset


def in_book(edition: Edition) -> Iterator[tuple[Milestone, str]]:
    """The pages in the order of the book, each with the id of its chapter."""
    for chapter in edition.chapters:
        for block in chapter.blocks():
            for run in block.runs:
                if isinstance(run, Milestone):
                    yield run, chapter.id


def by_name(edition: Edition) -> dict[str, tuple[str, str]]:
    """The anchor of each page and its chapter; of several of one name those of the first."""
    found: dict[str, tuple[str, str]] = {}
    for page, chapter in in_book(edition):
        found.setdefault(page.name, (page.anchor, chapter))
    return found
