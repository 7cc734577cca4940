"""Forms: finds declared words in a text, as whole words, capitals as given. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, NamedTuple, TypeVar

from edition.anchoring.search import Search
from edition.text.normalize import WORD, fold_quote, is_whole

Owner = TypeVar("Owner")


class Use(NamedTuple, Generic[Owner]):
    """A form in a folded text (offsets, `end` exclusive), and whose form it is."""

    start: int
    end: int
    owner: Owner


class Forms(Generic[Owner]):
    """The forms of many owners, ready to be looked for: a form of two is that of the first. What
    has no word in it is never found."""

    def __init__(self, declared: Iterable[tuple[str, Owner]]) -> None:
        self._owners: dict[str, Owner] = {}
        for form, owner in declared:
            self._owners.setdefault(fold_quote(form), owner)
        self._search = Search(filter(WORD.search, self._owners))

    def uses(self, text: str) -> Iterator[Use[Owner]]:
        """Every use of every form in a folded text, those that overlap too, in no order."""
        for form, start in self._search.met(text):
            end = start + len(form)
            if is_whole(text, start, end):
                yield Use(start, end, self._owners[form])


def leftmost(uses: Iterable[Use[Owner]]) -> list[Use[Owner]]:
    """Uses without those that overlap an earlier or, from the same place, a longer one; in
    order."""
    kept: list[Use[Owner]] = []
    end = -1
    for use in sorted(uses, key=lambda use: (use.start, -use.end)):
        if use.start >= end:
            kept.append(use)
            end = use.end
    return kept


def longest(uses: Sequence[Use[Owner]]) -> list[Use[Owner]]:
    """Uses without those that overlap a longer or, of the same length, an earlier one; in
    order."""
    taken = bytearray(max((use.end for use in uses), default=0))
    kept: list[Use[Owner]] = []
    for use in sorted(uses, key=lambda use: (use.start - use.end, use.start)):
        if taken.find(1, use.start, use.end) < 0:
            taken[use.start : use.end] = b"\1" * (use.end - use.start)
            kept.append(use)
    return sorted(kept, key=lambda use: use.start)
