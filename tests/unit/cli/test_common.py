"""How problems are printed for people."""

from __future__ import annotations

import pytest

from edition.cli.common import MOST_SHOWN, print_problems
from edition.model.problems import Place, Problem, Severity


def problem(line: int, severity: Severity = Severity.ERROR) -> Problem:
    """A problem on this line."""
    return Problem(f"code-{severity}", Place("annotations.yaml", line), "Wrong.", "Look.", severity)


def test_of_thousands_the_first_hundred_are_printed_and_all_are_counted(
    capsys: pytest.CaptureFixture[str],
) -> None:
    print_problems(tuple(problem(line) for line in range(1, 20001)))
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 2 * MOST_SHOWN + 1
    assert said[0].startswith("annotations.yaml:1: ") and "annotations.yaml:100: " in said[-3]
    assert "the first 100 of 20,000 errors and 0 warnings" in said[-1]


def test_warnings_do_not_crowd_out_errors(capsys: pytest.CaptureFixture[str]) -> None:
    many = [problem(line, Severity.WARNING) for line in range(1, 300)]
    print_problems((*many, problem(300)))
    said = capsys.readouterr().err
    assert said.count("warning[") == 99 and "annotations.yaml:300: error[" in said
    assert said.index(":99: warning[") < said.index("error[")


def test_a_hundred_are_printed_without_a_count(capsys: pytest.CaptureFixture[str]) -> None:
    print_problems(tuple(problem(line) for line in range(1, 101)))
    said = capsys.readouterr().err
    assert said.count("error[") == 100 and "the first" not in said
