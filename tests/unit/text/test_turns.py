"""Who speaks: turns begin with what the source prints, which is named once."""

from __future__ import annotations

import pytest

from edition.model.problems import Severity
from tests.unit.text.test_structure import lay_out

INTERVIEW = """\
MARK LEWIS: When?

ANNA KOVACS: In 1951.

And not before.

PETER NAGY (her son): She was a delegate.

A: Once.
"""
PEOPLE = """\
structure:
  speakers:
    - {name: Mark Lewis, role: question, turns: "MARK LEWIS:*"}
    - {name: Anna Kovacs, role: answer, turns: ["ANNA KOVACS:*", "A:*"]}
    - {name: Peter Nagy, turns: "PETER NAGY*:*"}
"""
PLAY = """\
ACT I
Enter ANNE.
ANNE. Who goes there?
CLERK. [Aside] Not I.
[A bell.]
Nor she.
ANNE.
Come out!
"""
CAST = """\
structure:
  headings: ["ACT *"]
  speakers:
    - {name: Anne, turns: ["ANNE. *", "ANNE."]}
    - {name: The Clerk, turns: "CLERK.*"}
  stage-directions: ["Enter *", "[*]"]
"""


def spoken(rest: str, words: str, paragraphs: str = "line") -> list[tuple[str, str, str]]:
    """(role, speaker, label) of each part; there must be no problems."""
    layout = lay_out(rest, words, paragraphs)
    assert [str(problem) for problem in layout.problems] == []
    return [
        (
            str(part.role),
            part.speaker.name if part.speaker else "",
            words[part.span.start : part.span.start + part.label],
        )
        for part in layout.parts
    ]


def test_any_number_of_people() -> None:
    assert spoken(PEOPLE, INTERVIEW) == [
        ("question", "Mark Lewis", "MARK LEWIS:"),
        ("answer", "Anna Kovacs", "ANNA KOVACS:"),
        ("answer", "Anna Kovacs", ""),
        ("speech", "Peter Nagy", "PETER NAGY (her son):"),
        ("answer", "Anna Kovacs", "A:"),
    ]


def test_a_play_with_stage_directions() -> None:
    assert spoken(CAST, PLAY) == [
        ("heading", "", ""),
        ("stage-direction", "", ""),
        ("speech", "Anne", "ANNE."),
        ("speech", "The Clerk", "CLERK."),
        ("stage-direction", "", ""),
        ("speech", "The Clerk", ""),
        ("speech", "Anne", "ANNE."),
        ("speech", "Anne", ""),
    ]


def test_a_turn_ends_with_a_heading_and_with_another_role() -> None:
    rest = f"{CAST}  roles: {{narrative: [6]}}\n"
    words = f"{PLAY}ACT II\nThe mill.\n"
    found = spoken(rest, words)
    assert found[5] == ("narrative", "", "")
    assert found[-2:] == [("heading", "", ""), ("narrative", "", "")]


def test_what_is_set_off_and_pictures_do_not_end_a_turn() -> None:
    words = "A: I sang:\n\nO loom\n\nA hall\n\nand so on\n"
    rest = """\
structure:
  roles: {verse: [3]}
  speakers: [{name: Ann, role: answer, turns: "A:*"}]
photos: [{id: hall, caption: 5}]
"""
    found = spoken(rest, words)
    assert [role for role, _, _ in found] == ["answer", "verse", "caption", "answer"]
    assert found[-1][1] == "Ann"


def test_the_longest_label_counts() -> None:
    words = "ANNE: a\nANNE MARIE: b\n"
    rest = 'structure: {speakers: [{name: A, turns: "ANNE*"}, {name: M, turns: "ANNE MARIE:*"}]}\n'
    assert spoken(rest, words) == [("speech", "A", "ANNE"), ("speech", "M", "ANNE MARIE:")]


