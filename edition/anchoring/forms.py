"""Forms: finds declared words in a text, as whole words, capitals as given. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Generic, NamedTuple, TypeVar

from edition.anchoring.search import Search
from edition.text.normalize import WORD, fold_quote, is_whole, is_word_char

Owner = TypeVar("Owner")

#: Single letters, each with a full stop: U.S.A., Д.Д., U. S. A., and without the last one: U.S.A
_ABBREVIATION = re.compile(
    r"(?<![^\W_])[^\W\d_](?:(?:\.[^\W\d_])+|(?:\. [^\W\d_](?=\.))+)(?![^\W_])\.?"
)
#: So far around a form an abbreviation is looked for that it is a part of.
_NEAR = 20


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

    def uses(
        self, text: str, is_hyphen: Callable[[int], bool] | None = None
    ) -> Iterator[Use[Owner]]:
        """Every use of every form in a folded text, those that overlap too, in no order. Where it
        is given, `is_hyphen` says whether what was folded to a hyphen at an offset is one."""
        for form, start in self._search.met(text):
            end = start + len(form)
            if is_whole(text, start, end) and not is_part(text, start, end, is_hyphen):
                yield Use(start, end, self._owners[form])


def is_part(
    text: str, start: int, end: int, is_hyphen: Callable[[int], bool] | None = None
) -> bool:
    """Whether a stretch of a folded text, whole words, is a part of something longer: of a name
    of two with a hyphen between them (Smith-Jones) or of an abbreviation (U.S.A.).

    Beside a word in small letters words keep their meaning: anti-Putin, loom-weaver.
    """
    if _joins(text, end, is_hyphen) and _binds(text, start, end + 1, _word_end(text, end + 1)):
        return True
    if _joins(text, start - 1, is_hyphen):
        other = _word_start(text, start - 1)
        if _binds(text, start, other, start - 1):
            return True
    return _is_in_abbreviation(text, start, end)


def _joins(text: str, at: int, is_hyphen: Callable[[int], bool] | None) -> bool:
    """Whether a hyphen that joins two words is at an offset: not a dash, nor two of them."""
    if not 0 < at < len(text) - 1 or text[at] != "-":
        return False
    if not (is_word_char(text[at - 1]) and is_word_char(text[at + 1])):
        return False
    return is_hyphen is None or is_hyphen(at)


def _word_start(text: str, end: int) -> int:
    """Where the word begins that ends at an offset."""
    start = end
    while start > 0 and is_word_char(text[start - 1]):
        start -= 1
    return start


def _word_end(text: str, start: int) -> int:
    """Where the word ends that begins at an offset."""
    end = start
    while end < len(text) and is_word_char(text[end]):
        end += 1
    return end


def _binds(text: str, own: int, other: int, end: int) -> bool:
    """Whether a hyphen makes another name of the words that begin at `own` and `other`; the other
    one ends at `end`. In a script without capitals one letter is a particle (Hebrew)."""
    if text[own].islower() or text[other].islower():
        return False
    return end - other > 1 or text[other].isupper() or text[other].isdigit()


def _is_in_abbreviation(text: str, start: int, end: int) -> bool:
    """Whether letters with full stops go on before or behind a stretch that has some of them."""
    if text.find(".", max(0, start - 1), end + 1) < 0:
        return False
    first = max(0, start - _NEAR)
    for found in _ABBREVIATION.finditer(text, first, end + _NEAR):
        bare = found.end() - (text[found.end() - 1] == ".")
        if found.start() < end and start < bare and (found.start() < start or end < bare):
            return True
    return False


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
