"""The record of what is changed in WeasyPrint and its helpers, in the order in which it is put in
place: of two patches of one function the later one calls the earlier.

It is Python, and not a list beside the code, since `install.install` reads nothing else: what is
recorded is what is done, and a type checker sees that each patch has all that is asked for.
`python -m edition.pdf.weasyprint70` switches them off one at a time, and says which no test
needs.
"""

from __future__ import annotations

from edition.pdf.weasyprint70.footnotes import area, beside, divide, kept, plans, tablerows
from edition.pdf.weasyprint70.footnotes import links as footnote_links
from edition.pdf.weasyprint70.lines import bidi, breaks, paragraphs, svgtext, words
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
from edition.pdf.weasyprint70.speed import lines as speed_lines
from edition.pdf.weasyprint70.speed import styles

_NOTES_DIVIDED = "notes go on over pages upstream"
_UNIT = "tests/unit/"
_BLOCK = "weasyprint.layout.block"
_CONTEXT = "weasyprint.layout:LayoutContext"
_INLINE = "weasyprint.layout.inline"

_SPEED = (
    Patch(
        styles.mark_own_styles,
        ("weasyprint.css:StyleFor.set_computed_styles",),
        "speed",
        "Nothing tells the style of an element from a copy of it, which may have been changed.",
        f"{_UNIT}test_weasymemo.py::test_elements_that_are_styled_alike_share_their_style",
        "`as_twin` is dropped",
    ),
    Patch(
        styles.as_twin,
        ("weasyprint.css:ComputedStyle.__missing__",),
        "speed",
        "Every element with an `id`, and all in it, works out a style of its own (4 % of a "
        "layout's time).",
        f"{_UNIT}test_weasymemo.py::test_elements_that_are_styled_alike_share_their_style",
        "upstream shares the styles of elements that differ by their `id` alone",
    ),
    Patch(
        speed_lines.count_changes,
        ("weasyprint.css.targets:TargetCollector.collect_missing_counters",),
        "speed",
        "Nothing tells when a counter's value changes what has been laid out; the lines and notes "
        "that `speed.lines` remembers are void then.",
        f"{_UNIT}test_weasymemo.py::test_a_number_of_pages_in_the_text_is_not_remembered",
        "nothing is remembered any more",
    ),
    Patch(
        speed_lines.with_prepared_notes,
        ("weasyprint.formatting_structure.boxes:FootnoteAreaBox.deepcopy",),
        "speed",
        "All notes of a page are copied, and their anonymous boxes built, for each note that comes "
        "in or goes.",
        f"{_UNIT}test_weasymemo.py::test_a_note_is_prepared_once",
        "upstream keeps a page's notes with their anonymous boxes",
    ),
    Patch(
        speed_lines.unless_prepared,
        ("weasyprint.formatting_structure.build:create_anonymous_boxes",),
        "speed",
        "Anonymous boxes are looked for in notes that have them already.",
        f"{_UNIT}test_weasymemo.py::test_a_note_is_prepared_once",
        "`with_prepared_notes` is dropped",
    ),
)

