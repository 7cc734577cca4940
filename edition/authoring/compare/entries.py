"""Entries: which annotations were added, removed or changed, by their ids. Pure.

It works on the YAML as it was read and not on the typed annotations, since the old side may be of
another version of the builder.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from edition.authoring.compare.model import Entry
from edition.yamlfile.load import YamlValue

#: What names an entry that has no id, in the groups whose entries have none.
_NAMES = ("id", "label", "date", "quote", "name", "line", "lines")
_LENGTH = 60


def changes(old: Mapping[str, YamlValue], new: Mapping[str, YamlValue]) -> tuple[Entry, ...]:
    """The differences between two annotation files, in the order of the new one."""
    groups = dict.fromkeys([*new, *old])
    return tuple(entry for key in groups for entry in _group(key, old.get(key), new.get(key)))


def _group(name: str, old: YamlValue, new: YamlValue) -> Iterator[Entry]:
    group, lists = old or {}, (old or [], new or [])
    if isinstance(old or new, Mapping) and isinstance(group, Mapping):
        yield from _mapping(name, group, new or {})
    elif isinstance(lists[0], list) and isinstance(lists[1], list):
        yield from _list(name, _named(lists[0]), _named(lists[1]))
    elif old != new:
        yield Entry(name, "", _change(old, new))


def _mapping(name: str, old: Mapping[str, YamlValue], new: YamlValue) -> Iterator[Entry]:
    """A group of keys: its lists entry by entry, all else by the key."""
    if not isinstance(new, Mapping):
        yield Entry(name, "", "changed")
        return
    keys = []
    for key in dict.fromkeys([*new, *old]):
        lists = old.get(key) or [], new.get(key) or []
        if isinstance(lists[0], list) and isinstance(lists[1], list) and any(lists):
            yield from _list(f"{name}: {key}", _named(lists[0]), _named(lists[1]))
        elif old.get(key) != new.get(key):
            keys.append(str(key))
    if keys:
        yield Entry(name, "", "changed", tuple(keys))


def _list(name: str, old: Mapping[str, YamlValue], new: Mapping[str, YamlValue]) -> Iterator[Entry]:
    for id in dict.fromkeys([*new, *old]):
        if id not in old or id not in new:
            yield Entry(name, id, "removed" if id in old else "added")
        elif old[id] != new[id]:
            yield Entry(name, id, "changed", _keys(old[id], new[id]))


def _keys(old: YamlValue, new: YamlValue) -> tuple[str, ...]:
    if not (isinstance(old, Mapping) and isinstance(new, Mapping)):
        return ()
    return tuple(str(k) for k in dict.fromkeys([*new, *old]) if old.get(k) != new.get(k))


def _named(items: list[YamlValue]) -> dict[str, YamlValue]:
    """The entries by their names; the second of the same name is “name (2)”."""
    found: dict[str, YamlValue] = {}
    for item in items:
        name = _name(item)
        number = 1
        while (unique := name if number == 1 else f"{name} ({number})") in found:
            number += 1
        found[unique] = item
    return found


def _name(item: YamlValue) -> str:
    if isinstance(item, Mapping):
        item = next((item[key] for key in _NAMES if item.get(key)), "?")
    words = " ".join(str(item).split())
    return words if len(words) <= _LENGTH else words[: _LENGTH - 1] + "…"


def _change(old: YamlValue, new: YamlValue) -> str:
    if old is None or new is None:
        return "added" if old is None else "removed"
    return "changed"
