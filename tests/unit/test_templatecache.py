"""The cache of compiled templates is never wrong: damaged or unwritable, it only saves nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from edition.templatecache import TemplateCache


def cache_in(folder: Path) -> TemplateCache:
    """A cache that keeps its files in `folder`."""
    cache = TemplateCache()
    cache.directory = str(folder)
    return cache


def rendered(cache: TemplateCache, text: str) -> str:
    """A template rendered in an environment of its own."""
    environment = Environment(loader=DictLoader({"page": text}), bytecode_cache=cache)
    return environment.get_template("page").render(x=1)


def test_a_template_is_kept_and_used(tmp_path: Path) -> None:
    assert rendered(cache_in(tmp_path), "x is {{ x }}") == "x is 1"
    assert len(list(tmp_path.iterdir())) == 1
    assert rendered(cache_in(tmp_path), "x is {{ x }}") == "x is 1"


def test_a_changed_template_is_compiled_anew(tmp_path: Path) -> None:
    rendered(cache_in(tmp_path), "old {{ x }}")
    assert rendered(cache_in(tmp_path), "new {{ x }}") == "new 1"


@pytest.mark.parametrize("damage", [b"", b"junk", b"j2\x05\x00\x00\x00broken"])
def test_a_damaged_file_counts_as_none(tmp_path: Path, damage: bytes) -> None:
    rendered(cache_in(tmp_path), "x is {{ x }}")
    for path in tmp_path.iterdir():
        path.write_bytes(damage)
    assert rendered(cache_in(tmp_path), "x is {{ x }}") == "x is 1"


def test_a_cut_file_counts_as_none(tmp_path: Path) -> None:
    rendered(cache_in(tmp_path), "x is {{ x }}")
    for path in tmp_path.iterdir():
        path.write_bytes(path.read_bytes()[:-20])
    assert rendered(cache_in(tmp_path), "x is {{ x }}") == "x is 1"


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path: Path) -> None:
    missing = tmp_path / "file"
    missing.write_text("no folder")
    assert rendered(cache_in(missing), "x is {{ x }}") == "x is 1"
