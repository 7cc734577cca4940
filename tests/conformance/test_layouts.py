"""The outside judges have nothing to say against verse, letters, tables in notes and text that runs
from right to left."""

from __future__ import annotations

from pathlib import Path

import pytest

from edition.build import build
from edition.system.project import Project
from edition.verify.judges.epubcheck import epubcheck
from edition.verify.judges.verapdf import verapdf

LAYOUTS = Path(__file__).parents[1] / "layouts"
pytestmark = pytest.mark.judge


@pytest.mark.parametrize("case", ["verse", "note-with-a-table", "right-to-left-quotation"])
def test_both_books_are_clean(case: str, tmp_path: Path) -> None:
    for name, data in build(Project.at(LAYOUTS / case)).files.items():
        path = tmp_path / name
        path.write_bytes(data)
        judge = epubcheck if name.endswith(".epub") else verapdf
        assert [str(finding) for finding in judge(path)] == []
