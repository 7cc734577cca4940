"""Bookmarks: they are the entries of the contents, word for word, with no call of a note."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from edition.build import build
from edition.system.project import Project
from tests.books import EDITION, write_project

TITLE = "A note on the spelling of the names of places and of people in this book"
REST = f"""\
structure:
  roles:
    title: [1]
    heading: [2, 3, 6]
    subheading: [5]
front:
  - id: spelling
    title: "{TITLE}"
    body: They are as in the source.
footnotes:
  - {{id: a, quote: CHAPTER I, suffix: " The", note: Printed apart.}}
  - {{id: b, quote: The Yard, note: Of the mill.}}
  - {{id: c, quote: Door, note: Of oak.}}
notes: {{wording: called}}
textual-notes:
  - {{id: d, quote: THE MILL, note: MILLS in the second edition.}}
glossary:
  - {{id: door, term: Door, definition: A way in.}}
"""
TEXT = """\
THE MILL
CHAPTER I
The Yard & the "Door"
A weaver sat at the loom.
Of looms
CHAPTER II
She threw the shuttle.
"""


def outline(pdf: bytes) -> list[str]:
    with pikepdf.open(BytesIO(pdf)) as document, document.open_outline() as found:
        return [item.title for item in found.root]


@pytest.mark.parametrize("notes", ["foot", "end"])
def test_bookmarks_are_the_words_of_the_contents(tmp_path: Path, notes: str) -> None:
    rest = f"pdf:\n  - {{profile: screen, notes: {notes}}}\n{REST}"
    built = build(Project.at(write_project(tmp_path, rest, TEXT)), ["pdf"], jobs=1)
    (pdf,) = built.files.values()
    found = outline(pdf)
    assert found[0] == "Contents"
    back = [name for name in found if name not in ("Notes",)][1:]
    assert back == [
        TITLE,
        "Note on the text",
        "THE MILL",
        'CHAPTER I The Yard & the "Door"',
        "CHAPTER II",
        "Glossary",
        "Colophon",
    ]


def test_a_chapter_without_a_heading_has_the_bookmark_that_the_contents_have(
    tmp_path: Path,
) -> None:
    edition = EDITION.replace("The loom", "Of looms")
    project = write_project(tmp_path, "", "A weaver sat at the loom.\n", edition=edition)
    (pdf,) = build(Project.at(project), ["pdf"], jobs=1).files.values()
    assert outline(pdf) == ["Contents", "Note on the text", "Of looms", "Colophon"]
