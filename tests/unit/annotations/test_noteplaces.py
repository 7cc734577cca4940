"""Where notes stand and what they are keyed by: what follows, what cannot be, what is idle."""

from __future__ import annotations

import pytest

from edition.annotations.parse import parse
from edition.model import KeyedBy, NotePlace
from edition.model.problems import Severity
from tests.books import annotations

AUTHOR = "series: [{id: author, label: A, keyed-by: page}]\n"


def problems(rest: str) -> list[tuple[str, str]]:
    """The codes of what is wrong, each with the words of the hint."""
    _, found = parse("annotations.yaml", annotations(rest).encode())
    return [(problem.code, problem.hint) for problem in found]


@pytest.mark.parametrize(
    ("said", "place", "keyed_by", "wording", "lines"),
    [
        ("{}", "foot", "call", "paragraph", ""),
        ("{keyed-by: page}", "end", "page", "page", ""),
        ("{keyed-by: paragraph, place: chapter}", "chapter", "paragraph", "paragraph", ""),
        ("{keyed-by: line}", "end", "line", "line", "poem"),
        ("{keyed-by: line, verse-lines: book}", "end", "line", "line", "book"),
        ("{verse-lines: poem}", "foot", "call", "paragraph", "poem"),
        ("{wording: called, place: chapter}", "chapter", "call", "call", ""),
        ("{wording: called, keyed-by: page}", "end", "page", "call", ""),
    ],
)
def test_what_follows(said: str, place: str, keyed_by: str, wording: str, lines: str) -> None:
    found, wrong = parse("a.yaml", annotations(f"notes: {said}\n").encode())
    assert found is not None and not wrong
    assert (found.explanatory.place, found.explanatory.keyed_by) == (place, keyed_by)
    assert (found.textual.keyed_by, found.verse_lines) == (wording, lines)
    if wording == KeyedBy.CALL:
        where = NotePlace.FOOT if keyed_by != KeyedBy.CALL else place
        assert found.textual.place == where
    else:
        assert found.textual.place is NotePlace.END


@pytest.mark.parametrize(
    ("rest", "code", "hint"),
    [
        ("notes: {keyed-by: page, place: foot}\n", "bad-value", "`place: end`"),
        ("notes: {keyed-by: page, place: chapter}\n", "bad-value", "keyed-by: paragraph"),
        ("notes: {keyed-by: line, verse-lines: none}\n", "bad-value", "`verse-lines: poem`"),
        ("notes: {verse-lines: fifth}\n", "bad-value", "Allowed: poem, book, none."),
        (AUTHOR, "bad-value", "Take `keyed-by` out"),
        ("series: [{id: s, label: S, keyed-by: line, place: foot}]\n", "bad-value", "chapter"),
        ("notes: {keyed-by: paragraph, numbering: chapter}\n", "key-without-effect", "out"),
        ("series: [{id: s, label: S, keyed-by: page, marks: roman}]\n", "key-without-effect", ""),
        (
            "series: [{id: s, label: S, numbering: chapter, marks: symbols}]\n",
            "key-without-effect",
            "",
        ),
        ("notes: {keyed-by: pages}\n", "bad-value", "Did you mean “page”?"),
    ],
)
def test_what_cannot_be(rest: str, code: str, hint: str) -> None:
    ((found, said),) = problems(rest)
    assert found == code and hint in said


def test_an_error_is_at_its_key() -> None:
    _, (problem,) = parse(
        "a.yaml", annotations("notes:\n  keyed-by: page\n  place: foot\n").encode()
    )
    assert problem.severity is Severity.ERROR
    assert (problem.place.line, problem.place.column) == (19, 10)
