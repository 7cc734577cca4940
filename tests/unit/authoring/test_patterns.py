"""Words with gaps between them, and regular expressions, are found where they stand."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from edition.assembly import partial
from edition.authoring import patterns
from edition.authoring.patterns import BadPattern
from edition.cli import main
from edition.system.project import Project
from tests.books import write_project

TEXT = (
    "The weaver’s loom\n\n"
    "In May 1801 the old weaver sat down — slowly — at the loom, and the loom\tcreaked.\n\n"
    "Weavers sat. The weaver wove; a loom is a loom.\n"
)


@pytest.fixture(scope="module")
def anchorer(tmp_path_factory: pytest.TempPathFactory):
    folder = write_project(tmp_path_factory.mktemp("found"), "", TEXT)
    return partial.read(Project.at(folder)).anchorer


def gaps(anchorer, words: str, gap: int, **more: bool) -> list[str]:
    found = patterns.with_gaps(anchorer, words, gap, **more)
    return [anchorer.source.words(span) for span in found]


def test_words_with_others_between(anchorer) -> None:
    assert gaps(anchorer, "weaver loom", 2) == ["weaver wove; a loom"]
    assert gaps(anchorer, "weaver loom", 5) == [
        "weaver sat down — slowly — at the loom", "weaver wove; a loom",
    ]  # fmt: skip
    assert gaps(anchorer, "weaver* sat", 0) == ["weaver sat"]
    assert gaps(anchorer, "weaver* sat", 0, ignore_case=True) == ["weaver sat", "Weavers sat"]
    assert gaps(anchorer, "*eaver* loom", 0) == ["weaver’s loom"]
    assert gaps(anchorer, "creaked Weavers", 9) == [], "not over the end of a paragraph"
    assert gaps(anchorer, "the loom,", 0) == ["the loom", "the loom"]


def test_the_newest_of_the_first_words_counts(anchorer) -> None:
    assert gaps(anchorer, "the creaked", 1) == ["the loom\tcreaked"]


def test_a_gap_is_what_an_expression_of_words_would_say() -> None:
    made = random.Random(7)
    for _ in range(300):
        tokens = made.choices("abc", k=12)
        wanted = made.choices("abc", k=made.randint(1, 3))
        gap = made.randint(0, 3)
        text = " ".join(tokens)
        expression = rf"(?: \w){{0,{gap}}} ".join(wanted)
        fits = bool(re.search(rf"(?<!\w){expression}(?!\w)", text))
        found = list(patterns._runs(tokens, [re.compile(word) for word in wanted], gap))
        assert bool(found) is fits, (text, wanted, gap)
        for first, last in found:
            assert (tokens[first], tokens[last]) == (wanted[0], wanted[-1])


def expressed(anchorer, pattern: str, **more: bool) -> list[str]:
    found = patterns.by_expression(anchorer, pattern, **more)
    return [anchorer.source.words(span) for span in found]


def test_expressions(anchorer) -> None:
    assert expressed(anchorer, r"(May|June) \d+") == ["May 1801"]
    assert expressed(anchorer, r"weaver’s|down — s") == ["weaver’s", "down — s"]
    assert expressed(anchorer, r"loom creaked") == ["loom\tcreaked"], "white space is a space"
    assert expressed(anchorer, r"weaver", whole_words=True, ignore_case=True) == [
        "weaver", "weaver", "weaver",
    ]  # fmt: skip
    assert expressed(anchorer, r"creaked.*Weavers") == []
    assert expressed(anchorer, r"x*") == []


@pytest.mark.parametrize("pattern", ["((", "[a", "x" * 1001, r"\1", "a{99999999999}"])
def test_a_pattern_that_cannot_be_read(anchorer, pattern: str) -> None:
    with pytest.raises(BadPattern):
        patterns.by_expression(anchorer, pattern)


def test_the_command(tmp_path: Path, capsys) -> None:
    folder = str(write_project(tmp_path, "", TEXT))
    assert main.main(["find", "--gap", "3", "old at", folder]) == 1
    assert "Nothing in the text fits" in capsys.readouterr().err
    assert main.main(["find", "-g", "4", "old at", folder]) == 0
    assert "old weaver sat down — slowly — at" in capsys.readouterr().out
    assert main.main(["find", "-e", r"\d{4}", folder, "--json"]) == 0
    assert '"words": "1801"' in capsys.readouterr().out
    assert main.main(["find", "-e", "((", folder]) == 2
    assert main.main(["find", "-e", "-g", "1", "x", folder]) == 2
    assert main.main(["find", "-g", "1", " ** ", folder]) == 2