_FOOTNOTES = (
    Patch(
        divide.with_rests,
        ("weasyprint.layout.page:remake_page",),
        "behaviour",
        "A note is never divided; here its rest is the first note of the next page.",
        f"{_UNIT}test_weasynotes.py::test_a_note_of_two_hundred_lines_goes_on_for_pages",
        _NOTES_DIVIDED,
        issue=1833,
    ),
    Patch(
        area.area_in_room,
        ("weasyprint.layout.page:block_level_layout", "weasyprint.layout:block_level_layout"),
        "behaviour",
        "A page's notes are laid out as high as they are, whatever room there is.",
        f"{_UNIT}test_weasynotes.py::test_a_note_of_two_hundred_lines_goes_on_for_pages",
        _NOTES_DIVIDED,
        issue=1833,
    ),
    Patch(
        plans.best_of_plans,
        ("weasyprint.layout.page:block_level_layout",),
        "behaviour",
        "A page is laid out once, and keeps the gap that its notes leave.",
        f"{_UNIT}test_weasynoteplans.py::test_a_note_goes_overleaf_where_the_gap_would_be_great",
        "upstream weighs the gap of a page against a note that goes overleaf",
        issue=2432,
    ),
    Patch(
        divide.with_lines_that_must_follow,
        (f"{_BLOCK}:_linebox_layout",),
        "behaviour",
        "A line's notes take the room of the lines that `orphans` and `widows` want beside it, and "
        "all go to the next page.",
        f"{_UNIT}test_weasynoteplans.py::test_a_note_leaves_room_for_the_last_line",
        "upstream takes back notes, before it takes back lines, where it may not break",
        issue=2432,
    ),
    Patch(
        beside.keep_notes_of_lines,
        (f"{_BLOCK}:_linebox_layout",),
        "behaviour",
        "To gain room for a line, notes are sent to the next page that take none from the text, "
        "since they are beside it.",
        f"{_UNIT}test_weasyside.py::test_a_line_wanted_by_its_paragraph_sends_no_note_on",
        "upstream has notes beside the text",
    ),
    Patch(
        tablerows.remember_row,
        (f"{_BLOCK}:block_container_layout",),
        "behaviour",
        "The cells of a row are laid out as if each were alone: a note of the second takes the "
        "height that the first has filled.",
        f"{_UNIT}test_tables.py::test_no_note_of_a_table_is_lost",
        "upstream lays a row's notes out after all of its cells",
    ),
    Patch(
        divide.remember_line,
        (f"{_CONTEXT}.overflows_page",),
        "behaviour",
        "The place of the line whose notes are laid out is not handed on to the notes.",
        f"{_UNIT}test_weasynotes.py::test_notes_are_divided_at_all_and_pages_are_full",
        _NOTES_DIVIDED,
        issue=1833,
    ),
    Patch(
        divide.begin_note,
        (f"{_CONTEXT}.layout_footnote",),
        "behaviour",
        "A note that does not fit whole goes to the next page, and the line of its call with it.",
        f"{_UNIT}test_weasynotes.py::test_notes_are_divided_at_all_and_pages_are_full",
        _NOTES_DIVIDED,
        issue=1833,
    ),
    Patch(
        divide.give_up_lines,
        (f"{_CONTEXT}.report_footnote",),
        "behaviour",
        "A line that wants room sends whole notes on, and not the last lines of one.",
        f"{_UNIT}test_weasynotes.py::test_notes_are_divided_at_all_and_pages_are_full",
        _NOTES_DIVIDED,
        issue=1833,
    ),
    Patch(
        divide.forget_rest,
        (f"{_CONTEXT}.unlayout_footnote",),
        "behaviour",
        "A note that is taken back may have been divided; its rest would be printed.",
        f"{_UNIT}test_weasynotes.py::test_each_note_is_printed_once_and_whole_in_order",
        _NOTES_DIVIDED,
        issue=1833,
    ),
    Patch(
        divide.no_area_without_notes,
        (f"{_CONTEXT}._update_footnote_area",),
        "behaviour",
        "A footnote area whose last note has gone keeps its margins; and sums of rounded numbers "
        "are compared, so that a note is taken for too high that is not.",
        f"{_UNIT}test_weasynoteplans.py::test_a_note_is_not_sent_on_because_of_a_rounding_error",
        "upstream compares heights with a tolerance, and an empty area has none",
    ),
    Patch(
        kept.register_kept_line,
        (f"{_BLOCK}:_linebox_layout",),
        "behaviour",
        "`_linebox_layout` can keep a line on the page by sending on notes of other lines; it then "
        "leaves its loop without the notes of the kept line, which are never printed.",
        f"{_UNIT}test_weasy.py::test_notes_are_lost_without_the_fix_and_none_with_it",
        "upstream lays out the notes of a line that it keeps so",
    ),
    Patch(
        kept.leave_carried_notes,
        (f"{_CONTEXT}.unlayout_footnote",),
        "behaviour",
        "`remove_placeholders` takes back the notes of a whole paragraph, also those whose call is "
        "on an earlier page, or in an earlier column: nobody would lay them out again.",
        f"{_UNIT}test_weasy.py::test_no_note_of_a_column_is_lost",
        "upstream takes back the notes of the lines that it takes back, and no others",
    ),
    Patch(
        kept.remember_carried_notes,
        ("weasyprint.layout.page:remake_page",),
        "behaviour",
        "When one page only is made anew, the notes that were carried over to it are forgotten.",
        f"{_UNIT}test_weasy.py::test_a_page_made_anew_remembers_the_notes_carried_to_it",
        "upstream has the notes carried over in its `page_maker`",
    ),
    Patch(
        footnote_links.link_call_and_marker,
        ("weasyprint.formatting_structure.build:make_box",),
        "behaviour",
        "A note's call is no link to the note, and its marker none to the call.",
        f"{_UNIT}test_weasy.py::test_calls_and_markers_are_links_also_on_a_later_page",
        "upstream links calls and notes, with names of our choice",
        issue=1545,
    ),
)

