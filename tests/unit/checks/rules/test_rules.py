"""What an edition asks of its own notes: sources, calls, length."""

from __future__ import annotations

from pathlib import Path

import pytest

from edition.checks import rules
from edition.markup import parse
from edition.model.problems import Severity
from tests.books import GOOD, prepared

SOURCES = "sources:\n  - {id: a, type: book, title: T}\n"


def uncited(text: str) -> list[str]:
    """The sentences of a Markdown text that nothing covers."""
    return rules.uncited_sentences(parse.parse(text))


@pytest.mark.parametrize(
    "text",
    [
        "One. Two. [@a]",
        "One [@a].",
        "One, as [@a] says, and so on.",
        "One. [@a] See [](note:b).",
        "See the [shed](term:shed) in the glossary.",
        "“One?” [@a]",
        "One. [@a]\n\nTwo. [@a; @b]",
        "- One. [@a]\n- Two. [@a]",
        "> One. [@a]",
        "[@a]",
        "",
    ],
)
def test_what_is_covered(text: str) -> None:
    assert uncited(text) == []


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("One.", ["One."]),
        ("One. [@a] Two.", ["Two."]),
        ("One [@a], and one. Two. Three.", ["Two.", "Three."]),
        ("One. [@a]\n\nTwo.", ["Two."]),
        ("- One. [@a]\n- Two.", ["Two."]),
        ("> So one.\n\nTwo. [@a]", ["So one."]),
        (
            "He lived in 1900. [@a] He had, as is told [elsewhere](note:b), no money and no house "
            "and no friends at all.",
            ["He had, as is told elsewhere, no money and no house and no friends at all."],
        ),
        ("One. [@a] Two *and* [два]{lang=ru}", ["Two and два"]),
    ],
)
def test_what_is_not_covered(text: str, left: list[str]) -> None:
    assert uncited(text) == left


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("One. Two.", ["One.", "Two."]),
        ("He said “No.” Then he left.", ["He said “No.”", "Then he left."]),
        ("It was 3.14 or so. 2014 was next.", ["It was 3.14 or so.", "2014 was next."]),
        ("Dr. of what? None", ["Dr. of what?", "None"]),
        ("… and so", ["… and so"]),
        ("(One.) Two", ["(One.)", "Two"]),
        ("Один. Два.", ["Один.", "Два."]),
        ("?!", []),
    ],
)
def test_sentences(text: str, pieces: list[str]) -> None:
    assert rules.sentences(text) == pieces


def test_citations_are_no_words() -> None:
    assert rules.words(parse.parse("Kadyrov's *two* words. [@a; @b, p. 4]\n\n- three")) == 4


def warnings(folder: Path, rest: str) -> list[str]:
    """The warnings of an edition, all of them no more than that."""
    found = prepared(folder, rest).warnings
    assert all(problem.severity is Severity.WARNING for problem in found)
    return [f"{problem.code} {problem.place.line}" for problem in found]


def test_rules_are_off_unless_switched_on(tmp_path: Path) -> None:
    assert warnings(tmp_path, GOOD) == []
    assert warnings(tmp_path, GOOD + "rules: {}\n") == []


def test_each_rule_warns_at_its_place(tmp_path: Path) -> None:
    more = """\
  - {id: two, quote: threw, note: "Short."}
  - {id: three, quote: She, note: "Short too."}
rules: {cite-every-fact: true, calls-per-sentence: 2, words-per-note: 1}
"""
    rest = GOOD.replace("glossary:", "@").split("@")
    found = warnings(tmp_path, rest[0] + more + "glossary:" + rest[1])
    assert found == [
        "note-too-long 21",
        "too-many-calls 21",
        "fact-uncited 23",
        "fact-uncited 24",
        "note-too-long 25",
        "fact-uncited 25",
        "fact-uncited 30",
    ]


def test_a_call_belongs_to_the_sentence_that_it_closes(tmp_path: Path) -> None:
    text = "The loom\n\nOne sat. Two sat. Three sat.\n"
    notes = "".join(
        f"  - {{id: n{k}, quote: '{word} sat.', note: x}}\n"
        for k, word in enumerate(("One", "Two", "Three"))
    )
    rest = f"footnotes:\n{notes}rules: {{calls-per-sentence: 1}}\n"
    assert [p.code for p in prepared(tmp_path, rest, text).warnings] == []
    rest += "notes: {wording: called}\ntextual-notes:\n  - {id: t, quote: Two, note: x}\n"
    (found,) = prepared(tmp_path, rest, text).warnings
    assert found.code == "too-many-calls"
    assert '"Two sat."' in found.message
