"""Search: where each of many strings stands in a text, all of them in one reading. Pure.

Read for all at once by an automaton of Aho and Corasick ("Efficient string matching", 1975), a text
costs the same for thousands of strings as for some dozens.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

#: Half a character, of which the automaton would find nothing at all; no text in UTF-8 has one.
_SURROGATE = re.compile("[\ud800-\udfff]")
#: Up to so many strings are found sooner one by one.
_FEW = 40
#: Characters of a text that are read, and of strings that are looked for, at a time: what is found
#: and the automaton's states, of one megabyte each, are some hundred megabytes at the most.
_STRETCH = _BATCH = 1 << 20


class Search:
    """Strings to be looked for; ready for any number of texts. The empty string is not found."""

    def __init__(self, wanted: Iterable[str]) -> None:
        self._wanted = [
            words for words in dict.fromkeys(wanted) if words and not _SURROGATE.search(words)
        ]

    @cached_property
    def _batches(self) -> list[tuple[AhoCorasick, list[str]]]:
        from ahocorasick_rs import AhoCorasick

        return [(AhoCorasick(batch), batch) for batch in _batched(self._wanted)]

    def met(self, text: str) -> Iterator[tuple[str, int]]:
        """Each of the strings as often as it stands in `text`, and where; those that overlap too.
        The places of one string come in order."""
        if len(self._wanted) <= _FEW:
            for words in self._wanted:
                for at in every(text, words):
                    yield words, at
            return
        for automaton, batch in self._batches:
            # What begins in a stretch may end in the next.
            longest = max(map(len, batch))
            step = max(_STRETCH, longest)
            for at in range(0, len(text), step):
                stretch = text[at : at + step + longest - 1]
                for k, start, _ in automaton.find_matches_as_indexes(stretch, overlapping=True):
                    if start < step:
                        yield batch[k], at + start


class Occurrences:
    """The places in one text of those strings that will be asked for, of each not more than `most`;
    looked for at the first question."""

    def __init__(self, text: str, wanted: Iterable[str], most: int | None = None) -> None:
        self._text, self._wanted, self._most = text, wanted, most

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        places: dict[str, list[int]] = {words: [] for words in self._wanted}
        for words, at in Search(places).met(self._text):
            if self._most is None or len(places[words]) < self._most:
                places[words].append(at)
        return places

    def of(self, words: str) -> Sequence[int]:
        """Where `words`, one of the strings, stands; in order."""
        return self._places[words]


def every(text: str, words: str) -> Iterator[int]:
    """Where one string stands in `text`, in order, overlaps too; the empty one nowhere."""
    at = text.find(words) if words else -1
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _batched(wanted: Iterable[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    size = 0
    for words in wanted:
        batch.append(words)
        size += len(words)
        if size >= _BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
