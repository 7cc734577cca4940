"""The cache of compiled templates is never wrong: damaged or unwritable, it only saves nothing;
and nobody but its user can put anything into it."""

from __future__ import annotations

import hashlib
import os
import pickle
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment
from jinja2.bccache import bc_magic

from edition.render.templatecache import TemplateCache
from edition.system import cachedir


def cache_in(folder: Path) -> TemplateCache:
    """A cache that keeps its files in `folder`."""
    cache = TemplateCache()
    cache.directory = folder
    return cache


def rendered(cache: TemplateCache, text: str) -> str:
    """A template rendered in an environment of its own."""
    environment = Environment(loader=DictLoader({"page": text}), bytecode_cache=cache)
    return environment.get_template("page").render(x=1)


def test_a_template_is_kept_and_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert rendered(cache_in(tmp_path), "x is {{ x }}") == "x is 1"
    (path,) = tmp_path.iterdir()
    kept = path.read_bytes()
    assert kept[:32] == hashlib.sha256(kept[32:]).digest()
    monkeypatch.setattr(Environment, "compile", None)  # what is kept is not compiled again
    assert rendered(cache_in(tmp_path), "x is {{ x }}") == "x is 1"


def test_a_changed_template_is_compiled_anew(tmp_path: Path) -> None:
    rendered(cache_in(tmp_path), "old {{ x }}")
    assert rendered(cache_in(tmp_path), "new {{ x }}") == "new 1"
    assert len(list(tmp_path.iterdir())) == 1


class _Hostile:
    """Unpickled, it makes a file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple:
        return Path.touch, (self.path,)


def test_a_damaged_file_counts_as_none(tmp_path: Path) -> None:
    rendered(cache_in(tmp_path), "x is {{ x }}")
    (path,) = tmp_path.iterdir()
    whole = path.read_bytes()
    mark = tmp_path / "unpickled"
    damaged = [b"", b"junk", whole[:-20], whole[:32], whole[1:], bc_magic + b"junk"]
    damaged += [whole[:k] + bytes([whole[k] ^ 1]) + whole[k + 1 :] for k in range(0, len(whole), 9)]
    damaged.append(bc_magic + pickle.dumps(_Hostile(mark)))
    for data in damaged:
        path.write_bytes(data)
        assert rendered(cache_in(tmp_path), "x is {{ x }}") == "x is 1"
        assert path.read_bytes() == whole
    assert not mark.exists()


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path: Path) -> None:
    missing = tmp_path / "file"
    missing.write_text("no folder")
    assert rendered(cache_in(missing), "x is {{ x }}") == "x is 1"


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
