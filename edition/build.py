"""Build: runs the stages in order, from a project's folder to the bytes of its books."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

from .identity import slug
from .prepare import Prepared, prepare
from .problems import Problem
from .project import Project

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


def _pdf(prepared: Prepared, formatter, report: Report):
    """The PDF, the edition with the PDF's page breaks in it, and where they are."""
    from . import pdf, proof
    from .problems import Place, Severity
    from .render import Renderer

    renderer = Renderer(prepared, "pdf", formatter)
    printed = pdf.build(prepared, renderer, report)
    report("Proving the PDF")
    found = proof.prove_pdf(renderer, printed.data, printed.anchors)
    edition = proof.page_breaks(prepared.edition, found, printed.folios)
    warnings = [
        Problem("layout", Place("styles/pdf.css"), message, "", Severity.WARNING)
        for message in printed.warnings
    ]
    folios = list(proof.page_targets(edition))
    return printed.data, replace(prepared, edition=edition), folios, warnings


def _epub(prepared: Prepared, formatter, folios: list[tuple[str, str]], report: Report) -> bytes:
    from . import epub, proof
    from .render import Renderer

    report("Packing the EPUB")
    data = epub.build(prepared, Renderer(prepared, "epub", formatter), folios)
    report("Proving the EPUB")
    proof.prove_epub(prepared.edition, data)
    return data
