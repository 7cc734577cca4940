"""EPUBCheck and veraPDF tell a good book from a broken one, and have nothing to say against tables,
drawings, hostile words in them, verse, letters, tables in notes, text that runs from right to left,
and a PDF for one ink that was full of color.

What the books are stands in `java`, which asks each of the two once in a run.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from edition.verify.findings import ASIDE, Judged
from edition.verify.judges import verapdf as judge
from tests.conformance import java
from tests.conformance.tiny import write_pdf

pytestmark = pytest.mark.judge

#: Verdicts of `pdfs`: what the file is, and by which standard it is judged.
TAGGED = ("tagged, ua1", "tagged, 3a")
GRAY = ("gray, ua1", "gray, 3a", "gray booklet, 3b")


@pytest.fixture(scope="module")
def epubs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Judged]:
    """What EPUBCheck says of each of EPUBS."""
    folder, verdicts = java.standards(tmp_path_factory), java.epubs(tmp_path_factory)
    return {name: verdicts[folder / file] for name, file in java.EPUBS.items()}


@pytest.fixture(scope="module")
def pdfs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Judged]:
    """What veraPDF says of each of PDFS, in their order."""
    folder, verdicts = java.standards(tmp_path_factory), java.pdfs(tmp_path_factory)
    return {name: verdicts[folder / file, flavour] for name, (file, flavour) in java.PDFS.items()}


# ── EPUBCheck ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", ["good", *java.CASES])
def test_epubcheck_passes_a_good_book(name: str, epubs: dict[str, Judged]) -> None:
    against = [str(finding) for finding in epubs[name].findings if finding.level not in ASIDE]
    assert (epubs[name].error, against) == ("", [])


def test_epubcheck_reports_a_broken_book(epubs: dict[str, Judged]) -> None:
    (finding,) = [one for one in epubs["broken"].findings if one.level not in ASIDE]
    assert (finding.level, finding.code) == ("ERROR", "RSC-012")
    assert finding.location.startswith("book/text.xhtml:")


def test_epubcheck_reports_a_file_that_is_no_epub(epubs: dict[str, Judged]) -> None:
    assert "FATAL" in {finding.level for finding in epubs["no zip"].findings}


# ── veraPDF ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", [*TAGGED, *GRAY, *java.CASES])
def test_verapdf_passes_a_tagged_pdf(name: str, pdfs: dict[str, Judged]) -> None:
    assert (pdfs[name].error, list(map(str, pdfs[name].findings))) == ("", [])
    assert pdfs[name].counts["checks"] > 0


@pytest.mark.parametrize(
    ("name", "broken"),
    [
        ("plain, ua1", {"6.2-1", "7.1-3", "7.1-11"}),  # not marked, untagged, no structure
        ("plain, 3a", {"6.7.2.2-1", "6.7.3.3-1"}),  # not marked, no structure
    ],
)
def test_verapdf_fails_an_untagged_pdf(
    name: str, broken: set[str], pdfs: dict[str, Judged]
) -> None:
    findings = pdfs[name].findings
    assert broken <= {finding.code for finding in findings}
    assert all(finding.message and finding.location for finding in findings)


def test_verapdf_counts_each_broken_rule(pdfs: dict[str, Judged]) -> None:
    # The heading and the paragraph: two pieces of untagged content, one example.
    findings = pdfs["plain, ua1"].findings
    (untagged,) = [finding for finding in findings if finding.code == "7.1-3"]
    assert untagged.count >= 2


def test_a_file_that_is_no_pdf_is_fatal_and_stops_no_other(pdfs: dict[str, Judged]) -> None:
    (finding,) = pdfs["broken"].findings
    assert (finding.level, finding.code) == ("FATAL", "unreadable")
    assert all(pdfs[name].counts for name in pdfs if name != "broken")


def test_verapdf_alone_gives_the_findings_themselves(
    pdfs: dict[str, Judged], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = {(tmp_path, "3a"): pdfs["plain, 3a"]}
    monkeypatch.setattr(judge, "verapdf_all", lambda jobs: [known[job] for job in jobs])
    findings = judge.verapdf(tmp_path, "3a")
    assert "6.7.2.2-1" in {finding.code for finding in findings}


def test_verapdf_refuses_a_flavour_it_does_not_know(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="ua9"):
        judge.verapdf(write_pdf(tmp_path / "b.pdf", None), "ua9")
