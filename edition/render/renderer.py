"""Renderer: turns an edition into markup strings, through the templates of one rendition.

The templates only lay out; what is numbered, sorted or looked up is prepared here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property, partial
from typing import TYPE_CHECKING, Literal

from markupsafe import Markup

from edition.apparatus import forms
from edition.apparatus.chronology import table
from edition.apparatus.chronology.table import TimelineFigure, YearGroup
from edition.apparatus.citations.formatter import Formatter
from edition.apparatus.maps import drawings
from edition.assembly import milestones
from edition.assembly.prepare import Prepared
from edition.languages.datewords import DateWriter
from edition.languages.labels import Labels
from edition.markup import languagespans, split
from edition.model import (
    Block,
    Chapter,
    Element,
    GlossEntry,
    Note,
    NotePlace,
    Run,
)
from edition.render import (
    covers,
    drawn,
    filters,
    languages,
    letters,
    lists,
    locators,
    longnotes,
    noteplaces,
    passages,
    pictures,
    runningheads,
    sourcenotes,
    speakers,
    tables,
    targets,
    terms,
    views,
    widetables,
)
from edition.render import environment as environments
from edition.render import maps as render_maps
from edition.render.frames import Piece, framed
from edition.render.illustrations import Listed, listed
from edition.render.leftout import left_out
from edition.render.links import Links
from edition.render.maps import MapFigure, MapRef
from edition.render.notekeys import NoteKeys
from edition.render.noteplaces import NotePlaces
from edition.render.passages import Line, Passage
from edition.render.views import PhotoEntry, UseGroup, bookmarks
from edition.text.lineends import SEPARATORS, spaced
from edition.text.scripts import is_right_to_left
from edition.typography import fonts
from edition.typography.profiles import PROFILES, Profile, in_language

if TYPE_CHECKING:
    import jinja2

Rendition = Literal["epub", "pdf"]


class Renderer:
    """Renders one edition for one rendition; makes the citations once for both."""

    def __init__(
        self,
        prepared: Prepared,
        rendition: Rendition,
        formatter: Formatter,
        profile: Profile = PROFILES["screen"],
    ) -> None:
        self.prepared = prepared
        self.profile = in_language(profile, prepared.edition.metadata.language)
        self.edition = prepared.edition
        self.rendition: Rendition = rendition
        self.formatter = formatter
        self.labels = Labels.of(self.edition.metadata)
        self.dates = DateWriter(self.labels)
        self.languages = languages.used(prepared)
        self._note_markups: dict[str, str] = {}
        self.numbers = {note.id: note for note in self.edition.notes}
        self.note_places = NotePlaces(self.edition, profile)
        self.keys = NoteKeys(self.edition, self.labels, original=prepared.lists_original)
        self.chapter_of = views.chapters_by_unit(self.edition.chapters)
        self.original_pages = milestones.by_name(self.edition)
        self.index_names = {entry.heading.id: entry.heading.name for entry in self.edition.index}
        self.prints_sources = rendition == "epub" or profile.sources
        self.source_places = sourcenotes.places(self)
        paper = profile.name if rendition == "pdf" else ""
        marked = prepared.annotations.marked_terms
        self.linked_terms = terms.linked(self.edition, marked, paper)
        self.headwords = {entry.term.id: entry.term.headword for entry in self.edition.glossary}

    @cached_property
    def environment(self) -> jinja2.Environment:
        environment = environments.environment()
        environment.globals.update(
            filled=self.labels.filled,
            numbered=self.labels.numbered,
            ended=self.labels.ended,
            bracketed=self.labels.bracketed,
            makers=partial(filters.makers, self.labels),
            label_gap=self.labels.gap,
            role=self.labels.role,
            date=self.date,
            labelled_date=self.labelled_date,
            words=filters.words,
            breakable=filters.breakable,
            bookmarks=bookmarks(self.edition.chapters) if self.rendition == "pdf" else {},
            running_heads=runningheads.heads(
                self.edition, self.prepared.annotations.structure.running_heads
            ),
            shorten=filters.shorten,
            head=runningheads.shortened,
            left_out=left_out(self.edition, self.labels),
            interview=speakers.are_of_interview(self.edition.speakers),
            kinds=self.edition.kinds(),
            who=speakers.explained(self.edition),
            labelled=passages.labelled,
            is_right_to_left=is_right_to_left,
            language_pieces=languagespans.pieces,
            transliteration_language=forms.transliteration_language,
            picture_href=self.picture_href,
            cover_name=self.cover_name,
            cover_alt=covers.alt(self.prepared, self.labels),
            plates=partial(views.plates, self.edition.pictures, self.rendition),
            plate_room=pictures.plate_room(self.profile),
            picture_room=self._picture_room,
            typefaces=fonts.credits(
                self.all_text, self._family, self.rendition == "pdf", self.languages
            ),
            edition=self.edition,
            passages=self._passages,
            printed=self._printed,
            opening_marks=partial(passages.opening_marks, self.rendition),
            pages=self.prepared.annotations.pages,
            lists_original=self.prepared.lists_original,
            passages_of=self._passages_of,
            inner_notes=self.note_places.called_in,
            note_places=self.note_places,
            note_parts=self.keys.parts,
            is_at_foot=self._is_at_foot,
            note_file=self._note_file,
            notes_behind=partial(noteplaces.in_document, self.edition),
            note_series=noteplaces.called(self.edition.notes),
            notes_by_id=self.numbers,
            verse_lines=self._verse_lines,
            table_of=self._table,
            lists_of=lists.lists,
            meta=self.edition.metadata,
            label=self.labels,
            rendition=self.rendition,
            pictures=self.prepared.pictures,
            chapter_hrefs={part.id: targets.chapter(part.id) for part in self.edition.chapters},
            maps_of=self.maps_of,
            map_sources=lambda: render_maps.sources(self.maps()),
            none_reproduced=views.none_reproduced(self.photo_list(), self.prepared.pictures),
            linked_terms=self.linked_terms,
            prints_sources=self.prints_sources,
            sources_apart=bool(self.source_places),
            index_names=self.index_names,
            returns=locators.returns(self.edition),
            unnumbered=dict(locators.unnumbered(self.edition)),
            profile=self.profile,
        )
        return environment

    def template(self, name: str, /, here: str = "", **values: object) -> str:
        """The template `name` filled in; `here` is the file that its links start from."""
        calls = Links(self, here).calls()
        made = self.environment.get_template(name).render(here=here, **calls, **values)
        return spaced(made) if self.rendition == "pdf" else made

    # ── views ───────────────────────────────────────────────────────────────────────────────

    def use_groups(self, entry: GlossEntry) -> tuple[UseGroup, ...]:
        """The uses of a term by paragraph, in order."""
        return views.use_groups(entry)

    def photo_list(self) -> list[PhotoEntry]:
        """The figures with their words without calls, for the list of photographs."""
        return list(views.photographs(self.edition.chapters))

    def illustrations(self) -> list[Listed]:
        """The pictures that the front matter lists; none where the edition does not ask for it."""
        links, asked = Links(self, targets.ILLUSTRATIONS), self.prepared.annotations
        found = listed(self.edition, lambda text: split.text_of(links.inline(text)))
        return list(found) if asked.lists_illustrations else []

    def chronology(self) -> list[YearGroup]:
        """The rows of the chronology by years; none where the edition has no chronology."""
        if not self.edition.chronology:
            return []
        return table.table(self.edition.chronology, self.dates)

    def timelines(self) -> list[TimelineFigure]:
        """The drawings of the chronology, for the rendition's page."""
        if not self.edition.chronology:
            return []
        sheet = drawn.sheet(self.profile if self.rendition == "pdf" else None)
        sheet = replace(sheet, mirrored=self._right_to_left)
        found = table.figures(self.edition.chronology, sheet, self.dates)
        return [replace(item, svg=self._lettered(item.svg)) for item in found]

    def maps(self) -> list[MapFigure]:
        """The maps to print, in the edition's order."""
        prepared = self.prepared
        lettering = drawn.lettering(self.profile if self.rendition == "pdf" else None)
        maps, _ = drawings.drawings(prepared.project, prepared.annotations, lettering)
        found = render_maps.figures(self.edition.maps, maps, self.labels)
        return [replace(item, svg=Markup(self._lettered(item.svg))) for item in found]

    @property
    def _family(self) -> str:
        return self.profile.family if self.rendition == "pdf" else "serif"

    def _lettered(self, drawing: str) -> str:
        return drawn.lettered(drawing, self._family, self._right_to_left)

    @property
    def _right_to_left(self) -> bool:
        return is_right_to_left(self.edition.metadata.language)

    def maps_of(self, place_id: str) -> list[MapRef]:
        """The maps that show the place, for its entry in the index."""
        return render_maps.showing(place_id, self.edition, self.prepared.maps)

    def bibliography(self) -> list[tuple[str, str]]:
        """(id, markup) of each source that is cited, in the order of the list of sources; none in a
        book without sources."""
        if not self.prints_sources:
            return []
        bodies = self.prepared.bodies.values()
        cited = (ref.id for body in bodies for ref in body.references if ref.kind == "cite")
        return self.formatter.bibliography(cited)

    def split_note(self, note: Note) -> tuple[str, str]:
        """A note's markup for the foot of the page, and the rest that stands at the back."""
        whole = self._note_markup(note)
        if note.is_own or not self._is_at_foot(note.id):
            return whole, ""
        return longnotes.divided(whole, self.profile.note_line)

    def note_text(self, note: Note) -> str:
        """What a reader sees of the note, for the proof."""
        return split.text_of(self._note_markup(note))

    def _note_markup(self, note: Note) -> str:
        """A note as spans. WeasyPrint takes notes out of the flow before it collapses white
        space, so a line end in a note would end the line: one space stands for any of it."""
        if note.id not in self._note_markups:
            if note.is_own:
                spans = self.template("pdf/authornote.html", elements=note.elements).strip()
            else:
                spans = Links(self, "").note_spans(note)
            self._note_markups[note.id] = re.sub(f"[ \t\r\n{SEPARATORS}]+", " ", spans)
        return self._note_markups[note.id]

    def date(self, text: str) -> str:
        """A date in words. In a book that is read from right to left it is set apart from what
        stands beside it, or its day would stand behind a Latin name before it, and an English
        one behind its year (LRI or RLI … PDI, UAX 9)."""
        return self._apart(self.dates.written(text))

    def labelled_date(self, name: str, text: str) -> str:
        """A date behind what happened then: `born 3 May 1890`."""
        return self._apart(self.dates.labelled(name, text))

    def _apart(self, words: str) -> str:
        if self._right_to_left and not words.isdigit():
            isolate = "\u2067" if is_right_to_left(self.dates.language) else "\u2066"
            return f"{isolate}{words}\u2069"
        return words

    def picture_href(self, photo_id: str) -> str:
        name = self.prepared.pictures[photo_id].name
        return f"images/{name}" if self.rendition == "epub" else f"edition:images/{name}"

    @property
    def cover_name(self) -> str:
        """The name of the cover's file."""
        return covers.name(self.prepared)

    def _picture_room(self, photo_id: str) -> float:
        """The height that a picture may have in the PDF, in mm."""
        return self._picture_rooms[photo_id]

    @cached_property
    def _picture_rooms(self) -> dict[str, float]:
        notes = {note.anchor: note for note in self.edition.notes}
        return pictures.rooms(
            self.edition.chapters,
            self.profile,
            lambda anchor: split.text_of(self.split_note(notes[anchor])[0]),
        )

    @cached_property
    def all_text(self) -> str:
        """Everything of which the letters must be in the fonts."""
        return letters.all_text(self.prepared, self.labels, self.dates, self.formatter)

    def _passages(self, chapter: Chapter) -> list[Passage]:
        return self._passages_of(chapter.elements)

    def _passages_of(self, elements: Sequence[Element]) -> list[Passage]:
        return passages.passages(self.edition.source.text, elements, self.edition.source.starts)

    def _printed(
        self, item: Block | Line | tables.Cell, apart: Sequence[Run] = ()
    ) -> Sequence[Piece]:
        """The runs of a block, of a line or of a cell, and the tags around formatted words; those
        that stand `apart` before it are left out."""
        runs = passages.printed(item) if isinstance(item, Block) else item.runs
        runs = runs[len(apart) :]
        return framed(runs, self.rendition == "epub")

    def _is_at_foot(self, note_id: str) -> bool:
        """Whether a note stands on the page of its call: at the foot, or beside the text."""
        return self.note_places.place(self.numbers[note_id]) is NotePlace.FOOT

    def _note_file(self, note_id: str) -> str:
        """The file of the EPUB in which a note stands."""
        return targets.note(self.numbers[note_id])

    def _verse_lines(self, passage: Passage) -> dict[str, tuple[Line, ...]]:
        source = self.edition.source
        found = passages.lines(source.text, passage, source.starts)
        return found | passages.numbered(found, self.edition.verse_lines)

    def _table(self, passage: Passage) -> tables.Table:
        blocks = [item for item in passage.elements if isinstance(item, Block)]
        source = self.edition.source
        found = tables.table(source.text, blocks, source.starts)
        return widetables.fitted(found, self.profile) if self.rendition == "pdf" else found
