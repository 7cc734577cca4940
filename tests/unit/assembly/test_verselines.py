"""Lines of verse, counted in each poem or through the book."""

from __future__ import annotations

from pathlib import Path

import pytest

from edition.model import Span
from tests.books import prepared

TEXT = """\
The Looms

First

one
  two
three

four
five six

Words that are no verse.

seven

Second

one and
two
"""
REST = """\
structure:
  default: verse
  roles: {title: [1], heading: [3, 16], narrative: [12]}
notes: {verse-lines: THROUGH}
"""


@pytest.mark.parametrize(("through", "second"), [("poem", (1, 2)), ("book", (7, 8))])
def test_lines_are_counted(tmp_path: Path, through: str, second: tuple[int, int]) -> None:
    rest = REST.replace("THROUGH", through)
    edition = prepared(tmp_path, rest, TEXT, paragraphs="blank-line").edition
    assert list(edition.verse_lines.values()) == [(1, 2, 3), (4, 5), (6,), second]


@pytest.mark.parametrize(
    ("quote", "lines"),
    [
        ("two", (2, 2)),
        ("two\\nthree", (2, 3)),
        ("three\\n\\nfour", (3, 4)),
        ("six\\n\\nWords", (0, 0)),
        ("Words that", (0, 0)),
        ("seven", (6, 6)),
    ],
)
def test_the_lines_of_words(tmp_path: Path, quote: str, lines: tuple[int, int]) -> None:
    text = TEXT.replace("  two", "two").replace("and\ntwo", "and")
    note = f'footnotes:\n  - {{id: n, quote: "{quote}", note: X.}}\n'
    rest = REST.replace("THROUGH", "poem") + note
    (found,) = prepared(tmp_path, rest, text, paragraphs="blank-line").edition.notes
    assert found.lines == (Span(*lines),)


def test_a_name_on_a_line_of_its_own_is_no_line(tmp_path: Path) -> None:
    text = "The Play\n\nANNA.\nTo weave\nor not.\n\nBELA.\nNo.\n"
    rest = (
        "structure:\n  roles: {title: [1]}\n  speakers:\n"
        '    - {name: Anna, role: verse, turns: "ANNA.*"}\n'
        '    - {name: Bela, role: verse, turns: "BELA.*"}\n'
        "notes: {verse-lines: book}\n"
    )
    edition = prepared(tmp_path, rest, text, paragraphs="blank-line").edition
    assert list(edition.verse_lines.values()) == [(0, 1, 2), (0, 3)]


def test_without_verse_lines_none_are_counted(tmp_path: Path) -> None:
    rest = REST.replace("THROUGH", "none")
    assert not prepared(tmp_path, rest, TEXT, paragraphs="blank-line").edition.verse_lines
