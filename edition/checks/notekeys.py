"""Note keys: keys of `notes` and `pdf` that say where notes stand, and change nothing.

In: annotations; once they hang on the text, the edition. Out: warnings: for a chapter or a verse
that the text does not have, for a kind of notes that it does not have. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator

from edition.model import Annotations, Edition, KeyedBy, NotePlace
from edition.model.problems import Place, Problem, Severity


def problems(annotations: Annotations, edition: Edition) -> Iterator[Problem]:
    """The warnings, as above."""
    idle = dict(_idle(annotations, edition))
    for name, place in annotations.note_keys.items():
        if name in idle:
            yield _without_effect(name.replace("_", "-"), idle[name], place)
    at_foot = any(note.series.place is NotePlace.FOOT for note in edition.notes)
    for item in annotations.pdfs:
        if item.notes and edition.notes and not at_foot:
            yield _without_effect("notes", "no note stands at the foot of a page", item.place)


def _idle(annotations: Annotations, edition: Edition) -> Iterator[tuple[str, str]]:
    """Keys of `notes` that change nothing, and why."""
    own, textual = annotations.explanatory, annotations.textual
    explains = any(note.series == own for note in edition.notes)
    words = any(note.series == textual for note in edition.notes)
    has_chapters = len(edition.chapters) > 1
    one = "the text has one chapter alone"
    if not (explains or (words and textual.is_called)):
        none = "the edition has no notes of its own"
        yield from ((name, none) for name in ("place", "numbering"))
    elif not has_chapters:
        if own.place is NotePlace.CHAPTER:
            yield "place", one
        if own.anew or textual.anew:
            yield "numbering", one
    if textual.is_called and not words:
        yield "wording", "there is no note on the wording, and no emendation"
    if own.keyed_by is not KeyedBy.CALL and not (explains or words):
        yield "keyed_by", "the edition has no notes of its own"
    yield from _of_verse(annotations, edition)
    if not any(note.series.is_called and not note.is_own for note in edition.notes):
        yield "calls", "the text calls no note of the editors"


def _of_verse(annotations: Annotations, edition: Edition) -> Iterator[tuple[str, str]]:
    if edition.verse_lines:
        return
    none = "no paragraph has the role verse"
    if annotations.verse_lines:
        yield "verse_lines", none
    if annotations.explanatory.keyed_by is KeyedBy.LINE:
        yield "keyed_by", none


def _without_effect(key: str, why: str, place: Place) -> Problem:
    message = f"The key `{key}` has no effect: {why}."
    return Problem("key-without-effect", place, message, "Take it out.", Severity.WARNING)
