"""Merge: hangs the anchored annotations on the laid-out text and numbers what is numbered.

The heart's law: the text runs of all blocks, with the source's white space between them and
the declared omissions put back, are the source, byte for byte. `check_whole` holds it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import field, replace

from edition.apparatus import index as apparatus_index
from edition.apparatus.index import Link
from edition.assembly import authornotes, formatting, milestones
from edition.assembly.divisions import Divisions
from edition.assembly.notes import Further, Numbering, Places, chapter_id
from edition.assembly.runs import cut
from edition.assembly.verselines import VerseLines
from edition.languages import sorting
from edition.languages.collation import Key
from edition.model import (
    LINED,
    MARGIN,
    NUMBERED,
    SET_OFF,
    Annotations,
    Block,
    BodyText,
    Chapter,
    Edition,
    Element,
    Figure,
    Form,
    GlossEntry,
    IndexHeading,
    Mention,
    Note,
    Photo,
    Role,
    Series,
    SourcePage,
    SourceText,
    Span,
    Speaker,
    Term,
    Use,
)
from edition.model.dataclass import dataclass
from edition.model.edition import Called, plain
from edition.model.problems import Problem
from edition.text import chapters as text_chapters
from edition.text import lineends
from edition.text.closing import placement
from edition.text.parts import Part
from edition.text.structure import Layout
from edition.text.tablecells import is_table


@dataclass(frozen=True, slots=True)
class Anchored:
    """What the anchoring found: for each annotation its span in the source, and for each note,
    by its id, and each other text the ids of the headings that it mentions."""

    notes: Sequence[tuple[Called, Span]]
    uses: Sequence[tuple[Span, Term]]
    mentions: Sequence[tuple[Span, IndexHeading]] = ()
    noted: Mapping[BodyText | str, Collection[str]] = field(default_factory=dict)
    formatting: formatting.Declared = ()
    further: Further = field(default_factory=dict)
    pages: Sequence[SourcePage] = ()


def merge(
    source: SourceText, annotations: Annotations, layout: Layout, anchored: Anchored
) -> tuple[Edition, list[Problem]]:
    """The edition, and the problems that only show when all is together."""
    merger = _Merger(source, annotations, layout, anchored)
    edition = merger.edition()
    return edition, merger.problems


def check_whole(edition: Edition) -> None:
    """Raise AssertionError unless the edition's runs give back the source."""
    spans = [item.span for item in edition.omitted]
    last = 0
    pieces = [(block.span, "".join(plain(block.runs))) for block in edition.blocks()]
    pieces += [(span, edition.source.words(span)) for span in spans]
    for span, text in sorted(pieces):
        between = edition.source.text[last : span.start]
        assert not between.strip(MARGIN), f"lost before {span}: {between!r}"
        assert text == edition.source.words(span), f"changed at {span}: {text!r}"
        last = span.end
    for block in edition.blocks():
        for join in block.joins:
            assert block.span.start < join.start < join.end < block.span.end, f"no join: {join}"
            assert not edition.source.words(join).strip(lineends.BLANK), f"lost words at {join}"
    assert not edition.source.text[last:].strip(MARGIN), "lost at the end"