def test_a_speech_in_verse_keeps_its_role() -> None:
    words = "ANNE.\n  To be\n  or not\n\nso\n"
    rest = 'structure: {speakers: [{name: Anne, role: verse, turns: "ANNE.*"}]}\n'
    found = spoken(rest, words, "blank-line")
    assert found == [("verse", "Anne", "ANNE."), ("verse", "Anne", "")]


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("ANNA KOVACS: Yes.", "ANNA KOVACS:"),
        ("Anna Kovacs: Yes.", "Anna Kovacs:"),
        ("KOVACS: Yes.", "KOVACS:"),
        ("Mrs. Kovacs: Yes.", "Mrs. Kovacs:"),
        ("AK: Yes.", "AK:"),
        ("A.K.: Yes.", "A.K.:"),
        ("ANNA (laughs): Yes.", "ANNA (laughs):"),
        ("ANNA. Yes.", "ANNA."),
        ("ANNA — Yes.", "ANNA —"),
        ("Anna. That is my name.", ""),
        ("Anna said: yes.", ""),
        ("Kovacs is my name: so.", ""),
        ("A. Yes.", ""),
        ("PETER: Yes.", ""),
        ("At 10:30 I left.", ""),
    ],
)
def test_a_name_that_the_source_prints_is_known_by_itself(words: str, label: str) -> None:
    rest = "structure: {default: answer, speakers: {answer: Anna Kovacs}}\n"
    assert spoken(rest, words) == [("answer", "Anna Kovacs", label)]


@pytest.mark.parametrize(
    ("words", "turns"),
    [
        # margince/margince#2962: a sentence with a colon is nobody's turn
        ("On what you raised: we do.\nLars: we ship it.\nLars thinks: no.\n", "Lars:*"),
        # johnwdubois/rezonator#437: a time before the name, another mark, turns that go on
        ("Before.\n[00:01] S00; Genau\n[00:02] so\n", "[*] S00;*"),
        # dracor-org/dracor-api#117: a direction within a sentence
        ("Перед.\nФеклуша. А я видела\nделает\n", "Феклуша.*"),
    ],
)
def test_only_what_is_said_begins_a_turn(words: str, turns: str) -> None:
    rest = f'structure: {{speakers: [{{name: A, turns: "{turns}"}}]}}\n'
    found = spoken(rest, words)
    assert [(role, bool(label)) for role, _, label in found] == [
        ("narrative", False),
        ("speech", True),
        ("speech", False),
    ]


def said(rest: str, words: str) -> list[str]:
    """The problems, in words."""
    return [f"{p.code} {p.place.line}: {p.message} {p.hint}" for p in lay_out(rest, words).problems]


def test_a_pattern_that_matches_nothing() -> None:
    rest = 'structure:\n  speakers:\n    - {name: Ann, turns: ["A:*", "a:*", "ANN*:*"]}\n'
    found = lay_out(rest, "A: yes.\nANNE: no.\n").problems
    assert {p.code for p in found} == {"pattern-matches-nothing"}
    assert all(p.severity is Severity.WARNING for p in found)
    (problem,) = said(rest, "A: yes.\nANNE: no.\n")
    assert '"a:*"' in problem and 'source.txt:1 begins so: "A:*" (capitals count).' in problem
    (problem,) = said('structure: {stage-directions: ["Exit *"]}\n', "Exit.\n")
    assert 'like "Exit *"' in problem


def test_a_label_under_another_role_is_named() -> None:
    rest = 'structure: {roles: {title: [1]}, speakers: [{name: Ann, turns: "ANN:*"}]}\n'
    (problem,) = said(rest, "ANN: yes.\n")
    assert "source.txt:1 does, and is named under another role." in problem


def test_somebody_who_is_not_declared() -> None:
    rest = 'structure: {speakers: [{name: Ann, turns: "ANN:*"}]}\n'
    (problem,) = said(rest, "ANN: yes.\nEVA: no.\nEVA: yes.\nIn 1951: so.\n")
    assert problem.startswith('unknown-speaker 2: "EVA:" begins as a turn does')
    assert 'turns: "EVA:*"' in problem


def test_patterns_are_not_without_number() -> None:
    people = "".join(f"    - {{name: P{k}, turns: [A{k}, B{k}, C{k}]}}\n" for k in range(134))
    problems = lay_out(f"structure:\n  speakers:\n{people}", "A1\n").problems
    assert "402 patterns" in next(p.message for p in problems if p.code == "wrong-number")


@pytest.mark.parametrize(
    "speakers",
    [
        '[{name: Ann, turns: "A:*"}, {name: Bea, turns: "A:*"}]',
        "[{name: Ann, role: answer}, {name: Bea, role: answer}]",
    ],
)
def test_two_cannot_be_the_same(speakers: str) -> None:
    rest = f"structure: {{speakers: {speakers}}}\n"
    assert [line.split()[0] for line in said(rest, "A: yes.\n")] == ["bad-value"]
