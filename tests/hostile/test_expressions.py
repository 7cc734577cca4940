"""No regular expression of the builder blows up on what a contributor can write.

Every expression that a module keeps is run against texts made to send it back and forth, of two
lengths: a text of eight times the length may take what a square would (64 times), and no more.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import time
from collections.abc import Iterator

import pytest

import edition

#: Repeated, each with an end that nothing fits.
SEEDS = (
    "a", " ", "a ", "1-", "1.", "[", "[@", "[a]", "](", "<a ", "<!--", "*a", "`", ": ", "\t", "-",
    "a.a", "А", "“a", "'", "\\", "//", "@a.", "&#", "{", "a-", ", ", "\n", "\n- ", "(a", "a’",
)  # fmt: skip
SHORT = 150
LEAST, MOST = 0.02, 1.5  # seconds: what is not worth measuring, and what is never allowed


def expressions() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Every compiled expression that a module of the package keeps, with its name."""
    for module in pkgutil.walk_packages(edition.__path__, "edition."):
        if module.name.endswith("__main__"):
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                yield f"{module.name}.{name}", value


FOUND = dict(expressions())


def seconds(pattern: re.Pattern[str], text: str) -> float:
    """The processor time of all three ways to use it."""
    start = time.process_time()
    pattern.match(text)
    pattern.fullmatch(text)
    for count, _ in enumerate(pattern.finditer(text)):
        if count > 10_000:
            break
    return time.process_time() - start


def test_all_expressions_of_the_package_are_there() -> None:
    assert len(FOUND) > 60
    assert "edition.markup.inline._ITEM" in FOUND


@pytest.mark.parametrize("name", FOUND)
def test_the_expression_does_not_blow_up(name: str) -> None:
    pattern = FOUND[name]
    for seed in SEEDS:
        for end in ("", "!\0"):
            short = seconds(pattern, seed * SHORT + end)
            assert short < MOST, f"{name} on {seed!r}"
            if short > LEAST / 8:
                long = seconds(pattern, seed * SHORT * 8 + end)
                assert long < max(LEAST, short * 64 * 2), f"{name} on {seed!r}: {short} → {long}"


def test_an_expression_that_blows_up_is_found() -> None:
    assert seconds(re.compile("(a+)+b"), "a" * 19) > seconds(re.compile("a+b"), "a" * 19) * 100
