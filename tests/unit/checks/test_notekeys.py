"""Keys of `notes` that change nothing are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.books import prepared

PROSE = "A weaver sat.\nShe wove.\n"
NOTE = "footnotes: [{id: a, quote: weaver, note: X.}]\n"
WORDING = "textual-notes: [{id: t, quote: wove, note: X.}]\n"


def told(folder: Path, rest: str) -> list[str]:
    """What is said of keys without effect."""
    found = prepared(folder, rest, PROSE).warnings
    assert {problem.code for problem in found} <= {"key-without-effect"}
    return [problem.message for problem in found]


@pytest.mark.parametrize(
    ("rest", "words"),
    [
        ("notes: {place: chapter}\n" + NOTE, "`place` has no effect: the text has one chapter"),
        ("notes: {numbering: chapter}\n" + NOTE, "`numbering` has no effect: the text has one"),
        ("notes: {place: end}\n" + WORDING, "`place` has no effect: the edition has no notes"),
        ("notes: {wording: called}\n" + NOTE, "`wording` has no effect: there is no note on"),
        ("notes: {keyed-by: page}\n", "`keyed-by` has no effect: the edition has no notes"),
        ("notes: {verse-lines: book}\n", "`verse-lines` has no effect: no paragraph has the role"),
        ("notes: {keyed-by: line}\n" + NOTE, "`keyed-by` has no effect: no paragraph has the"),
        ("notes: {calls: before}\n" + WORDING, "`calls` has no effect: the text calls no note"),
        (
            "notes: {keyed-by: page}\npdf: [{profile: screen, notes: end}]\n" + NOTE,
            "`notes` has no effect: no note stands at the foot",
        ),
    ],
)
def test_what_changes_nothing(tmp_path: Path, rest: str, words: str) -> None:
    (message,) = told(tmp_path, rest)
    assert words in message


@pytest.mark.parametrize(
    "rest",
    [
        "notes: {keyed-by: page}\n" + NOTE,
        "notes: {keyed-by: paragraph}\n" + WORDING,
        "notes: {wording: called, calls: before}\n" + WORDING,
        "notes: {place: end}\n" + NOTE,
        "notes: {place: end, wording: called}\n" + WORDING,
        "structure: {default: verse}\nnotes: {keyed-by: line, verse-lines: book}\n" + NOTE,
        "pdf: [{profile: screen, notes: end}]\n" + NOTE,
    ],
)
def test_what_has_an_effect(tmp_path: Path, rest: str) -> None:
    assert told(tmp_path, rest) == []
