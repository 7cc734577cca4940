"""EPUBCheck and veraPDF tell a good book from a broken one, and have nothing to say against tables,
drawings, hostile words in them, verse, letters, tables in notes, text that runs from right to left,
and a PDF for one ink that was full of color.

Each is asked about all books at once: the most of its time goes to its start.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from edition.build import build
from edition.system.project import Project
from edition.verify.findings import Judged
from edition.verify.judges.epubcheck import epubcheck_all
from edition.verify.judges.verapdf import verapdf, verapdf_all
from tests import colored
from tests.conformance.tiny import NOTES, body_with_notes, note_reference, write_epub, write_pdf
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
#: Verdicts of `pdfs`: what the file is, and by which standard it is judged.
TAGGED = ("tagged, ua1", "tagged, 3a")
GRAY = ("gray, ua1", "gray, 3a", "gray booklet, 3b")


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
def epubs(
    books: dict[str, list[Path]], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Judged]:
    """What EPUBCheck says of several files, after one start of Java."""
    folder = tmp_path_factory.mktemp("epubcheck")
    no_zip = folder / "книга.epub"
    no_zip.write_bytes(b"no zip")
    lost = body_with_notes(NOTES, note_reference(4))
    jobs = {
        "no zip": no_zip,
        "broken": write_epub(folder / "broken.epub", lost),
        "good": write_epub(folder / "good.epub", body_with_notes(NOTES)),
    }
    jobs |= {case: epub for case, (epub, _) in books.items()}
    return dict(zip(jobs, epubcheck_all(list(jobs.values())), strict=True))


@pytest.fixture(scope="module")
def pdfs(
    books: dict[str, list[Path]], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Judged]:
    """What veraPDF says of several files, in their order, after one start of Java."""
    folder = tmp_path_factory.mktemp("verapdf")
    plain = write_pdf(folder / "plain.pdf", None)
    broken = folder / "broken.pdf"
    broken.write_bytes(b"no pdf")
    gray = colored.project(folder, "print", "booklet")
    for name, data in build(Project.at(gray), ("pdf",)).files.items():
        (folder / name).write_bytes(data)
    book, booklet = folder / "loom.pdf", folder / "loom-booklet.pdf"
    jobs = {
        "broken": (broken, "ua1"),
        "plain, ua1": (plain, "ua1"),
        "plain, 3a": (plain, "3a"),
        "tagged, ua1": (write_pdf(folder / "книга.pdf", "pdf/ua-1"), "ua1"),
        "tagged, 3a": (write_pdf(folder / "архив.pdf", "pdf/a-3a"), "3a"),
        "gray, ua1": (book, "ua1"),
        "gray, 3a": (book, "3a"),
        "gray booklet, 3b": (booklet, "3b"),
    }
    jobs |= {case: (pdf, "ua1") for case, (_, pdf) in books.items()}
    return dict(zip(jobs, verapdf_all(list(jobs.values())), strict=True))


# ── EPUBCheck ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", ["good", *CASES])
def test_epubcheck_passes_a_good_book(name: str, epubs: dict[str, Judged]) -> None:
    assert (epubs[name].error, list(map(str, epubs[name].findings))) == ("", [])


def test_epubcheck_reports_a_broken_book(epubs: dict[str, Judged]) -> None:
    (finding,) = epubs["broken"].findings
    assert (finding.level, finding.code) == ("ERROR", "RSC-012")
    assert finding.location.startswith("book/text.xhtml:")


def test_epubcheck_reports_a_file_that_is_no_epub(epubs: dict[str, Judged]) -> None:
    assert "FATAL" in {finding.level for finding in epubs["no zip"].findings}


# ── veraPDF ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", [*TAGGED, *GRAY, *CASES])
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


def test_verapdf_alone_gives_the_findings_themselves(tmp_path: Path) -> None:
    findings = verapdf(write_pdf(tmp_path / "plain.pdf", None), "3a")
    assert "6.7.2.2-1" in {finding.code for finding in findings}


def test_verapdf_refuses_a_flavour_it_does_not_know(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="ua9"):
        verapdf(write_pdf(tmp_path / "b.pdf", None), "ua9")
