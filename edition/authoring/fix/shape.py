"""Fixes of the file's form: a key misspelt, text without its quotes, fields out of order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import yaml

from edition.authoring.fix.fix import Fix, Quote, Rename, Reorder, Set
from edition.model.problems import Place, Problem, quoted
from edition.yamlfile.load import YamlFile, YamlPath
from edition.yamlfile.repair import QUOTED

#: Records begin with these; title and author in the edition's own order, the rest as it likes.
_FIRST = {"id": 0, "type": 1, "title": 2, "author": 2}
#: Other names may stand between author and title.
_NAMES = ("editor", "translator", "interviewer")
_TRUTH = {"yes": True, "on": True, "no": False, "off": False}


def shape_fixes(file: YamlFile, problems: Iterable[Problem]) -> Iterator[Fix]:
    """The fixes of what is wrong with the form, and of what is only untidy."""
    values, keys = places(file)
    for problem in problems:
        if problem.place.file not in file.names:
            continue
        if problem.code in ("yaml-bare-word", "not-text") and problem.place in values:
            yield from _unquoted(file, problem, values[problem.place])
        elif problem.code in ("unknown-key", "bad-value") and problem.place in keys:
            yield from _misspelt(file, problem, keys[problem.place])
    yield from _white_space(file, values)
    yield from _order(file)


def _unquoted(file: YamlFile, problem: Problem, path: YamlPath) -> Iterator[Fix]:
    """A bare word, number or truth value: quoted where text is wanted, `true` or `false` where
    the key takes one."""
    node = file.node(path)
    if not isinstance(node, yaml.ScalarNode) or node.style in QUOTED or not node.value:
        return
    if node.value == "~" or node.value.lower() == "null":
        return
    if problem.code == "yaml-bare-word" and _wants_truth(path):
        value = _TRUTH[node.value.lower()]
        words = f"“{path[-1]}” gets the value {str(value).lower()}."
        yield Fix(problem.code, problem.place, words, (Set(path, value),))
    else:
        words = f"{quoted(node.value, 40)} is put in quotation marks."
        yield Fix(problem.code, problem.place, words, (Quote(path),))


def _wants_truth(path: YamlPath) -> bool:
    from edition.annotations.schema.errors import field_at

    field = field_at(path)
    return field is not None and field.annotation is bool


def _misspelt(file: YamlFile, problem: Problem, path: YamlPath) -> Iterator[Fix]:
    """A key that is one or two letters from just one known key or role, which is not there yet."""
    from rapidfuzz.distance import OSA

    from edition.annotations.schema.errors import known_keys, role_names

    key, group = str(path[-1]), file.at(path[:-1])
    reach = 1 if len(key) < 8 else 2
    known = known_keys(path[:-1]) if problem.code == "unknown-key" else role_names()
    near = [name for name in known if OSA.distance(key.lower().replace("_", "-"), name) <= reach]
    if len(near) == 1 and isinstance(group, dict) and near[0] not in group:
        words = f"The key “{key}” is spelt “{near[0]}”."
        yield Fix(problem.code, problem.place, words, (Rename(path, near[0]),))


def _white_space(file: YamlFile, values: dict[Place, YamlPath]) -> Iterator[Fix]:
    """White space at the ends of quotations; a block (`|`) ends with a line break by itself."""
    for place, path in values.items():
        node = file.node(path)
        if path[-1] == "quote" and isinstance(node, yaml.ScalarNode) and node.style in ("'", '"'):
            bare = node.value.strip()
            if bare and bare != node.value:
                words = "White space at an end of the quotation is taken away."
                yield Fix("quote-white-space", place, words, (Set(path, bare),))


def _order(file: YamlFile) -> Iterator[Fix]:
    """Records whose `id`, `type`, `title` and `author` do not come first."""
    records = file.at(("sources",))
    for k, record in enumerate(records if isinstance(records, list) else ()):
        if isinstance(record, dict):
            keys = sorted(record, key=lambda key: _FIRST.get(key, len(_FIRST)))
            if [key for key in keys if key not in _NAMES] != [
                key for key in record if key not in _NAMES
            ]:
                name = record.get("id", k + 1)
                words = f"The fields of “{name}” begin with {', '.join(keys[:3])}."
                edit = Reorder(("sources", k), tuple(keys))
                yield Fix("source-order", file.place(("sources", k)), words, (edit,))


def places(file: YamlFile) -> tuple[dict[Place, YamlPath], dict[Place, YamlPath]]:
    """The paths of values and of keys, by their places; what an alias shares has none."""
    values: dict[Place, YamlPath] = {}
    keys: dict[Place, YamlPath] = {}
    shared: set[Place] = set()
    todo: list[tuple[YamlPath, yaml.Node | None]] = [((), file.root)]
    seen: set[int] = set()
    while todo:
        path, node = todo.pop()
        place = file.mark(node)
        if id(node) in seen:
            shared.add(place)
            continue
        seen.add(id(node))
        values[place] = path
        if isinstance(node, yaml.SequenceNode):
            todo += [((*path, k), item) for k, item in enumerate(node.value)]
        elif isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                keys[file.mark(key)] = (*path, key.value)
                todo.append(((*path, key.value), value))
    for place in shared:
        values.pop(place, None)
    scalars = {place: path for place, path in values.items() if path}
    return scalars, keys
