"""Large print: every letter that is read has 18 points, in drawings too; numbers in the margin and
calls have 16. What is measured is the letter on the page, with every scale that it is under."""

from __future__ import annotations

import math
import re
import shutil
from pathlib import Path

import pypdfium2
import pytest
from pypdfium2 import raw

from edition.apparatus.maps import base, draw
from edition.apparatus.maps.drawing import Drawing
from edition.apparatus.maps.geometry import Box
from edition.apparatus.maps.sizes import LARGE, TEXT, Type
from edition.build import build
from edition.languages.labels import Labels
from edition.model import Bounds
from edition.system.project import Project
from tests.paths import GOLDEN
from tests.unit.apparatus.maps.test_draw import a_map, place


def sizes(pdf: bytes) -> dict[float, str]:
    """The sizes of the letters on a PDF's pages in points, each with the first that have it."""
    found: dict[float, str] = {}
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            text = page.get_textpage()
            for k in range(text.count_chars()):
                letter = text.get_text_range(k, 1)
                if letter.strip() and not raw.FPDFText_IsGenerated(text, k):
                    size = _size(text, k)
                    found[size] = (found.get(size, "") + letter)[:40]
    return found


def _size(text: pypdfium2.PdfTextPage, k: int) -> float:
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(text, k, matrix)
    return round(raw.FPDFText_GetFontSize(text, k) * math.hypot(matrix.c, matrix.d), 1)


@pytest.mark.parametrize(
    "case",
    [
        "map-with-outline",
        "chronology",
        "index",
        "citations",
        "photo-not-reproduced",
        "notes-on-the-wording",
    ],
)
def test_no_letter_is_small(case: str) -> None:
    made = build(Project.at(GOLDEN / case), formats=("pdf",), pdfs=("large-print",))
    (pdf,) = made.files.values()
    found = sizes(pdf)
    assert max(found) >= 18
    assert {size: words for size, words in found.items() if size < 17.9 and size != 16} == {}
    assert not re.search("[^0-9a-z,*†]", found.get(16.0, "")), "only calls and numbers"


# ── maps ────────────────────────────────────────────────────────────────────────────────────


def drawn(names: list[str], lettered: Type) -> Drawing:
    """A map with places on a diagonal."""
    bounds = Bounds(west=-3, south=53, east=0.5, north=55)
    places = [
        place(f"p{k}", 53.2 + 1.6 * k / len(names), -2.7 + 2.8 * k / len(names), name)
        for k, name in enumerate(names)
    ]
    return draw.draw(a_map(bounds), places, base.of(bounds), [], Labels(), lettered)


def words(svg: str) -> list[str]:
    """What is lettered on a drawing."""
    return re.findall(r"<text[^>]*>([^<]*)</text>", svg)


def test_names_that_have_room_stay_names() -> None:
    found = drawn(["Leeds", "Halifax", "Whitby"], LARGE)
    assert found.key == () and {"Leeds", "Halifax", "Whitby"} <= set(words(found.svg))


def test_where_names_have_no_room_places_have_numbers_and_a_key() -> None:
    names = [f"Kirkby Overblow {chr(65 + k)}" for k in range(26)]
    found = drawn(names, LARGE)
    assert found.key == tuple(names) and found.crowded == ()
    assert {str(k) for k in range(1, 27)} <= set(words(found.svg))
    assert not set(names) & set(words(found.svg))


def test_other_maps_have_a_key_too_where_names_have_no_room() -> None:
    names = [f"Kirkby Overblow {k}" for k in range(60)]
    found = drawn(names, TEXT)
    assert set(found.key) <= set(names) and found.crowded == ()
    assert not set(found.key) & set(words(found.svg)) and len(found.key) > 20
    assert drawn(names[:3], TEXT).key == ()


@pytest.mark.parametrize("count", [3, 8, 26])
def test_large_letters_neither_overlap_nor_leave_the_map(count: int) -> None:
    found = drawn([f"Kirkby {chr(65 + k)}" for k in range(count)], LARGE)
    paper, labels = Box(0, 0, found.width, found.height), boxes(found.svg)
    assert len(labels) > count  # The scale, and what the builder names by itself.
    assert all(paper.holds(box) for box in labels)
    ordered = sorted(labels)
    assert not any(a.meets(b) for k, a in enumerate(ordered) for b in ordered[k + 1 :])


def boxes(svg: str) -> list[Box]:
    """The rooms of the letters on a drawing, as they are set."""
    found = []
    for attributes, text in re.findall(r"<text([^>]*)>([^<]*)</text>", svg):
        value = dict(re.findall(r'([\w-]+)="([^"]*)"', attributes))
        x, y, size = (float(value[name]) for name in ("x", "y", "font-size"))
        width = LARGE.width(text, size)
        left = x - width * {"start": 0, "middle": 0.5, "end": 1}[value["text-anchor"]]
        found.append(Box(left, y - 0.65 * size, left + width, y + 0.2 * size))
    return found


@pytest.mark.parametrize("case", ["citations", "sources-at-the-back"])
@pytest.mark.parametrize("asked", [None, True])
def test_the_sources_are_left_to_the_other_books_unless_asked_for(
    case: str, asked: bool | None, tmp_path: Path
) -> None:
    folder = shutil.copytree(GOLDEN / case, tmp_path / case)
    file = folder / "annotations.yaml"
    more = "" if asked is None else f", sources: {str(asked).lower()}"
    declared = f"pdf:\n  - {{profile: large-print{more}}}\n"
    file.write_text(declared + file.read_text("utf-8"), "utf-8")
    (pdf,) = build(Project.at(folder), formats=("pdf",)).files.values()
    with pypdfium2.PdfDocument(pdf) as document:
        said = " ".join(page.get_textpage().get_text_bounded() for page in document)
    assert bool(re.search("Sources(?! at the back)", said)) is bool(asked)
    assert ("The sources of the notes are in the other forms" in said) is not asked
