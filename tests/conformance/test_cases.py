"""The outside judges have nothing to say against tables, drawings, hostile words in them, verse,
letters, tables in notes and text that runs from right to left."""

from __future__ import annotations

from pathlib import Path

import pytest

from edition.build import build
from edition.system.project import Project
from edition.verify.findings import Judged
from edition.verify.judges.epubcheck import epubcheck
from edition.verify.judges.verapdf import verapdf_all
from tests.paths import GOLDEN, LAYOUTS

pytestmark = pytest.mark.judge

CASES = {
    path.name: path
    for path in (
        GOLDEN / "chronology",
        GOLDEN / "chronology-hostile",
        LAYOUTS / "verse",
        LAYOUTS / "note-with-a-table",
        LAYOUTS / "right-to-left-quotation",
    )
}


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Path]]:
    """The EPUB and the PDF of each case."""
    found: dict[str, list[Path]] = {}
    for case, project in CASES.items():
        folder = tmp_path_factory.mktemp(case)
        for name, data in sorted(build(Project.at(project)).files.items()):
            (folder / name).write_bytes(data)
            found.setdefault(case, []).append(folder / name)
    return found


@pytest.fixture(scope="module")
def verdicts(books: dict[str, list[Path]]) -> dict[str, Judged]:
    """What veraPDF says of each PDF, after one start of Java."""
    pdfs = [pdf for _, pdf in books.values()]
    return dict(zip(books, verapdf_all([(pdf, "ua1") for pdf in pdfs]), strict=True))


@pytest.mark.parametrize("case", CASES)
def test_the_epub_is_clean(case: str, books: dict[str, list[Path]]) -> None:
    epub, _ = books[case]
    assert [str(finding) for finding in epubcheck(epub)] == []


@pytest.mark.parametrize("case", CASES)
def test_the_pdf_is_clean(case: str, verdicts: dict[str, Judged]) -> None:
    verdict = verdicts[case]
    assert (verdict.error, verdict.findings) == ("", ())
    assert verdict.counts["checks"] > 0
