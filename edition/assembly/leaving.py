"""Leaving out: the annotations file without some of its entries and what refers to them."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator

from edition.annotations.groups import HEADING_GROUPS, list_at
from edition.yamlfile import prune
from edition.yamlfile.load import YamlFile, YamlPath, YamlValue

#: Kinds of links by the list that they lead to.
LINKS = {
    "footnotes": "note",
    "textual-notes": "note",
    "glossary": "term",
    "pictures": "picture",
    "people": "person",
    "organizations": "organization",
    "places": "place",
    "subjects": "subject",
}
_GROUPS = {kind: group for group, kind in LINKS.items() if kind != "note"}
_LINK = re.compile(r"\[([^\[\]]*)\]\(([a-z]+):([a-z0-9-]+)\)")


def without(file: YamlFile, paths: Collection[YamlPath]) -> YamlFile:
    """The file without what stands at `paths`, and without the links to it: their words stay."""
    paths = [*paths, *_leading_to(file, paths)]
    return prune.without(file, paths, _unlinker(file, paths))


def _leading_to(file: YamlFile, paths: Collection[YamlPath]) -> Iterator[YamlPath]:
    """The references to headings that are left out: an entry of the index that only leads to one,
    what of `see-also` names one, the places of a map, and a map of no others; lines of the
    opening."""
    yield from _of_opening(file, paths)
    groups = HEADING_GROUPS.values()
    gone = {id for group, id in _ids(file, paths) if group in groups}
    for group in groups if gone else ():
        for k, item in enumerate(list_at(file.data, (group,))):
            if isinstance(item, dict):
                if _text(item.get("see")) in gone:
                    yield group, k
                for n, id in enumerate(list_at(item, ("see-also",))):
                    if _text(id) in gone:
                        yield group, k, "see-also", n
    for k, item in enumerate(list_at(file.data, ("maps",)) if gone else ()):
        named = list_at(item, ("places",)) if isinstance(item, dict) else []
        lost = [n for n, id in enumerate(named) if _text(id) in gone]
        if lost and len(lost) == len(named):
            yield "maps", k
        else:
            yield from (("maps", k, "places", n) for n in lost)


def _of_opening(file: YamlFile, paths: Collection[YamlPath]) -> Iterator[YamlPath]:
    """The lines of the opening, and the map there, of which the entry is left out; the whole of it
    where no line is left."""
    gone = set(_ids(file, paths))
    lines = list_at(file.data, ("opening", "names"))
    lost = [k for k, line in enumerate(lines) if gone & set(_named(line))]
    if lost and len(lost) == len(lines):
        yield ("opening",)
        return
    yield from (("opening", "names", k) for k in lost)
    if ("maps", _text(file.at(("opening", "map")))) in gone:
        yield "opening", "map"


def _named(line: YamlValue) -> Iterator[tuple[str, str]]:
    """The list and the id that a line of the opening names."""
    for kind, id in line.items() if isinstance(line, dict) else ():
        if kind in _GROUPS:
            yield _GROUPS[kind], _text(id)


def _ids(file: YamlFile, paths: Collection[YamlPath]) -> Iterator[tuple[str, str]]:
    """The list and the id of each entry that is left out, and has one."""
    for path in paths:
        if len(path) == 2 and (id := _text(file.at((*path, "id")))):
            yield str(path[0]), id


def _text(value: YamlValue) -> str:
    """A text, or nothing where the file has something else: it may not be sound yet."""
    return value if isinstance(value, str) else ""


def _unlinker(file: YamlFile, paths: Collection[YamlPath]) -> Callable[[str], str]:
    """Takes out of a text the links to what is left out, not their words."""
    ids: dict[str, set[str]] = {}
    for path in paths:
        if len(path) == 2 and path[0] in LINKS:
            id = file.at((*path, "id"))
            ids.setdefault(LINKS[str(path[0])], set()).add(str(id))

    def reword(match: re.Match[str]) -> str:
        lost = match[3] in ids.get(match[2], ())
        return (match[1] or "…") if lost else match[0]

    return lambda text: _LINK.sub(reword, text) if ids and "](" in text else text
