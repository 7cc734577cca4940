"""Every paragraph has one role, or is left out; what does not fit is named by its line."""

from __future__ import annotations

import hashlib

import pytest

from edition.annotations.parse import parse
from edition.text import patterns, source, structure
from tests.books import annotations

TEXT = "The loom\n\nWho wove?  The weaver.\n\nA caption\n\nA credit\n\nCHAPTER I\n"


def lay_out(rest: str, files=TEXT, paragraphs: str = "line") -> structure.Layout:
    """The layout of a text under these declarations."""
    files = {"source.txt": files} if isinstance(files, str) else files
    found, problems = parse("a.yaml", annotations(rest, files, paragraphs=paragraphs).encode())
    assert found is not None, [str(problem) for problem in problems]
    data = [(rule, files[rule.path].encode()) for rule in found.files]
    assert all(hashlib.sha256(words).hexdigest() == rule.sha256 for rule, words in data)
    text, _ = source.parse(data, paragraphs)
    assert text is not None
    return structure.lay_out(text, found)


def roles(rest: str, files=TEXT, **more: str) -> list[str]:
    """The role of each part; there must be no problems."""
    layout = lay_out(rest, files, **more)
    assert [str(problem) for problem in layout.problems] == []
    return [str(part.role) for part in layout.parts]


def codes(rest: str, files=TEXT) -> list[str]:
    """The codes of the problems."""
    return [problem.code for problem in lay_out(rest, files).problems]


def test_roles_by_line_range_and_default() -> None:
    assert roles("") == ["narrative"] * 5
    rest = "structure:\n  default: answer\n  roles:\n    title: [1]\n    question: ['5-7']\n"
    assert roles(rest) == ["title", "answer", "question", "question", "answer"]


def test_roles_by_file() -> None:
    files = {"a.txt": "x\ny\n", "b.txt": "z\n"}
    rest = "structure:\n  roles:\n    heading: [1, 'b.txt:1']\n"
    assert roles(rest, files) == ["heading", "narrative", "heading"]


def test_heading_patterns() -> None:
    assert roles("structure: {headings: ['CHAPTER *']}")[-1] == "heading"
    assert roles("structure: {headings: ['CHAPTER ?']}")[-1] == "heading"
    assert roles("structure: {headings: ['CHAPTER', 'HAPTER *', 'CHAPTER ??']}")[-1] == "narrative"
    wrapped = "CHAPTER\n  I\n\nText\n"
    rest = "structure: {headings: ['CHAPTER I']}"
    assert roles(rest, wrapped, paragraphs="blank-line") == ["heading", "narrative"]


@pytest.mark.parametrize(
    ("pattern", "text", "fits"),
    [
        ("*", "", True),
        ("a*", "a", True),
        ("*a", "ba", True),
        ("*a", "ab", False),
        ("a*b*c", "a-b-b-c", True),
        ("a*b*c", "acb", False),
        ("a**c", "abc", True),
        ("*ab*b", "abab", True),
        ("?", "", False),
        ("*?", "x", True),
        ("a.c", "abc", False),
        ("[a]", "a", False),
        ("*a?c*", "abbabcx", True),
    ],
)
def test_patterns(pattern: str, text: str, fits: bool) -> None:
    assert bool(patterns.whole(pattern).fullmatch(text)) is fits


def test_a_split_paragraph() -> None:
    rest = "structure:\n  split:\n    - {line: 3, at: The weaver, roles: [question, answer]}\n"
    layout = lay_out(rest)
    assert [str(part.role) for part in layout.parts][1:3] == ["question", "answer"]
    assert [TEXT[slice(*part.span)] for part in layout.parts][1:3] == ["Who wove?", "The weaver."]


@pytest.mark.parametrize("at", ["A weaver", "Who wove"])
def test_a_split_that_divides_nothing(at: str) -> None:
    rest = f"structure:\n  split:\n    - {{line: 3, at: {at}, roles: [question, answer]}}\n"
    assert codes(rest) == ["split-not-found"]


def test_omissions_are_left_out_in_the_order_of_the_text() -> None:
    rest = "omissions:\n  - {lines: [9, '5-7'], reason: R}\n  - {lines: [1], reason: S}\n"
    layout = lay_out(rest)
    assert [(item.line, item.text, item.reason) for item in layout.omitted] == [
        (1, "The loom", "S"),
        (5, "A caption", "R"),
        (7, "A credit", "R"),
        (9, "CHAPTER I", "R"),
    ]
    assert len(layout.parts) == 1


PHOTO = "photos:\n  - {id: p, caption: 5, credit: 7}\n"


def test_photos_take_their_caption_and_credit() -> None:
    layout = lay_out(PHOTO)
    assert [str(part.role) for part in layout.parts] == [
        "narrative",
        "narrative",
        "caption",
        "credit",
        "narrative",
    ]
    assert [part.photo is not None for part in layout.parts] == [False, False, True, True, False]


@pytest.mark.parametrize(
    ("rest", "code"),
    [
        ("structure: {roles: {title: [2]}}", "no-paragraph-at-line"),
        ("structure: {roles: {title: [99]}}", "no-paragraph-at-line"),
        ("structure: {roles: {title: ['10-20']}}", "no-paragraph-at-line"),
        ("structure: {roles: {title: ['sourc.txt:1']}}", "unknown-source-file"),
        ("structure: {roles: {title: [1], heading: [1]}}", "paragraph-named-twice"),
        (
            "structure: {roles: {title: [1]}}\nomissions: [{lines: [1], reason: R}]",
            "paragraph-named-twice",
        ),
        ("omissions: [{lines: [1, 1], reason: R}]", "paragraph-named-twice"),
        (PHOTO + "omissions: [{lines: [5], reason: R}]", "paragraph-named-twice"),
        ("photos: [{id: p, caption: '5-7'}]", "bad-value"),
        ("photos: [{id: p, caption: 5, credit: 9}]", "caption-credit-apart"),
        ("photos: [{id: p, caption: 5}, {id: q, caption: 5}]", "paragraph-named-twice"),
        ("structure: {roles: {caption: [5]}}", "caption-without-photo"),
    ],
)
def test_what_does_not_fit_is_a_problem(rest: str, code: str) -> None:
    assert code in codes(rest)


def test_a_photo_and_a_role_for_one_paragraph_are_two_places() -> None:
    assert codes(PHOTO + "structure: {roles: {title: [5]}}") == ["paragraph-named-twice"]


def test_a_captions_role_may_be_named_as_well() -> None:
    assert codes(PHOTO + "structure: {roles: {caption: [5], credit: [7]}}") == []


def test_two_splits_or_a_split_and_a_photo_are_two_places() -> None:
    split = "{line: 5, at: caption, roles: [question, answer]}"
    assert codes(f"structure: {{split: [{split}, {split}]}}") == ["paragraph-named-twice"]
    assert "paragraph-named-twice" in codes(PHOTO + f"structure: {{split: [{split}]}}")


def test_a_split_and_a_role_for_one_paragraph_are_two_places() -> None:
    rest = "structure:\n  roles: {title: [3]}\n  split:\n"
    rest += "    - {line: 3, at: The weaver, roles: [question, answer]}\n"
    assert codes(rest) == ["paragraph-named-twice"]


def test_the_nearest_paragraphs_are_shown() -> None:
    (problem,) = lay_out("structure: {roles: {title: [4]}}").problems
    assert '3: "Who wove?' in problem.hint and '5: "A caption"' in problem.hint
