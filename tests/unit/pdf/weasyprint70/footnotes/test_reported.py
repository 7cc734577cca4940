"""Faults of notes that were reported to other programs: a note is on the page of its call, wherever
on the page that is, and no room is kept for a note that has gone to the next page."""

from __future__ import annotations

import pytest

from tests.pdf_samples import note
from tests.unit.pdf.weasyprint70.footnotes.test_overleaf import PAGE, found, paragraph, said

LINES = 22  # of a page
LIST = "ul { margin: 0; padding: 0 } li { margin: 0; list-style: none }"
TABLE = "table { border-spacing: 0 } td { padding: 0 } tr { break-inside: avoid }"


@pytest.mark.parametrize("before", range(LINES - 6, LINES))
def test_room_of_notes_that_went_on_with_their_lines_is_filled(before: int) -> None:
    """Kozea/WeasyPrint#1924: the page broke as if the notes were still at its foot."""
    block = paragraph(f"one{note(1, said(3))}", f"two{note(2, said(3))}", "three")
    pages = found(paragraph(*["line"] * before), block, paragraph(*["more"] * 30))
    assert pages.late == pages.overlaps == 0 and pages.order == ["fn1", "fn2"]
    assert pages.blank[0] < 1 - before / (LINES + 0.3)  # No line of those above has gone along.


@pytest.mark.parametrize("before", range(LINES - 4, LINES + 2))
def test_a_note_that_is_called_in_the_last_line_is_not_parted_from_it(before: int) -> None:
    """typst/typst#5603, #8603, #6268: at the very foot the line stays and the note goes on, or the
    line goes on and the note stays."""
    pages = found(paragraph(*["line"] * before), paragraph(f"call{note(1, said(1))}"))
    assert pages.late == pages.overlaps == 0 and pages.order == ["fn1"]


@pytest.mark.parametrize("before", range(0, 12))
def test_notes_of_a_list_are_on_the_pages_of_their_calls(before: int) -> None:
    """typst/typst#1275: the notes of a list's items came a page late."""
    items = "".join(f"<li>item{note(n, said(1))}</li>" for n in range(1, 19))
    pages = found(
        paragraph(*["line"] * before), f"<ul>{items}</ul>", paragraph("end"), css=PAGE + LIST
    )
    assert pages.late == pages.overlaps == 0
    assert pages.order == [f"fn{n}" for n in range(1, 19)]
    assert max(pages.blank[:-1]) < 0.12


@pytest.mark.parametrize("before", range(LINES - 8, LINES))
def test_a_note_in_a_table_at_the_foot_is_on_the_page_of_its_row(before: int) -> None:
    """vivliostyle/vivliostyle.js#1298: a note and a page's end in a table."""
    rows = "".join(
        f"<tr><td>cell{note(n, said(1)) if n % 3 == 0 else ''}</td><td>cell</td></tr>"
        for n in range(1, 13)
    )
    pages = found(
        paragraph(*["line"] * before), f"<table>{rows}</table>", paragraph("end"), css=PAGE + TABLE
    )
    assert pages.late == pages.overlaps == 0
    assert pages.order == ["fn3", "fn6", "fn9", "fn12"]
    assert max(pages.blank[:-1]) < 0.12


@pytest.mark.parametrize("lines", [1, 2, 3])
@pytest.mark.parametrize("before", range(0, 6))
def test_notes_that_fill_half_of_each_page_do_not_trail_their_calls(
    lines: int, before: int
) -> None:
    """eigenpal/docx-editor#627: of 108 notes 36 trailed, up to three pages behind their calls."""
    called = [f"call{note(n, said(lines))}" for n in range(1, 37)]
    paragraphs = [paragraph(*called[n : n + 3], "line") for n in range(0, 36, 3)]
    pages = found(paragraph(*["line"] * before), *paragraphs)
    assert pages.late == pages.overlaps == 0
    assert pages.order == [f"fn{n}" for n in range(1, 37)]
