"""Metadata: the package document's metadata: titles, contributors, dates, accessibility."""

from __future__ import annotations

from edition.assembly.prepare import Prepared
from edition.epub import accessibility
from edition.epub.ebooklibwriter import Package
from edition.languages.labels import Labels
from edition.model import Metadata
from edition.model.identifiers import pdf_identifier, provenance
from edition.render import filters
from edition.system.program import TOOL
from edition.text.scripts import is_right_to_left

#: Roles that a catalogue treats as makers of the text (MARC relators).
_CREATORS = frozenset({"aut", "ive", "ivr", "cre"})


def package_with_metadata(prepared: Prepared, labels: Labels, has_pages: bool) -> Package:
    """A package that has the edition's metadata and no documents yet; `has_pages` says that it
    will have the pages of the printed edition."""
    meta = prepared.edition.metadata
    package = Package(
        meta.identifier,
        meta.language,
        meta.title,
        right_to_left=is_right_to_left(meta.language),
    )
    _titles(package, meta)
    _contributors(package, meta)
    package.dublin_core("date", meta.published)
    for name, value in (
        ("publisher", meta.publisher),
        ("description", meta.description),
        ("rights", _plain(meta.rights)),
    ):
        if value:
            package.dublin_core(name, value)
    for subject in meta.subjects:
        package.dublin_core("subject", subject)
    if meta.original and meta.original.address:
        package.dublin_core("source", meta.original.address)
    if has_pages:
        printed = _source_of_pages(prepared)
        package.dublin_core("source", printed, id="printed")
        package.meta("pageBreakSource", printed)
    package.meta("dcterms:provenance", provenance(prepared.edition.source.files))
    package.generator(TOOL)
    _accessibility(package, prepared, labels, has_pages)
    return package


def _source_of_pages(prepared: Prepared) -> str:
    """The edition whose pages the EPUB has (EPUB Accessibility 1.1, 4.1.2): the first PDF, or that
    of the original, in whatever words it is named."""
    meta, pages = prepared.edition.metadata, prepared.annotations.pages
    if not prepared.lists_original:
        return pdf_identifier(meta)
    original = meta.original
    known = (original.title, original.publisher, original.date) if original else ()
    return pages.of or ", ".join(filter(None, known)) or meta.title


def _plain(text: str) -> str:
    """Markdown as one line of plain text."""
    return " ".join(filters.prose_text(text).split())


def _titles(package: Package, meta: Metadata) -> None:
    package.dublin_core("title", meta.title, id="title")
    package.meta("title-type", "main", refines="#title")
    if meta.subtitle:
        package.dublin_core("title", meta.subtitle, id="subtitle")
        package.meta("title-type", "subtitle", refines="#subtitle")


def _contributors(package: Package, meta: Metadata) -> None:
    for number, person in enumerate(meta.contributors, 1):
        kind = "creator" if person.role in _CREATORS else "contributor"
        package.dublin_core(kind, person.name, id=f"person-{number}")
        refines = f"#person-{number}"
        package.meta("role", person.role, refines=refines, scheme="marc:relators")
        if person.file_as:
            package.meta("file-as", person.file_as, refines=refines)
        package.meta("display-seq", str(number), refines=refines)
    for number, credit in enumerate(meta.credits, 1):
        package.dublin_core("contributor", credit.name, id=f"credit-{number}")
        package.meta("role", "ctb", refines=f"#credit-{number}", scheme="marc:relators")


def _accessibility(package: Package, prepared: Prepared, labels: Labels, has_pages: bool) -> None:
    meta = prepared.edition.metadata
    for name, value in accessibility.metadata(prepared, labels, has_pages):
        package.meta(f"schema:{name}", value)
    if meta.conforms_to:
        package.meta("dcterms:conformsTo", meta.conforms_to, id="conformance")
        if meta.certified_by:
            package.meta("a11y:certifiedBy", meta.certified_by, refines="#conformance")
