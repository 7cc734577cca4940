"""Long lines are broken where Markdown does not mind, and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edition.authoring.add import softwrap
from edition.markup import parse

PIECES = st.sampled_from(
    ["word ", "[link words](https://a.b/c) ", "[@some-source, p. 4; @other] ", "- ", "1. ",
     "2014. ", "> ", "\n", "\n\n", "*emphasis of words* ", "`code with blanks` ", "# ",
     "[слово и]{lang=ru} ", "  \n", "\\\n", "=== ", "--- ", "[](note:id) ", "[ ", "] ", "<b> ",
     "\u00a0", "longer-words ",     "    ", "\t", "| ", "``` "]
)  # fmt: skip


def test_a_paragraph_is_wrapped_at_its_width() -> None:
    text = "word " * 40 + "end."
    wrapped = softwrap.wrap(text, 50)
    assert all(len(line) <= 50 for line in wrapped.split("\n"))
    assert " ".join(wrapped.split("\n")) == text


def test_lines_that_fit_stay_as_they_were_written() -> None:
    text = "One line.\nAnother line.\n\nA third."
    assert softwrap.wrap(text, 20) == text


def test_what_is_whole_is_not_parted() -> None:
    whole = [
        "[the Joint Mobile Group](term:smg)",
        "[@meduza-en-2016; @hrw-2016, p. 4]",
        "`code with blanks`",
        "[два слова]{lang=ru}",
        "[a [b] c](https://x.org/(y)z)",
    ]
    for item in whole:
        for lead in range(1, 30):
            wrapped = softwrap.wrap("x" * lead + f" {item} and more words behind it", 30)
            assert item in wrapped


@pytest.mark.parametrize("mark", ["-", "+", "*", "2014.", "1)", "#", ">", "===", "---", "***"])
def test_no_line_begins_with_what_begins_a_block(mark: str) -> None:
    text = f"{'x' * 28} {mark} and words that follow it for a while"
    assert softwrap.wrap(text, 30).split("\n")[0].startswith("x" * 28 + f" {mark}")


@pytest.mark.parametrize(
    "text",
    [
        "- a list " + "word " * 30,
        "> " + "word " * 30,
        "a break\\\n" + "word " * 30,
        "1. " + "word " * 30,
        "    " + "word " * 30,
    ],
)
def test_what_is_no_plain_paragraph_stays(text: str) -> None:
    text = text.rstrip()
    assert softwrap.wrap(text, 40) == text


@settings(max_examples=200)
@given(st.lists(PIECES, max_size=40).map("".join), st.integers(5, 60))
def test_readers_see_the_same_before_and_after(text: str, width: int) -> None:
    text = softwrap.tidy(text)
    wrapped = softwrap.wrap(text, width)
    assert wrapped.split() == text.split()
    before, after = parse.parse(text), parse.parse(wrapped)
    assert sorted(d.code for d in before.defects) == sorted(d.code for d in after.defects)
    assert [c.items for c in before.citations] == [c.items for c in after.citations]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("\r\n  Words. \r\nMore.\r\n\r\n", "Words.\nMore."),
        ("\u00a0Words.\u00a0", "Words."),
        ("a\tb", "a   b"),
        ("one  \ntwo", "one\\\ntwo"),
        ("one  \n\ntwo  ", "one\n\ntwo"),
        ("a\n\n\n\nb", "a\n\nb"),
        ("", ""),
        ("\ufeffx", "x"),
    ],
)
def test_what_is_pasted_is_tidied(text: str, wanted: str) -> None:
    assert softwrap.tidy(text) == wanted


@settings(max_examples=80)
@given(st.lists(PIECES, max_size=20).map("".join))
def test_a_tidy_text_stays(text: str) -> None:
    tidy = softwrap.tidy(text)
    assert softwrap.tidy(tidy) == tidy


@pytest.mark.parametrize("piece", ["[", "`", "<", "](", "{", "[@a ", "*", "`a ", "[[", "!["])
def test_hostile_texts_end(piece: str) -> None:
    text = piece * 3000
    assert softwrap.wrap(text, 80).replace("\n", " ") == text
