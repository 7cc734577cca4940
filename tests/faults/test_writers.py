"""Several writers at once, and locks that were left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from edition.authoring.add.write import add
from edition.build import build
from edition.model.problems import BuildFailed
from edition.system import files, locks
from edition.system.project import Project
from tests.books import GOOD, write_project
from tests.paths import ROOT

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows starts no copy of itself")
NAMES = ("a.epub", "a.pdf", "a-print.pdf")


def started(action: Callable[[], object]) -> int:
    """The id of a process that does it; it ends with 1 if a `BuildFailed` came."""
    child = os.fork()
    if not child:
        code = 99
        try:
            action()
            code = 0
        except BuildFailed as failed:
            code = 1 if failed.problems[0].code in ("file-changed", "output-busy") else 98
        finally:
            os._exit(code)
    return child


def ended(child: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def books(mark: int) -> dict[str, bytes]:
    """A set of books that can be told from another, of a size that is not written at once."""
    return {name: f"{mark}:{name}\n".encode() * 20_000 for name in NAMES}


def test_of_writers_at_once_the_books_of_one_are_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fsync", lambda handle: None)
    whole = [books(mark) for mark in range(3)]

    def write(mark: int) -> None:
        for _ in range(15):
            files.write_all(tmp_path, whole[mark])

    files.write_all(tmp_path, whole[0])
    children = [started(lambda mark=mark: write(mark)) for mark in range(3)]
    while os.waitpid(children[0], os.WNOHANG) == (0, 0):
        for name in NAMES:
            assert (tmp_path / name).read_bytes() in [made[name] for made in whole]
    assert [ended(child) for child in children[1:]] == [0, 0]
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} in whole


def test_two_builds_at_once_both_end_well(tmp_path: Path) -> None:
    one, two = (write_project(tmp_path / name, GOOD.replace("flies", name)) for name in "xy")
    out = tmp_path / "out"
    command = [sys.executable, str(ROOT / "build.py"), "--only", "epub", "-q", "-o", str(out)]
    environment = {**os.environ, "EDITION_NO_VENV": "1"}
    both = [subprocess.Popen([*command, str(project)], env=environment) for project in (one, two)]
    assert [process.wait(120) for process in both] == [0, 0]
    made = [build(Project.at(project), ("epub",)).files["loom.epub"] for project in (one, two)]
    assert made[0] != made[1]
    (book,) = out.iterdir()
    assert book.read_bytes() in made


def test_of_entries_added_at_once_none_is_lost(tmp_path: Path) -> None:
    project = Project.at(write_project(tmp_path / "project"))
    words = ("weaver", "sat", "threw", "cloth", "grew")
    add(project, "footnote", {"quote": "and the", "note": "x", "id": "n-and"})

    def insert(word: str) -> None:
        add(project, "footnote", {"quote": word, "note": "x", "id": f"n-{word}"})

    children = [(word, started(lambda word=word: insert(word))) for word in words]
    codes = {word: ended(child) for word, child in children}
    assert set(codes.values()) <= {0, 1}
    assert 0 in codes.values()
    text = (project.root / "annotations.yaml").read_text("utf-8")
    for word, code in codes.items():
        assert (f"id: n-{word}" in text) == (code == 0), codes
    assert "id: n-and" in text
    assert sorted(path.name for path in project.root.iterdir()) == [
        "annotations.yaml",
        "source.txt",
    ]


# ── locks ───────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def holder(tmp_path: Path) -> int:
    """A process that holds the lock of the folder until it is ended."""

    def hold() -> None:
        with locks.held(tmp_path):
            (tmp_path / "held").touch()
            time.sleep(60)

    child = started(hold)
    while not (tmp_path / "held").exists():
        time.sleep(0.01)
    (tmp_path / "held").unlink()
    return child


def test_a_writer_that_does_not_end_is_named_after_a_while(
    holder: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locks, "WAIT", 0.1)
    os.kill(holder, signal.SIGSTOP)  # as Ctrl-Z does
    with pytest.raises(BuildFailed) as failed:
        files.write_all(tmp_path, books(1))
    (problem,) = failed.value.problems
    assert problem.code == "output-busy" and "Wait for it, or end it" in problem.hint
    assert [path.name for path in tmp_path.iterdir()] == [locks.NAME]
    os.kill(holder, signal.SIGKILL)
    ended(holder)


def test_the_lock_of_a_killed_writer_blocks_nobody(holder: int, tmp_path: Path) -> None:
    os.kill(holder, signal.SIGKILL)
    ended(holder)
    assert (tmp_path / locks.NAME).exists()
    files.write_all(tmp_path, books(1))
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(NAMES)


def test_a_link_in_the_place_of_the_lock_is_not_followed(tmp_path: Path) -> None:
    victim, folder = tmp_path / "victim", tmp_path / "dist"
    folder.mkdir()
    (folder / locks.NAME).symlink_to(victim)
    files.write_all(folder, books(1))
    assert not victim.exists()
    assert sorted(path.name for path in folder.iterdir()) == sorted(NAMES)


@pytest.mark.parametrize("planted", ["folder", "pipe"])
def test_what_is_no_lock_does_not_block_either(planted: str, tmp_path: Path) -> None:
    path = tmp_path / locks.NAME
    path.mkdir() if planted == "folder" else os.mkfifo(path)
    files.write_all(tmp_path, books(1))
    assert {name: (tmp_path / name).read_bytes() for name in NAMES} == books(1)


def test_where_there_are_no_locks_files_are_still_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(handle: int) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(locks, "_lock", none)
    other = tmp_path / ".edition-abcdefgh"  # of a writer that may be alive
    other.mkdir()
    files.write_all(tmp_path, books(1))
    assert other.exists()
    assert {name: (tmp_path / name).read_bytes() for name in NAMES} == books(1)


def test_what_contributions_put_into_the_folder_is_not_followed(tmp_path: Path) -> None:
    """The names by which a killed build is finished, made by somebody else."""
    victim, folder = tmp_path / "victim", tmp_path / "dist"
    victim.mkdir()
    (victim / "mine").write_text("mine")
    folder.mkdir()
    for name in (".edition-ready", ".edition-abcdefgh"):
        (folder / name).symlink_to(victim)
    files.finish(folder)
    files.write_all(folder, books(1))
    assert sorted(path.name for path in folder.iterdir()) == sorted(NAMES)
    ready = folder / ".edition-ready"
    (ready / "new").mkdir(parents=True)
    (ready / "new" / "a.epub").symlink_to(victim / "mine")
    files.finish(folder)
    assert (folder / "a.epub").read_bytes() == books(1)["a.epub"]
    assert (victim / "mine").read_text() == "mine"
