"""Sources that are named in a text without the brackets of a citation."""

from __future__ import annotations

import pytest

from edition.checks.plaincitations import problems
from edition.markup.parse import parse
from tests.books import GOOD, parsed

SOURCES = (
    "sources:\n  - {id: baines, type: book, title: A}\n  - {id: doe:2001, type: book, title: B}\n"
)


def told(note: str) -> list[str]:
    """What is said of a note's text."""
    annotations = parsed(GOOD.replace("It flies.", f"'{note}'") + SOURCES)
    bodies = {item.body: parse(item.body.text) for item in annotations.footnotes if item.body}
    return [problem.message.partition("”")[0][1:] for problem in problems(annotations, bodies)]


@pytest.mark.parametrize(
    ("note", "found"),
    [
        ("A frame (@baines, p. 4).", ["@baines"]),
        ("@baines says so, as @doe:2001.", ["@baines", "@doe:2001"]),
        ("So says *@baines*.", ["@baines"]),
        ("{@baines}", ["@baines"]),
        ("@{baines}", ["@{baines"]),
        ("A frame. [@baines, p. 4]", []),
        ("Write to ada@baines.org or @nobody.", []),
        ("The account \\@baines.", []),
        ("`@baines`", []),
    ],
)
def test_a_citation_without_brackets_is_told(note: str, found: list[str]) -> None:
    assert told(note) == found
