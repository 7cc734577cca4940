"""Signs of markup in the reading text, and lines that are no paragraphs, are warned of."""

from __future__ import annotations

from pathlib import Path

import pytest

from edition.assembly.review import review
from edition.model.problems import Problem
from edition.system.project import Project
from tests.books import write_project

VERSE = "structure: {roles: {title: [1], verse: ['3-9']}}\n"


def warned(folder: Path, source: str, rest: str = "", paragraphs: str = "line") -> list[Problem]:
    """The warnings of an edition of this source."""
    write_project(folder, rest, source, paragraphs=paragraphs)
    return list(review(Project.at(folder)).problems)


def of_lines(lines: str) -> str:
    return f"The loom\n\n{lines}\n"


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("She read the _Times_ at noon.", "_Times_"),
        ("She read _The\nTimes_ at noon.", "_The"),
        ("She read *The Times*, and **all** of it.", "*The Times*"),
        ("The =loom= was +old+ and ~tired~.", "=loom="),
        ("The end.[Footnote 1: Of the day.]", "[Footnote 1: Of the day"),
        ("[Illustration: The mill]", "[Illustration: The mill"),
        ("[Sidenote: 1916]", "[Sidenote: 1916"),
        ("The loom.[^1]", "[^1]"),
        ("The <i>Times</i> at noon.", "<i>"),
        ("The loom<br/> was old.", "<br/>"),
        ("Smith &amp; Sons&#8212;weavers.", "&amp;"),
        ("00:00:01,000 --> 00:00:04,000", "00:00:01,000 --> 00:00:04,000"),
        ("<!-- page 4 -->", "<!-- page 4 -->"),
        ("## The mill", "## The mill"),
        ("The [mill](https://example.org/) was old.", "[mill](https://example.org/)"),
        ("The \\emph{Times} at noon.", "\\\\emph{Times} at noon."),
        ("<<<<<<< HEAD", "<<<<<<< HEAD"),
    ],
)
def test_markup_that_would_be_printed_is_named(tmp_path: Path, words: str, shown: str) -> None:
    source = of_lines(words)
    found = warned(tmp_path / "a", source, paragraphs="blank-line")
    assert {(p.code, p.severity, p.place.line) for p in found} == {("source-markup", "warning", 3)}
    assert any(shown in problem.message for problem in found)
    assert all("`markup: none`" in problem.hint for problem in found)
    assert found[0].place.column == 1 + source.split("\n")[2].index(shown[:2].replace("\\\\", "\\"))


@pytest.mark.parametrize(
    "words",
    [
        "He owed ___ pounds, and __ shillings; his name was J____ S____.",
        "2*3*4 and 5 * 3 * 2, or 1_000_000, snake_case_word, a+b+c, 1+1=2=2.",
        "* * * * *",
        "Smith & Sons; AT&T; R&D; x < y > z; <laughs>, <inaudible 00:12>.",
        "He said [sic] on page [12] -- and went -- home --",
        "a note* of his\n\n* a note",
        "~ 300 men and ~ 20 women, +44 20 and +49 30",
        "#1 of them, and #weaving",
        "a = b, c = d",
    ],
)
def test_signs_that_are_no_markup_are_let_be(tmp_path: Path, words: str) -> None:
    assert warned(tmp_path / "a", of_lines(words), paragraphs="blank-line") == []


def test_what_is_left_out_or_declared_is_no_markup(tmp_path: Path) -> None:
    source = of_lines("A weaver.\n\n[Footnote 1: _Times_]")
    left_out = "omissions: [{lines: [5], reason: A note of the file.}]\n"
    assert warned(tmp_path / "a", source, left_out) == []
    folder = tmp_path / "b"
    write_project(folder, "", source)
    file = folder / "annotations.yaml"
    file.write_text(
        file.read_text("utf-8").replace("source:\n", "source:\n  markup: none\n"), "utf-8"
    )
    assert review(Project.at(folder)).problems == ()


def test_markup_is_counted_and_its_lines_are_named(tmp_path: Path) -> None:
    (found,) = warned(tmp_path / "a", of_lines("An _a_ and _b_.\n\nA _c_."))
    assert "3 times" in found.message and "source.txt:3, source.txt:5" in found.hint


WRAPPED = (
    "One dollar and eighty-seven cents. That was all. And sixty cents\n"
    "of it was in pennies. Pennies saved one and two at a time by\n"
    "bulldozing the grocer and the vegetable man.\n\n"
    "Three times Della counted it."
)
LONG = "The weaver went home by the canal, past the café of Frau Müller, and nobody spoke of it. "


def test_wrapped_lines_that_are_read_as_paragraphs(tmp_path: Path) -> None:
    (found,) = warned(tmp_path / "a", of_lines(WRAPPED))
    assert (found.code, found.severity, found.place.line) == ("lines-as-paragraphs", "warning", 3)
    assert "2 of 2 lines" in found.message and "`paragraphs: blank-line`" in found.hint
    assert warned(tmp_path / "b", of_lines(WRAPPED), paragraphs="blank-line") == []
    assert warned(tmp_path / "c", of_lines(WRAPPED), VERSE) == []


@pytest.mark.parametrize(
    "lines",
    [
        "The weaver of Leeds sat the whole day at the\nloom of her mother.",
        "吾輩は猫である。名前はまだ無い。どこで生れたかとんと見\n当がつかぬ。何でも薄暗いじめじめした所で泣いていた事\nだけは記憶している。",
    ],
)
def test_a_few_wrapped_lines_are_enough(tmp_path: Path, lines: str) -> None:
    found = {problem.code for problem in warned(tmp_path / "a", of_lines(lines))}
    assert found - {"no-glyph"} == {"lines-as-paragraphs"}


@pytest.mark.parametrize(
    "lines",
    [
        "A weaver sat.\nShe threw the shuttle.\nThe cloth grew.",
        "Q. Were you there?\nA. I was.\nQ. when?\nA. Then.",
        f"{LONG * 2}and\nso on, said he. {LONG * 2}and\nso it was.",
        "hi there\nhow are you\nfine thanks\nand you\nso so",
        "Leeds\n\n4 May 1916\n\nthe mill\n\nthe loom",
        "yes\nno\nI do not know.\nPerhaps.\nIt was so.\nSo it was.\nAnd then.\nWhat then?",
    ],
)
def test_lines_that_are_paragraphs(tmp_path: Path, lines: str) -> None:
    assert warned(tmp_path / "a", of_lines(lines)) == []


def test_long_lines_that_are_joined(tmp_path: Path) -> None:
    source = of_lines("\n".join([LONG * 2] * 3))
    (found,) = warned(tmp_path / "a", source, paragraphs="blank-line")
    assert (found.code, found.severity, found.place.line) == ("paragraphs-as-lines", "warning", 3)
    assert "`paragraphs: line`" in found.hint
    assert warned(tmp_path / "b", source) == []
