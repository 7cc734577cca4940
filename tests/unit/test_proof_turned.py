"""Right-to-left words in the proof of the PDF: turned brackets are no fault, lost words are."""

from edition.proof import _same_as_painted

ARABIC = "The book (كتاب) and the tree [شجرة], says he."


def test_the_same_text_is_the_same() -> None:
    assert _same_as_painted(ARABIC, ARABIC)


def test_a_bracket_on_the_other_side_of_arabic_is_no_fault() -> None:
    assert _same_as_painted(ARABIC, ARABIC.replace("(كتاب)", ")كتاب("))


def test_a_lost_letter_is_a_fault() -> None:
    assert not _same_as_painted(ARABIC, ARABIC.replace("كتاب", "كتا"))


def test_latin_words_out_of_order_are_a_fault() -> None:
    turned = "The tree (كتاب) and the book [شجرة], says he."
    assert not _same_as_painted(ARABIC, turned)


def test_without_arabic_the_order_counts_to_the_letter() -> None:
    assert not _same_as_painted("one (two)", "one )two(")
