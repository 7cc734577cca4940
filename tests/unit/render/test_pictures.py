"""A picture and its caption are on one page, whatever its shape, in every profile."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from edition.build import build
from edition.system.project import Project
from edition.typography.profiles import PROFILES
from tests.books import write_project
from tests.shared import made_once, write

#: Width and height of each picture; tall ones, mostly.
SHAPES = [(2, 3), (9, 16), (1, 2), (1, 3), (1, 5), (1, 12), (3, 2), (1, 3), (1, 2), (1, 1)]
_LONG = "and so on with what everybody remembers of that day, " * 7
PROFILED = (
    "".join(f"  - profile: {name}\n" for name in PROFILES if name != "booklet")
    + "  - {profile: screen, paper: 6x9, name: six}\n"
    + "  - {profile: a4, notes: side, name: beside}\n"
    + "  - {profile: print, notes: end, name: ends}\n"
)
NAMES = [*(name for name in PROFILES if name != "booklet"), "six", "beside", "ends"]


def _make(folder: Path) -> None:
    """A chapter for each picture: its heading stands above it; some have a question between, some a
    long caption, some notes in it."""
    lines, photos, notes, questions, heads = ["Pictures", ""], "", "", [], []
    for number, _ in enumerate(SHAPES):
        lines += [f"Chapter {number} of the book", ""]
        heads.append(len(lines) - 1)
        if number % 3 == 1:
            lines += [f"What is there to be seen in the picture {number}, {_LONG[:170]}?", ""]
            questions.append(len(lines) - 1)
        elif number % 3 == 2:
            lines += [f"Words before {number}. " + _LONG * (number % 4), ""]
        long = _LONG if number % 2 else ""
        lines += [f"Caption{number}begins here, {long}and here it is Caption{number}ended.", ""]
        caption = len(lines) - 1
        credit = ""
        if number % 2:
            lines += [f"From a collection, Credit{number}ended."]
            credit = f", credit: {len(lines)}"
            lines += [""]
        photos += (
            f"  - {{id: x{number}, caption: {caption}{credit}, file: {number}.png, alt: A.}}\n"
        )
        if number % 4 == 0:
            said = _LONG * (1 + number % 3)
            notes += f"  - {{id: n{number}, quote: Caption{number}ended, note: '{said}'}}\n"
    rest = (
        f"structure:\n  roles:\n    title: [1]\n    heading: {heads}\n    question: {questions}\n"
    )
    rest += f"photos:\n{photos}footnotes:\n{notes}pdf:\n{PROFILED}"
    project = write_project(folder / "project", rest, "\n".join(lines) + "\n")
    for number, (wide, high) in enumerate(SHAPES):
        long = 1600 // max(wide, high)
        image = Image.new("L", (wide * long, high * long), 128)
        image.save(project / f"{number}.png")
    write(folder, build(Project.at(project)).files)


@pytest.fixture(scope="session")
def books(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_once(tmp_path_factory, "books-of-tall-pictures", _make)


@pytest.mark.parametrize("name", NAMES)
def test_picture_and_caption_are_on_one_page(name: str, books: Path) -> None:
    ending = "" if name == NAMES[0] else f"-{name}"
    (path,) = (p for p in books.glob("*.pdf") if re.fullmatch(rf"loom{ending}", p.stem))
    found = []
    with pypdfium2.PdfDocument(path) as document:
        for page in document:
            words = page.get_textpage().get_text_range().replace("\ufffe", "")
            for item in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]):
                left, bottom, right, top = item.get_bounds()
                if right - left > page.get_width() - 1:
                    continue  # the cover
                number = len(found)
                wide, high = SHAPES[number]
                assert (top - bottom) / (right - left) == pytest.approx(high / wide, rel=0.01)
                assert bottom > 60 and left > 50 and right < page.get_width() - 50
                assert top < page.get_height() - 50
                assert f"Caption{number}begins" in words, f"{number}: caption overleaf"
                assert f"Caption{number}ended" in words, f"{number}: caption runs overleaf"
                assert f"Credit{number}ended" in words or number % 2 == 0
                assert top - bottom > 0.3 * page.get_height() or high < wide * 1.2
                found.append(number)
    assert len(found) == len(SHAPES)


def test_in_the_epub_no_picture_is_higher_than_the_screen(books: Path) -> None:
    (path,) = books.glob("*.epub")
    with zipfile.ZipFile(path) as archive:
        sheet = next(name for name in archive.namelist() if name.endswith("modern.css"))
        rules = archive.read(sheet).decode()
        assert re.search(r"^figure\.photo img \{ max-height: 85vh; \}", rules, re.M)
        sizes = [
            Image.open(BytesIO(archive.read(name))).size
            for name in archive.namelist()
            if re.search(r"images/x\d", name)
        ]
    assert len(sizes) == len(SHAPES)
