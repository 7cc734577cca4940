"""What is wrong with a page that orients before the text."""

from __future__ import annotations

import pytest

from edition.checks.lint import bodies, lint
from edition.markup.parse import parse
from edition.model.problems import Problem, Severity
from tests.books import parsed

REST = """\
glossary:
  - {id: loom, term: loom, definition: A frame.}
people:
  - {id: doe, name: "Doe, Jane", forms: [Jane Doe], description: A weaver.}
  - {id: silent, name: Silent}
organizations:
  - {id: guild, name: guild, description: "[@baines]"}
places:
  - {id: leeds, name: Leeds, coordinates: [53.8, -1.55]}
subjects:
  - {id: cloth, name: cloth, description: What is woven.}
chronology:
  events:
    - {date: "1916", label: Standstill, event: The mill stands still.}
    - {date: "1917", event: The mill burns.}
    - {date: "1918", label: Peace, event: "[@baines]"}
  timelines:
    - {id: war, title: The war, from: "1914", to: "1919"}
maps:
  - {id: north, title: N, bounds: {west: -3, south: 53, east: 0, north: 55}, alt: Leeds.}
sources:
  - {id: baines, type: book, title: Cotton}
"""


def found(opening: str) -> list[Problem]:
    annotations = parsed(f"{REST}opening:\n{opening}")
    texts = {body: parse(body.text, body.headings) for body in bodies(annotations)}
    return [
        item
        for item in lint(annotations, texts)
        if item.place.line > 30 or "ing has" in item.message
    ]


def line(item: str, more: str = "") -> str:
    return f"  names:\n    - {item}\n{more}"


@pytest.mark.parametrize(
    "item", ["{term: loom}", "{person: doe}", "{subject: cloth}", "{place: leeds, line: A town.}"]
)
def test_what_is_right_is_not_told(item: str) -> None:
    assert found(line(item, '  map: north\n  events: {title: T, from: "1916", to: "1917"}\n')) == []


@pytest.mark.parametrize(
    ("item", "code", "words"),
    [
        ("{person: do}", "unknown-person", "Did you mean “doe”?"),
        ("{organization: gild}", "unknown-organization", "Did you mean “guild”?"),
        ("{place: leads}", "unknown-place", "Did you mean “leeds”?"),
        ("{subject: loom}", "unknown-subject", "Add it"),
        ("{term: doe}", "unknown-term", "Add it"),
        ("{line: Nobody.}", "opening-entry", "Name one"),
        ("{person: doe, term: loom}", "opening-entry", "Name one"),
        ("{person: silent}", "opening-entry", "Give it a `line`"),
        ("{organization: guild}", "opening-entry", "Give it a `line`"),
        (f"{{term: loom, line: {'long ' * 51}}}", "opening-too-long", "shorter"),
    ],
)
def test_what_is_wrong_with_a_line(item: str, code: str, words: str) -> None:
    (problem,) = found(line(item))
    assert (problem.code, words in problem.hint) == (code, True)
    assert (problem.severity is Severity.WARNING) == (code == "opening-too-long")


@pytest.mark.parametrize(
    ("more", "code", "words"),
    [
        ("  map: nroth\n", "unknown-map", "Did you mean “north”?"),
        ('  events: {title: T, from: "1917", to: "1917"}\n', "key-without-effect", "`label`"),
        ('  events: {title: T, from: "1917", to: "1916"}\n', "dates-reversed", "change them"),
        ('  events: {title: T, from: "1918", to: "1918"}\n', "opening-entry", "some words"),
    ],
)
def test_what_is_wrong_with_events_and_map(more: str, code: str, words: str) -> None:
    (problem,) = found(line("{term: loom}", more))
    assert (problem.code, words in problem.hint) == (code, True)


def test_a_name_stands_there_once() -> None:
    (problem,) = found(line("{term: loom}\n    - {person: doe}\n    - {term: loom}"))
    assert (problem.code, "twice" in problem.message) == ("opening-entry", True)


def test_without_a_chronology_a_span_shows_nothing() -> None:
    rest = "glossary:\n  - {id: loom, term: loom, definition: A frame.}\nopening:\n"
    opening = line("{term: loom}", '  events: {title: T, from: "1916", to: "1917"}\n')
    annotations = parsed(rest + opening)
    texts = {body: parse(body.text) for body in bodies(annotations)}
    assert [item.code for item in lint(annotations, texts)] == ["key-without-effect"]


def test_a_label_that_brings_its_event_into_the_opening_needs_no_timeline() -> None:
    rest = """\
chronology:
  events:
    - {date: "1916", label: Standstill, event: The mill stands still.}
    - {date: "1920", label: Fire, event: The mill burns.}
glossary:
  - {id: loom, term: loom, definition: A frame.}
opening:
"""
    opening = line("{term: loom}", '  events: {title: T, from: "1916", to: "1917"}\n')
    annotations = parsed(rest + opening)
    texts = {body: parse(body.text) for body in bodies(annotations)}
    (problem,) = lint(annotations, texts)
    assert (problem.code, "Fire" in problem.message) == ("label-not-drawn", True)
