"""EPUB: packs the rendered edition into an EPUB 3.3 file. The only importer of ebooklib.

ebooklib 0.20 is kept away from what it spoils: it gets finished bytes for every document
(its own writer re-indents text), a navigation document made here, and its zip is written anew
with fixed dates, order and modes, so that the same edition gives the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from ebooklib import epub as ebooklib_epub

from edition import accessibility, documents, pagelist
from edition.assembly.prepare import Prepared
from edition.model import Metadata
from edition.model.identifiers import pdf_identifier
from edition.render import filters, targets
from edition.render.renderer import Renderer
from edition.render.views import TocEntry
from edition.system.epoch import modified
from edition.text.scripts import is_right_to_left
from edition.typography import cover, stylesheets
from edition.typography.fonts import FontFile, subset
from edition.typography.stylesheets import font_faces, stylesheet

#: Roles that a catalogue treats as makers of the text (MARC relators).
_CREATORS = frozenset({"aut", "ive", "ivr", "cre"})


@dataclass(frozen=True, slots=True)
class Document:
    """A content document: `landmark` is its EPUB structural type."""

    name: str
    title: str
    landmark: str
    content: str


class _Verbatim(ebooklib_epub.EpubHtml):
    """A document whose bytes are written as they are; ebooklib would parse and re-indent."""

    def get_content(self, default: str | None = None) -> bytes:
        return self.content

    def get_body_content(self) -> bytes:
        return b""


class _Navigation(ebooklib_epub.EpubItem):
    """The navigation document. Not an EpubNav: that one is always generated."""

    def __init__(self, content: str) -> None:
        super().__init__("nav", targets.NAV, "application/xhtml+xml", content.encode())
        self.properties = ["nav"]


def build(prepared: Prepared, renderer: Renderer, folios: Sequence[tuple[str, str]] = ()) -> bytes:
    """The EPUB's bytes. `folios` are the printed pages: (folio, file#anchor), in order."""
    pages, navigation = _with_pages(renderer, list(_documents(renderer)), folios)
    characters = set(navigation).union(*(document.content for document in pages))
    fonts = subset("".join(sorted(characters)), ("regular", "italic", "bold"))
    book = _book(prepared, renderer.labels, bool(folios))
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
    book.guide = _guide(pages)
    return _write(book, prepared.edition.metadata)


# ── documents ───────────────────────────────────────────────────────────────────────────────


def _documents(renderer: Renderer) -> Iterator[Document]:
    for page in documents.pages(renderer, [f"ebooklib {_version()}"]):
        yield Document(page.name, page.title, page.landmark, page.content(renderer))


def _with_pages(
    renderer: Renderer, pages: list[Document], folios: Sequence[tuple[str, str]]
) -> tuple[list[Document], str]:
    """The documents with a mark where each printed page begins, and the navigation document,
    whose page list leads to the marks. Those of the text are there already."""
    contents = {document.name: document.content for document in pages}
    contents[targets.NAV] = _navigation(
        renderer, pages, [(folio, _page(href, folio)) for folio, href in folios]
    )
    for folio, href in folios:
        name, _, anchor = href.partition("#")
        if href != _page(href, folio):
            label = f"{renderer.labels['page']} {folio}"
            contents[name] = pagelist.mark(contents[name], anchor, folio, label)
    marked = [replace(document, content=contents[document.name]) for document in pages]
    return marked, contents[targets.NAV]


def _page(href: str, folio: str) -> str:
    return f"{href.partition('#')[0]}#page-{folio}"


def _version() -> str:
    import ebooklib

    return ".".join(map(str, ebooklib.VERSION))


def _navigation(
    renderer: Renderer, pages: list[Document], folios: Sequence[tuple[str, str]]
) -> str:
    contents = [TocEntry(d.title, d.name, "") for d in pages if d.landmark != "cover"]
    marks = [TocEntry(d.title, d.name, d.landmark) for d in pages if d.landmark]
    marks.insert(1, TocEntry(renderer.labels["contents"], f"{targets.NAV}#contents", "toc"))
    return renderer.template(
        "epub/nav.xhtml",
        here=targets.NAV,
        contents=contents,
        landmarks=marks,
        page_targets=folios,
    )


def _guide(pages: list[Document]) -> list[dict[str, str]]:
    """The EPUB 2 guide, which old Kindles and Adobe readers open the book by."""
    kinds = {
        "cover": "cover",
        "titlepage": "title-page",
        "bodymatter": "text",
        "glossary": "glossary",
        "bibliography": "bibliography",
        "index": "index",
    }
    entries = [
        {"type": kinds[d.landmark], "href": d.name, "title": d.title}
        for d in pages
        if d.landmark in kinds
    ]
    return [*entries, {"type": "toc", "href": targets.NAV, "title": "Contents"}]


# ── the package ─────────────────────────────────────────────────────────────────────────────


