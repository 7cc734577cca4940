"""Presses: each PDF of an edition laid out, proved, and finished for its profile.

The text of all is ordered before the first is waited for, so that no processor is idle.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from edition.assembly.prepare import Prepared
from edition.model.problems import Place, Problem, Severity
from edition.pdf.production.scheduler import Pressroom
from edition.typography.profiles import Profile

if TYPE_CHECKING:
    from edition.apparatus.citations.formatter import Formatter

Report = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Printing:
    """A finished PDF: what its file's name ends in, its bytes, what the layout warned of, and how
    many pages were laid out."""

    suffix: str
    data: bytes
    warnings: tuple[Problem, ...]
    pages: int


@dataclass(frozen=True, slots=True)
class Pressed:
    """The same, with the edition that has the PDF's page breaks in it, and where the PDF's pages
    are in the EPUB: (folio, file#anchor)."""

    book: Printing
    prepared: Prepared
    folios: list[tuple[str, str]]


class Press:
    """The PDF of `profile` in the making."""

    def __init__(
        self, prepared: Prepared, formatter: Formatter, profile: Profile, room: Pressroom
    ) -> None:
        from edition.pdf.book import Book
        from edition.render.renderer import Renderer

        self.prepared = prepared
        self.profile = profile
        self.renderer = Renderer(prepared, "pdf", formatter, profile)
        self.book = Book(prepared, self.renderer, room)

    def finish(self, report: Report = lambda stage: None) -> Pressed:
        """Wait for it, prove and finish it. Raises what `pdf.Book.finish` raises, and
        `proof.ProofFailed`."""
        from edition.epub import pagelist
        from edition.proof import source as proof_source

        printed = self.book.finish(report)
        report("Proving the PDF")
        found = proof_source.prove_pdf(self.renderer, printed.data, printed.anchors)
        edition = pagelist.with_pages(self.prepared.edition, found, printed.folios)
        warnings = tuple(
            Problem("layout", Place("styles/pdf.css"), message, "", Severity.WARNING)
            for message in printed.warnings
        )
        sources = [source for source, _ in self.renderer.bibliography()]
        folios = pagelist.targets(edition, sources, printed.folios, printed.anchors)
        made = Printing(
            self.profile.suffix,
            _finished(printed.data, self.profile),
            warnings,
            len(printed.folios),
        )
        return Pressed(made, replace(self.prepared, edition=edition), folios)


def _finished(data: bytes, profile: Profile) -> bytes:
    """The file as it is handed over: a booklet's pages are imposed on sheets."""
    if not profile.sheet:
        return data
    from edition.pdf import imposition

    return imposition.booklet(data, profile.sheet)
