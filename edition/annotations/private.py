"""Private: keys of an annotator's own, `x-…`, which mean nothing to the builder. Pure."""

from __future__ import annotations

from dataclasses import replace

from edition.yamlfile.load import YamlFile, YamlValue

#: How such a key begins.
PREFIX = "x-"


def without(file: YamlFile) -> YamlFile:
    """The file without such keys in its data; the file itself keeps them."""
    if not any(PREFIX.encode() in data for data in file.contents.values()):
        return file
    return replace(file, data=_without(file.data, {}))


def _without(value: YamlValue, done: dict[int, YamlValue]) -> YamlValue:
    """The value; what aliases share is gone through once."""
    if id(value) in done:
        return done[id(value)]
    found = value
    if isinstance(value, dict):
        found = {k: _without(v, done) for k, v in value.items() if not k.startswith(PREFIX)}
        done[id(value)] = found
    elif isinstance(value, list):
        found = [_without(item, done) for item in value]
        done[id(value)] = found
    return found
