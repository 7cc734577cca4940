"""A line of Chinese is justified between its letters; one that lacks too much is not."""

from __future__ import annotations

from inspect import unwrap

import pytest
from weasyprint.formatting_structure.boxes import LineBox, TextBox
from weasyprint.layout import inline

from edition.pdf.weasyprint70 import install
from tests.unit.pdf.weasyprint70.lines.test_breaks import line_boxes, words

TEXT = "那里的工会不久就强大起来，梭子我从来没有再放下过；天还没有亮，她就走过江边。" * 12
OPENING = "<p lang=zh style='text-align: justify; text-indent: 0; hyphens: manual'>"
WIDTHS = (203, 247, 311)


def ends(text: str, width: float) -> list[float]:
    """What each line but the last of a paragraph lacks at its end, in px."""
    install.install()
    lines = [line for line in line_boxes(width, f"{OPENING}{text}") if words(line)]
    return [width - _end(line) for line in lines[:-1]]


def _end(line: LineBox) -> float:
    texts = [box for box in line.descendants() if isinstance(box, TextBox)]
    return max(float(box.position_x + box.width) for box in texts)


@pytest.mark.parametrize("width", WIDTHS)
def test_a_line_without_spaces_reaches_its_end(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    lacking = ends(TEXT, width)
    assert len(lacking) > 3 and all(abs(gap) < 0.1 for gap in lacking), lacking
    monkeypatch.setattr(inline, "justify_line", unwrap(inline.justify_line))
    assert max(ends(TEXT, width)) > 2


def test_letters_are_not_torn_apart() -> None:
    """Where a long word begins a line, the one above it ends early."""
    text = f"那里的工会不久就强大起来{'w' * 40}那里的工会不久就强大起来" * 2
    assert max(ends(text, 400)) > 30


def test_what_has_a_dot_at_each_letter_is_not_spread() -> None:
    install.install()
    dotted = "<em style='background-image: linear-gradient(red, red)'>她就走过江边她就走过</em>"
    lines = list(line_boxes(311, f"{OPENING}{dotted}{TEXT}"))
    spaced = [
        (box.text, box.style["letter_spacing"])
        for box in lines[0].descendants()
        if isinstance(box, TextBox)
    ]
    assert spaced[0][1] == "normal" and spaced[1][1] != "normal"


def test_a_line_of_words_is_justified_between_them() -> None:
    text = "The weaver sat at her loom and counted the threads of the warp 织 again. " * 4
    lines = list(line_boxes(300, f"{OPENING}{text}"))
    styles = [box.style for box in lines[0].descendants() if isinstance(box, TextBox)]
    assert all(style["letter_spacing"] == "normal" for style in styles)
