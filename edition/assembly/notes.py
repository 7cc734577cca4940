"""Notes: the notes of an edition in their order, with their numbers and their calls. Pure.

The order is that of the book. A note that is called in the words of one of the author's comes
behind that one, wherever the file has these words.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, replace
from typing import TypeAlias

from edition.assembly import authornotes
from edition.assembly.authornotes import Belonging, CallParts, PlacedNote
from edition.assembly.calls import call_offset, start_offset
from edition.assembly.runs import Mark
from edition.assembly.verselines import VerseLines
from edition.model import (
    Emendation,
    Footnote,
    Note,
    NoteRef,
    Series,
    SourceText,
    Span,
)
from edition.model.dataclass import dataclass
from edition.model.edition import Called
from edition.text import lineends
from edition.text.closing import Placement
from edition.text.parts import Part

#: Where a note is called: the part, the offset in the reading text, whether before its words.
_Call: TypeAlias = tuple[int, int, bool]
#: The further places that call a note, by its id: the words, and whether it stands before them.
Further: TypeAlias = Mapping[str, Sequence[tuple[Span, bool]]]
#: The calls of each part: where they stand in the reading text, in order.
Calls: TypeAlias = dict[int, list[tuple[int, NoteRef]]]


@dataclass(frozen=True, slots=True)
class Places:
    """What is known of the parts: their units, paragraph numbers, and the numbers of their
    chapters."""

    parts: Sequence[Part]
    units: Sequence[str]
    numbers: Sequence[int | None]
    chapters: list[int]
    starts: Sequence[int]
    of_calls: CallParts

    def part_at(self, offset: int) -> int:
        """The part that holds the character at `offset`, or the last one before it."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def call_at(self, offset: int) -> int:
        """The part that a call at `offset` stands in."""
        return self.of_calls.at(offset)


@dataclass(frozen=True, slots=True)
class _Placed:
    """A note in its place: `at` is where its first call comes in the book, `order` where the note
    does in its file, `calls` are all its calls in the order of the book, `spans` the words of each
    of them, if they are an editor's."""

    at: tuple[int, ...]
    order: int
    calls: Sequence[_Call]
    item: Called | PlacedNote
    spans: Sequence[Span] = ()

    @property
    def k(self) -> int:
        """The part with the first call."""
        return self.calls[0][0]


