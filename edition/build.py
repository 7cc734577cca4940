"""Build: runs the stages in order, from a project's folder to the bytes of its books."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from .identity import slug
from .prepare import Prepared, prepare
from .problems import Place, Problem, Severity
from .project import Project

if TYPE_CHECKING:
    from .citations import Formatter

Report = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Built:
    """Finished and proved books: file name → bytes, and the warnings on the way."""

    files: dict[str, bytes]
    warnings: tuple[Problem, ...]


def build(
    project: Project,
    formats: Collection[str] = ("epub", "pdf"),
    report: Report = lambda stage: None,
) -> Built:
    """Build the `formats` (epub, pdf) of the edition in `project`.

    `report` is told of each stage as it begins. Raises `BuildFailed` with the problems of the
    input, `proof.ProofFailed` where a finished file is not what it must be.
    """
    report("Reading and checking")
    prepared = prepare(project)
    from .citations import Formatter

    meta = prepared.edition.metadata
    formatter = Formatter([record.csl for record in prepared.edition.records], meta.language)
    files: dict[str, bytes] = {}
    warnings = list(prepared.warnings)
    folios: list[tuple[str, str]] = []
    if "pdf" in formats:
        data, prepared, folios, found = _pdf(prepared, formatter, report)
        files[f"{slug(meta)}.pdf"] = data
        warnings += found
    if "epub" in formats:
        files[f"{slug(meta)}.epub"] = _epub(prepared, formatter, folios, report)
    return Built(dict(sorted(files.items())), tuple(warnings))


def _pdf(
    prepared: Prepared, formatter: Formatter, report: Report
) -> tuple[bytes, Prepared, list[tuple[str, str]], list[Problem]]:
    """The PDF; the edition with the PDF's page breaks in it; where its pages are in the EPUB;
    and what the layout warned of."""
    from . import pagelist, pdf, proof
    from .render import Renderer

    renderer = Renderer(prepared, "pdf", formatter)
    printed = pdf.build(prepared, renderer, report)
    report("Proving the PDF")
    found = proof.prove_pdf(renderer, printed.data, printed.anchors)
    edition = pagelist.with_pages(prepared.edition, found, printed.folios)
    warnings = [
        Problem("layout", Place("styles/pdf.css"), message, "", Severity.WARNING)
        for message in printed.warnings
    ]
    sources = [source for source, _ in renderer.bibliography()]
    folios = pagelist.targets(edition, sources, printed.folios, printed.anchors)
    return printed.data, replace(prepared, edition=edition), folios, warnings


def _epub(
    prepared: Prepared, formatter: Formatter, folios: list[tuple[str, str]], report: Report
) -> bytes:
    from . import epub, proof
    from .render import Renderer

    report("Packing the EPUB")
    data = epub.build(prepared, Renderer(prepared, "epub", formatter), folios)
    report("Proving the EPUB")
    proof.prove_epub(prepared.edition, data)
    return data
