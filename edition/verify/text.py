"""The text of a finished book is the source's: the builder's own proof, on the file itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from edition.assembly.prepare import Prepared
from edition.proof import source, website
from edition.system import folders
from edition.typography.profiles import PROFILES, Profile
from edition.verify.books import profile_of
from edition.verify.findings import Finding, Judged

if TYPE_CHECKING:
    from edition.render.renderer import Renderer, Rendition

JUDGE = "Text"
_HINT = (
    "The book was built from other files, or changed since: build it again. If that does not "
    "help, it is a fault of the builder: please report it."
)


def prove(prepared: Prepared, path: Path) -> Judged:
    """Hold the text of the EPUB or PDF, or of the folder of a web edition, at `path` against the
    source.

    Of an EPUB or a web edition every paragraph, note, entry and figure; of a PDF every paragraph
    and note, since the file alone does not tell where an entry stands that no link leads to.
    """
    edition = prepared.edition
    counts = {"paragraphs": len(edition.blocks()), "notes": len(edition.notes)}
    try:
        if path.is_dir():
            website.prove(renderer(prepared, "epub"), folders.read(path) or {})
        elif path.suffix == ".pdf":
            formats = prepared.annotations.pdfs
            profile = profile_of(path, edition.metadata, formats) or PROFILES["screen"]
            source.prove_pdf(renderer(prepared, "pdf", profile), path.read_bytes(), None)
        else:
            source.prove_epub(edition, path.read_bytes())
    except source.ProofFailed as failed:
        return Judged(
            tuple(
                Finding(JUDGE, "ERROR", "text-differs", f"In {path.name} {fault}.", "", hint=_HINT)
                for fault in failed.faults
            ),
            counts,
        )
    except Exception as error:  # whatever a broken file makes the readers of lxml and pikepdf raise
        why = " ".join(str(error).split()) or type(error).__name__
        return Judged(
            (
                Finding(
                    JUDGE, "FATAL", "unreadable", f"The text cannot be read: {why}.", "", hint=_HINT
                ),
            ),
            counts,
        )
    return Judged((), counts)


def renderer(
    prepared: Prepared, form: Rendition, profile: Profile = PROFILES["screen"]
) -> Renderer:
    """What renders the edition as `form`, epub or pdf, the latter by `profile`: a table of a note
    is divided where it is too wide for a page."""
    from edition.apparatus.citations.formatter import Formatter
    from edition.render.renderer import Renderer

    return Renderer(prepared, form, Formatter.of(prepared), profile)
