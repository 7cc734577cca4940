"""`exceptions`: let off one annotation from one rule, and are told where they excuse nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.books import prepared

EVERYTHING = """\
structure: {}
text-note: A famous text.
emendations:
  - {quote: A weaver, reading: The weaver, reason: A famous slip.}
footnotes:
  - {id: loom, quote: shuttle, note: A famous note.}
glossary:
  - {id: loom, term: loom, definition: A famous frame.}
chronology:
  events:
    - {date: "1916-07", event: A famous day.}
    - {date: "1916-07", event: Another famous day.}
"""


def warnings(
    folder: Path,
    exceptions: list[tuple[str, str]],
    rest: str = EVERYTHING,
    rules: str = "tone-words: true",
) -> list[str]:
    lines = "".join(f"    - {{id: {id}, rule: {rule}, reason: R}}\n" for id, rule in exceptions)
    rest += f"rules:\n  {rules}\n" + (f"  exceptions:\n{lines}" if lines else "")
    found = prepared(folder, rest).warnings
    return [f"{p.code} {p.message}" for p in found if p.code != "label-not-drawn"]


def test_each_kind_can_be_named(tmp_path: Path) -> None:
    assert len(warnings(tmp_path / "all", [])) == 6
    named = [
        "text-note",
        "emendations/A weaver",
        "footnotes/loom",
        "glossary/loom",
        "chronology/1916-07",
    ]
    for k, id in enumerate(named):
        left = warnings(tmp_path / str(k), [(id, "tone-words")])
        assert len(left) == (4 if id.startswith("chronology") else 5), id
    assert warnings(tmp_path / "none", [(id, "tone-words") for id in named]) == []
    assert len(warnings(tmp_path / "short", [("1916-07", "tone-words")])) == 4


@pytest.mark.parametrize(
    ("exception", "said"),
    [
        (("lom", "tone-words"), "rule-exception-unknown There is no annotation “lom”"),
        (("loom", "tone-words"), "rule-exception-unknown Several annotations are called “loom”"),
        (("text-note", "tone-word"), "rule-exception-unknown There is no rule “tone-word”"),
        (("text-note", "names"), "rule-exception-idle The rule “names” is not switched on"),
    ],
)
def test_what_lets_nobody_off_is_told(exception, said: str, tmp_path: Path) -> None:
    found = warnings(tmp_path, [exception])
    assert len(found) == 7
    assert len([line for line in found if line.startswith(said)]) == 1


def test_one_that_excuses_nothing_is_told(tmp_path: Path) -> None:
    rest = EVERYTHING.replace("A famous note", "A note")
    found = warnings(tmp_path, [("footnotes/loom", "tone-words")], rest)
    assert found[-1].startswith("rule-exception-idle “footnotes/loom” keeps the rule")
    assert len(found) == 6


CROWD = """\
structure: {}
footnotes:
  - {id: one, quote: She, note: x}
  - {id: two, quote: threw, note: x}
  - {id: three, quote: shuttle, note: x}
  - {id: four, quote: the cloth, note: x}
"""


def test_a_crowded_sentence_is_excused_by_as_many_as_are_too_many(tmp_path: Path) -> None:
    rule = "calls-per-sentence: 2"
    assert len(warnings(tmp_path / "0", [], CROWD, rule)) == 1
    one = warnings(tmp_path / "1", [("four", "calls-per-sentence")], CROWD, rule)
    assert [line.split()[0] for line in one] == ["too-many-calls"]
    both = [("four", "calls-per-sentence"), ("two", "calls-per-sentence")]
    assert warnings(tmp_path / "2", both, CROWD, rule) == []


def test_with_errors_idle_exceptions_are_not_told(tmp_path: Path) -> None:
    from edition.assembly.review import review
    from edition.system.project import Project
    from tests.books import write_project

    rest = EVERYTHING.replace("shuttle", "nowhere at all").replace("A famous note", "A note")
    rest += "rules:\n  tone-words: true\n  exceptions:\n"
    rest += "    - {id: footnotes/loom, rule: tone-words, reason: R}\n"
    found = review(Project.at(write_project(tmp_path, rest))).problems
    assert {"quote-not-found", "tone-word"} <= {p.code for p in found}
    assert "rule-exception-idle" not in {p.code for p in found}
