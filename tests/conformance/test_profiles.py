"""The outside judges have nothing to say against the PDF of any profile of a small edition that has
a thing of each kind."""

from __future__ import annotations

import pytest

from edition.typography.profiles import PROFILES
from edition.verify.findings import Row
from tests.conformance import java
from tests.conformance.verdicts import assert_nothing_against, judged, of
from tests.interview import Interview

pytestmark = pytest.mark.judge


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Interview:
    """The edition and its PDFs."""
    return java.profiles(tmp_path_factory)


@pytest.fixture(scope="module")
def rows(small: Interview, tmp_path_factory: pytest.TempPathFactory) -> list[Row]:
    """All verdicts on its PDFs."""
    return judged(small, tmp_path_factory)


@pytest.mark.parametrize("judge", ["veraPDF", "PDF walk", "Fonts", "No color", "Seen", "Text"])
def test_nobody_objects(rows: list[Row], judge: str) -> None:
    assert_nothing_against(of(rows, judge))


def test_each_pdf_claims_both_standards_and_a_booklet_that_for_archives(rows: list[Row]) -> None:
    claimed: dict[str, list[str]] = {}
    for row in of(rows, "veraPDF"):
        claimed.setdefault(row.file, []).append(row.judge)
    assert len(claimed) == len(PROFILES)
    for file, judges in claimed.items():
        booklet = file.endswith("-booklet.pdf")
        wanted = ["veraPDF PDF/A-3b"] if booklet else ["veraPDF PDF/UA-1", "veraPDF PDF/A-3a"]
        assert judges == wanted, file


def test_all_of_it_was_looked_at(rows: list[Row], small: Interview) -> None:
    walked = of(rows, "PDF walk")
    assert len(walked) == len(PROFILES)
    for pdf in walked:
        if not pdf.file.endswith("-booklet.pdf"):
            assert pdf.counts["notes"] == len(small.prepared.edition.notes)
            assert min(pdf.counts.values()) > 0
    booklets = sum(bool(profile.sheet) for profile in PROFILES.values())
    assert len(of(rows, "Text")) == len(of(rows, "Seen")) == len(PROFILES) - booklets
    assert all(min(row.counts.values()) > 0 for row in of(rows, "Seen"))
