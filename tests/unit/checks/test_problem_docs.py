"""docs/problems.md explains every problem that the builder can report, and no other."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache

from edition.checks import explain
from edition.text import confusables
from tests.books import TEXT
from tests.paths import ROOT
from tests.problems.examples import PAGE

CODE = re.compile(r"\A[a-z0-9]+(?:-[a-z0-9]+)*\Z")
#: What makes a problem, or passes a code on to what makes it.
MAKERS = {
    "Problem",
    "Defect",
    "Fault",
    "refuse",
    "RecordDefect",
    "defect",
    "_defect",
    "_report",
    "_stop",
    "_warning",
    "warning",
}


@cache
def codes() -> frozenset[str]:
    """Every code in the package: given to a maker, or chosen from in a function that calls one."""
    found: set[str] = set()
    for path in (ROOT / "edition").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef):
                found.update(_codes(node))
    return frozenset(found | set(confusables.HINTS))


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


def test_every_code_has_a_wrong_and_a_right_example() -> None:
    for part in PAGE.split("\n### ")[1:]:
        assert re.search(r"^- Wrong:.+?^- Right:", part, re.M | re.S), part.partition("\n")[0]


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
