"""What is changed in the way paragraphs are broken into lines."""

from __future__ import annotations

from edition.pdf.weasyprint70.lines import (
    bidi,
    breaks,
    letters,
    paragraphs,
    svgtext,
    together,
    words,
)
from edition.pdf.weasyprint70.patch import Patch

_BLOCK = "weasyprint.layout.block"
_INLINE = "weasyprint.layout.inline"
_TESTS = "tests/unit/pdf/weasyprint70/lines"

PATCHES: tuple[Patch, ...] = (
    Patch(
        bidi.close_up,
        (f"{_INLINE}:remove_last_whitespace",),
        "behaviour",
        "A line from right to left that loses the space at its end is moved by the space's width; "
        "a justified one is painted without it, and its last box is that far from the others.",
        f"{_TESTS}/test_bidi.py::test_the_pieces_of_a_line_stand_close_together",
        "upstream paints lines from right to left in their measure",
        issue=106,
    ),
    Patch(
        bidi.indent_start,
        (f"{_INLINE}:get_next_linebox",),
        "behaviour",
        "The first line's indent is at its end, in a paragraph from right to left.",
        f"{_TESTS}/test_bidi.py::test_the_indent_stands_at_the_right",
        "upstream indents the right end of such a line",
        issue=106,
    ),
    Patch(
        bidi.as_wide_as_measured,
        (f"{_INLINE}:add_word_spacing",),
        "behaviour",
        "In a justified line of Hebrew or Arabic letters the widened space is another font's than "
        "the one that was measured, and the line is too short.",
        f"{_TESTS}/test_bidi.py::test_what_is_painted_reaches_both_edges",
        "upstream measures a line as it paints it",
        issue=106,
    ),
    Patch(
        bidi.without_empty_strings,
        ("weasyprint.draw.text:draw_first_line",),
        "behaviour",
        "Room before the first letter in another font is written behind an empty string, `[<>-500`,"
        " which PDFium leaves out.",
        f"{_TESTS}/test_bidi.py::test_what_is_painted_reaches_both_edges",
        "upstream writes no empty string",
    ),
    Patch(
        letters.between_letters,
        (f"{_INLINE}:justify_line",),
        "behaviour",
        "A line of Chinese or Japanese is not justified: it has no spaces to widen.",
        f"{_TESTS}/test_letters.py::test_a_line_without_spaces_reaches_its_end",
        "upstream justifies between letters where a script parts no words (CSS Text 3, 6.4)",
    ),
    Patch(
        breaks.see_so_far,
        (f"{_INLINE}:split_first_line",),
        "speed",
        "Where there is no break in sight, all that follows is measured for each line: a word of "
        "10,000 letters takes the square of its length.",
        f"{_TESTS}/test_breaks.py::test_what_is_measured_grows_with_the_word_and_not_with_its_square",
        "upstream measures little more than a line",
    ),
    Patch(
        breaks.space_separators,
        ("weasyprint.formatting_structure.boxes:TextBox.process_whitespace",),
        "behaviour",
        "A line separator of Unicode (U+0085, U+2028, U+2029) behind a space is an AssertionError; "
        "behind a letter it ends the line, and may be painted as a box.",
        f"{_TESTS}/test_breaks.py::test_a_separator_is_a_space_with_the_mend_and_ends_the_layout_without",
        "upstream takes them for white space",
    ),
    Patch(
        together.keep_together,
        (f"{_INLINE}:split_first_line",),
        "behaviour",
        "A dash begins a line, « ends one, and “p.” is parted from its number: Unicode's rules for "
        "lines allow it.",
        f"{_TESTS}/test_together.py::test_no_line_ends_within_what_belongs_together",
        "CSS and Pango have such rules",
    ),
    Patch(
        breaks.hang_last_space,
        (f"{_INLINE}:split_first_line",),
        "behaviour",
        "A text that fits into the line but for the space at its end is broken behind its first "
        "word: the space is taken for an unbreakable word.",
        f"{_TESTS}/test_breaks.py::test_a_word_is_left_alone_without_the_mend_and_not_with_it",
        "upstream lets the space hang over the edge",
        issue=1614,
    ),
    Patch(
        breaks.no_endless,
        ("pyphen:Pyphen.iterate",),
        "speed",
        "Hyphenating takes the square of a word's length, for each of its lines.",
        f"{_TESTS}/test_breaks.py::test_a_word_of_2000_letters_in_a_note_is_measured_in_bounds",
        "upstream hyphenates the end of a line alone",
    ),
    Patch(
        breaks.by_variant,
        ("pyphen:language_fallback",),
        "behaviour",
        "English without a country has the patterns of Great Britain, and Norwegian (`no`) none.",
        f"{_TESTS}/test_breaks.py::test_english_is_divided_as_it_is_spelled",
        "pyphen knows the registry of languages",
    ),
    Patch(
        together.keep_at_edges,
        (f"{_INLINE}:can_break_text",),
        "behaviour",
        "The same, where a word in italics or a link begins behind what belongs to it.",
        f"{_TESTS}/test_together.py::test_a_dash_stays_with_a_word_in_italics",
        "CSS and Pango have such rules",
    ),
    Patch(
        breaks.keep_calls,
        (f"{_INLINE}:can_break_text",),
        "behaviour",
        "Between two inline boxes a break is sought in the two letters that meet, taken by "
        "themselves: a call may begin the line behind its full stop.",
        f"{_TESTS}/test_breaks.py::test_a_call_is_parted_from_its_comma_without_the_mend_and_not_with_it",
        "upstream looks for breaks in the whole text of a paragraph",
        issue=1614,
    ),
    Patch(
        together.no_hyphen_in_addresses,
        (f"{_INLINE}:split_text_box",),
        "behaviour",
        "An address of the web in a paragraph with `hyphens: auto` is hyphenated like a word.",
        f"{_TESTS}/test_together.py::test_an_address_has_no_hyphens_but_its_own",
        "upstream hyphenates words only",
    ),
    Patch(
        paragraphs.end_narrower,
        (f"{_INLINE}:split_inline_box",),
        "behaviour",
        "A line is always as long as it can be; here it can be asked for a shorter or longer one.",
        f"{_TESTS}/test_paragraphs.py::test_loose_lines_are_fewer_and_paragraphs_no_longer",
        "upstream has `text-wrap-style: pretty`",
        issue=2264,
    ),
    Patch(
        paragraphs.without_hyphen,
        (f"{_INLINE}:split_first_line",),
        "behaviour",
        "Any number of lines in a row may end with a hyphen (`hyphenate-limit-lines`).",
        f"{_TESTS}/test_paragraphs.py::test_a_third_line_in_a_row_has_no_hyphen",
        "upstream has `hyphenate-limit-lines` and `hyphenate-limit-last`",
    ),
    Patch(
        paragraphs.in_pairs,
        (f"{_BLOCK}:iter_line_boxes",),
        "behaviour",
        "Lines are chosen one at a time, whatever they leave to the next one.",
        f"{_TESTS}/test_paragraphs.py::test_loose_lines_are_fewer_and_paragraphs_no_longer",
        "upstream has `text-wrap-style: pretty`",
        issue=2264,
    ),
    Patch(
        paragraphs.no_hyphen_at_page_end,
        (f"{_BLOCK}:_linebox_layout",),
        "behaviour",
        "The last line of a page may end with a hyphen (`hyphenate-limit-last`).",
        f"{_TESTS}/test_paragraphs.py::test_a_page_does_not_end_with_a_hyphen",
        "upstream has `hyphenate-limit-last`",
    ),
    Patch(
        words.note_edges,
        (f"{_INLINE}:split_inline_box",),
        "behaviour",
        "Where a line begins is not handed on to the texts in it.",
        f"{_TESTS}/test_words.py::test_words_are_broken_without_the_mend_and_not_with_it",
        "`whole_words` is dropped",
        issue=1614,
    ),
    Patch(
        words.whole_words,
        (f"{_INLINE}:split_text_box",),
        "behaviour",
        "`overflow-wrap` breaks any word that is the first of an inline element, also where the "
        "word would fit on the next line.",
        f"{_TESTS}/test_words.py::test_words_are_broken_without_the_mend_and_not_with_it",
        "upstream asks whether the word is the first of its line",
        issue=1614,
    ),
    Patch(
        svgtext.in_one_piece,
        ("weasyprint.svg:text", *(f"weasyprint.svg:TAGS.{tag}" for tag in svgtext.TAGS)),
        "behaviour",
        "Each letter of a text in a drawing is laid out by itself: no kerning, no joined Arabic.",
        f"{_TESTS}/test_svgtext.py::test_a_word_is_painted_at_once_with_the_mend_and_by_letters_without",
        "upstream lays such a text out in one piece",
        issue=2249,
    ),
)
