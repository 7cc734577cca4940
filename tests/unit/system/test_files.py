"""A failed write leaves the last good books, and nothing half-written."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from edition.model.problems import BuildFailed
from edition.system import files, folders
from edition.system.files import finish, replace, write_all


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


# ── a folder that is written as one ─────────────────────────────────────────────────────────


def site(mark: str) -> dict[str, bytes]:
    """The files of a web edition, and a book beside it."""
    pages = folders.with_list({"index.html": mark.encode(), f"fonts/{mark}": b"f"})
    return folders.within("web", pages) | {"x": mark.encode()}


def there(folder: Path) -> dict[str, bytes]:
    """All files below a folder."""
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def test_a_folder_is_replaced_as_a_whole(tmp_path: Path) -> None:
    assert write_all(tmp_path, site("one")) == [tmp_path / "web", tmp_path / "x"]
    assert there(tmp_path) == site("one")
    assert (tmp_path / "web" / "fonts").stat().st_mode & 0o777 == 0o755
    write_all(tmp_path, site("two"))
    assert there(tmp_path) == site("two")  # fonts/one is gone


@pytest.mark.parametrize("name", ["CNAME", "fonts/mine.woff2", ".git/config"])
def test_a_folder_with_files_of_others_stays(name: str, tmp_path: Path) -> None:
    write_all(tmp_path, site("one"))
    own = tmp_path / "web" / name
    own.parent.mkdir(exist_ok=True)
    own.write_bytes(b"mine")
    with pytest.raises(BuildFailed) as failed:
        write_all(tmp_path, site("two"))
    (problem,) = failed.value.problems
    assert problem.code == "output-unwritable" and name in problem.message
    assert there(tmp_path) == site("one") | {f"web/{name}": b"mine"}


@pytest.mark.parametrize("what", ["file", "empty", "link"])
def test_what_stands_in_the_place_of_a_folder(what: str, tmp_path: Path) -> None:
    place, outside = tmp_path / "out" / "web", tmp_path / "outside"
    place.parent.mkdir()
    outside.mkdir()
    (outside / "kept").write_bytes(b"k")
    if what == "file":
        place.write_bytes(b"mine")
        with pytest.raises(BuildFailed):
            write_all(place.parent, site("one"))
        assert place.read_bytes() == b"mine"
        return
    if what == "empty":
        place.mkdir()
    else:
        place.symlink_to(outside)
    write_all(place.parent, site("one"))
    assert there(place.parent) == site("one") and not place.is_symlink()
    assert there(outside) == {"kept": b"k"}


@pytest.mark.parametrize("at", [0, 1])
def test_a_folder_that_cannot_be_exchanged_stays(
    at: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_all(tmp_path, site("one"))
    real, count = os.rename, 0

    def fails(old: Path, new: Path) -> None:
        nonlocal count
        if "web" in (Path(old).name, Path(new).name):
            count += 1
            if count == at + 1:
                raise OSError(5, "Input/output error")
        real(old, new)

    monkeypatch.setattr(os, "rename", fails)
    with pytest.raises(BuildFailed):
        write_all(tmp_path, site("two"))
    monkeypatch.undo()
    assert there(tmp_path) == site("one")


@pytest.mark.parametrize("at", [0, 1, 2])
def test_who_is_killed_leaves_the_folder_to_the_next(
    at: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITION_CACHE", str(tmp_path / "cache"))
    folder = tmp_path / "dist"
    write_all(folder, site("one"))
    real, count = os.rename, 0

    class Killed(BaseException):
        pass

    def killed(old: Path, new: Path) -> None:
        nonlocal count
        if "web" in (Path(old).name, Path(new).name):
            if count == at:
                raise Killed
            count += 1
        real(old, new)

    def dead(*args: object) -> None:
        raise Killed

    put = os.replace

    def killed_at_the_book(old: Path, new: Path) -> None:
        if at == 2 and Path(new) == folder / "x":  # behind the folder
            raise Killed
        put(old, new)

    monkeypatch.setattr(os, "rename", killed)
    monkeypatch.setattr(files, "_take_back", dead)
    monkeypatch.setattr(files.shutil, "rmtree", lambda *args, **more: None)
    monkeypatch.setattr(os, "replace", killed_at_the_book)
    with pytest.raises(Killed):
        write_all(folder, site("two"))
    monkeypatch.undo()
    monkeypatch.setenv("EDITION_CACHE", str(tmp_path / "cache"))
    finish(folder)
    assert there(folder) == site("two")
