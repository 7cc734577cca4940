"""What is wrong in annotations.yaml is said in an annotator's words, with its place."""

from __future__ import annotations

import pytest

from edition import model
from edition.annotations.parse import parse
from edition.model.problems import Problem
from tests.books import EDITION, GOOD, annotations, parsed


def problems(rest: str = GOOD, edition: str = EDITION, change=("", "")) -> list[Problem]:
    """The problems of an annotations file."""
    text = annotations(rest, edition=edition).replace(*change)
    return parse("a.yaml", text.encode())[1]


def only(*args, **more) -> Problem:
    """The only problem of an annotations file."""
    (problem,) = problems(*args, **more)
    return problem


def test_an_empty_file() -> None:
    found, (problem,) = parse("a.yaml", b"")
    assert found is None
    assert str(problem.place) == "a.yaml:1"
    assert problem.code == "yaml-empty"
    assert parse("a.yaml", b"# nothing\n")[1][0].code == "yaml-empty"


@pytest.mark.parametrize(
    ("change", "place", "code", "message", "hint"),
    [
        (
            ("quote:", "quot:"),
            "22:5",
            "unknown-key",
            "key “quot” in “footnotes”, entry 1",
            "Did you mean “quote”?",
        ),
        (("glossary:", "glosary:"), "24:1", "unknown-key", "“glosary”", "Did you mean “glossary”?"),
        (
            ("    note: It flies.\n", ""),
            "21:5",
            "missing-key",
            "“note” is missing in “footnotes”",
            "note: …",
        ),
        (
            ("shuttle\n    note", "12\n    note"),
            "22:12",
            "not-text",
            "“quote” must be text, but is the number 12",
            'quote: "12"',
        ),
        (("It flies.", "true"), "23:11", "not-text", "the truth value true", '"true"'),
        (("It flies.", "[a]"), "23:11", "not-text", "is a list", "followed by text"),
        (("It flies.", '""'), "23:11", "empty-value", "“note” is empty", "take the line out"),
        (
            ("on-shuttle", "On Shuttle"),
            "21:9",
            "bad-value",
            '"On Shuttle" is no good value of “id”',
            "small letters",
        ),
        (("title: [1]", "titel: [1]"), "19:5", "bad-value", "titel", "Did you mean “title”?"),
        (("[1]", "1"), "19:12", "wrong-kind", "“title” is the number 1", "It must be a list"),
        (("[1]", "[one]"), "19:13", "bad-value", '"one"', "Write a line as 13"),
        (("[1]", "[0]"), "19:13", "bad-value", "the number 0", ""),
        (("format: 1", "format: 2"), "1:9", "bad-value", "2", "Allowed: 1"),
        (
            ("paragraphs: line", "paragraphs: lines"),
            "13:15",
            "bad-value",
            '"lines"',
            "Did you mean “line”?",
        ),
        (
            ("It flies.", "a" * 100_001),
            "23:11",
            "too-long",
            "has 100001 characters; at most 100000",
            "Shorten it",
        ),
        (("  - id: on-shuttle", "  id: on-shuttle"), "", "yaml-syntax", "This is not YAML", ""),
    ],
)
def test_messages(change, place: str, code: str, message: str, hint: str) -> None:
    found = problems(change=change)
    problem = next(problem for problem in found if problem.code == code)
    assert message in problem.message
    assert hint in problem.hint
    if place:
        assert str(problem.place) == f"a.yaml:{place}"


@pytest.mark.parametrize(
    ("speakers", "messages"),
    [
        (
            "[{nam: Ann, turns: 'A:*'}]",
            [
                "“name” is missing in “structure”, “speakers”, entry 1.",
                "Nobody knows the key “nam”",
            ],
        ),
        ("[{name: Ann, role: anwser}]", ['"anwser" is no good value of “role”.']),
        ("{anwser: Ann}", ['"anwser" is no good value of “speakers”.']),
        ("[{name: Ann, turns: 5}]", ["“turns” must be text, but is the number 5."]),
        ("[Ann]", ["“speakers” is text."]),
        ("Ann", ["“speakers” is text."]),
    ],
)
def test_messages_of_speakers(speakers: str, messages: list[str]) -> None:
    found, said = parse("a.yaml", annotations(f"structure: {{speakers: {speakers}}}\n").encode())
    assert found is None and len(said) == len(messages)
    for message in messages:
        assert any(message in problem.message for problem in said), [p.message for p in said]


