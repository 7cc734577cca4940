"""Right-to-left words in the proof of the PDF: turned brackets are no fault, lost words are."""

import pytest

from edition.proof.source import _same_in_pdf

ARABIC = "The book (كتاب) and the tree [شجرة], says he."


def test_the_same_text_is_the_same() -> None:
    assert _same_in_pdf(ARABIC, ARABIC, "en")


def test_a_bracket_on_the_other_side_of_arabic_is_no_fault() -> None:
    assert _same_in_pdf(ARABIC, ARABIC.replace("(كتاب)", ")كتاب("), "en")


def test_a_lost_letter_is_a_fault() -> None:
    assert not _same_in_pdf(ARABIC, ARABIC.replace("كتاب", "كتا"), "en")


def test_latin_words_out_of_order_are_a_fault() -> None:
    turned = "The tree (كتاب) and the book [شجرة], says he."
    assert not _same_in_pdf(ARABIC, turned, "en")


def test_without_arabic_the_order_counts_to_the_letter() -> None:
    assert not _same_in_pdf("one (two)", "one )two(", "en")


def test_a_full_stop_is_at_the_other_end_of_a_line_from_right_to_left() -> None:
    """UAX 9, L1: a mark at the end of a line goes as its paragraph, also behind Latin letters."""
    source, painted = "A weaver (44) sat.", ".A weaver (44) sat"
    assert _same_in_pdf(source, painted, "he")
    assert not _same_in_pdf(source, painted, "en")
    assert not _same_in_pdf(source, ".A sat (44) weaver", "he")
    assert not _same_in_pdf(source, ".A weaver (4) sat", "he")


@pytest.mark.parametrize("language", ["he", "en"])
def test_what_the_source_turns_has_the_same_characters(language: str) -> None:
    source = "loom \u202eshuttle\u202c cloth"
    assert _same_in_pdf(source, "loom elttuhs cloth", language)
    assert not _same_in_pdf(source, "loom elttuh cloth", language)
