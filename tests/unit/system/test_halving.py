"""Halving finds the one of many, and stops when its time is up."""

from __future__ import annotations

import time

import pytest

from edition.system.halving import first_failing


@pytest.mark.parametrize("count", [1, 2, 3, 7, 100])
def test_the_first_over_which_it_fails_is_found(count: int) -> None:
    for wrong in range(1, count + 1):
        tried = []

        def fails(number: int, left: float, wrong: int = wrong, tried: list[int] = tried) -> bool:
            tried.append(number)
            return number >= wrong

        assert first_failing(count, fails, 10) == (wrong - 1, wrong)
        assert len(tried) <= 7


def test_it_stops_in_time_with_what_is_known() -> None:
    def slow(number: int, left: float) -> bool:
        assert left <= 0.1
        time.sleep(0.06)
        return number > 900

    start = time.monotonic()
    after, last = first_failing(1000, slow, 0.1)
    assert time.monotonic() - start < 2
    assert after <= 900 < last and last - after > 1
