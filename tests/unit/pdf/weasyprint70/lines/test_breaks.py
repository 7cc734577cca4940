"""A space that overflows before a link does not leave a word alone on its line, a line does not
begin with a note's call, and endless words are set in a time that grows with their length."""

from __future__ import annotations

from collections.abc import Iterator
from inspect import unwrap
from typing import Any

import pyphen
import pytest
from weasyprint.formatting_structure.boxes import LineBox, TextBox
from weasyprint.layout import inline

from edition.pdf.weasyprint70 import install, state
from edition.pdf.weasyprint70.lines import breaks
from tests.pdf_samples import document, note, rendered, style

_TEXT = "when he stands for a second time. Two years ago, on December 15, 2014, "


def line_boxes(
    width: float, text: str = f"{_TEXT}<a href='#x'>words</a> and more", height: float = 400
) -> Iterator[LineBox]:
    """The lines of a paragraph, `width` px wide; by default its text runs up to a link."""
    page = f"@page {{ size: {width}px {height}px; margin: 0; @top-center {{ content: none }} }}"
    laid_out = rendered(f"<style>{style()}</style><style>{page}</style><p>{text}")
    todo: list[Any] = [laid_out.pages[0]._page_box]
    while todo:
        box = todo.pop(0)
        if isinstance(box, LineBox):
            yield box
        todo[:0] = getattr(box, "children", [])


def words(line: LineBox) -> str:
    """The words of a line."""
    return "".join(part.text for part in line.descendants() if isinstance(part, TextBox))


@pytest.fixture(scope="module")
def widths() -> list[float]:
    """Widths at which the text fits, but for the space at its end, or nearly so."""
    install.install()
    line = next(line_boxes(2000))
    text = next(part for part in line.descendants() if isinstance(part, TextBox))
    return [text.width - 6 + step / 4 for step in range(28)]


def lonely(widths: list[float]) -> bool:
    """Whether on one of the widths the first line holds one word alone."""
    return any(len(words(next(line_boxes(width))).split()) == 1 for width in widths)


def test_a_word_is_left_alone_without_the_mend_and_not_with_it(
    widths: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not lonely(widths)
    monkeypatch.setattr(inline, "split_first_line", unwrap(inline.split_first_line))
    assert lonely(widths)


def test_no_word_is_lost(widths: list[float]) -> None:
    for width in widths:
        text = " ".join(words(line) for line in line_boxes(width))
        assert " ".join(text.split()) == f"{_TEXT}words and more"


def parted(steps: int = 60) -> bool:
    """Whether on one of so many widths a line begins with the 12 that stands behind a comma."""
    text = "he told the man of the <b>white house</b>,<sup>12</sup> and all went well after that"
    return any(
        any(words(line).startswith("12") for line in line_boxes(100 + step * 2, text))
        for step in range(steps)
    )


def test_a_call_is_parted_from_its_comma_without_the_mend_and_not_with_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    install.install()
    assert not parted()
    monkeypatch.setattr(inline, "can_break_text", inline.can_break_text.__wrapped__)
    assert parted()


def letters_measured(body: str, monkeypatch: pytest.MonkeyPatch) -> int:
    """How many letters are given to Pango to lay this out."""
    from weasyprint.text import line_break

    count, original = [0], line_break.Layout.set_text

    def set_text(layout: Any, text: str, justify: bool = False) -> None:
        count[0] += len(text)
        original(layout, text, justify)

    with monkeypatch.context() as patched:
        patched.setattr(line_break.Layout, "set_text", set_text)
        rule = "p, .fn { overflow-wrap: break-word }"
        document(body, rule)
    return count[0]


@pytest.mark.parametrize(
    "part", ["rindfleisch", "длинноеслово", "word-", "https://example.org/abc?d=e&amp;", "a\u0301"]
)
def test_what_is_measured_grows_with_the_word_and_not_with_its_square(
    part: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, five = (f"<p>It said {part * (count // len(part))}." for count in (2_000, 10_000))
    assert letters_measured(five, monkeypatch) < 7 * letters_measured(one, monkeypatch)


def test_a_word_of_2000_letters_in_a_note_is_measured_in_bounds(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    body = f"<p>It said so.{note(1, 'rindfleisch' * 180)}</p>"
    assert letters_measured(body, monkeypatch) < 200 * 2_000


def test_what_is_measured_grew_with_its_square(monkeypatch: pytest.MonkeyPatch) -> None:
    install.install()
    monkeypatch.setattr(breaks, "_AHEAD", 10**6)
    one, four = (f"<p>It said {'rindfleisch' * count}." for count in (100, 400))
    assert letters_measured(four, monkeypatch) > 10 * letters_measured(one, monkeypatch)


def test_an_endless_word_loses_no_letter() -> None:
    word = "rindfleisch" * 900
    text = f"<span style='overflow-wrap: break-word'>It said {word} once."
    found = list(line_boxes(300, text, height=10_000))
    assert "".join("".join(map(words, found)).split()) == f"Itsaid{word}once."
    assert max(line.width for line in found) <= 300


@pytest.mark.parametrize("separator", ["\x85", "\u2028", "\u2029"])
def test_a_separator_is_a_space_with_the_mend_and_ends_the_layout_without(
    separator: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = f"one {separator} two{separator}three"
    install.install()
    assert [words(line) for line in line_boxes(300, text)] == ["one two three"]
    original = unwrap(TextBox.process_whitespace)
    monkeypatch.setattr(TextBox, "process_whitespace", original)
    try:
        lines = [words(line) for line in line_boxes(300, text)]
    except AssertionError:
        return
    assert lines != ["one two three"]


def test_a_separator_in_a_style_sheet_ends_no_build() -> None:
    install.install()
    rule = "<style>p::before { content: 'a \\2029  b' }</style>"
    assert [words(line) for line in line_boxes(300, f"{rule}c")] == ["a bc"]


@pytest.mark.parametrize(
    ("language", "english", "parts"),
    [
        ("en", "en_US", "democ-racy"),
        ("en", "en_GB", "demo-cracy"),
        ("en-US", "en_GB", "democ-racy"),
        ("en-GB", "en_US", "demo-cracy"),
    ],
)
def test_english_is_divided_as_it_is_spelled(language: str, english: str, parts: str) -> None:
    install.install()
    with state.hyphenating(english):
        found = pyphen.Pyphen(lang=pyphen.language_fallback(language), left=3, right=3)
    assert found.inserted("democracy") == parts


def test_norwegian_is_one_of_its_two_languages() -> None:
    install.install()
    assert pyphen.language_fallback("no") == "nb"
