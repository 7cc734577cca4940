"""The repository's own edition with its finished books."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from edition.assembly.prepare import Prepared, prepare
from edition.build import build
from edition.model.identifiers import slug
from edition.system.project import Project

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Interview:
    """The edition as it was prepared, and the folder of its books."""

    prepared: Prepared
    folder: Path

    @property
    def epub(self) -> Path:
        return self.folder / f"{slug(self.prepared.edition.metadata)}.epub"

    @property
    def pdf(self) -> Path:
        """The main PDF."""
        return self.folder / f"{slug(self.prepared.edition.metadata)}.pdf"


def make(folder: Path, profiles: Iterable[str] = ("screen",)) -> Interview:
    """Build the EPUB and the PDFs of `profiles`, the main one alone, into `folder`."""
    project = Project.at(ROOT)
    for name, data in build(project, pdfs=list(profiles)).files.items():
        (folder / name).write_bytes(data)
    return Interview(prepare(project), folder)
