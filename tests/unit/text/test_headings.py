"""Headings by patterns: their levels, those on several lines, what belongs together; rows."""

from __future__ import annotations

import pytest

from edition.model import FileRule, HeadingRule, Paragraph, Role, Structure
from edition.model.problems import Place
from edition.text import breaks, chapters, headings, levels, source
from edition.text.parts import Part

PLACE = Place("annotations.yaml", 1)


def _laid(text: str, *patterns: str | tuple[str, Role], lines: dict[int, Role] | None = None):
    """The source of paragraphs that are lines, its parts, and the structure."""
    rule = FileRule("a.txt", "0" * 64, PLACE)
    found, _ = source.parse([(rule, text.encode())], "line")
    assert found
    rules = tuple(
        HeadingRule(item, None, PLACE) if isinstance(item, str) else HeadingRule(*item, PLACE)
        for item in patterns
    )
    structure = Structure(Role.NARRATIVE, (), (), (), rules, ())
    parts = [_part(p, (lines or {}).get(p.line)) for p in found.paragraphs]
    return found, headings.assign(found, parts, rules), structure


def _part(paragraph: Paragraph, role: Role | None) -> Part:
    if role:
        return Part(role, paragraph.span, paragraph)
    return Part(Role.NARRATIVE, paragraph.span, paragraph, is_default=True)


def contents(text: str, *patterns: str | tuple[str, Role], lines=None) -> list[str]:
    """The headings by their depths, those of one on one line."""
    found, parts, _ = _laid(text, *patterns, lines=lines)
    told: list[str] = []
    rows = zip(parts, levels.depths(parts), chapters.first_lines(parts), strict=True)
    for part, depth, first in rows:
        words = found.words(part.span)
        if depth and first:
            told.append(f"{'>' * (depth - 1)}{words}")
        elif depth:
            told[-1] += f" | {words}"
    return told


def test_number_and_title_are_one_heading() -> None:
    text = "CHAPTER I\nThe Window\nShe wove.\nCHAPTER II\nThe Door\nShe went."
    assert contents(text, "CHAPTER * / *") == ["CHAPTER I | The Window", "CHAPTER II | The Door"]


@pytest.mark.parametrize("below", ["She wove all day.", "“Stop!”", "she wove", "x" * 101, "— No"])
def test_a_chapter_without_a_title_keeps_its_first_paragraph(below: str) -> None:
    text = f"CHAPTER I\nThe Window\nShe wove.\nCHAPTER II\n{below}\nShe went."
    assert contents(text, "CHAPTER * / *") == ["CHAPTER I | The Window", "CHAPTER II"]


def test_titles_that_all_end_in_a_full_stop() -> None:
    text = "CHAPTER I.\nThe Window.\nShe wove.\nCHAPTER II.\nThe Door.\nShe went."
    assert contents(text, "CHAPTER * / *") == [
        "CHAPTER I. | The Window.",
        "CHAPTER II. | The Door.",
    ]


def test_a_chapter_without_text_is_a_chapter() -> None:
    text = "CHAPTER I\nCHAPTER II\nThe Door\nShe went."
    assert contents(text, "CHAPTER *") == ["CHAPTER I", "CHAPTER II"]
    assert contents(text, "CHAPTER * / *") == ["CHAPTER I", "CHAPTER II | The Door"]


def test_three_lines() -> None:
    text = "I\nThe Window\nLeeds, 1816\nShe wove.\nII\nThe Door\nLeeds, 1817\nShe went."
    assert contents(text, "I / * / Leeds, *", "II / * / Leeds, *") == [
        "I | The Window | Leeds, 1816",
        "II | The Door | Leeds, 1817",
    ]


PARTS = "PART ONE\nCHAPTER I\nA.\nCHAPTER II\nB.\nPART TWO\nCHAPTER I\nC."


@pytest.mark.parametrize(
    "patterns",
    [
        ("PART *", "CHAPTER *"),
        ("CHAPTER *", "PART *"),
        (("PART *", Role.PART), ("CHAPTER *", Role.HEADING)),
    ],
)
def test_parts_over_chapters(patterns: tuple[str | tuple[str, Role], ...]) -> None:
    want = ["PART ONE", ">CHAPTER I", ">CHAPTER II", "PART TWO", ">CHAPTER I"]
    assert contents(PARTS, *patterns) == want


