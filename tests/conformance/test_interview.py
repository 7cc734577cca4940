"""The outside judges have nothing to say against the repository's own edition.

They are asked as `build.py verify` asks them, each once, several at a time.
"""

from __future__ import annotations

import shutil

import pytest

from edition.verify import books as finished
from edition.verify import run
from edition.verify.findings import ABSENT, PASSED, MissingJudge, Row
from tests import interview as own
from tests.interview import Interview

pytestmark = pytest.mark.judge


@pytest.fixture(scope="module")
def interview(tmp_path_factory: pytest.TempPathFactory) -> Interview:
    """The EPUB, and the PDF of every profile but one, in one folder."""
    found = own.books(tmp_path_factory)
    folder = tmp_path_factory.mktemp("interview")
    for book in (*found.folder.iterdir(), *own.pdfs(tmp_path_factory).iterdir()):
        shutil.copy(book, folder)
    return Interview(found.prepared, folder)


@pytest.fixture(scope="module")
def rows(interview: Interview) -> list[Row]:
    """All verdicts on its books: the EPUB, and each PDF."""
    found = finished.find(interview.prepared.edition.metadata, interview.folder)
    return run.judge(run.tasks(interview.prepared, found))


def of(rows: list[Row], judge: str) -> list[Row]:
    """The rows of a judge; a missing one skips the test, or fails it in CI."""
    found = [row for row in rows if row.judge.startswith(judge)]
    assert found, f"{judge} was not asked"
    for row in found:
        if row.verdict == ABSENT:
            raise MissingJudge(judge, row.install)
    return found


@pytest.mark.parametrize(
    "judge",
    [
        "EPUBCheck",
        "Ace",
        "foliate-js",
        "EPUB walk",
        "veraPDF",
        "PDF walk",
        "Fonts",
        "No color",
        "Seen",
        "Text",
    ],
)
def test_nobody_objects(rows: list[Row], judge: str) -> None:
    for row in of(rows, judge):
        assert ([str(finding) for finding in row.against], row.error) == ([], "")
        assert row.verdict == PASSED


def test_each_pdf_claims_both_standards_and_a_booklet_that_for_archives(rows: list[Row]) -> None:
    claimed: dict[str, list[str]] = {}
    for row in of(rows, "veraPDF"):
        claimed.setdefault(row.file, []).append(row.judge)
    assert len(claimed) == len(own.MADE)
    for file, judges in claimed.items():
        booklet = file.endswith("-booklet.pdf")
        wanted = ["veraPDF PDF/A-3b"] if booklet else ["veraPDF PDF/UA-1", "veraPDF PDF/A-3a"]
        assert judges == wanted, file


def test_all_of_it_was_looked_at(rows: list[Row], interview: Interview) -> None:
    edition = interview.prepared.edition
    (clicked,) = of(rows, "foliate-js")
    uses = sum(len(entry.uses) for entry in edition.glossary)
    assert clicked.counts["notes"] == len(edition.notes) > 0
    assert clicked.counts["glossary links"] == uses > 0
    (epub,) = of(rows, "EPUB walk")
    assert epub.counts["notes"] == len(edition.notes) and min(epub.counts.values()) > 0
    for pdf in of(rows, "PDF walk"):
        if not pdf.file.endswith("-booklet.pdf"):
            assert pdf.counts["notes"] == len(edition.notes)
            assert min(pdf.counts.values()) > 0
    assert len(of(rows, "Text")) == len(own.MADE)
    assert all(min(row.counts.values()) > 0 for row in of(rows, "Seen"))
