"""A checkout without its `.venv`, and a set-up that runs nothing."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from edition.setup import packages, provision, stamps


@pytest.fixture
def checkout(tmp_path):
    """A folder with both locks and a `.venv` that has a Python, but no stamps."""
    for name in (stamps.RUN_LOCK, stamps.TEST_LOCK):
        (tmp_path / name).write_text(f"a==1 --hash=sha256:0  # {name}\n")
    python = Path(stamps.venv_python(str(tmp_path / ".venv")))
    python.parent.mkdir(parents=True)
    python.touch()
    return tmp_path


@pytest.fixture
def commands(checkout, monkeypatch):
    """The commands that a set-up in `checkout` would run; the machine lacks nothing."""
    ran = []
    monkeypatch.setattr(provision, "_call", lambda command, *_, **__: ran.append(list(command)))
    monkeypatch.setattr(provision, "_works", os.path.exists)
    monkeypatch.setattr(packages, "missing_needs", lambda testing: ())
    (checkout / "build.py").touch()
    return ran
