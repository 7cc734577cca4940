"""Differences: which problems of an edition a change of its annotations brings.

The lines move with every change, so a problem is known by its code, its words, and the entry
that it belongs to.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

import yaml

from edition.annotations import parse as annotations_parse
from edition.assembly import partial
from edition.assembly.inputs import load_annotations
from edition.assembly.prepare import prepare
from edition.checks import lint
from edition.markup import parse
from edition.model.problems import BuildFailed, Place, Problem
from edition.system.project import Project
from edition.yamlfile.load import YamlFile, YamlValue
from edition.yamlfile.nodes import place


def found(project: Project) -> list[Problem]:
    """Every problem of the project, warnings too. Where the file has errors of form, which hide
    all others, also those of the entries that can be understood."""
    try:
        return list(prepare(project).warnings)
    except BuildFailed as failed:
        problems = list(failed.problems)
    if annotations_parse.typed(load_annotations(project))[0] is None:
        problems += _of_what_is_understood(project)
    return problems


def _of_what_is_understood(project: Project) -> list[Problem]:
    try:
        annotations = partial.read(project).annotations
    except BuildFailed:
        return []
    parsed = {body: parse.parse(body.text, body.headings) for body in lint.bodies(annotations)}
    return lint.lint(annotations, parsed)


class Owners:
    """Which entry of a file, or of one that is joined to it, a line belongs to."""

    def __init__(self, file: YamlFile) -> None:
        rows = sorted(_rows(file.root, file.data))
        self.files = file.names
        self.places = [row[:2] for row in rows]
        self.names = [name for _, _, name in rows]

    def of(self, problem: Problem) -> str:
        """A name of the entry that stays the same when lines move."""
        if problem.place.file not in self.files:
            return str(problem.place)
        k = bisect_right(self.places, problem.place[:2]) - 1
        inside = k >= 0 and self.places[k][0] == problem.place.file
        return self.names[k] if inside else ""

    def key(self, problem: Problem) -> tuple[str, str, str, str]:
        """What a problem is known by."""
        return problem.code, problem.severity, problem.message, self.of(problem)


def _rows(root: yaml.Node | None, data: YamlValue) -> Iterable[tuple[str, int, str]]:
    """The file and the first line of each entry, or of a key that holds none, and its name."""
    for key, value in getattr(root, "value", ()) if isinstance(root, yaml.MappingNode) else ():
        inner = data.get(key.value) if isinstance(data, dict) else None
        yield *place(key)[:2], str(key.value)
        if isinstance(value, yaml.MappingNode) and key.value in ("chronology", "structure"):
            for file, line, word in _rows(value, inner):
                yield file, line, f"{key.value}: {word}"
        elif isinstance(value, yaml.SequenceNode) and isinstance(inner, list):
            for node, item in zip(value.value, inner, strict=False):
                name = item.get("id") if isinstance(item, dict) else None
                yield *place(node)[:2], f"{key.value}: {name or repr(item)}"


def new_problems(
    before: Project, after: Project, file: str, entry: tuple[int, int]
) -> list[Problem]:
    """The problems that `after` has and `before` has not; `entry` are the first and the last line
    in `file` of the entry that was added. The old edition is read only if something stands outside
    it."""
    candidate = found(after)
    outside = [
        p for p in candidate if p.place.file != file or not entry[0] <= p.place.line <= entry[1]
    ]
    if not outside:
        return candidate
    old = Owners(load_annotations(before))
    new = Owners(load_annotations(after))
    known = Counter(old.key(problem) for problem in found(before))
    fresh = []
    for problem in candidate:
        key = new.key(problem)
        if known[key]:
            known[key] -= 1
        else:
            fresh.append(problem)
    return fresh


def relocated(
    problems: Sequence[Problem],
    file: str,
    entry: tuple[int, int],
    added: int,
    name: str,
    keys: Sequence[tuple[int, str]],
) -> list[Problem]:
    """The problems as they are for somebody whose file lacks the entry still.

    `entry` are its lines in the candidate's `file`, `added` how many lines that has more, `name`
    what the entry is called, `keys` the first line of each of its fields.
    """

    def line_of(line: int) -> int:
        """The line in the file as it is; 0 for one of the new entry."""
        if line < entry[0]:
            return line
        return 0 if line <= entry[1] else line - added

    def moved(found: re.Match[str]) -> str:
        line = line_of(int(found[1]))
        return f"line {line}" if line else f"a line of the {name}"

    result = []
    for problem in problems:
        at = problem.place
        here = at.file == file
        hint = re.sub(r"\bline (\d{1,9})\b", moved, problem.hint) if here else problem.hint
        if here and at.line:
            if line := line_of(at.line):
                at = at._replace(line=line)
            else:
                # The first line is that of the entry as a whole.
                begin = keys[0][0] if keys else 0
                inside = (k for first, k in reversed(keys) if begin < first <= at.line)
                key = next(inside, "")
                at = Place(f"{name} ({key})" if key else name)
        result.append(replace(problem, place=at, hint=hint))
    return result
