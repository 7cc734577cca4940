"""Dated: the one clock of a build, SOURCE_DATE_EPOCH (reproducible-builds.org), set for a while."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

#: Seconds since 1970 that stand for the time of the build; WeasyPrint and fontTools heed it too.
VARIABLE = "SOURCE_DATE_EPOCH"


@contextmanager
def dated(seconds: int | str | None) -> Iterator[None]:
    """SOURCE_DATE_EPOCH of this process is `seconds`, or unset, and as it was afterwards."""
    before = os.environ.get(VARIABLE)
    _set(seconds)
    try:
        yield
    finally:
        _set(before)


def _set(seconds: int | str | None) -> None:
    if seconds is None:
        os.environ.pop(VARIABLE, None)
    else:
        os.environ[VARIABLE] = str(seconds)
