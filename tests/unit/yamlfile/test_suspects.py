"""The line that is wrong is named, not the one where YAML's parser stumbles."""

from __future__ import annotations

import pytest

from edition.annotations.parse import parse
from edition.yamlfile.load import load
from tests.books import annotations

HEAD = "format: 1\nfootnotes:\n  - id: a\n    quote: weaver\n"
NEXT = "  - id: b\n    quote: loom\n    note: x\n"


@pytest.mark.parametrize(
    ("lines", "line", "words"),
    [
        ("    note: |\n      One.\n    Two.\n      Three.\n", 7, "by 4 spaces, and the text above"),
        ("    note: |\n      One.\n   Two.\n", 7, "set in by 3 spaces"),
        ("    note: |\n      One.\n\nTwo.\n", 8, "set in by 0 spaces"),
        ("    note: >-\n      One.\n    Two.\n    Three.\n\n    Four.\n", 7, "by 4 spaces"),
        (
            "    note: |\n        One.\n      Two: of it.\n",
            7,
            "by 6 spaces, and the text above it by 8",
        ),
        ("    note: |\n    One.\n", 6, "not set in further than the key"),
        # mikefarah/yq#1186
        ("    note: |\n\nOne.\n", 7, "not set in further than the key"),
        ("    note:\u00a0x\n", 5, "a no-break space (U+00A0)"),
        ("    note:\u3000x\n", 5, "an ideographic space (U+3000)"),
        ("    note: |\n      One.\n    \u00a0 Two.\n", 7, "a no-break space (U+00A0)"),
        (
            "    note: x\n  -\u00a0id: c\n    quote: y\n    note: z\n",
            6,
            "a no-break space (U+00A0)",
        ),
        ("    note：x\n", 5, "a fullwidth colon (U+FF1A)"),
        ("    note:x\n", 5, "no space is behind the colon"),
        # go-yaml/yaml#542 and #704: the line below, or the end of the file, was named.
        ("    note x\n    prefix: y\n", 5, "a colon is missing"),
        ("    note = x\n", 5, "a colon is missing"),
        ("    note: x\nnotes\n\n\n", 6, "a colon is missing"),
        # eemeli/yaml#547
        ("    note: |\n      One.\n    # so\n      Two.\n", 7, "a comment ends the text"),
        ("    note: x\n  -id: c\n    quote: y\n", 6, "no space is behind the dash"),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_line_that_is_wrong(lines: str, line: int, words: str, end: str) -> None:
    text = (HEAD + lines + NEXT).replace("\n", end)
    (problem,) = load("a.yaml", text.encode()).problems
    assert (problem.code, problem.place.line) == ("yaml-syntax", line)
    assert words in problem.message and problem.hint


@pytest.mark.parametrize(
    ("lines", "line", "words"),
    [
        ("    note: x: y\n", 5, "mapping values"),
        (
            "    note: |\n      One:two, 10\u00a0km.\n      Two:three.\n    quote: x: y\n",
            8,
            "mapping",
        ),
        (
            "    note: One\n      10:30 was the time.\n  - id: c\n    quote: a: b\n",
            8,
            "mapping values",
        ),
        ('    note: "x\n', 5, "end of stream"),
    ],
)
def test_what_is_right_above_is_no_suspect(lines: str, line: int, words: str) -> None:
    (problem,) = load("a.yaml", (HEAD + lines + NEXT).encode()).problems
    assert problem.place.line == line and words in problem.message


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        # travis-ci/travis-ci#1204
        ("{id: a, quote: weaver, \u00a0note: x, note: y}", "no-break space (U+00A0)"),
        ("{id: a\u00a0b, quote: weaver, note: x}", "no-break space (U+00A0)"),
        (
            "\n    id: a\n    quote: weaver\n    note: |\n      One.\n    Two: of it.",
            "set it in as that",
        ),
    ],
)
def test_a_space_in_a_key_or_a_value_is_named(entry: str, words: str) -> None:
    found, problems = parse("a.yaml", annotations(f"footnotes:\n  - {entry}\n").encode())
    assert found is None
    assert any(words in problem.hint for problem in problems), [str(p) for p in problems]
