"""The code as a whole: formatted, typed, without dead parts, and with imports downwards alone.

The settings of all five tools stand in pyproject.toml.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.paths import ROOT


def run(*command: str, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """A tool of the tests' Python, run in `folder`."""
    program = [str(Path(sys.executable).with_name(command[0])), *command[1:]]
    return subprocess.run(program, cwd=folder, capture_output=True, text=True, timeout=300)


@pytest.mark.parametrize(
    "command",
    [
        ("ruff", "format", "--check", "."),
        ("ruff", "check", "."),
        # A `mypy.ini` in the folder of an edition could name plug-ins, which are run.
        ("mypy", "--config-file", "pyproject.toml"),
        ("vulture",),
    ],
    ids=lambda command: " ".join(command),
)
def test_the_tools_find_nothing(command: tuple[str, ...]) -> None:
    done = run(*command)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_contracts_are_kept(tmp_path: Path) -> None:
    """The tool puts the folder where it is started on the import path: not that of an edition."""
    (tmp_path / "edition").symlink_to(ROOT / "edition")
    done = run(
        "lint-imports", "--no-cache", "--config", str(ROOT / "pyproject.toml"), folder=tmp_path
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout
