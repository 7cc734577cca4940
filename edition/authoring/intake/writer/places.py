"""Places: what of a manuscript hangs on words of its text, and the quotations by which
annotations.yaml finds them. Pure.

A place is counted in characters of words from the beginning of the text, which are the same in the
manuscript and in the source made of it, whatever stands between words in either.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from edition.anchoring import selectors
from edition.anchoring.resolve import Anchorer
from edition.authoring.intake import words
from edition.authoring.intake.manuscript import (
    Added,
    Block,
    Call,
    Corrected,
    Dropped,
    Glossed,
    Inline,
    LineBreak,
    Milestone,
    Named,
    NoteText,
    Picture,
    inside,
)
from edition.model import Role, Selector, SourceText, Span
from edition.model.dataclass import dataclass
from edition.model.problems import Place, Problem

_WORD = re.compile("[^\\s\u00ad\u2060\ufeff]+")
#: How many words before a call are tried, one after the other, until they stand there once.
_TRIED = (3, 5, 8, 13, 21)
_HERE = Place("import")


@dataclass(slots=True)
class Mark:
    """Something that hangs on the words from `start` to `end`; of a call they are one place, which
    is before the first word of a paragraph where it `is_first`."""

    item: Call | Named | Corrected | Glossed
    start: int
    end: int
    is_first: bool = False


def marks(blocks: Iterable[Block]) -> list[Mark]:
    """All of a manuscript's text, in its order; what hangs on words of notes is not among them."""
    return list(_Walker().blocks(blocks))


class _Walker:
    def __init__(self) -> None:
        self.at = 0
        self.first = 0

    def blocks(self, blocks: Iterable[Block]) -> Iterator[Mark]:
        """The marks in blocks, and the count of the characters of their words."""
        for block in blocks:
            if isinstance(block, Dropped | NoteText):
                continue
            for item in inside(block):
                if isinstance(item, list):
                    self.first = self.at
                    yield from self._inlines(item)
                else:
                    yield from self.blocks([item])

    def _inlines(self, inlines: Sequence[Inline]) -> Iterator[Mark]:
        for item in inlines:
            match item:
                case str():
                    self.at += _size(item)
                case Added():
                    self.at += _size(item.words)
                case Call():
                    yield Mark(item, self.at, self.at, self.at == self.first)
                case LineBreak() | Dropped() | Picture() | Milestone():
                    pass
                case _:
                    start = self.at
                    found = list(self._inlines(item.inlines))
                    if isinstance(item, Named | Corrected | Glossed):
                        yield Mark(item, start, self.at)
                    yield from found


def _size(text: str) -> int:
    return sum(map(len, words.split(text)))


# ── quotations ──────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Quoted:
    """A selector as the keys of annotations.yaml; `before` where a call stands before the first of
    its words."""

    values: dict[str, str]
    before: bool = False


def quoted(found: Sequence[Mark], source: SourceText) -> list[Quoted | None]:
    """For each mark the quotation of its place in the source; None where no quotation of a
    thousand characters is it alone."""
    anchorer = Anchorer(source, ())
    spans = _spans(found, source)
    paragraphs = _around(spans, source)
    done: list[Quoted | None] = [None] * len(found)
    waiting = list(range(len(found)))
    for count in _TRIED:
        tried = {k: _words(source.text, spans[k], paragraphs[k], count) for k in waiting}
        asked = [Selector(source.text[a.start : a.end], "", "", _HERE) for a, _ in tried.values()]
        placed = anchorer.spans(asked)
        for (k, (span, before)), where in zip(tried.items(), placed, strict=True):
            if where is not None and where.end == span.end:
                done[k] = Quoted({"quote": _plain(source.text, span)}, before)
        waiting = [k for k in waiting if done[k] is None]
    for k in waiting:
        span, before = _words(source.text, spans[k], paragraphs[k], _TRIED[0])
        found_one = selectors.quotation(anchorer, span)
        if not isinstance(found_one, Problem):
            done[k] = Quoted(found_one.values(), before)
    return done


def _plain(text: str, span: Span) -> str:
    return " ".join(text[span.start : span.end].split())


def _words(text: str, span: Span, around: Span, count: int) -> tuple[Span, bool]:
    """The words of a mark, or the last ones before a call, or the first ones behind one that no
    word stands before; whether they are those."""
    if span.start < span.end and count == _TRIED[0]:
        return span, False
    before = [found.start() for found in _WORD.finditer(text, around.start, span.end)]
    if not before:
        behind = islice(_WORD.finditer(text, span.end, around.end), count)
        ends = [found.span() for found in behind]
        return (Span(ends[0][0], ends[-1][1]) if ends else span), True
    if span.start < span.end:
        return span, False  # a name, a correction: these words and no others
    return Span(before[-min(count, len(before))], span.end), False


def _spans(found: Sequence[Mark], source: SourceText) -> list[Span]:
    """Where marks are in the source: an end is right behind the character before it, a start right
    before the one behind it."""
    starts = _offsets(
        source, {mark.start for mark in found if mark.is_first or mark.start < mark.end}, 0
    )
    ends = _offsets(source, {mark.end for mark in found}, 1)
    size = len(source.text)
    return [
        Span(starts.get(m.start, size), ends.get(m.end, size))
        if m.start < m.end
        else Span(*[(starts if m.is_first else ends).get(m.end, size)] * 2)
        for m in found
    ]


def _offsets(source: SourceText, wanted: set[int], behind: int) -> dict[int, int]:
    """The offsets of characters of words by their number, or of what is right behind them."""
    asked = sorted(wanted)
    found: dict[int, int] = {}
    count, k = 0, 0
    for a, b in _runs(source):
        while k < len(asked) and asked[k] < count + (b - a) + behind:
            found[asked[k]] = a + asked[k] - count
            k += 1
        count += b - a
    return found


def _runs(source: SourceText) -> Iterator[tuple[int, int]]:
    """The words of the text without its notes."""
    for paragraph in source.paragraphs:
        given = paragraph.given
        if given is None or (given.note < 0 and given.role is not Role.BREAK):
            for found in _WORD.finditer(source.text, *paragraph.span):
                yield found.span()


def _around(spans: Sequence[Span], source: SourceText) -> list[Span]:
    """The paragraphs of spans."""
    starts = [paragraph.span.start for paragraph in source.paragraphs]
    return [source.paragraphs[max(0, bisect_right(starts, s.start) - 1)].span for s in spans]
