"""What calibre makes of the EPUB for a Kindle has every note, and every way to it and back."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from edition.build import build
from edition.setup import packages
from edition.system.project import Project
from edition.verify.findings import MissingJudge
from tests import interview as own
from tests.conformance import calibre

ALOUD = Path(__file__).parent / "read-aloud"
pytestmark = pytest.mark.judge


@pytest.fixture(scope="module", params=["interview", "mill"])
def epub(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An edition's EPUB."""
    path = tmp_path_factory.mktemp("calibre") / "book.epub"
    if request.param == "interview":
        return shutil.copy(own.books(tmp_path_factory).epub, path)
    (data,) = build(Project.at(ALOUD), ("epub",)).files.values()
    path.write_bytes(data)
    return path


@pytest.fixture(scope="module")
def back(epub: Path) -> Path:
    """The EPUB that calibre makes of the AZW3 that it made."""
    azw3 = calibre.convert(epub, epub.with_name("book.azw3"))
    return calibre.convert(azw3, epub.with_name("back.epub"))


def test_every_note_is_there_whole(epub: Path, back: Path) -> None:
    wanted = {mark: calibre.words(note) for _, mark, _, note in calibre.calls(calibre.read(epub))}
    got = {mark: calibre.words(note) for _, mark, _, note in calibre.calls(calibre.read(back))}
    assert len(wanted) > 1
    assert got == wanted


def test_every_note_leads_back_to_its_call(back: Path) -> None:
    book = calibre.read(back)
    seen = 0
    for _, mark, call, note in calibre.calls(book):
        assert note is not None
        link = next(note.iter(f"{calibre.X}a"))
        assert calibre.words(link) == mark
        assert book.target(calibre.document_of(book, note), link.get("href")) is call
        seen += 1
    assert seen > 1


def test_no_word_of_the_text_is_lost_and_no_link_is_dead(epub: Path, back: Path) -> None:
    before, after = calibre.read(epub), calibre.read(back)
    bodies = [root.find(f"{calibre.X}body") for root in after.documents.values()]
    whole = "".join(map(calibre.words, bodies))
    for name, root in before.documents.items():
        if name.startswith("EPUB/text-"):
            for paragraph in root.iter(f"{calibre.X}p", f"{calibre.X}h1", f"{calibre.X}h2"):
                assert calibre.words(paragraph) in whole
    for name, root in after.documents.items():
        for link in root.iter(f"{calibre.X}a"):
            href = link.get("href", "")
            if "#" in href and ":" not in href:
                assert after.target(name, href) is not None, (name, href)


def test_as_plain_text_a_number_and_a_speaker_stand_apart_from_the_words(epub: Path) -> None:
    text = calibre.convert(epub, epub.with_name("book.txt")).read_text("utf-8")
    opening = {"The mill": "2 Miller: My grandmother did", "Ramzan": "2 Azar: The Chechen"}
    (line,) = (line for title, line in opening.items() if title in text)
    assert line in text


def test_a_missing_calibre_is_named(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(packages, "find_calibre", lambda: "")
    with pytest.raises(MissingJudge, match="apt-get install --no-install-recommends calibre"):
        calibre.convert(tmp_path / "a.epub", tmp_path / "a.azw3")


def test_a_book_that_cannot_be_read_is_no_verdict(tmp_path: Path) -> None:
    (tmp_path / "a.epub").write_bytes(b"no zip")
    with pytest.raises(calibre.JudgeFailed):
        calibre.convert(tmp_path / "a.epub", tmp_path / "a.azw3")
