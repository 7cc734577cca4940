"""Each code has an example: its wrong form gives this code and no other, its right form none."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from edition.assembly.review import review
from edition.checks import explain
from edition.system.project import Project
from tests.paths import ROOT
from tests.problems import examples

HERE = Path(__file__).parent
FOLDERS = sorted(path.parent.name for path in HERE.glob("*/wrong"))
ELSEWHERE: dict[str, dict[str, str]] = yaml.safe_load((HERE / "elsewhere.yaml").read_text("utf-8"))
#: On the page, some examples of these are a line of a command, which no edition can have.
ON_PAGE = {
    code: pair
    for code, pair in examples.pairs().items()
    if pair and code not in ELSEWHERE and code not in FOLDERS
}
#: Codes that cannot come alone: what else their example has, in its wrong form or in both.
TOGETHER = {
    "source-changed": {"source-changed-report"},
    "source-changed-report": {"source-changed"},
    # All of the text is left out, and with it what the good edition explains.
    "source-empty": {"heading-never-mentioned", "quote-in-omitted-text", "term-never-used"},
    # What is not let off is still told.
    "rule-exception-unknown": {"tone-word"},
    # Sydney is not on the good edition's map.
    "bad-coordinates": {"map-empty"},
}


def problems(folder: Path) -> set[str]:
    """The codes of all errors and warnings of the edition in `folder`."""
    return {problem.code for problem in review(Project.at(folder)).problems}


def assert_pair(code: str, wrong: Path, right: Path) -> None:
    besides = TOGETHER.get(code, set())
    assert problems(wrong) == {code} | besides
    assert problems(right) <= besides, "the right form has a problem too"


@pytest.mark.parametrize("code", ON_PAGE)
def test_the_example_on_the_page(code: str, tmp_path: Path) -> None:
    wrong, right = ON_PAGE[code]
    examples.write(code, wrong, right, tmp_path / "wrong")
    examples.write(code, right, right, tmp_path / "right")
    assert_pair(code, tmp_path / "wrong", tmp_path / "right")


@pytest.mark.parametrize("code", FOLDERS)
def test_the_example_in_a_folder(code: str) -> None:
    assert_pair(code, HERE / code / "wrong", HERE / code / "right")


@pytest.mark.parametrize("code", ELSEWHERE)
def test_the_example_in_another_test_is_there(code: str) -> None:
    name = ELSEWHERE[code]["test"]
    assert code in shown_by(name), f"{name} does not speak of {code}"
    assert ELSEWHERE[code]["why"]


def test_each_code_has_one_example() -> None:
    places = Counter([*ON_PAGE, *FOLDERS, *ELSEWHERE])
    codes = {explained.code for explained in explain.page().values()}
    assert codes - set(places) == set(), "without an example"
    assert set(places) - codes == set(), "no codes any more"
    assert [code for code, count in places.items() if count > 1] == [], "with two examples"


def test_what_comes_together_is_still_needed() -> None:
    assert set(TOGETHER) <= set(ON_PAGE)


def shown_by(name: str) -> set[str]:
    """The words between quotation marks in a test, or the codes that refuse an attack.

    In: `path::name of the function`, or `path.yaml::name of the attack`. Raises `KeyError` if
    there is no such test.
    """
    file, _, test = name.partition("::")
    text = (ROOT / file).read_text("utf-8")
    if file.endswith(".yaml"):
        attacks = {attack["name"]: attack for attack in yaml.safe_load(text)}
        return set(str(attacks[test].get("refused", "")).split(": "))
    functions = {node.name: node for node in ast.parse(text).body if _is_test(node)}
    return set(_words(functions[test]))


def _is_test(node: Any) -> bool:
    return isinstance(node, ast.FunctionDef) and node.name.startswith("test_")


def _words(test: ast.AST) -> Iterator[str]:
    for node in ast.walk(test):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from (word.strip("[]:.,") for word in node.value.replace("[", " [").split())
