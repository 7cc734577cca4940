"""The marks of plain texts: what is one, what is none, what crosses."""

from __future__ import annotations

import pytest

from edition.model import Form
from edition.text.readers import notes
from edition.text.readers.gutenberg import read
from edition.text.readers.reading import FileReading
from tests.unit.text.readers.test_marks import _of_gutenberg

ALL = {"_": Form.EMPHASIS, "=": Form.STRONG, "+": Form.SMALL_CAPS}


def formed(words: str) -> tuple[str, list[tuple[Form, str]]]:
    """The reading text of a paragraph, and its words that are set apart."""
    from edition.model import Span

    found = read("s.txt", words, [Span(0, len(words))], ALL)
    return found.text, [(f.form, found.text[f.span.start : f.span.end]) for f in found.formatting]


@pytest.mark.parametrize(
    ("words", "text", "forms"),
    [
        ("the _Nautilus's_ crew", "the Nautilus's crew", [(Form.EMPHASIS, "Nautilus's")]),
        ("the _Nautilus_'s crew", "the Nautilus's crew", [(Form.EMPHASIS, "Nautilus")]),
        ("_a =b= c_", "a b c", [(Form.EMPHASIS, "a b c"), (Form.STRONG, "b")]),
        ("2 + 2 = 4, snake_case, Mr. ____", "2 + 2 = 4, snake_case, Mr. ____", []),
        ("M^r and 1^{st} of H_{2}O", "Mr and 1st of H2O", [
            (Form.SUPERSCRIPT, "r"), (Form.SUPERSCRIPT, "st"), (Form.SUBSCRIPT, "2")]),
        ("she--I mean ---- no---", "she—I mean —— no---", []),
    ],
)  # fmt: skip
def test_what_is_a_sign(words: str, text: str, forms: list[tuple[Form, str]]) -> None:
    assert formed(words) == (text, forms)


def _codes(found: FileReading) -> list[str]:
    return [problem.code for problem in found.problems]


def test_what_crosses_and_what_stands_alone() -> None:
    assert _codes(_of_gutenberg("s.txt", "the _loom stood")) == ["mark-without-partner"]
    from edition.model import Span

    words = "_a =b_ c="
    assert _codes(read("s.txt", words, [Span(0, len(words))], ALL)) == ["formatting-crosses"]


@pytest.mark.parametrize(
    ("calls", "texts", "found", "lost"),
    [
        ([("1", 1), ("1", 5)], [("1", 3), ("1", 7)], {0: 0, 1: 1}, []),  # anew in each chapter
        ([("1", 1), ("1", 5)], [("1", 7), ("1", 8)], {0: 0, 1: 1}, []),  # gathered
        ([("1", 1), ("1", 5)], [("1", 7)], {0: 0, 1: 0}, []),  # called twice
        ([("1", 1), ("1", 2), ("1", 5)], [("1", 3), ("1", 7)], {0: 0, 1: 0, 2: 1}, []),
        ([("1", 1), ("2", 5)], [("1", 7)], {0: 0}, [1]),
    ],
)
def test_which_note_a_call_means(
    calls: list[tuple[str, int]],
    texts: list[tuple[str, int]],
    found: dict[int, int],
    lost: list[int],
) -> None:
    assert notes.matched(calls, texts) == (found, lost)
