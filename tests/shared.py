"""Books that several files of tests look at: each is made once in a run of the tests."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from filelock import FileLock


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """The folder `name`, filled by `make` when it is asked for first, in whichever process of the
    run; a second process waits until it is whole. Nobody may change what is in it."""
    base = factory.getbasetemp()
    root = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder, part = root / f"shared-{name}", root / f"shared-{name}.part"
    with FileLock(f"{folder}.lock"):
        if not folder.exists():
            shutil.rmtree(part, ignore_errors=True)
            part.mkdir()
            make(part)
            part.rename(folder)
    return folder


def write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write the files of a build into a folder."""
    for name, data in files.items():
        (folder / name).write_bytes(data)
