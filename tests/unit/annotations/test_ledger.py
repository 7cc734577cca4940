"""The ledger says of each entry of the research where it went; what it names must be there."""

from __future__ import annotations

from pathlib import Path

import pytest

from edition.annotations import ledger
from edition.assembly.prepare import prepare
from edition.cli import main
from edition.system.project import Project
from tests.books import GOOD, write_project

FILE = "ledger: notes.yaml\n"


def read(folder: Path, text: str | None, rest: str = GOOD + FILE):
    """The entries of a ledger with this text, and the problems as code and line."""
    write_project(folder, rest)
    if text is not None:
        (folder / "notes.yaml").write_text(text, "utf-8")
    project = Project.at(folder)
    entries, problems = ledger.read(project, prepare(project).annotations)
    return entries, [f"{problem.code} {problem.place.line}" for problem in problems]


def test_used_and_left_out(tmp_path: Path) -> None:
    text = "a: {used: [footnotes/on-shuttle, glossary/loom]}\nb: {left-out: Hearsay.}\n"
    entries, problems = read(tmp_path, text)
    assert problems == []
    assert entries == (
        ledger.Entry("a", ("footnotes/on-shuttle", "glossary/loom"), ""),
        ledger.Entry("b", (), "Hearsay."),
    )


def test_an_edition_need_not_keep_one(tmp_path: Path) -> None:
    assert read(tmp_path, None, GOOD) == ((), [])


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (None, ["file-not-found 28"]),
        ("- a\n", ["ledger-entry 1"]),
        ("a: {}\n", ["ledger-entry 1"]),
        ("\na: used\n", ["ledger-entry 2"]),
        ("a: {used: []}\n", ["ledger-entry 1"]),
        ("a: {left-out: ''}\n", ["ledger-entry 1"]),
        ("a: {used: [glossary/loom], left-out: x}\n", ["ledger-entry 1"]),
        ("a:\n  used:\n    - glossary/lom\n    - 7\n", ["ledger-unknown 3", "ledger-unknown 4"]),
        ("a: {used: [chronology]}\n", ["ledger-unknown 1"]),
        ("a: {used: [[x]]}\n", ["ledger-unknown 1"]),
        ("a: [\n", ["yaml-syntax 2"]),
        ("a: {left-out: x}\na: {left-out: y}\n", ["yaml-repeated-key 2"]),
    ],
)
def test_what_is_wrong_is_said_at_its_line(text: str | None, codes: list[str], tmp_path) -> None:
    entries, problems = read(tmp_path, text)
    assert entries == ()
    assert problems == codes


def test_a_ledger_that_leads_out_is_refused(tmp_path: Path) -> None:
    assert read(tmp_path, None, GOOD + "ledger: ../x.yaml\n")[1] == ["path-outside-project 28"]


def test_the_report_prints_kinds_sources_and_ledger(tmp_path: Path, capsys) -> None:
    write_project(tmp_path, GOOD + FILE)
    (tmp_path / "notes.yaml").write_text("a: {used: [glossary/loom]}\nb: {left-out: Why.}\n")
    assert main.main(["report", str(tmp_path)]) == main.BUILT
    said = " ".join(capsys.readouterr().out.split())
    assert "footnotes 1 2 0 (0 %) 0 (0 %)" in said
    assert "Footnotes with sources: 0 (0 %)." in said
    assert "Ledger: 2 entries, 1 used, 1 left out. a glossary/loom Left out: b Why." in said


def test_a_broken_ledger_fails_check_but_not_the_build(tmp_path: Path, capsys) -> None:
    write_project(tmp_path, GOOD + FILE)
    (tmp_path / "notes.yaml").write_text("a: {}\n")
    assert main.main(["check", str(tmp_path)]) == main.INPUT
    assert "notes.yaml:1:4: error[ledger-entry]" in capsys.readouterr().err
    assert main.main(["build", str(tmp_path), "-q", "--only", "epub"]) == main.BUILT
