"""A word inside an inline element is not broken in the middle of a line; one that is wider than a
line is."""

from __future__ import annotations

import re
from inspect import unwrap

import pytest
from weasyprint.layout import inline

from edition.pdf.weasyprint70 import install
from tests.unit.pdf.weasyprint70.lines.test_breaks import line_boxes, words

_LINKED = (
    "<b>Here stand some words</b> and <b>others <i>beside them</i>, see <a href='#x'>note 7</a></b>"
)
_WORDS = re.sub(r"<[^>]+>", "", _LINKED).split()
_LONG = "Donaudampfschifffahrtsgesellschaft" * 3
_STYLE = "<style>p { overflow-wrap: anywhere; hyphens: manual }</style>"


@pytest.fixture(autouse=True)
def patched() -> None:
    install.install()


def broken() -> int:
    """On how many widths the words are not those of the text."""
    found = (line_boxes(width, _STYLE + _LINKED) for width in range(90, 330, 8))
    return sum(" ".join(map(words, lines)).split() != _WORDS for lines in found)


def test_words_are_broken_without_the_mend_and_not_with_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert broken() == 0
    monkeypatch.setattr(inline, "split_text_box", unwrap(inline.split_text_box))
    assert broken() > 0


@pytest.mark.parametrize("before", ["", "One ", "<b>One</b> "])
def test_a_word_wider_than_a_line_is_broken_at_the_edge(before: str) -> None:
    lines = list(line_boxes(200, f"{_STYLE}{before}<b><i>{_LONG}</i></b>"))
    assert "".join(map(words, lines)).endswith(_LONG) and len(lines) > 2
    edges = [child.position_x + child.margin_width() for line in lines for child in line.children]
    assert max(edges) <= 201
