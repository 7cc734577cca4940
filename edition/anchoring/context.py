"""Context: the words around a quotation, by which one of several places is meant. Pure.

All offsets are those of a folded text (`normalize.Folded.text`), in which white space is one space.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple
from unicodedata import combining

from edition.text.scripts import is_spaceless

#: How far the words of a prefix or suffix are looked for at first, and at most (the limit of the
#: file's format).
NEAR, FAR = 160, 1000


class Context(NamedTuple):
    """A stretch before a quotation and one behind it; both may be empty."""

    before: tuple[int, int]
    after: tuple[int, int]


def precedes(text: str, start: int, prefix: str) -> bool:
    """Whether `prefix` stands directly before `start`, but for white space."""
    return text[max(0, start - len(prefix) - 1) : start].rstrip().endswith(prefix)


def follows(text: str, end: int, suffix: str) -> bool:
    """Whether `suffix` stands directly after `end`, but for white space."""
    return text[end : end + len(suffix) + 1].lstrip().startswith(suffix)


def shortest(text: str, start: int, end: int, others: Sequence[int]) -> Context | None:
    """The shortest words that tell the quotation from `start` to `end` from the same words at
    `others`: before it, else behind it, else both. None where what is around them is the same
    for a thousand characters on both sides."""
    for limit in (NEAR, FAR):
        before, same_before = _before(text, start, others, limit)
        if not same_before:
            return Context((before, start), (end, end))
        after, same_after = _after(text, start, end, others, limit)
        if not same_after:
            return Context((start, start), (end, after))
        both = _both(text, start, end, same_before, limit)
        if both is not None:
            return Context((before, start), (end, both))
    return None


def _before(text: str, start: int, others: Sequence[int], limit: int) -> tuple[int, list[int]]:
    """Where the shortest prefix begins that stands before none of `others`, or the longest, and
    those that it stands before all the same."""
    at, same = start, list(others)
    for at in _cuts_before(text, start, limit):
        before = text[at:start].strip()
        same = [other for other in same if precedes(text, other, before)]
        if not same:
            break
    return at, same


def _after(
    text: str, start: int, end: int, others: Sequence[int], limit: int
) -> tuple[int, list[int]]:
    at, same, length = end, list(others), end - start
    for at in _cuts_after(text, end, limit):
        after = text[end:at].strip()
        same = [other for other in same if follows(text, other + length, after)]
        if not same:
            break
    return at, same


def _both(text: str, start: int, end: int, same: Sequence[int], limit: int) -> int | None:
    """Where a suffix ends that, with the longest prefix, leaves none of `same`."""
    at, same = _after(text, start, end, same, limit)
    return None if same else at


def _cuts_before(text: str, start: int, limit: int) -> Iterator[int]:
    """Where one, two, three … words before `start` begin; a lone mark is no word."""
    last = max(0, start - limit)
    words = False
    for at in range(start - 1, last - 1, -1):
        words = words or text[at].isalnum()
        whole = words and text[at] != " " and _parts(text, at)
        if whole or at == 0 or (at == last and not is_mark(text, at)):
            yield at


def _cuts_after(text: str, end: int, limit: int) -> Iterator[int]:
    """Where one, two, three … words after `end` end."""
    last = min(len(text), end + limit)
    words = False
    for at in range(end + 1, last + 1):
        words = words or text[at - 1].isalnum()
        whole = words and text[at - 1] != " " and _parts(text, at)
        if whole or (at == last and not is_mark(text, at)):
            yield at


def _parts(text: str, at: int) -> bool:
    """Whether a word ends or begins between two characters: at a space, or in a script that
    writes none."""
    if at <= 0 or at >= len(text) or text[at - 1] == " " or text[at] == " ":
        return True
    return (is_spaceless(text[at - 1]) or is_spaceless(text[at])) and not is_mark(text, at)


def is_mark(text: str, at: int) -> bool:
    """Whether the character at an offset is a mark upon the letter before it."""
    return at < len(text) and combining(text[at]) != 0
