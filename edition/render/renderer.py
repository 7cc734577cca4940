"""Renderer: turns an edition into markup strings, through the templates of one rendition.

The templates only lay out; what is numbered, sorted or looked up is prepared here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from markupsafe import Markup

from edition import __version__
from edition.apparatus import forms
from edition.apparatus.chronology import sheet as chronology_sheet
from edition.apparatus.chronology import table
from edition.apparatus.chronology.table import TimelineFigure, YearGroup
from edition.apparatus.citations.formatter import Formatter
from edition.apparatus.maps import drawings
from edition.apparatus.maps.draw import LARGE
from edition.assembly.prepare import Prepared
from edition.languages.datewords import DateWriter
from edition.languages.labels import Labels
from edition.markup import languagespans, split
from edition.model import (
    Block,
    Chapter,
    Element,
    Figure,
    GlossEntry,
    GlossRef,
    Note,
    NoteRef,
    PageBreak,
    Role,
    Series,
    Text,
)
from edition.model.strings import strings
from edition.render import (
    drawn,
    filters,
    languages,
    lists,
    locators,
    passages,
    pictures,
    speakers,
    tables,
    targets,
    views,
    widetables,
)
from edition.render import maps as render_maps
from edition.render.frames import Frame, Piece, framed
from edition.render.leftout import left_out
from edition.render.links import Links
from edition.render.maps import MapFigure, MapRef
from edition.render.passages import Line, Passage
from edition.render.views import PhotoEntry, UseGroup, bookmarks
from edition.text.lineends import SEPARATORS, spaced
from edition.text.scripts import is_right_to_left
from edition.typography import fonts
from edition.typography.profiles import PROFILES, Notes, Profile, in_language

if TYPE_CHECKING:
    import jinja2

Rendition = Literal["epub", "pdf"]

#: A note of more lines than this is in the PDF's back matter, but for its first lines. Shorter ones
#: go on from page to page (`footnotes.divide`), which a reader follows over a few pages, not ten.
LONG_NOTE = 200
_LINES_KEPT = 13
_INTERVIEW = (Role.QUESTION, Role.ANSWER, Role.NARRATIVE)


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
        self.chapter_of = views.chapters_by_unit(self.edition.chapters)
        self.index_names = {entry.heading.id: entry.heading.name for entry in self.edition.index}
        self.headwords = {entry.term.id: entry.term.headword for entry in self.edition.glossary}

    @cached_property
    def environment(self) -> jinja2.Environment:
        from jinja2 import Environment, FileSystemLoader, StrictUndefined

        from edition.render.templatecache import TemplateCache

        environment = Environment(
            loader=FileSystemLoader(Path(__file__).parent / "templates"),
            bytecode_cache=TemplateCache(),
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=StrictUndefined,
            auto_reload=False,
        )
        environment.tests.update(
            text_run=filters.is_kind(Text),
            note_ref=filters.is_kind(NoteRef),
            gloss_ref=filters.is_kind(GlossRef),
            page_break=filters.is_kind(PageBreak),
            frame=filters.is_kind(Frame),
            figure=filters.is_kind(Figure),
        )
        environment.globals.update(
            filled=self.labels.filled,
            numbered=self.labels.numbered,
            ended=self.labels.ended,
            makers=partial(filters.makers, self.labels),
            label_gap=self.labels.gap,
            role=self.labels.role,
            date=self._date,
            words=filters.words,
            breakable=filters.breakable,
            bookmarks=bookmarks(self.edition.chapters) if self.rendition == "pdf" else {},
            shorten=filters.shorten,
            left_out=left_out(self.edition, self.labels),
            interview=any(s.role in _INTERVIEW for s in self.edition.speakers),
            kinds=self.edition.kinds(),
            who=speakers.explained(self.edition),
            labelled=passages.labelled,
            is_right_to_left=is_right_to_left,
            language_pieces=languagespans.pieces,
            transliteration_language=forms.transliteration_language,
            picture_href=self.picture_href,
            plates=partial(views.plates, self.edition.pictures, self.rendition),
            plate_room=pictures.plate_room(self.profile),
            picture_room=self._picture_room,
            typefaces=fonts.credits(
                self.all_text, self._family, self.rendition == "pdf", self.languages
            ),
            edition=self.edition,
            passages=self._passages,
            printed=self._printed,
            passages_of=self._passages_of,
            inner_notes=self._inner_notes,
            author=Series.AUTHOR,
            notes_by_id=self.numbers,
            verse_lines=self._verse_lines,
            table_of=self._table,
            lists_of=lists.lists,
            meta=self.edition.metadata,
            label=self.labels,
            rendition=self.rendition,
            version=__version__,
            pictures=self.prepared.pictures,
            chapter_hrefs=self._chapter_hrefs(),
            maps_of=self.maps_of,
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

    def chronology(self) -> list[YearGroup]:
        """The rows of the chronology by years; none where the edition has no chronology."""
        if not self.edition.chronology:
            return []
        return table.table(self.edition.chronology, self.dates)

    def timelines(self) -> list[TimelineFigure]:
        """The drawings of the chronology, for the rendition's page."""
        if not self.edition.chronology:
            return []
        sheet = (
            chronology_sheet.EPUB_SHEET if self.rendition == "epub" else drawn.sheet(self.profile)
        )
        sheet = replace(sheet, mirrored=self._right_to_left)
        found = table.figures(self.edition.chronology, sheet, self.dates)
        return [replace(item, svg=self._lettered(item.svg)) for item in found]

    def maps(self) -> list[MapFigure]:
        """The maps to print, in the edition's order."""
        maps = self.prepared.maps
        if self._family == "sans":
            maps, _ = drawings.drawings(self.prepared.project, self.prepared.annotations, LARGE)
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
        return render_maps.showing(place_id, self.edition.maps, self.prepared.maps)

    def bibliography(self) -> list[tuple[str, str]]:
        """(id, markup) of each source that is cited, in the order of the list of sources."""
        bodies = self.prepared.bodies.values()
        cited = (ref.id for body in bodies for ref in body.references if ref.kind == "cite")
        return self.formatter.bibliography(cited)

    def split_note(self, note: Note) -> tuple[str, str]:
        """A note's markup for the foot of the page, and the rest that stands at the back: a note
        must not be taller than its page (WeasyPrint issue 1833)."""
        whole = self._note_markup(note)
        lines = kept = limit = 0
        width = self.profile.note_line
        for block in split.text_of(whole).split("\n"):
            lines += 1 + len(block) // width
            if lines <= _LINES_KEPT:
                kept, limit = lines, limit + len(block)
        if lines <= LONG_NOTE or note.series is Series.AUTHOR or self.profile.notes is Notes.END:
            return whole, ""
        return split.split(whole, limit + (_LINES_KEPT - kept) * width)

    def note_text(self, note: Note) -> str:
        """What a reader sees of the note, for the proof."""
        return split.text_of(self._note_markup(note))

    def _note_markup(self, note: Note) -> str:
        """A note as spans. WeasyPrint takes notes out of the flow before it collapses white
        space, so a line end in a note would end the line: one space stands for any of it."""
        if note.id not in self._note_markups:
            if note.series is Series.AUTHOR:
                spans = self.template("pdf/authornote.html", blocks=note.blocks).strip()
            else:
                spans = Links(self, "").note_spans(note)
            self._note_markups[note.id] = re.sub(f"[ \t\r\n{SEPARATORS}]+", " ", spans)
        return self._note_markups[note.id]

    def _date(self, text: str) -> str:
        """A date in words. Where they are English in a book that is read from right to left they
        are set apart (LRI … PDI, UAX 9), or the day would stand behind the year."""
        words = self.dates.written(text)
        if (
            self._right_to_left
            and not is_right_to_left(self.dates.language)
            and not words.isdigit()
        ):
            return f"\u2066{words}\u2069"
        return words

    def picture_href(self, photo_id: str) -> str:
        name = self.prepared.pictures[photo_id].name
        return f"images/{name}" if self.rendition == "epub" else f"edition:images/{name}"

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
        """Everything of which the letters must be in the fonts, the builder's own words apart."""
        declared = (
            self.edition.metadata,
            (*self.edition.front, *self.edition.back),
            self.prepared.annotations.sources,
            [figure.photo for figure in self.edition.figures],
        )
        names = "".join(map(forms.letters, self.prepared.annotations.glossary))
        names += "".join(map(forms.letters, self.prepared.annotations.headings))
        bodies = "".join(text.text for text in self.prepared.bodies)
        bodies += "".join(note.label for note in self.edition.notes)
        drawn = table.words(self.edition.chronology)
        drawn += "".join(drawing.words for drawing in self.prepared.maps.values())
        words = "".join((*strings(declared), *self.labels.values(), self.dates.letters))
        return self.edition.source.text + words + names + bodies + drawn

    def _passages(self, chapter: Chapter) -> list[Passage]:
        return self._passages_of(chapter.elements)

    def _passages_of(self, elements: Sequence[Element]) -> list[Passage]:
        return passages.passages(self.edition.source.text, elements, self.edition.source.starts)

    def _printed(self, item: Block | Line | tables.Cell) -> Sequence[Piece]:
        """The runs of a block, of a line or of a cell, and the tags around formatted words."""
        runs = passages.printed(item) if isinstance(item, Block) else item.runs
        return framed(runs, self.rendition == "epub")

    def _inner_notes(self, note_id: str) -> list[Note]:
        """The notes that are called in the words of a note of the author's."""
        return self._inner.get(note_id, [])

    @cached_property
    def _inner(self) -> dict[str, list[Note]]:
        found: dict[str, list[Note]] = {}
        for note in self.edition.notes:
            if note.after:
                found.setdefault(note.after, []).append(note)
        return found

    def _verse_lines(self, passage: Passage) -> dict[str, tuple[Line, ...]]:
        source = self.edition.source
        return passages.lines(source.text, passage, source.starts)

    def _table(self, passage: Passage) -> tables.Table:
        blocks = [item for item in passage.elements if isinstance(item, Block)]
        source = self.edition.source
        found = tables.table(source.text, blocks, source.starts)
        return widetables.fitted(found, self.profile) if self.rendition == "pdf" else found

    def _chapter_hrefs(self) -> dict[str, str]:
        return {chapter.id: targets.chapter(chapter.id) for chapter in self.edition.chapters}
