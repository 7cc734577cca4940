"""The cache of compiled templates is never wrong: damaged or unwritable, it only saves nothing."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment
from jinja2.bccache import bc_magic

from edition.render.templatecache import TemplateCache
from edition.system.cachedir import Cache


def cache_in(folder: Path) -> TemplateCache:
    """A cache that keeps its files in `folder`."""
    return TemplateCache(Cache(folder))


def rendered(cache: TemplateCache, text: str) -> str:
    """A template rendered in an environment of its own."""
    environment = Environment(loader=DictLoader({"page": text}), bytecode_cache=cache)
    return environment.get_template("page").render(x=1)


def test_a_template_is_kept_and_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert rendered(cache_in(tmp_path), "x is {{ x }}") == "x is 1"
    assert len(list(tmp_path.iterdir())) == 1
    monkeypatch.setattr(Environment, "compile", None)  # what is kept is not compiled again
    assert rendered(cache_in(tmp_path), "x is {{ x }}") == "x is 1"


def test_what_this_process_compiled_is_not_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known: dict = {}
    assert rendered(TemplateCache(Cache(tmp_path), known), "x is {{ x }}") == "x is 1"
    (file,) = tmp_path.iterdir()
    file.unlink()
    compiled, cache = Environment.compile, TemplateCache(Cache(tmp_path), known)
    monkeypatch.setattr(Environment, "compile", None)
    assert rendered(cache, "x is {{ x }}") == "x is 1"
    monkeypatch.setattr(Environment, "compile", compiled)
    assert rendered(cache, "another {{ x }}") == "another 1"


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