_LINES = (
    Patch(
        bidi.close_up,
        (f"{_INLINE}:remove_last_whitespace",),
        "behaviour",
        "A line from right to left that loses the space at its end is moved by the space's width; "
        "a justified one is painted without it, and its last box is that far from the others.",
        f"{_UNIT}test_weasybidi.py::test_the_pieces_of_a_line_stand_close_together",
        "upstream paints lines from right to left in their measure",
        issue=106,
    ),
    Patch(
        bidi.indent_start,
        (f"{_INLINE}:get_next_linebox",),
        "behaviour",
        "The first line's indent is at its end, in a paragraph from right to left.",
        f"{_UNIT}test_weasybidi.py::test_the_indent_stands_at_the_right",
        "upstream indents the right end of such a line",
        issue=106,
    ),
    Patch(
        bidi.as_wide_as_measured,
        (f"{_INLINE}:add_word_spacing",),
        "behaviour",
        "In a justified line of Hebrew or Arabic letters the widened space is another font's than "
        "the one that was measured, and the line is too short.",
        f"{_UNIT}test_weasybidi.py::test_what_is_painted_reaches_both_edges",
        "upstream measures a line as it paints it",
        issue=106,
    ),
    Patch(
        bidi.without_empty_strings,
        ("weasyprint.draw.text:draw_first_line",),
        "behaviour",
        "Room before the first letter in another font is written behind an empty string, `[<>-500`,"
        " which PDFium leaves out.",
        f"{_UNIT}test_weasybidi.py::test_what_is_painted_reaches_both_edges",
        "upstream writes no empty string",
    ),
    Patch(
        breaks.see_so_far,
        (f"{_INLINE}:split_first_line",),
        "speed",
        "Where there is no break in sight, all that follows is measured for each line: a word of "
        "10,000 letters takes the square of its length.",
        f"{_UNIT}test_weasylines.py::test_what_is_measured_grows_with_the_word_and_not_with_its_square",
        "upstream measures little more than a line",
    ),
    Patch(
        breaks.hang_last_space,
        (f"{_INLINE}:split_first_line",),
        "behaviour",
        "A text that fits into the line but for the space at its end is broken behind its first "
        "word: the space is taken for an unbreakable word.",
        f"{_UNIT}test_weasylines.py::test_a_word_is_left_alone_without_the_mend_and_not_with_it",
        "upstream lets the space hang over the edge",
        issue=1614,
    ),
    Patch(
        breaks.no_endless,
        ("pyphen:Pyphen.iterate",),
        "speed",
        "Hyphenating takes the square of a word's length, for each of its lines.",
        f"{_UNIT}test_weasylines.py::test_a_word_of_2000_letters_in_a_note_is_measured_in_bounds",
        "upstream hyphenates the end of a line alone",
    ),
    Patch(
        breaks.keep_calls,
        (f"{_INLINE}:can_break_text",),
        "behaviour",
        "Between two inline boxes a break is sought in the two letters that meet, taken by "
        "themselves: a call may begin the line behind its full stop.",
        f"{_UNIT}test_weasylines.py::test_a_call_is_parted_from_its_comma_without_the_mend_and_not_with_it",
        "upstream looks for breaks in the whole text of a paragraph",
        issue=1614,
    ),
    Patch(
        paragraphs.end_narrower,
        (f"{_INLINE}:split_inline_box",),
        "behaviour",
        "A line is always as long as it can be; here it can be asked for a shorter or longer one.",
        f"{_UNIT}test_weasyparagraph.py::test_loose_lines_are_fewer_and_paragraphs_no_longer",
        "upstream has `text-wrap-style: pretty`",
        issue=2264,
    ),
    Patch(
        paragraphs.without_hyphen,
        (f"{_INLINE}:split_first_line",),
        "behaviour",
        "Any number of lines in a row may end with a hyphen (`hyphenate-limit-lines`).",
        f"{_UNIT}test_weasyparagraph.py::test_a_third_line_in_a_row_has_no_hyphen",
        "upstream has `hyphenate-limit-lines` and `hyphenate-limit-last`",
    ),
    Patch(
        paragraphs.in_pairs,
        (f"{_BLOCK}:iter_line_boxes",),
        "behaviour",
        "Lines are chosen one at a time, whatever they leave to the next one.",
        f"{_UNIT}test_weasyparagraph.py::test_loose_lines_are_fewer_and_paragraphs_no_longer",
        "upstream has `text-wrap-style: pretty`",
        issue=2264,
    ),
    Patch(
        paragraphs.no_hyphen_at_page_end,
        (f"{_BLOCK}:_linebox_layout",),
        "behaviour",
        "The last line of a page may end with a hyphen (`hyphenate-limit-last`).",
        f"{_UNIT}test_weasyparagraph.py::test_a_page_does_not_end_with_a_hyphen",
        "upstream has `hyphenate-limit-last`",
    ),
    Patch(
        words.note_edges,
        (f"{_INLINE}:split_inline_box",),
        "behaviour",
        "Where a line begins is not handed on to the texts in it.",
        f"{_UNIT}test_weasywords.py::test_words_are_broken_without_the_mend_and_not_with_it",
        "`whole_words` is dropped",
        issue=1614,
    ),
    Patch(
        words.whole_words,
        (f"{_INLINE}:split_text_box",),
        "behaviour",
        "`overflow-wrap` breaks any word that is the first of an inline element, also where the "
        "word would fit on the next line.",
        f"{_UNIT}test_weasywords.py::test_words_are_broken_without_the_mend_and_not_with_it",
        "upstream asks whether the word is the first of its line",
        issue=1614,
    ),
    Patch(
        svgtext.in_one_piece,
        ("weasyprint.svg:text", *(f"weasyprint.svg:TAGS.{tag}" for tag in svgtext.TAGS)),
        "behaviour",
        "Each letter of a text in a drawing is laid out by itself: no kerning, no joined Arabic.",
        f"{_UNIT}test_weasysvg.py::test_a_word_is_painted_at_once_with_the_mend_and_by_letters_without",
        "upstream lays such a text out in one piece",
        issue=2249,
    ),
)

