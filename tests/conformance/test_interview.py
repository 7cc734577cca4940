"""The outside judges have nothing to say against the repository's own edition.

They are asked as `build.py verify` asks them, each once, several at a time.
"""

from __future__ import annotations

import pytest

from edition.render import terms
from edition.verify.findings import Row
from tests.conformance.verdicts import assert_nothing_against, judged, of
from tests.interview import Interview

pytestmark = pytest.mark.judge


@pytest.fixture(scope="module")
def rows(interview: Interview, tmp_path_factory: pytest.TempPathFactory) -> list[Row]:
    """All verdicts on the EPUB and the main PDF."""
    return judged(interview, tmp_path_factory)


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
        "Seen",
        "Text",
    ],
)
def test_nobody_objects(rows: list[Row], judge: str) -> None:
    assert_nothing_against(of(rows, judge))


def test_the_pdf_claims_both_standards(rows: list[Row]) -> None:
    claims = [row.judge for row in of(rows, "veraPDF")]
    assert claims == ["veraPDF PDF/UA-1", "veraPDF PDF/A-3a"]


def test_all_of_it_was_looked_at(rows: list[Row], interview: Interview) -> None:
    edition = interview.prepared.edition
    (clicked,) = of(rows, "foliate-js")
    uses = len(terms.linked(edition, interview.prepared.annotations.marked_terms, ""))
    called = sum(note.series.is_called for note in edition.notes)
    assert clicked.counts["notes"] == called > 0
    assert clicked.counts["glossary links"] == uses > 0
    (epub,) = of(rows, "EPUB walk")
    assert epub.counts["notes"] == called and min(epub.counts.values()) > 0
    (pdf,) = of(rows, "PDF walk")
    assert (pdf.file, pdf.counts["notes"]) == (interview.pdf.name, len(edition.notes))
    assert min(pdf.counts.values()) > 0
    both = {interview.epub.name, interview.pdf.name}
    for judge in ("Text", "Seen"):
        assert {row.file for row in of(rows, judge)} == both
    assert all(min(row.counts.values()) > 0 for row in of(rows, "Seen"))
