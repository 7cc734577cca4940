"""`rebase` on two real versions of one story, measured as benchmarks/rebase.py does it."""

from __future__ import annotations

import importlib.util
import sys

from tests.paths import ROOT

STORY = ROOT / "tests" / "data" / "red-headed-league"


def benchmark():
    """The module benchmarks/rebase.py."""
    spec = importlib.util.spec_from_file_location("measure", ROOT / "benchmarks" / "rebase.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["measure"] = module
    sys.path.insert(0, str(ROOT / "benchmarks"))
    try:
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(str(ROOT / "benchmarks"))
    return module


def test_600_quotations_are_found_again_and_none_at_a_wrong_place() -> None:
    measure = benchmark()
    old = (STORY / "gitenberg.txt").read_text("utf-8")
    new = (STORY / "standardebooks.txt").read_text("utf-8")
    figures = measure.measured(old, new, 600, seed=1)
    assert figures.wrong == []
    assert figures.right >= 0.99 * figures.there
    assert figures.there >= 590, "or the sample says nothing"


def test_quotations_of_another_text_are_not_found() -> None:
    measure = benchmark()
    old = (STORY / "gitenberg.txt").read_text("utf-8")
    other = (ROOT / "seeds" / "kalyapin-interview.txt").read_text("utf-8")
    figures = measure.measured(old, other, 300, seed=2)
    assert figures.sure <= 3, [figures.mover.words(move.old, new=False) for move in figures.wrong]
