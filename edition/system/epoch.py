"""Epoch: the one clock of a build, SOURCE_DATE_EPOCH (reproducible-builds.org), set for a while."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from edition.model import Metadata
from edition.model.problems import BuildFailed, Place, Problem

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


def modified(metadata: Metadata) -> datetime:
    """When the edition was last changed: SOURCE_DATE_EPOCH, or the date that the YAML gives.

    Never the clock, so that a build can be repeated (reproducible-builds.org/specs). Raises
    `BuildFailed` for a SOURCE_DATE_EPOCH that is no number of seconds.
    """
    if epoch := os.environ.get("SOURCE_DATE_EPOCH", ""):
        try:
            return datetime.fromtimestamp(int(epoch), UTC)
        except (ValueError, OverflowError, OSError):
            message = f"SOURCE_DATE_EPOCH is no time: {epoch}"
            hint = "Give the seconds since 1970, or unset it."
            place = Place("SOURCE_DATE_EPOCH")
            raise BuildFailed([Problem("bad-epoch", place, message, hint)]) from None
    date = (metadata.modified or metadata.published).split("-")
    year, month, day = (int(part) for part in (*date, "1", "1")[:3])
    return datetime(year, month, day, tzinfo=UTC)
