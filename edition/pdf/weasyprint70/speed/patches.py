"""What is done once instead of many times. Pages are the same without."""

from __future__ import annotations

from edition.pdf.weasyprint70.patch import Patch
from edition.pdf.weasyprint70.speed import lines, pictures, styles

_TESTS = "tests/unit/pdf/weasyprint70/speed"

PATCHES: tuple[Patch, ...] = (
    Patch(
        styles.parsed_once,
        ("weasyprint.css:find_stylesheets",),
        "speed",
        "The style sheets are parsed anew for each part of a book.",
        f"{_TESTS}/test_lines.py::test_style_sheets_of_one_book_are_read_once",
        "upstream keeps parsed style sheets for documents with the same fonts",
    ),
    Patch(
        styles.mark_own_styles,
        ("weasyprint.css:StyleFor.set_computed_styles",),
        "speed",
        "Nothing tells the style of an element from a copy of it, which may have been changed.",
        f"{_TESTS}/test_lines.py::test_elements_that_are_styled_alike_share_their_style",
        "`as_twin` is dropped",
    ),
    Patch(
        styles.as_twin,
        ("weasyprint.css:ComputedStyle.__missing__",),
        "speed",
        "Every element with an `id`, and all in it, works out a style of its own (4 % of a "
        "layout's time).",
        f"{_TESTS}/test_lines.py::test_elements_that_are_styled_alike_share_their_style",
        "upstream shares the styles of elements that differ by their `id` alone",
    ),
    Patch(
        lines.count_changes,
        ("weasyprint.css.targets:TargetCollector.collect_missing_counters",),
        "speed",
        "Nothing tells when a counter's value changes what has been laid out; the lines and notes "
        "that `speed.lines` remembers are void then.",
        f"{_TESTS}/test_lines.py::test_a_number_of_pages_in_the_text_is_not_remembered",
        "nothing is remembered any more",
    ),
    Patch(
        lines.with_prepared_notes,
        ("weasyprint.formatting_structure.boxes:FootnoteAreaBox.deepcopy",),
        "speed",
        "All notes of a page are copied, and their anonymous boxes built, for each note that comes "
        "in or goes.",
        f"{_TESTS}/test_lines.py::test_a_note_is_prepared_once",
        "upstream keeps a page's notes with their anonymous boxes",
    ),
    Patch(
        lines.unless_prepared,
        ("weasyprint.formatting_structure.build:create_anonymous_boxes",),
        "speed",
        "Anonymous boxes are looked for in notes that have them already.",
        f"{_TESTS}/test_lines.py::test_a_note_is_prepared_once",
        "`with_prepared_notes` is dropped",
    ),
    Patch(
        pictures.as_packed,
        ("weasyprint.images:RasterImage._get_png_data",),
        "speed",
        "Every PNG is unpacked and packed again, a drawn cover too (a fifth of a small book's "
        "time).",
        f"{_TESTS}/test_pictures.py::test_a_drawn_cover_is_packed_once",
        "upstream takes the data of a PNG as it is",
    ),
)
