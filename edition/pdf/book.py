"""PDF: has the rendered edition laid out in fragments, and joined to one book.

The text comes first, a fragment for each chapter; its pages give the page numbers for the sections
of the back matter, each a fragment too, and these those of the contents in the front matter, so
that no number is looked up while pages are still moving.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field, replace
from itertools import accumulate

from edition.assembly.prepare import Prepared
from edition.model import Note
from edition.model.dataclass import dataclass
from edition.pdf import assets, pdfa, titlepage
from edition.pdf.fragment import Fragment, SharedFont
from edition.pdf.matter import FragmentMarkup, Matter
from edition.pdf.production import catalog, join
from edition.pdf.production import fonts as production_fonts
from edition.pdf.production.pagenumbers import PageNumberWriter, written
from edition.pdf.production.scheduler import Order, Scheduler
from edition.pdf.upstream import PageBox
from edition.pdf.weasyprint70.output.pagenumbers import NumberNotLeftOut
from edition.render import opening
from edition.render.renderer import Renderer
from edition.system.epoch import modified

Report = Callable[[str], None]


@dataclass(slots=True)
class Printed:
    """The finished PDF, and where its pages are: `folios` names each page as it is printed
    ("iv", "12"), `anchors` gives for each anchor the index of the first page that has it;
    `faces` are the fonts that are in it, as TrueType files, by the names that they have there;
    `pages` are WeasyPrint's, where they were asked for."""

    data: bytes
    folios: tuple[str, ...]
    anchors: Mapping[str, int]
    warnings: tuple[str, ...]
    faces: Mapping[str, bytes] = field(default_factory=dict)
    pages: tuple[PageBox, ...] = ()


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
    """Lay out and join the PDF.

    `report` is called with each stage; `keep_pages` hands the laid-out pages out, for the report.
    Raises what `PdfBook.finish` raises.
    """
    with Scheduler(keep_pages=keep_pages) as scheduler:
        return PdfBook(prepared, renderer, scheduler).finish(report)


