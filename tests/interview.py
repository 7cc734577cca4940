"""The repository's own edition with its finished books, for all tests that look at them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

import pytest

from edition.assembly.prepare import Prepared, prepare
from edition.build import build
from edition.model.identifiers import slug
from edition.system.project import Project
from tests.paths import ROOT
from tests.shared import made_once, write

MAIN = "screen"


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


def books(factory: pytest.TempPathFactory) -> Interview:
    """Its EPUB and its main PDF."""
    make = partial(_build, ("epub", "pdf"), [MAIN])
    return Interview(_prepared(), made_once(factory, "interview", make))


@cache
def _prepared() -> Prepared:
    return prepare(Project.at(ROOT))


def _build(formats: Collection[str], profiles: Collection[str], folder: Path) -> None:
    write(folder, build(Project.at(ROOT), formats, pdfs=profiles).files)
