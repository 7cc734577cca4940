"""PDF: lays the rendered edition out with WeasyPrint. With `weasy` the only importer of it.

The book is laid out in three parts. The text comes first; its pages give the page numbers for
the glossary in the back matter and for the contents in the front matter, so that no number is
looked up while pages are still moving. The parts are then written as one file.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from . import bidi, locators, pdfa, pdffiles, pdfwrite, weasy
from .identity import modified
from .prepare import Prepared
from .profiles import Notes
from .render import Renderer, TocEntry
from .scripts import is_right_to_left

if TYPE_CHECKING:
    from weasyprint import Document

#: The sections behind the text, in their order; their names are anchors and labels.
BACK = ("end-notes", "long-notes", "chronology", "maps", "glossary", "photographs", "sources",
        "index", "colophon")  # fmt: skip

Report = Callable[[str], None]


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
    prepared: Prepared, renderer: Renderer, report: Report = lambda stage: None,
    keep_pages: bool = False,
) -> Printed:  # fmt: skip
    """Lay out and write the PDF.

    `report` is told of each stage; `keep_pages` hands the laid-out pages out, for `layout`. Raises
    `LostNotes` with the notes' ids where a note is on no page, `ResourceRefused` where markup asks
    for a file, `weasy.UnsupportedWeasyPrint`.
    """
    weasy.install()
    with _warnings() as warnings, _epoch(prepared):
        press = _Press(prepared, renderer)
        report("Laying out the text")
        body = press.text()
        report("Laying out glossary, sources and contents")
        back = press.back(body)
        front = press.front(body, back)
        pages = [*front.pages, *body.pages, *back.pages]
        folios = (*map(_roman, range(1, len(front.pages) + 1)),
                  *map(str, range(1, len(body.pages) + len(back.pages) + 1)))  # fmt: skip
        report("Writing the PDF")
        data = pdfwrite.write(
            body.copy(pages), prepared, renderer.profile, len(front.pages), press.attached
        )
    if press.fetcher.refused:
        raise ResourceRefused(", ".join(press.fetcher.refused))
    kept = tuple(pages) if keep_pages else ()
    return Printed(data, folios, _first_pages(pages), tuple(warnings), kept)


class _Press:
    """Lays out the parts, with one set of fonts and one fetcher."""

    def __init__(self, prepared: Prepared, renderer: Renderer) -> None:
        from weasyprint.text.fonts import FontConfiguration

        self.prepared = prepared
        self.edition = prepared.edition
        self.renderer = renderer
        self.profile = renderer.profile
        self.fetcher = pdffiles.fetcher(prepared, self.profile, renderer.all_text)
        self.fonts = FontConfiguration()
        self.attached = pdfa.sources(prepared, renderer.labels)
        self.created = modified(self.edition.metadata).strftime("%Y-%m-%dT%H:%M:%SZ")
        self.splits = {note.anchor: renderer.split_note(note) for note in self.edition.notes}
        self.long = {anchor for anchor, (_, rest) in self.splits.items() if rest}

    def text(self) -> Document:
        """The text with its notes. Raises `LostNotes`."""
        feet = {anchor: Markup(foot) for anchor, (foot, _) in self.splits.items()}
        document = self._lay_out("body.html", feet=feet, long=self.long)
        if self.profile.notes is not Notes.END:
            self._none_lost(document)
        return document

    def _none_lost(self, document: Document) -> None:
        lost = weasy.missing_notes(document, list(self.splits))
        if lost:
            ids = {note.anchor: note.id for note in self.edition.notes}
            raise LostNotes(", ".join(ids[name] for name in lost))

    def back(self, body: Document) -> Document:
        """All that stands behind the text, with the text's pages."""
        pages = _first_pages(body.pages)
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
            end_notes = [(note, Markup(self.splits[note.anchor][0]), folios[note.call_anchor])
                         for note in self.edition.notes]  # fmt: skip
        index_pages = {
            entry.heading.id: locators.by_page(entry, folios) for entry in self.edition.index
        }
        first = len(body.pages)
        document = self._lay_out(
            "back.html", first, use_pages=use_pages, long_notes=long_notes, photo_pages=photo_pages,
            end_notes=end_notes,
            years=self.renderer.chronology(), timelines=self.renderer.timelines(),
            maps=self.renderer.maps(), photos=self.renderer.photo_list(),
            sources=self.renderer.bibliography(), index_groups=locators.groups(self.edition),
            index_pages=index_pages, tools=_tools(), attached=self.attached,
        )  # fmt: skip
        if end_notes:
            self._none_lost(document)
        return document

    def front(self, body: Document, back: Document) -> Document:
        """Title page, imprint, note on the text and contents.

        The contents name pages of their own part, so it is laid out until the numbers hold;
        where pages face each other it has an even number of them, since the text begins on a
        recto.
        """
        later = {**_shifted(back, len(body.pages)), **_first_pages(body.pages)}
        own: dict[str, int] = {}
        blank = False
        for _ in range(4):
            contents = self._contents(own, later)
            document = self._lay_out("front.html", contents=contents, blank=blank)
            seen, odd = _first_pages(document.pages), self._odd(document)
            if seen == own and not odd:
                break
            own, blank = seen, blank != odd
        return document

    def _starts(self, pages_before: int) -> str:
        """Which page a part begins on, as CSS says it: the recto of a book that is read from
        right to left is a left-hand page."""
        if not self.profile.facing:
            return ""
        return "verso" if pages_before % 2 else "recto"

    def _odd(self, document: Document) -> bool:
        return self.profile.facing and len(document.pages) % 2 == 1

    def _contents(
        self, own: Mapping[str, int], later: Mapping[str, int]
    ) -> list[tuple[TocEntry, str]]:
        entries = [(entry, _roman(own.get(entry.anchor, 0) + 1)) for entry in self._front_entries()]
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

    def _lay_out(self, template: str, pages_before: int = 0, **values: Any) -> Document:
        from weasyprint import HTML

        language = self.edition.metadata.language
        markup = self.renderer.template(
            f"pdf/{template}", created=self.created, pages_before=pages_before,
            starts=self._starts(pages_before),
            sheets=pdffiles.sheets(self.profile, language), **values,
        )  # fmt: skip
        html = HTML(string=markup, base_url="edition:", url_fetcher=self.fetcher)
        if is_right_to_left(language):
            bidi.direct(html.etree_element)
        return html.render(font_config=self.fonts, pdf_variant=pdfa.VARIANT)


