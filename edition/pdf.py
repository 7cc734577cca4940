"""PDF: has the rendered edition laid out in gatherings, and bound to one book.

The text comes first, a gathering for each chapter; its pages give the page numbers for the sections
of the back matter, each a gathering too, and these those of the contents in the front matter, so
that no number is looked up while pages are still moving.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Any

from markupsafe import Markup

from edition import binding, locators, pdfa, pdffiles, pdfwrite, sharedfonts
from edition.folios import Setter, written
from edition.gathering import Gathering
from edition.identity import modified
from edition.prepare import Prepared
from edition.pressroom import Order, Pressroom
from edition.profiles import Notes
from edition.render import Renderer, TocEntry
from edition.weasyfolio import NumberNotLeftOut

#: The sections behind the text, in their order; their names are anchors and labels.
BACK = (
    "end-notes",
    "long-notes",
    "chronology",
    "maps",
    "glossary",
    "photographs",
    "sources",
    "index",
    "colophon",
)

Report = Callable[[str], None]
#: Gives the markup of a gathering, from how many pages stand before it.
Part = Callable[[int], str]


@dataclass(slots=True)
class Printed:
    """The finished PDF, and where its pages are: `folios` names each page as it is printed
    ("iv", "12"), `anchors` gives for each anchor the index of the first page that has it;
    `pages` are WeasyPrint's, where they were asked for."""

    data: bytes
    folios: tuple[str, ...]
    anchors: Mapping[str, int]
    warnings: tuple[str, ...]
    pages: tuple[Any, ...] = ()


class ResourceRefused(Exception):
    """A style sheet or template asked for something that is not the edition's own."""


class LostNotes(Exception):
    """Notes that are on no page; the build must not go on."""


def build(
    prepared: Prepared,
    renderer: Renderer,
    report: Report = lambda stage: None,
    keep_pages: bool = False,
) -> Printed:
    """Lay out and bind the PDF.

    `report` is told of each stage; `keep_pages` hands the laid-out pages out, for `layout`. Raises
    what `Book.finish` raises.
    """
    with Pressroom(keep_pages=keep_pages) as room:
        return Book(prepared, renderer, room).finish(report)


