"""What is changed in the PDF that is written: what it says, its tags, its parts."""

from __future__ import annotations

from edition.pdf.weasyprint70.output import (
    artifacts,
    fragment,
    links,
    pagenumbers,
    spaces,
    tags,
    text,
)
from edition.pdf.weasyprint70.patch import Patch

_BLOCK = "weasyprint.layout.block"
_INLINE = "weasyprint.layout.inline"
_TESTS = "tests/unit/pdf/weasyprint70/output"

PATCHES: tuple[Patch, ...] = (
    Patch(
        links.one_link_a_line,
        ("weasyprint.anchors:gather_anchors", "weasyprint.document:gather_anchors"),
        "tagging",
        "A link hands itself on to all that is in it: with a word in italics it is three "
        "annotations, one on the other.",
        f"{_TESTS}/test_tags.py::test_a_link_with_words_in_italics_is_one_annotation",
        "upstream makes one annotation of a line of a link",
    ),
    Patch(
        text.note_hyphen,
        ("weasyprint.text.line_break:first_line_metrics",),
        "tagging",
        "Nothing says that the layout added a hyphen at the end of a line.",
        "tests/unit/proof/test_pdftext.py::test_what_is_read_is_the_source",
        "upstream marks its hyphens as soft ones in the PDF",
    ),
    Patch(
        text.carry_hyphen,
        (f"{_INLINE}:split_text_box",),
        "tagging",
        "The same, where the line is justified: it gets another layout of Pango.",
        "tests/unit/proof/test_pdftext.py::test_what_is_read_is_the_source",
        "upstream marks its hyphens as soft ones in the PDF",
    ),
    Patch(
        spaces.note_spaces,
        (f"{_BLOCK}:_linebox_layout",),
        "tagging",
        "The space at which a line was broken is thrown away, and words run together when the PDF "
        "is read.",
        "tests/unit/proof/test_pdftext.py::test_what_is_read_is_the_source",
        "upstream paints the space at the end of a line",
    ),
    Patch(
        text.draw_line,
        ("weasyprint.draw.text:draw_first_line",),
        "tagging",
        "The same; hyphens of the layout are painted like any other; and a letter with marks is "
        "given to the last glyph alone, in ToUnicode.",
        "tests/unit/proof/test_pdftext.py::test_what_is_read_is_the_source",
        "upstream does all three",
    ),
    Patch(
        artifacts.mark_artifacts,
        ("weasyprint.document:generate_pdf",),
        "tagging",
        "What is in the margins, and the head of a table that is printed again, is read aloud like "
        "the text.",
        f"{_TESTS}/test_tags.py::test_a_table_over_several_pages_is_one_and_has_one_head",
        "upstream marks both as artifacts in PDF/UA-1",
        issue=1836,
    ),
    Patch(
        artifacts.marked_or_artifact,
        ("weasyprint.pdf.stream:Stream.marked",),
        "tagging",
        "The same, and what the edition calls an artifact.",
        f"{_TESTS}/test_tags.py::test_a_margin_number_leaves_no_trace_in_the_tree",
        "upstream marks both as artifacts in PDF/UA-1",
        issue=1836,
    ),
    # After `draw_line`, of which nothing is to be painted where a number is left out.
    Patch(
        pagenumbers.note_numbers,
        ("weasyprint.layout:make_margin_boxes",),
        "behaviour",
        "The number of a page is that in its fragment; a book of fragments needs its own.",
        "tests/unit/pdf/production/test_join.py::test_the_pages_are_the_same",
        "books are laid out whole again",
    ),
    Patch(
        pagenumbers.leave_number_out,
        ("weasyprint.draw.text:draw_first_line",),
        "behaviour",
        "The same: the number is not painted, and its place is noted.",
        "tests/unit/pdf/production/test_join.py::test_the_pages_are_the_same",
        "books are laid out whole again",
    ),
    Patch(
        fragment.keep_links,
        ("weasyprint.pdf:resolve_links",),
        "behaviour",
        "A link whose target is not in the same document is dropped.",
        "tests/unit/pdf/production/test_join.py::test_so_are_bookmarks_links_and_labels",
        "books are laid out whole again",
    ),
    Patch(
        fragment.leave_fonts_out,
        ("weasyprint.pdf:build_fonts_dictionary",),
        "speed",
        "Each fragment of a book embeds the same fonts.",
        "tests/unit/pdf/production/test_join.py::test_a_font_is_embedded_once",
        "books are laid out whole again",
    ),
    Patch(
        fragment.note_folios,
        ("weasyprint.pdf:Stream",),
        "behaviour",
        "Nothing tells which page is painted.",
        "tests/unit/pdf/production/test_join.py::test_so_are_the_tags_the_anchors_and_the_folios",
        "books are laid out whole again",
    ),
    Patch(
        tags.own_tags,
        ("weasyprint.pdf:add_tags",),
        "tagging",
        "The structure tree is not that of PDF/UA-1: figures, lists of terms, notes, links.",
        f"{_TESTS}/test_tags.py::test_a_call_is_a_reference_and_a_note_has_its_label",
        "upstream tags notes with their calls, and has one element for what goes on over pages",
        issue=2482,
    ),
    Patch(
        tags.prepared,
        ("weasyprint.document:build_formatting_structure",),
        "tagging",
        "A box does not know its language, nor that it is in an artifact or a table of contents.",
        f"{_TESTS}/test_tags.py::test_units_languages_and_apparatus_are_named",
        "`own_tags` is dropped",
        issue=2482,
    ),
)
