"""Presses: each PDF of an edition laid out, proved, and finished for its profile.

The main PDF is made in this process, since the EPUB takes its pages from it; the others in
processes of their own, as many at a time as there are processors.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from .prepare import Prepared, prepare
from .problems import Place, Problem, Severity
from .profiles import Profile
from .project import Project
from .workers import Workers, processors

if TYPE_CHECKING:
    from .citations import Formatter

Report = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Book:
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

    book: Book
    prepared: Prepared
    folios: list[tuple[str, str]]


def press(
    prepared: Prepared, formatter: Formatter, profile: Profile, report: Report = lambda stage: None
) -> Pressed:
    """Lay out, prove and finish the PDF of `profile`. Raises what `pdf.build` raises, and
    `proof.ProofFailed`."""
    from . import pagelist, pdf, proof
    from .render import Renderer

    renderer = Renderer(prepared, "pdf", formatter, profile)
    printed = pdf.build(prepared, renderer, report)
    report("Proving the PDF")
    found = proof.prove_pdf(renderer, printed.data, printed.anchors)
    edition = pagelist.with_pages(prepared.edition, found, printed.folios)
    warnings = tuple(
        Problem("layout", Place("styles/pdf.css"), message, "", Severity.WARNING)
        for message in printed.warnings
    )
    sources = [source for source, _ in renderer.bibliography()]
    folios = pagelist.targets(edition, sources, printed.folios, printed.anchors)
    book = Book(profile.suffix, _finished(printed.data, profile), warnings, len(printed.folios))
    return Pressed(book, replace(prepared, edition=edition), folios)


def _finished(data: bytes, profile: Profile) -> bytes:
    """The file as it is handed over: a booklet's pages are imposed on sheets."""
    if not profile.sheet:
        return data
    from . import impose

    return impose.booklet(data, profile.sheet)


@contextmanager
def started(
    project: Project, profiles: Sequence[Profile], jobs: int | None = None
) -> Iterator[Callable[[Report], list[Book]]]:
    """Start making the PDFs of `profiles`; gives a function that waits for them, in their order.

    At most `jobs` processes make them (default: one for each processor); with 1 they are made
    here, when they are asked for. Each reads the project anew: an edition is prepared faster than
    it is handed over.
    """
    if not profiles or jobs == 1:
        yield lambda report: [_press_again(project, profile, report) for profile in profiles]
        return
    # As many as there are processors, though this process needs one too: it is done before them.
    with Workers(min(len(profiles), jobs or processors())) as workers:
        made = [workers.submit(_press_again, project, profile) for profile in profiles]

        def wait(report: Report) -> list[Book]:
            books = []
            for profile, book in zip(profiles, made, strict=True):
                report(f"Making the PDF for {_name(profile)}")
                books.append(book.result())
            return books

        yield wait


def _name(profile: Profile) -> str:
    return profile.suffix.removeprefix("-") or profile.name


def _press_again(project: Project, profile: Profile, report: Report = lambda stage: None) -> Book:
    from .citations import Formatter

    report(f"Making the PDF for {_name(profile)}")
    prepared = prepare(project)
    return press(prepared, Formatter.of(prepared.edition), profile).book