_OUTPUT = (
    Patch(
        links.one_link_a_line,
        ("weasyprint.anchors:gather_anchors", "weasyprint.document:gather_anchors"),
        "tagging",
        "A link hands itself on to all that is in it: with a word in italics it is three "
        "annotations, one on the other.",
        f"{_UNIT}test_weasy_tags.py::test_a_link_with_words_in_italics_is_one_annotation",
        "upstream makes one annotation of a line of a link",
    ),
    Patch(
        text.note_hyphen,
        ("weasyprint.text.line_break:first_line_metrics",),
        "tagging",
        "Nothing says that the layout added a hyphen at the end of a line.",
        f"{_UNIT}test_pdftext.py::test_what_is_read_is_the_source",
        "upstream marks its hyphens as soft ones in the PDF",
    ),
    Patch(
        text.carry_hyphen,
        (f"{_INLINE}:split_text_box",),
        "tagging",
        "The same, where the line is justified: it gets another layout of Pango.",
        f"{_UNIT}test_pdftext.py::test_what_is_read_is_the_source",
        "upstream marks its hyphens as soft ones in the PDF",
    ),
    Patch(
        spaces.note_spaces,
        (f"{_BLOCK}:_linebox_layout",),
        "tagging",
        "The space at which a line was broken is thrown away, and words run together when the PDF "
        "is read.",
        f"{_UNIT}test_pdftext.py::test_what_is_read_is_the_source",
        "upstream paints the space at the end of a line",
    ),
    Patch(
        text.draw_line,
        ("weasyprint.draw.text:draw_first_line",),
        "tagging",
        "The same; hyphens of the layout are painted like any other; and a letter with marks is "
        "given to the last glyph alone, in ToUnicode.",
        f"{_UNIT}test_pdftext.py::test_what_is_read_is_the_source",
        "upstream does all three",
    ),
    Patch(
        artifacts.mark_artifacts,
        ("weasyprint.document:generate_pdf",),
        "tagging",
        "What is in the margins, and the head of a table that is printed again, is read aloud like "
        "the text.",
        f"{_UNIT}test_weasy_tags.py::test_a_table_over_several_pages_is_one_and_has_one_head",
        "upstream marks both as artifacts in PDF/UA-1",
        issue=1836,
    ),
    Patch(
        artifacts.marked_or_artifact,
        ("weasyprint.pdf.stream:Stream.marked",),
        "tagging",
        "The same, and what the edition calls an artifact.",
        f"{_UNIT}test_weasy_tags.py::test_a_margin_number_leaves_no_trace_in_the_tree",
        "upstream marks both as artifacts in PDF/UA-1",
        issue=1836,
    ),
    # After `draw_line`, of which nothing is to be painted where a number is left out.
    Patch(
        pagenumbers.note_numbers,
        ("weasyprint.layout:make_margin_boxes",),
        "behaviour",
        "The number of a page is that in its fragment; a book of fragments needs its own.",
        f"{_UNIT}test_binding.py::test_so_are_the_tags_the_anchors_and_the_folios",
        "books are laid out whole again",
    ),
    Patch(
        pagenumbers.leave_number_out,
        ("weasyprint.draw.text:draw_first_line",),
        "behaviour",
        "The same: the number is not painted, and its place is noted.",
        f"{_UNIT}test_binding.py::test_so_are_the_tags_the_anchors_and_the_folios",
        "books are laid out whole again",
    ),
    Patch(
        fragment.keep_links,
        ("weasyprint.pdf:resolve_links",),
        "behaviour",
        "A link whose target is not in the same document is dropped.",
        f"{_UNIT}test_binding.py::test_so_are_bookmarks_links_and_labels",
        "books are laid out whole again",
    ),
    Patch(
        fragment.leave_fonts_out,
        ("weasyprint.pdf:build_fonts_dictionary",),
        "speed",
        "Each fragment of a book embeds the same fonts.",
        f"{_UNIT}test_binding.py::test_a_font_is_embedded_once",
        "books are laid out whole again",
    ),
    Patch(
        fragment.note_folios,
        ("weasyprint.pdf:Stream",),
        "behaviour",
        "Nothing tells which page is painted.",
        f"{_UNIT}test_binding.py::test_so_are_the_tags_the_anchors_and_the_folios",
        "books are laid out whole again",
    ),
    Patch(
        tags.own_tags,
        ("weasyprint.pdf:add_tags",),
        "tagging",
        "The structure tree is not that of PDF/UA-1: figures, lists of terms, notes, links.",
        f"{_UNIT}test_weasy_tags.py::test_a_call_is_a_reference_and_a_note_has_its_label",
        "upstream tags notes with their calls, and has one element for what goes on over pages",
        issue=2482,
    ),
    Patch(
        tags.prepared,
        ("weasyprint.document:build_formatting_structure",),
        "tagging",
        "A box does not know its language, nor that it is in an artifact or a table of contents.",
        f"{_UNIT}test_weasy_tags.py::test_units_languages_and_apparatus_are_named",
        "`own_tags` is dropped",
        issue=2482,
    ),
)

PATCHES: tuple[Patch, ...] = (*_SPEED, *_FOOTNOTES, *_LINES, *_OUTPUT)
"""All of them, in their order."""
