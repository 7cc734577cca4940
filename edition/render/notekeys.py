"""Note keys: what stands before a note that nothing calls: where its words are, and the words.

In: notes in the order of the text, and the pages of their words in print. Out: each with its keys:
a page, the lines of verse, a paragraph; what the note before has too is not said again, as trade
books have it (Chicago Manual of Style, 17th edition, 14.53). Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import groupby

from edition.languages.labels import Labels
from edition.model import (
    NUMBERED,
    Block,
    Edition,
    Form,
    GlossRef,
    KeyedBy,
    Milestone,
    Note,
    PageBreak,
    Text,
)
from edition.model.dataclass import dataclass
from edition.render import locators, targets
from edition.render.noteplaces import END_NOTES, NoteGroup


@dataclass(frozen=True, slots=True)
class Key:
    """Where words of a note are: the page, the lines or the paragraph, how that is read out, and
    their place."""

    shown: str
    said: str
    file: str
    anchor: str


@dataclass(frozen=True, slots=True)
class KeyedNote:
    """A note with its keys; none where it is called, or the note before has the same."""

    note: Note
    keys: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True)
class KeyedPart:
    """Notes under a subheading, or without one (empty)."""

    title: str
    notes: tuple[KeyedNote, ...]


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where words of a note begin: their file, block and paragraph, the page of the EPUB's list,
    the heading above them (unit and words), and their language where that is not the
    edition's."""

    file: str
    unit: str
    number: int | None
    page: str
    head: tuple[str, str]
    language: str


class NoteKeys:
    """The keys of the notes of an edition; `original`: the pages of an EPUB are those of the
    original."""

    def __init__(self, edition: Edition, labels: Labels, *, original: bool) -> None:
        self.edition = edition
        self.labels = labels
        self.original = original

    def parts(
        self, group: NoteGroup, folios: Mapping[str, int] | None = None
    ) -> Iterator[KeyedPart]:
        """The notes of a group under their subheadings: where their numbers or lines begin anew,
        and where a reader looks for uncalled ones by chapters; `folios` are the pages of anchors
        in print."""
        series, apart = group.notes[0].series, group.name.startswith(END_NOTES)
        title = None
        if series.keyed_by is KeyedBy.LINE:
            title = self._poem
        elif apart and (series.anew or not (series.is_called or series.is_textual)):
            title = self._chapter
        if title is None or self._headings == 1:
            yield KeyedPart("", tuple(self._keyed(group.notes, folios)))
            return
        for (_, words), notes in groupby(group.notes, title):
            yield KeyedPart(words, tuple(self._keyed(notes, folios)))

    def places(self, note: Note) -> Iterator[tuple[str, str, str]]:
        """The places of the words of an uncalled note: file, anchor, and their language where it is
        not the edition's."""
        for anchor in _anchors(note):
            spot = self._spots[anchor]
            yield spot.file, anchor, spot.language

    def paragraph(self, note: Note) -> str:
        """The paragraph in which the words of a note begin, by its number or its name."""
        if note.paragraph:
            return self.labels.numbered("paragraph", note.paragraph)
        return self._name(note.block)

    def _poem(self, note: Note) -> tuple[str, str]:
        return self._spots[note.call_anchor].head

    def _chapter(self, note: Note) -> tuple[str, str]:
        return note.chapter, self._titles[note.chapter]

    @cached_property
    def _titles(self) -> Mapping[str, str]:
        return {chapter.id: chapter.title for chapter in self.edition.chapters}

    @property
    def _headings(self) -> int:
        return sum(1 + len(chapter.sections) for chapter in self.edition.chapters)

    def _keyed(
        self, notes: Iterable[Note], folios: Mapping[str, int] | None
    ) -> Iterator[KeyedNote]:
        said = ""
        for note in notes:
            if note.series.is_called:
                yield KeyedNote(note)
                continue
            found: dict[str, Key] = {}
            for key in self._keys(note, folios):
                found.setdefault(key.shown, key)
            keys = tuple(found.values())
            repeated = len(keys) == 1 and keys[0].shown == said
            said = keys[-1].shown
            yield KeyedNote(note, () if repeated else keys)

    def _keys(self, note: Note, folios: Mapping[str, int] | None) -> Iterator[Key]:
        for k, anchor in enumerate(_anchors(note)):
            spot = self._spots[anchor]
            yield Key(*self._shown(note, k, folios), spot.file, anchor)

    def _shown(self, note: Note, k: int, folios: Mapping[str, int] | None) -> tuple[str, str]:
        """The key of the k-th place of a note, and how it is read out."""
        anchor, by, numbered = _anchors(note)[k], note.series.keyed_by, self.labels.numbered
        spot = self._spots[anchor]
        if by is KeyedBy.LINE and note.lines and note.lines[k].start:
            first, last = note.lines[k]
            shown = str(first) if first == last else f"{first}–{last}"
            return shown, numbered("line" if first == last else "lines", shown)
        if by is KeyedBy.PAGE and (page := spot.page if folios is None else str(folios[anchor])):
            return page, numbered("page", page)
        if spot.number:
            return f"¶\u00a0{spot.number}", numbered("paragraph", str(spot.number))
        shown = self._name(spot.unit)
        return shown, shown

    def _name(self, unit: str) -> str:
        """What a block without a number is called."""
        name, number = self._names.get(unit, ("title-place", ""))
        return self.labels.numbered(name, number) if number else self.labels[name]

    @cached_property
    def _names(self) -> Mapping[str, tuple[str, str]]:
        return dict(locators.unnumbered(self.edition))

    @cached_property
    def _spots(self) -> Mapping[str, _Spot]:
        """Where the words of each note without a call begin, by their anchors."""
        found: dict[str, _Spot] = {}
        page, number, noted = "", None, self.edition.noted()
        for chapter in self.edition.chapters:
            file, head = targets.chapter(chapter.id), (chapter.id, chapter.title)
            heads = {section.unit: (section.unit, section.title) for section in chapter.sections}
            for block in chapter.blocks():
                head = heads.get(block.unit, head)
                goes_on = block.role in NUMBERED and block.unit not in noted
                number = block.number or (number if goes_on else None)
                for run in block.runs:
                    if isinstance(run, PageBreak) and not self.original:
                        page = run.label
                    elif isinstance(run, Milestone) and self.original:
                        page = run.name
                    elif isinstance(run, Text | GlossRef):
                        spot = _Spot(file, block.unit, number, page, head, _language(block, run))
                        found |= dict.fromkeys(run.lemmas, spot)
        return found


def _language(block: Block, run: Text | GlossRef) -> str:
    inner = [form.value for form in run.forms if form.form is Form.LANGUAGE]
    return inner[-1] if inner else block.language


def _anchors(note: Note) -> list[str]:
    """The anchors of the words of a note."""
    return [note.call_anchor, *(anchor for _, anchor in note.further)]
