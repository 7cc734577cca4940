"""Word places: where each word of a long folded text stands, looked up instead of searched. Pure.

A text is cut at its spaces once. It has few different pieces, however long it is; what is asked
about a word, or a part of one, is answered by looking at these, and costs the same for the
thousandth quotation as for the first.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple, TypeAlias

from .fold import WORD, words_in

#: Pieces of the text, and how far from the beginning of each something stands.
_Lookup: TypeAlias = Sequence[tuple[str, int]]
#: A word inside a quotation that stands more often is held against those at its edges.
_RARE = 1024
#: More often than anything stands in a text.
_NEVER = 1 << 62
#: Characters that are cut into pieces at a time.
_STRETCH = 65_536


def _stretches(text: str) -> Iterator[str]:
    """`text` cut at some of its spaces: all its pieces at once would take ten times its memory."""
    at = end = 0
    while end >= 0:
        end = text.find(" ", at + _STRETCH)
        yield text[at : end if end >= 0 else None]
        at = end + 1


class _Edge(NamedTuple):
    """How often something begins or ends a piece, and which pieces it does."""

    count: int
    pieces: list[str]


class WordPlaces:
    """The words of a folded text (`fold.Folded.text`), whose only white space is the space."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._counts: dict[str, int] = {}
        self._edges: dict[str, _Edge] = {}
        #: Each piece between two spaces, and where it stands, in order.
        self._pieces: dict[str, array[int]] = {}
        pieces, at = self._pieces, 0
        for stretch in _stretches(text):
            for piece in stretch.split(" "):
                try:
                    pieces[piece].append(at)
                except KeyError:
                    pieces[piece] = array("I", (at,))
                at += len(piece) + 1

    @cached_property
    def _words(self) -> dict[str, list[tuple[str, int]]]:
        """For each word the pieces that have it, and how far behind their beginning."""
        words: dict[str, list[tuple[str, int]]] = {}
        for piece in self._pieces:
            for match in WORD.finditer(piece):
                words.setdefault(match.group(), []).append((piece, match.start()))
        return words

    @cached_property
    def _joined(self) -> str:
        """The different pieces in a row, each between two spaces, to look for parts of words."""
        return f" {' '.join(self._pieces)} "

    def count(self, word: str) -> int:
        """How often a word (`fold.WORD`) stands in the text."""
        if word not in self._counts:
            found = self._words.get(word, ())
            self._counts[word] = sum(len(self._pieces[piece]) for piece, _ in found)
        return self._counts[word]

    def of(self, word: str) -> list[int]:
        """Where a word stands, in order."""
        return self._places(self._words.get(word, ()))

    def occurrences(self, quote: str) -> list[int]:
        """Where a folded quotation stands, in order, those that overlap too. It has neither a
        space at its ends nor two in a row, and may begin or end inside a word."""
        stands = self.text.startswith
        found: list[int] = []
        for piece, lead in self._candidates(quote):
            places = self._pieces[piece]
            found += [at + lead for at in places if stands(quote, at + lead) and at + lead >= 0]
        return sorted(found)

    def _candidates(self, quote: str) -> _Lookup:
        """Where a quotation may stand: at the rarest word inside it, or, where that is common or
        there is none, at its first or its last."""
        # The words at its edges do not count as such: they may be parts of longer ones.
        inner = [
            (self.count(word), at, word)
            for word, at in words_in(quote) if at > 0 and at + len(word) < len(quote)
        ]  # fmt: skip
        count, lead, word = min(inner, default=(_NEVER, 0, ""))
        if count > _RARE:
            first, space, _ = quote.partition(" ")
            if not space:
                return list(self._with(quote))
            last = quote.rpartition(" ")[2]
            before, after = self._at_edge(f"{first} "), self._at_edge(f" {last}")
            if before.count <= min(count, after.count):
                return [(piece, len(piece) - len(first)) for piece in before.pieces]
            if after.count < count:
                return [(piece, len(last) - len(quote)) for piece in after.pieces]
        return [(piece, at - lead) for piece, at in self._words.get(word, ())]

    def _at_edge(self, part: str) -> _Edge:
        """The pieces that end or begin with `part`, which has a space on that side. Common words
        are asked for again and again."""
        if part not in self._edges:
            pieces = [piece for piece, _ in self._with(part)]
            self._edges[part] = _Edge(sum(len(self._pieces[piece]) for piece in pieces), pieces)
        return self._edges[part]

    def _with(self, part: str) -> Iterator[tuple[str, int]]:
        """The pieces that have `part` in them, with its offset; a space before or behind it
        stands for the piece's beginning or end."""
        row, bare = self._joined, part.strip(" ")
        inset, piece, start, end = part.index(bare), "", 0, 0
        found = row.find(part)
        while found >= 0:
            at = found + inset
            if at >= end:  # not once more in the same piece, whose copy costs
                start, end = row.rfind(" ", 0, at) + 1, row.find(" ", at)
                piece = row[start:end]
            yield piece, at - start
            found = row.find(part, found + 1)

    def _places(self, found: _Lookup) -> list[int]:
        return sorted(at + lead for piece, lead in found for at in self._pieces[piece])
