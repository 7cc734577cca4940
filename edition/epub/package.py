"""Package: packs the rendered edition into an EPUB 3.3 file. The only importer of ebooklib.

ebooklib 0.20 is kept away from what it spoils: it gets finished bytes for every document
(its own writer re-indents text), a navigation document made here, and its zip is written anew
with fixed dates, order and modes, so that the same edition gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ebooklib import epub as ebooklib_epub

from edition.assembly.prepare import Prepared
from edition.epub import documents
from edition.epub.container import Members, pack
from edition.epub.metadata import opf_book
from edition.epub.navigation import Document, guide, with_pages
from edition.model import Metadata
from edition.render import targets
from edition.render.renderer import Renderer
from edition.system.epoch import modified
from edition.typography import cover, stylesheets
from edition.typography.fonts import FontFile, subset
from edition.typography.stylesheets import font_faces, stylesheet


class _Verbatim(ebooklib_epub.EpubHtml):
    """A document whose bytes are written as they are; ebooklib would parse and re-indent."""

    def get_content(self, default: str | None = None) -> bytes:
        content: bytes = self.content
        return content

    def get_body_content(self) -> bytes:
        return b""


class _Navigation(ebooklib_epub.EpubItem):
    """The navigation document. Not an EpubNav: that one is always generated."""

    def __init__(self, content: str) -> None:
        super().__init__("nav", targets.NAV, "application/xhtml+xml", content.encode())
        self.properties = ["nav"]


def build(prepared: Prepared, renderer: Renderer, folios: Sequence[tuple[str, str]] = ()) -> bytes:
    """The EPUB's bytes. `folios` are the printed pages: (folio, file#anchor), in order."""
    pages, navigation = with_pages(renderer, list(_documents(renderer)), folios)
    characters = set(navigation).union(*(document.content for document in pages))
    fonts = subset("".join(sorted(characters)), ("regular", "italic", "bold"))
    book = opf_book(prepared, renderer.labels, bool(folios))
    _add_assets(book, prepared, renderer, fonts)
    items = []
    for document in pages:
        item = _Verbatim(
            _item_id(document.name),
            document.name,
            "application/xhtml+xml",
            document.content.encode(),
            title=document.title,
        )
        if "<svg" in document.content:
            item.properties.append("svg")
        book.add_item(item)
        items.append(item)
    nav = _Navigation(navigation)
    book.add_item(ebooklib_epub.EpubNcx())
    book.add_item(nav)
    # Before the front matter, as in the PDF: the page list must lead through the book in its order.
    at = next(k for k, document in enumerate(pages) if document.landmark == "titlepage") + 1
    book.spine = [*items[:at], nav, *items[at:]]
    book.toc = items[1:]
    book.guide = guide(pages)
    return _write(book, prepared.edition.metadata)


# ── documents ───────────────────────────────────────────────────────────────────────────────


def _documents(renderer: Renderer) -> Iterator[Document]:
    for page in documents.pages(renderer, [f"ebooklib {_version()}"]):
        yield Document(page.name, page.title, page.landmark, page.content(renderer))


def _version() -> str:
    import ebooklib

    return ".".join(map(str, ebooklib.VERSION))


# ── the package ─────────────────────────────────────────────────────────────────────────────


def _add_assets(
    book: ebooklib_epub.EpubBook, prepared: Prepared, renderer: Renderer, fonts: list[FontFile]
) -> None:
    picture = ebooklib_epub.EpubCover("cover-image", "images/cover.png")
    picture.content = cover.png(prepared.edition.metadata)
    book.add_item(picture)
    for name in stylesheets.EPUB:
        css = stylesheet(renderer.prepared.project, name)
        if name == "epub.css":
            css = font_faces(fonts, "../fonts/") + css
        item = ebooklib_epub.EpubItem(_item_id(name), f"styles/{name}", "text/css", css.encode())
        book.add_item(item)
    for font in fonts:
        name = f"fonts/{font.file_name}"
        book.add_item(ebooklib_epub.EpubItem(_item_id(name), name, "font/ttf", font.data))
    licences = {font.family: font.licence_text for font in fonts}
    for family, licence in licences.items():
        name = f"fonts/{family.replace(' ', '')}-OFL.txt"
        book.add_item(ebooklib_epub.EpubItem(_item_id(name), name, "text/plain", licence.encode()))
    for photo in prepared.pictures.values():
        name = f"images/{photo.name}"
        book.add_item(ebooklib_epub.EpubItem(_item_id(name), name, photo.media_type, photo.data))


def _item_id(name: str) -> str:
    """A manifest id, unique since the name is: every other character is written in hex."""
    plain = (char if char.isascii() and char.isalnum() else f"-{ord(char):x}-" for char in name)
    return "i-" + "".join(plain)


def _write(book: ebooklib_epub.EpubBook, meta: Metadata) -> bytes:
    when = modified(meta)
    options = {"mtime": when, "epub3_pages": False, "epub3_landmark": False}
    writer = _Writer("", book, options)
    writer.process()
    writer.write()
    return pack(writer.out, when, meta.language)


class _Writer(ebooklib_epub.EpubWriter):
    """ebooklib's writer, without its ZIP: that takes its dates from the clock, and fails
    while the clock stands before 1980 or after 2107."""

    def write(self) -> None:
        self.out = Members()
        self._write_container()
        self._write_opf()
        self._write_items()
