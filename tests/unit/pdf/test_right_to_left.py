"""A whole book in Hebrew: where it is bound, where its margins, heads, notes and numbers stand."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest

from edition.apparatus.citations.formatter import Formatter
from edition.assembly.prepare import Prepared
from edition.build import build
from edition.pdf import assets
from edition.pdf import book as pdf_book
from edition.render.renderer import Renderer
from edition.system.project import Project
from edition.typography.profiles import PROFILES, Profile, settled
from tests.books import EDITION, prepared, write_project
from tests.unit.typography.test_profiles import declared

MM = 96 / 25.4
WORDS = "בראשית ברא אלהים את השמים ואת הארץ והארץ היתה תהו ובהו וחשך על פני תהום "
TEXT = "\n".join(["הנול", WORDS * 12 + "והנול עמד.", WORDS * 30]) + "\n"
REST = """\
structure:
  roles:
    title: [1]
footnotes:
  - id: loom
    quote: והנול
    note: כלי אריגה.
"""
HEBREW = EDITION.replace("The loom", "הנול").replace("language: en", "language: he")


def hebrew(folder: Path, rest: str = REST) -> Prepared:
    return prepared(folder, rest, TEXT, edition=HEBREW)


def laid_out(folder: Path, profile: Profile) -> list[Any]:
    book = hebrew(folder)
    renderer = Renderer(book, "pdf", Formatter.of(book), profile)
    return list(pdf_book.build(book, renderer, keep_pages=True).pages)


def text_pages(pages: list[Any]) -> list[Any]:
    """The boxes of the pages of the text."""
    return [
        page._page_box
        for page in pages
        if any(anchor.startswith("p") and anchor[1:].isdigit() for anchor in page.anchors)
    ]


def test_the_sheet_for_right_to_left_comes_last_and_only_there() -> None:
    for profile in PROFILES.values():
        assert assets.sheets(profile, "he")[-1] == "pdf-rtl.css"
        assert "pdf-rtl.css" not in assets.sheets(profile, "en")


def test_the_first_page_is_a_left_hand_page_and_so_is_the_first_of_the_text(
    tmp_path: Path,
) -> None:
    pages = laid_out(tmp_path, PROFILES["print"])
    sides = [page._page_box.page_type.side for page in pages]
    assert sides == ["left", "right"] * (len(pages) // 2) + ["left"] * (len(pages) % 2)
    assert text_pages(pages)[0].page_type.side == "left"


def test_the_inner_margin_is_at_the_binding(tmp_path: Path) -> None:
    profile = PROFILES["print"]
    for box in text_pages(laid_out(tmp_path, profile)):
        margins = (box.margin_left, box.margin_right)
        inner, outer = profile.inner * MM, profile.outer * MM
        recto = box.page_type.side == "left"
        assert margins == pytest.approx((outer, inner) if recto else (inner, outer), abs=0.1)


def test_viewers_are_told(tmp_path: Path) -> None:
    project = write_project(tmp_path, REST + "pdf:\n  - profile: print\n", TEXT, edition=HEBREW)
    (data,) = build(Project.at(project), ("pdf",)).files.values()
    with pikepdf.open(BytesIO(data)) as book:
        assert book.Root.ViewerPreferences.Direction == "/R2L"
        assert book.Root.ViewerPreferences.DisplayDocTitle is True
        assert book.Root.PageLayout == "/TwoPageRight"


@pytest.mark.parametrize("name", ["a4", "letter"])
def test_notes_beside_the_text_are_at_its_left_and_on_the_paper(name: str, tmp_path: Path) -> None:
    (profile,) = settled(declared({"profile": name, "notes": "side"}))
    box = text_pages(laid_out(tmp_path, profile))[0]
    area = next(child for child in box.children if type(child).__name__ == "FootnoteAreaBox")
    (note,) = area.children
    right = note.border_box_x() + note.border_width()
    assert right == pytest.approx(box.content_box_x() - 6 * MM, abs=0.5)
    assert note.border_box_x() >= 10 * MM
    assert box.margin_right == pytest.approx(profile.inner * MM, abs=0.1)


@pytest.mark.parametrize("name", ["screen", "a4"])
def test_folios_are_at_the_left_and_paragraph_numbers_at_the_right(
    name: str, tmp_path: Path
) -> None:
    pages = laid_out(tmp_path, PROFILES[name])
    box = text_pages(pages)[-1]
    heads = {
        child.at_keyword: child for child in box.children if type(child).__name__ == "MarginBox"
    }
    first = next(line for line in heads["@top-left"].descendants() if getattr(line, "text", ""))
    assert first.text.isdigit()
    numbers = [
        part
        for part in text_pages(pages)[0].descendants()
        if part.element is not None and part.element.get("class") == "pn"
    ]
    edge = box.content_box_x() + box.width
    assert numbers and all(part.position_x > edge for part in numbers)


def test_every_letter_is_of_the_editions_fonts(tmp_path: Path) -> None:
    """Labels, names and sources too: their letters are in no body and not in the text."""
    label = HEBREW + "  labels: {contents: ץףםןזגט, colophon: ץףםןזגט}\n  publisher: זץףט\n"
    project = write_project(tmp_path, REST, TEXT, edition=label)
    (data,) = build(Project.at(project), ("pdf",)).files.values()
    names = set()
    with pikepdf.open(BytesIO(data)) as book:
        for page in book.pages:
            names |= {str(font.BaseFont).split("+")[-1] for font in page.Resources.Font.values()}
    assert {name.split("-")[0] for name in names} == {"EB", "Frank"}, names


def test_a_drawing_says_its_direction_and_its_axis_stands_at_the_right(tmp_path: Path) -> None:
    rest = (
        REST
        + """\
chronology:
  timelines:
    - {id: loom, title: נול, from: "1818", to: "1845"}
  events:
    - {date: "1820", label: הנול עמד, event: הנול עמד.}
"""
    )
    book = hebrew(tmp_path, rest)
    (figure,) = Renderer(book, "pdf", Formatter.of(book)).timelines()
    assert ' direction="ltr"' in figure.svg and "EB Garamond, Frank Ruhl Libre," in figure.svg
    assert figure.svg.count('text-anchor="end"') == 2, "the date and the label"


def test_pages_are_numbered_as_they_are_read(tmp_path: Path) -> None:
    project = write_project(tmp_path, REST + "pdf:\n  - profile: print\n", TEXT, edition=HEBREW)
    (data,) = build(Project.at(project), ("pdf",)).files.values()
    with pypdfium2.PdfDocument(data) as book:
        labels = [book.get_page_label(index) for index in range(len(book))]
    assert labels[0] == "i" and "1" in labels and labels.index("1") % 2 == 0
