"""A failed write leaves the last good books, and nothing half-written."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from edition.model.problems import BuildFailed
from edition.system.files import replace, write_all


def test_files_are_written(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    assert write_all(folder, {"x": b"1", "y": b"2"}) == [folder / "x", folder / "y"]
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {"x": b"1", "y": b"2"}


def test_anyone_may_read_them(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        write_all(tmp_path, {"x": b"1"})
    finally:
        os.umask(before)
    assert (tmp_path / "x").stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_full_disk_leaves_the_last_good_files(
    call: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_all(tmp_path, {"x": b"old", "y": b"old"})

    def full(*args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, call, full)
    with pytest.raises(BuildFailed) as failed:
        write_all(tmp_path, {"x": b"new", "y": b"new"})
    (problem,) = failed.value.problems
    assert problem.code == "output-unwritable"
    assert "No space left on device" in problem.message
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        "x": b"old",
        "y": b"old",
    }


def test_the_second_file_fails_before_the_first_is_put_in_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_all(tmp_path, {"x": b"old", "y": b"old"})
    real, calls = os.fsync, []

    def second_fails(handle: int) -> None:
        calls.append(handle)
        if len(calls) == 2:
            raise OSError(5, "Input/output error")
        real(handle)

    monkeypatch.setattr(os, "fsync", second_fails)
    with pytest.raises(BuildFailed):
        write_all(tmp_path, {"x": b"new", "y": b"new"})
    assert (tmp_path / "x").read_bytes() == b"old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["x", "y"]


def test_a_break_leaves_nothing_half_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(handle: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", stopped)
    with pytest.raises(KeyboardInterrupt):
        write_all(tmp_path, {"x": b"new"})
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "f").write_text("")
    with pytest.raises(BuildFailed) as failed:
        write_all(tmp_path / "f", {"x": b"1"})
    assert failed.value.problems[0].code == "output-unwritable"


def test_replace_leaves_a_file_that_changed_meanwhile(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_bytes(b"a")
    two.write_bytes(b"changed")
    with pytest.raises(BuildFailed) as failed:
        replace({one: (b"a", b"b"), two: (b"read", b"c")})
    assert failed.value.problems[0].code == "file-changed"
    assert (one.read_bytes(), two.read_bytes()) == (b"a", b"changed")
    with pytest.raises(BuildFailed):
        replace({one: (None, b"b")})
    replace({one: (b"a", b"b"), tmp_path / "new": (None, b"n")})
    assert (one.read_bytes(), (tmp_path / "new").read_bytes()) == (b"b", b"n")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["new", "one", "two"]


def test_replace_writes_through_a_link_and_keeps_the_mode(tmp_path: Path) -> None:
    real, link = tmp_path / "real", tmp_path / "link"
    real.write_bytes(b"a")
    real.chmod(0o600)
    link.symlink_to(real)
    replace({link: (b"a", b"b")})
    assert link.is_symlink() and real.read_bytes() == b"b"
    assert real.stat().st_mode & 0o777 == 0o600
