"""Killed at random moments. The full count is `python -m tests.faults --kills 200`."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.faults.kills import SIGNALS, tally


@pytest.mark.skipif(os.name == "nt", reason="Windows has no groups of processes to end")
@pytest.mark.parametrize(("scene", "kills"), [("build --only epub", 3), ("rebase", 2)])
def test_a_killed_command_loses_nothing(scene: str, kills: int, tmp_path: Path) -> None:
    found = tally(scene, kills, 12, tmp_path, tuple(SIGNALS))
    assert found.faults == []
    assert sum(found.ends.values()) == kills
