"""Strings: every text in a piece of the model, for what must know all letters of an edition."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import fields, is_dataclass


def strings(value: object) -> Iterator[str]:
    """The texts in `value`: in dataclasses, lists and mappings of any depth, in their order."""
    if isinstance(value, str):
        yield value
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from strings(getattr(value, field.name))
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from strings(key)
            yield from strings(item)
    elif isinstance(value, Sequence | Set) and not isinstance(value, bytes | bytearray):
        for item in value:
            yield from strings(item)
