"""Author's notes: those of the source itself: where each is called, and how. Pure.

Their words are part of the text, and are printed where they are called.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence

from edition.model import (
    DeclaredSeries,
    Marks,
    OmittedText,
    Series,
    SourceNote,
    SourceText,
    Span,
    mark_of,
)
from edition.model.dataclass import dataclass
from edition.model.problems import Place, Problem
from edition.text import patterns
from edition.text.normalize import fold_quote
from edition.text.parts import Part

_BLANKS = frozenset(" \t\u00a0")


@dataclass(frozen=True, slots=True)
class PlacedNote:
    """A note of the source's own: its index there, the parts that are its words, the offsets of
    its calls in the reading text."""

    index: int
    parts: tuple[int, ...]
    calls: tuple[int, ...]

    @property
    def id(self) -> str:
        """Its id in the edition."""
        return note_id(self.index)


def note_id(index: int) -> str:
    """The id of a note by its index; with a space, which no id of an annotator has."""
    return f"author {index + 1}"


def placed(
    source: SourceText, parts: Sequence[Part], omitted: Sequence[OmittedText]
) -> tuple[list[PlacedNote], list[Problem]]:
    """The notes whose words are in the reading text (`parts`), in their order there; and a problem
    for each that nothing calls, and for each call that no note answers."""
    if source.marked is None:
        return [], []
    words: dict[int, list[int]] = {}
    for k, part in enumerate(parts):
        if part.note >= 0:
            words.setdefault(part.note, []).append(k)
    gone = sorted(around(source.text, item.span) for item in omitted)
    notes = source.marked.notes
    calls = {
        index: [at for at in note.calls if not _is_left_out(at, gone)]
        for index, note in enumerate(notes)
    }
    problems = [
        _without_note(notes[k].label, notes[k].place) for k in calls if calls[k] and k not in words
    ]
    first = _reached({k: calls[k] for k in words}, CallParts(source.text, parts))
    found = [
        PlacedNote(k, tuple(words[k]), (first[k], *(at for at in calls[k] if at != first[k])))
        for k in words
        if k in first
    ]
    problems += (_without_call(notes[k]) for k in words if k not in first)
    problems += (
        _without_note(call.label, call.place)
        for call in source.marked.unanswered
        if not _is_left_out(call.offset, gone)
    )
    return found, problems


def _is_left_out(at: int, gone: Sequence[Span]) -> bool:
    k = bisect_right(gone, at, key=_start) - 1
    return k >= 0 and at <= gone[k].end


def _start(span: Span) -> int:
    return span.start


def around(text: str, span: Span) -> Span:
    """A stretch with the blanks before and behind it: a call there belongs to it."""
    start, end = span
    while start and text[start - 1] in _BLANKS:
        start -= 1
    while end < len(text) and text[end] in _BLANKS:
        end += 1
    return Span(start, end)


class CallParts:
    """Which part a call belongs to."""

    def __init__(self, text: str, parts: Sequence[Part]) -> None:
        self.text = text
        self.parts = parts
        self.starts = [part.span.start for part in parts]
        self._around: dict[int, Span] = {}

    def at(self, offset: int) -> int:
        """The part that ends at a call's `offset`, or goes on there, else the one that begins
        behind it on the same line."""
        k = max(0, bisect_right(self.starts, max(0, offset - 1)) - 1)
        if k + 1 < len(self.parts) and offset > self._reach(k).end:
            return k + (self._reach(k + 1).start <= offset)
        return k

    def _reach(self, k: int) -> Span:
        if k not in self._around:
            self._around[k] = around(self.text, self.parts[k].span)
        return self._around[k]


def _reached(calls: Mapping[int, Sequence[int]], places: CallParts) -> dict[int, int]:
    """For each note that a reader comes to, the call by which: one in the running text before one
    in another note. Notes that only call each other nobody comes to."""
    within = {at: places.parts[places.at(at)].note for own in calls.values() for at in own}
    found: dict[int, int] = {}
    reached = {-1}
    while reached:
        new = {
            k: next(at for at in own if within[at] in reached)
            for k, own in calls.items()
            if k not in found and any(within[at] in reached for at in own)
        }
        found |= new
        reached = set(new)
    return found


def labels(notes: Iterable[tuple[str, int]], series: Series) -> Iterator[str]:
    """The marks of the notes of a series in the order of their calls, each given with its label in
    the source, if it has one, and the number of its chapter."""
    marks, anew = series.marks, series.anew or series.marks is Marks.SYMBOLS
    chapter, in_chapter = -1, 0
    for number, (label, where) in enumerate(notes, 1):
        in_chapter = in_chapter + 1 if where == chapter else 1
        chapter = where
        if marks is Marks.SOURCE and label and not label.startswith("^"):
            yield label
        else:
            yield mark_of(marks, in_chapter if anew else number)


class Belonging:
    """Says which series a note of the source is of: the first that is declared for its label, else
    the author's."""

    def __init__(self, declared: Iterable[DeclaredSeries], author: Series) -> None:
        self.author = author
        self.patterns = [
            (patterns.whole(pattern), item.series)
            for item in declared
            for pattern in item.series.own
        ]

    def of(self, label: str) -> Series:
        """The series of the note with this label."""
        folded = fold_quote(label)
        found = (series for pattern, series in self.patterns if pattern.fullmatch(folded))
        return next(found, self.author)


def _named(label: str) -> str:
    """A note by its label, which one within a paragraph does not have."""
    return "A note in its paragraph" if label.startswith("^") else f"The note “{label}”"


def _without_note(label: str, place: Place) -> Problem:
    message = f"The text calls the note “{label}”, and has none of this name."
    hint = "Is its label misspelt, or its text left out, or in a file that is not under `source`?"
    return Problem("call-without-note", place, message, hint)


def _without_call(note: SourceNote) -> Problem:
    message = f"{_named(note.label)} is called nowhere in the text."
    hint = "Is its label misspelt? If the text has lost its call, leave it out under `omissions`."
    return Problem("note-without-call", note.place, message, hint)
