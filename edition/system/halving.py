"""Halving: finds the one of many things over which a call fails, in bounded time."""

from __future__ import annotations

import time
from collections.abc import Callable


def first_failing(
    count: int, fails: Callable[[int, float], bool], seconds: float
) -> tuple[int, int]:
    """Which of `count` things it is, with those before it, over which something fails.

    `fails(number, left)` tries it with the first `number` of them, and may take `left` seconds; it
    is known to go well with none and to fail with all. Out: `(after, last)`, the thing is one of
    those of the numbers `after` + 1 to `last`, a single one unless the `seconds` were up before.
    """
    good, bad = 0, count
    end = time.monotonic() + seconds
    while bad - good > 1 and (left := end - time.monotonic()) > 0:
        middle = (good + bad) // 2
        if fails(middle, left):
            bad = middle
        else:
            good = middle
    return good, bad