class Book:
    """A PDF in the making; its text is ordered at once, so that several can be made together."""

    def __init__(self, prepared: Prepared, renderer: Renderer, room: Pressroom) -> None:
        self.prepared = prepared
        self.edition = prepared.edition
        self.renderer = renderer
        self.profile = renderer.profile
        self.room = room
        self.shop = pdffiles.shop(prepared, self.profile, renderer.all_text)
        self.attached = pdfa.sources(prepared, renderer.labels)
        self.splits = {note.anchor: renderer.split_note(note) for note in self.edition.notes}
        self.long = {anchor for anchor, (_, rest) in self.splits.items() if rest}
        self.ordered = self._ordered(self._chapters(), 0)

    def finish(self, report: Report = lambda stage: None) -> Printed:
        """Wait for the text, have the rest made, and bind the book. Where a page's number cannot be
        put in later, the book is laid out anew in one piece.

        Raises `LostNotes` with the notes' ids where a note is on no page, `ResourceRefused` where
        markup asks for a file, `weasy.UnsupportedWeasyPrint`.
        """
        try:
            return self._finish(report)
        except NumberNotLeftOut:
            self.shop = replace(self.shop, whole=True)
            self.ordered = self._ordered(self._chapters(), 0)
            return self._finish(report)

    def _finish(self, report: Report) -> Printed:
        report("Laying out the text")
        text = self._settled(self.ordered)
        pages = _first_pages(text)
        if self.profile.notes is not Notes.END:
            self._none_lost(pages)
        report("Laying out glossary, sources and contents")
        length = _length(text)
        back = self._settled(self._ordered(self._sections(pages), length))
        later = {**{name: length + page for name, page in _first_pages(back).items()}, **pages}
        self._none_lost(later)
        front = self._front(later)
        report("Writing the PDF")
        return self._bound(front, [*text, *back])

    # ── the parts ───────────────────────────────────────────────────────────────────────────

    def _chapters(self) -> list[Part]:
        feet = {anchor: Markup(foot) for anchor, (foot, _) in self.splits.items()}

        def part(chapters: Sequence[Any]) -> Part:
            return lambda before: self._markup(
                "body.html", before, chapters=chapters, feet=feet, long=self.long
            )

        if self.shop.whole:
            return [part(self.edition.chapters)]
        return [part([chapter]) for chapter in self.edition.chapters]

    def _sections(self, pages: Mapping[str, int]) -> list[Part]:
        """The sections of the back matter, with the `pages` of the text in them."""
        values = self._back_values(pages)
        there = {
            "end-notes": values["end_notes"],
            "long-notes": values["long_notes"],
            "chronology": values["years"],
            "maps": values["maps"],
            "glossary": self.edition.glossary,
            "photographs": values["photos"],
            "sources": values["sources"],
            "index": values["index_groups"],
            "colophon": True,
        }
        names = [name for name in BACK if there[name]]

        def part(sections: Sequence[str]) -> Part:
            return lambda before: self._markup("back.html", before, sections=sections, **values)

        return [part(names)] if self.shop.whole else [part([name]) for name in names]

    def _back_values(self, pages: Mapping[str, int]) -> dict[str, Any]:
        use_pages = {
            entry.term.id: locators.page_list(
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
        end_notes = []
        if self.profile.notes is Notes.END:
            # The index names a note by the page of its call: its own is not known yet.
            folios |= {note.anchor: folios[note.call_anchor] for note in self.edition.notes}
            end_notes = [
                (note, Markup(self.splits[note.anchor][0]), folios[note.call_anchor])
                for note in self.edition.notes
            ]
        index_pages = {
            entry.heading.id: locators.by_page(entry, folios) for entry in self.edition.index
        }
        return {
            "use_pages": use_pages,
            "long_notes": long_notes,
            "photo_pages": photo_pages,
            "end_notes": end_notes,
            "years": self.renderer.chronology(),
            "timelines": self.renderer.timelines(),
            "maps": self.renderer.maps(),
            "photos": self.renderer.photo_list(),
            "sources": self.renderer.bibliography(),
            "index_groups": locators.groups(self.edition),
            "index_pages": index_pages,
            "tools": _tools(),
            "attached": self.attached,
        }

    def _front(self, later: Mapping[str, int]) -> Gathering:
        """Title page, imprint, note on the text and contents.

        The contents name pages of their own part, so it is laid out until the numbers hold;
        where pages face each other it has an even number of them, since the text begins on a
        recto.
        """
        own: dict[str, int] = {}
        blank = False
        for _ in range(4):
            contents = self._contents(own, later)
            markup = self._markup("front.html", contents=contents, blank=blank)
            made = self.room.order(self.shop, markup).result()
            seen, odd = _first_pages([made]), self.profile.facing and made.length % 2 == 1
            if seen == own and not odd:
                break
            own, blank = seen, blank != odd
        return made

    def _markup(self, template: str, pages_before: int = 0, **values: Any) -> str:
        return self.renderer.template(
            f"pdf/{template}",
            pages_before=pages_before,
            starts=self._starts(pages_before),
            sheets=pdffiles.sheets(self.profile, self.edition.metadata.language),
            **values,
        )

    def _starts(self, pages_before: int) -> str:
        """Which page a part begins on, as CSS says it: the recto of a book that is read from
        right to left is a left-hand page."""
        if not self.profile.facing:
            return ""
        return "verso" if pages_before % 2 else "recto"

    # ── in their order ──────────────────────────────────────────────────────────────────────

    def _ordered(self, parts: Sequence[Part], before: int) -> list[tuple[Part, int, Order]]:
        """Order `parts`, the first of which has `before` pages before it; the others are taken to
        begin on a recto, until it is known."""
        return [self._order(part, before if index == 0 else 0) for index, part in enumerate(parts)]

    def _order(self, part: Part, before: int) -> tuple[Part, int, Order]:
        before = self._told(before)
        return part, before, self.room.order(self.shop, part(before))

    def _told(self, before: int) -> int:
        """What a gathering is told of the pages before it: only which side it begins on, so that
        it need not be made again when their number changes."""
        if self.shop.whole:
            return before
        return before % 2 if self.profile.facing else 0

    def _settled(self, ordered: Sequence[tuple[Part, int, Order]]) -> list[Gathering]:
        """Wait for what was ordered; what begins on the other side than was taken is made again.
        The other side has other margins, hardly ever another number of pages: so all that are
        wrong are ordered at once, and it is seen to that they are right then."""
        first = ordered[0][1] if ordered else 0
        while True:
            found = [order.result() for _, _, order in ordered]
            starts = _starts([made.length for made in found], first)
            if all(
                told == self._told(start)
                for (_, told, _), start in zip(ordered, starts, strict=True)
            ):
                return found
            ordered = [
                item if item[1] == self._told(start) else self._order(item[0], start)
                for item, start in zip(ordered, starts, strict=True)
            ]

    # ── binding ─────────────────────────────────────────────────────────────────────────────

    def _bound(self, front: Gathering, rest: Sequence[Gathering]) -> Printed:
        gatherings = [front, *rest]
        if refused := [url for made in gatherings for url in made.refused]:
            raise ResourceRefused(", ".join(refused))
        firsts = [1, *_starts([made.length for made in rest], 1)]
        fonts = sharedfonts.joined(made.fonts for made in gatherings)
        setter = Setter(self.shop.fonts)
        content = binding.numbered(zip(gatherings, firsts, strict=True), setter, fonts)
        cover = pdfwrite.cover(
            self.renderer.template("pdf/metadata.html", created=self._created()),
            self.shop,
            self.prepared,
            self.profile,
            front.length,
            self.attached,
            fonts,
        )
        bound = binding.bind(cover, gatherings, content)
        folios = (
            *(written(number, "lower-roman") for number in range(1, front.length + 1)),
            *map(str, range(1, _length(rest) + 1)),
        )
        said = [words for made in gatherings for words in made.warnings]
        pages = tuple(page for made in gatherings for page in made.pages)
        return Printed(
            bound.data,
            folios,
            _first_pages(gatherings),
            tuple(dict.fromkeys((*said, *bound.warnings))),
            pages,
        )

    def _created(self) -> str:
        return modified(self.edition.metadata).strftime("%Y-%m-%dT%H:%M:%SZ")

    def _none_lost(self, pages: Mapping[str, int]) -> None:
        """WeasyPrint drops a note without a word (`weasykept`), so each is looked for."""
        lost = [note.id for note in self.edition.notes if note.anchor not in pages]
        if lost:
            raise LostNotes(", ".join(lost))

    def _contents(
        self, own: Mapping[str, int], later: Mapping[str, int]
    ) -> list[tuple[TocEntry, str]]:
        entries = [
            (entry, written(own.get(entry.anchor, 0) + 1, "lower-roman"))
            for entry in self._front_entries()
        ]
        rest = [entry for entry in self._later_entries() if entry.anchor in later]
        return [*entries, *((entry, str(later[entry.anchor] + 1)) for entry in rest)]

    def _front_entries(self) -> Iterator[TocEntry]:
        for section in self.edition.front:
            yield TocEntry(section.title, "", f"front-{section.id}")
        yield TocEntry(self.renderer.labels["note-on-the-text"], "", "text-note")

    def _later_entries(self) -> Iterator[TocEntry]:
        for chapter in self.edition.chapters:
            yield TocEntry(chapter.title, "", chapter.id)
        for name in BACK:
            yield TocEntry(self.renderer.labels[name], "", name)


def _use_anchors(entry: Any) -> list[str]:
    return [f"gu-{entry.term.id}-{use.use}" for use in entry.uses]


def _length(gatherings: Sequence[Gathering]) -> int:
    return sum(made.length for made in gatherings)


def _starts(lengths: Sequence[int], first: int) -> list[int]:
    """Where each of several parts begins that follow one another, the first of them at `first`."""
    return list(accumulate(lengths[:-1], initial=first)) if lengths else []


def _first_pages(gatherings: Sequence[Gathering]) -> dict[str, int]:
    """For each anchor the index of the first page that has it."""
    found: dict[str, int] = {}
    pages = (page for made in gatherings for page in made.anchors)
    for index, page in enumerate(pages):
        for anchor in page:
            found.setdefault(anchor, index)
    return found


def _tools() -> list[str]:
    import weasyprint

    return [f"WeasyPrint {weasyprint.__version__}"]
