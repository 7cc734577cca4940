"""Dependencies: the files of its folder that an edition is made of, as its annotations say.
Pure."""

from __future__ import annotations

from collections.abc import Iterator

from edition.typography.stylesheets import NAMES
from edition.yamlfile.load import YamlValue

#: What is read of every edition, whether it is there or not.
ALWAYS = frozenset({"annotations.yaml", *(f"styles/{name}" for name in NAMES)})


def files(data: YamlValue) -> frozenset[str]:
    """The names of the files; `data` is the annotations file as plain data, with or without
    errors. Names are given as they are written: whoever reads them checks them."""
    found = {name for name in _named(data) if isinstance(name, str) and name}
    return ALWAYS | found


def _named(data: YamlValue) -> Iterator[YamlValue]:
    yield _key(data, "ledger")
    included = _key(data, "include")
    yield included
    yield from _items(included)
    for item in _items(_key(_key(data, "source"), "files")):
        yield _key(item, "path")
    for item in _items(_key(data, "photos")):
        yield _key(item, "file")
    for map_ in _items(_key(data, "maps")):
        for outline in _items(_key(map_, "outlines")):
            yield _key(outline, "file")


def _key(data: YamlValue, key: str) -> YamlValue:
    return data.get(key) if isinstance(data, dict) else None


def _items(data: YamlValue) -> list[YamlValue]:
    return data if isinstance(data, list) else []