@pytest.mark.parametrize("word", ["Teil", "Часть", "Livre", "BOOK"])
def test_words_for_parts(word: str) -> None:
    text = PARTS.replace("PART", word)
    assert contents(text, f"{word} *", "CHAPTER *")[:2] == [f"{word} ONE", ">CHAPTER I"]


def test_one_of_each_is_one_heading_unless_it_is_named_a_part() -> None:
    text = "ACT I\nSCENE I\nAnne. Who goes?"
    assert contents(text, "ACT *", "SCENE *") == ["ACT I | SCENE I"]
    assert contents("PART I\nCHAPTER I\nA.", "PART *", "CHAPTER *") == ["PART I", ">CHAPTER I"]


def test_acts_have_their_scenes_below_them() -> None:
    text = "ACT I\nSCENE I\nA.\nSCENE II\nB.\nACT II\nSCENE I\nC."
    want = ["ACT I", ">SCENE I", ">SCENE II", "ACT II", ">SCENE I"]
    assert contents(text, "ACT *", "SCENE *") == want


def test_titles_named_by_their_lines() -> None:
    text = "PART ONE\nTHE WARP\nCHAPTER I\nThe Window\nA.\nPART TWO\nCHAPTER I\nThe Yard\nB."
    by_line = dict.fromkeys((2, 4, 8), Role.HEADING)
    assert contents(text, "PART *", "CHAPTER *", lines=by_line) == [
        "PART ONE | THE WARP",
        ">CHAPTER I | The Window",
        "PART TWO",
        ">CHAPTER I | The Yard",
    ]


def test_sections_by_patterns_stand_below_chapters() -> None:
    text = "PART I\nCHAPTER I\nA.\n1. Morning\nB.\nCHAPTER II\nC."
    rules = (("PART *", Role.PART), ("CHAPTER *", Role.HEADING), ("?. *", Role.SUBHEADING))
    want = ["PART I", ">CHAPTER I", ">>1. Morning", ">CHAPTER II"]
    assert contents(text, *rules) == want


def test_only_what_begins_a_page_opens_a_chapter() -> None:
    _, parts, structure = _laid(PARTS, "PART *", "CHAPTER *")
    assert chapters.chapters(parts, chapters.opening_roles(structure))[-1] == 4
    assert chapters.chapters(parts, {Role.PART}) == [0, 0, 0, 0, 0, 1, 1, 1]


@pytest.mark.parametrize(
    "row",
    [
        "* * *",
        "***",
        "*",
        "#",
        "---",
        "-----",
        "- - -",
        "———",
        "~~~",
        "_ _ _",
        "⁂",
        "❦",
        "• • •",
        "*       *       *       *",
        "=====",
        "*\u00a0*\u00a0*",
    ],
)
def test_rows_of_signs(row: str) -> None:
    assert breaks.is_row(row)


@pytest.mark.parametrize(
    "words", ["", "**", "--", "…", "...", "?", "* a *", "1", "- - x", "* - *", "–", "* * * " * 50]
)
def test_what_is_no_row(words: str) -> None:
    assert not breaks.is_row(words)


def test_a_row_is_a_break_unless_a_role_names_it() -> None:
    found, parts, _ = _laid("A.\n* * *\nB.\n* * *\nC.", lines={4: Role.VERSE})
    roles = [part.role for part in breaks.assign(found, parts)]
    assert roles[1] is Role.BREAK and roles[3] is Role.VERSE


@pytest.mark.parametrize("markup", ["", "none", "gutenberg", "markdown"])
def test_an_ornament_stands_for_rows(markup: str) -> None:
    text = "She wove.\n\n* * *\n\nShe went.\n\n-----\n\nShe came.\n"
    rule = FileRule("a.txt", "0" * 64, PLACE)
    how = "line" if markup in ("", "none") else "blank-line"
    found, _ = source.parse([(rule, text.encode())], how, "en", markup, ornament="❦")
    assert found and found.marked
    words = [found.words(paragraph.span) for paragraph in found.paragraphs]
    assert words == ["She wove.", "❦", "She went.", "❦", "She came."]
    assert [paragraph.line for paragraph in found.paragraphs] == [1, 3, 5, 7, 9]
