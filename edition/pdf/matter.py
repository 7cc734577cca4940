"""Matter: the parts of the PDF as markup: chapters, the sections behind the text, the contents.

What is on which page comes from the layout of the parts before (`book`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from markupsafe import Markup

from edition.model import Block, Chapter, Figure, GlossEntry, GlossRef, Note, NoteRef, Text
from edition.pdf import assets, titlepage
from edition.pdf.production.pagenumbers import written
from edition.render import datecolumn, locators, opening, pagelocators, sourcenotes
from edition.render.illustrations import Listed
from edition.render.renderer import Renderer
from edition.render.views import TocEntry, page_list
from edition.typography.profiles import Sections

#: The sections behind the text, in their order; their names are anchors and labels.
BACK = (
    "long-notes",
    "chronology",
    "maps",
    "glossary",
    "photographs",
    "source-notes",
    "sources",
    "index",
    "colophon",
)

#: Those that are hardly ever longer than a page, and begin on the next one, recto or verso.
_SHORT = frozenset({"long-notes", "photographs", "colophon"})

#: Gives the markup of a fragment, from how many pages stand before it.
FragmentMarkup = Callable[[int], str]


class Matter:
    """What stands in a PDF, as markup.

    `whole` says that the book is laid out in one piece, so that all chapters are one part, and all
    sections behind them.
    """

    def __init__(self, renderer: Renderer, whole: bool) -> None:
        self.renderer = renderer
        self.edition = renderer.edition
        self.profile = renderer.profile
        self.kinds = self.edition.kinds()
        self.whole = whole
        self.splits = {note.anchor: renderer.split_note(note) for note in self.edition.notes}
        places = renderer.note_places
        self.end_notes = places.at_end()
        at_end = {note.id for group in self.end_notes for note in group.notes}
        self.before_end = [note for note in self.edition.notes if note.id not in at_end]
        self.feet = {anchor: Markup(foot) for anchor, (foot, _) in self.splits.items()}
        self.long = {anchor for anchor, (_, rest) in self.splits.items() if rest}

    def chapters(self) -> list[FragmentMarkup]:
        """The text, a part for each chapter, or one where the book is laid out whole."""

        def part(chapters: Sequence[Chapter]) -> FragmentMarkup:
            return lambda before: self.markup(
                "body.html",
                before,
                chapters=chapters,
                feet=self.feet,
                long=self.long,
                blank=chapters[0].recto and self._starts(before) == "verso",
            )

        if self.whole:
            return [part(self.edition.chapters)]
        return [part([chapter]) for chapter in self.edition.chapters]

    def sections(self, pages: Mapping[str, int]) -> list[FragmentMarkup]:
        """The sections of the back matter, with the `pages` of the text in them."""
        values = self._back_values(pages)
        there = {
            "long-notes": values["long_notes"],
            "chronology": values["years"],
            "maps": values["maps"],
            "glossary": self.edition.glossary,
            "photographs": values["photos"],
            "source-notes": values["source_groups"],
            "sources": values["sources"],
            "index": values["index_groups"],
            "colophon": True,
        }
        names = [f"back-{section.id}" for section in self.edition.back]
        names += [group.name for group in self.end_notes]
        names += [name for name in BACK if there[name]]

        rectos = frozenset(names) - _SHORT if self.profile.rectos else frozenset()

        def part(sections: Sequence[str]) -> FragmentMarkup:
            return lambda before: self.markup(
                "back.html",
                before,
                sections=sections,
                rectos=rectos,
                blank=sections[0] in rectos and self._starts(before) == "verso",
                **values,
            )

        whole = self.whole or self.profile.sections is Sections.RUN_ON
        return [part(names)] if whole else [part([name]) for name in names]

    def _back_values(self, pages: Mapping[str, int]) -> dict[str, Any]:
        at_end = [note for group in self.end_notes for note in group.notes]
        # The index names a note by the page of its call: its own is not known yet.
        pages = dict(_of_calls(self._in_order(at_end), pages)) | dict(pages)
        use_pages = {
            entry.term.id: page_list(
                [(str(pages[anchor] + 1), anchor) for anchor in _use_anchors(entry)]
            )
            for entry in self.edition.glossary
        }
        long_notes = [
            (note, self.splits[note.anchor][1], pages[note.call_anchor] + 1)
            for note in self.edition.notes
            if note.anchor in self.long
        ]
        photo_pages = {
            figure.photo.id: pages[f"photo-{figure.photo.id}"] + 1
            for figure in self.edition.figures
        }
        folios = {anchor: page + 1 for anchor, page in pages.items()}
        folios |= {note.anchor: folios[note.call_anchor] for note in at_end}
        index_pages = {
            entry.heading.id: pagelocators.under_pages(entry, self.edition, folios)
            for entry in self.edition.index
        }
        years = self.renderer.chronology()
        return {
            "use_pages": use_pages,
            "long_notes": long_notes,
            "photo_pages": photo_pages,
            "end_notes": self.end_notes,
            "feet": self.feet,
            "folios": folios,
            "years": years,
            "date_column": datecolumn.width(years),
            "timelines": self.renderer.timelines(),
            "maps": [
                item for item in self.renderer.maps() if not self.edition.opens_with(item.map.id)
            ],
            "photos": self.renderer.photo_list(),
            "source_groups": sourcenotes.groups(self.renderer, folios),
            "sources": self.renderer.bibliography(),
            "index_groups": locators.groups(self.edition),
            "index_pages": index_pages,
        }

    def _in_order(self, notes: Iterable[Note]) -> list[Note]:
        """Notes in the order of the book, whatever their series."""
        wanted = {note.id for note in notes}
        return [note for note in self.edition.notes if note.id in wanted]

    def markup(self, template: str, pages_before: int = 0, **values: Any) -> str:
        """A template of the PDF filled in, for a part with `pages_before` pages before it."""
        language = self.edition.metadata.language
        return self.renderer.template(
            f"pdf/{template}",
            pages_before=pages_before,
            starts=self._starts(pages_before),
            sheets=assets.linked(self.profile, language, self.kinds),
            **values,
        )

    def _starts(self, pages_before: int) -> str:
        """Which page a part begins on, as CSS says it: the recto of a book that is read from
        right to left is a left-hand page."""
        if not self.profile.facing:
            return ""
        return "verso" if pages_before % 2 else "recto"

    def contents(
        self, own: Mapping[str, int], later: Mapping[str, int]
    ) -> list[tuple[TocEntry, str]]:
        """The entries of the contents and their page numbers, from the pages of the front matter
        itself (`own`) and of all that comes behind it (`later`)."""
        entries = [
            (entry, written(own[entry.anchor] + 1, "lower-roman"))
            for entry in self._front_entries()
        ]
        rest = [entry for entry in self._later_entries() if entry.anchor in later]
        return [*entries, *((entry, str(later[entry.anchor] + 1)) for entry in rest)]

    def guessed(self) -> dict[str, int]:
        """The pages of what the contents name of the front matter, if nothing of it is longer than
        a page."""
        page, found = titlepage.before_contents(self.profile), {}
        for entry in self._front_entries():
            page += 1
            page += page % 2 if self.profile.rectos else 0
            found[entry.anchor] = page
        return found

    def illustrations(self, later: Mapping[str, int]) -> list[tuple[Listed, str]]:
        """The pictures that are listed, and their page numbers."""
        return [(item, str(later[item.anchor] + 1)) for item in self.renderer.illustrations()]

    def _front_entries(self) -> Iterator[TocEntry]:
        if self.renderer.illustrations():
            yield TocEntry(self.renderer.labels["illustrations"], "", "illustrations")
        if self.edition.opening:
            title = opening.title(self.edition, self.renderer.labels)
            yield TocEntry(title, "", "opening")
        for section in self.edition.front:
            yield TocEntry(section.title, "", f"front-{section.id}")
        yield TocEntry(self.renderer.labels["note-on-the-text"], "", "text-note")

    def _later_entries(self) -> Iterator[TocEntry]:
        for chapter in self.edition.chapters:
            yield TocEntry(chapter.title, "", chapter.id, chapter.level)
            for section in chapter.sections:
                yield TocEntry(section.title, "", section.unit, section.level)
        for part in self.edition.back:
            yield TocEntry(part.title, "", f"back-{part.id}")
        for group in self.end_notes:
            yield TocEntry(group.label or self.renderer.labels[group.kind], "", group.name)
        for name in BACK:
            yield TocEntry(self.renderer.labels[name], "", name)


def _use_anchors(entry: GlossEntry) -> list[str]:
    return [f"gu-{entry.term.id}-{use.use}" for use in entry.uses]


def _of_calls(notes: Iterable[Note], pages: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    """The pages of the anchors in the author's notes, where these stand at the end, as that of the
    call: their own is not known yet. An author's note comes before those that are called in it."""
    known = dict(pages)
    for note in notes:
        shown = [f"photo-{e.photo.id}" for e in note.elements if isinstance(e, Figure)]
        for anchors in (shown, *map(_anchors, note.blocks)):
            for anchor in anchors:
                known[anchor] = known[note.call_anchor]
                yield anchor, known[anchor]


def _anchors(block: Block) -> Iterator[str]:
    for run in block.runs:
        if isinstance(run, NoteRef):
            yield run.place
        elif isinstance(run, GlossRef):
            yield f"gu-{run.term_id}-{run.use}"
        if isinstance(run, Text | GlossRef):
            yield from run.marks
