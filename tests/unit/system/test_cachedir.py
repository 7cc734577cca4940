"""What is kept from build to build is whole and under its own key, or counts as not there; and
nobody but its user can put anything into it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from edition.system import cachedir
from edition.system.cachedir import Cache


def test_what_is_kept_is_found_under_its_key_alone(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "kind", "release 1")
    cache.put("one", b"words")
    cache.put("none", b"")
    assert (cache.get("one"), cache.get("none"), cache.get("two")) == (b"words", b"", None)
    assert Cache(tmp_path / "kind", "release 2").get("one") is None
    assert Cache(None).get("one") is None


def test_what_is_damaged_or_of_another_key_is_not_there(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put("one", b"words")
    cache.put("two", b"others")
    whole, path = cache.path("one").read_bytes(), cache.path("one")
    flipped = [whole[:k] + bytes([whole[k] ^ 1]) + whole[k + 1 :] for k in range(len(whole))]
    for data in (
        b"",
        whole[:-1],
        whole[1:],
        whole + b"x",
        cache.path("two").read_bytes(),
        *flipped,
    ):
        path.write_bytes(data)
        assert cache.get("one") is None
    path.unlink()
    path.mkdir()
    assert cache.get("one") is None
    cache.put("one", b"again")  # a folder cannot be replaced: nothing is said
    assert list(path.iterdir()) == []


def test_a_full_disk_keeps_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    cache = Cache(tmp_path)
    cache.put("old", b"words")
    monkeypatch.setattr(os, "replace", full)
    cache.put("new", b"words")
    cache.put("old", b"others")
    assert cache.get("new") is None and cache.get("old") == b"words"
    assert list(tmp_path.iterdir()) == [cache.path("old")]


def test_what_was_used_longest_ago_is_dropped_first(tmp_path: Path) -> None:
    cache = Cache(tmp_path, limit=300)
    for number in range(4):
        cache.put(str(number), b"x" * 100)
        os.utime(cache.path(str(number)), (number, number))
    assert cache.get("0")
    cache.tidy()
    assert [n for n in range(4) if cache.path(str(n)).exists()] == [0, 3]


def test_tidying_reaches_what_a_killed_build_or_an_older_one_left(tmp_path: Path) -> None:
    cache = Cache(tmp_path, limit=1)
    (tmp_path / "ab").mkdir()
    for left in (tmp_path / ".new-killed", tmp_path / "ab" / "old.gathering"):
        left.write_bytes(b"left")
    cache.tidy()
    assert (tmp_path / ".new-killed").exists()  # nothing was written, so nothing is looked at
    cache.put("one", b"words")
    cache.tidy()
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


# ── where caches lie ────────────────────────────────────────────────────────────────────────


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's folder for caches."""
    monkeypatch.setenv("LOCALAPPDATA" if os.name == "nt" else "XDG_CACHE_HOME", str(tmp_path))
    return tmp_path


def test_a_cache_is_its_users_alone(base: Path) -> None:
    path = cachedir.folder("kind")
    assert path == base / "annotated-edition" / "kind"
    assert os.name == "nt" or path.stat().st_mode & 0o777 == 0o700
    assert cachedir.folder("kind") == path


posix = pytest.mark.skipif(
    os.name == "nt", reason="rights of POSIX; below LOCALAPPDATA there are none"
)


@posix
@pytest.mark.parametrize("which", ["annotated-edition", "annotated-edition/kind"])
def test_a_cache_that_others_can_write_into_is_not_used(base: Path, which: str) -> None:
    assert cachedir.folder("kind")
    (base / which).chmod(0o777)
    assert cachedir.folder("kind") is None


@posix
def test_a_cache_of_somebody_else_is_not_used(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert cachedir.folder("kind")
    monkeypatch.setattr(os, "geteuid", lambda: 4711)
    assert cachedir.folder("kind") is None


@posix
@pytest.mark.parametrize("home", [None, "", "/nowhere", "relative"])
def test_without_a_home_nothing_is_kept(
    home: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    if home is None:
        monkeypatch.setattr(os.path, "expanduser", lambda path: path)
    else:
        monkeypatch.setenv("HOME", home)
        real = os.mkdir
        monkeypatch.setattr(os, "mkdir", lambda p, *a: _only_below(tmp_path, p) or real(p, *a))
    assert cachedir.folder("kind") is None
    assert list(tmp_path.iterdir()) == []


def _only_below(folder: Path, path: str | Path) -> None:
    if not Path(path).resolve().is_relative_to(folder):
        raise OSError(13, "Permission denied", str(path))


@posix
def test_a_link_in_the_place_of_the_cache_is_not_followed(base: Path, tmp_path: Path) -> None:
    (base / "annotated-edition").mkdir(mode=0o700)
    (tmp_path / "elsewhere").mkdir(mode=0o700)
    (base / "annotated-edition" / "kind").symlink_to(tmp_path / "elsewhere")
    assert cachedir.folder("kind") is None


def test_a_relative_cache_folder_in_the_environment_is_ignored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The specification's rule; it keeps a project's own folder from being taken for the cache."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    for name in ("LOCALAPPDATA", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, "cache")
    cachedir.folder("kind")
    assert not (tmp_path / "cache").exists()
