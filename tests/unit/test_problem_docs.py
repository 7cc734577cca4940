"""docs/problems.md explains every problem that the builder can report, and no other."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from edition.checks import explain
from edition.text import confusables
from tests import problem_examples
from tests.books import TEXT
from tests.problem_examples import PAGE, pairs

ROOT = Path(__file__).parents[2]
CODE = re.compile(r"\A[a-z0-9]+(?:-[a-z0-9]+)*\Z")
#: What makes a problem, or passes a code on to what makes it.
MAKERS = {
    "Problem",
    "Defect",
    "RecordDefect",
    "defect",
    "_defect",
    "_report",
    "_stop",
    "_warning",
    "warning",
}


def codes() -> set[str]:
    """Every code in the package: given to a maker, or chosen from in a function that calls one."""
    found: set[str] = set()
    for path in (ROOT / "edition").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef):
                found.update(_codes(node))
    return found | set(confusables.HINTS)


def _codes(function: ast.FunctionDef) -> Iterator[str]:
    for call in ast.walk(function):
        if not isinstance(call, ast.Call) or _name(call) not in MAKERS:
            continue
        for argument in call.args[:2]:
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                yield from CODE.findall(argument.value)
            elif isinstance(argument, ast.Name) and argument.id == "code":
                yield from _hyphenated(function)


def _name(call: ast.Call) -> str:
    return getattr(call.func, "id", getattr(call.func, "attr", ""))


def _hyphenated(function: ast.FunctionDef) -> Iterator[str]:
    for node in ast.walk(function):
        if isinstance(node, ast.Constant) and re.fullmatch(
            r"[a-z0-9]+(-[a-z0-9]+)+", str(node.value)
        ):
            yield node.value


def explained() -> list[str]:
    """The codes that have a paragraph, in the page's order."""
    text = (ROOT / "docs" / "problems.md").read_text("utf-8")
    return re.findall(r"^### `([^`]+)`$", text, re.M)


def test_every_problem_is_explained_and_nothing_else() -> None:
    assert set(explained()) == codes()


def test_each_problem_is_explained_once_with_some_words() -> None:
    names = explained()
    assert len(names) == len(set(names))
    text = (ROOT / "docs" / "problems.md").read_text("utf-8")
    for part in text.split("\n### ")[1:]:
        code, _, words = part.partition("\n")
        assert len(words.split()) >= 8, f"{code} has hardly an explanation"


#: Codes that no annotations file can show, and why; the page shows them in words.
NOT_RUN = {
    "yaml-not-utf8": "about the bytes of the file",
    "yaml-empty": "about a file without anything in it",
    "yaml-too-long": "needs a million values; tests/hostile",
    "paragraph-too-long": "needs a text of 500,000 characters; tests/hostile",
    "path-hidden": "needs a hidden file; test_project.py",
    "output-outside-project": "needs a link; tests/hostile",
    "used-too-often": "needs 100,000 uses; tests/hostile",
    "style-breaks-layout": "comes of a build; tests/hostile",
    "file-too-large": "needs a file of 64 MiB",
    "file-unreadable": "about permissions",
    "output-unwritable": "about the place where the books are written",
    "file-changed": "about two programs that write at once",
    "output-busy": "about two builds at once; tests/faults",
    "changed-while-building": "about a file saved during a build; tests/faults",
    "out-of-memory": "about the machine; tests/faults",
    "system-refuses": "about the machine; tests/faults",
    "edit-unsafe": "comes of commands that edit, not of a check",
    "bad-epoch": "about a variable of the environment",
    "source-not-utf8": "about the bytes of the text",
    "source-control-character": "about an invisible character of the text",
    "body-too-long": "needs 100,000 characters",
    "missing-id": "a file without an id is refused before as missing-key",
    "duplicate-id": "a file with an id twice is refused before as repeated-id",
    "too-many-cells": "needs a text with a line of 13 cells; test_tables.py",
    "map-too-full": "needs 61 places",
    "label-crowded": "depends on the widths of names in the edition's type",
    "outline-too-large": "needs a file of megabytes",
    "layout": "comes of a build, not of a check",
    "style-not-utf8": "about the bytes of a style sheet",
    "unknown-kind": "comes of `add`; test_add.py",
    "builder-fault": "a fault of ours, which nothing in the files should bring about",
    "pdf-unreadable": "comes of `compare`; test_compare.py",
    "pdf-locked": "comes of `compare`; test_compare.py",
    "pdf-too-large": "comes of `compare`; test_compare.py",
    "pdf-not-built": "comes of `compare`; test_compare.py",
    "folder-not-ours": "comes of `compare`; test_compare.py",
    "book-missing": "comes of `verify`; test_verify.py",
    "book-stale": "comes of `verify`; test_verify.py",
    "rebase-undecided": "comes of `rebase`; test_rebase.py",
    "rebase-which-file": "comes of `rebase`; test_rebase.py",
    "decisions-outdated": "comes of `rebase`; test_rebase.py",
    "bad-decision": "comes of `rebase`; test_rebase.py",
}


def test_every_code_has_a_wrong_and_a_right_example() -> None:
    for part in PAGE.split("\n### ")[1:]:
        assert re.search(r"^- Wrong:.+?^- Right:", part, re.M | re.S), part.partition("\n")[0]


def test_only_the_exempted_examples_are_in_words() -> None:
    assert {code for code, pair in pairs().items() if pair is None} <= set(NOT_RUN)
    assert set(NOT_RUN) <= codes(), "take out what is no code any more"


@pytest.mark.parametrize("code", [code for code in pairs() if code not in NOT_RUN])
def test_the_examples_are_what_they_say(code: str, tmp_path: Path) -> None:
    wrong, right = pairs()[code]
    found, _ = problem_examples.codes(code, wrong, right, tmp_path / "wrong")
    assert code in found
    found, errors = problem_examples.codes(code, right, right, tmp_path / "right")
    assert code not in found
    assert errors == set(), "the right example has another error"


def test_the_text_of_the_examples_is_on_the_page() -> None:
    assert f"```text\n{TEXT}```" in PAGE


def test_former_names_are_not_used_again() -> None:
    pages = explain.page()
    former = [name for code in explained() for name in pages[code].aliases]
    assert not {*former} & codes()
    assert len(former) == len(set(former))


def test_hints_of_markdown_and_records_are_explained() -> None:
    from edition.apparatus.citations import records
    from edition.markup import limits

    assert {*limits.HINTS, *records._HINTS} <= set(explained())
