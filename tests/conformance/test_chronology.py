"""The outside judges have nothing to say against tables and drawings, hostile words in them too."""

from __future__ import annotations

from pathlib import Path

import pytest

from edition.build import build
from edition.system.project import Project
from edition.verify.judges.epubcheck import epubcheck
from edition.verify.judges.verapdf import verapdf

GOLDEN = Path(__file__).parents[1] / "golden"
pytestmark = pytest.mark.judge


@pytest.mark.parametrize("case", ["chronology", "chronology-hostile"])
def test_both_books_are_clean(case: str, tmp_path: Path) -> None:
    for name, data in build(Project.at(GOLDEN / case)).files.items():
        path = tmp_path / name
        path.write_bytes(data)
        judge = epubcheck if name.endswith(".epub") else verapdf
        assert [str(finding) for finding in judge(path)] == []