def test_speakers_of_both_forms() -> None:
    old = parsed("structure: {speakers: {question: Roe}}\n").structure.speakers
    new = parsed("structure: {speakers: [{name: Roe, role: question}]}\n").structure.speakers
    assert [(s.name, s.role, s.turns) for s in old] == [(s.name, s.role, s.turns) for s in new]
    (one,) = parsed("structure: {speakers: [{name: Roe, turns: 'R:*'}]}\n").structure.speakers
    assert (one.name, str(one.role), one.turns) == ("Roe", "speech", ("R:*",))


@pytest.mark.parametrize(
    ("old", "new", "code", "hint"),
    [
        ('"2026-01-02"', '"2.1.2026"', "bad-value", "2014-12-15"),
        ('"2026-01-02"', '"2026-02-30"', "bad-value", "Look at the month and the day"),
        ('"2026-01-02"', "2026", "not-text", '"2026"'),
        ("language: en", "language: English!", "bad-value", "language tag"),
        ("urn:uuid:", "isbn", "bad-value", "urn:uuid: or urn:isbn:"),
        ("role: aut", "role: author", "bad-value", "MARC relator code"),
        ("title: The loom", 'title: "The\\nloom"', "bad-value", "one line"),
        ("title: The loom", "title: ", "not-text", "followed by text"),
    ],
)
def test_messages_of_the_title_page(old: str, new: str, code: str, hint: str) -> None:
    problem = only(edition=EDITION.replace(old, new, 1))
    assert (problem.code, problem.place.file) == (code, "a.yaml")
    assert problem.place.line > 1
    assert hint in problem.hint


def test_a_sum_that_is_none() -> None:
    text = annotations()
    at = text.index("sha256: ") + 8
    _, (problem,) = parse("a.yaml", (text[:at] + "abc" + text[at + 64 :]).encode())
    assert "sha256sum" in problem.hint


def test_an_address_that_is_none() -> None:
    edition = EDITION + "  original: {address: ftp://x}\n"
    assert "http://" in only(edition=edition).hint


@pytest.mark.parametrize("name", ["footnotes", "glossary", "photos", "sources", "front"])
def test_ids_are_used_once_in_each_list(name: str) -> None:
    more = {
        "footnotes": "quote: a, note: b",
        "glossary": "term: a, definition: b",
        "photos": "caption: 1",
        "sources": "type: book, title: a",
        "front": "title: a, body: b",
    }[name]
    item = f"  - {{id: same, {more}}}\n"
    problem = only(f"{name}:\n{item}{item}")
    assert problem.code == "repeated-id"
    assert f"used twice in {name}" in problem.message
    assert str(problem.place) == "a.yaml:19:10"
    assert "line 18" in problem.hint


def test_all_problems_are_reported_at_once() -> None:
    rest = GOOD.replace("quote: shuttle", "quot: 5").replace("definition: A", "defn: A")
    assert sorted(problem.code for problem in problems(rest)) == [
        "missing-key",
        "missing-key",
        "unknown-key",
        "unknown-key",
    ]


def test_everything_is_carried_over_with_its_place() -> None:
    found = parsed(
        "omissions: [{lines: [3, '5-6', 'b.txt:7'], reason: R}]\n"
        + GOOD
        + "emendations:\n  - {quote: a, prefix: b, suffix: c, reading: d}\n"
        + "text-note: |\n  One.\n  Two.\n"
    )
    lines = found.omissions[0].lines
    assert [(ref.file, ref.first, ref.last) for ref in lines] == [
        ("source.txt", 3, 3),
        ("source.txt", 5, 6),
        ("b.txt", 7, 7),
    ]
    assert found.footnotes[0].selector == model.Selector(
        "shuttle", "", "", ("annotations.yaml", 23, 12)
    )
    assert found.glossary[0].forms == ("loom",)
    assert found.emendations[0].selector.prefix == "b"
    assert found.emendations[0].body is None
    assert found.text_note == model.BodyText("One.\nTwo.\n", ("annotations.yaml", 32, 0), True, 3)
    assert found.metadata.contributors[0].name == "Ada Writer"
    assert found.structure.rules[0].role is model.Role.TITLE
