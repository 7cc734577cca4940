"""What `init` guesses of a plain text; what it makes of it has no errors and no warnings."""

from __future__ import annotations

from pathlib import Path

import pytest

from edition.assembly.review import review
from edition.authoring.intake import begin, guess, put
from edition.authoring.intake.draft import Options
from edition.system.project import Project

WRAPPED = """\
THE LOOM

by Jane Doe


PART ONE

CHAPTER I

A weaver sat at the loom in the corner of the kitchen, and the cloth
grew under her hands as it had grown under the hands of her mother
before her.

    The shuttle flies
      from hand to hand.

CHAPTER II

The second day was like the first, and the third was like the second,
so that she could not tell them apart when she was asked.

PART TWO

CHAPTER III

Nobody came, and nobody went, for the whole of the winter, and the loom
stood still in the corner.
"""
PLAY = """\
THE MILL

[A kitchen.]

WEAVER. No more of that!

SPINNER. It was not I who said so.

WEAVER. Who was it, then?

SPINNER. Nobody said so. I never heard a word of it.

CHILD. I did.
"""


def begun(text: str, folder: Path, name: str = "a.txt", **options: str) -> guess.Guess:
    """What is guessed of a text; the edition that is made of it has no problems."""
    (folder / name).write_text(text, "utf-8")
    made = begin.look(folder / "e", folder / name)
    files, _ = begin.files(made, Options(**options))
    put.write(folder / "e", files)
    found = review(Project.at(folder / "e")).problems
    assert [str(problem) for problem in found] == []
    assert (folder / "e" / name).read_bytes() == (folder / name).read_bytes()
    return made.guess


def test_a_book_that_is_wrapped_by_hand(tmp_path: Path) -> None:
    found = begun(WRAPPED, tmp_path)
    assert (found.paragraphs, found.markup, found.about.language) == ("blank-line", "", "en")
    assert found.roles == {
        "title": [1],
        "byline": [3],
        "part": [6, 22],
        "heading": [8, 17, 24],
        "verse": [14],
    }
    assert (found.about.title, found.about.people[0].name) == ("The Loom", "Jane Doe")


def test_a_play(tmp_path: Path) -> None:
    found = begun(PLAY, tmp_path)
    assert [name for name, _, _ in found.speakers] == ["Weaver", "Spinner", "Child"]
    assert [pattern for _, _, pattern in found.speakers] == ["WEAVER.*", "SPINNER.*", "CHILD.*"]
    assert found.stage_directions == ["[*]"]


def test_lines_that_are_paragraphs(tmp_path: Path) -> None:
    text = "".join(f"The weaver of the day {k} said that it was good.\n" for k in range(9))
    found = begun(text, tmp_path)
    assert found.paragraphs == "line" and not found.roles


def test_markdown(tmp_path: Path) -> None:
    text = (
        "# The *Loom*\n\n## One\n\nWords[^1] of the weaver.\n\n[^1]: A note.\n\n## Two\n\nMore.\n"
    )
    found = begun(text, tmp_path, "a.md")
    assert (found.markup, found.about.title) == ("markdown", "The Loom")


def test_gutenbergs_marks(tmp_path: Path) -> None:
    text = (
        "The weaver sat at the _loom_ of the house, and\n"
        "the cloth was _good_, as it was to be, and\n"
        "so on.[1]\n\n       *       *       *\n\nMore of it.\n\n[Footnote 1: A note.]\n"
    )
    assert begun(text, tmp_path).markup == "gutenberg"


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_other_line_ends(ends: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(WRAPPED.replace("\n", ends).encode())
    found = begin.look(tmp_path / "e", tmp_path / "a.txt").guess
    assert found.paragraphs == "blank-line" and found.roles["heading"] == [8, 17, 24]


def test_what_is_said_counts_more_than_what_is_guessed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(WRAPPED, "utf-8")
    made = begin.look(tmp_path / "e", tmp_path / "a.txt", "none")
    files, _ = begin.files(made, Options(title="Another", language="de", author="Nobody"))
    yaml = files["annotations.yaml"].decode()
    assert "title: Another\n" in yaml and "language: de\n" in yaml and "name: Nobody" in yaml
    assert "markup: none\n" in yaml


def test_a_table_of_contents_is_no_row_of_chapters(tmp_path: Path) -> None:
    heads = [f"CHAPTER {number}" for number in ("I", "II", "III", "IV", "V")]
    body = "".join(
        f"{head}\n\nThe weaver sat at the loom, and it was\n"
        "the same as on the day before that one.\n\n"
        for head in heads
    )
    text = (
        "\n\n".join(heads)
        + "\n\nA dedication that is no heading, and of which\nit is said.\n\n"
        + body
    )
    found = begun(text, tmp_path)
    assert len(found.roles["heading"]) == 5 and found.roles["heading"][0] > 10


NOVEL = """\
The Weaver

{first}

The Window

She said so. It was late, and the loom stood still.

{second}

{title}

And then he came. He was tall, and said nothing.
"""


@pytest.mark.parametrize(
    ("first", "second"), [("CHAPTER I", "CHAPTER II"), ("I", "II"), ("Kapitel 1.", "Kapitel 2.")]
)
def test_the_title_below_the_number_of_a_chapter_belongs_to_its_heading(
    first: str, second: str
) -> None:
    found = guess.guess(NOVEL.format(first=first, second=second, title="The Yard"))
    assert found.roles["heading"] == [3, 5, 9, 11]
    assert found.about.title == "The Weaver"


@pytest.mark.parametrize("title", ["He laughed.", "so it was", "“Who is there?”"])
def test_no_title_is_below_the_numbers_where_one_has_none(title: str) -> None:
    found = guess.guess(NOVEL.format(first="CHAPTER I", second="CHAPTER II", title=title))
    assert found.roles["heading"] == [3, 9]


def test_the_first_line_is_the_title_that_somebody_gives() -> None:
    text = "The weaver\n\nShe sat.\n\nHe came.\n\nAnd left.\n"
    assert "title" not in guess.guess(text).roles
    assert guess.guess(text, title="The Weaver").roles["title"] == [1]
