"""The outside judges have nothing to say against the repository's own edition.

They are asked as `build.py verify` asks them, each once, several at a time.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from edition.build import build
from edition.prepare import Prepared, prepare
from edition.project import Project
from edition.verify import books as finished
from edition.verify import jury
from edition.verify.model import ABSENT, PASSED, MissingJudge, Row

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.judge


@pytest.fixture(scope="session")
def prepared() -> Prepared:
    """The repository's own edition."""
    return prepare(Project.at(ROOT))


@pytest.fixture(scope="session")
def rows(prepared: Prepared, tmp_path_factory: pytest.TempPathFactory) -> list[Row]:
    """All verdicts on its books, built once."""
    folder = tmp_path_factory.mktemp("interview")
    for name, data in build(Project.at(ROOT)).files.items():
        (folder / name).write_bytes(data)
    found = finished.find(prepared.edition.metadata, folder)
    return jury.judge(jury.tasks(prepared, found))


def of(rows: list[Row], judge: str) -> list[Row]:
    """The rows of a judge; a missing one skips the test, or fails it in CI."""
    found = [row for row in rows if row.judge.startswith(judge)]
    assert found, f"{judge} was not asked"
    for row in found:
        if row.verdict == ABSENT:
            raise MissingJudge(judge, row.install)
    return found


@pytest.mark.parametrize(
    "judge", ["EPUBCheck", "Ace", "foliate-js", "EPUB walk", "veraPDF", "Fonts", "Text"]
)
def test_nobody_objects(rows: list[Row], judge: str) -> None:
    for row in of(rows, judge):
        assert ([str(finding) for finding in row.against], row.error) == ([], "")
        assert row.verdict == PASSED


def test_every_link_bookmark_and_note_of_the_pdf_leads_somewhere(rows: list[Row]) -> None:
    (row,) = of(rows, "PDF walk")
    assert [str(finding) for finding in row.against if finding.code != "not-claimed"] == []


@pytest.mark.xfail(strict=True, reason="until the PDFs claim PDF/A-3a")
def test_the_pdf_claims_both_standards(rows: list[Row]) -> None:
    (row,) = of(rows, "PDF walk")
    assert row.verdict == PASSED
    assert [row.judge for row in of(rows, "veraPDF")] == ["veraPDF PDF/UA-1", "veraPDF PDF/A-3a"]


def test_all_of_it_was_looked_at(rows: list[Row], prepared: Prepared) -> None:
    edition = prepared.edition
    (clicked,) = of(rows, "foliate-js")
    uses = sum(len(entry.uses) for entry in edition.glossary)
    assert clicked.counts["notes"] == len(edition.notes) > 0
    assert clicked.counts["glossary links"] == uses > 0
    (epub,), (pdf,) = of(rows, "EPUB walk"), of(rows, "PDF walk")
    assert epub.counts["notes"] == pdf.counts["notes"] == len(edition.notes)
    assert min(epub.counts.values()) > 0 and min(pdf.counts.values()) > 0
    assert len(of(rows, "Text")) == 2
