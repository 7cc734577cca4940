"""Series: the declared series of notes, held against the notes.

In: annotations; once they hang on the text, the edition. Out: an error for a note of a series that
is not declared; a warning for a series without notes, where two notes of a chapter are called
alike, so that a reader cannot tell which is meant, and for keys of notes that change nothing
(`notekeys`). Pure.
"""

from __future__ import annotations

from collections.abc import Iterator

from edition.checks import notekeys
from edition.model import Annotations, Edition, Note, Series
from edition.model.problems import Problem, Severity, did_you_mean

_BUILTIN = frozenset(("", *(s.id for s in (Series.EXPLANATORY, Series.TEXTUAL, Series.AUTHOR))))


def unknown(annotations: Annotations) -> Iterator[Problem]:
    """The errors, as above."""
    known = [item.series.id for item in annotations.series]
    for note in annotations.footnotes:
        if note.series and note.series not in known:
            message = f"There is no series of notes with the id “{note.series}”."
            near = did_you_mean(note.series, known)
            if note.series == annotations.author.id:
                near = "The notes of `author` are the text's own: take the key out."
            declared = f"Declared: {', '.join(known)}." if known else "Declare it under `series`."
            yield Problem("unknown-series", note.place, message, near or declared)


def problems(annotations: Annotations, edition: Edition) -> Iterator[Problem]:
    """The warnings, as above."""
    there = {note.series.id for note in edition.notes}
    there |= {note.series for note in annotations.footnotes}
    known = {item.series.id for item in annotations.series}
    for item in annotations.series:
        # One that a note misspells is there.
        if item.series.id not in there and there <= known | _BUILTIN:
            message = f"The series “{item.series.id}” has no notes."
            hint = "Give a note under `footnotes` its `series`, or take the series out."
            yield Problem("series-without-notes", item.at, message, hint, Severity.WARNING)
    yield from _called_alike(annotations, edition)
    yield from notekeys.problems(annotations, edition)


def _called_alike(annotations: Annotations, edition: Edition) -> Iterator[Problem]:
    places = {item.series: item.at for item in annotations.series}
    first: dict[tuple[str, str], Note] = {}
    told: set[frozenset[str]] = set()
    for note in (note for note in edition.notes if note.series.is_called):
        other = first.setdefault((note.chapter, note.mark), note)
        both = frozenset((note.series.id, other.series.id))
        own = places.get(note.series) or places.get(other.series)
        if len(both) == 1 or both in told or own is None:
            continue
        told.add(both)
        message = (
            f"Two notes of one chapter are called “{note.mark}”: {_named(other)}, {_named(note)}."
        )
        hint = "Give the series other `marks`: numbers, letters, roman or symbols."
        yield Problem("series-called-alike", own, message, hint, Severity.WARNING)


def _named(note: Note) -> str:
    """A note by its series and its words, as far as they are known."""
    return f"one of the series {note.series.id} ({note.lemma[:30] or note.id})"