def _book(prepared: Prepared, labels: Mapping[str, str], has_pages: bool) -> ebooklib_epub.EpubBook:
    meta = prepared.edition.metadata
    book = ebooklib_epub.EpubBook()
    book.set_identifier(meta.identifier)
    book.set_language(meta.language)
    if is_right_to_left(meta.language):
        book.set_direction("rtl")
    book.title = meta.title
    _titles(book, meta)
    _contributors(book, meta)
    book.add_metadata("DC", "date", meta.published)
    for name, value in (
        ("publisher", meta.publisher),
        ("description", meta.description),
        ("rights", _plain(meta.rights)),
    ):
        if value:
            book.add_metadata("DC", name, value)
    for subject in meta.subjects:
        book.add_metadata("DC", "subject", subject)
    if meta.original and meta.original.address:
        book.add_metadata("DC", "source", meta.original.address)
    if has_pages:
        book.add_metadata("DC", "source", pdf_identifier(meta), {"id": "printed"})
        _meta(book, "pageBreakSource", pdf_identifier(meta))
    _accessibility(book, prepared, labels, has_pages)
    book.add_metadata(None, "meta", "", {"name": "cover", "content": "cover-image"})
    return book


def _plain(text: str) -> str:
    """Markdown as one line of plain text."""
    return " ".join(filters.prose_text(text).split())


def _titles(book: ebooklib_epub.EpubBook, meta: Metadata) -> None:
    book.add_metadata("DC", "title", meta.title, {"id": "title"})
    _meta(book, "title-type", "main", refines="#title")
    if meta.subtitle:
        book.add_metadata("DC", "title", meta.subtitle, {"id": "subtitle"})
        _meta(book, "title-type", "subtitle", refines="#subtitle")


def _contributors(book: ebooklib_epub.EpubBook, meta: Metadata) -> None:
    for number, person in enumerate(meta.contributors, 1):
        kind = "creator" if person.role in _CREATORS else "contributor"
        book.add_metadata("DC", kind, person.name, {"id": f"person-{number}"})
        refines = f"#person-{number}"
        _meta(book, "role", person.role, refines=refines, scheme="marc:relators")
        if person.file_as:
            _meta(book, "file-as", person.file_as, refines=refines)
        _meta(book, "display-seq", str(number), refines=refines)
    for number, credit in enumerate(meta.credits, 1):
        book.add_metadata("DC", "contributor", credit.name, {"id": f"credit-{number}"})
        _meta(book, "role", "ctb", refines=f"#credit-{number}", scheme="marc:relators")


def _accessibility(
    book: ebooklib_epub.EpubBook, prepared: Prepared, labels: Mapping[str, str], has_pages: bool
) -> None:
    meta = prepared.edition.metadata
    for name, value in accessibility.metadata(prepared, labels, has_pages):
        _meta(book, f"schema:{name}", value)
    if meta.conforms_to:
        _meta(book, "dcterms:conformsTo", meta.conforms_to, id="conformance")
        if meta.certified_by:
            _meta(book, "a11y:certifiedBy", meta.certified_by, refines="#conformance")


def _meta(book: ebooklib_epub.EpubBook, name: str, value: str, **more: str) -> None:
    book.add_metadata(None, "meta", value, {"property": name, **more})


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
    return _pack(writer.out, when, meta.language)


class _Members(dict[str, bytes]):
    """The files of a book by their names, where ebooklib thinks that it writes a ZIP."""

    def writestr(self, name: str, data: str | bytes) -> None:
        self[name] = data.encode() if isinstance(data, str) else data


class _Writer(ebooklib_epub.EpubWriter):
    """ebooklib's writer, without its ZIP: that takes its dates from the clock, and fails
    while the clock stands before 1980 or after 2107."""

    def write(self) -> None:
        self.out = _Members()
        self._write_container()
        self._write_opf()
        self._write_items()


_FIRST, _LAST = datetime(1980, 1, 1, tzinfo=UTC), datetime(2107, 12, 31, tzinfo=UTC)


def _pack(files: Mapping[str, bytes], when: datetime, language: str) -> bytes:
    """The files as a ZIP with fixed dates, order and modes; `mimetype` first, stored (OCF 4.3)."""
    # A ZIP knows no other years (APPNOTE 4.4.6).
    date = min(max(when, _FIRST), _LAST).timetuple()[:6]
    out = io.BytesIO()
    files = {"mimetype": b"application/epub+zip", **files}
    with zipfile.ZipFile(out, "w") as new:
        first = ("mimetype", "META-INF/container.xml", "EPUB/content.opf")
        rest = sorted(name for name in files if name not in first)
        for name in (*first, *rest):
            info = zipfile.ZipInfo(name, date)
            info.create_system, info.external_attr = 3, 0o100644 << 16
            stored = name == "mimetype" or name.endswith((".png", ".jpg"))
            info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            content = files[name]
            if name.endswith("content.opf"):
                # ebooklib 0.20 cannot say the package's language (Ace: epub-lang).
                tag = f'<package xml:lang="{language}" '.encode()
                content = content.replace(b"<package ", tag, 1)
            new.writestr(info, content, compresslevel=6)
    return out.getvalue()
