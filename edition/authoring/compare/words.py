"""Words: which words of a page stand nowhere in the other book. Pure.

Pages are not compared with one another here: when a note grows, text flows over to the next page,
and notes with it. So a word counts as known if one of the short runs of words that it is part of
is found anywhere in the other book.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from edition.authoring.compare.model import ComparedSheet

#: Words of a run. Three: a last line of two words and its call is known by the line before.
RUN = 3


def rejoined(sheets: Sequence[ComparedSheet]) -> list[ComparedSheet]:
    """The sheets, a word that is divided between two of them whole on both."""
    found = list(sheets)
    for k in range(len(found) - 1):
        parts = [n for n, word in enumerate(found[k].words) if word.broken]
        if parts and (after := found[k + 1].words):
            first = found[k].words[parts[-1]]
            whole = first.text + after[0].text
            hyphened = first.hyphened + after[0].hyphened
            found[k] = _with_word(found[k], parts[-1], whole, hyphened)
            found[k + 1] = _with_word(found[k + 1], 0, whole, hyphened)
    return found


def _with_word(sheet: ComparedSheet, n: int, text: str, hyphened: str) -> ComparedSheet:
    word = replace(sheet.words[n], text=text, hyphened=hyphened)
    return replace(sheet, words=(*sheet.words[:n], word, *sheet.words[n + 1 :]))


class Known:
    """The runs of words of a book, given by its pages."""

    def __init__(self, sheets: Iterable[ComparedSheet]) -> None:
        self._runs: set[str] = set()
        for sheet in sheets:
            self._runs.update(*_both_runs(sheet))

    def unknown(self, sheet: ComparedSheet) -> tuple[range, ...]:
        """The stretches of words of `sheet` that this book has not."""
        known = [False] * len(sheet.words)
        for runs in _both_runs(sheet):
            for start, run in enumerate(runs):
                if run in self._runs:
                    known[start : start + RUN] = [True] * len(known[start : start + RUN])
        return _stretches(known)


def _both_runs(sheet: ComparedSheet) -> tuple[list[str], list[str]]:
    """The runs, a hyphen at a line end taken for the layout's, and for the word's own."""
    return _runs([w.text for w in sheet.words]), _runs([w.hyphened for w in sheet.words])


def _runs(words: Sequence[str]) -> list[str]:
    """The runs of a page; one that is shorter has one."""
    return [" ".join(words[k : k + RUN]) for k in range(max(1, len(words) - RUN + 1))]


def _stretches(known: Sequence[bool]) -> tuple[range, ...]:
    found = []
    for is_known, group in groupby(range(len(known)), known.__getitem__):
        if not is_known:
            members = list(group)
            found.append(range(members[0], members[-1] + 1))
    return tuple(found)
