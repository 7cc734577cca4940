"""Verse lines: the numbers by which lines of verse are cited. Pure.

They are counted in each poem, which ends where a heading or a chapter begins, or through the book
(Chicago Manual of Style, 17th edition, 14.45). A line of nothing but a name of who speaks, or of
white space, is none; nor are lines in notes of the author's.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from edition.model import Role, Span
from edition.text.lineends import LINE_BREAK
from edition.text.parts import Part

_HEADS = frozenset({Role.TITLE, Role.PART, Role.HEADING, Role.SUBHEADING})
#: Words that stand in no line of verse.
NO_LINES = Span(0, 0)


class VerseLines:
    """The lines of the verse of a text: `of_part` gives for each part of verse the numbers of all
    its lines, 0 for one that is not counted. `through` is poem or book; empty: none are."""

    def __init__(
        self, text: str, parts: Sequence[Part], chapters: Sequence[int], through: str
    ) -> None:
        self.of_part: dict[int, tuple[int, ...]] = {}
        self._starts: list[int] = []
        self._numbers: list[int] = []
        number, poem = 0, 0
        for k, part in enumerate(parts if through else ()):
            if through == "poem" and (part.role in _HEADS or chapters[k] != poem):
                number, poem = 0, chapters[k]
            if part.role is not Role.VERSE or part.note >= 0:
                continue
            own = []
            for line in _lines(text, part.span):
                is_line = line.end > part.span.start + part.label and text[slice(*line)].strip()
                number += bool(is_line)
                own.append(number if is_line else 0)
                self._starts.append(line.start)
                self._numbers.append(own[-1])
            self.of_part[k] = tuple(own)
            self._starts.append(part.span.end)
            self._numbers.append(0)

    def of(self, span: Span) -> Span:
        """The numbers of the first and the last line that words stand in; `NO_LINES` where one of
        the two is none."""
        first, last = self._at(span.start), self._at(max(span.start, span.end - 1))
        return Span(first, last) if first and first <= last else NO_LINES

    def _at(self, offset: int) -> int:
        found = bisect_right(self._starts, offset) - 1
        return self._numbers[found] if found >= 0 else 0


def _lines(text: str, span: Span) -> Iterator[Span]:
    start = span.start
    for end in LINE_BREAK.finditer(text, *span):
        yield Span(start, end.start())
        start = end.end()
    yield Span(start, span.end)
