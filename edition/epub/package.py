"""Package: packs the rendered edition into an EPUB 3.3 file.

Its zip has fixed dates, order and modes, so that the same edition gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from edition.assembly.prepare import Prepared
from edition.epub.container import pack
from edition.epub.ebooklibwriter import Package
from edition.epub.metadata import package_with_metadata
from edition.epub.navigation import Document, contents_of, guide, with_pages
from edition.render import bookfonts, documents, targets
from edition.render.renderer import Renderer
from edition.render.views import nested
from edition.system.epoch import modified
from edition.typography import cover, stylesheets
from edition.typography.fonts import FontFile


def build(prepared: Prepared, renderer: Renderer, folios: Sequence[tuple[str, str]] = ()) -> bytes:
    """The EPUB's bytes. `folios` are the printed pages: (folio, file#anchor), in order.

    Raises `ebooklibwriter.UnsupportedEbooklib`.
    """
    pages, navigation = with_pages(renderer, list(_documents(renderer)), folios)
    contents = [navigation, *(document.content for document in pages)]
    fonts = bookfonts.embedded(prepared, contents, renderer.languages)
    package = package_with_metadata(prepared, renderer.labels, bool(folios))
    _add_assets(package, prepared, renderer, fonts)
    for document in pages:
        package.document(_item_id(document.name), document.name, document.title, document.content)
    # Before the front matter, as in the PDF: the page list must lead through the book in its order.
    at = next(k for k, document in enumerate(pages) if document.landmark == "titlepage") + 1
    package.navigation(targets.NAV, navigation, at, nested(contents_of(pages)))
    if prepared.lists_original:
        package.page_list(folios)
    meta = prepared.edition.metadata
    when = modified(meta)
    return pack(
        package.members(guide(pages, renderer.labels["contents"]), when), when, meta.language
    )


def _documents(renderer: Renderer) -> Iterator[Document]:
    for page in documents.pages(renderer):
        content = page.content(renderer)
        yield Document(page.name, page.title, page.landmark, content, tuple(page.entries()))


def _add_assets(
    package: Package, prepared: Prepared, renderer: Renderer, fonts: list[FontFile]
) -> None:
    name = f"images/{renderer.cover_name}"
    own = prepared.cover
    meta = prepared.edition.metadata
    drawn = cover.of_picture(meta, own.data) if own else cover.png(meta)
    package.cover("cover-image", name, drawn)
    for name in stylesheets.of_epub(prepared.edition.kinds()):
        css = bookfonts.sheet(prepared, name, fonts, renderer.languages)
        package.file(_item_id(name), f"styles/{name}", "text/css", css.encode())
    for font in fonts:
        name = f"fonts/{font.file_name}"
        package.file(_item_id(name), name, "font/ttf", font.data)
    for file, licence in bookfonts.licences(fonts).items():
        name = f"fonts/{file}"
        package.file(_item_id(name), name, "text/plain", licence)
    for photo in prepared.pictures.values():
        name = f"images/{photo.name}"
        package.file(_item_id(name), name, photo.media_type, photo.data)


def _item_id(name: str) -> str:
    """A manifest id, unique since the name is: every other character is written in hex."""
    plain = (char if char.isascii() and char.isalnum() else f"-{ord(char):x}-" for char in name)
    return "i-" + "".join(plain)
