"""A source with marks becomes an edition: quotations, the author's notes, levels."""

from __future__ import annotations

from pathlib import Path

import pytest

from edition.assembly.prepare import prepare
from edition.model import Edition
from edition.model.problems import BuildFailed
from edition.system.project import Project
from tests.books import prepared, write_project

MARKDOWN = "markup: markdown"


def made(folder: Path, text: str, rest: str = "", markup: str = MARKDOWN) -> Edition:
    """The edition of one file."""
    return prepared(folder, rest, {"source.md": text}, markup=markup).edition


def refused(folder: Path, text: str, rest: str = "", markup: str = MARKDOWN) -> list[str]:
    """The codes of what is wrong with it."""
    project = Project.at(write_project(folder, rest, {"source.md": text}, markup=markup))
    with pytest.raises(BuildFailed) as failed:
        prepare(project)
    return [problem.code for problem in failed.value.problems]


TWICE = "The *loom* of oak.\n\nThe loom of *oak*, **old**\n> wood.\n"


@pytest.mark.parametrize(
    "quote", ["the *loom* of", "The *loom* of oak", "loom of *oak*, **old**", "of oak, old"]
)
def test_a_quotation_is_copied_from_the_book_or_from_the_file(tmp_path: Path, quote: str) -> None:
    rest = f'footnotes:\n  - {{id: a, quote: "{quote}", note: A note.}}\n'
    if quote[0] == "t":
        assert refused(tmp_path, TWICE, rest) == ["quote-not-found"]
        return
    (note,) = made(tmp_path, TWICE, rest).notes
    assert note.block == ("p1" if quote.startswith("The") else "p2")


NOTES = """\
# A

One[^a], two[^b] and ^[Inner with[^c].] three.

# B

Four[^a].

[^b]: B.

[^a]: A.

[^c]: C.
"""


@pytest.mark.parametrize(
    ("marks", "wanted"),
    [
        ("symbols", ["*", "†", "‡", "§"]),
        ("numbers", ["1", "2", "3", "4"]),
        ("source", ["a", "b", "3", "c"]),
    ],
)
def test_the_author_s_notes_in_their_order(tmp_path: Path, marks: str, wanted: list[str]) -> None:
    edition = made(tmp_path, NOTES, markup=f"{MARKDOWN}\n  note-marks: {marks}")
    assert [note.mark for note in edition.notes] == wanted
    words = ["".join(run.text for run in n.blocks[0].runs if hasattr(run, "text")) for n in
             edition.notes]  # fmt: skip
    assert words == ["A.", "B.", "Inner with.", "C."]
    assert all(note.series.is_author and note.is_own for note in edition.notes)
    assert {note.chapter for note in edition.notes} == {"text-001"}
    assert edition.notes[3].after == edition.notes[2].id


def test_symbols_begin_anew_in_each_chapter(tmp_path: Path) -> None:
    text = "# A\n\nx[^1] y[^2]\n\n# B\n\nz[^3]\n\n[^1]: a\n\n[^2]: b\n\n[^3]: c\n"
    assert [note.mark for note in made(tmp_path, text).notes] == ["*", "†", "*"]


def test_notes_that_only_call_each_other(tmp_path: Path) -> None:
    text = "X.\n\n[^1]: see[^2]\n\n[^2]: see[^1]\n"
    assert refused(tmp_path, text) == ["note-without-call", "note-without-call"]


def test_what_crosses(tmp_path: Path) -> None:
    rest = "formatting:\n  - {as: strong, quote: oak the}\n"
    assert refused(tmp_path / "a", "of *old oak* the\n", rest) == ["formatting-crosses"]
    rest = "formatting:\n  - {as: strong, quote: oak The}\n"
    assert refused(tmp_path / "b", "of oak\n\nThe loom\n", rest) == ["formatting-crosses"]


@pytest.mark.parametrize(
    ("levels", "wanted"),
    [
        ("", [("A", 1, ["s"]), ("B", 1, [])]),
        ("structure: {levels: [part, heading]}\n", [("A", 1, []), ("s", 2, []), ("B", 1, [])]),
    ],
)
def test_levels(tmp_path: Path, levels: str, wanted: list[tuple[str, int, list[str]]]) -> None:
    chapters = made(tmp_path, "# A\n\n## s\n\nx\n\n# B\n\ny\n", levels).chapters
    found = [(c.title, c.level, [section.title for section in c.sections]) for c in chapters]
    assert found == wanted


def test_a_title_is_told_from_chapters(tmp_path: Path) -> None:
    chapters = made(tmp_path, "# The loom\n\n## A\n\nx\n\n## B\n\ny\n").chapters
    assert [chapter.title for chapter in chapters] == ["The loom", "A", "B"]
    assert chapters[0].elements[0].role == "title"  # type: ignore[union-attr]


BEFORE = """\
First[^a], para. [^b]

[^c] Second para.

# [^d] Head

- [^e] item

Gone. [^f]

[^g] Gone, too.

[^a]: A.

[^b]: B.

[^c]: C.

[^d]: D.

[^e]: [^h] E.

[^f]: F.

[^g]: G.

[^h]: H.
"""


def test_a_call_belongs_to_the_words_on_its_line(tmp_path: Path) -> None:
    """Before the first word and behind a blank; with words that are left out its note goes."""
    rest = "omissions:\n  - {lines: [9, 11, 23, 25], reason: Not of the text.}\n"
    rest += "rules: {call-before-punctuation: true, calls-per-sentence: 1}\n"
    rest += "footnotes:\n  - {id: n, quote: Second, at: start, note: A note.}\n"
    edition = made(tmp_path, BEFORE, rest)
    words = {block.unit: "".join(getattr(run, "text", "") for run in block.runs)
             for block in edition.blocks()}  # fmt: skip
    called = [(words[note.block], note.mark) for note in edition.notes]
    assert called == [
        ("First, para.", "*"),
        ("First, para.", "†"),
        ("Second para.", "‡"),
        ("Second para.", "1"),
        ("Head", "*"),
        ("item", "†"),
        ("E.", "‡"),
    ]