class _Merger:
    def __init__(
        self, source: SourceText, annotations: Annotations, layout: Layout, anchored: Anchored
    ) -> None:
        self.source = source
        self.annotations = annotations
        self.layout = layout
        self.anchored = anchored
        self.problems: list[Problem] = []
        self.starts = [part.span.start for part in layout.parts]
        self.numbers = text_chapters.numbers(source, layout.parts)
        #: Where a number begins: the later lines of a stanza have the number of its first.
        self.opens = list(text_chapters.opening(layout.parts, self.numbers))
        self.units = [
            f"p{n}" if opens else f"t{k + 1}"
            for k, (n, opens) in enumerate(zip(self.numbers, self.opens, strict=True))
        ]
        self.divisions = Divisions(source, annotations, layout.parts, self.units)
        self.chapter_of = self.divisions.chapter_of
        marked = source.marked.formatting if source.marked else ()
        self.kept_breaks = frozenset(form.span for form in marked if form.form is Form.BREAK)
        self.own, lost = authornotes.placed(source, layout.parts, layout.omitted)
        self.problems += lost
        self.forms, crossing = formatting.by_part(source, layout.parts, anchored.formatting)
        self.problems += crossing
        where = placement(annotations.metadata.language, annotations.calls)
        of_calls = authornotes.CallParts(source.text, layout.parts)
        places = Places(
            layout.parts, self.units, self.numbers, self.chapter_of, self.starts, of_calls
        )
        declared = {item.series.id: item.series for item in annotations.series}
        belonging = authornotes.Belonging(annotations.series, annotations.author)
        counted = annotations.verse_lines
        self.verse = VerseLines(source.text, layout.parts, self.chapter_of, counted)
        own = annotations.explanatory, annotations.textual, self.verse
        self.numbering = Numbering(source, places, self.own, belonging, declared, where, *own)
        self.notes, self.calls = self.numbering.notes, self.numbering.calls
        self.pages = milestones.placed(source, layout.parts, anchored.pages, annotations.pages)
        self.entry_uses: dict[str, list[Use]] = defaultdict(list)
        self.links: dict[int, list[Link]] = {}
        self.mentions: dict[int, list[apparatus_index.Placed]] = {}

    def edition(self) -> Edition:
        self.numbering.run(self.anchored.notes, self.anchored.further)
        self._place_links()
        self.figure_numbers = self._numbers_of_figures()
        self._write_own_notes()
        terms = sorted(self.annotations.glossary, key=self._by_name)
        sections = (*self.annotations.front, *self.annotations.back)
        index = apparatus_index.entries(
            self.annotations.headings,
            self.mentions,
            apparatus_index.Apparatus(self.notes, sections, terms),
            self.anchored.noted,
            self.annotations.metadata.language,
        )
        self.problems += apparatus_index.never_mentioned(index)
        self.problems += apparatus_index.without_place(index)
        chapters = self._build_chapters()
        return Edition(
            metadata=self.annotations.metadata,
            source=self.source,
            paragraphs=self.annotations.paragraphs,
            speakers=self.annotations.structure.speakers,
            chapters=chapters,
            notes=tuple(self.notes),
            glossary=tuple(GlossEntry(term, tuple(self.entry_uses[term.id])) for term in terms),
            figures=tuple(figure for chapter in chapters for figure in chapter.figures()),
            omitted=tuple(self.layout.omitted),
            index=index,
            chronology=self.annotations.chronology,
            maps=self.annotations.maps,
            opening=self.annotations.opening,
            front=self.annotations.front,
            back=self.annotations.back,
            text_note=self.annotations.text_note,
            records=self.annotations.sources,
            paged=bool(self.pages),
            formatting=tuple(form for k in sorted(self.forms) for form in self.forms[k]),
            series=self._series(),
            verse_lines={self.units[k]: own for k, own in self.verse.of_part.items()},
        )

    def _part_at(self, offset: int) -> int:
        """The part that holds the character at `offset`, or the last one before it."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def _series(self) -> tuple[Series, ...]:
        """The declared series that have notes, in the order of the file."""
        there = dict.fromkeys(note.series for note in self.notes)
        declared = [item.series for item in self.annotations.series]
        author = self.annotations.author
        return tuple(s for s in (author, *declared) if s in there and s.label)

    # ── notes and terms ─────────────────────────────────────────────────────────────────────

    def _write_own_notes(self) -> None:
        """Give the author's notes their words."""
        words = {own.id: own.parts for own in self.own}
        for n, note in enumerate(self.notes):
            if note.id in words:
                elements = tuple(self._elements(words[note.id], in_note=True))
                self.notes[n] = replace(note, elements=elements)

    def _numbers_of_figures(self) -> Mapping[str, int]:
        """The numbers of the photographs by their ids, in the order of the book."""
        order = {note.id: n for n, note in enumerate(self.notes)}

        def rank(k: int) -> tuple[int, int, int]:
            note = self.layout.parts[k].note
            behind = order.get(authornotes.note_id(note), 0) + 1 if note >= 0 else 0
            return self.chapter_of[k], behind, k

        parts = self.layout.parts
        shown = sorted((k for k in range(len(parts)) if parts[k].photo), key=rank)
        ids = dict.fromkeys(photo.id for k in shown if (photo := parts[k].photo))
        return {id: number for number, id in enumerate(ids, 1)}

    def _place_links(self) -> None:
        """Put the uses of terms and the mentions of headings into their paragraphs."""
        uses = self._place_uses()
        self.mentions = apparatus_index.place(self.anchored.mentions, self._part_of, self._mention)
        parts = [(part.role, part.span) for part in self.layout.parts]
        self.links = apparatus_index.links(self.mentions, parts, uses)

    def _place_uses(self) -> dict[int, list[Link]]:
        counts: dict[str, int] = defaultdict(int)
        links: dict[int, list[Link]] = defaultdict(list)
        for span, term in self.anchored.uses:
            k = self._part_of(span)
            if k is None or span.end > self.layout.parts[k].span.end:
                continue  # in a paragraph that is left out, or across two
            counts[term.id] += 1
            use = counts[term.id]
            links[k].append(Link(span, term.id, use))
            chapter = chapter_id(self.chapter_of[k])
            self.entry_uses[term.id].append(Use(use, self.units[k], chapter, self.numbers[k]))
        for term in self.annotations.glossary:
            if not counts[term.id]:
                self.problems.append(apparatus_index.never_used(term))
        return links

    def _part_of(self, span: Span) -> int | None:
        """The part in which `span` begins; None where it begins in words left out."""
        if not self.layout.parts:
            return None
        k = self._part_at(span.start)
        around = self.layout.parts[k].span
        return k if around.start <= span.start < around.end else None

    def _mention(self, k: int, anchor: str) -> Mention:
        return Mention(anchor, self.units[k], chapter_id(self.chapter_of[k]), self.numbers[k])

    # ── blocks ──────────────────────────────────────────────────────────────────────────────

    def _build_chapters(self) -> tuple[Chapter, ...]:
        members: dict[int, list[int]] = defaultdict(list)
        for k, chapter in enumerate(self.chapter_of):
            members[chapter].append(k)
        by_unit: dict[str, list[Note]] = defaultdict(list)
        for note in self.notes:
            by_unit[note.block].append(note)
        order = {note.id: k for k, note in enumerate(self.notes)}
        chapters = []
        for chapter, parts in sorted(members.items()):
            notes = [note for k in parts for note in by_unit[self.units[k]]]
            notes.sort(key=lambda note: order[note.id])
            chapters.append(
                Chapter(
                    chapter_id(chapter),
                    self.divisions.title(parts),
                    tuple(self._elements(parts)),
                    tuple(notes),
                    self.divisions.level(parts),
                    tuple(self.divisions.sections(parts)),
                    self.divisions.head(parts),
                    self.divisions.is_recto(parts),
                )
            )
        return tuple(chapters)

    def _elements(self, parts: Sequence[int], *, in_note: bool = False) -> Iterable[Element]:
        """Blocks and figures in order; a speaker is named when the turn passes to him, unless the
        source does so. The words of the author's notes are apart (`in_note`)."""
        turn: Speaker | Role | None = None
        pending: tuple[Photo, list[Block]] | None = None
        for k in parts:
            part = self.layout.parts[k]
            if part.note >= 0 and not in_note:
                continue
            if pending and part.photo is not pending[0]:
                yield self._figure(*pending)
                pending = None
            speaker = ""
            if not in_note and (part.speaker or part.role in NUMBERED - SET_OFF):
                speaks = part.speaker or part.role
                if part.speaker and speaks != turn and not part.label:
                    speaker = part.speaker.name
                turn = speaks
            block = self._block(k, part, speaker)
            if part.photo:
                pending = (part.photo, [*(pending[1] if pending else []), block])
            else:
                yield block
        if pending:
            yield self._figure(*pending)

    def _figure(self, photo: Photo, blocks: list[Block]) -> Figure:
        return Figure(photo, self.figure_numbers[photo.id], tuple(blocks))

    def _block(self, k: int, part: Part, speaker: str) -> Block:
        marks = [(item.span, item.mention.anchor) for item in self.mentions.get(k, ())]
        forms = self.forms.get(k, ())
        links = self.links.get(k, ())
        pages = self.pages.get(k, ())
        lemmas = self.numbering.lemmas.get(k, ())
        runs = cut(self.source.text, part.span, self.calls[k], links, marks, forms, pages, lemmas)
        number = self.numbers[k] if self.opens[k] else None
        return Block(
            part.role,
            self.units[k],
            number,
            speaker,
            part.span,
            tuple(runs),
            part.language,
            self._joins(part),
            part.label,
            part.speaker.name if part.speaker else "",
            self.divisions.goes_on(k),
            part.item,
        )

    def _joins(self, part: Part) -> tuple[Span, ...]:
        """The line ends of a part that are not printed; none where its lines are kept."""
        if part.role in LINED or is_table(part.role):
            return ()
        found = lineends.joins(self.source.text, part.span)
        return tuple(join for join in found if join not in self.kept_breaks)

    def _by_name(self, term: Term) -> tuple[Key, str]:
        return sorting.name_key(self.annotations.metadata.language, term.headword), term.id
