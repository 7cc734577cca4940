"""YAML with places: plain Python data, and for each value the line and column it stands on.

PyYAML follows YAML 1.1, in which `no` is false, `1:30` is ninety and a repeated key silently
wins. Here words stay words, repeated keys are refused, and an alias can expand only so far.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import TypeAlias

import yaml

from edition.model.dataclass import dataclass
from edition.model.problems import Place, Problem, Severity
from edition.text import confusables, shaping
from edition.yamlfile.compose import compose
from edition.yamlfile.nodes import child_of, place

#: The way to a value: the keys and numbers (from 0) that lead to it from the top of the file.
YamlPath: TypeAlias = tuple[str | int, ...]
#: A value as it is read from a file, or written into one.
YamlValue: TypeAlias = (
    "bool | int | float | str | Sequence[YamlValue] | Mapping[str, YamlValue] | None"
)

_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})\Z")
_FLOAT = re.compile(r"[-+]?[0-9]{1,17}\.[0-9]{1,17}\Z")
#: What XML 1.0 (section 2.2) cannot hold, and the other control characters but white space.
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_NOT_YAML_1_2 = frozenset(
    ("yes", "Yes", "YES", "no", "No", "NO", "on", "On", "ON", "off", "Off", "OFF")
)
_TAG = "tag:yaml.org,2002:"
_KINDS = frozenset(
    ("str", "int", "float", "bool", "null", "timestamp", "merge", "value", "map", "seq")
)

#: Keys whose values are words of the source.
_QUOTING = frozenset(("quote", "prefix", "suffix", "at"))

MAX_DEPTH = 40
#: From so many keys on a group's are kept in a table.
_MANY = 50
#: Problems after which the rest of the file is not read: what it lacks says nothing.
REST_UNREAD = frozenset(("yaml-alias", "yaml-too-deep"))
#: Values that aliases may add to those written out, and letters; past it the file is an alias bomb.
MAX_ALIASED, MAX_ALIASED_LETTERS = 10_000, 1_000_000
#: Texts of so many letters are read again for each alias.
_SHORT = 100


@dataclass(slots=True)
class YamlFile:
    """A parsed file: `data` is dicts, lists, str, int, float, bool and None. Each node knows the
    name of the file it stands in (`joined.JoinedFile` is one of several)."""

    name: str
    data: YamlValue
    root: yaml.Node | None
    problems: list[Problem] = field(default_factory=list)
    #: The bytes that were read, by the names of their files.
    contents: Mapping[str, bytes] = field(default_factory=dict, compare=False, repr=False)
    #: What is wrong with other files that belong to this one, which are left out as a whole.
    outside: list[Problem] = field(default_factory=list)
    _texts: dict[str, str] = field(default_factory=dict, init=False, compare=False, repr=False)
    #: The keys and values of groups that were asked for, by the group's `id`.
    _found: dict[int, dict[str, tuple[yaml.Node, yaml.Node]]] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )

    @property
    def group(self) -> dict[str, YamlValue]:
        """The data as a group of keys; one without keys where the file is no such group."""
        return self.data if isinstance(self.data, dict) else {}

    def place(self, path: YamlPath) -> Place:
        """Where the value at `path` stands; for a missing value, the mapping that lacks it."""
        node = self.root
        for step in path:
            child = self._child(node, step)
            if child is None:
                break
            node = child
        return self.mark(node)

    def key_place(self, path: YamlPath) -> Place:
        """Where the key at the end of `path` stands, not its value."""
        parent = self.node(path[:-1])
        pair = self._pairs(parent).get(str(path[-1])) if path else None
        return self.mark(pair[0]) if pair else self.place(path)

    def body_place(self, path: YamlPath) -> Place:
        """Where the first line of the text at `path` stands: a block's is the line below `|`. A
        folded text (`>`) has other lines than its file, so it is named as a whole."""
        node, place = self.node(path), self.place(path)
        block = isinstance(node, yaml.ScalarNode) and node.style == "|"
        return place.at(place.line + 1) if block else place

    def at(self, path: YamlPath) -> YamlValue:
        """The data at `path`, or None."""
        return value_in(self.data, path)

    def node(self, path: YamlPath) -> yaml.Node | None:
        """The node at `path`, if there is one."""
        node = self.root
        for step in path:
            node = self._child(node, step)
        return node

    def _child(self, node: yaml.Node | None, step: str | int) -> yaml.Node | None:
        """The same as `child_of`, quick also where a group has thousands of keys."""
        if isinstance(node, yaml.MappingNode) and len(node.value) > _MANY:
            pair = self._pairs(node).get(str(step))
            return pair[1] if pair else None
        return child_of(node, step)

    def _pairs(self, node: yaml.Node | None) -> dict[str, tuple[yaml.Node, yaml.Node]]:
        """The first key of each name in a group, and its value."""
        if not isinstance(node, yaml.MappingNode):
            return {}
        if id(node) not in self._found:
            self._found[id(node)] = {key.value: (key, value) for key, value in reversed(node.value)}
        return self._found[id(node)]

    def text_of(self, node: yaml.Node) -> str:
        """The file that a node stands in, as the characters in which its marks count; empty where
        it was not kept."""
        name = node.start_mark.name
        if name not in self._texts:
            self._texts[name] = self.contents.get(name, b"").decode("utf-8-sig")
        return self._texts[name]

    def mark(self, node: yaml.Node | None) -> Place:
        """Where a node begins."""
        return Place(self.name, 1) if node is None else place(node)

    @property
    def names(self) -> frozenset[str]:
        """The names of all the files that it is made of."""
        return frozenset((self.name,))

    def root_of(self, name: str) -> yaml.Node | None:
        """The nodes of the file `name`, which is one of `names`; else None."""
        return self.root if name == self.name else None

    def origin(self, path: YamlPath) -> tuple[str, YamlPath]:
        """The file in which the value at `path` stands, and its path there."""
        return self.name, path

    def path_from(self, name: str, path: YamlPath) -> YamlPath:
        """The path of what stands at `path` in the file `name`: the way back from `origin`."""
        return path


def load(name: str, data: bytes) -> YamlFile:
    """Parse `data`. Faults of form are in `.problems`, and `.data` is then None or partial."""
    root, problem = compose(name, data)
    found = YamlFile(name, None, None, [problem]) if problem else read(name, root)
    found.contents = {name: data}
    return found


def read(name: str, root: yaml.Node | None) -> YamlFile:
    """The file whose document is `root`; its places are those of the nodes."""
    reader = _Reader(name)
    value = reader.value(root, 0) if root is not None else None
    return YamlFile(name, value, root, reader.problems)


class _Reader:
    """Turns nodes into data, once for each node, counting what aliases add."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.problems: list[Problem] = []
        #: How many values a group or list has, and how many letters a long text, by the `id` of
        #: its node: an alias is the same node again.
        self.seen: dict[int, tuple[int, int]] = {}
        #: The long texts that were looked at, as quotations and otherwise.
        self.texts: dict[tuple[int, bool], YamlValue] = {}
        self.open: set[int] = set()
        self.aliased = self.letters = 0
        self.stopped = False

    def value(self, node: yaml.Node, depth: int, key: str = "") -> YamlValue:
        """The node as data; `key` is that of the group which it stands under."""
        if self.stopped:
            return None
        if depth > MAX_DEPTH:
            message = f"More than {MAX_DEPTH} levels deep."
            self._stop(node, "yaml-too-deep", message, "Take out some of the nesting.")
            return None
        if id(node) in self.open:
            message = "An alias refers to what contains it."
            self._stop(node, "yaml-alias", message, "Write the value out.")
            return None
        if id(node) in self.seen and not self._alias(node):
            return None
        if isinstance(node, yaml.ScalarNode):
            return self._text(node, key)
        self._check_tag(node)
        self.open.add(id(node))
        before = self.aliased
        if isinstance(node, yaml.SequenceNode):
            value: YamlValue = [self.value(item, depth + 1, key) for item in node.value]
        else:
            value = self._mapping(node, depth)
        self.open.discard(id(node))
        self.seen[id(node)] = (len(node.value) + 1 + self.aliased - before, 0)
        return value

    def _alias(self, node: yaml.Node) -> bool:
        """Count what an alias adds; False where it is too much, which is then said."""
        values, letters = self.seen[id(node)]
        self.aliased += values
        self.letters += letters
        if self.aliased <= MAX_ALIASED and self.letters <= MAX_ALIASED_LETTERS:
            return True
        if not self.stopped:
            message = "The aliases expand to too much."
            self._stop(node, "yaml-alias", message, "Write the values out.")
        return False

    def _text(self, node: yaml.ScalarNode, key: str) -> YamlValue:
        """A scalar as data; a long one is looked at once, whatever aliases it has."""
        if len(node.value) <= _SHORT:
            return self._scalar(node, key)
        known = id(node), key in _QUOTING
        if known not in self.texts:
            self.seen[id(node)] = (0, len(node.value))
            self.texts[known] = self._scalar(node, key)
        return self.texts[known]

    def _check_tag(self, node: yaml.Node) -> None:
        if node.tag.removeprefix(_TAG) not in _KINDS:
            self._report(node, "yaml-tag", f"The tag {node.tag} is not allowed.", "Take it out.")

    def _mapping(self, node: yaml.Node, depth: int) -> dict[str, YamlValue]:
        result: dict[str, YamlValue] = {}
        lines: dict[str, int] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self._report(key_node, "yaml-key", "A key must be a word.", "")
                continue
            key = key_node.value
            if len(key) > _SHORT and not self._long_key(key_node):
                break
            if key in result:
                message = f"The key “{key}” is given twice."
                hint = f"It stands first on line {lines[key]}. Keep one of the two."
                self._report(key_node, "yaml-repeated-key", message, hint)
                continue
            lines[key] = key_node.start_mark.line + 1
            result[key] = self.value(value_node, depth + 1, key)
        return result

    def _long_key(self, node: yaml.ScalarNode) -> bool:
        """Count a long key; False where its aliases are too much."""
        if id(node) in self.seen:
            return self._alias(node)
        self.seen[id(node)] = (0, len(node.value))
        return True

    def _scalar(self, node: yaml.ScalarNode, key: str) -> YamlValue:
        self._check_tag(node)
        text, tag = str(node.value), node.tag.removeprefix(_TAG)
        if bad := CONTROL.search(text):
            message = f"The control character U+{ord(bad[0]):04X} cannot stand in a book."
            self._report(node, "control-character", message, "Take it out.")
        for odd in confusables.oddities(text):
            self.problems.append(self._oddity(node, odd, key))
        for fault in shaping.heaps(text):
            place = self._place_in(node, fault.at)
            self.problems.append(Problem(fault.code, place, fault.message, fault.hint))
        if node.style in ("'", '"', "|", ">") or tag == "str":
            return text
        if text in _NOT_YAML_1_2:
            hint = f'Put it in quotes if it is a word: "{text}"; otherwise write true or false.'
            self._report(node, "yaml-bare-word", f"YAML may read {text} as a truth value.", hint)
            return text
        if tag == "bool":
            return text.lower() == "true"
        if tag == "null":
            return None
        if _INTEGER.match(text):
            return int(text)
        if tag == "float" and _FLOAT.match(text):
            return float(text)
        return text

    def _oddity(self, node: yaml.ScalarNode, odd: confusables.Oddity, key: str) -> Problem:
        """A warning, but an error where words would turn those around them; a quotation may have
        what the source has."""
        turns = odd.code == "turned-text" and key not in _QUOTING
        place = self._place_in(node, odd.at)
        severity = Severity.ERROR if turns else Severity.WARNING
        return Problem(odd.code, place, odd.message, confusables.HINTS[odd.code], severity)

    def _place_in(self, node: yaml.ScalarNode, at: int) -> Place:
        """Where a text begins, or the line of a block on which the offset `at` is."""
        begin = place(node)
        if node.style == "|":
            return begin.at(begin.line + 1 + node.value.count("\n", 0, at))
        return begin

    def _report(self, node: yaml.Node, code: str, message: str, hint: str) -> None:
        self.problems.append(Problem(code, place(node), message, hint))

    def _stop(self, node: yaml.Node, code: str, message: str, hint: str) -> None:
        self.stopped = True
        self._report(node, code, message, hint)


def value_in(data: YamlValue, path: YamlPath) -> YamlValue:
    """What stands at `path` in `data`, or None where nothing does."""
    for step in path:
        if isinstance(data, list) and isinstance(step, int):
            data = data[step] if step < len(data) else None
        elif isinstance(data, dict) and isinstance(step, str):
            data = data.get(step)
        else:
            return None
    return data