class PdfBook:
    """A PDF in the making; its text is ordered at once, so that several can be made together."""

    def __init__(self, prepared: Prepared, renderer: Renderer, scheduler: Scheduler) -> None:
        self.prepared = prepared
        self.edition = prepared.edition
        self.renderer = renderer
        self.profile = renderer.profile
        self.scheduler = scheduler
        self.inputs = assets.layout_inputs(prepared, renderer)
        self.attached = pdfa.sources(prepared, renderer.labels)
        self.matter = Matter(renderer, self.inputs.whole)
        self.ordered = self._ordered(self.matter.chapters(), 0)

    def finish(self, report: Report = lambda stage: None) -> Printed:
        """Wait for the text, have the rest made, and join the book. Where a page's number cannot be
        put in later, the book is laid out anew in one piece.

        Raises `LostNotes` with the notes' ids where a note is on no page, `ResourceRefused` where
        markup asks for a file, `install.UnsupportedWeasyPrint`.
        """
        try:
            return self._finish(report)
        except NumberNotLeftOut:
            self.inputs = replace(self.inputs, whole=True)
            self.matter.whole = True
            self.ordered = self._ordered(self.matter.chapters(), 0)
            return self._finish(report)

    def _finish(self, report: Report) -> Printed:
        report("Laying out the text")
        text = self._settled(self.ordered)
        pages = _first_pages(text)
        self._none_lost(pages, self.matter.before_end)
        report("Laying out glossary, sources and contents")
        length = _length(text)
        back = self._settled(self._ordered(self.matter.sections(pages), length))
        later = {**{name: length + page for name, page in _first_pages(back).items()}, **pages}
        self._none_lost(later, self.edition.notes)
        front = self._front(later)
        report("Writing the PDF")
        return self._joined(front, [*text, *back])

    # ── the front matter ────────────────────────────────────────────────────────────────────

    def _front(self, later: Mapping[str, int]) -> Fragment:
        """Title page, imprint, note on the text and contents.

        The contents name pages of their own part, so it is laid out until the numbers hold, and
        until the title page is one; they begin with a guess that holds for most short books;
        where pages face each other it has an even number of them, since the text begins on a
        recto.
        """
        own = self.matter.guessed()
        listed = self.matter.illustrations(later)
        page = opening.shown(self.renderer)
        blank = self.profile.facing and max(own.values()) % 2 == 0
        fit = titlepage.first_fit(self.edition.metadata, self.profile)
        for _ in range(4 + titlepage.LAST_FIT):
            contents = self.matter.contents(own, later)
            markup = self.matter.markup(
                "front.html",
                contents=contents,
                illustrations=listed,
                page=page,
                blank=blank,
                fit=fit,
            )
            made = self.scheduler.order(self.inputs, markup).result()
            pages, odd = _first_pages([made]), self.profile.facing and made.length % 2 == 1
            small = fit < titlepage.LAST_FIT and not titlepage.fits(pages, self.profile)
            seen = {anchor: pages[anchor] for anchor in own}
            if seen == own and not odd and not small:
                break
            own, blank, fit = seen, blank != odd, fit + small
        if not titlepage.fits(pages, self.profile):
            made = replace(made, warnings=(*made.warnings, titlepage.TOO_LONG))
        return made

    # ── in their order ──────────────────────────────────────────────────────────────────────

    def _ordered(
        self, parts: Sequence[FragmentMarkup], before: int
    ) -> list[tuple[FragmentMarkup, int, Order]]:
        """Order `parts`, the first of which has `before` pages before it; the others are taken to
        begin on a recto, until it is known."""
        return [self._order(part, before if index == 0 else 0) for index, part in enumerate(parts)]

    def _order(self, part: FragmentMarkup, before: int) -> tuple[FragmentMarkup, int, Order]:
        before = self._known(before)
        return part, before, self.scheduler.order(self.inputs, part(before))

    def _known(self, before: int) -> int:
        """What a fragment must know of the pages before it: only which side it begins on, so that
        it need not be made again when their number changes."""
        if self.inputs.whole:
            return before
        return before % 2 if self.profile.facing else 0

    def _settled(self, ordered: Sequence[tuple[FragmentMarkup, int, Order]]) -> list[Fragment]:
        """Wait for what was ordered; what begins on the other side than was taken is made again.
        The other side has other margins, hardly ever another number of pages: so all that are
        wrong are ordered at once, and it is seen to that they are right then."""
        first = ordered[0][1] if ordered else 0
        while True:
            found = [order.result() for _, _, order in ordered]
            starts = _starts([made.length for made in found], first)
            if all(
                known == self._known(start)
                for (_, known, _), start in zip(ordered, starts, strict=True)
            ):
                return found
            ordered = [
                item if item[1] == self._known(start) else self._order(item[0], start)
                for item, start in zip(ordered, starts, strict=True)
            ]

    # ── joining ─────────────────────────────────────────────────────────────────────────────

    def _joined(self, front: Fragment, rest: Sequence[Fragment]) -> Printed:
        fragments = [front, *rest]
        if refused := [url for made in fragments for url in made.refused]:
            raise ResourceRefused(", ".join(refused))
        firsts = [1, *_starts([made.length for made in rest], 1)]
        fonts = production_fonts.joined(made.fonts for made in fragments)
        writer = PageNumberWriter(self.inputs.fonts)
        content = join.numbered(zip(fragments, firsts, strict=True), writer, fonts)
        cover = catalog.cover(
            self.renderer.template("pdf/metadata.html", created=self._created()),
            self.inputs,
            self.prepared,
            self.profile,
            front.length,
            self.attached,
            fonts,
        )
        joined = join.join(cover, fragments, content, self._depths())
        folios = (
            *(written(number, "lower-roman") for number in range(1, front.length + 1)),
            *map(str, range(1, _length(rest) + 1)),
        )
        said = [words for made in fragments for words in made.warnings]
        pages = tuple(page for made in fragments for page in made.pages)
        return Printed(
            joined.data,
            folios,
            _first_pages(fragments),
            tuple(dict.fromkeys((*said, *joined.warnings))),
            self._faces(fragments, fonts),
            pages,
        )

    def _depths(self) -> dict[int, int]:
        """How deep the bookmarks of a chapter stand, by the index of its fragment behind the front
        matter; laid out in one piece they know it themselves."""
        if self.inputs.whole:
            return {}
        return {k: chapter.level for k, chapter in enumerate(self.edition.chapters, 1)}

    def _faces(
        self, fragments: Sequence[Fragment], shared: Mapping[str, SharedFont]
    ) -> dict[str, bytes]:
        """The edition's fonts by the names that they have in the PDF."""
        named = {name: digest for made in fragments for name, digest in made.own_fonts.items()}
        named |= {font.name: font.digest for font in shared.values()}
        known = self.inputs.fonts
        return {name: known[digest] for name, digest in named.items() if digest in known}

    def _created(self) -> str:
        return modified(self.edition.metadata).strftime("%Y-%m-%dT%H:%M:%SZ")

    def _none_lost(self, pages: Mapping[str, int], notes: Iterable[Note]) -> None:
        """WeasyPrint drops a note without a word (`footnotes.kept`), so each is looked for."""
        lost = [note.id for note in notes if note.anchor not in pages]
        if lost:
            raise LostNotes(", ".join(lost))


def _length(fragments: Sequence[Fragment]) -> int:
    return sum(made.length for made in fragments)


def _starts(lengths: Sequence[int], first: int) -> list[int]:
    """Where each of several parts begins that follow one another, the first of them at `first`."""
    return list(accumulate(lengths[:-1], initial=first)) if lengths else []


def _first_pages(fragments: Sequence[Fragment]) -> dict[str, int]:
    """For each anchor the index of the first page that has it."""
    found: dict[str, int] = {}
    pages = (page for made in fragments for page in made.anchors)
    for index, page in enumerate(pages):
        for anchor in page:
            found.setdefault(anchor, index)
    return found
