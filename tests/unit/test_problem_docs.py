"""docs/problems.md explains every problem that the builder can report, and no other."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
CODE = re.compile(r"\A[a-z0-9]+(?:-[a-z0-9]+)*\Z")
#: What makes a problem, or passes a code on to what makes it.
MAKERS = {"Problem", "Defect", "RecordDefect", "defect", "_defect", "_report", "_stop", "_warning"}


def codes() -> set[str]:
    """Every code in the package: given to a maker, or chosen from in a function that calls one."""
    found: set[str] = set()
    for path in (ROOT / "edition").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef):
                found.update(_codes(node))
    return found


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


def pairs() -> dict[str, tuple[str, str]]:
    """The wrong and the right line of each code that has both."""
    text = (ROOT / "docs" / "problems.md").read_text("utf-8")
    found: dict[str, tuple[str, str]] = {}
    for part in text.split("\n### ")[1:]:
        code = part.partition("\n")[0].strip("`")
        both = re.search(r"^- Wrong: `(.+)`\n- Right: `(.+)`$", part, re.M)
        if both:
            found[code] = both[1], both[2]
    return found


def test_the_wrong_and_right_lines_of_markdown_are_so() -> None:
    from edition import markup, markup_build

    lines = {code: pair for code, pair in pairs().items() if code in markup_build._HINTS}
    assert len(lines) >= 10
    for code, (wrong, right) in lines.items():
        assert {defect.code for defect in markup.parse(wrong).defects} == {code}
        assert markup.parse(right).defects == (), code


def test_the_wrong_and_right_lines_of_sources_are_so() -> None:
    import yaml

    from edition import csl_records

    whole = {"id": "a", "type": "book", "title": "A"}
    lines = {code: pair for code, pair in pairs().items() if code in csl_records._HINTS}
    assert len(lines) >= 4
    for code, (wrong, right) in lines.items():
        found = csl_records.check([whole | yaml.safe_load(wrong)])
        assert [defect.code for defect in found] == [code]
        assert csl_records.check([whole | yaml.safe_load(right)]) == (), code


def test_hints_of_markdown_and_records_are_explained() -> None:
    from edition import csl_records, markup_build

    assert {*markup_build._HINTS, *csl_records._HINTS} <= set(explained())