def _use_anchors(entry: Any) -> list[str]:
    return [f"gu-{entry.term.id}-{use.use}" for use in entry.uses]


def _first_pages(pages: list[Any]) -> dict[str, int]:
    """For each anchor the index of the first page that has it."""
    found: dict[str, int] = {}
    for index, page in enumerate(pages):
        for anchor in page.anchors:
            found.setdefault(anchor, index)
    return found


def _shifted(document: Document, by: int) -> dict[str, int]:
    return {anchor: index + by for anchor, index in _first_pages(document.pages).items()}


def _roman(number: int) -> str:
    digits = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
    tens = ("", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx", "xc")
    return "c" * (number // 100) + tens[number // 10 % 10] + digits[number % 10]


def _tools() -> list[str]:
    import weasyprint

    return [f"WeasyPrint {weasyprint.__version__}"]


@contextmanager
def _warnings() -> Iterator[list[str]]:
    """WeasyPrint's warnings, each once, instead of on the terminal."""
    logger = logging.getLogger("weasyprint")
    found: list[str] = []

    class Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            message = record.getMessage()
            if message not in found:
                found.append(message)

    handlers, propagate = logger.handlers[:], logger.propagate
    logger.handlers, logger.propagate = [Collector(logging.WARNING)], False
    try:
        yield found
    finally:
        logger.handlers, logger.propagate = handlers, propagate


@contextmanager
def _epoch(prepared: Prepared) -> Iterator[None]:
    """SOURCE_DATE_EPOCH for WeasyPrint and fontTools: the edition's date, not the clock's."""
    before = os.environ.get("SOURCE_DATE_EPOCH")
    when = modified(prepared.edition.metadata)
    os.environ["SOURCE_DATE_EPOCH"] = str(int(when.timestamp()))
    try:
        yield
    finally:
        if before is None:
            del os.environ["SOURCE_DATE_EPOCH"]
        else:
            os.environ["SOURCE_DATE_EPOCH"] = before
