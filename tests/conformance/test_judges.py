"""Ace and the reading system tell a good book from a broken one; each judge says what it lacks."""

import shutil
from pathlib import Path

import pytest

from edition.setup import packages
from edition.verify.findings import JudgeFailed, MissingJudge, Popup
from edition.verify.judges import process
from edition.verify.judges.ace import ace
from edition.verify.judges.epubcheck import epubcheck
from edition.verify.judges.readingsystem import read_epub
from edition.verify.judges.verapdf import verapdf
from tests.conformance.conftest import skip_or_fail
from tests.conformance.tiny import NOTES, body_with_notes, note_reference, write_epub

GLOSSARY_LINK = (
    '<p>A <a class="glossref" epub:type="glossref" role="doc-glossref" '
    'href="glossary.xhtml#g-loom">loom</a>.</p>'
)


@pytest.fixture
def good_epub(tmp_path: Path) -> Path:
    """An EPUB with three notes and a glossary link."""
    return write_epub(tmp_path / "good.epub", body_with_notes(NOTES, GLOSSARY_LINK))


@pytest.mark.judge
@pytest.mark.parametrize("chapter", ["text.xhtml", "text.html"])
def test_ace_reports_a_picture_without_words(chapter: str, tmp_path: Path) -> None:
    """In a file that is XHTML whatever its name: the script ends where it begins."""
    extra = '<p><script type="text/plain"/><img src="x.png"/></p>'
    book = write_epub(tmp_path / "книга.epub", body_with_notes(NOTES, extra), chapter)
    found = {(finding.code, finding.level) for finding in ace(book)}
    assert ("image-alt", "critical") in found


#: References that lead to no note, and what is said of each.
MISSING = [
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
]


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> list[Popup]:
    """What comes up in a book with three notes, with each of MISSING and a gloss behind it, and
    with two plain links to the glossary."""
    plain = '<p>A <a class="glossref" href="glossary.xhtml#g-loom">loom</a>.</p>'
    missing = "".join(f"<p>Word {extra}</p>{GLOSSARY_LINK}" for extra, _ in MISSING)
    body = body_with_notes(NOTES, missing + plain + plain)
    popups = read_epub(write_epub(tmp_path_factory.mktemp("followed") / "b.epub", body))
    assert len(popups) == len(NOTES) + 2 * len(MISSING) + 2
    return popups


@pytest.mark.judge
def test_a_plain_glossary_link_takes_the_reader_there(followed: list[Popup]) -> None:
    # Two of them: the reader must have come back after the first.
    assert [(gloss.shown, gloss.note) for gloss in followed[-2:]] == [
        ("page", "loom A frame for weaving."),
    ] * 2


@pytest.mark.judge
def test_every_note_and_gloss_comes_up_with_its_text(followed: list[Popup]) -> None:
    """Though others are missing."""
    # Behind the notes the first of MISSING, and a gloss.
    popups = [*followed[: len(NOTES)], followed[len(NOTES) + 1]]
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
@pytest.mark.parametrize("number", range(len(MISSING)), ids=[error for _, error in MISSING])
def test_a_missing_note_is_reported(number: int, followed: list[Popup]) -> None:
    broken, gloss = followed[len(NOTES) :][2 * number : 2 * number + 2]
    assert (broken.label, broken.error) == ("4", MISSING[number][1])
    # One bad reference does not spoil the next.
    assert (gloss.error, gloss.note) == ("", "loom A frame for weaving.")


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
