"""Author's notes: those of the source itself: where each is called, and how. Pure.

Their words are part of the text, and are printed where they are called.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from edition.model import SourceNote, SourceText, Span
from edition.model.problems import Problem
from edition.text.parts import Part

#: What calls notes that have no numbers, in the order that printers have (Chicago Manual of Style,
#: 14.25); doubled, and doubled again, where these are not enough.
SYMBOLS = "*†‡§‖¶"


@dataclass(frozen=True, slots=True)
class PlacedNote:
    """A note of the source's own: its index there, the parts that are its words, the offsets of
    its calls in the reading text."""

    index: int
    parts: tuple[int, ...]
    calls: tuple[int, ...]


def placed(
    source: SourceText, parts: Sequence[Part], is_left_out: Callable[[Span], bool]
) -> tuple[list[PlacedNote], list[Problem]]:
    """The notes whose words are in the reading text (`parts`), in their order there; and a problem
    for each that nothing calls, and for each call that no note answers."""
    if source.marked is None:
        return [], []
    words: dict[int, list[int]] = {}
    for k, part in enumerate(parts):
        if part.note >= 0:
            words.setdefault(part.note, []).append(k)
    found: list[PlacedNote] = []
    problems: list[Problem] = []
    for index, note in enumerate(source.marked.notes):
        calls = tuple(at for at in note.calls if not is_left_out(Span(max(0, at - 1), at)))
        if index in words and calls:
            found.append(PlacedNote(index, tuple(words[index]), calls))
        elif index in words:
            problems.append(_without_call(note))
        elif calls:
            problems.append(_without_note(note.label, note))
    problems += (
        _without_note(call.label, call)
        for call in source.marked.unanswered
        if not is_left_out(Span(max(0, call.offset - 1), call.offset))
    )
    return found, problems


def labels(notes: Iterable[tuple[SourceNote, int]], kind: str) -> Iterator[str]:
    """The marks of notes in the order of their calls, each given with the number of its chapter;
    `kind` is `symbols`, `numbers` or `source`."""
    chapter, in_chapter = -1, 0
    for number, (note, where) in enumerate(notes, 1):
        in_chapter = in_chapter + 1 if where == chapter else 1
        chapter = where
        if kind == "symbols":
            yield _symbol(in_chapter)
        elif kind == "source" and not note.label.startswith("^"):
            yield note.label
        else:
            yield str(number)


def _symbol(number: int) -> str:
    times, which = divmod(number - 1, len(SYMBOLS))
    return SYMBOLS[which] * (times + 1)


def _named(label: str) -> str:
    """A note by its label, which one within a paragraph does not have."""
    return "A note in its paragraph" if label.startswith("^") else f"The note “{label}”"


def _without_note(label: str, item: object) -> Problem:
    place = item.place  # type: ignore[attr-defined]
    message = f"The text calls the note “{label}”, and has none of this name."
    hint = "Is its label misspelt, or its text left out, or in a file that is not under `source`?"
    return Problem("call-without-note", place, message, hint)


def _without_call(note: SourceNote) -> Problem:
    message = f"{_named(note.label)} is called nowhere in the text."
    hint = "Is its label misspelt? If the text has lost its call, leave it out under `omissions`."
    return Problem("note-without-call", note.place, message, hint)


def first_calls(notes: Iterable[PlacedNote]) -> Mapping[int, int]:
    """For each note, by its index, where it is called first."""
    return {note.index: note.calls[0] for note in notes}
