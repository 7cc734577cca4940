"""Partial: the text and what is said about it, as far as they can be read.

For the commands that help to write. They are wanted most while the file has errors: what cannot
be understood is left out here, entry by entry, and what is wrong with it is `check`'s to say.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import yaml

from edition.anchoring.resolve import Anchorer
from edition.annotations import convert as annotations_stage
from edition.assembly.inputs import ANNOTATIONS, read_annotations, read_source
from edition.model import Annotations, SourceText
from edition.model.problems import BuildFailed, Place, Problem
from edition.system.project import Project
from edition.text import structure
from edition.yamlfile.load import YamlFile, YamlValue, load, value_in

#: How often the file is validated again without what was wrong the last time.
_ROUNDS = 12
_UNKNOWN: dict[str, YamlValue] = {
    "title": "Untitled",
    "language": "und",
    "identifier": "urn:uuid:0",
    "rights": "Unknown.",
    "published": "0001",
    "contributors": [{"name": "Unknown", "role": "aut"}],
}

_Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What could be read: the annotations without the entries that have errors of form, the
    source, its layout, and the source folded; `complete` where no entry was left out."""

    annotations: Annotations
    source: SourceText
    layout: structure.Layout
    anchorer: Anchorer
    complete: bool


def read(project: Project) -> Reading:
    """Read the project.

    Raises `BuildFailed` where the annotations file is no YAML, does not say which the source is,
    or the source cannot be read.
    """
    annotations, problems = understood(ANNOTATIONS, read_annotations(project))
    source, source_problems = read_source(project, annotations)
    if source is None:
        raise BuildFailed(source_problems)
    layout = structure.lay_out(source, annotations)
    anchorer = Anchorer(source, structure.omitted_spans(layout.omitted))
    return Reading(annotations, source, layout, anchorer, not problems)


def understood(name: str, data: bytes) -> tuple[Annotations, list[Problem]]:
    """The annotations in `data` without what has errors of form, and those errors.

    Raises `BuildFailed` where nothing can be understood.
    """
    from pydantic import ValidationError

    from edition.annotations.schema.errors import schema_problems
    from edition.annotations.schema.models import AnnotationsFile

    file = load(name, data)
    if not isinstance(file.data, dict) or any(p.code in _FATAL for p in file.problems):
        empty = Problem("yaml-empty", Place(name, 1), "The file has no keys.", "")
        raise BuildFailed(file.problems or [empty])
    problems = list(file.problems)
    for _ in range(_ROUNDS):
        try:
            parsed = AnnotationsFile.model_validate(file.data)
            return annotations_stage.build(file, parsed), problems
        except ValidationError as error:
            details = error.errors(include_url=False)
            problems += schema_problems(file, details)
            _prune(file, details, problems)
    raise BuildFailed(problems)


_FATAL = frozenset(("yaml-alias", "yaml-too-deep", "yaml-too-long", "yaml-syntax", "yaml-not-utf8"))


def _prune(file: YamlFile, wrong: Iterable[Any], problems: list[Problem]) -> None:
    """Take out of the file what is wrong: the innermost item of a list around it, or the key."""
    from edition.annotations.schema.errors import real_path

    paths = [real_path(file.data, detail) for detail in wrong]
    if any(path[:1] == ("source",) for path in paths):
        raise BuildFailed(problems)
    if any(path[0] in ("edition", "format") for path in paths):
        file.group["edition"] = {**_UNKNOWN, **_good(file.group.get("edition"))}
        file.group["format"] = 1
    targets = {_target(file.data, path) for path in paths if path[0] not in ("edition", "format")}
    for path in sorted(targets, key=_order, reverse=True):
        _drop(file.data, path)
        _drop_node(file.root, path)


def _good(edition: Any) -> dict[str, str]:
    """The title, which chapters without a heading are called by."""
    title = edition.get("title") if isinstance(edition, dict) else None
    return {"title": title} if isinstance(title, str) and title and "\n" not in title else {}


def _target(data: Any, path: _Path) -> _Path:
    last = max((k for k, step in enumerate(path) if isinstance(step, int)), default=-1)
    if last >= 0:
        return path[: last + 1]
    return path if _is_there(data, path) else path[:-1]


def _is_there(data: Any, path: _Path) -> bool:
    for step in path:
        if not isinstance(data, dict) or step not in data:
            return False
        data = data[step]
    return True


def _order(path: _Path) -> tuple[tuple[str, int], ...]:
    """Later items of a list come later, so that taking them out first moves nothing."""
    return tuple(("", step) if isinstance(step, int) else (step, 0) for step in path)


def _drop(data: YamlValue, path: _Path) -> None:
    data, last = value_in(data, path[:-1]), path[-1]
    if isinstance(data, list) and isinstance(last, int):
        del data[last]
    elif isinstance(data, dict):
        data.pop(str(last), None)


def _drop_node(node: yaml.Node | None, path: _Path) -> None:
    for step in path[:-1]:
        if isinstance(node, yaml.SequenceNode):
            node = node.value[step]
        elif isinstance(node, yaml.MappingNode):
            node = next((value for key, value in node.value if key.value == step), None)
    if isinstance(node, yaml.SequenceNode):
        del node.value[path[-1]]
    elif isinstance(node, yaml.MappingNode):
        node.value = [pair for pair in node.value if pair[0].value != path[-1]]
