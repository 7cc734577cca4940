"""The outside judges have nothing to say against the repository's own edition, nor against the PDF
of any profile of a small one that has a thing of each kind.

They are asked as `build.py verify` asks them, each once, several at a time.
"""

from __future__ import annotations

import pytest

from edition.assembly.prepare import prepare
from edition.build import build
from edition.render import terms
from edition.system.project import Project
from edition.typography.profiles import PROFILES
from edition.verify import books as finished
from edition.verify import run
from edition.verify.findings import ABSENT, PASSED, MissingJudge, Row
from tests.interview import Interview
from tests.paths import GOLDEN

pytestmark = pytest.mark.judge


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Interview:
    """A small edition of a page, with its PDF of every profile in one folder."""
    project = Project.at(GOLDEN / "tags-of-the-pdf")
    folder = tmp_path_factory.mktemp("profiles")
    for name, data in build(project, ("pdf",), pdfs=list(PROFILES)).files.items():
        (folder / name).write_bytes(data)
    return Interview(prepare(project), folder)


@pytest.fixture(scope="module")
def rows(interview: Interview, small: Interview) -> list[Row]:
    """All verdicts: on the EPUB and the main PDF of the interview, on each PDF of the small one."""
    todo = []
    for books in (interview, small):
        found = finished.find(books.prepared.edition.metadata, books.folder)
        todo += run.tasks(books.prepared, found)
    return run.judge(todo)


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
    assert len(claimed) == 1 + len(PROFILES)
    for file, judges in claimed.items():
        booklet = file.endswith("-booklet.pdf")
        wanted = ["veraPDF PDF/A-3b"] if booklet else ["veraPDF PDF/UA-1", "veraPDF PDF/A-3a"]
        assert judges == wanted, file


def test_all_of_it_was_looked_at(rows: list[Row], interview: Interview, small: Interview) -> None:
    edition = interview.prepared.edition
    (clicked,) = of(rows, "foliate-js")
    uses = len(terms.linked(edition, interview.prepared.annotations.marked_terms, ""))
    called = sum(note.series.is_called for note in edition.notes)
    assert clicked.counts["notes"] == called > 0
    assert clicked.counts["glossary links"] == uses > 0
    (epub,) = of(rows, "EPUB walk")
    assert epub.counts["notes"] == called and min(epub.counts.values()) > 0
    for pdf in of(rows, "PDF walk"):
        if not pdf.file.endswith("-booklet.pdf"):
            own = pdf.file == interview.pdf.name
            noted = edition if own else small.prepared.edition
            assert pdf.counts["notes"] == len(noted.notes)
            assert min(pdf.counts.values()) > 0
    booklets = sum(bool(profile.sheet) for profile in PROFILES.values())
    assert len(of(rows, "Text")) == 2 + len(PROFILES) - booklets
    assert all(min(row.counts.values()) > 0 for row in of(rows, "Seen"))
