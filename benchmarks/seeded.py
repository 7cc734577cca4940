"""What all made editions share: choices that come from a hash, and the files of an edition.

A choice is made from the hash of a seed and of the place that it is for, never from a generator
of random numbers: so what is made for a place does not depend on what is made before it, and a
larger edition has the smaller one's choices.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

import yaml

Item = TypeVar("Item")
#: A group of keys of annotations.yaml, as PyYAML reads and writes it: it has no types.
Entry: TypeAlias = dict[str, Any]


class Seed:
    """A source of choices; `name` is any text."""

    def __init__(self, name: str) -> None:
        self._start = hashlib.sha256(name.encode())

    def number(self, *place: object) -> int:
        """A number of 64 bits for the place; the same place gives the same number."""
        digest = self._start.copy()
        digest.update("\0".join(map(str, place)).encode())
        return int.from_bytes(digest.digest()[:8], "big")

    def below(self, limit: int, *place: object) -> int:
        """A number from 0 to `limit` - 1 for the place."""
        return self.number(*place) % limit

    def pick(self, items: Sequence[Item], *place: object) -> Item:
        """One of `items` for the place."""
        return items[self.below(len(items), *place)]

    def shuffled(self, items: Sequence[Item], *place: object) -> list[Item]:
        """The items in an order of the place's own."""
        return sorted(items, key=lambda item: self.number(*place, item))

    def uuid(self, *place: object) -> str:
        """A UUID for the place, with the bits that RFC 9562 asks of one made freely (8)."""
        word = f"{self.number(*place):016x}{self.number(*place, 'rest'):016x}"
        return f"{word[:8]}-{word[8:12]}-8{word[13:16]}-a{word[17:20]}-{word[20:]}"


class _Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]  # one of two
    """Writes texts of several lines as annotators do, with `|`."""

    def ignore_aliases(self, data: object) -> bool:
        """Write each value out: the builder refuses anchors that are used many times."""
        return True


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.Node:
    style = "|" if "\n" in value else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


_Dumper.add_representer(str, _text)


def write(folder: Path, sources: Mapping[str, str], annotations: Entry) -> None:
    """Write an edition: its source files (path → text) and its annotations, to which the source
    files with their hashes are added. Files of an older edition in `folder` are overwritten.
    """
    pinned = []
    for name, text in sources.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        data = text.encode()
        path.write_bytes(data)
        pinned.append({"path": name, "sha256": hashlib.sha256(data).hexdigest()})
    annotations["source"] = {"files": pinned, **annotations.get("source", {})}
    dumped = yaml.dump(annotations, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100)
    (folder / "annotations.yaml").write_text(dumped, "utf-8", newline="\n")
