"""Include: the files of annotations that annotations.yaml includes, read and joined to it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

import yaml

from edition.annotations.groups import INCLUDED
from edition.model.problems import Place, Problem, Severity
from edition.system.project import MAX_BYTES, Project, Refused, is_pattern, too_large
from edition.yamlfile.compose import compose, node_count
from edition.yamlfile.joined import join
from edition.yamlfile.load import YamlFile, value_in
from edition.yamlfile.nodes import pairs, place
from edition.yamlfile.syntax import MAX_VALUES, most_values

#: Files that may be included, all patterns together.
MAX_FILES = 1000


def joined(project: Project, file: YamlFile) -> YamlFile:
    """The annotations `file` with those that its `include` names, or itself where it names none.

    What is wrong with an included file as a whole is in `outside`: the file is left out.
    """
    if value_in(file.data, ("include",)) is None or not isinstance(file.root, yaml.MappingNode):
        return file
    included = _Included(project, file)
    others = list(included.files())
    contents = {**file.contents, **included.contents}
    found = join(file.name, file.root, others, contents, INCLUDED)
    found.problems += included.warnings
    found.outside = included.lost
    return found


class _Included:
    """The files that an annotations file includes."""

    def __init__(self, project: Project, file: YamlFile) -> None:
        self.project = project
        self.file = file
        #: What is wrong with files, or keys, that are left out.
        self.lost: list[Problem] = []
        self.warnings: list[Problem] = []
        self.contents: dict[str, bytes] = {}

    def files(self) -> Iterator[tuple[str, yaml.MappingNode]]:
        """The names of the files and their nodes; what is wrong with others is noted."""
        bytes_left = MAX_BYTES - sum(map(len, self.file.contents.values()))
        uncounted: list[yaml.Node | None] = [self.file.root]
        counted = 0
        most = sum(map(_most_values, self.file.contents.values()))
        for number, (name, where) in enumerate(self._names()):
            if number >= MAX_FILES:
                message = f"More than {MAX_FILES:,} files are included."
                hint = "Put several into one, or divide the edition into several volumes."
                self.lost.append(Problem("include-too-many", where, message, hint))
                return
            data = self._read(name, where)
            if data is None:
                continue
            bytes_left -= len(data)
            if bytes_left < 0:
                self.lost.append(too_large(where, "All files of annotations together"))
                return
            most += _most_values(data)
            # Counted only where there may be too many.
            if most > MAX_VALUES:
                counted += sum(map(node_count, uncounted))
                uncounted.clear()
            root = self._root(name, data, max(0, MAX_VALUES - counted))
            if root is not None:
                uncounted.append(root)
                self.contents[name] = data
                yield name, root

    def _root(self, name: str, data: bytes, values: int) -> yaml.MappingNode | None:
        root, problem = compose(name, data, values)
        if problem:
            self.lost.append(problem)
            return None
        if root is None:
            start = yaml.Mark(name, 0, 0, 0, None, 0)
            return yaml.MappingNode("tag:yaml.org,2002:map", [], start, start, False)
        if not isinstance(root, yaml.MappingNode):
            message = "The file has no keys."
            hint = "It must have lists with their keys, as annotations.yaml has: `footnotes:` …"
            self.lost.append(Problem("wrong-kind", Place(name, 1), message, hint))
            return None
        self.lost += _foreign(root)
        return root

    def _names(self) -> Iterator[tuple[str, Place]]:
        """The names, each once, and where `include` names them."""
        value = value_in(self.file.data, ("include",))
        many = isinstance(value, list)
        met = {self._real(self.file.name)}
        for k, text in enumerate(value if isinstance(value, list) else [value]):
            where = self.file.place(("include", k) if many else ("include",))
            if not isinstance(text, str) or not text:
                continue  # the schema says it
            before, known = len(met), len(self.lost)
            for name in self._matching(text, where):
                real = self._real(name)
                if real not in met:
                    met.add(real)
                    yield name, where
                elif real == self._real(self.file.name) and not is_pattern(text):
                    message = f"{self.file.name} includes itself."
                    self.lost.append(Problem("include-circle", where, message, "Take it out."))
            if len(met) == before and len(self.lost) == known:
                self._warn_idle(text, where)

    def _warn_idle(self, text: str, where: Place) -> None:
        message = f"The file {text} is included twice."
        hint = "Take one of the two out."
        if is_pattern(text):
            message = f"No other file is named {text}."
            hint = "Look at the folder and at how the names end, or wait for the first file."
        warning = Problem("key-without-effect", where, message, hint, Severity.WARNING)
        self.warnings.append(warning)

    def _matching(self, text: str, where: Place) -> list[str]:
        pure = PurePosixPath(text)
        if not is_pattern(text):
            return [pure.as_posix()]
        if is_pattern(pure.parent.as_posix()):
            message = f"{text} has `*` or `?` in the name of a folder."
            hint = "Only the name of a file may have them. Name several folders in a list."
            self.lost.append(Problem("include-pattern", where, message, hint))
            return []
        try:
            return self.project.matching(text, where)
        except Refused as refused:
            self.lost.append(refused.problem)
            return []

    def _real(self, name: str) -> str:
        try:
            return str(self.project.path(name, Place(name)))
        except Refused:
            return str(self.project.root / name)

    def _read(self, name: str, where: Place) -> bytes | None:
        try:
            return self.project.read(name, where)
        except Refused as refused:
            self.lost.append(refused.problem)
            return None


def _most_values(data: bytes) -> int:
    return most_values(data.decode("utf-8", "replace"))


def _foreign(root: yaml.MappingNode) -> Iterator[Problem]:
    """Keys that only the annotations file itself may have."""
    for key, _ in pairs(root):
        if key.value not in INCLUDED:
            message = f"An included file may not have the key “{key.value}”."
            hint = f"Known here: {', '.join(INCLUDED)}. All else belongs in annotations.yaml."
            yield Problem("include-key", place(key), message, hint)
