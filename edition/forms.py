"""Forms: finds declared words in a text, as whole words, capitals as given. Pure.

Each form waits at the word that the fewest of them have, so that a text need be gone through only
once, however many forms there are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, NamedTuple, TypeVar

from .fold import WORD, fold_quote, is_word_char, words_in
from .wordplaces import WordPlaces

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
        owners: dict[str, Owner] = {}
        for form, owner in declared:
            owners.setdefault(fold_quote(form), owner)
        words = {form: words_in(form) for form in owners}
        common = Counter(word for found in words.values() for word, _ in found)
        self._waiting: dict[str, list[tuple[str, int, Owner]]] = {}
        for form, found in words.items():
            # The words at the edges are whole words of the text too: `_stands` sees to it.
            if found:
                word, lead = min(found, key=lambda item: (common[item[0]], -len(item[0])))
                self._waiting.setdefault(word, []).append((form, lead, owners[form]))

    def uses(self, text: str, places: WordPlaces | None = None) -> Iterator[Use[Owner]]:
        """Every use of every form in a folded text, those that overlap too, in no order. With the
        `places` of its words they are looked up, else the text is gone through once."""
        for word, place in self._met(text, places):
            for form, lead, owner in self._waiting[word]:
                if _stands(text, form, place - lead):
                    yield Use(place - lead, place - lead + len(form), owner)

    def _met(self, text: str, places: WordPlaces | None) -> Iterator[tuple[str, int]]:
        """Each word of the text at which a form waits, and where it stands."""
        if places is not None:
            for word in self._waiting:
                for place in places.of(word):
                    yield word, place
        elif self._waiting:
            for match in WORD.finditer(text):
                if match.group() in self._waiting:
                    yield match.group(), match.start()


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


def _stands(text: str, form: str, start: int) -> bool:
    """Whether `form` stands at `start`, not as a part of a longer word."""
    end = start + len(form)
    if start < 0 or not text.startswith(form, start):
        return False
    if start and is_word_char(text[start - 1]) and is_word_char(form[0]):
        return False
    return not (end < len(text) and is_word_char(text[end]) and is_word_char(form[-1]))
