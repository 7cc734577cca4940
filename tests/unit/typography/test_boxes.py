"""A letter without a font is shown as what it is: its number in a box, in both books."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import uharfbuzz

from edition.build import build
from edition.system.project import Project
from edition.typography import boxes, cover, fonts
from edition.typography.shapes import Shapes
from tests.books import EDITION, prepared, write_project

TEXT = (
    "Letters 漢\n\nThe sign 漢字 is one, ☃ another, 🙂 a smile; \ue000 nobody knows, \u0378 is "
    "not assigned. Hindi हिन्दी and Ewe ꞌ are in the fonts. A note here.\n"
)
REST = """\
pdf:
  - profile: screen
  - profile: large-print
structure:
  roles: {title: [1]}
footnotes:
  - {id: a, quote: note here, note: "Written 漢, *漢* and **☃** and `🙂`."}
"""
WITHOUT = "漢字☃🙂\ue000\u0378"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    edition = EDITION.replace("title: The loom", "title: Letters 漢")
    project = write_project(tmp_path_factory.mktemp("boxes"), REST, TEXT, edition=edition)
    made = build(Project.at(project), jobs=1)
    assert [problem.code for problem in made.warnings] == ["no-glyph"]
    assert all(f"U+{ord(char):04X}" in made.warnings[0].message for char in WITHOUT)
    return made.files


def fonts_of(pdf: bytes) -> set[str]:
    """The families in a PDF."""
    with pikepdf.open(BytesIO(pdf)) as document:
        return {
            str(item.FontFamily)
            for item in document.objects
            if isinstance(item, pikepdf.Dictionary) and "/FontFamily" in item
        }


def test_a_box_for_each_letter() -> None:
    made = boxes.font(WITHOUT)
    shapes = Shapes(made.data)
    drawn = [shapes.outline(shapes.nominal(char) or 0) for char in WITHOUT]
    assert len(set(drawn)) == len(WITHOUT) and all(len(outline) > 60 for outline in drawn)
    assert made.data == boxes.font(reversed(WITHOUT)).data


def test_the_number_in_the_box_is_that_of_the_letter() -> None:
    (digits,) = [Shapes(fonts.source(fonts.NOTO).path.read_bytes())]
    shapes = Shapes(boxes.font("漢").data)
    curves = sum(kind == "move" for kind, _ in shapes.outline(shapes.nominal("漢") or 0))
    wanted = sum(
        kind == "move" for char in "U+6F22" for kind, _ in digits.outline(digits.nominal(char) or 0)
    )
    assert curves == wanted + 2  # the frame


def test_the_pdf_has_the_edition_s_fonts_alone(built: dict[str, bytes]) -> None:
    for name, data in built.items():
        if name.endswith(".pdf"):
            others = {"EB Garamond", "Noto Sans", boxes.FAMILY}
            assert boxes.FAMILY in fonts_of(data) <= others, name


def test_the_text_is_read_back_as_it_is(built: dict[str, bytes]) -> None:
    for name, data in built.items():
        if name.endswith(".pdf"):
            document = pypdfium2.PdfDocument(data)
            words = "".join(page.get_textpage().get_text_bounded() for page in document)
            assert "漢字" in words and "☃" in words and "🙂" in words, name


def test_the_epub_has_boxes_for_what_nobody_has(built: dict[str, bytes]) -> None:
    (epub,) = (data for name, data in built.items() if name.endswith(".epub"))
    with zipfile.ZipFile(BytesIO(epub)) as book:
        (name,) = (name for name in book.namelist() if "edition-boxes" in name)
        face = uharfbuzz.Face(uharfbuzz.Blob(book.read(name)))
        (sheet,) = (name for name in book.namelist() if name.endswith("epub.css"))
        css = book.read(sheet).decode()
    letters = {chr(code) for code in face.unicodes if code > 0x2FF and code not in (0x2009, 0x202F)}
    assert letters == {"\ue000", "\u0378"}
    assert f'body {{ font-family: "EB Garamond", "{boxes.FAMILY}"' in css


def test_an_epub_with_letters_that_all_have_fonts_has_no_boxes(tmp_path: Path) -> None:
    made = build(Project.at(write_project(tmp_path)), ["epub"], jobs=1)
    (epub,) = made.files.values()
    with zipfile.ZipFile(BytesIO(epub)) as book:
        assert not any("boxes" in name for name in book.namelist())


def test_the_cover_says_the_number(tmp_path: Path) -> None:
    plain = EDITION.replace("title: The loom", "title: Letters [U+6F22]")
    other = EDITION.replace("title: The loom", "title: Letters 漢")
    first, second = (
        cover.png(prepared(tmp_path / str(k), edition=words).edition.metadata)
        for k, words in enumerate((plain, other))
    )
    assert first == second


def test_what_the_other_family_has_is_set_in_it() -> None:
    assert [font.family for font in fonts.spare("हिन्दी", "serif")] == ["Noto Sans"]
    assert fonts.spare("loom", "serif") == [] == fonts.spare("\ufe0f\u200d", "serif")
    assert fonts.uncovered("हिन्दी \ufe0f") == {}
    assert [face.family for _, group in fonts.credits("ह", spares=True) for face in group] == [
        "EB Garamond",
        "Noto Sans",
    ]
