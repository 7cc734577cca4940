"""Note places: where each note stands, and under which label. Pure.

In print a note stands where its series says, and where that is the foot of the page, where the
profile has its notes; one that is called in the words of another note that is not there stands with
that. In an EPUB notes pop up: they stand behind their chapter, whose text the source's own are, and
only editors' notes of a series at the end have a document of their own. What is called and what is
not never stands in one list.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from edition.model import Chapter, Edition, Note, NotePlace, Series
from edition.model.dataclass import dataclass
from edition.typography.profiles import Notes, Profile

#: The section of the notes that a profile without feet has at the end.
END_NOTES = "end-notes"


@dataclass(frozen=True, slots=True)
class NoteGroup:
    """Notes under one label; `name` is their anchor, behind its first part the id of the series.
    Without a label they are the edition's own, and `kind` is the label of the builder's."""

    name: str
    label: str
    notes: tuple[Note, ...]
    kind: str = "notes"

    @property
    def is_called(self) -> bool:
        """Whether the text has marks that call them."""
        return self.notes[0].series.is_called


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
        return self._grouped(notes, f"{chapter.id}-notes", "notes")

    def at_end(self) -> list[NoteGroup]:
        """The notes that stand behind the text, by their series."""
        notes = [note for note in self.edition.notes if self.place(note) is NotePlace.END]
        return self._grouped(notes, END_NOTES, END_NOTES)

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

    def _grouped(self, notes: Iterable[Note], name: str, kind: str) -> list[NoteGroup]:
        def apart(note: Note) -> bool:
            return self._series[note.id].place is not NotePlace.FOOT

        owned = [(self._series[note.id] if apart(note) else None, note) for note in notes]
        return _groups(self.edition, owned, name, kind)

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
        if note.series.label and note.series.is_called:
            marks.setdefault(note.series.label, {})[note.mark] = None
    return [
        (", ".join(list(own)[:3]) + (" …" if len(own) > 3 else ""), label)
        for label, own in marks.items()
    ]


def in_document(edition: Edition, chapter: Chapter) -> list[NoteGroup]:
    """The notes behind a chapter of the EPUB: the edition's own first."""
    notes = [(note.series, note) for note in chapter.notes if not has_document(note)]
    return _groups(edition, notes, "h-notes", "notes")


def in_documents(edition: Edition) -> list[NoteGroup]:
    """The notes that have a document of their own in the EPUB."""
    notes = [(note.series, note) for note in edition.notes if has_document(note)]
    return _groups(edition, notes, END_NOTES, END_NOTES)


def has_document(note: Note) -> bool:
    """Whether a note stands in the document of its series, and not in that of its chapter."""
    return note.series.place is NotePlace.END and not note.is_own


def document(note: Note) -> str:
    """The name of the document that such a note stands in."""
    own = _own(note.series)
    return own.id if own else Series.EXPLANATORY.id


def _own(series: Series | None) -> Series | None:
    """The series under whose label notes stand; none for the edition's own that are called, which
    stand together."""
    return series if series and (series.label or not series.is_called) else None


def _groups(
    edition: Edition, notes: Iterable[tuple[Series | None, Note]], name: str, kind: str
) -> list[NoteGroup]:
    """Notes, each with the series that places it: the edition's own, those of the declared series
    in their order, those about the wording."""
    by_series: dict[Series | None, list[Note]] = {None: []}
    for series, note in notes:
        by_series.setdefault(_own(series), []).append(note)
    ranks = {series: k for k, series in enumerate(edition.series, 2)}
    ordered = sorted(
        (series for series in by_series if by_series[series]),
        key=lambda series: (
            0 if not series else ranks.get(series, len(ranks) + 2 * series.is_textual)
        ),
    )
    return [_group(name, series, by_series[series], kind) for series in ordered]


def _group(name: str, series: Series | None, notes: Iterable[Note], kind: str) -> NoteGroup:
    own = tuple(notes)
    if series and series.is_textual:
        kind = "textual-notes"
    if series is None:
        return NoteGroup(name, "", own, kind)
    return NoteGroup(f"{name}-{series.id}", series.label, own, kind)
