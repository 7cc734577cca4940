"""What cannot be set is found with its place, and what languages write is not."""

from __future__ import annotations

import hashlib

import pytest

from edition.model import FileRule
from edition.model.problems import Place, errors
from edition.text import shaping, source


def heaps(text: str) -> list[tuple[int, str]]:
    """Where the heaps are, and what is said of them."""
    return [(fault.at, fault.message) for fault in shaping.heaps(text)]


@pytest.mark.parametrize(
    "mark", ["\u0301", "\u0489", "\u05b0", "\u093c", "\u20dd", "\ufe0f", "\u1abe"]
)
def test_marks_in_heaps_are_found_in_every_script(mark: str) -> None:
    assert heaps("ab" + mark * 500 + "c") == []
    assert heaps("ab" + mark * 501 + "c") == [
        (2, "501 marks stand on one letter; at most 500 can be set.")
    ]


def test_the_largest_heap_of_a_place_is_told() -> None:
    dots = "." * 600
    assert heaps(dots) == []
    assert heaps(f"{dots}a\u0301{dots}" + "\u0301" * 700)[0][0] == 1202


@pytest.mark.parametrize(
    "text",
    [
        "\u05e9\u05dc\u05d5\u05dd world " * 300,
        "(\u0633\u0644\u0627\u0645 [12-13] abc) " * 300,
        "\u2067abc\u2069 def " * 300,  # each is ended
        "\u2067a \u202bb\u202c\u2069 " * 300,
        "\u2067a \u202bb \u2069" * 300,  # the end of an isolate ends what is open in it
        "\u202b a line of an old letter " * 300,  # no isolates
        "\u2069\u202c" * 300 + "\u2067",
    ],
)
def test_any_number_of_turns_one_after_another_is_fine(text: str) -> None:
    assert shaping.turns(text) is None


@pytest.mark.parametrize(
    "unit",
    ["\u2066", "\u2067a", "\u2068 ", "\u202e abc \u2066 def \u202c", "\u202d\u2067\u202c\u202b"],
)
def test_turns_within_turns_are_found(unit: str) -> None:
    fault = shaping.turns(unit * 63)
    assert fault is not None
    assert fault.code == "turns-too-deep"
    assert 0 < fault.at < len(unit) * 31


def parse(text: str) -> list[str]:
    """The errors of a source of paragraphs by blank lines."""
    data = text.encode()
    rule = FileRule("a.txt", hashlib.sha256(data).hexdigest(), Place("annotations.yaml", 1))
    _, problems = source.parse([(rule, data)], "blank-line")
    return [f"{problem.place}: {problem.code}" for problem in errors(problems)]


def test_the_source_is_refused_with_line_and_column() -> None:
    assert parse("One.\n\nTwo e" + "\u0301" * 900) == ["a.txt:3:6: marks-too-many"]
    deep = "\u2067a " * 31
    assert parse(f"One.\n\nTwo\n{deep}.") == ["a.txt:4:91: turns-too-deep"]
    # A paragraph ends its turns, and what ends none of its own ends none before it.
    assert parse("\n\n".join(["\u2067a " * 20] * 5)) == []
    assert parse(f"\u2067\n\n{deep}\u2069") == ["a.txt:3:91: turns-too-deep"]
