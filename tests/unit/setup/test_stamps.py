"""What is installed already, as the stamps say."""

from __future__ import annotations

import os
from pathlib import Path

from edition.setup import stamps


def stamp(checkout: Path, name: str) -> None:
    stamps.write_stamp(str(checkout / ".venv"), str(checkout / name))


def test_a_folder_without_a_stamp_is_not_ready(checkout):
    assert not stamps.is_ready(str(checkout), testing=False)


def test_a_stamp_names_the_lock_and_makes_the_folder_ready(checkout):
    stamp(checkout, stamps.RUN_LOCK)
    digest = stamps.lock_digest(str(checkout / stamps.RUN_LOCK))
    assert (checkout / ".venv" / f"{digest[:16]}.ok").read_text() == digest + "\n"
    assert stamps.is_ready(str(checkout), testing=False)
    assert not stamps.is_ready(str(checkout), testing=True)
    assert not list((checkout / ".venv").glob("*.new"))


def test_a_changed_lock_is_not_ready(checkout):
    stamp(checkout, stamps.RUN_LOCK)
    (checkout / stamps.RUN_LOCK).write_text("a==2 --hash=sha256:1\n")
    assert not stamps.is_ready(str(checkout), testing=False)


def test_a_stamp_cut_short_does_not_count(checkout):
    stamp(checkout, stamps.RUN_LOCK)
    next((checkout / ".venv").glob("*.ok")).write_text("")
    assert not stamps.is_ready(str(checkout), testing=False)


def test_a_venv_whose_python_is_gone_is_not_ready(checkout):
    stamp(checkout, stamps.RUN_LOCK)
    os.remove(stamps.venv_python(str(checkout / ".venv")))
    assert not stamps.is_ready(str(checkout), testing=False)


def test_the_tests_need_the_node_packages_too(checkout):
    stamp(checkout, stamps.TEST_LOCK)
    assert stamps.is_ready(str(checkout), testing=True)  # no package-lock.json, nothing to have
    folder = checkout / stamps.NODE_FOLDER
    (folder / "node_modules").mkdir(parents=True)
    (folder / "package-lock.json").write_text("{}")
    assert not stamps.is_ready(str(checkout), testing=True)
    stamps.write_stamp(str(folder / "node_modules"), str(folder / "package-lock.json"))
    assert stamps.is_ready(str(checkout), testing=True)
