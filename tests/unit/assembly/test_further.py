"""A note may be called before its first word, and by words in several places."""

from __future__ import annotations

from pathlib import Path

import pytest

from edition.assembly.prepare import prepare
from edition.authoring.find import find
from edition.build import build
from edition.model import Edition, NoteRef
from edition.model.edition import plain
from edition.system.project import Project
from tests.books import write_project

TEXT = """The loom

ONE

A weaver sat at the loom. “Oak,” she said.

  the shuttle
    flies by night

TWO

She threw the shuttle, and the cloth grew.

loom   oak
shed   ash
"""
ROLES = """\
structure:
  roles:
    title: [1]
    heading: [3, 10]
    verse: [7-8]
    table-head: [14]
    table: [15]
footnotes:
"""


def calls(edition: Edition) -> list[str]:
    """The calls in their order: the mark, how often it was called before, what stands around."""
    found = []
    for block in edition.blocks():
        text, at = "".join(plain(block.runs)), 0
        for run in block.runs:
            if isinstance(run, NoteRef):
                found.append(
                    f"{run.mark}{'′' * run.again} {text[max(0, at - 4) : at]}|{text[at : at + 4]}"
                )
            else:
                at += len("".join(plain([run])))
    return found


def book(folder: Path, notes: str) -> Edition:
    write_project(folder, ROLES + notes, TEXT)
    return prepare(Project.at(folder)).edition


def test_the_first_call_in_the_book_numbers_the_note(tmp_path: Path) -> None:
    found = book(
        tmp_path,
        """\
  - {id: late, quote: cloth, at: start, also: [{quote: weaver}], note: x}
  - {id: early, quote: Oak, at: start, also: [{quote: grew}, {quote: TWO, at: start}], note: x}
""",
    )
    assert calls(found) == ["1 aver| sat", "2 om. |“Oak", "2′ |TWO", "1′ the |clot", "2′′ rew.|"]
    assert [(note.id, note.chapter, note.further) for note in found.notes] == [
        ("late", "text-002", (("text-003", "fnref1-2"),)),
        ("early", "text-002", (("text-003", "fnref2-2"), ("text-003", "fnref2-3"))),
    ]


@pytest.mark.parametrize(
    ("quote", "call"),
    [
        ("the shuttle\\n    flies", "|the "),
        ("flies by", "|flie"),
        ("oak", "|oak"),
        ("shed", "|shed"),
        ("The loom", "|The "),
        ("A weaver", "|A we"),
    ],
)
def test_a_call_before_words_in_verse_tables_and_titles(
    tmp_path: Path, quote: str, call: str
) -> None:
    found = book(tmp_path, f'  - {{id: a, quote: "{quote}", at: start, note: x}}\n')
    assert [item[-len(call) :] for item in calls(found)] == [call]
    assert build(Project.at(tmp_path)).files  # proven on the way


def test_find_names_a_note_at_each_of_its_places(tmp_path: Path) -> None:
    from edition.assembly.partial import read

    book(tmp_path, "  - {id: a, quote: weaver, also: [{quote: cloth}], note: x}\n")
    [found], _ = find(read(Project.at(tmp_path)), "the cloth")
    assert [item.id for item in found.noted] == ["a"]
