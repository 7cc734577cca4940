"""Metadata: the package document's metadata: titles, contributors, dates, accessibility."""

from __future__ import annotations

from collections.abc import Mapping

from ebooklib import epub as ebooklib_epub

from edition.assembly.prepare import Prepared
from edition.epub import accessibility
from edition.model import Metadata
from edition.model.identifiers import pdf_identifier
from edition.render import filters
from edition.text.scripts import is_right_to_left

#: Roles that a catalogue treats as makers of the text (MARC relators).
_CREATORS = frozenset({"aut", "ive", "ivr", "cre"})


def opf_book(
    prepared: Prepared, labels: Mapping[str, str], has_pages: bool
) -> ebooklib_epub.EpubBook:
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