@dataclass(slots=True)
class Numbering:
    """Numbers the notes. `own` are the source's, whose series `belonging` says; `declared` are
    the series of the file by their ids, `explanatory` and `textual` the editors' others; `where`
    says on which side of punctuation those of the editors are called. `lemmas` are the words of
    notes without calls, by parts, with their anchors."""

    source: SourceText
    places: Places
    own: Sequence[PlacedNote]
    belonging: Belonging
    declared: Mapping[str, Series]
    where: Placement = "after"
    explanatory: Series = Series.EXPLANATORY
    textual: Series = Series.TEXTUAL
    verse: VerseLines | None = None
    notes: list[Note] = field(default_factory=list)
    calls: Calls = field(default_factory=lambda: defaultdict(list))
    lemmas: dict[int, list[Mark]] = field(default_factory=lambda: defaultdict(list))
    first_calls: Mapping[int, int] = field(init=False)

    def __post_init__(self) -> None:
        self.first_calls = {note.index: note.calls[0] for note in self.own}

    def run(self, called: Sequence[tuple[Called, Span]], further: Further) -> None:
        """Number `called`, the editors' notes with their lemmas, and the author's; the words of
        these go to the chapter that calls them."""
        self._move_words()
        placed = self._placed(called, further)
        labels = self._labels(placed)
        counts: dict[Series, int] = defaultdict(int)
        for at in placed:
            if isinstance(at.item, PlacedNote):
                note = self._own(at.item, at.k)
            else:
                note = self._note(at.item, at.spans, at.k)
            counts[note.series] += 1
            note = replace(note, number=counts[note.series], label=labels.get(note.id, ""))
            self.notes.append(replace(note, further=tuple(self._call(note, at))))
        for calls in self.calls.values():
            calls.sort(key=_by_offset)

    def _call(self, note: Note, placed: _Placed) -> Iterator[tuple[str, str]]:
        """Put the calls of a note, or the anchors of its words, into their parts; the chapters and
        anchors of all but the first come back."""
        for again, (k, offset, before) in enumerate(placed.calls):
            inside = self.places.parts[k].note >= 0
            ref = NoteRef(note.id, note.number, note.series, note.label, again, inside, before)
            if note.series.is_called:
                self.calls[k].append((offset, ref))
            else:
                self.lemmas[k].append((placed.spans[again], ref.place))
            if again:
                yield self._chapter(k), ref.place

    def _placed(self, called: Sequence[tuple[Called, Span]], further: Further) -> list[_Placed]:
        """All notes in the order of the book."""
        placed: list[_Placed] = []
        for order, (item, span) in enumerate(called):
            words = ((span, item.before), *further.get(item.id, ()))
            place = self._place if self._series(item).is_called else self._place_of_words
            found = sorted(((place(*at), at[0]) for at in words), key=self._in_book_first)
            calls, spans = [call for call, _ in found], [words for _, words in found]
            placed.append(_Placed(self._in_book(calls[0]), order, calls, item, spans))
        for own in self.own:
            calls = [self._own_call(offset) for offset in own.calls]
            placed.append(_Placed(self._in_book(calls[0]), -1, calls, own))
        return sorted(placed, key=_by_call)

    def _own_call(self, offset: int) -> _Call:
        """Where a note of the source's is called, perhaps before the first word of its part."""
        k = self.places.call_at(offset)
        start = self.places.parts[k].span.start
        return k, max(offset, start), offset <= start

    def _place(self, span: Span, before: bool) -> _Call:
        """Where a note on the words of `span` is called."""
        k = self.places.part_at(span.start if before else span.end - 1)
        part = self.places.parts[k].span
        if before:
            return k, start_offset(self.source.text, span.start, part.start), True
        return k, call_offset(self.source.text, span, part, self.where), False

    def _place_of_words(self, span: Span, before: bool) -> _Call:
        """Where a note without a call belongs to words: their beginning."""
        k = self.places.part_at(span.start)
        return k, max(span.start, self.places.parts[k].span.start), before

    def _in_book_first(self, found: tuple[_Call, Span]) -> tuple[int, ...]:
        return self._in_book(found[0])

    def _in_book(self, call: _Call) -> tuple[int, ...]:
        return self._order(call[1], call[0])

    def _order(self, offset: int, k: int) -> tuple[int, ...]:
        """Where a call comes in the book: one in an author's note behind the call of that."""
        found = [offset]
        for at in self._around(k):
            found += (1, at)
        return tuple(reversed(found))

    def _around(self, k: int) -> list[int]:
        """Where the author's notes are called whose words the part `k` is, the innermost first."""
        found: list[int] = []
        while (at := self.first_calls.get(self.places.parts[k].note)) is not None:
            k, offset, _ = self._own_call(at)
            if offset in found:  # notes that call one another in a ring
                break
            found.append(offset)
        return found

    def _body_part(self, offset: int) -> int:
        """The part of the running text that a call belongs to, however deep it stands."""
        k = self.places.call_at(offset)
        around = self._around(k)
        return self.places.call_at(around[-1]) if around else k

    def _move_words(self) -> None:
        for note in self.own:
            where = self.places.chapters[self._body_part(note.calls[0])]
            for k in note.parts:
                self.places.chapters[k] = where

    def _labels(self, placed: Sequence[_Placed]) -> dict[str, str]:
        """The marks of the notes, by their ids, but of those whose number says it."""
        by_series: dict[Series, list[_Placed]] = defaultdict(list)
        for at in placed:
            by_series[self._series(at.item)].append(at)
        found: dict[str, str] = {}
        for series, members in by_series.items():
            if series.builtin and not (series.is_author or series.anew):
                continue
            named = [
                (self._label(at.item), self.places.chapters[self._body_part(at.calls[0][1])])
                for at in members
            ]
            marks = authornotes.labels(named, series)
            found |= {at.item.id: mark for at, mark in zip(members, marks, strict=True)}
        return found

    def _series(self, item: Called | PlacedNote) -> Series:
        if isinstance(item, PlacedNote):
            return self.belonging.of(self._label(item))
        if isinstance(item, Footnote):
            return self.declared.get(item.series, self.explanatory)
        return self.textual

    def _label(self, item: Called | PlacedNote) -> str:
        """The label that a note has in the source; empty where it has none."""
        if isinstance(item, PlacedNote) and self.source.marked:
            return self.source.marked.notes[item.index].label
        return ""

    # ── one note, but for its number ────────────────────────────────────────────────────────

    def _own(self, own: PlacedNote, k: int) -> Note:
        """A note of the source's; its words come later."""
        place = (self.places.units[k], None, self._chapter(k), self.places.numbers[k])
        after = self._within(k)
        return Note(own.id, 0, "", *place, self._series(own), after=after)

    def _note(self, item: Called, spans: Sequence[Span], k: int) -> Note:
        lemmas = tuple(lineends.on_one_line(self.source, span) for span in spans)
        lines = tuple(self.verse.of(span) for span in spans) if self.verse else ()
        reading = item.reading if isinstance(item, Emendation) else ""
        return Note(
            id=item.id,
            number=0,
            lemma=lemmas[0],
            block=self.places.units[k],
            body=item.body,
            chapter=self._chapter(k),
            paragraph=self.places.numbers[k],
            series=self._series(item),
            reading=reading,
            after=self._within(k),
            lemmas=lemmas,
            lines=lines,
        )

    def _chapter(self, k: int) -> str:
        return chapter_id(self.places.chapters[k])

    def _within(self, k: int) -> str:
        """The id of the author's note that a part belongs to, or nothing."""
        note = self.places.parts[k].note
        return authornotes.note_id(note) if note >= 0 else ""


def chapter_id(number: int) -> str:
    """The id of a chapter by its number, from 0."""
    return f"text-{number + 1:03d}"


def _by_call(item: _Placed) -> tuple[tuple[int, ...], int]:
    """Two notes called at one place keep the order of the file, the author's before the others."""
    return item.at, item.order


def _by_offset(call: tuple[int, NoteRef]) -> int:
    return call[0]
