"""Note places: where each note stands, and under which label. Pure.

In print a note stands where its series says, and where that is the foot of the page, where the
profile has its notes; one that is called in the words of another note that is not there stands with
that. In an EPUB notes pop up: they stand behind their chapter, whose text the source's own are, and
only editors' notes of a series at the end have a document of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from edition.model import Chapter, Edition, Note, NotePlace, Series
from edition.typography.profiles import Notes, Profile

#: The section of the notes that a profile without feet has at the end.
END_NOTES = "end-notes"


@dataclass(frozen=True, slots=True)
class NoteGroup:
    """Notes under one label; `name` is their anchor, behind its first part the id of the series.
    Without a label they are the edition's own."""

    name: str
    label: str
    notes: tuple[Note, ...]


class NotePlaces:
    """Where the notes of an edition stand in print."""

    def __init__(self, edition: Edition, profile: Profile) -> None:
        self.edition = edition
        self.profile = profile

    def place(self, note: Note) -> NotePlace:
        """Where the note stands: at the foot (or side), behind its chapter, at the end."""
        place = self._series[note.id].place
        if place is NotePlace.FOOT and self.profile.notes is Notes.END:
            return NotePlace.END
        return place

    def behind(self, chapter: Chapter) -> list[NoteGroup]:
        """The notes that stand behind their chapter, by their series."""
        notes = [note for note in chapter.notes if self.place(note) is NotePlace.CHAPTER]
        return self._grouped(notes, f"{chapter.id}-notes")

    def at_end(self) -> list[NoteGroup]:
        """The notes that stand behind the text, by their series."""
        notes = [note for note in self.edition.notes if self.place(note) is NotePlace.END]
        return self._grouped(notes, END_NOTES)

    def called_in(self, note_id: str) -> Sequence[Note]:
        """The notes that are called in the words of a note of the source's, and in theirs."""
        return self._inner.get(note_id, ())

    @cached_property
    def _inner(self) -> Mapping[str, Sequence[Note]]:
        """By the outermost note around them, which comes before them in the book."""
        found: dict[str, list[Note]] = {}
        outermost: dict[str, str] = {}
        for note in self.edition.notes:
            if note.after:
                outermost[note.id] = outermost.get(note.after, note.after)
                found.setdefault(outermost[note.id], []).append(note)
        return found

    def _grouped(self, notes: Iterable[Note], name: str) -> list[NoteGroup]:
        by_series: dict[Series | None, list[Note]] = {None: []}
        by_series |= {series: [] for series in self.edition.series}
        for note in notes:
            series = self._series[note.id]
            own = series if series.place is not NotePlace.FOOT else None
            by_series.setdefault(own, []).append(note)
        return [_group(name, series, found) for series, found in by_series.items() if found]

    @cached_property
    def _series(self) -> Mapping[str, Series]:
        """The series by which each note is placed: its own, or that of the note around it, which
        comes before it in the book."""
        found: dict[str, Series] = {}
        for note in self.edition.notes:
            around = found.get(note.after, note.series)
            at_foot = note.series.place is NotePlace.FOOT and around.place is not NotePlace.FOOT
            found[note.id] = around if at_foot else note.series
        return found


def called(notes: Iterable[Note]) -> list[tuple[str, str]]:
    """How the notes of each declared series are called, and what they are."""
    marks: dict[str, dict[str, None]] = {}
    for note in notes:
        if note.series.label:
            marks.setdefault(note.series.label, {})[note.mark] = None
    return [
        (", ".join(list(own)[:3]) + (" …" if len(own) > 3 else ""), label)
        for label, own in marks.items()
    ]


def in_document(edition: Edition, chapter: Chapter) -> list[NoteGroup]:
    """The notes behind a chapter of the EPUB: the edition's own first."""
    notes = [note for note in chapter.notes if not has_document(note)]
    return _by_label(edition, notes, "h-notes")


def in_documents(edition: Edition) -> list[NoteGroup]:
    """The notes that have a document of their own in the EPUB."""
    notes = [note for note in edition.notes if has_document(note)]
    return _by_label(edition, notes, END_NOTES)


def has_document(note: Note) -> bool:
    """Whether a note stands in the document of its series, and not in that of its chapter."""
    return note.series.place is NotePlace.END and not note.is_own


def _by_label(edition: Edition, notes: Iterable[Note], name: str) -> list[NoteGroup]:
    by_series: dict[Series | None, list[Note]] = {None: []}
    by_series |= {series: [] for series in edition.series}
    for note in notes:
        by_series[note.series if note.series.label else None].append(note)
    return [_group(name, series, found) for series, found in by_series.items() if found]


def _group(name: str, series: Series | None, notes: Iterable[Note]) -> NoteGroup:
    if series is None:
        return NoteGroup(name, "", tuple(notes))
    return NoteGroup(f"{name}-{series.id}", series.label, tuple(notes))
