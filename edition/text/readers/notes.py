"""Notes: which call of a source means which of its notes. Pure.

A label may come again: in each chapter, or for one note that is called twice. Where as many notes
as calls have it, each call means its own, in their order; else the first one behind it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence


def matched(
    calls: Sequence[tuple[str, int]], notes: Sequence[tuple[str, int]]
) -> tuple[dict[int, int], list[int]]:
    """For each call its note, both by their index; and the calls without a note.

    `calls` and `notes` are labels with where they stand in the source, in order.
    """
    by_label: dict[str, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for k, (label, _) in enumerate(calls):
        by_label[label][0].append(k)
    for k, (label, _) in enumerate(notes):
        by_label[label][1].append(k)
    found: dict[int, int] = {}
    for own_calls, own_notes in by_label.values():
        places = [calls[k][1] for k in own_calls], [notes[k][1] for k in own_notes]
        for call, note in _pairs(*places):
            found[own_calls[call]] = own_notes[note]
    return found, [k for k in range(len(calls)) if k not in found]


def _pairs(calls: Sequence[int], notes: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The calls of one label with their notes."""
    if len(notes) == 1:
        yield from ((call, 0) for call in range(len(calls)))
        return
    if len(calls) == len(notes):
        yield from ((k, k) for k in range(len(calls)))
        return
    for call, place in enumerate(calls):
        if (note := bisect_right(notes, place)) < len(notes):
            yield call, note
