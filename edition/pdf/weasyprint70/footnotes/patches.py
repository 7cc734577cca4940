"""What is changed so that notes run over pages, and none is lost."""

from __future__ import annotations

from edition.pdf.weasyprint70.footnotes import (
    area,
    divide,
    kept,
    links,
    overleaf,
    tablerows,
)
from edition.pdf.weasyprint70.patch import Patch

_BLOCK = "weasyprint.layout.block"
_CONTEXT = "weasyprint.layout:LayoutContext"
_NOTES_DIVIDED = "notes go on over pages upstream"
_TESTS = "tests/unit/pdf/weasyprint70/footnotes"

PATCHES: tuple[Patch, ...] = (
    Patch(
        divide.with_rests,
        ("weasyprint.layout.page:remake_page",),
        "behaviour",
        "A note is never divided; here its rest is the first note of the next page.",
        f"{_TESTS}/test_divide.py::test_a_note_of_two_hundred_lines_goes_on_for_pages",
        _NOTES_DIVIDED,
        issue=1833,
    ),
    Patch(
        area.area_in_room,
        ("weasyprint.layout.page:block_level_layout", "weasyprint.layout:block_level_layout"),
        "behaviour",
        "A page's notes are laid out as high as they are, whatever room there is.",
        f"{_TESTS}/test_divide.py::test_a_note_of_two_hundred_lines_goes_on_for_pages",
        _NOTES_DIVIDED,
        issue=1833,
    ),
    Patch(
        overleaf.best_of_plans,
        ("weasyprint.layout.page:block_level_layout",),
        "behaviour",
        "A page is laid out once, and keeps the gap that its notes leave.",
        f"{_TESTS}/test_overleaf.py::test_a_note_goes_overleaf_where_the_gap_would_be_great",
        "upstream weighs the gap of a page against a note that goes overleaf",
        issue=2432,
    ),
    Patch(
        divide.hold_notes,
        (f"{_BLOCK}:_break_line",),
        "behaviour",
        "Where a paragraph begins at a page's foot, notes of other paragraphs go overleaf so that "
        "two of its lines have room, which could go there as well.",
        f"{_TESTS}/test_overleaf.py::test_a_paragraph_that_begins_at_the_foot_sends_no_note_on",
        "upstream moves the lines before it moves notes of other lines",
    ),
    Patch(
        tablerows.remember_row,
        (f"{_BLOCK}:block_container_layout",),
        "behaviour",
        "The cells of a row are laid out as if each were alone: a note of the second takes the "
        "height that the first has filled.",
        "tests/unit/render/test_tables.py::test_no_note_of_a_table_is_lost",
        "upstream lays a row's notes out after all of its cells",
    ),
    Patch(
        divide.remember_line,
        (f"{_CONTEXT}.overflows_page",),
        "behaviour",
        "The place of the line whose notes are laid out is not handed on to the notes.",
        f"{_TESTS}/test_overleaf.py::test_a_paragraph_that_begins_at_the_foot_sends_no_note_on",
        _NOTES_DIVIDED,
        issue=1833,
    ),
    Patch(
        divide.begin_note,
        (f"{_CONTEXT}.layout_footnote",),
        "behaviour",
        "A note that does not fit whole goes to the next page, and the line of its call with it.",
        f"{_TESTS}/test_divide.py::test_notes_are_divided_at_all_and_pages_are_full",
        _NOTES_DIVIDED,
        issue=1833,
    ),
    Patch(
        divide.give_up_lines,
        (f"{_CONTEXT}.report_footnote",),
        "behaviour",
        "A line that wants room sends whole notes on, and not the last lines of one.",
        f"{_TESTS}/test_overleaf.py::test_a_paragraph_that_begins_at_the_foot_sends_no_note_on",
        _NOTES_DIVIDED,
        issue=1833,
    ),
    Patch(
        divide.no_area_without_notes,
        (f"{_CONTEXT}._update_footnote_area",),
        "behaviour",
        "A footnote area whose last note has gone keeps its margins; and sums of rounded numbers "
        "are compared, so that a note is taken for too high that is not.",
        f"{_TESTS}/test_overleaf.py::test_a_note_is_not_sent_on_because_of_a_rounding_error",
        "upstream compares heights with a tolerance, and an empty area has none",
    ),
    Patch(
        kept.register_kept_line,
        (f"{_BLOCK}:_linebox_layout",),
        "behaviour",
        "`_linebox_layout` can keep a line on the page by sending on notes of other lines; it then "
        "leaves its loop without the notes of the kept line, which are never printed.",
        "tests/unit/pdf/weasyprint70/test_install.py::test_notes_are_lost_without_the_fix_and_none_with_it",
        "upstream lays out the notes of a line that it keeps so",
    ),
    Patch(
        kept.leave_carried_notes,
        (f"{_CONTEXT}.unlayout_footnote",),
        "behaviour",
        "`remove_placeholders` takes back the notes of a whole paragraph, also those whose call is "
        "on an earlier page, or in an earlier column: nobody would lay them out again.",
        "tests/unit/pdf/weasyprint70/test_install.py::test_no_note_of_a_column_is_lost",
        "upstream takes back the notes of the lines that it takes back, and no others",
    ),
    Patch(
        kept.remember_carried_notes,
        ("weasyprint.layout.page:remake_page",),
        "behaviour",
        "When one page only is made anew, the notes that were carried over to it are forgotten.",
        "tests/unit/pdf/weasyprint70/test_install.py::test_a_page_made_anew_remembers_the_notes_carried_to_it",
        "upstream has the notes carried over in its `page_maker`",
    ),
    Patch(
        links.link_call_and_marker,
        ("weasyprint.formatting_structure.build:make_box",),
        "behaviour",
        "A note's call is no link to the note, and its marker none to the call.",
        "tests/unit/pdf/weasyprint70/test_install.py::test_calls_and_markers_are_links_also_on_a_later_page",
        "upstream links calls and notes, with names of our choice",
        issue=1545,
    ),
)
